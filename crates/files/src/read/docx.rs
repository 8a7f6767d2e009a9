//! Word documents (docx), as Word shows them with all changes accepted: deleted and hidden text,
//! comments, headers and tables of contents are left out, text boxes are read once, footnotes follow
//! their paragraph. Notes say what was left out.
//!
//! Elements are known by their local names, so that the strict dialect reads as well.

mod fields;
mod parts;
mod properties;
pub mod template;

use std::collections::HashMap;

use quick_xml::events::BytesStart;
use report::document::{AsideKind, Block, CellRole, Document, GridCell, Note, Role};
use report::text::{BACKWARDS, BACKWARDS_END};

use self::parts::{Footnotes, Parts};
use super::colours::{Colour, WHITE};
use super::flow::{Flow, Merge, lift_title};
use super::numbering::{Counters, Numbering};
use super::omitted::Omitted;
use super::styles::{Run, Styles};
use super::symbols;
use super::xml::{Xml, attribute, each, is_on, number, push_text, skip, texts, walk};
use crate::error::Error;
use crate::kind::{Content, Fit};

pub fn fits(content: &Content) -> Fit {
    let main = matches!(content, Content::Zip(archive, _) if archive.names().any(is_main_part));
    Fit::sure_if(main || content.is_xml("<pkg:package", "schemas.microsoft.com/office"))
}

/// Whether a part of a container is the text of a Word document. Some servers call it
/// `document2.xml`.
pub fn is_main_part(name: &str) -> bool {
    let middle = name.strip_prefix("word/document").and_then(|n| n.strip_suffix(".xml"));
    middle.is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let parts = Parts::open(bytes, notes)?;
    let main = parts.main()?;
    let body = Body::read(&parts, &main, notes, None)?;
    body.document(&parts)
}

/// A document with what is known of its place in the main part.
pub struct Traced {
    pub document: Document,
    /// Behind which bytes of the part's text the words end that are shown, piece by piece.
    pub shown: Vec<usize>,
}

/// Like [`read`], for the document whose main part is `main`; its grids have the `sources` of their
/// cells.
pub fn traced(bytes: &[u8], main: &str) -> Result<Traced, Error> {
    let mut notes = Vec::new();
    let parts = Parts::open(bytes, &mut notes)?;
    let mut body = Body::read(&parts, main, &mut notes, Some(Vec::new()))?;
    let shown = body.shown.take().unwrap_or_default();
    Ok(Traced { document: body.document(&parts)?, shown })
}

/// A document's body being read.
#[derive(Default)]
struct Body {
    flow: Flow,
    styles: Styles,
    counters: Counters,
    /// The paragraphs around the current one: text boxes are inside paragraphs.
    outer: Vec<(String, Option<Role>, Kind)>,
    kind: Kind,
    /// Text of a paragraph whose end mark is deleted; the next paragraph continues it.
    carried: String,
    rows: Vec<Row>,
    /// Number of open `t` elements; only text within one counts.
    texts: usize,
    /// What the run is, if it is not plain text.
    look: Option<AsideKind>,
    /// The colour of the open cell.
    paper: Option<Colour>,
    /// The drawing just begun has words.
    worded: bool,
    /// The field just begun shows its prompt, which is no text of the document.
    prompt: bool,
    footnotes: Footnotes,
    /// Other documents that the text includes, by name.
    chunks: HashMap<String, Vec<Block>>,
    /// The open fields. Each has its code, which is not shown, until its result begins.
    fields: Vec<Option<String>>,
    /// For each open field whose result has begun its code, and where the result begins in the text.
    results: Vec<Option<(String, usize)>>,
    /// The same for fields that are an element.
    simple: Vec<(String, usize)>,
    /// The first field that may still have its code; those before began in earlier paragraphs.
    coded: usize,
    omitted: Omitted,
    /// Where the text is that is being read, and where all that was shown is, if somebody asks.
    at: Option<usize>,
    shown: Option<Vec<usize>>,
}

/// What is used of a paragraph besides its role.
#[derive(Clone, Copy, Default)]
struct Kind {
    /// Its end mark is deleted.
    unended: bool,
    /// It is a line of a table of contents.
    contents: bool,
    /// What its style makes of its text.
    look: Option<AsideKind>,
}

#[derive(Default)]
struct Row {
    blank_after: usize,
    deleted: bool,
    hidden: bool,
}

impl Body {
    fn read(
        parts: &Parts,
        main: &str,
        notes: &mut Vec<Note>,
        shown: Option<Vec<usize>>,
    ) -> Result<Body, Error> {
        let mut body = Body {
            paper: Some(WHITE),
            styles: Styles::read(&parts.text("word/styles.xml")?)?,
            counters: Counters::new(Numbering::read(&parts.text("word/numbering.xml")?)?),
            footnotes: parts.footnotes()?,
            chunks: parts.chunks(notes)?,
            shown,
            ..Body::default()
        };
        walk(main, &mut body, Body::start, Body::end, |body, event, at| {
            if body.texts > 0 {
                body.at = Some(at);
                push_text(event, &mut |text| body.text(text));
            }
        })?;
        body.put_carried()?;
        body.omitted.margins = parts.margins(main)?;
        body.omitted.numbers = body.counters.unknown;
        std::mem::take(&mut body.omitted).tell(notes);
        Ok(body)
    }

    fn document(self, parts: &Parts) -> Result<Document, Error> {
        let mut blocks = self.flow.finish()?;
        lift_title(&mut blocks);
        Ok(Document { blocks, title: None, data: parts.data()? })
    }

    /// Handles the start of an element. Gives false if the element has been read to its end.
    fn start(&mut self, xml: &mut Xml, e: &BytesStart) -> Result<bool, Error> {
        match e.local_name().as_ref() {
            "p" => self.begin_paragraph(),
            "pPr" => return self.paragraph_properties(xml).map(|()| false),
            "rPr" => {
                let (mut own, mut of_style) = (Run::default(), None);
                each(xml, |name, e| match name {
                    "rStyle" => {
                        let style = attribute(e, "val").and_then(|id| self.styles.get(&id));
                        of_style = style.and_then(|s| s.look);
                    }
                    _ => own.take(name, e),
                })?;
                self.look = own.on(self.paper).or(of_style);
                return Ok(false);
            }
            name @ ("footnoteReference" | "endnoteReference") => {
                let key = (name == "endnoteReference", attribute(e, "id").unwrap_or_default());
                if let Some(text) = self.footnotes.remove(&key).filter(|t| !t.trim().is_empty()) {
                    self.omitted.footnotes += 1;
                    self.flow.footnote(&text);
                }
                if attribute(e, "customMarkFollows").is_some() {
                    self.look = Some(AsideKind::Raised);
                }
            }
            "fldSimple" => {
                let code = attribute(e, "instr").unwrap_or_default();
                self.simple.push((code, self.flow.text.len()));
            }
            "commentReference" => self.omitted.comments += 1,
            "t" => self.texts += 1,
            "tab" | "ptab" => self.flow.push("\t"),
            "br" | "cr" => self.flow.line_break()?,
            "noBreakHyphen" => self.flow.push("-"),
            "bdo" if attribute(e, "val").as_deref() == Some("rtl") => {
                self.flow.text.push(BACKWARDS);
            }
            "sup" | "sub" if self.flow.in_cell() => {
                let words = texts(xml, |name| name == "t", false)?;
                self.flow.push_aside(AsideKind::Raised, &words);
                return Ok(false);
            }
            "del" | "moveFrom" => {
                self.omitted.changed = true;
                return skip(xml, e).map(|()| false);
            }
            "ins" | "moveTo" => self.omitted.changed = true,
            "fldChar" => {
                self.field(&attribute(e, "fldCharType").unwrap_or_default());
                return self.choice(xml).map(|()| false);
            }
            "instrText" if self.fields[self.coded..].iter().any(Option::is_some) => self.texts += 1,
            "sym" => self.symbol(e),
            "altChunk" => {
                let chunk = attribute(e, "id").and_then(|id| self.chunks.remove(&id));
                match chunk {
                    Some(blocks) => self.flow.insert(blocks),
                    None => self.omitted.objects += 1,
                }
                return skip(xml, e).map(|()| false);
            }
            "object" => {
                self.omitted.objects += 1;
                self.drawn("嵌入的对象");
                return skip(xml, e).map(|()| false);
            }
            "oMath" => self.omitted.formulas += 1,
            "f" if self.flow.in_cell() => {
                let words = texts(xml, |name| name == "t", false)?;
                self.drawn(&words);
                return Ok(false);
            }
            // A text box is stored twice, in a new and an old form. The reading of a word (`rt`) is
            // no text, and the other elements describe appearance.
            "Fallback" | "instrText" | "delText" | "rt" | "sectPr" | "tblPr" | "tblGrid"
            | "tblPrEx" | "docPr" => return skip(xml, e).map(|()| false),
            "sdtPr" => {
                self.prompt = false;
                each(xml, |name, e| self.prompt |= name == "showingPlcHdr" && is_on(e))?;
                return Ok(false);
            }
            "sdtContent" if std::mem::take(&mut self.prompt) => {
                let prompt = texts(xml, |name| name == "t", false)?;
                match self.flow.in_cell() {
                    true => self.flow.push_aside(AsideKind::Prompt, &prompt),
                    false => self.omitted.prompts.push(prompt),
                }
                return Ok(false);
            }
            "txbxContent" => {
                self.worded = true;
                self.flow.begin_box();
            }
            "wsp" => self.worded = false,
            "rect" | "line" | "oval" | "roundrect" if self.flow.in_cell() => {
                self.flow.push_aside(AsideKind::Doubt, "图形");
            }
            "pic" | "imagedata" | "chart" => {
                self.omitted.pictures += 1;
                self.drawn("图片");
            }
            "control" | "contentPart" => self.drawn("嵌入的对象"),
            "textpath" => self.drawn(&attribute(e, "string").unwrap_or_default()),
            "tbl" => self.flow.begin_table()?,
            "tr" => {
                self.flow.begin_row(false)?;
                self.rows.push(Row::default());
            }
            "trPr" => return self.row_properties(xml).map(|()| false),
            "tc" => {
                self.flow.begin_cell(GridCell::new(CellRole::Value, ""), Merge::None)?;
                self.paper = Some(WHITE);
                if self.shown.is_some() {
                    self.flow.place_cell(xml.buffer_position() as usize);
                }
            }
            "tcPr" => return self.cell_properties(xml).map(|()| false),
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "p" => self.end_paragraph()?,
            "t" | "instrText" => self.texts = self.texts.saturating_sub(1),
            "r" => self.look = None,
            "fldSimple" => {
                let (code, from) = self.simple.pop().unwrap_or_default();
                self.without_result(&code, from);
            }
            "bdo" => self.flow.text.push(BACKWARDS_END),
            "txbxContent" => self.flow.end_box(),
            "wsp" if !self.worded && self.flow.in_cell() => {
                self.flow.push_aside(AsideKind::Doubt, "图形");
            }
            "tc" => {
                self.put_carried()?;
                self.flow.end_cell()?;
            }
            "tr" => {
                let row = self.rows.pop().unwrap_or_default();
                self.blank_cell(row.blank_after)?;
                self.omitted.changed |= row.deleted;
                self.omitted.unseen += usize::from(row.hidden);
                if row.deleted || row.hidden {
                    self.flow.drop_row()?;
                }
            }
            "tbl" => self.flow.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// Appends text, unless it is a field's code or hidden.
    fn text(&mut self, text: &str) {
        let at = self.at.take();
        if let Some(code) = self.fields[self.coded..].iter_mut().flatten().next_back() {
            code.push_str(text);
            return;
        }
        if let Some(kind) = self.look.or(self.kind.look).filter(|kind| {
            // Only in a cell small type is more than a matter of taste.
            *kind != AsideKind::Small || self.flow.in_cell()
        }) {
            let some = !text.trim().is_empty();
            self.omitted.hidden |= some && kind == AsideKind::Hidden;
            self.omitted.struck |= some && kind == AsideKind::Struck;
            self.flow.push_aside(kind, text);
            if matches!(kind, AsideKind::Hidden | AsideKind::Struck) {
                return;
            }
        } else {
            self.flow.push(text);
        }
        if let Some(shown) = &mut self.shown {
            shown.extend(at);
        }
    }

    /// Takes note of what is drawn in a cell.
    fn drawn(&mut self, words: &str) {
        if self.flow.in_cell() {
            self.flow.push_aside(AsideKind::Drawn, words);
        }
    }

    fn symbol(&mut self, e: &BytesStart) {
        let code = attribute(e, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
        let font = attribute(e, "font").unwrap_or_default();
        let known = code.and_then(|code| symbols::symbol(&font, code));
        self.omitted.signs += usize::from(known.is_none());
        self.text(known.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]));
    }

    /// Ends a paragraph whose end mark is deleted where no paragraph follows to continue it.
    fn put_carried(&mut self) -> Result<(), Error> {
        let carried = std::mem::take(&mut self.carried);
        self.flow.text.push_str(&carried);
        self.flow.end_paragraph()
    }

    fn begin_paragraph(&mut self) {
        let text = std::mem::take(&mut self.flow.text);
        self.outer.push((text, self.flow.role.take(), std::mem::take(&mut self.kind)));
        self.flow.text = std::mem::take(&mut self.carried);
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        // A field's code ends with its paragraph at the latest; in a damaged file the text would be
        // lost otherwise.
        self.fields[self.coded..].iter_mut().for_each(|field| *field = None);
        self.coded = self.fields.len();
        if self.kind.contents {
            self.flow.text.clear();
        }
        if self.kind.unended {
            self.carried = std::mem::take(&mut self.flow.text);
        }
        self.flow.end_paragraph()?;
        if let Some((text, role, kind)) = self.outer.pop() {
            (self.flow.text, self.flow.role, self.kind) = (text, role, kind);
        }
        Ok(())
    }
}
