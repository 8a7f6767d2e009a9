//! Differences of texts. All texts of a copy are one stream of words, so a heading that one reader took
//! for text is no difference. Sentences are compared first, then the words of those that differ.

use std::ops::Range;

use super::places::{head, part, plain};
use super::words::{Word, is_same, words};
use super::{Differ, Difference, Edit, Kind, Report, Value, likes, text};
use crate::likeness::Piece;

/// Words that are shown on each side of a difference.
const AROUND: usize = 14;
/// Most words that are shown of a run; of more the ends are.
const MOST: usize = 120;

/// The texts of a copy.
#[derive(Default)]
struct Stream {
    text: String,
    words: Vec<Word>,
    /// Place, heading, and the first word of each heading and of its text.
    parts: Vec<(String, String, [usize; 2])>,
}

impl Stream {
    fn add(&mut self, at: String, heading: &str, text: &str) {
        let label = if at == "preface" { "前言" } else { heading.trim() };
        let mut begins = [0; 2];
        for (begin, words_of) in begins.iter_mut().zip([heading, text]) {
            *begin = self.words.len();
            let from = self.text.len();
            self.words.extend(words(words_of).into_iter().map(|word| Word {
                range: from + word.range.start..from + word.range.end,
                ..word
            }));
            self.text.push_str(words_of);
            self.text.push('\n');
        }
        self.parts.push((at, label.to_string(), begins));
    }

    /// The place of words, its name, and whether they are in its heading.
    fn place(&self, at: &Range<usize>) -> (&str, &str, bool) {
        let found = self.parts.iter().rev().find(|(.., [begin, _])| *begin <= at.start);
        let Some((place, label, [_, text])) = found.or(self.parts.first()) else {
            return ("title", "标题", false);
        };
        (place, label, at.start < *text && at.end <= *text)
    }

    /// The sentences, as ranges of words.
    fn sentences(&self) -> Vec<Range<usize>> {
        let mut all = Vec::new();
        let mut from = 0;
        for (i, word) in self.words.iter().enumerate() {
            if matches!(&*word.text, "。" | "!" | "?" | ";") || i + 1 == self.words.len() {
                all.push(from..i + 1);
                from = i + 1;
            }
        }
        all
    }

    fn keys(&self, range: Range<usize>) -> Vec<&str> {
        self.words[range].iter().map(|word| word.text.as_str()).collect()
    }

    /// What was typed from the first of these words to the last, on one line.
    fn typed(&self, words: Range<usize>) -> String {
        let typed =
            |words: Range<usize>| match (self.words.get(words.start), words.end.checked_sub(1)) {
                (Some(first), Some(last)) if words.start <= last => self.text
                    [first.range.start..self.words[last].range.end.max(first.range.start)]
                    .replace('\n', "　"),
                _ => String::new(),
            };
        if words.len() <= MOST {
            return typed(words);
        }
        let half = MOST / 2;
        format!(
            "{}……{}",
            typed(words.start..words.start + half),
            typed(words.end - half..words.end)
        )
    }
}

/// The difference of titles.
pub fn titles(copies: &[&Report], differ: Differ) -> Vec<Difference> {
    let stream = |report: &&Report| {
        let mut stream = Stream::default();
        stream.add("title".into(), "", &report.title);
        stream.parts[0].1 = "标题".into();
        Some(stream).filter(|stream| !stream.words.is_empty())
    };
    let streams: Vec<Option<Stream>> = copies.iter().map(stream).collect();
    let differ = differences(&streams, differ).into_iter();
    let all: Vec<Difference> = differ.map(|one| Difference { kind: Kind::Head, ..one }).collect();
    if !all.is_empty() {
        return all;
    }
    let stated = copies.iter().map(|report| {
        let title = report.title.trim().to_string();
        (title.clone(), if title.is_empty() { "" } else { "=" }.to_string())
    });
    head("title", "标题", stated.collect())
}

/// The differences of preface, headings and sections. A copy without any text is told once, and compared
/// nowhere.
pub fn texts(copies: &[&Report], differ: Differ) -> Vec<Difference> {
    let has = |report: &Report| report.prose().any(|(_, _, text)| !text.trim().is_empty());
    let stream = |report: &&Report| {
        let mut stream = Stream::default();
        let parts: Vec<_> = report.prose().collect();
        let title = plain(&report.title);
        let last = parts.iter().rposition(|(_, _, text)| !text.trim().is_empty());
        for (i, (place, heading, text)) in parts.into_iter().enumerate() {
            let at = if place == "preface" { place } else { format!("section:{place}") };
            // Some printed pages have the title at their head.
            let mut lines: Vec<&str> = text.split('\n').collect();
            lines.retain(|line| title.is_empty() || plain(line) != title);
            if Some(i) == last {
                while lines.pop_if(|line| is_signature(line, report)).is_some() {}
            }
            stream.add(at, heading, &lines.join("\n"));
        }
        Some(stream).filter(|_| has(report))
    };
    let streams: Vec<Option<Stream>> = copies.iter().map(stream).collect();
    let missing = part(("texts", "正文"), copies, has);
    missing.into_iter().chain(differences(&streams, differ)).collect()
}

/// Whether a line at the end of a report has nothing but the agency or the day of publication, which are
/// compared as heads.
fn is_signature(line: &str, report: &Report) -> bool {
    let day = text::parse_date(line.trim());
    let published = text::parse_date(report.published.trim());
    let agency = text::key(&report.agency);
    line.trim().is_empty()
        || day.is_some() && day == published
        || !agency.is_empty() && text::key(line) == agency
}

/// The differences of all streams from the first one.
fn differences(streams: &[Option<Stream>], differ: Differ) -> Vec<Difference> {
    let Some((first, own)) = streams.iter().enumerate().find_map(|(i, s)| Some((i, s.as_ref()?)))
    else {
        return Vec::new();
    };
    let edits: Vec<Vec<Edit>> = streams
        .iter()
        .enumerate()
        .map(|(i, other)| match other {
            Some(other) if i != first => edits(own, other, differ),
            _ => Vec::new(),
        })
        .collect();
    // How far behind the same words of the first copy those of each copy are.
    let mut ahead: Vec<isize> = vec![0; streams.len()];
    let of_group = |group: &Group| {
        let found = difference(streams, own, group, &ahead);
        for (ahead, edits) in ahead.iter_mut().zip(&group.edits) {
            *ahead += grown(edits);
        }
        found
    };
    groups(&edits, &own.sentences()).iter().map(of_group).collect()
}

/// By how many words changes make a text longer.
fn grown(edits: &[Edit]) -> isize {
    edits.iter().map(|edit| edit.new.len() as isize - edit.old.len() as isize).sum()
}

/// The changes from one stream to another, in words; those of layout are left out.
fn edits(own: &Stream, other: &Stream, differ: Differ) -> Vec<Edit> {
    let joined = |stream: &Stream, sentences: &[Range<usize>]| -> Vec<String> {
        sentences.iter().map(|range| stream.keys(range.clone()).concat()).collect()
    };
    let (old, new) = (own.sentences(), other.sentences());
    let (old_keys, new_keys) = (joined(own, &old), joined(other, &new));
    fn refs(keys: &[String]) -> Vec<&str> {
        keys.iter().map(String::as_str).collect()
    }
    let runs = differ(&refs(&old_keys), &refs(&new_keys));
    let words = |sentences: &[Range<usize>], run: &Range<usize>, all: usize| {
        let start = sentences.get(run.start).map_or(all, |s| s.start);
        start..if run.is_empty() { start } else { sentences[run.end - 1].end }
    };
    let mut found = Vec::new();
    for run in runs {
        let (from, to) =
            (words(&old, &run.old, own.words.len()), words(&new, &run.new, other.words.len()));
        for edit in differ(&own.keys(from.clone()), &other.keys(to.clone())) {
            let old = from.start + edit.old.start..from.start + edit.old.end;
            let new = to.start + edit.new.start..to.start + edit.new.end;
            if !is_same(&own.words[old.clone()], &other.words[new.clone()]) {
                found.push(Edit { old, new });
            }
        }
    }
    found
}

/// The changes of one sentence, or of some without a sentence between them that no copy changes.
struct Group {
    /// The words of the first copy.
    range: Range<usize>,
    /// The changes of each copy.
    edits: Vec<Vec<Edit>>,
}

fn groups(edits: &[Vec<Edit>], sentences: &[Range<usize>]) -> Vec<Group> {
    let of_copy = |(copy, edits): (usize, &Vec<Edit>)| -> Vec<(usize, Edit)> {
        edits.iter().map(|edit| (copy, edit.clone())).collect()
    };
    let mut all: Vec<(usize, Edit)> = edits.iter().enumerate().flat_map(of_copy).collect();
    all.sort_by_key(|(_, edit)| (edit.old.start, edit.old.end));
    let sentence = |word: usize| sentences.partition_point(|s| s.end <= word);
    let mut groups: Vec<Group> = Vec::new();
    for (copy, edit) in all {
        let joins = |last: &Range<usize>| {
            let end = last.end.max(last.start + 1);
            edit.old.start < last.end || sentence(edit.old.start) == sentence(end - 1)
        };
        if !groups.last().is_some_and(|last| joins(&last.range)) {
            groups.push(Group { range: edit.old.clone(), edits: vec![Vec::new(); edits.len()] });
        }
        if let Some(last) = groups.last_mut() {
            last.range.end = last.range.end.max(edit.old.end);
            last.edits[copy].push(edit);
        }
    }
    groups
}

/// The difference that a group of changes is.
fn difference(
    streams: &[Option<Stream>],
    own: &Stream,
    group: &Group,
    ahead: &[isize],
) -> Difference {
    let Group { range, edits } = group;
    // In the first copy, and those that agree with it, what any other one changes is marked.
    let mut changed: Vec<Range<usize>> =
        edits.iter().flatten().map(|edit| edit.old.clone()).collect();
    changed.sort_by_key(|range| range.start);
    let (mut values, mut keys, mut added) = (Vec::new(), Vec::new(), None);
    for ((stream, edits), ahead) in streams.iter().zip(edits).zip(ahead) {
        let Some(stream) = stream else {
            values.push(None);
            keys.push(None);
            continue;
        };
        let moved = |at: usize, by: isize| (at as isize + by).max(0) as usize;
        let run = moved(range.start, *ahead)..moved(range.end, ahead + grown(edits));
        let marks: Vec<Range<usize>> = match edits.is_empty() {
            true => changed.iter().map(|r| moved(r.start, *ahead)..moved(r.end, *ahead)).collect(),
            false => edits.iter().map(|edit| edit.new.clone()).collect(),
        };
        if range.is_empty() && !run.is_empty() {
            added.get_or_insert((stream, run.clone()));
        }
        keys.push(Some(stream.keys(run.clone()).concat()));
        values.push(Some(Value { pieces: pieces(stream, run, &marks), like: 0 }));
    }
    for (value, like) in values.iter_mut().zip(likes(&keys)) {
        if let Some((value, like)) = value.as_mut().zip(like) {
            value.like = like;
        }
    }
    // Words that only another copy has are where that one has them.
    let (place, label, heading) = match &added {
        Some((stream, words)) => stream.place(words),
        None => own.place(changed.first().unwrap_or(range)),
    };
    let kind = if heading { Kind::Heading } else { Kind::Text };
    Difference { kind, at: place.into(), label: label.into(), values }
}

/// Words in pieces: those around a run, and within it the marked and the others.
fn pieces(stream: &Stream, run: Range<usize>, marks: &[Range<usize>]) -> Vec<Piece> {
    let from = run.start.saturating_sub(AROUND);
    let to = (run.end + AROUND).min(stream.words.len());
    let mut pieces: Vec<Piece> = Vec::new();
    // Where words are missing an empty piece says where.
    let mut put = |text: String, shared: bool| {
        if !text.is_empty() || !shared {
            pieces.push(Piece { text, shared });
        }
    };
    let mut at = from;
    for mark in marks {
        let start = mark.start.max(at);
        let lead = if at == from && from > 0 { "…" } else { "" };
        put(format!("{lead}{}", stream.typed(at..start)), true);
        put(stream.typed(start..mark.end.max(start)), false);
        at = mark.end.max(start);
    }
    let tail = if to < stream.words.len() { "…" } else { "" };
    put(format!("{}{tail}", stream.typed(at..to)), true);
    pieces
}
