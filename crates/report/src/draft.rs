//! The report's public JSON (version 1): strict parsing, one way of printing.
//!
//! `parse(print(r)) = r` for every report. Unknown members are ignored; unknown cells become extra
//! rows; limits bound the cost of a hostile file.

use std::collections::BTreeMap;

use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::carried::Carried;
use crate::form::Level;
use crate::report::{Explanation, ExtraRow, Report, Section};

/// Maximum length of the JSON text, in bytes.
pub const MOST_BYTES: usize = 8 << 20;

/// Why a JSON text is no report.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Error {
    /// It is not JSON, or not of the right shape; the parser's message.
    Damaged(String),
    /// It names a form or a version that this program does not know.
    Form(String),
}

/// The public JSON object as it was parsed, before it is known to be a valid [`Report`].
#[derive(Clone, Deserialize)]
pub struct Draft {
    nianbao: u32,
    form: String,
    #[serde(default)]
    year: Option<u16>,
    #[serde(default)]
    agency: String,
    #[serde(default)]
    level: Option<Level>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    preface: String,
    #[serde(default)]
    sections: Vec<Section>,
    #[serde(default)]
    cells: BTreeMap<String, String>,
    #[serde(default)]
    extra_rows: Vec<ExtraRow>,
    #[serde(default)]
    explanations: Vec<Explanation>,
    #[serde(default)]
    carried: Vec<String>,
}

/// Prints the members in the order of the public interface.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut draft = serializer.serialize_struct("Report", 13)?;
        draft.serialize_field("nianbao", &1)?;
        draft.serialize_field("form", self.form.id)?;
        draft.serialize_field("year", &self.year)?;
        draft.serialize_field("agency", &self.agency)?;
        draft.serialize_field("level", &self.level)?;
        draft.serialize_field("title", &self.title)?;
        draft.serialize_field("published", &self.published)?;
        draft.serialize_field("preface", &self.preface)?;
        draft.serialize_field("sections", &self.sections)?;
        draft.serialize_field("cells", &self.cells)?;
        if !self.extra_rows.is_empty() {
            draft.serialize_field("extra_rows", &self.extra_rows)?;
        }
        if !self.explanations.is_empty() {
            draft.serialize_field("explanations", &self.explanations)?;
        }
        if !self.carried.is_empty() {
            let marks: Vec<String> = self.carried.iter().map(Carried::print).collect();
            draft.serialize_field("carried", &marks)?;
        }
        draft.end()
    }
}

/// Reads a report of the form and version that it names.
impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Report, D::Error> {
        let form = |_| serde::de::Error::custom("unknown form");
        Draft::deserialize(deserializer)?.into_report().map_err(form)
    }
}

impl Draft {
    /// The report that the object describes.
    ///
    /// # Errors
    /// [`Error::Form`] for an unknown form or version.
    pub fn into_report(self) -> Result<Report, Error> {
        let form = crate::form(&self.form)
            .filter(|_| self.nianbao == 1)
            .ok_or_else(|| Error::Form(self.form.clone()))?;
        let mut cells = BTreeMap::new();
        let mut extra_rows = self.extra_rows;
        for (id, value) in self.cells {
            if value.is_empty() {
                continue;
            }
            if form.position(&id).is_some() {
                cells.insert(id, value);
            } else {
                extra_rows.push(ExtraRow { label: id, unit: String::new(), values: vec![value] });
            }
        }
        Ok(Report {
            form,
            year: self.year,
            agency: self.agency,
            level: self.level,
            title: self.title,
            published: self.published,
            preface: self.preface,
            sections: self.sections,
            cells,
            extra_rows,
            explanations: self.explanations,
            carried: self.carried.iter().filter_map(|mark| Carried::parse(mark)).collect(),
        })
    }
}

/// The report as JSON text, with the members in the order of the public interface.
pub fn print(report: &Report) -> String {
    serde_json::to_string_pretty(report).unwrap_or_default()
}

/// The report that a JSON text describes.
///
/// # Errors
/// The text is too long or no report; see [`Error`].
pub fn parse(text: &str) -> Result<Report, Error> {
    if text.len() > MOST_BYTES {
        return Err(Error::Damaged("too long".into()));
    }
    let draft: Draft = crate::json::read(text).map_err(|e| Error::Damaged(e.to_string()))?;
    draft.into_report()
}

/// Prints a report as its JSON.
impl std::fmt::Debug for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(&print(self))
    }
}
