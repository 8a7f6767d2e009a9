//! Web pages: block elements become paragraphs, tables become grids. No tree is built. What a page
//! hides, strikes out or raises by an element, attribute or style is recognised ([`sheet`]).

mod fields;
mod frames;
mod known;
mod look;
mod selector;
mod sheet;
mod skipping;
pub(crate) mod tokens;

use report::compose::compose;
use report::document::{AsideKind, Block, CellRole, Document, GridCell, Note, NoteLevel, Role};
use report::draft::Draft;
use report::text::{self, Numeral, split_numeral};

use self::fields::Field;
pub use self::known::fits;
use self::sheet::Sheet;
use self::skipping::{Looks, Skipped};
use self::tokens::{Tag, Token, tokens};
use super::charset;
use super::flow::{Flow, Merge};
use super::omitted::Omitted;
use crate::error::{Code, Error};
use crate::limits;

/// Elements whose content is not text of the page.
const SILENT: [&str; 17] = [
    "script", "style", "title", "template", "noscript", "textarea", "select", "button", "iframe",
    "object", "svg", "audio", "video", "datalist", "xml", "rt", "rp",
];
/// Elements without an end tag.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"];
/// Elements that begin a paragraph and end it.
#[rustfmt::skip]
const BLOCKS: [&str; 32] = [
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "menu", "nav",
    "ol", "p", "pre", "section", "summary", "ul", "legend", "option",
];

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let document = read_as(bytes, None, &[], notes)?;
    frames::refuse_elsewhere(bytes, &document).map(|()| document)
}

/// Like [`read`]; `charset` is the one that a mail declares, used where the page names none, and
/// `sheets` are style sheets that came with the page.
pub fn read_as(
    bytes: &[u8],
    charset: Option<&str>,
    sheets: &[String],
    notes: &mut Vec<Note>,
) -> Result<Document, Error> {
    let own = declared(bytes);
    limits::step(bytes.len())?;
    let text = charset::decode(bytes, own.as_deref().or(charset), notes);
    let mut page = Page::default();
    for css in sheets {
        limits::step(css.len())?;
        page.sheet.read(css);
    }
    for token in tokens(&text) {
        limits::step(1)?;
        match token {
            Token::Start(tag) => page.start(&tag)?,
            Token::End(name) => page.end(&name)?,
            Token::Text(text) => page.text(&text)?,
        }
    }
    if let Some(draft) = page.draft {
        return kept(&draft);
    }
    page.omitted.tell(notes);
    if page.flow.cut_off() {
        let message = "文件在表格中断开，断开处以后的内容没有读入；请重新取得完整的文件。";
        notes.push(Note::new(NoteLevel::Lost, message).at("文末"));
    }
    let mut blocks = page.flow.finish()?;
    lower_titles(&mut blocks);
    Ok(Document { blocks, title: page.title.filter(|t| !t.is_empty()), data: page.data })
}

/// The report in a saved copy of the one-file program: the page has no text, and the report is in
/// the draft that the page stores.
fn kept(draft: &str) -> Result<Document, Error> {
    #[derive(serde::Deserialize)]
    struct Kept {
        report: Draft,
    }
    if draft.trim().is_empty() {
        let words = "这个文件是空白的离线程序，里面没有报告；请确认选对了文件。";
        return Err(Error::new(Code::Unsupported, words));
    }
    if draft.len() > report::draft::MOST_BYTES {
        return Err(limits::too_large());
    }
    let kept: Kept = report::json::read(draft).map_err(|_| Error::damaged())?;
    Ok(compose(&kept.report.into_report()?))
}

/// The charset that a page declares in its head.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes.iter().take(4096).map(|b| b.to_ascii_lowercase() as char).collect();
    let rest = &head[head.find("charset=")? + 8..];
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
    Some(rest[..end.unwrap_or(rest.len())].to_string())
}

/// A page being read.
#[derive(Default)]
struct Page {
    flow: Flow,
    /// Pending white space, which becomes one space if text follows; true if it contained a line
    /// end.
    space: Option<bool>,
    /// The element whose content is not plain text of the page.
    skipped: Option<Skipped>,
    sheet: Sheet,
    looks: Looks,
    outer: Vec<Looks>,
    /// What a style sheet puts before or after the text of the element that has just begun.
    added: Option<String>,
    /// The open style sheet.
    css: Option<String>,
    /// The open form field of a cell.
    field: Option<Field>,
    /// Whether the skipped element is our own data, or the draft of a saved copy of the program.
    in_data: bool,
    in_draft: bool,
    data: Option<String>,
    draft: Option<String>,
    /// The page's title; `None` until its element has begun.
    title: Option<String>,
    in_title: bool,
    heading: Option<Role>,
    omitted: Omitted,
    /// How many `span` elements are open inside a paragraph's automatic number that Word wrote out.
    number: usize,
    /// Nesting depth of `pre` and of `thead`.
    pre: usize,
    head: usize,
}

impl Page {
    fn start(&mut self, tag: &Tag) -> Result<(), Error> {
        let name = tag.name.as_str();
        let attribute = |name: &str| tag.attribute(name).map(String::from);
        if name == "title" && self.title.is_none() {
            self.title = Some(String::new());
            self.in_title = true;
        }
        if self.goes_on_skipping(name, tag.self_closing) {
            return Ok(());
        }
        let style = attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let class = attribute("class").unwrap_or_default().to_ascii_lowercase();
        if self.leaves_out(name, &style, &class, &attribute) {
            return Ok(());
        }
        match name {
            "br" => self.break_line()?,
            "bdo" if attribute("dir").is_some_and(|d| d.eq_ignore_ascii_case("rtl")) => {
                self.flow.text.push(text::BACKWARDS);
            }
            "img" | "canvas" | "embed" | "meter" | "progress" => self.picture(&attribute),
            "span" if self.number > 0 || style.contains("mso-list:ignore") => self.number += 1,
            "table" => {
                self.end_paragraph()?;
                self.flow.begin_table()?;
            }
            "thead" => self.head += 1,
            "tr" if self.flow.in_table() => {
                self.end_paragraph()?;
                self.flow.begin_row(self.head > 0)?;
            }
            "td" | "th" if self.flow.in_table() => {
                self.end_paragraph()?;
                self.flow.begin_cell(cell(name, attribute), Merge::None)?;
                self.doubt(name, self.looks.cell);
            }
            "caption" => {
                self.end_paragraph()?;
                self.flow.role = Some(Role::TableTitle);
            }
            _ if heading(name).is_some() => {
                self.end_paragraph()?;
                self.heading = heading(name);
                self.flow.role = self.heading;
            }
            _ if BLOCKS.contains(&name) => {
                self.end_paragraph()?;
                self.pre += usize::from(name == "pre");
                self.flow.role = self.heading.or(class_role(&class));
            }
            _ => {}
        }
        if let Some(words) = self.added.take().filter(|_| self.flow.in_cell()) {
            match words.contains(|c: char| c.is_ascii_digit()) {
                true => self.flow.push_aside(AsideKind::Unlike, &words),
                false => self.flow.push_aside(AsideKind::Doubt, "样式添加的字"),
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        self.in_title &= name != "title";
        if self.ends_skipping(name) {
            return Ok(());
        }
        if self.end_field(name) {
            return Ok(());
        }
        match name {
            "table" => {
                self.end_paragraph()?;
                self.flow.end_table()?;
                self.looks = self.outer.pop().unwrap_or_default();
                self.head = 0;
            }
            "thead" => self.head = self.head.saturating_sub(1),
            "td" | "th" => {
                self.end_paragraph()?;
                self.flow.end_cell()?;
            }
            "tr" | "caption" => self.end_paragraph()?,
            "br" => self.break_line()?,
            "bdo" => self.flow.text.push(text::BACKWARDS_END),
            "span" if self.number > 0 => {
                self.number -= 1;
                if self.number == 0 {
                    // Word fills the distance from the number to the text with spaces.
                    self.space = None;
                    self.flow.text.truncate(self.flow.text.trim_end().len());
                }
            }
            _ if heading(name).is_some() => {
                self.end_paragraph()?;
                self.heading = None;
                self.flow.role = None;
            }
            _ if BLOCKS.contains(&name) => {
                self.end_paragraph()?;
                self.pre = self.pre.saturating_sub(usize::from(name == "pre"));
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        self.space = None;
        self.flow.end_paragraph()?;
        self.flow.role = self.heading;
        Ok(())
    }

    fn break_line(&mut self) -> Result<(), Error> {
        self.space = None;
        self.flow.line_break()
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        if let Some(title) = self.title.as_mut().filter(|_| self.in_title) {
            title.push_str(text.trim());
        }
        if let Some(field) = &mut self.field {
            field.text(text);
            return Ok(());
        }
        if let Some(kind) = self.skipped.as_ref().and_then(|skipped| skipped.kind) {
            let mut words = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
            if kind == AsideKind::Unlike && words.ends_with(|c: char| c.is_ascii_digit()) {
                // Such figures of two elements are two, until it is known where they stand.
                words.push(' ');
            }
            self.flow.push_aside(kind, &words);
            return Ok(());
        }
        if self.skipped.is_some() {
            if let Some(css) = &mut self.css {
                css.push_str(text);
            }
            if self.in_data {
                self.data.get_or_insert_with(String::new).push_str(text);
            }
            if let Some(draft) = self.draft.as_mut().filter(|_| self.in_draft) {
                draft.push_str(text);
            }
            return Ok(());
        }
        if self.pre > 0 {
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.break_line()?;
                }
                self.flow.push(line);
            }
            return Ok(());
        }
        for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let bare = word.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if let (Some(line_end), Some(next)) = (self.space, bare.chars().next()) {
                self.push_space(line_end, next);
                self.space = None;
            }
            match self.of_cell() {
                Some(kind) => self.flow.push_aside(kind, bare),
                None => self.flow.push(bare),
            }
            if bare.len() < word.len() {
                *self.space.get_or_insert(false) |= word.ends_with('\n');
            }
        }
        Ok(())
    }

    /// Adds pending white space between two words as one space. Adds nothing at the beginning of a
    /// line, or where a program broke the line between two Chinese characters.
    fn push_space(&mut self, line_end: bool, next: char) {
        let joins = |c: char| line_end && is_wide(c) && is_wide(next);
        if self.flow.text.chars().last().is_some_and(|c| c != '\n' && !joins(c)) {
            self.flow.text.push(' ');
        }
    }
}

fn heading(name: &str) -> Option<Role> {
    match name {
        "h1" => Some(Role::Title),
        "h2" => Some(Role::Heading),
        "h3" | "h4" | "h5" | "h6" => Some(Role::Subheading),
        _ => None,
    }
}

/// The role that a class means, on our own pages and on those that Word saves.
fn class_role(class: &str) -> Option<Role> {
    match class {
        "signature" | "msosignature" => Some(Role::Signature),
        "annex" => Some(Role::Annex),
        "table-title" | "msocaption" => Some(Role::TableTitle),
        "msotitle" => Some(Role::Title),
        _ => None,
    }
}

/// On pages saved by Word sections are `h1`, which becomes a section heading; `h2` becomes a lower
/// heading.
fn lower_titles(blocks: &mut [Block]) {
    let section = |text: &str| matches!(split_numeral(text), Some((Numeral::Section(_), _)));
    let mut all = blocks.iter_mut().filter_map(|b| match b {
        Block::Paragraph(p) => Some(p),
        Block::Grid(_) => None,
    });
    let mut lowered = false;
    all.by_ref().for_each(|p| match p.role {
        Role::Title if section(&p.text) => {
            p.role = Role::Heading;
            lowered = true;
        }
        Role::Heading if lowered && !section(&p.text) => p.role = Role::Subheading,
        _ => {}
    });
}

/// Whether a character is Chinese or Chinese punctuation.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2014}'..='\u{2026}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn cell(name: &str, attribute: impl Fn(&str) -> Option<String>) -> GridCell {
    let span = |name: &str, zero: usize| {
        // As browsers do, which read “22px” as 22.
        let digits =
            |v: String| v.trim().split(|c: char| !c.is_ascii_digit()).next().map(String::from);
        let n = attribute(name).and_then(digits).and_then(|v| v.parse().ok()).unwrap_or(1);
        if n == 0 { zero } else { n }
    };
    let role = match (name, attribute("scope").as_deref(), attribute("class").as_deref()) {
        (_, _, Some("note" | "lines")) => CellRole::Note,
        ("th", Some("row" | "rowgroup"), _) => CellRole::RowHead,
        ("th", _, _) => CellRole::ColumnHead,
        _ => CellRole::Value,
    };
    let level = attribute("data-level").and_then(|v| v.parse().ok()).unwrap_or(0);
    GridCell {
        columns: span("colspan", 1),
        rows: span("rowspan", usize::MAX),
        cell: attribute("data-cell"),
        level,
        ..GridCell::new(role, "")
    }
}
