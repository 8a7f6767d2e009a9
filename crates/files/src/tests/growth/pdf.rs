//! What only PDF files have.

use std::fmt::Write;

use miniz_oxide::deflate::compress_to_vec_zlib;

use super::texts::{Kind, done, fill};
use crate::tests::pdf::{FONT, file, page, stream};

pub fn pdf(operators: &str) -> Vec<u8> {
    page(&stream("", format!("BT /F 9 Tf 50 800 Td {operators} ET").as_bytes()))
}

fn packed_pdf(content: &str) -> Vec<u8> {
    page(&stream("/Filter/FlateDecode", &compress_to_vec_zlib(content.as_bytes(), 6)))
}

/// A file of many pages with the same small content each.
fn pages(size: usize, content: &str) -> Vec<u8> {
    let count = (size / 200).max(1);
    let kids: String = (0..count).map(|i| format!("{} 0 R ", i * 2 + 4)).collect();
    let list =
        format!("<</Type/Pages/Kids[{kids}]/Count {count}/MediaBox[0 0 600 800]>>").into_bytes();
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), list, FONT.to_vec()];
    for i in 0..count {
        let at = i * 2 + 5;
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/Contents {at} 0 R/Resources<</Font<</F 3 0 R>>>>>>")
                .into_bytes(),
        );
        objects.push(stream("", content.as_bytes()));
    }
    file(&objects.iter().map(Vec::as_slice).collect::<Vec<_>>(), "")
}

pub const KINDS: &[Kind] = &[
    ("pdf, operators", |size| {
        pdf(&fill(size, |i, t| done(writeln!(t, "0 -{} Td (abc {i}) Tj", i % 3))))
    }),
    ("pdf, one line", |size| pdf(&format!("({}) Tj", "a".repeat(size)))),
    ("pdf, equal places", |size| pdf(&"1 0 0 1 50 700 Tm (a) Tj\n".repeat(size / 25))),
    ("pdf, columns", |size| {
        pdf(&fill(size, |i, t| {
            done(writeln!(t, "1 0 0 1 {} {} Tm ({i}) Tj", i % 8 * 70, 810 - i / 8 % 90 * 9))
        }))
    }),
    ("pdf, drawn lines", |size| {
        page(&stream(
            "",
            fill(size, |i, t| {
                done(writeln!(t, "{0} 0 m {0} 800 l S\n0 {0} m 600 {0} l S", i % 600))
            })
            .as_bytes(),
        ))
    }),
    ("pdf, drawn boxes", |size| {
        page(&stream(
            "",
            format!(
                "BT /F 9 Tf 55 705 Td (a) Tj ET {}",
                fill(size, |i, t| done(writeln!(
                    t,
                    "{} {} 20 10 re S",
                    i % 30 * 20,
                    i / 30 % 80 * 10
                )))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, one path", |size| {
        page(&stream(
            "",
            format!(
                "0 0 m {} S",
                fill(size, |i, t| done(writeln!(t, "{} {} l", i % 600, i * 7 % 800)))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, filled path", |size| {
        page(&stream(
            "",
            format!(
                "0 0 m {} f",
                fill(size, |i, t| done(writeln!(t, "{} {} l", i % 600, i * 7 % 800)))
            )
            .as_bytes(),
        ))
    }),
    ("pdf, states", |size| {
        page(&stream("", format!("{}BT /F 9 Tf (a) Tj ET", "q ".repeat(size / 2)).as_bytes()))
    }),
    ("pdf, marks", |size| {
        page(&stream(
            "",
            format!("BT /F 9 Tf 50 700 Td {} ET", "/P <</MCID 1>> BDC (a) Tj ".repeat(size / 26))
                .as_bytes(),
        ))
    }),
    ("pdf, forms", |size| {
        page(&stream(
            "/Type/XObject/Subtype/Form",
            format!("BT /F 9 Tf 50 700 Td (a) Tj ET {}", "/X Do ".repeat(size / 6)).as_bytes(),
        ))
    }),
    ("pdf, packed", |size| {
        packed_pdf(&format!(
            "BT /F 9 Tf 50 800 Td {} ET",
            fill(size, |i, t| done(writeln!(t, "0 -9 Td (abc {i}) Tj")))
        ))
    }),
    ("pdf, pages", |size| pages(size, "BT /F 9 Tf 50 700 Td (abc) Tj ET")),
    ("pdf, objects", |size| {
        let one = stream("", b"BT /F 9 Tf 50 700 Td (abc) Tj ET");
        let mut objects: Vec<&[u8]> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            &one,
            FONT,
        ];
        objects.resize(5 + size / 40, b"<</A 1>>");
        file(&objects, "")
    }),
    ("pdf, contents", |size| {
        let count = size / 90;
        let list: String = (0..count).map(|i| format!("{} 0 R ", i + 5)).collect();
        let own =
            format!("<</Type/Page/Parent 2 0 R/Contents[{list}]/Resources<</Font<</F 4 0 R>>>>>>")
                .into_bytes();
        let one = stream("", b"BT /F 9 Tf 50 700 Td (abc) Tj ET");
        let mut objects: Vec<&[u8]> = vec![
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 600 800]>>",
            &own,
            FONT,
        ];
        objects.resize(4 + count, &one);
        file(&objects, "")
    }),
    ("pdf, no table of objects", |size| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend("1 0 obj <</A 1>> endobj\n".repeat(size / 24).into_bytes());
        bytes.extend(b"startxref\n0\n%%EOF");
        bytes
    }),
    ("pdf, open streams", |size| {
        let mut bytes = b"%PDF-1.7\n".to_vec();
        bytes.extend("1 0 obj <<>> stream\n".repeat(size / 20).into_bytes());
        bytes.extend(b"startxref\n0\n%%EOF");
        bytes
    }),
];
