//! What styles on the clipboard say of words: raised, struck out or hidden, by which they are no part
//! of a number beside them. Browsers give no looks of a page that is not shown, so these few words of
//! CSS are read here.

use report::document::AsideKind;

/// The kind of an element's words, by its name and its declarations; `None` for ordinary words. Of
/// parts of a table only what strikes or hides them counts: `sub` aligns their text.
pub fn kind(name: &str, style: &str) -> Option<AsideKind> {
    let style: String = style.to_ascii_lowercase().split_whitespace().collect();
    let says = |words: &[&str]| words.iter().any(|word| style.contains(word));
    let raises = ["vertical-align:super", "vertical-align:sub", "mso-text-raise"];
    match name {
        "s" | "strike" | "del" => Some(AsideKind::Struck),
        "sup" | "sub" => Some(AsideKind::Raised),
        _ if says(&["display:none", "visibility:hidden", "mso-hide:all"]) => {
            Some(AsideKind::Hidden)
        }
        _ if says(&["line-through"]) => Some(AsideKind::Struck),
        "td" | "th" | "tr" | "table" => None,
        _ => says(&raises).then_some(AsideKind::Raised),
    }
}

/// The classes of a style sheet with what it declares for each, in lower case. Only the last class of
/// a selector counts, as Word and spreadsheets write them.
pub fn classes(css: &str) -> Vec<(String, &str)> {
    let mut classes = Vec::new();
    for (selectors, style) in css.split('}').filter_map(|rule| rule.split_once('{')) {
        for selector in selectors.split(',') {
            let Some((_, last)) = selector.rsplit_once('.') else { continue };
            let ends =
                |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_');
            let end = last.find(ends);
            let name = &last[..end.unwrap_or(last.len())];
            if last[name.len()..].trim().is_empty() && !name.is_empty() {
                classes.push((name.to_ascii_lowercase(), style));
            }
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_raised_struck_or_hidden_by_name_style_or_class() {
        use AsideKind::{Hidden, Raised, Struck};
        for (name, style, expected) in [
            ("sup", "", Some(Raised)),
            ("span", "mso-text-raise:4.0pt", Some(Raised)),
            ("font", "font-size:9pt; Vertical-Align: super", Some(Raised)),
            ("td", "text-decoration:line-through", Some(Struck)),
            ("td", "vertical-align:sub", None),
            ("span", "display : none", Some(Hidden)),
            ("span", "vertical-align:middle; text-decoration:underline", None),
        ] {
            assert_eq!(kind(name, style), expected, "{name} {style}");
        }
    }

    #[test]
    fn classes_are_found_in_what_word_and_spreadsheets_write() {
        let css = "<!-- table {mso-x:1} .font6\r\n\t{vertical-align:super;} \
            span.MsoFootnoteReference, .xl65 {text-decoration:line-through} a.b:hover{display:none} -->";
        let found = classes(css);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["font6", "msofootnotereference", "xl65"]);
        assert_eq!(kind("font", found[0].1), Some(AsideKind::Raised));
    }
}
