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
    let xml = xml.replace("<![CDATA[", "").replace("]]>", "");
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
    let mut whole = String::new();
    for (i, piece) in plain.split("&#").enumerate() {
        let letter = piece.split_once(';').filter(|_| i > 0);
        let letter = letter.and_then(|(n, rest)| Some((char::from_u32(n.parse().ok()?)?, rest)));
        match letter {
            Some((letter, rest)) => whole.extend([letter.to_string().as_str(), rest]),
            None => whole.push_str(piece),
        }
    }
    whole.chars().filter(|c| !c.is_whitespace()).collect()
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
    let mut furthest = 0;
    if !follow(&segments, 0, old, &mut furthest) {
        let end = segments[..=furthest].last().unwrap();
        let around: String =
            end.chars().rev().take(200).collect::<Vec<_>>().into_iter().rev().collect();
        panic!("what precedes a mark is not in the old text: …{around}");
    }
}

/// Whether these stretches are what is left of the old text: each follows the one before, but for
/// what parts a run between them. The first one begins with what parts it, if anything.
fn follow(segments: &[String], begin: usize, old: &str, furthest: &mut usize) -> bool {
    let mut open: Vec<(usize, usize, usize)> = vec![(0, begin, 0)];
    while let Some((i, begin, at)) = open.pop() {
        *furthest = i.max(*furthest);
        let segment = &segments[i][begin..];
        let Some(next) = segments.get(i + 1) else {
            if &old[at..] == segment {
                return true;
            }
            continue;
        };
        let last = segment.rfind("</").unwrap_or(segment.len());
        let inner = segment[..last].rfind("</").unwrap_or(last);
        let tags = next.match_indices('>').map(|(at, _)| at + 1).take(60);
        let tags: Vec<usize> = tags.collect();
        // A paragraph that was empty: `<w:p/>`.
        if segment.ends_with('>') && old[at..].starts_with(&segment[..segment.len() - 1]) {
            let behind = at + segment.len() - 1;
            if old[behind..].starts_with("/>") {
                open.push((i + 1, tags[0], behind + 2));
            }
        }
        for gone in [inner, last] {
            if old[at..].starts_with(&segment[..gone]) && gone < segment.len() {
                let behind = at + gone;
                let rest = &old[behind..];
                let fits = |begin: &&usize| {
                    let ahead = &next[**begin..];
                    ahead.is_empty() || rest.starts_with(ahead.chars().next().unwrap())
                };
                open.extend(tags.iter().filter(fits).rev().map(|begin| (i + 1, *begin, behind)));
            }
        }
        if old[at..].starts_with(segment) {
            open.push((i + 1, 0, at + segment.len()));
        }
    }
    false
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
