//! The part of style sheets that changes what is read of an element: whether it is hidden, struck
//! out or raised. Rules for print, for narrow screens and for states of an element are deliberately
//! ignored; of a selector only the last part is compared with an element. Where a rule depends on
//! the element's place among others, its text counts as unlike the text around it.

use std::collections::HashMap;

use report::steps;

use super::selector::{Needs, last_part, list_end};
use crate::read::styles::SMALL;

/// How an element is displayed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Look {
    pub hidden: bool,
    pub struck: bool,
    pub raised: bool,
    /// Its text is white, or moved to another place, or may be hidden.
    pub unlike: bool,
    /// Its text is in small type.
    pub small: bool,
    /// A rule displays it although others hide it.
    shown: bool,
    /// This is said with more weight than what others say.
    weighty: bool,
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
            || says("content-visibility", &["hidden"])
            || style.contains("scale(0)")
            || style.split(';').any(|d| d.starts_with("opacity:0") && is_zero(&d[8..]))
            || style.split(';').any(|d| d.starts_with("font-size:") && is_zero(&d[10..]))
            || style.split(';').any(|d| d.starts_with("font:0"))
            || is_cut_away(style)
            || style.split(';').filter_map(|d| d.split_once(':')).any(is_outside);
        let shown = !hidden && style.split(';').any(|d| d.starts_with("display:"));
        let struck = style.contains("line-through");
        let measured =
            |v: &str| v.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.');
        let lifted = |d: &str| {
            let by = d.strip_prefix("vertical-align:").or_else(|| d.strip_prefix("bottom:"));
            let by = by.or_else(|| d.strip_prefix("transform:translatey("));
            d.starts_with("top:-") || by.is_some_and(|v| measured(v) && !is_zero(v))
        };
        let moved = style.contains("position:relative") || style.contains("transform:");
        let raised = says("vertical-align", &["super", "sub", "text-top"])
            || style.split(';').any(|d| lifted(d) && (moved || d.starts_with("vertical-")));
        let white = ["#fff", "#ffffff", "white", "rgb(255,255,255)", "hsl(0,0%,100%)"];
        let clear = |d: &str| {
            let color = d.strip_prefix("color:").unwrap_or_default();
            let clear =
                ["transparent", ",0)", "/0)", "/0%)"].iter().any(|end| color.ends_with(end));
            clear && (color.starts_with("rgba") || !color.ends_with(",0)"))
                || color.len() == 9 && color.ends_with("00")
        };
        let unlike = says("color", &white)
            || style.split(';').any(clear)
            || says("position", &["absolute", "fixed"])
            || says("float", &["right"])
            || style.split(';').any(|d| d.starts_with("order:"));
        let small = style.split(';').filter_map(|d| d.strip_prefix("font-size:")).any(is_small);
        let weighty = style.contains("!important");
        Look { hidden, struck, raised, unlike, small, shown, weighty }
    }

    /// The combination of both.
    pub fn or(self, other: Look) -> Look {
        if other.weighty && !self.weighty {
            return other.or(Look { weighty: true, ..self });
        }
        Look {
            hidden: self.hidden || other.hidden && !self.shown,
            struck: self.struck || other.struck,
            raised: self.raised || other.raised,
            unlike: self.unlike || other.unlike,
            small: self.small || other.small,
            shown: self.shown || other.shown,
            weighty: self.weighty || other.weighty,
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
    let clipped = style.contains("overflow:hidden") || style.contains("overflow:clip");
    let path = ["clip-path:inset(50%", "clip-path:inset(100%", "clip-path:circle(0"];
    cut || nothing && clipped || path.iter().any(|p| style.contains(p))
}

/// Whether a size or a share is zero, or too small to be seen.
fn is_zero(size: &str) -> bool {
    let number = size.trim_end_matches(|c: char| !c.is_ascii_digit() && c != '.');
    number.parse::<f32>().is_ok_and(|n| n == 0.0 || n < 1.0 && size.ends_with("px"))
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

/// The rules, by the class, id or element to which they apply, and those that ask for nothing of the
/// kind.
#[derive(Default)]
pub struct Sheet {
    rules: HashMap<String, Vec<Rule>>,
    count: usize,
}

struct Rule {
    needs: Needs,
    look: Look,
    /// The text that the rule puts before or after the element's own.
    content: Option<String>,
    /// The rule with the higher rank wins: weighty ones first, narrower selectors before wider ones,
    /// later rules before earlier ones.
    rank: (bool, usize, usize),
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
                // A screen is wide, so that only a least width is met.
                let narrow = ["print", "height", "keyframes", "font-face", "page"];
                let wide = !at_rule.contains("width")
                    || at_rule.contains("min-width") && !at_rule.contains("max-");
                let means = wide && !narrow.iter().any(|w| at_rule.contains(w));
                // The rules inside are read next, or skipped.
                rest = if means { after } else { &after[block_end(after)..] };
                continue;
            }
            let mut end = after.find(['{', '}']).unwrap_or(after.len());
            if after[end..].starts_with('{') {
                // A rule within this one is read next.
                end = after[..end].rfind(';').unwrap_or(0);
            }
            let declarations = &after[..end];
            rest = &after[end..];
            let style: String = declarations.chars().filter(|c| !c.is_whitespace()).collect();
            let style = style.to_ascii_lowercase();
            let (look, content) = (Look::of(&style), content_of(&style));
            if look != Look::default() || content.is_some() {
                for selector in selectors_of(selectors) {
                    self.rule(last_part(&selector.to_ascii_lowercase()), look, &content);
                }
            }
        }
    }

    fn rule(&mut self, last: &str, look: Look, content: &Option<String>) {
        for word in [":is(", ":where("] {
            if let Some((before, list)) = last.split_once(word) {
                let end = list_end(list);
                let after = list.get(end + 1..).unwrap_or_default();
                for part in list[..end].split(',').take(NEEDS) {
                    self.rule(&format!("{before}{}{after}", last_part(part)), look, content);
                }
                return;
            }
        }
        let Some(needs) = Needs::of(last).filter(|_| !last.is_empty()) else { return };
        let asked = needs.plain.len() + needs.attributes.len() + needs.not.len();
        if self.count >= RULES || asked == 0 || asked > NEEDS || needs.beside == content.is_none() {
            return;
        }
        self.count += 1;
        let ids = needs.plain.iter().filter(|n| n.starts_with('#')).count();
        let rank = (look.weighty, asked + ids * 100, self.count);
        let key = needs.plain.last().cloned().unwrap_or_default();
        let look = match needs.unsure {
            true => Look { unlike: look.hidden || look.struck, ..Look::default() },
            false => look,
        };
        let content = content.clone();
        self.rules.entry(key).or_default().push(Rule { needs, look, content, rank });
    }

    /// How an element with these classes (in lower case) is displayed, and what rules put before or
    /// after its text.
    pub fn look(
        &self,
        name: &str,
        classes: &str,
        value: &impl Fn(&str) -> Option<String>,
    ) -> (Look, Option<String>) {
        if self.rules.is_empty() {
            return Default::default();
        }
        let mut has: Vec<String> =
            classes.split_ascii_whitespace().take(CLASSES).map(|c| format!(".{c}")).collect();
        has.extend(value("id").map(|id| format!("#{}", id.to_ascii_lowercase())));
        has.extend([name.to_string(), String::new()]);
        let rules = has.iter().filter_map(|key| self.rules.get(key)).flatten();
        let mut rules: Vec<&Rule> = rules.filter(|rule| rule.needs.met(&has, value)).collect();
        steps::take(rules.len() + self.rules.get("").map_or(0, Vec::len));
        rules.sort_by_key(|rule| rule.rank);
        let (beside, own): (Vec<&Rule>, Vec<&Rule>) =
            rules.into_iter().partition(|r| r.needs.beside);
        let look = own.into_iter().fold(Look::default(), |look, rule| rule.look.or(look));
        let content = beside.into_iter().rev().find_map(|rule| rule.content.clone());
        let shown = |text: String| match text.strip_prefix("attr(") {
            Some(name) => value(name.trim_end_matches(')')),
            None => Some(text),
        };
        let counts = |text: &String| text.contains(|c: char| c.is_ascii_digit());
        (look, content.and_then(shown).filter(counts))
    }
}

/// The selectors of a list, whose commas may also be inside brackets.
fn selectors_of(list: &str) -> Vec<&str> {
    let (mut all, mut from, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in list.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                all.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    all.push(&list[from..]);
    all
}

/// The words that declarations put before or after an element's text, or the attribute that has
/// them; `None` without any. Codes of signs are no words.
fn content_of(style: &str) -> Option<String> {
    let content = style.split(';').find_map(|d| d.strip_prefix("content:"))?;
    let text = content.trim_matches(['"', '\'']);
    (!text.is_empty() && !text.contains('\\')).then(|| text.to_string())
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
        let hidden = |name: &str, class: &str| sheet.look(name, class, &|_| None).0.hidden;
        assert!(hidden("span", "x") && hidden("span", "a w") && hidden("div", "tab"));
        assert!(!hidden("b", "w") && !hidden("span", "z") && !hidden("p", "p") && !hidden("a", ""));
        assert!(!hidden("div", "tab on"));
        let of = |name: &str, class: &str| sheet.look(name, class, &|_| None).0;
        let named = |name: &str| (name == "id").then(|| "h".to_string());
        assert!(sheet.look("p", "", &named).0.hidden);
        assert!(of("i", "old").struck && of("i", "up").raised);
    }
}
