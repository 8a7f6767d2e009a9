//! The part of style sheets that changes what is read of an element: whether it is hidden, struck
//! out or raised. Rules for print, for narrow screens and for states of an element are deliberately
//! ignored; of a selector only the last part is compared with an element. Where a rule depends on
//! the element's place among others, its text counts as unlike the text around it.

use std::collections::HashMap;

use report::steps;

use super::look::Look;
use super::selector::{Needs, last_part, list_end};
use crate::read::colours::{WHITE, alike};

/// The rules, by the class, id or element to which they apply, and those that ask for nothing of the
/// kind.
#[derive(Default)]
pub struct Sheet {
    rules: HashMap<String, Vec<Rule>>,
    count: usize,
    /// The values of `--name`; what is said last counts.
    names: HashMap<String, String>,
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
        self.read_names(&css);
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
            let style = self.with_values(&style.to_ascii_lowercase());
            let (look, content) = (Look::of(&style), content_of(&style));
            if look != Look::default() || content.is_some() {
                for selector in selectors_of(selectors) {
                    self.rule(last_part(&selector.to_ascii_lowercase()), look, &content);
                }
            }
        }
    }

    /// Keeps the values that names stand for.
    fn read_names(&mut self, css: &str) {
        for (at, _) in css.match_indices("--").take(RULES * 8) {
            let declaration = css[at..].split([';', '}', '{', ')']).next().unwrap_or_default();
            steps::take(declaration.len());
            if let Some((name, value)) = declaration.split_once(':') {
                let value: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                self.names.insert(name.trim().to_ascii_lowercase(), value.to_ascii_lowercase());
            }
        }
    }

    /// Declarations with the values in place of `var(--name)`; a name without a value stays.
    pub fn with_values(&self, style: &str) -> String {
        let (mut text, mut rest) = (String::new(), style);
        while let Some((before, after)) = rest.split_once("var(") {
            let end = list_end(after);
            let (name, instead) = after[..end].split_once(',').unwrap_or((&after[..end], ""));
            let known = self.names.get(name).map(String::as_str);
            let value = known.or(Some(instead).filter(|value| !value.is_empty()));
            text += before;
            text += value.filter(|value| !value.contains("var(")).unwrap_or("var(");
            rest = after.get(end + 1..).unwrap_or_default();
        }
        text + rest
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
        // A rule for any element at some place among others matters if it hides or strikes out.
        let any = asked == 0 && !(needs.unsure && (look.hidden || look.struck));
        if self.count >= RULES || any || asked > NEEDS || needs.beside == content.is_none() {
            return;
        }
        self.count += 1;
        let ids = needs.plain.iter().filter(|n| n.starts_with('#')).count();
        let rank = (look.weighty, asked + ids * 100, self.count);
        let key = needs.plain.last().cloned().unwrap_or_default();
        let look = match needs.unsure {
            true => {
                let faint = look.ink.is_some_and(|ink| alike(ink, look.paper.unwrap_or(WHITE)));
                let unlike = look.hidden || look.struck || look.unlike || faint;
                Look { unlike, odd: look.odd, ..Look::default() }
            }
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
        let counts = |text: &String| {
            text.contains(|c: char| c.is_ascii_digit())
                || ["counter", "var("].iter().any(|name| text.starts_with(name))
        };
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
/// them; `None` without any. Codes stand for signs.
fn content_of(style: &str) -> Option<String> {
    let content = style.split(';').find_map(|d| d.strip_prefix("content:"))?;
    let mut text = String::new();
    let mut parts = content.trim_matches(['"', '\'']).split('\\');
    text += parts.next().unwrap_or_default();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(part.len());
        let (code, rest) = part.split_at(end.min(6));
        text.extend(u32::from_str_radix(code, 16).ok().and_then(char::from_u32));
        text += rest;
    }
    (!text.is_empty()).then_some(text)
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
