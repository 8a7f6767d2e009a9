//! The part of style sheets that changes what is read of an element: whether it is hidden, struck
//! out or raised. Rules for print, for narrow screens and for states of an element are deliberately
//! ignored; of a selector only the last part is compared with an element.

use std::collections::HashMap;

use report::steps;

use crate::read::styles::SMALL;

/// How an element is displayed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Look {
    pub hidden: bool,
    pub struck: bool,
    pub raised: bool,
    /// Its text is white.
    pub unlike: bool,
    /// Its text is in small type.
    pub small: bool,
    /// A rule displays it although others hide it.
    shown: bool,
}

impl Look {
    /// The effect of declarations, given in lower case and without spaces.
    pub fn of(style: &str) -> Look {
        let says = |name: &str, values: &[&str]| {
            style
                .split(';')
                .filter_map(|d| d.split_once(':'))
                .any(|(n, v)| n == name && values.contains(&v.trim_end_matches("!important")))
        };
        let hidden = says("display", &["none"])
            || says("visibility", &["hidden", "collapse"])
            || says("mso-hide", &["all"])
            || says("opacity", &["0"])
            || says("font-size", &["0", "0px", "0pt", "0em"])
            || is_cut_away(style)
            || style.split(';').filter_map(|d| d.split_once(':')).any(is_outside);
        let shown = !hidden && style.split(';').any(|d| d.starts_with("display:"));
        let struck = style.contains("line-through");
        let raised = says("vertical-align", &["super", "sub"])
            || style.contains("position:relative") && style.contains("top:-");
        let white = ["#fff", "#ffffff", "white", "rgb(255,255,255)", "transparent"];
        let unlike = says("color", &white);
        let small = style.split(';').filter_map(|d| d.strip_prefix("font-size:")).any(is_small);
        Look { hidden, struck, raised, unlike, small, shown }
    }

    /// The combination of both.
    pub fn or(self, other: Look) -> Look {
        Look {
            hidden: self.hidden || other.hidden && !self.shown,
            struck: self.struck || other.struck,
            raised: self.raised || other.raised,
            unlike: self.unlike || other.unlike,
            small: self.small || other.small,
            shown: self.shown || other.shown,
        }
    }
}

/// Whether nothing is left of an element: it is cut to nothing, or without width or height.
fn is_cut_away(style: &str) -> bool {
    let nothing = ["width", "height", "max-width", "max-height"].iter().any(|name| {
        let size = |d: &str| d.strip_prefix(name)?.strip_prefix(':').map(String::from);
        style.split(';').filter_map(size).any(|v| matches!(v.as_str(), "0" | "0px" | "1px"))
    });
    let cut = style.contains("clip:rect(0") && style.contains("position:absolute");
    cut || nothing && style.contains("overflow:hidden")
}

/// Whether a size is that of small type.
fn is_small(size: &str) -> bool {
    let number = |unit: &str| size.strip_suffix(unit).and_then(|n| n.parse::<f32>().ok());
    number("pt").is_some_and(|n| n <= SMALL)
        || number("px").is_some_and(|n| n * 0.75 <= SMALL)
        || number("%").is_some_and(|n| n < 70.0)
        || number("em").is_some_and(|n| n < 0.7)
        || matches!(size, "x-small" | "xx-small" | "smaller")
}

/// Whether a declaration moves an element out of the page: `left:-9999px`.
fn is_outside((name, value): (&str, &str)) -> bool {
    let far = |v: &str| v.bytes().take_while(u8::is_ascii_digit).count() > 2;
    matches!(name, "left" | "right" | "top" | "text-indent" | "margin-left")
        && value.strip_prefix('-').is_some_and(far)
}

/// The rules, by the class, id or element to which they apply.
#[derive(Default)]
pub struct Sheet {
    rules: HashMap<String, Vec<Rule>>,
    count: usize,
}

struct Rule {
    /// What an element must have: `.class`, `#id` or its name.
    needs: Vec<String>,
    look: Look,
    /// The rule with the higher rank wins: narrower selectors before wider ones, later rules before
    /// earlier ones.
    rank: (usize, usize),
}

/// Most rules that are kept; real pages have a few dozen that matter.
const RULES: usize = 300;

/// Most classes and the like that a rule asks of an element, and most that an element has.
const NEEDS: usize = 8;
const CLASSES: usize = 30;

impl Sheet {
    /// Reads a style sheet.
    pub fn read(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let selectors = before.rsplit([';', '}']).next().unwrap_or_default().trim();
            if let Some(at_rule) = selectors.strip_prefix('@') {
                let at_rule = at_rule.to_ascii_lowercase();
                let narrow = ["print", "width", "height", "keyframes", "font-face", "page"];
                let means = !narrow.iter().any(|w| at_rule.contains(w));
                // The rules inside are read next, or skipped.
                rest = if means { after } else { &after[block_end(after)..] };
                continue;
            }
            let (declarations, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            let style: String = declarations.chars().filter(|c| !c.is_whitespace()).collect();
            let look = Look::of(&style.to_ascii_lowercase());
            if look != Look::default() {
                selectors.split(',').for_each(|selector| self.rule(selector, look));
            }
        }
    }

    fn rule(&mut self, selector: &str, look: Look) {
        let last = selector.trim().rsplit([' ', '>', '+', '~', '\n', '\t']).next().unwrap_or("");
        if last.is_empty() || last.contains([':', '[']) || self.count >= RULES {
            return;
        }
        let mut needs: Vec<String> = Vec::new();
        for c in last.to_ascii_lowercase().chars().filter(|c| *c != '*') {
            if matches!(c, '.' | '#') || needs.is_empty() {
                needs.push(String::new());
            }
            needs.last_mut().into_iter().for_each(|need| need.push(c));
        }
        if needs.len() > NEEDS {
            return;
        }
        self.count += 1;
        let narrow = needs.iter().map(|n| if n.starts_with('#') { 100 } else { 1 }).sum();
        let Some(key) = needs.last().cloned() else { return };
        let rank = (narrow, self.count);
        self.rules.entry(key).or_default().push(Rule { needs, look, rank });
    }

    /// How an element with these classes (in lower case) is displayed.
    pub fn look(&self, name: &str, classes: &str, id: Option<String>) -> Look {
        if self.rules.is_empty() {
            return Look::default();
        }
        let mut has: Vec<String> =
            classes.split_ascii_whitespace().take(CLASSES).map(|c| format!(".{c}")).collect();
        has.extend(id.map(|id| format!("#{}", id.to_ascii_lowercase())));
        has.push(name.to_string());
        let rules = has.iter().filter_map(|key| self.rules.get(key)).flatten();
        let mut rules: Vec<&Rule> =
            rules.filter(|rule| rule.needs.iter().all(|need| has.contains(need))).collect();
        steps::take(rules.len());
        rules.sort_by_key(|rule| rule.rank);
        rules.into_iter().fold(Look::default(), |look, rule| rule.look.or(look))
    }
}

fn without_comments(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    // A style sheet may be inside an HTML comment.
    (plain + rest).replace("<!--", "").replace("-->", "")
}

/// The end of the block that has just begun.
fn block_end(text: &str) -> usize {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_hide_strike_and_raise() {
        let mut sheet = Sheet::default();
        sheet.read(
            "/* .z{display:none} */ .x, td span.w { display : none } .old{text-decoration:line-through}\n\
             @media print { .p{display:none} .q{color:red} } @media screen { #h{visibility:hidden} }\n\
             .tab{display:none} .tab.on{display:block} .up{vertical-align:super} a:hover{display:none}",
        );
        let hidden = |name: &str, class: &str| sheet.look(name, class, None).hidden;
        assert!(hidden("span", "x") && hidden("span", "a w") && hidden("div", "tab"));
        assert!(!hidden("b", "w") && !hidden("span", "z") && !hidden("p", "p") && !hidden("a", ""));
        assert!(!hidden("div", "tab on"));
        assert!(sheet.look("p", "", Some("h".into())).hidden);
        assert!(sheet.look("i", "old", None).struck && sheet.look("i", "up", None).raised);
    }
}
