//! Web pages: blocks become paragraphs, tables grids. No tree is built and no style sheet read; what
//! a page hides by attribute or inline style is left out.

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::Tokenizer;
use report::compose::compose;
use report::document::{CellRole, Document, GridCell, Note, Role};
use report::draft::Draft;

use super::charset;
use super::flow::{Flow, Merge};
use crate::error::{Code, Error};

/// Elements whose content is no text of the page.
const SILENT: [&str; 14] = [
    "script", "style", "title", "template", "noscript", "textarea", "select", "button", "iframe",
    "object", "svg", "audio", "video", "datalist",
];
/// Elements without an end tag.
const VOID: [&str; 12] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "wbr"];
/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "legend",
    "option",
];

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let text = charset::decode(bytes, declared(bytes).as_deref(), notes);
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut page = Page::default();
    for token in Tokenizer::new_with_emitter(text.as_str(), emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name))?,
            Token::String(text) => page.text(&String::from_utf8_lossy(&text.value))?,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    if let Some(draft) = page.draft {
        return kept(&draft);
    }
    Ok(Document {
        blocks: page.flow.finish()?,
        title: page.title.filter(|t| !t.is_empty()),
        data: page.data,
    })
}

/// The report in a saved copy of the one-file page: it stands in the draft that the page keeps, and
/// the page prints nothing.
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
        return Err(crate::limits::too_large());
    }
    let kept: Kept = serde_json::from_str(draft).map_err(|_| Error::damaged())?;
    Ok(compose(&kept.report.into_report()?))
}

/// The charset a page names in its head.
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
    /// White space that counts as one space if text follows: whether it held a line end.
    space: Option<bool>,
    /// The element whose content is left out, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// Whether the element left out is our own data, or the draft of a saved copy of the program.
    in_data: bool,
    in_draft: bool,
    data: Option<String>,
    draft: Option<String>,
    /// The page's title, once its element has begun.
    title: Option<String>,
    in_title: bool,
    heading: Option<Role>,
    /// Depth of `pre` and of `thead`.
    pre: usize,
    head: usize,
}

impl Page {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Error> {
        let name = &*String::from_utf8_lossy(&tag.name);
        let attribute = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v).into_owned())
        };
        if name == "title" && self.title.is_none() {
            self.title = Some(String::new());
            self.in_title = true;
        }
        if let Some((skipped, open)) = &mut self.skipped {
            // An end tag may be missing where the next element of the same name ends it.
            let ends_itself = matches!(name, "p" | "li" | "td" | "th" | "tr");
            if skipped != name {
                return Ok(());
            }
            if !ends_itself {
                *open += usize::from(!tag.self_closing);
                return Ok(());
            }
            self.skipped = None;
        }
        let style = attribute("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let hidden = attribute("hidden").is_some() || style.contains("display:none");
        if (SILENT.contains(&name) || hidden) && !VOID.contains(&name) {
            let id = attribute("id").filter(|_| name == "script");
            self.in_data = id.as_deref() == Some("nianbao");
            self.in_draft = id.as_deref() == Some("nianbao-report");
            if self.in_draft {
                self.draft.get_or_insert_with(String::new);
            }
            self.skipped = Some((name.to_string(), 1));
            return Ok(());
        }
        match name {
            "br" => self.break_line()?,
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
                self.flow.role = self.heading.or(class_role(attribute("class").as_deref()));
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        self.in_title &= name != "title";
        if let Some((skipped, open)) = &mut self.skipped {
            if skipped == name {
                *open -= 1;
                if *open == 0 {
                    self.skipped = None;
                    (self.in_data, self.in_draft) = (false, false);
                }
            }
            return Ok(());
        }
        match name {
            "table" => {
                self.end_paragraph()?;
                self.flow.end_table()?;
                self.head = 0;
            }
            "thead" => self.head = self.head.saturating_sub(1),
            "td" | "th" => {
                self.end_paragraph()?;
                self.flow.end_cell()?;
            }
            "tr" | "caption" => self.end_paragraph()?,
            "br" => self.break_line()?,
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
        if self.skipped.is_some() {
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
            self.flow.push(bare);
            if bare.len() < word.len() {
                *self.space.get_or_insert(false) |= word.ends_with('\n');
            }
        }
        Ok(())
    }

    /// White space between two words: a space, but nothing at the beginning of a line, and nothing
    /// where a program broke the line between two Chinese characters.
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

/// The classes of our own pages.
fn class_role(class: Option<&str>) -> Option<Role> {
    match class? {
        "signature" => Some(Role::Signature),
        "annex" => Some(Role::Annex),
        "table-title" => Some(Role::TableTitle),
        _ => None,
    }
}

/// Chinese characters and the punctuation that goes with them.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2014}'..='\u{2026}' | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

fn cell(name: &str, attribute: impl Fn(&str) -> Option<String>) -> GridCell {
    let span = |name: &str, zero: usize| {
        let n = attribute(name).and_then(|v| v.trim().parse().ok()).unwrap_or(1);
        if n == 0 {
            zero
        } else {
            n
        }
    };
    let role = match (name, attribute("scope").as_deref(), attribute("class").as_deref()) {
        (_, _, Some("note")) => CellRole::Note,
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
