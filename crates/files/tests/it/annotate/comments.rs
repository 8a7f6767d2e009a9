//! What was put into a Word document as comments, found without the program: everything else must be
//! as it was, byte for byte.

use std::collections::BTreeMap;

use rawzip::{CompressionMethod, ZipArchive};

/// A comment of ours: what it says, and the words it is about, without white space.
#[derive(Debug)]
pub struct Comment {
    pub said: String,
    pub words: String,
}

/// A part of a container: its compressed bytes, and its content.
pub type Part = (Vec<u8>, Vec<u8>);

/// The parts of a container, in order.
pub fn parts(bytes: &[u8]) -> Vec<(String, Part)> {
    let zip = ZipArchive::from_slice(bytes).unwrap();
    let mut parts = Vec::new();
    let mut entries = zip.entries();
    while let Some(entry) = entries.next_entry().unwrap() {
        let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
        let raw = zip.get_entry(entry.wayfinder()).unwrap().data().to_vec();
        let content = match entry.compression_method() {
            CompressionMethod::STORE => raw.clone(),
            _ => miniz_oxide::inflate::decompress_to_vec(&raw).unwrap(),
        };
        assert_eq!(rawzip::crc32(&content), entry.crc32(), "{name}");
        parts.push((name, (raw, content)));
    }
    parts
}

/// The parts that differ, with their content before (if they were there) and now. All others have the
/// same compressed bytes and stand in the same order.
pub fn changed(old: &[u8], new: &[u8]) -> BTreeMap<String, (Option<String>, String)> {
    let (old, new) = (parts(old), parts(new));
    let names = |parts: &[(String, Part)]| parts.iter().map(|p| p.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(&old), names(&new[..old.len()]), "the order of the parts");
    let text = |part: &Part| String::from_utf8(part.1.clone()).unwrap();
    let mut changed = BTreeMap::new();
    for (i, (name, part)) in new.iter().enumerate() {
        match old.get(i) {
            Some((_, before)) if before.0 == part.0 => {}
            before => {
                changed.insert(name.clone(), (before.map(|p| text(&p.1)), text(part)));
            }
        }
    }
    changed
}

/// The comments of ours in a Word document, after a look at everything else.
pub fn comments(old: &[u8], new: &[u8]) -> Vec<Comment> {
    let changed = changed(old, new);
    let mut comments = Vec::new();
    for (name, (before, now)) in &changed {
        let end = name.rsplit('/').next().unwrap();
        if name.starts_with("word/document") {
            same_but_for_marks(before.as_ref().unwrap(), now);
        } else if end.starts_with("comments") {
            let kept = before.as_deref().unwrap_or_default();
            let (kept, _) = kept.rsplit_once("</").unwrap_or_default();
            assert!(now.starts_with(kept), "{name} lost something");
            comments = elements(now, "comment").filter(|c| c.contains("年报自检")).collect();
        } else {
            let known = ["[Content_Types].xml", "document.xml.rels"];
            assert!(known.iter().any(|known| end.ends_with(known)), "{name} is changed");
            let before = before.as_deref().unwrap_or_default();
            let (kept, _) = before.rsplit_once("</").unwrap_or_default();
            assert!(now.starts_with(kept), "{name} lost something");
        }
    }
    let main = changed.iter().find(|(name, _)| name.starts_with("word/document"));
    let (_, (_, main)) = main.expect("the text is marked");
    let comment = |comment: &String| {
        let id = comment.split_once(":id=\"").unwrap().1.split('"').next().unwrap();
        Comment { said: words(comment), words: words(between(main, id)) }
    };
    comments.iter().map(comment).collect()
}

/// The elements of this local name, whole.
fn elements<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let end = format!(":{name}>");
    let pieces = xml.split_inclusive(&end).map(String::from).collect::<Vec<_>>();
    let begin = format!(":{name} ");
    pieces.into_iter().filter_map(move |piece| {
        let at = piece.rfind(&begin)?;
        Some(piece[at..].to_string())
    })
}

/// What is between the marks of a comment.
fn between<'a>(main: &'a str, id: &str) -> &'a str {
    let place = |mark: &str| {
        let places: Vec<_> = main.match_indices(&format!(":{mark} ")).collect();
        let own = places.into_iter().filter(|(at, _)| {
            let tag = main[*at..].split('>').next().unwrap();
            tag.contains(&format!(":id=\"{id}\""))
        });
        let own: Vec<usize> = own.map(|(at, _)| at).collect();
        assert_eq!(own.len(), 1, "{mark} {id}");
        own[0]
    };
    let (from, to) = (place("commentRangeStart"), place("commentRangeEnd"));
    assert!(from < to && to < place("commentReference"), "comment {id}");
    &main[from..to]
}

/// The words of a piece of markup, without white space.
pub fn words(xml: &str) -> String {
    let mut words = String::new();
    for piece in xml.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/']).next().unwrap();
        if name == "t" || name.ends_with(":t") {
            words.push_str(text);
        }
    }
    let plain = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    let plain = plain.replace("&#39;", "'").replace("&amp;", "&");
    plain.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Looks whether a text is an older one with marks of comments, and runs parted where they stand.
pub fn same_but_for_marks(old: &str, new: &str) {
    let mut segments = vec![String::new()];
    let mut rest = new;
    while let Some(length) = marks(rest, old) {
        let (before, behind) = length;
        // Marks that stand together are one place.
        if before > 0 || segments.len() == 1 {
            segments.last_mut().unwrap().push_str(&rest[..before]);
            segments.push(String::new());
        }
        rest = &rest[behind..];
    }
    segments.last_mut().unwrap().push_str(rest);
    let mut at = 0;
    let mut begin = 0;
    for (i, segment) in segments.iter().enumerate() {
        let segment = &segment[begin..];
        let next = segments.get(i + 1);
        let joined = |gone: usize, next_begin: usize, dropped: usize| {
            let kept = &segment[..segment.len() - gone];
            let after = at + kept.len() + dropped;
            let fits = old[at..].starts_with(kept)
                && next.is_none_or(|next| {
                    let ahead = &next[next_begin..];
                    // A stretch that is long enough to be sure, up to where the next mark may part it.
                    let length = ahead.len().saturating_sub(40).clamp(ahead.len().min(1), 400);
                    let mut length = length.min(ahead.len());
                    while !ahead.is_char_boundary(length) {
                        length -= 1;
                    }
                    old[after..].starts_with(&ahead[..length])
                });
            fits.then_some((after, next_begin))
        };
        let found = joined(0, 0, 0).or_else(|| {
            let next = next?;
            let tags: Vec<usize> = next.match_indices('>').map(|(at, _)| at + 1).take(60).collect();
            let ends = [segment.rfind("</").unwrap_or(0)];
            let mut gone: Vec<usize> = ends.iter().map(|at| segment.len() - at).collect();
            let inner = segment[..ends[0]].rfind("</").unwrap_or(0);
            if segment[inner..ends[0]].ends_with('>') {
                gone.insert(0, segment.len() - inner);
            }
            for gone in gone {
                for begin in &tags {
                    if let Some(found) = joined(gone, *begin, 0) {
                        return Some(found);
                    }
                }
            }
            // A paragraph that was empty: `<w:p/>`.
            let closed = old[at..].get(segment.len() - 1..segment.len() + 1) == Some("/>");
            closed.then(|| joined(1, tags[0], 2)).flatten()
        });
        let Some((after, next_begin)) = found else {
            let around = &segment[segment.len().saturating_sub(300)..];
            panic!("segment {i} is not in the old text: …{around}\n=== next: {:.300?}", next);
        };
        (at, begin) = (after, next_begin);
    }
    assert_eq!(at, old.len(), "the new text ends early");
}

/// Where the first marks of comments begin and end that the old text does not have.
fn marks(text: &str, old: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find(":commentR")?;
        let begin = text[..at].rfind('<')?;
        let end = at + text[at..].find('>')? + 1;
        let tag = &text[begin..end];
        if old.contains(tag) {
            from = end;
            continue;
        }
        if !tag.contains("commentReference") {
            return Some((begin, end));
        }
        // The reference is in a run of its own.
        let run = text[..begin].rfind('<')?;
        let close = end + text[end..].find('>')? + 1;
        return Some((run, close));
    }
}
