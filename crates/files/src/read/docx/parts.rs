//! The parts of a Word document, from a zip container or from a flat XML file; and the texts of its
//! smaller parts.

use std::collections::HashMap;

use quick_xml::events::Event;
use report::document::{Block, Note};

use super::is_main_part;
use crate::archive::Archive;
use crate::error::Error;
use crate::kind::kind_of;
use crate::limits;
use crate::read::xml::{attribute, data, each_start, open, push_text, skip, texts_in};
use crate::read::{charset, html, mht};

/// A document opened for reading.
pub struct Parts<'a> {
    archive: Option<Archive<'a>>,
    flat: Vec<(String, String)>,
    /// The name of the part with the main text.
    main: String,
}

/// Most documents that a text may include.
const CHUNKS: usize = 16;

/// The text of footnotes and endnotes, by kind (endnote or not) and number.
pub type Footnotes = HashMap<(bool, String), String>;

impl<'a> Parts<'a> {
    pub fn open(bytes: &'a [u8], notes: &mut Vec<Note>) -> Result<Parts<'a>, Error> {
        let (archive, flat) = match bytes.starts_with(b"PK") {
            true => (Some(Archive::open(bytes)?), Vec::new()),
            false => (None, flat_parts(&charset::decode(bytes, None, notes))),
        };
        let mut parts = Parts { archive, flat, main: String::new() };
        let main = parts.names().filter(|n| is_main_part(n)).min_by_key(|n| n.len());
        parts.main = main.ok_or_else(Error::damaged)?.to_string();
        Ok(parts)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let flat = self.flat.iter().map(|(name, _)| name.as_str());
        self.archive.iter().flat_map(|a| a.names()).chain(flat)
    }

    /// A part's text; empty if there is no such part.
    pub fn text(&self, name: &str) -> Result<String, Error> {
        let flat = || self.flat.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone());
        let text = self.archive.as_ref().map_or_else(|| Ok(flat()), |a| a.text(name))?;
        Ok(text.unwrap_or_default())
    }

    pub fn main(&self) -> Result<String, Error> {
        self.text(&self.main)
    }

    /// The report's own JSON, where the file carries it.
    pub fn data(&self) -> Result<Option<String>, Error> {
        self.archive.as_ref().map_or(Ok(None), data)
    }

    /// The texts of page headers and footers, if the main text refers to any.
    pub fn margins(&self, main: &str) -> Result<Vec<String>, Error> {
        let is_margin = |n: &&str| n.starts_with("word/header") || n.starts_with("word/footer");
        let mut texts = Vec::new();
        if !main.contains("headerReference") && !main.contains("footerReference") {
            return Ok(texts);
        }
        // Real documents have only a few.
        for name in self.names().filter(is_margin).take(64) {
            const NO_TEXT: [&str; 4] = ["instrText", "pPr", "del", "Fallback"];
            texts.extend(texts_in(&self.text(name)?, &["hdr", "ftr"], &NO_TEXT)?);
        }
        Ok(texts)
    }

    /// The other documents that the text includes at some place (`altChunk`), by the names it uses
    /// for them: web pages, plain or as a mail.
    pub fn chunks(&self, notes: &mut Vec<Note>) -> Result<HashMap<String, Vec<Block>>, Error> {
        let mut chunks = HashMap::new();
        let Some(archive) = &self.archive else { return Ok(chunks) };
        let folder = self.main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let file = self.main.rsplit('/').next().unwrap_or_default();
        let relations = self.text(&format!("{folder}/_rels/{file}.rels"))?;
        let mut named = Vec::new();
        each_start(&relations, |_, e| {
            let is_chunk = attribute(e, "Type").is_some_and(|kind| kind.ends_with("/aFChunk"));
            named.extend(attribute(e, "Id").zip(attribute(e, "Target")).filter(|_| is_chunk));
            Ok(())
        })?;
        for (id, target) in named.into_iter().take(CHUNKS) {
            let name = target.strip_prefix('/').map_or(format!("{folder}/{target}"), String::from);
            let Some(bytes) = archive.part(&name)? else { continue };
            let read = match kind_of(&bytes) {
                Ok(kind) if kind.id == "mht" => mht::read(&bytes, notes)?,
                Ok(kind) if kind.id == "html" => html::read(&bytes, notes)?,
                _ => continue,
            };
            chunks.insert(id, read.blocks);
        }
        Ok(chunks)
    }

    pub fn footnotes(&self) -> Result<Footnotes, Error> {
        let mut all = Footnotes::new();
        for (end, name) in [(false, "word/footnotes.xml"), (true, "word/endnotes.xml")] {
            read_footnotes(&self.text(name)?, end, &mut all)?;
        }
        Ok(all)
    }
}

/// The parts of a flat file: each is an `xmlData` element after the part's name.
fn flat_parts(text: &str) -> Vec<(String, String)> {
    let part = |part: &str| {
        let name = part.split_once("pkg:name=\"/")?.1.split('"').next()?;
        let (_, data) = part.split_once("<pkg:xmlData")?;
        let inner = data.split_once('>')?.1.rsplit_once("</pkg:xmlData")?.0;
        Some((name.to_string(), inner.to_string()))
    };
    text.split("<pkg:part ").skip(1).take(limits::PARTS).filter_map(part).collect()
}

/// Reads the notes of a part. Notes with a type are skipped: they are separator lines.
fn read_footnotes(text: &str, end: bool, all: &mut Footnotes) -> Result<(), Error> {
    let mut xml = open(text);
    let mut now = None;
    loop {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => match e.local_name().as_ref() {
                "footnote" | "endnote" => {
                    let own = attribute(&e, "type").is_none();
                    now = attribute(&e, "id").filter(|_| own).map(|id| (end, id));
                }
                "del" | "moveFrom" | "instrText" | "Fallback" => skip(&mut xml, &e)?,
                _ => {}
            },
            Event::Eof => return Ok(()),
            event => {
                if let Some(key) = &now {
                    let text = all.entry(key.clone()).or_default();
                    push_text(&event, &mut |t| text.push_str(t));
                }
            }
        }
    }
}
