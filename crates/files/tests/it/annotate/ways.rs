//! Ways in which programs write one and the same Word document.

use super::anchored::comments::parts;

/// A way: its name, and what it makes of the main part.
pub type Way = (&'static str, fn(&str) -> String);

pub const WAYS: &[Way] = &[
    ("as it is", str::to_string),
    ("a run for each letter", |xml| {
        each_text(xml, |_, run, t, text| {
            text.iter().map(|c| format!("{run}{t}{c}</w:t></w:r>")).collect()
        })
    }),
    ("runs of three, one with several texts", |xml| {
        each_text(xml, |_, run, t, text| {
            let pieces = text.chunks(3).map(|p| format!("{t}{}</w:t>", p.concat()));
            format!(
                "{run}{}</w:r>",
                pieces
                    .collect::<Vec<_>>()
                    .join("<w:noBreakHyphen/>")
                    .replace("<w:noBreakHyphen/>", "")
            )
        })
    }),
    ("inserted, with something deleted before", |xml| {
        each_text(xml, |n, run, t, text| {
            let by = format!("w:id=\"{}\" w:author=\"甲\"", 9000 + n);
            let gone = format!("<w:del {by}><w:r><w:delText>旧文字</w:delText></w:r></w:del>");
            format!("{gone}<w:ins {by}>{run}{t}{}</w:t></w:r></w:ins>", text.concat())
        })
    }),
    ("in hyperlinks and smart tags", |xml| {
        each_text(xml, |n, run, t, text| {
            let (tag, about) = match n % 2 {
                0 => ("smartTag", "w:uri=\"urn:a\" w:element=\"b\""),
                _ => ("hyperlink", "w:anchor=\"a\""),
            };
            let text = text.concat();
            format!("<w:{tag} {about}>{run}{t}{text}</w:t></w:r></w:{tag}>")
        })
    }),
    ("in rich content controls", |xml| {
        each_text(xml, |_, run, t, text| {
            let text = text.concat();
            format!(
                "<w:sdt><w:sdtPr><w:tag w:val=\"a\"/></w:sdtPr><w:sdtContent>{run}{t}{text}</w:t></w:r></w:sdtContent></w:sdt>"
            )
        })
    }),
    ("with a text box in every paragraph", |xml| {
        each_text(xml, |_, run, t, text| {
            let (first, rest) = text.split_at(text.len() / 2);
            let pict = "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" style=\"width:9pt\"><v:textbox>\
            <w:txbxContent><w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
            format!(
                "{run}{t}{}</w:t></w:r>{pict}{run}{t}{}</w:t></w:r>",
                first.concat(),
                rest.concat()
            )
        })
    }),
    ("under another prefix", |xml| {
        xml.replace("<w:", "<ns0:")
            .replace("</w:", "</ns0:")
            .replace(" w:", " ns0:")
            .replace("xmlns:w=", "xmlns:ns0=")
    }),
    ("without a prefix", |xml| {
        let plain = xml.replace("<w:", "<").replace("</w:", "</");
        plain.replacen("xmlns:w=", &format!("xmlns=\"{MAIN}\" xmlns:w="), 1)
    }),
    ("with numbers for letters", |xml| {
        each_text(xml, |_, run, t, text| {
            let letter = |piece: &&str| match piece.chars().next() {
                Some(c) if piece.chars().count() == 1 => format!("&#{};", c as u32),
                _ => piece.to_string(),
            };
            format!("{run}{t}{}</w:t></w:r>", text.iter().map(letter).collect::<String>())
        })
    }),
    ("with every second run as CDATA", |xml| {
        each_text(xml, |n, run, t, text| {
            let text = text.concat();
            match n % 2 == 0 && !text.contains('&') {
                true => format!("{run}{t}<![CDATA[{text}]]></w:t></w:r>"),
                false => format!("{run}{t}{text}</w:t></w:r>"),
            }
        })
    }),
    ("with spaces among the words", |xml| {
        each_text(xml, |_, run, _, text| {
            let text = text.join(" ");
            format!("{run}<w:t xml:space=\"preserve\"> {text} </w:t></w:r>")
        })
    }),
    ("on indented lines", |xml| {
        ["<w:p>", "<w:r>", "<w:rPr>", "<w:t>", "<w:tc>", "</w:r>", "</w:p>", "</w:tc>"]
            .iter()
            .fold(xml.to_string(), |xml, tag| xml.replace(tag, &format!("\n  {tag}")))
    }),
    ("with empty paragraphs", |xml| xml.replace("<w:p>", "<w:p/><w:p>")),
];

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Replaces each run with one text by what `make` gives: for its number, the run up to its text, the
/// text's tag, and its letters (an entity is one).
fn each_text(xml: &str, make: impl Fn(usize, &str, &str, &[&str]) -> String) -> String {
    let mut made = String::new();
    for (n, piece) in xml.split_inclusive("</w:r>").enumerate() {
        let whole = piece.rfind("<w:r>").or_else(|| piece.rfind("<w:r ")).and_then(|begin| {
            let run = &piece[begin..];
            let at = run.find("<w:t>").or_else(|| run.find("<w:t "))?;
            let end = at + run[at..].find('>')? + 1;
            let text = run[end..].strip_suffix("</w:t></w:r>").filter(|t| !t.contains('<'))?;
            Some((begin, &run[..at], &run[at..end], text))
        });
        match whole {
            Some((begin, run, tag, text)) => {
                made.push_str(&piece[..begin]);
                made.push_str(&make(n, run, tag, &letters(text)));
            }
            None => made.push_str(piece),
        }
    }
    made
}

fn letters(text: &str) -> Vec<&str> {
    let mut letters = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if c == '&' { rest.find(';').unwrap() + 1 } else { c.len_utf8() };
        letters.push(&rest[..length]);
        rest = &rest[length..];
    }
    letters
}

/// The Word file with another main part, and these parts more.
pub fn with_main(file: &[u8], make: fn(&str) -> String, more: &[(&str, &str)]) -> Vec<u8> {
    let parts = parts(file).into_iter().map(|(name, (_, content))| {
        let text = String::from_utf8(content).unwrap();
        let text = if name == "word/document.xml" { make(&text) } else { text };
        (name, text)
    });
    let mut parts: Vec<(String, String)> = parts.collect();
    for (name, text) in more {
        parts.retain(|(known, _)| known != name);
        parts.push((name.to_string(), text.to_string()));
    }
    let parts: Vec<(&str, &String)> =
        parts.iter().map(|(name, text)| (name.as_str(), text)).collect();
    files::pack(&parts)
}
