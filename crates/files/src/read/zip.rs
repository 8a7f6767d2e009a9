//! Zip files of reports: either each readable file in it, or the one file that reads best.
//!
//! A zip within a zip is deliberately not opened: that is how zip bombs are built, and no agency is
//! known to send one.

use report::document::{Document, Note, NoteLevel};
use report::recognize::locate;

use crate::archive::Archive;
use crate::error::{Code, Error};
use crate::kind::{Content, Fit, kind_of};
use crate::limits;

/// The id of this format.
const ID: &str = "zip";

/// Whether these bytes are a zip of other files.
pub fn is_zip(bytes: &[u8]) -> bool {
    kind_of(bytes).is_ok_and(|kind| kind.id == ID)
}

/// A file in a zip.
pub struct Member {
    /// The path within the zip.
    pub name: String,
    /// The file's inflated content.
    pub bytes: Vec<u8>,
}

/// Most files that are tried to find the one that reads best.
const TRIES: usize = 8;

/// The files in a zip of a kind that can be read, in their order, and the names of the others.
pub fn members(bytes: &[u8]) -> Result<(Vec<Member>, Vec<String>), Error> {
    let archive = Archive::open(bytes)?;
    let (mut members, mut others) = (Vec::new(), Vec::new());
    for (i, name) in archive.names().enumerate().filter(|(_, name)| !is_clutter(name)) {
        let name = name.to_string();
        let Some(bytes) = archive.part_at(i)? else { continue };
        let kind =
            if bytes.len() > limits::BYTES { Err(limits::too_large()) } else { kind_of(&bytes) };
        match kind {
            Ok(kind) if kind.id != ID => members.push(Member { name, bytes }),
            _ => others.push(name),
        }
    }
    Ok((members, others))
}

/// Calls `take` for each file of a zip. A file that is damaged, beyond a limit, or itself a zip is
/// given as an error.
pub fn each_member(
    bytes: &[u8],
    mut take: impl FnMut(&str, Result<Vec<u8>, Error>),
) -> Result<(), Error> {
    let archive = Archive::within(bytes, limits::PACKED, limits::BYTES)?;
    for (i, name) in archive.names().enumerate().filter(|(_, name)| !is_clutter(name)) {
        let member = archive.part_at(i).map(Option::unwrap_or_default);
        take(
            name,
            match member {
                Ok(bytes) if is_zip(&bytes) => Err(Error::new(Code::Unsupported, NESTED)),
                member => member,
            },
        );
    }
    Ok(())
}

const NESTED: &str = "压缩包里还有压缩包，没有打开；请先解压，再放入其中的报告。";

/// Whether a path is a folder, or a file that systems leave in folders (`__MACOSX`, `.DS_Store`).
fn is_clutter(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    let left = ["Thumbs.db", "desktop.ini"].iter().any(|n| file.eq_ignore_ascii_case(n));
    let in_mac = name.split('/').any(|folder| folder == "__MACOSX");
    file.is_empty() || file.starts_with(['.', '~']) || in_mac || left
}

pub fn fits(content: &Content) -> Fit {
    if matches!(content, Content::Zip(..)) { Fit::Rest } else { Fit::No }
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let (members, others) = members(bytes)?;
    let mut best: Option<(usize, usize, Document, Vec<Note>)> = None;
    let mut refused = None;
    for (i, member) in members.iter().enumerate().take(TRIES) {
        let mut notes = Vec::new();
        let read = kind_of(&member.bytes).and_then(|kind| (kind.read)(&member.bytes, &mut notes));
        match read {
            Ok(document) => {
                let fit = fit(&document);
                if best.as_ref().is_none_or(|b| fit > b.0) {
                    best = Some((fit, i, document, notes));
                }
                if fit == WHOLE {
                    break;
                }
            }
            Err(error) => refused = refused.or(Some(error)),
        }
    }
    let Some((_, chosen, document, own)) = best else {
        let message = "压缩包里没有能读取的报告；请解压后打开其中的报告。";
        return Err(refused.unwrap_or_else(|| Error::new(Code::Unsupported, message)));
    };
    let rest: Vec<&str> = (0..members.len())
        .filter(|i| *i != chosen)
        .map(|i| members[i].name.as_str())
        .chain(others.iter().map(String::as_str))
        .collect();
    if !rest.is_empty() {
        let named: Vec<String> = rest.iter().take(10).map(|n| format!("“{n}”")).collect();
        let more = if rest.len() > named.len() { "等" } else { "" };
        let message = format!(
            "压缩包里有 {} 个文件，读入的是“{}”；没有读入：{}{more}",
            rest.len() + 1,
            members[chosen].name,
            named.join("、"),
        );
        notes.push(Note::new(NoteLevel::Lost, message));
    }
    notes.extend(own);
    Ok(document)
}

const WHOLE: usize = 3;

/// A measure of how much of a report a document has: a title, tables, text.
fn fit(document: &Document) -> usize {
    let report = locate(document).report;
    let has = [!report.title.is_empty(), !report.cells.is_empty(), !report.sections.is_empty()];
    has.into_iter().filter(|has| *has).count()
}
