//! Files that should be copies of one report (核对多份), and the result of comparing them.

use serde::{Deserialize, Serialize};

use crate::apart::{Difference, Kind, Value};

/// A report in a file that is compared with others.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Copy {
    /// The file's name; for a file in a zip the zip's name, `/` and the name in the zip.
    pub file: String,
    /// The name of the report within a file that has several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// SHA-256 of the file's bytes, in 64 hex digits.
    pub sha256: String,
    /// The report's agency, as it was read.
    pub agency: String,
    /// The report's year.
    pub year: Option<u16>,
    /// The day of publication, if the file states it.
    pub published: String,
    /// What reading the file left out or guessed, one sentence each.
    pub notes: Vec<String>,
    /// Why no report could be read in it, one sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Files that should say the same, and where they differ.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Copies {
    /// The files in their order; the others are compared with the first.
    pub files: Vec<Copy>,
    /// Whether those that could be read say the same; see [`Comparison`].
    ///
    /// [`Comparison`]: crate::apart::Comparison
    pub same: bool,
    /// Where they differ. Values are in the order of the files; a file that cannot be read has none.
    pub differences: Vec<Difference>,
}

impl Copies {
    /// Whether two or more reports were compared, and all files could be read and say the same.
    pub fn agree(&self) -> bool {
        let read = self.files.iter().all(|file| file.error.is_none());
        self.files.len() > 1 && read && self.same
    }

    /// The agency and year of the report.
    pub fn name(&self) -> String {
        let read = self.files.iter().find(|file| !file.agency.is_empty());
        let Some(Copy { agency, year, .. }) = read else { return "未写明机关".into() };
        year.map_or(agency.clone(), |year| format!("{agency}{year}年度"))
    }

    /// The differences, without the heads that only some copies state.
    pub fn found(&self) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(|one| one.kind != Kind::Stated)
    }

    /// The result in a few words.
    pub fn verdict(&self) -> String {
        let unread = self.files.iter().filter(|file| file.error.is_some()).count();
        let unread_words = format!("{unread} 份读不了，没有核对");
        match (self.found().count(), self.files.len() - unread, unread) {
            (0, 0 | 1, 0) => "只有一份，没有可以比较的".into(),
            (0, 0 | 1, _) => format!("{unread_words}，没有可以比较的"),
            (0, _, 0) => "一致".into(),
            (0, ..) => format!("读出的各份一致；{unread_words}"),
            (count, _, 0) => format!("不一致，{count} 处不同"),
            (count, ..) => format!("不一致，{count} 处不同；{unread_words}"),
        }
    }
}

impl Difference {
    /// The place in words; a heading is named as such.
    pub fn place(&self) -> String {
        match self.kind {
            Kind::Heading => format!("{}（标题）", self.label),
            _ => self.label.clone(),
        }
    }

    /// Whether its values are words of a text, with others around them.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::Heading | Kind::Text) || self.at == "title"
    }

    /// What the copies say at this place, each with the positions of those that say it.
    pub fn said(&self) -> Vec<(Vec<usize>, &Value)> {
        let like = |i: usize| {
            let value = self.values[i].as_ref().filter(|value| value.like == i)?;
            let same = self.values.iter().enumerate();
            let same = same.filter(|(_, other)| other.as_ref().is_some_and(|o| o.like == i));
            Some((same.map(|(n, _)| n).collect(), value))
        };
        (0..self.values.len()).filter_map(like).collect()
    }
}

/// The positions of copies in words: `第 1、3 份`.
pub fn in_words(copies: &[usize]) -> String {
    let numbers: Vec<String> = copies.iter().map(|n| (n + 1).to_string()).collect();
    format!("第 {} 份", numbers.join("、"))
}
