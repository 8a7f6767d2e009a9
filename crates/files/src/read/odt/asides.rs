//! Fields, hidden words and pictures, which are no plain text of a cell.

use quick_xml::events::BytesStart;
use report::document::AsideKind;

use super::{Body, Xml, attribute, each, number, skip, texts};
use crate::error::Error;

impl Body {
    /// Reads what a field says of itself: of a list to choose from, what is chosen.
    pub(super) fn choice(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut chosen, mut entries) = (None, Vec::new());
        each(xml, |_, e| match attribute(e, "name").unwrap_or_default().as_str() {
            "Dropdown_Selected" => chosen = number(e, "value"),
            "Dropdown_ListEntry" => entries.extend(attribute(e, "value")),
            _ => {}
        })?;
        match chosen.and_then(|i| entries.get(i)).filter(|_| self.flow.in_cell()) {
            Some(entry) => self.flow.push_aside(AsideKind::Field, entry),
            None => self.flow.push_aside(AsideKind::Prompt, &entries.join("/")),
        }
        Ok(())
    }

    /// Leaves hidden words out, or keeps them as such in a cell.
    pub(super) fn hide(&mut self, xml: &mut Xml, e: &BytesStart) -> Result<bool, Error> {
        self.omitted.hidden = true;
        if !self.flow.in_cell() {
            return skip(xml, e).map(|()| false);
        }
        let words = texts(xml, |_| true, true)?;
        self.flow.push_aside(AsideKind::Hidden, &words);
        Ok(false)
    }

    /// Takes note of what is drawn in a cell.
    pub(super) fn drawn(&mut self) {
        if self.flow.in_cell() {
            self.flow.push_aside(AsideKind::Drawn, "图片");
        }
    }
}
