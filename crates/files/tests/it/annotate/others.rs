//! Workbooks; files that are damaged; and what other programs say of annotated files.

use std::path::Path;

use corpus::Dice;
use corpus::random::consistent;
use files::annotate;
use report::Finding;
use report::checks::check;

use super::anchored::comments::{changed, comments, parts};
use super::anchored::everywhere;
use super::{faulty, ways};

const OTHER: &str =
    "<w:comment w:id=\"0\" w:author=\"甲\"><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment>";
const RELATIONS: &str = "<?xml version=\"1.0\"?><Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId7\" \
    Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" \
    Target=\"comments.xml\"/></Relationships>";

/// The main part with a comment of somebody on its first run.
fn commented(xml: &str) -> String {
    let mark = |what: &str| format!("<w:{what} w:id=\"0\"/>");
    let begin = mark("commentRangeStart") + "<w:r>";
    let end = format!("</w:r>{}<w:r>{}</w:r>", mark("commentRangeEnd"), mark("commentReference"));
    xml.replacen("<w:r>", &begin, 1).replacen("</w:r>", &end, 1)
}

#[test]
fn comments_of_others_stay() {
    let report = faulty(2);
    let file = files::write(&report, None, "docx").unwrap();
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let list = format!("<w:comments xmlns:w=\"{main}\">{OTHER}</w:comments>");
    let more = [("word/comments.xml", &*list), ("word/_rels/document.xml.rels", RELATIONS)];
    let file = ways::with_main(&file, commented, &more);
    let findings = check(&report, None).findings;
    let new = annotate(&file, &report, &findings).unwrap();
    assert_eq!(comments(&file, &new).len(), findings.len());
    let changed = changed(&file, &new);
    let names: Vec<&str> = changed.keys().map(String::as_str).collect();
    assert_eq!(names, ["word/comments.xml", "word/document.xml"]);
    assert_eq!(changed["word/comments.xml"].1.matches("w:id=\"0\"").count(), 1);
    // Once more, on what has comments of ours already.
    let again = annotate(&new, &report, &findings).unwrap();
    assert_eq!(comments(&new, &again).len(), findings.len() * 2);
}

/// In a workbook every finding is in a note of its cell; all else stays.
#[test]
fn findings_are_notes_in_workbooks() {
    let report = faulty(4);
    let file = files::write(&report, None, "xlsx").unwrap();
    let (report, _) = files::read_report(&file).unwrap();
    let findings = check(&report, None).findings;
    let new = annotate(&file, &report, &findings).unwrap();
    assert_eq!(files::read_report(&new).unwrap().0, report);
    let places = files::locate_report(&file).unwrap().places;
    let changed = changed(&file, &new);
    let notes: String = changed
        .iter()
        .filter(|(n, _)| n.starts_with("xl/comments"))
        .map(|(_, t)| t.1.as_str())
        .collect();
    assert_eq!(notes.matches("依据：").count(), findings.len());
    let mut in_cells = 0;
    for finding in &findings {
        let Some(spot) = places.get(&finding.at) else { continue };
        let cell = spot.rsplit('”').next().unwrap();
        let of_cell =
            notes.split("<comment ").filter(|n| n.starts_with(&format!("ref=\"{cell}\"")));
        let head = format!("{} {}：", finding.severity.word(), finding.rule);
        assert!(of_cell.into_iter().any(|note| note.contains(&head)), "{spot} {head}");
        in_cells += 1;
    }
    assert!(in_cells > 10, "{in_cells}");
    for (name, (before, now)) in &changed {
        let added = name.starts_with("xl/comments") || name.ends_with(".vml") || before.is_none();
        let known = ["[Content_Types].xml", ".rels"].iter().any(|end| name.ends_with(end));
        if !added && !known {
            let at = now.find("<legacyDrawing").unwrap();
            let end = at + now[at..].find("/>").unwrap() + 2;
            assert_eq!(
                format!("{}{}", &now[..at], &now[end..]),
                *before.as_ref().unwrap(),
                "{name}"
            );
        }
    }
    let again = annotate(&new, &report, &findings).unwrap();
    let notes: String = parts(&again)
        .into_iter()
        .filter(|(n, _)| n.starts_with("xl/comments"))
        .map(|(_, (_, text))| String::from_utf8(text).unwrap())
        .collect();
    assert_eq!(notes.matches("依据：").count(), findings.len() * 2);
}

/// Whatever is broken in a file: the answer is a sentence, or a file that reads as the old one.
#[test]
fn damaged_files_are_refused_or_stay_whole() {
    let report = consistent(report::form("2008").unwrap(), 1);
    let good = files::write(&report, None, "docx").unwrap();
    let findings: Vec<Finding> = everywhere(&report).into_iter().take(6).collect();
    let mut dice = Dice::new(16);
    let (mut refused, mut made) = (0, 0);
    let mut attempt = |bytes: &[u8]| match annotate(bytes, &report, &findings) {
        Err(error) => {
            assert!(error.message.ends_with('。'), "{error}");
            refused += 1;
        }
        Ok(new) => {
            let [old, new] = [bytes, &new].map(|bytes| files::read(bytes).unwrap().document);
            assert_eq!(old.blocks, new.blocks);
            made += 1;
        }
    };
    let all = parts(&good);
    for _ in 0..250 {
        // A part that is wrong in a place, in a sound container.
        let chosen = dice.roll(all.len());
        let mut changed: Vec<(&str, Vec<u8>)> =
            all.iter().map(|(name, (_, text))| (name.as_str(), text.clone())).collect();
        let text = &mut changed[chosen].1;
        let at = dice.roll(text.len().max(1));
        match dice.roll(4) {
            0 => text.truncate(at),
            1 => drop(text.drain(at..(at + dice.roll(40)).min(text.len()))),
            2 => text.splice(at..at, b"</w:p><w:t>".iter().copied()).for_each(drop),
            _ => text
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte = b"<>\"&/\xff"[dice.roll(6)]),
        }
        attempt(&files::pack(&changed));
    }
    for _ in 0..250 {
        let mut bytes = good.clone();
        let at = dice.roll(bytes.len());
        bytes[at] = dice.roll(256) as u8;
        attempt(&bytes);
    }
    assert!(refused > 50 && made > 50, "{refused} refused, {made} made");
}

#[test]
fn other_kinds_are_told_apart() {
    let report = faulty(1);
    for format in ["html", "csv", "txt", "json"] {
        let file = files::write(&report, None, format).unwrap();
        let error = annotate(&file, &report, &everywhere(&report)).unwrap_err();
        assert_eq!(error.code, files::Code::Unsupported);
        assert!(error.message.contains("docx"), "{error}");
    }
}

/// Ways that the validator or the readers do not know: smart tags are older than the Office it is asked
/// about, and indented lines stand for no program.
fn unknown(way: &str) -> bool {
    ["smart tags", "indented"].iter().any(|word| way.contains(word))
}

/// Annotated files of every form, and in the ways of writing them.
pub fn annotated(folder: &Path) {
    let put = |name: String, bytes: Vec<u8>| std::fs::write(folder.join(name), bytes).unwrap();
    for seed in 0..report::FORMS.len() as u64 {
        let report = faulty(seed);
        for format in ["docx", "xlsx"] {
            let file = files::write(&report, None, format).unwrap();
            let new = annotate(&file, &report, &check(&report, None).findings).unwrap();
            put(format!("annotated-{seed}.{format}"), new);
        }
    }
    let report = faulty(0);
    let file = files::write(&report, None, "docx").unwrap();
    for (i, (_, way)) in ways::WAYS.iter().enumerate().filter(|(_, (name, _))| !unknown(name)) {
        let file = ways::with_main(&file, *way, &[]);
        let (report, _) = files::read_report(&file).unwrap();
        put(format!("way-{i}.docx"), annotate(&file, &report, &everywhere(&report)).unwrap());
    }
}
