//! The properties of a Word document's paragraphs, rows and cells: what of them matters for the text.

use report::document::{CellRole, GridCell, Role};

use super::{Body, Kind, Row};
use crate::error::Error;
use crate::read::colours::{WHITE, colour};
use crate::read::flow::{Merge, Shape};
use crate::read::styles::Style;
use crate::read::xml::{Xml, attribute, each, is_on, number};

impl Body {
    pub(super) fn paragraph_properties(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut style, mut level, mut unended) = (None, None, false);
        let (mut list, mut list_level) = (None, None);
        each(xml, |name, e| match name {
            "pStyle" => style = attribute(e, "val"),
            "outlineLvl" => level = number(e, "val"),
            "numId" => list = attribute(e, "val"),
            "ilvl" => list_level = number(e, "val"),
            "del" | "moveFrom" => unended = true,
            _ => {}
        })?;
        let style = style.and_then(|id| self.styles.get(&id)).unwrap_or(&Style::PLAIN);
        self.omitted.changed |= unended;
        self.kind = Kind { unended, contents: style.contents, look: style.look };
        self.flow.role = match level {
            Some(0) => Some(Role::Heading),
            Some(1..=8) => Some(Role::Subheading),
            _ => style.role,
        };
        if let Some(list) = list.as_deref().or(style.list.as_deref()) {
            let level = list_level.or(style.list_level).unwrap_or(0);
            let number = self.counters.next(list, level);
            self.flow.push_number(&number);
        }
        Ok(())
    }

    pub(super) fn row_properties(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut before, mut head) = (0, false);
        let mut row = Row::default();
        each(xml, |name, e| match name {
            "gridBefore" => before = number(e, "val").unwrap_or(0),
            "gridAfter" => row.blank_after = number(e, "val").unwrap_or(0),
            "tblHeader" => head = is_on(e),
            "del" => row.deleted = true,
            "hidden" => row.hidden = is_on(e),
            // In twentieths of a point: lower than any figure.
            "trHeight" => {
                let exact = attribute(e, "hRule").as_deref() == Some("exact");
                row.hidden |= exact && number(e, "val").is_some_and(|n| n <= 40);
            }
            _ => {}
        })?;
        if head {
            self.flow.mark_head_row();
        }
        if let Some(last) = self.rows.last_mut() {
            *last = row;
        }
        self.blank_cell(before)
    }

    /// The blank columns before the first or after the last cell of a row.
    pub(super) fn blank_cell(&mut self, columns: usize) -> Result<(), Error> {
        if columns == 0 {
            return Ok(());
        }
        let cell = GridCell { columns, ..GridCell::new(CellRole::Value, "") };
        self.flow.begin_cell(cell, Merge::None)?;
        self.flow.end_cell()
    }

    pub(super) fn cell_properties(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut columns, mut merge, mut joined) = (1, Merge::None, false);
        each(xml, |name, e| match name {
            "hMerge" => joined = attribute(e, "val").as_deref() != Some("restart"),
            "shd" => {
                let fill = attribute(e, "fill").unwrap_or_default();
                self.paper = if fill == "auto" { Some(WHITE) } else { colour(&fill) };
            }
            "gridSpan" => columns = number(e, "val").unwrap_or(1),
            "vMerge" => {
                merge = match attribute(e, "val").as_deref() {
                    Some("restart") => Merge::Begin,
                    _ => Merge::Continue,
                }
            }
            _ => {}
        })?;
        self.flow.shape_cell(Shape { columns, merge, joined, blank: false });
        Ok(())
    }
}
