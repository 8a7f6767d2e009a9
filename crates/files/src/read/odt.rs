//! OpenDocument texts (odt, also as one flat XML file), with all changes accepted: the counterpart
//! of [`super::docx`], with the same notes. Such a file keeps deleted text apart, so the text is
//! already the final one.

mod asides;
mod lists;
mod looks;

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use report::document::{AsideKind, CellRole, Document, GridCell, Note, Role};

use self::lists::Lists;
pub use self::looks::{Looks, look};
use super::charset;
use super::flow::{Flow, Merge, lift_title};
use super::omitted::Omitted;
use super::styles::{Style, Styles};
use super::xml::{Xml, attribute, each, number, open, push_text, skip, texts, texts_in, walk};
use crate::archive::Archive;
use crate::error::Error;
use crate::kind::{Content, Fit};

pub fn fits(content: &Content) -> Fit {
    let mime = content.open_document();
    let zipped = mime.contains("text") && !mime.contains("spreadsheet");
    Fit::sure_if(zipped || content.is_xml("<office:document", "opendocument.text"))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let (styles, content) = if bytes.starts_with(b"PK") {
        let archive = Archive::open(bytes)?;
        if archive.text("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
            return Err(Error::encrypted());
        }
        let content = archive.text("content.xml")?.ok_or_else(Error::damaged)?;
        (archive.text("styles.xml")?.unwrap_or_default(), content)
    } else {
        (String::new(), charset::decode(bytes, None, notes))
    };
    let mut body = Body::default();
    let mut all = Vec::new();
    for text in [&styles, &content] {
        all.extend(read_styles(text, &mut body.looks)?);
        body.lists.read(text)?;
        body.omitted.margins.extend(margins(text)?);
    }
    body.styles = Styles::new(all);
    body.read(&content)?;
    body.omitted.numbers = body.lists.counters.unknown;
    body.omitted.tell(notes);
    let mut blocks = body.flow.finish()?;
    lift_title(&mut blocks);
    Ok(Document { blocks, title: None, data: None })
}

fn margins(text: &str) -> Result<Vec<String>, Error> {
    const MARGINS: [&str; 6] =
        ["header", "header-left", "header-first", "footer", "footer-left", "footer-first"];
    const FIELDS: [&str; 4] = ["page-number", "page-count", "annotation", "tracked-changes"];
    texts_in(text, &MARGINS, &FIELDS)
}

/// Reads the paragraph styles. What a style makes of its text goes into `looks`, by its name.
fn read_styles(text: &str, looks: &mut Looks) -> Result<Vec<(String, Style)>, Error> {
    let mut all = Vec::new();
    let mut xml = open(text);
    loop {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) if e.local_name().as_ref() == "style" => {
                let id = attribute(&e, "name").unwrap_or_default();
                let mut style = Style::based_on(attribute(&e, "parent-style-name"));
                let name = attribute(&e, "display-name");
                style.name(&name.unwrap_or_else(|| id.replace("_20_", " ")));
                let level = number(&e, "default-outline-level");
                style.set_level(level.and_then(|l| l.checked_sub(1)));
                style.list = attribute(&e, "list-style-name").filter(|l| !l.is_empty());
                each(&mut xml, |name, e| {
                    if let Some(look) = look(name, e) {
                        looks.insert(id.clone(), look);
                    }
                })?;
                all.push((id, style));
            }
            Event::Start(e) if e.local_name().as_ref() == "body" => skip(&mut xml, &e)?,
            Event::Eof => return Ok(all),
            _ => {}
        }
    }
}

/// A text being read.
#[derive(Default)]
struct Body {
    flow: Flow,
    styles: Styles,
    looks: Looks,
    /// The open spans and paragraphs, with what their styles make of the text.
    open: Vec<Option<AsideKind>>,
    /// The values of form fields, by name.
    fields: HashMap<String, String>,
    lists: Lists,
    omitted: Omitted,
    /// The paragraphs around the current one: text boxes and footnotes are inside paragraphs.
    outer: Vec<(String, Option<Role>, bool)>,
    /// How many paragraphs and how many footnotes are open.
    texts: usize,
    notes: usize,
    /// Pending white space, which becomes one space if text follows.
    space: bool,
    /// The frame just begun shows an embedded file, of which it also has a picture.
    object: bool,
    /// How often the current row and cell are repeated, for each open table.
    repeats: Vec<(usize, usize)>,
    head: usize,
}

impl Body {
    fn read(&mut self, text: &str) -> Result<(), Error> {
        walk(text, self, Body::start, Body::end, |body, event, _| {
            if body.texts > 0 {
                push_text(event, &mut |text| body.text(text));
            }
        })
    }

    /// Handles the start of an element. Gives false if the element has been read to its end.
    fn start(&mut self, xml: &mut Xml, e: &BytesStart) -> Result<bool, Error> {
        let style = attribute(e, "style-name").unwrap_or_default();
        let shown = |name: &str| attribute(e, name).as_deref() == Some("true");
        let around = self.open.last().copied().flatten();
        let look = self.looks.get(&style).copied().or(around);
        match e.local_name().as_ref() {
            "p" | "h" | "span" if self.looks.get(&style) == Some(&AsideKind::Hidden) => {
                return self.hide(xml, e);
            }
            "span" => self.open.push(look),
            "hidden-text" | "hidden-paragraph" if shown("is-hidden") => return self.hide(xml, e),
            "section" if attribute(e, "display").as_deref() == Some("none") => {
                return self.hide(xml, e);
            }
            "p" | "h" => {
                self.open.push(look);
                self.begin_paragraph(e, &style);
            }
            "text-box" => self.flow.begin_box(),
            "forms" => {
                each(xml, |_, e| {
                    let value = attribute(e, "current-value").or_else(|| attribute(e, "value"));
                    self.fields.extend(attribute(e, "id").zip(value));
                })?;
                return Ok(false);
            }
            "control" => {
                let value = attribute(e, "control").and_then(|id| self.fields.get(&id));
                if let Some(value) = value.filter(|_| self.flow.in_cell()) {
                    self.flow.push_aside(AsideKind::Field, value);
                }
            }
            "fieldmark" => return self.choice(xml).map(|()| false),
            "placeholder" => {
                let prompt = texts(xml, |_| true, true)?;
                match self.flow.in_cell() {
                    true => self.flow.push_aside(AsideKind::Prompt, &prompt),
                    false => self.omitted.prompts.push(prompt),
                }
                return Ok(false);
            }
            "s" => {
                let count = number(e, "c").unwrap_or(1).min(100);
                self.text("");
                self.flow.push(&" ".repeat(count));
            }
            "tab" => self.flow.push("\t"),
            "line-break" => self.flow.line_break()?,
            "note-body" => {
                self.begin_inner();
                self.notes += 1;
            }
            "annotation" => {
                self.omitted.comments += 1;
                return skip(xml, e).map(|()| false);
            }
            "tracked-changes" => {
                let mut changed = false;
                each(xml, |name, _| changed |= name == "changed-region")?;
                self.omitted.changed |= changed;
                return Ok(false);
            }
            "list" => self.lists.begin(
                style,
                attribute(e, "continue-numbering").is_some()
                    || attribute(e, "continue-list").is_some(),
            ),
            "list-item" => self.lists.item(number(e, "start-value")),
            "frame" => self.object = false,
            "custom-shape" | "line" | "rect" | "ellipse" | "path" if self.flow.in_cell() => {
                self.flow.push_aside(AsideKind::Doubt, "图形");
            }
            "object" | "object-ole" => {
                self.object = true;
                self.omitted.objects += 1;
                self.drawn();
                return skip(xml, e).map(|()| false);
            }
            "image" => {
                self.omitted.pictures += usize::from(!self.object);
                self.drawn();
            }
            "meta" if e.name().as_ref().starts_with("text:") => {}
            // The reading of a word, a footnote's number, and elements that describe
            // appearance.
            "ruby-text" | "note-citation" | "font-face-decls" | "automatic-styles" | "styles"
            | "master-styles" | "meta" | "settings" | "scripts" | "covered-table-cell"
            | "table-columns" | "table-of-content" | "illustration-index" | "table-index"
            | "user-index" | "alphabetical-index" | "event-listeners" => {
                return skip(xml, e).map(|()| false);
            }
            "title" | "desc" if e.name().as_ref().starts_with("svg:") => {
                return skip(xml, e).map(|()| false);
            }
            "table" if self.notes > 0 => return skip(xml, e).map(|()| false),
            "table" => {
                self.flow.begin_table()?;
                self.repeats.push((1, 1));
            }
            "table-header-rows" => self.head += 1,
            "table-row" => {
                self.flow.begin_row(self.head > 0)?;
                self.repeat(number(e, "number-rows-repeated"), true);
            }
            "table-cell" => {
                let span = |name: &str| number(e, name).unwrap_or(1);
                let (columns, rows) = (span("number-columns-spanned"), span("number-rows-spanned"));
                let cell = GridCell { columns, rows, ..GridCell::new(CellRole::Value, "") };
                self.flow.begin_cell(cell, Merge::None)?;
                self.repeat(number(e, "number-columns-repeated"), false);
            }
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "span" => drop(self.open.pop()),
            "p" | "h" => {
                self.open.pop();
                self.end_paragraph()?;
            }
            "text-box" => self.flow.end_box(),
            "note-body" => {
                let text = std::mem::take(&mut self.flow.text);
                self.end_inner();
                self.notes -= 1;
                self.omitted.footnotes += usize::from(!text.trim().is_empty());
                self.flow.footnote(&text);
            }
            "list" => self.lists.end(),
            "table-cell" => {
                let count = self.repeats.last().map_or(1, |r| r.1);
                self.flow.end_cell()?;
                self.flow.repeat_cell(count)?;
            }
            "table-row" => {
                let count = self.repeats.last().map_or(1, |r| r.0);
                self.flow.end_cell()?;
                self.flow.repeat_row(count)?;
            }
            "table-header-rows" => self.head = self.head.saturating_sub(1),
            "table" => {
                self.repeats.pop();
                self.flow.end_table()?;
            }
            _ => {}
        }
        Ok(())
    }

    fn repeat(&mut self, count: Option<usize>, row: bool) {
        if let Some(last) = self.repeats.last_mut() {
            let place = if row { &mut last.0 } else { &mut last.1 };
            *place = count.unwrap_or(1);
        }
    }

    /// Sets the current paragraph aside, because another one begins inside it.
    fn begin_inner(&mut self) {
        let space = std::mem::take(&mut self.space);
        self.outer.push((std::mem::take(&mut self.flow.text), self.flow.role.take(), space));
    }

    fn end_inner(&mut self) {
        if let Some((text, role, space)) = self.outer.pop() {
            (self.flow.text, self.flow.role, self.space) = (text, role, space);
        }
    }

    fn begin_paragraph(&mut self, e: &BytesStart, style: &str) {
        self.texts += 1;
        if self.notes > 0 {
            return;
        }
        self.begin_inner();
        let known = self.styles.get(style).unwrap_or(&Style::PLAIN);
        let heading = e.local_name().as_ref() == "h";
        let level = number(e, "outline-level").filter(|_| heading);
        self.flow.role = match level {
            // Some programs write a title as a heading.
            _ if known.role == Some(Role::Title) => known.role,
            Some(1) => Some(Role::Heading),
            Some(_) => Some(Role::Subheading),
            None => known.role,
        };
        let unnumbered = attribute(e, "is-list-header").as_deref() == Some("true");
        if !unnumbered {
            let number = self.lists.number(known.list.as_deref(), level);
            self.flow.push_number(&number);
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        self.texts -= 1;
        if self.notes > 0 {
            self.space = true;
            return Ok(());
        }
        self.flow.end_paragraph()?;
        self.end_inner();
        Ok(())
    }

    /// Appends text; white space counts as one space.
    fn text(&mut self, text: &str) {
        let white = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        for word in text.split_inclusive(white) {
            let bare = word.trim_end_matches(white);
            if !bare.is_empty() {
                if std::mem::take(&mut self.space) && !self.flow.text.is_empty() {
                    self.flow.push(" ");
                }
                // Word stores some hyphens as special characters.
                let bare = bare.replace('\u{2011}', "-").replace('\u{ad}', "");
                match self.open.last().copied().flatten() {
                    Some(look) if look != AsideKind::Small || self.flow.in_cell() => {
                        self.omitted.struck |= look == AsideKind::Struck;
                        self.flow.push_aside(look, &bare);
                    }
                    _ => self.flow.push(&bare),
                }
            }
            self.space |= bare.len() < word.len();
        }
    }
}
