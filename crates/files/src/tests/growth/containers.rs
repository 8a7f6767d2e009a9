//! What only mails, zip files and JSON have.

use std::fmt::Write;

use super::packed::mail;
use super::texts::{BEGIN, Kind, done, fill};
use crate::archive::pack;

pub const KINDS: &[Kind] = &[
    ("mht, parts", |size| {
        let parts =
            fill(size, |i, t| done(writeln!(t, "--x\r\nContent-Type: text/html\r\n\r\n<p>{i}\r")));
        format!(
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n{parts}--x--"
        )
        .into_bytes()
    }),
    ("mht, equals signs", |size| mail("quoted-printable", &"= ".repeat(size / 2))),
    ("mht, blanks after an equals sign", |size| {
        mail("quoted-printable", &format!("={}", " ".repeat(999)).repeat(size / 1000))
    }),
    ("mht, head", |size| {
        format!("MIME-Version: 1.0\r\n{}\r\n\r\n<p>", "X: y\r\n z\r\n".repeat(size / 10))
            .into_bytes()
    }),
    ("mht, parameters", |size| {
        format!(
            "MIME-Version: 1.0\r\nContent-Type: text/html;{}\r\n\r\n<p>",
            "a=b;".repeat(size / 4)
        )
        .into_bytes()
    }),
    ("mht, boundaries", |size| {
        let mut text =
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".to_string();
        text += &"--x\r\nContent-Type: multipart/related; boundary=x\r\n\r\n".repeat(size / 54);
        text.into_bytes()
    }),
    ("zip, entries", |size| {
        let names: Vec<(String, String)> = (0..size / 150)
            .map(|i| (format!("a{i}.txt"), format!("{BEGIN}新收申请{i}件。")))
            .collect();
        pack(&names.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>())
    }),
    ("zip, empty entries", |size| {
        let names: Vec<String> = (0..size / 100).map(|i| format!("a{i}")).collect();
        pack(&names.iter().map(|n| (n.as_str(), "")).collect::<Vec<_>>())
    }),
    ("zip, overlapping entries", overlapping),
    ("docx, entries", |size| {
        let names: Vec<String> =
            (0..(size / 100).min(9_000)).map(|i| format!("word/header{i}.xml")).collect();
        let mut parts =
            vec![("word/document.xml", "<w:document><w:body><w:p/></w:body></w:document>")];
        parts.extend(names.iter().map(|n| (n.as_str(), "<w:p><w:r><w:t>a</w:t></w:r></w:p>")));
        pack(&parts)
    }),
    ("json, prose", |size| {
        let mut report = corpus::random::consistent(report::newest_form(), 3);
        report.sections[0].text =
            fill(size, |i, t| done(writeln!(t, "新收政府信息公开申请{}件。", i % 977)));
        crate::write(&report, None, "json").unwrap()
    }),
];

/// A zip whose directory names the same entry many times.
fn overlapping(size: usize) -> Vec<u8> {
    let one = pack(&[("a.txt", "件".repeat(10_000))]);
    let from = one.windows(4).position(|w| w == b"PK\x01\x02").unwrap_or(0);
    let end = one.len() - 22;
    let count = size / (end - from);
    let directory = one[from..end].repeat(count);
    let mut bytes = [&one[..from], &directory].concat();
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&(count as u16).to_le_bytes());
    tail[10..12].copy_from_slice(&(count as u16).to_le_bytes());
    tail[12..16].copy_from_slice(&(directory.len() as u32).to_le_bytes());
    tail[16..20].copy_from_slice(&(from as u32).to_le_bytes());
    bytes.extend(tail);
    bytes
}
