//! Measures verbatim overlap: across thousands of reports, between a report and last year's, and
//! between two texts.
//!
//! Everything is measured in shingles, runs of [`SHINGLE`] characters. Between two texts all
//! shingles count. Among many reports each report keeps a sample, which is the same for the same
//! words everywhere ([`Prints`]), and an index of the samples says which reports share some: the
//! cost grows with the number of reports, not of pairs. Words that most reports share (official
//! phrases) do not count there. Deliberately absent: similarity of meaning, and of words in another
//! order.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::report::Report;

/// Characters in a shingle: any two official texts share shorter runs.
pub const SHINGLE: usize = 8;
/// Percentage above which a whole report is suspiciously alike; 8 to 40 were measured in reports
/// written anew.
pub const WHOLE: u8 = 50;
/// A text with fewer shingles than this is too short to be judged.
pub const LEAST: usize = 200;
/// One shingle in this many is kept in a sample.
const SAMPLED: u64 = 8;
/// Characters of a section that are sampled.
const MOST: usize = 100_000;
/// With fewer reports than this, words shared by most are copied; with more, they are customary.
const MANY: usize = 10;
/// Most reports examined for each shared shingle, and for each report.
const NEIGHBOURS: usize = 16;

/// A hash for each run of [`SHINGLE`] characters of a text without white space; equal runs have
/// equal hashes, and different ones almost never.
pub fn shingles(text: &str) -> Vec<u64> {
    const PRIME: u64 = 0x100_0000_01b3;
    let chars: Vec<u64> =
        text.chars().filter(|c| !c.is_whitespace()).map(|c| u64::from(u32::from(c))).collect();
    let number =
        |run: &[u64]| run.iter().fold(0, |n: u64, c| (n ^ c).wrapping_mul(PRIME).rotate_left(23));
    chars.windows(SHINGLE).map(number).collect()
}

/// The sample of one section.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Prints {
    /// The section's place in its report, or `preface`.
    pub place: String,
    /// The section's heading.
    pub heading: String,
    /// Percentage above which this section alone is suspicious, if it must be written anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u8>,
    /// Hashes in ascending order, each once; in JSON a text with five characters for each.
    #[serde(serialize_with = "print", deserialize_with = "parse")]
    pub marks: Vec<u32>,
}

/// The samples of a report's preface and sections; blank ones have none.
pub fn prints(report: &Report) -> Vec<Prints> {
    let section = |(place, heading, text): (String, &str, &str)| {
        let known = report.at_place(&place).and_then(|i| report.sections[i].id.as_deref());
        let limit = known.and_then(|id| report.form.section(id)).and_then(|s| s.alike);
        Prints { marks: sample(text), heading: heading.trim().into(), limit, place }
    };
    report.prose().map(section).filter(|p| !p.marks.is_empty()).collect()
}

fn sample(text: &str) -> Vec<u32> {
    let end = text.char_indices().nth(MOST).map_or(text.len(), |(i, _)| i);
    // The hashes are not distributed evenly enough to simply take every eighth.
    let spread = |n: u64| {
        let n = (n ^ (n >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        n ^ (n >> 29)
    };
    let all = shingles(&text[..end]).into_iter().map(spread);
    let kept = all.filter(|n| n % SAMPLED == 0).map(|n| (n >> 20) as u32 & MARK);
    sorted(kept.collect())
}

fn sorted(mut marks: Vec<u32>) -> Vec<u32> {
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Two reports whose texts are suspiciously alike. `At` identifies a report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Alike<At = usize> {
    /// The two reports; `a` comes before `b`.
    pub a: At,
    /// The second report.
    pub b: At,
    /// About how much of the shorter report occurs in the other, in per cent.
    pub percent: u8,
    /// The sections that share something and are long enough to be judged.
    pub sections: Vec<AlikeSection>,
}

impl<From> Alike<From> {
    /// The same pair with its reports identified in another way.
    pub fn with<To>(self, place: impl Fn(From) -> To) -> Alike<To> {
        let Alike { a, b, percent, sections } = self;
        Alike { a: place(a), b: place(b), percent, sections }
    }
}

/// A section that two reports share.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AlikeSection {
    /// The section's place in the first report, or `preface`.
    pub place: String,
    /// The section's heading.
    pub heading: String,
    /// About how much of the shorter section occurs in the other, in per cent.
    pub percent: u8,
}

/// The pairs of reports that share more than [`WHOLE`] per cent, or more than the limit of a
/// section that must be written anew; the most alike first. In a large group of copies each report
/// is paired with only some of the others.
pub fn alike(reports: &[Vec<Prints>]) -> Vec<Alike> {
    let own = |report: &Vec<Prints>| sorted(report.iter().flat_map(|p| p.marks.clone()).collect());
    let mut marks: Vec<Vec<u32>> = reports.iter().map(own).collect();
    let mut index = index(&marks);
    let common = drop_common(&mut index, reports.len());
    marks.iter_mut().for_each(|marks| marks.retain(|m| common.binary_search(m).is_err()));
    let mut found = Vec::new();
    let mut counts = vec![0u32; reports.len()];
    for a in 0..reports.len() {
        for b in neighbours(a, &marks[a], &index, &mut counts) {
            let whole = percent(&marks[a], &marks[b]);
            let sections = alike_sections(&reports[a], &reports[b], &common);
            let suspicious = whole.is_some_and(|p| p > WHOLE)
                || sections
                    .iter()
                    .any(|(section, limit)| limit.is_some_and(|l| section.percent > l));
            if suspicious {
                let sections = sections.into_iter().map(|(section, _)| section).collect();
                found.push(Alike { a, b, percent: whole.unwrap_or(0), sections });
            }
        }
    }
    found.sort_by_key(|pair| (std::cmp::Reverse(pair.percent), pair.a, pair.b));
    found
}

/// Every hash with every report that has it, sorted.
fn index(marks: &[Vec<u32>]) -> Vec<(u32, u32)> {
    let each = |(i, marks): (usize, &Vec<u32>)| marks.iter().map(move |m| (*m, i as u32)).collect();
    let mut index: Vec<(u32, u32)> =
        marks.iter().enumerate().flat_map(|x| -> Vec<_> { each(x) }).collect();
    index.sort_unstable();
    index
}

/// Removes from the index the hashes that more than half of all reports have, or only one has, and
/// gives the former.
fn drop_common(index: &mut Vec<(u32, u32)>, reports: usize) -> Vec<u32> {
    let mut common = Vec::new();
    let mut kept = Vec::new();
    for run in index.chunk_by(|a, b| a.0 == b.0) {
        if reports >= MANY && run.len() * 2 > reports {
            common.push(run[0].0);
        } else if run.len() > 1 {
            kept.extend_from_slice(run);
        }
    }
    *index = kept;
    common
}

/// The reports after `a` that share most hashes with it. `counts` is all 0, before and after.
fn neighbours(a: usize, marks: &[u32], index: &[(u32, u32)], counts: &mut [u32]) -> Vec<usize> {
    let mut touched: Vec<usize> = Vec::new();
    for mark in marks {
        let from = index.partition_point(|entry| *entry <= (*mark, a as u32));
        let behind = index[from..].iter().take_while(|(m, _)| m == mark).take(NEIGHBOURS);
        for (_, b) in behind {
            let b = *b as usize;
            if counts[b] == 0 {
                touched.push(b);
            }
            counts[b] += 1;
        }
    }
    touched.sort_by_key(|b| (std::cmp::Reverse(counts[*b]), *b));
    touched.iter().for_each(|b| counts[*b] = 0);
    touched.truncate(NEIGHBOURS);
    touched
}

fn alike_sections(a: &[Prints], b: &[Prints], common: &[u32]) -> Vec<(AlikeSection, Option<u8>)> {
    let rare = |p: &Prints| -> Vec<u32> {
        p.marks.iter().copied().filter(|m| common.binary_search(m).is_err()).collect()
    };
    let both = a.iter().filter_map(|own| {
        let other = b.iter().find(|p| p.place == own.place)?;
        let percent = percent(&rare(own), &rare(other)).filter(|p| *p > 0)?;
        let (place, heading) = (own.place.clone(), own.heading.clone());
        Some((AlikeSection { place, heading, percent }, own.limit.or(other.limit)))
    });
    both.collect()
}

/// How much of the shorter text occurs in the other, in per cent; `None` if it is too short to be
/// judged.
fn percent(a: &[u32], b: &[u32]) -> Option<u8> {
    let least = a.len().min(b.len());
    if least < LEAST / SAMPLED as usize {
        return None;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let shared = short.iter().filter(|m| long.binary_search(m).is_ok()).count();
    Some((shared * 100 / least) as u8)
}

/// A piece of a text, and whether the other text has its words too.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Piece {
    /// The piece's words.
    pub text: String,
    /// Whether the other text has them too.
    pub shared: bool,
}

/// Two texts, each in pieces.
pub type TwoTexts = (Vec<Piece>, Vec<Piece>);

/// Two texts cut into shared and unshared pieces. A shared piece is at least [`SHINGLE`] characters
/// long; white space does not matter.
pub fn shared_words(a: &str, b: &str) -> TwoTexts {
    (pieces(a, b), pieces(b, a))
}

fn pieces(text: &str, other: &str) -> Vec<Piece> {
    let mut known = shingles(other);
    known.sort_unstable();
    let written: Vec<(usize, char)> =
        text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
    let mut shared = vec![false; written.len()];
    for (i, shingle) in shingles(text).iter().enumerate() {
        if known.binary_search(shingle).is_ok() {
            shared[i..i + SHINGLE].fill(true);
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut from = 0;
    for i in 1..=written.len() {
        if i == written.len() || shared[i] != shared[i - 1] {
            let end = written.get(i).map_or(text.len(), |(at, _)| *at);
            pieces.push(Piece { text: text[from..end].into(), shared: shared[i - 1] });
            from = end;
        }
    }
    pieces
}

/// The 30 bits of a hash in a sample, written as five characters of six bits each.
const MARK: u32 = (1 << 30) - 1;
const DIGITS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

/// The value of each of the [`DIGITS`], as a table because every row of a desk is parsed with it.
const VALUES: [u8; 256] = {
    let (mut values, mut i) = ([0; 256], 0);
    while i < DIGITS.len() {
        values[DIGITS[i] as usize] = i as u8;
        i += 1;
    }
    values
};

fn print<S: Serializer>(marks: &[u32], serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::with_capacity(marks.len() * 5);
    for mark in marks {
        let digit = |shift: u32| char::from(DIGITS[(mark >> shift) as usize & 63]);
        text.extend([24, 18, 12, 6, 0].map(digit));
    }
    serializer.serialize_str(&text)
}

fn parse<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let mark = |five: &[u8]| five.iter().fold(0, |n, c| n << 6 | u32::from(VALUES[*c as usize]));
    // The text may have been changed outside, and the measure relies on the order.
    Ok(sorted(text.as_bytes().chunks_exact(5).map(mark).collect()))
}
