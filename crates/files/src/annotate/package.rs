//! The parts of an Office file, to be changed as texts: relations and kinds of parts are kept in
//! parts of their own.

use std::collections::BTreeMap;

use super::markup::{Names, Relation, appended, relations};
use crate::archive::{Archive, rewritten};
use crate::error::{Code, Error};

pub const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "[Content_Types].xml";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
/// What kinds of relations begin with, unless the file is of the strict dialect.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An Office file that is being changed.
pub struct Package<'a> {
    pub archive: Archive<'a>,
    changed: BTreeMap<String, String>,
    /// What kinds of relations begin with here.
    pub relations: String,
}

impl<'a> Package<'a> {
    /// Opens a file.
    ///
    /// # Errors
    /// It is damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Error> {
        let archive = Archive::open(bytes)?;
        let changed = BTreeMap::new();
        let mut package = Package { archive, changed, relations: RELATIONS.to_string() };
        let of_file = package.text("_rels/.rels")?.unwrap_or_default();
        let main = relations(&of_file)?
            .into_iter()
            .find_map(|relation| relation.kind.strip_suffix("/officeDocument").map(str::to_string));
        package.relations = main.unwrap_or_else(|| RELATIONS.to_string());
        Ok(package)
    }

    /// A part's text as it is now, without the mark of its order of bytes.
    ///
    /// # Errors
    /// The part is damaged or not written in UTF-8.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.changed.get(name) {
            return Ok(Some(text.clone()));
        }
        let Some(bytes) = self.archive.part(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|_| {
            let message = "这个文件的文字编码特殊，不能写入批注；请用 Word 或 WPS 另存一份后再试。";
            Error::new(Code::Unsupported, message)
        })?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_string)))
    }

    /// Replaces or adds a part.
    pub fn put(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_string(), text);
    }

    /// The part to which `part` has a relation for which `is` is true of its id and kind.
    pub fn related(
        &self,
        part: &str,
        is: impl Fn(&Relation) -> bool,
    ) -> Result<Option<String>, Error> {
        let all = relations(&self.text(&relations_of(part))?.unwrap_or_default())?;
        Ok(all.into_iter().find(|r| is(r)).map(|r| resolved(part, &r.target)))
    }

    /// Adds a part to which `part` has a relation of this kind, and gives the relation's id.
    ///
    /// # Errors
    /// The relations, or the list of the kinds of parts, are damaged.
    pub fn add(
        &mut self,
        part: &str,
        kind: &str,
        (name, content_type): (&str, &str),
        text: String,
    ) -> Result<String, Error> {
        let list = relations_of(part);
        let empty = || format!("{HEADER}<Relationships xmlns=\"{PACKAGE}\"/>");
        let old = self.text(&list)?.unwrap_or_else(empty);
        let used = relations(&old)?;
        let id = (1..).map(|n| format!("rId{n}")).find(|id| used.iter().all(|r| r.id != *id));
        let id = id.unwrap_or_default();
        let tag = Names::of_root(&old)?.plain("Relationship");
        let base = &self.relations;
        let more = format!("<{tag} Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"/{name}\"/>");
        let list_text = appended(&old, &mut |_| true, &more)?;
        self.put(&list, list_text.ok_or_else(Error::damaged)?);
        let types = self.text(TYPES)?.ok_or_else(Error::damaged)?;
        let tag = Names::of_root(&types)?.plain("Override");
        let more = format!("<{tag} PartName=\"/{name}\" ContentType=\"{content_type}\"/>");
        self.put(TYPES, appended(&types, &mut |_| true, &more)?.ok_or_else(Error::damaged)?);
        self.put(name, text);
        Ok(id)
    }

    /// A name that no part has: `begin`, a number unless it is the first, and `end`.
    pub fn free(&self, begin: &str, end: &str) -> String {
        let known = |name: &String| {
            let mut names = self.archive.names().chain(self.changed.keys().map(String::as_str));
            names.any(|known| known.eq_ignore_ascii_case(name))
        };
        let numbered = (2..).map(|n| format!("{begin}{n}{end}"));
        let mut all = std::iter::once(format!("{begin}{end}")).chain(numbered);
        all.find(|name| !known(name)).unwrap_or_default()
    }

    /// The file with the changed parts.
    ///
    /// # Errors
    /// The container is damaged.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        let parts = self.changed.into_iter().map(|(name, text)| (name, text.into_bytes()));
        rewritten(&self.archive, &parts.collect::<Vec<_>>())
    }
}

/// The part with the relations of a part: `word/_rels/document.xml.rels`.
fn relations_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    format!("{folder}/_rels/{file}.rels")
}

/// The name of the part that a part calls `target`.
fn resolved(part: &str, target: &str) -> String {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_string(),
        None => format!("{folder}/{target}"),
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
