//! Elements whose content is not plain text of the page: left out, or kept as an aside of a cell.

use report::document::AsideKind;

use super::look::Look;
use super::{BLOCKS, Page, SILENT, VOID, heading};
use crate::limits;
use crate::read::colours::{WHITE, alike, css_colour};
use crate::read::styles::is_of_signs;

/// What the open table, row and cell say of their text.
#[derive(Clone, Copy, Default)]
pub(super) struct Looks {
    table: Look,
    row: Look,
    pub(super) cell: Look,
}

/// An element whose content is left out, or kept as an aside.
pub(super) struct Skipped {
    name: String,
    /// Number of open elements with its name, and of open blocks within it.
    open: usize,
    blocks: usize,
    pub(super) kind: Option<AsideKind>,
}

impl Page {
    /// Begins to skip an element whose content is no plain text of the page. Gives false if it is.
    pub(super) fn leaves_out(
        &mut self,
        name: &str,
        style: &str,
        class: &str,
        attribute: &impl Fn(&str) -> Option<String>,
    ) -> bool {
        let (of_sheet, added) = self.sheet.look(name, class, attribute);
        let mut look = Look::of(&self.sheet.with_values(style)).or(of_sheet);
        self.added = added;
        look.ink = look.ink.or_else(|| css_colour(&attribute("color")?.to_ascii_lowercase()));
        look.paper = look.paper.or_else(|| css_colour(&attribute("bgcolor")?.to_ascii_lowercase()));
        look.odd |=
            is_table(name) && attribute("dir").is_some_and(|d| d.eq_ignore_ascii_case("rtl"));
        look.odd |= attribute("face").is_some_and(|font| is_of_signs(&font));
        self.judge(name, &mut look);
        look.small |=
            name == "small" || name == "font" && attribute("size").as_deref() == Some("1");
        // Many pages hide a container at first and show it by a script, but hardly ever a row of a
        // table.
        let hidden = attribute("hidden").is_some()
            || attribute("popover").is_some()
            || name == "dialog" && attribute("open").is_none()
            || style.contains("display:none")
            || look.hidden && is_table(name);
        self.omitted.unseen += usize::from(hidden && self.flow.in_table() && is_table(name));
        if self.field(name, attribute) {
            return true;
        }
        let role = attribute("role").unwrap_or_default();
        let left_out = SILENT.contains(&name)
            || hidden
            || is_navigation(name, &role, class)
            || self.is_omitted(name, class, style);
        if left_out && !VOID.contains(&name) {
            self.begin_silent(name, attribute);
            if matches!(name, "svg" | "object" | "iframe") {
                self.picture(attribute);
            }
            let drawn = matches!(name, "svg" | "object" | "button" | "noscript" | "template");
            let shown =
                SILENT.contains(&name) && !drawn || matches!(name, "td" | "th" | "tr" | "table");
            let kind = match name {
                _ if shown || !self.flow.in_cell() => None,
                "del" => Some(AsideKind::Struck),
                _ if drawn => Some(AsideKind::Drawn),
                _ => (hidden || style.contains("mso-hide:all")).then_some(AsideKind::Hidden),
            };
            self.skip(name, kind);
            return true;
        }
        let kind = self.aside_kind(name, look).filter(|_| !VOID.contains(&name));
        self.omitted.hidden |= kind == Some(AsideKind::Hidden);
        match kind {
            Some(_) => self.skip(name, kind),
            None if !is_table(name) => self.doubt(name, look),
            None => {}
        }
        kind.is_some()
    }

    /// Compares an element's colour with the one behind it, and keeps what the parts of a table say of
    /// the cells in them.
    fn judge(&mut self, name: &str, look: &mut Look) {
        let around = match name {
            "table" => self.looks.cell,
            "tr" | "tbody" | "thead" | "tfoot" => self.looks.table,
            "td" | "th" => self.looks.row,
            _ => self.looks.cell,
        };
        let paper = look.paper.or(around.paper);
        let faint = |ink| alike(ink, paper.unwrap_or(WHITE));
        look.unlike |= look.ink.is_some_and(faint);
        if !is_table(name) {
            return;
        }
        // Where a part has an own colour, it is not that of the part around it.
        let unlike = look.unlike || around.unlike && look.ink.is_none();
        let all = Look {
            paper,
            unlike,
            struck: look.struck || around.struck,
            odd: look.odd || around.odd,
            pictured: look.pictured,
            ..Look::default()
        };
        match name {
            "table" => {
                if self.outer.len() < limits::TABLE_DEPTH {
                    self.outer.push(self.looks);
                }
                self.looks = Looks { table: all, row: all, cell: all };
            }
            "tr" => self.looks.row = all,
            "td" | "th" => self.looks.cell = all,
            _ => {}
        }
    }

    /// Takes note of a style in a cell whose effect is not followed.
    pub(super) fn doubt(&mut self, name: &str, look: Look) {
        if !self.flow.in_cell() {
            return;
        }
        if look.odd {
            self.flow.push_aside(AsideKind::Doubt, "移动、变形或裁切的样式");
        }
        if look.pictured {
            self.flow.push_aside(AsideKind::Drawn, "图片");
        }
        if name == "ol" {
            self.flow.push_aside(AsideKind::Doubt, "列表编号");
        }
    }

    /// What the cell makes of all its text, if it is not plain text.
    pub(super) fn of_cell(&self) -> Option<AsideKind> {
        let of = |holds: bool, kind| (holds && self.flow.in_cell()).then_some(kind);
        of(self.looks.cell.struck, AsideKind::Struck)
            .or(of(self.looks.cell.unlike, AsideKind::Unlike))
    }

    /// Takes note of an element whose content is data: our own, a draft, or a style sheet.
    fn begin_silent(&mut self, name: &str, attribute: &impl Fn(&str) -> Option<String>) {
        if name == "script" && self.flow.in_cell() {
            self.flow.push_aside(AsideKind::Doubt, "脚本写入的内容");
        }
        let id = attribute("id").filter(|_| name == "script");
        self.in_data = id.as_deref() == Some("nianbao");
        self.in_draft = id.as_deref() == Some("nianbao-report");
        if self.in_draft {
            self.draft.get_or_insert_with(String::new);
        }
        self.css = (name == "style").then(String::new);
    }

    fn skip(&mut self, name: &str, kind: Option<AsideKind>) {
        if kind.is_some() && self.space.take().is_some() && !self.flow.text.is_empty() {
            self.flow.text.push(' ');
        }
        self.skipped = Some(Skipped { name: name.to_string(), open: 1, blocks: 0, kind });
    }

    /// Handles the start of an element while another one is skipped; false if the skipped one has ended.
    pub(super) fn goes_on_skipping(&mut self, name: &str, closed: bool) -> bool {
        let Some(skipped) = &mut self.skipped else { return false };
        // An end tag may be missing where the next element of the same name ends it, or where a cell
        // begins.
        let ends_itself = matches!(name, "p" | "li" | "td" | "th" | "tr");
        let cell = matches!(name, "td" | "th" | "tr" | "table") && is_inline(&skipped.name);
        let cell = cell && skipped.name != "template";
        if skipped.name == name && !ends_itself {
            skipped.open += usize::from(!closed);
        } else if skipped.name == name || cell {
            self.skipped = None;
            return false;
        }
        if let Some(skipped) = &mut self.skipped {
            skipped.blocks += usize::from(BLOCKS.contains(&name));
        }
        true
    }

    /// Handles the end of an element while another one is skipped; false if nothing is skipped any more.
    pub(super) fn ends_skipping(&mut self, name: &str) -> bool {
        let Some(skipped) = &mut self.skipped else { return false };
        if skipped.name == name {
            skipped.open -= 1;
            if skipped.open == 0 {
                self.skipped = None;
                (self.in_data, self.in_draft) = (false, false);
                if let Some(css) = self.css.take() {
                    self.sheet.read(&css);
                }
            }
            return true;
        }
        let block = BLOCKS.contains(&name);
        let outer = block && skipped.blocks == 0
            || matches!(name, "td" | "th" | "tr" | "table")
            || heading(name).is_some();
        if outer && skipped.kind.is_some() && is_inline(&skipped.name) {
            self.skipped = None;
            return false;
        }
        skipped.blocks -= usize::from(block).min(skipped.blocks);
        true
    }

    /// The kind of an element's content, if it is not plain text of the page.
    pub(super) fn aside_kind(&self, name: &str, look: Look) -> Option<AsideKind> {
        let in_cell = self.flow.in_cell();
        match name {
            _ if look.hidden && (in_cell || is_inline(name) || name == "p") => {
                Some(AsideKind::Hidden)
            }
            _ if is_table(name) || heading(name).is_some() => None,
            "s" | "strike" => Some(AsideKind::Struck),
            _ if look.struck => Some(AsideKind::Struck),
            "sup" => Some(AsideKind::Raised),
            "sub" => in_cell.then_some(AsideKind::Raised),
            "mfrac" | "msup" | "msub" | "mroot" => in_cell.then_some(AsideKind::Drawn),
            _ if look.small && in_cell && self.after_figure() => Some(AsideKind::Small),
            _ if look.unlike && in_cell && is_inline(name) => Some(AsideKind::Unlike),
            _ => (look.raised && (in_cell || is_inline(name))).then_some(AsideKind::Raised),
        }
    }

    /// Takes note of a picture in a cell, by its words or as such. Pictures of a point or two only
    /// keep a distance.
    pub(super) fn picture(&mut self, attribute: &impl Fn(&str) -> Option<String>) {
        let tiny = |name: &str| {
            attribute(name).is_some_and(|n| matches!(n.trim_end_matches("px"), "0" | "1" | "2"))
        };
        if self.flow.in_cell() && !tiny("width") && !tiny("height") {
            let words = attribute("alt").or_else(|| attribute("value")).unwrap_or_default();
            let words = words.trim();
            let counts = words.contains(|c: char| c.is_ascii_digit());
            if self.after_figure() {
                self.flow.push_aside(AsideKind::Doubt, "图片");
                return;
            }
            self.flow.push_aside(AsideKind::Drawn, if counts { words } else { "图片" });
        }
    }

    /// Whether the text so far ends with a figure.
    fn after_figure(&self) -> bool {
        self.flow.text.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether an element, as Word and LibreOffice save it, is not part of the final text: comments,
    /// deleted text, footnote marks, tables of contents.
    pub(super) fn is_omitted(&mut self, name: &str, class: &str, style: &str) -> bool {
        let element = |part: &str| style.contains(&format!("mso-element:{part}"));
        self.omitted.changed |= name == "ins" || name == "del";
        let comment = matches!(class, "msocomanchor" | "msocommentreference");
        self.omitted.comments += usize::from(comment);
        self.omitted.endnotes |= element("footnote-list") || element("endnote-list");
        element("comment-list")
            || comment
            || class == "sdfootnoteanc"
            || style.contains("mso-footnote-id") && name == "a"
            || style.contains("mso-endnote-id") && name == "a"
            || style.contains("mso-hide:all")
            || name == "del"
            || class.strip_prefix("msotoc").is_some_and(|level| level.parse::<u8>().is_ok())
    }
}

/// Whether an element is part of a line of text.
fn is_inline(name: &str) -> bool {
    !BLOCKS.contains(&name) && !is_table(name) && heading(name).is_none()
}

fn is_table(name: &str) -> bool {
    matches!(
        name,
        "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" | "colgroup"
    )
}

/// Whether an element links to other pages: a menu, or the breadcrumbs of this page.
fn is_navigation(name: &str, role: &str, class: &str) -> bool {
    let way = class.split_ascii_whitespace().any(|c| c.contains("breadcrumb"));
    name == "nav" || matches!(role, "navigation" | "search" | "menubar" | "menu") || way
}
