//! The report's text as the content of a web page (网页内容), for a portal whose editor takes a page's content
//! without its style sheet: each element has its look by attributes of its own, and no scripts, classes or ids. The
//! title is left out: a portal has a field for it.

use std::fmt::Write;

use report::Report;
use report::compose::compose;
use report::document::{Block, Role};

use super::{With, escape, html};
use crate::read::html::tokens::{Tag, Token, tokens};

const HEADING: &str = "text-indent:2em;line-height:2;margin:0;font-weight:normal;font-size:16pt;\
                       font-family:黑体,SimHei,sans-serif";
const SUBHEADING: &str = "text-indent:2em;line-height:2;margin:0;font-weight:normal;font-size:16pt;\
                          font-family:楷体,KaiTi,serif";
const TEXT: &str = "text-indent:2em;line-height:2;margin:0;text-align:justify;font-size:16pt;\
                    font-family:仿宋,FangSong,serif";
const SIGNATURE: &str = "text-align:right;line-height:2;margin:0;padding-right:2em;font-size:16pt;\
                         font-family:仿宋,FangSong,serif";
const CAPTION: &str =
    "text-align:center;line-height:2;margin:0;font-size:14pt;font-family:黑体,SimHei,sans-serif";
const TABLE: &str = "border-collapse:collapse;width:100%;font-size:10.5pt;line-height:1.5;\
                     font-family:宋体,SimSun,serif";
const CELL: &str = "border:1px solid #555555;padding:3px 5px;text-align:center;font-weight:normal";
const HEAD: &str = "border:1px solid #555555;padding:3px 5px;text-align:center;font-weight:normal;\
                    background-color:#f2f2f2";
const LABEL: &str = "border:1px solid #555555;padding:3px 5px;text-align:left;font-weight:normal";

/// The report as a file that has the content of a page and no head.
pub fn file(report: &Report, _: With) -> Vec<u8> {
    fragment(report).into_bytes()
}

/// The content as HTML, without `<html>` and `<body>`.
pub fn fragment(report: &Report) -> String {
    let mut blocks = compose(report).blocks;
    blocks.retain(|block| !matches!(block, Block::Paragraph(p) if p.role == Role::Title));
    let mut page = String::new();
    html::push_blocks(&mut page, &blocks);
    styled(&page)
}

/// Our own markup with the look of each element in attributes. Elements without a look of their own (the
/// blocks that keep lines together in print) are left out.
fn styled(page: &str) -> String {
    let mut styled = String::with_capacity(page.len() * 2);
    let mut open = Vec::new();
    for token in tokens(page) {
        match token {
            Token::Start(tag) => {
                let is_empty = matches!(&*tag.name, "br" | "col" | "wbr");
                let kept = push_start(&mut styled, &tag);
                if !is_empty {
                    open.push(kept);
                }
            }
            Token::End(name) => {
                if open.pop().unwrap_or(false) {
                    let _ = write!(styled, "</{name}>");
                }
            }
            Token::Text(text) => styled.push_str(&escape(&text)),
        }
    }
    styled
}

/// Appends a start tag; whether the element is kept.
fn push_start(styled: &mut String, tag: &Tag) -> bool {
    let attribute = |name: &str| tag.attribute(name).unwrap_or_default();
    let (class, scope) = (attribute("class"), attribute("scope"));
    let style = match &*tag.name {
        "h1" | "h2" => HEADING,
        "h3" => SUBHEADING,
        "p" if class == "signature" => SIGNATURE,
        "p" if class == "table-title" => CAPTION,
        "p" => TEXT,
        "caption" => CAPTION,
        "div" if class.starts_with("scroll") => "overflow-x:auto;margin:12px 0",
        "div" | "wbr" => return false,
        "table" => TABLE,
        "th" if scope == "row" => LABEL,
        "th" if scope == "rowgroup" => CELL,
        "th" => HEAD,
        "td" => CELL,
        "col" => attribute("style"),
        _ => "",
    };
    let _ = write!(styled, "<{}", tag.name);
    // Editors that remove styles, too, leave a table its lines by these.
    if tag.name == "table" {
        styled.push_str(" border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\"");
    }
    for name in ["scope", "colspan", "rowspan"] {
        if let Some(value) = tag.attribute(name) {
            let _ = write!(styled, " {name}=\"{value}\"");
        }
    }
    let level: usize = attribute("data-level").parse().unwrap_or(0);
    if level > 0 {
        let _ = write!(styled, " style=\"{style};padding-left:{}em\"", level + 1);
    } else if !style.is_empty() {
        let _ = write!(styled, " style=\"{style}\"");
    }
    styled.push('>');
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::full_report;

    #[test]
    fn a_portal_that_keeps_the_content_keeps_the_report() {
        for form in report::FORMS {
            let report = full_report(form);
            let fragment = fragment(&report);
            for gone in ["class=", " id=", "<script", "headers=", "data-", "<h1"] {
                assert!(!fragment.contains(gone), "{gone}");
            }
            let page = format!("<html><body><h1>{}</h1>{fragment}</body></html>", report.title);
            let (read, notes) = crate::read_report(page.as_bytes()).unwrap();
            assert_eq!(read, report, "form {}", form.id);
            assert_eq!(notes, []);
        }
    }

    /// An editor that removes every style keeps lines, heads and spans of the tables.
    #[test]
    fn tables_have_lines_without_styles() {
        let report = full_report(report::form("2021").unwrap());
        let fragment = fragment(&report);
        assert_eq!(fragment.matches("<table border=\"1\"").count(), report.form.tables.len());
        assert!(fragment.contains("colspan=") && fragment.contains("scope=\"row\""));
        for (open, close) in
            [("<table", "</table>"), ("<td", "</td>"), ("<th ", "</th>"), ("<p ", "</p>")]
        {
            assert_eq!(fragment.matches(open).count(), fragment.matches(close).count(), "{open}");
        }
    }
}
