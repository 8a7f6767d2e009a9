//! What the last part of a selector asks of an element.

/// The conditions of a selector's last part; those of the parts before it are not looked at.
#[derive(Default)]
pub struct Needs {
    /// What the element has: `.class`, `#id` or its name.
    pub plain: Vec<String>,
    /// An attribute, how its value is compared (`=`, `^`, `$`, `*`, `~`, `|`), and with what.
    pub attributes: Vec<(String, Option<(char, String)>)>,
    /// What the element must not have.
    pub not: Vec<Needs>,
    /// Whether the selector is also about the element's place among others, which is not known.
    pub unsure: bool,
    /// Whether the selector is about text before or after the element's own.
    pub beside: bool,
}

/// The last part of a selector: what stands behind the last blank or sign for another element.
pub fn last_part(selector: &str) -> &str {
    let (mut from, mut depth, mut escaped) = (0, 0_usize, false);
    let selector = selector.trim();
    for (at, c) in selector.char_indices() {
        match c {
            _ if escaped => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ' ' | '>' | '+' | '~' | '\n' | '\t' | '\r' if depth == 0 => from = at + 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    &selector[from..]
}

/// The length of a list that is inside brackets.
pub fn list_end(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

impl Needs {
    /// Reads the last part of a selector, in lower case. `None` if it is about a state of the
    /// element, such as `:hover`, or is not understood.
    pub fn of(part: &str) -> Option<Needs> {
        let mut needs = Needs::default();
        let mut rest = part.trim_start_matches(['*', '&']);
        while let Some(sign) = rest.chars().next() {
            rest = match sign {
                '[' => {
                    let (inner, after) = rest[1..].split_once(']')?;
                    needs.attributes.push(attribute(inner));
                    after
                }
                ':' => needs.pseudo(rest.trim_start_matches(':'))?,
                _ => needs.name(sign, rest),
            };
        }
        Some(needs)
    }

    /// Reads a name, `.class` or `#id`, and gives what follows it.
    fn name<'t>(&mut self, sign: char, text: &'t str) -> &'t str {
        let mut name = sign.to_string();
        let mut escaped = sign == '\\';
        for (at, c) in text.char_indices().skip(1) {
            match c {
                '\\' if !escaped => escaped = true,
                '.' | '#' | '[' | ':' if !escaped => {
                    self.plain.push(name);
                    return &text[at..];
                }
                _ => {
                    escaped = false;
                    name.push(c);
                }
            }
        }
        self.plain.push(name);
        ""
    }

    /// Reads what follows a colon, and gives the rest.
    fn pseudo<'t>(&mut self, text: &'t str) -> Option<&'t str> {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let (name, mut after) = text.split_at(end.unwrap_or(text.len()));
        let mut list = "";
        if let Some(inner) = after.strip_prefix('(') {
            let end = list_end(inner);
            list = &inner[..end];
            after = inner.get(end + 1..).unwrap_or_default();
        }
        match name {
            "before" | "after" => self.beside = true,
            "not" => {
                for part in list.split(',') {
                    self.not.push(Needs::of(part.trim())?);
                }
            }
            "has" | "first-letter" | "first-line" => self.unsure = true,
            _ if name.ends_with("-child") || name.ends_with("-of-type") => self.unsure = true,
            _ => return None,
        }
        Some(after)
    }

    /// Whether an element has all that is asked; `has` are its name, classes and id. What is not
    /// known counts as asked in vain only below `:not`.
    pub fn met(&self, has: &[String], value: &impl Fn(&str) -> Option<String>) -> bool {
        let alike = |(name, wanted): &(String, Option<(char, String)>)| {
            let Some(value) = value(name).map(|v| v.to_ascii_lowercase()) else { return false };
            wanted.as_ref().is_none_or(|(how, wanted)| match how {
                '^' => value.starts_with(wanted),
                '$' => value.ends_with(wanted),
                '*' => value.contains(wanted),
                '~' => value.split_ascii_whitespace().any(|v| v == wanted),
                '|' => {
                    value.strip_prefix(wanted).is_some_and(|v| v.is_empty() || v.starts_with('-'))
                }
                _ => value == *wanted,
            })
        };
        self.plain.iter().all(|need| has.contains(need))
            && self.attributes.iter().all(alike)
            && !self.not.iter().any(|not| !not.unsure && not.met(has, value))
    }
}

/// The parts of `name="value"`.
fn attribute(text: &str) -> (String, Option<(char, String)>) {
    let Some((name, value)) = text.split_once('=') else { return (text.trim().into(), None) };
    let name = name.trim();
    let how = name.chars().last().filter(|c| "^$*~|".contains(*c));
    let value = value.trim().trim_end_matches(" i").trim_matches(['"', '\'']);
    let name = name.trim_end_matches(['^', '$', '*', '~', '|']).trim();
    (name.into(), Some((how.unwrap_or('='), value.into())))
}
