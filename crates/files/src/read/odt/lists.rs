//! Automatic numbers of paragraphs: each level of a list style has its format.

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::error::Error;
use crate::read::numbering::{Counters, LEVELS, Level, List};
use crate::read::xml::{attribute, number, open};

/// The list style of numbered headings.
const OUTLINE: &str = "Outline";

/// The list styles, and the open lists.
#[derive(Default)]
pub struct Lists {
    pub counters: Counters,
    styles: HashMap<String, List>,
    open: Vec<String>,
    /// A list item has begun, and its first paragraph has not.
    due: bool,
}

impl Lists {
    /// Reads the list styles of a part.
    pub fn read(&mut self, text: &str) -> Result<(), Error> {
        let mut xml = open(text);
        let mut style = None;
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "list-style" => style = attribute(&e, "name"),
                    "outline-style" => style = Some(OUTLINE.to_string()),
                    "list-level-style-number" | "outline-level-style" => {
                        let at = number(&e, "level").unwrap_or(1).clamp(1, LEVELS) - 1;
                        let list = self.styles.entry(style.clone().unwrap_or_default());
                        list.or_default()[at] = level(|name| attribute(&e, name), at);
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
        }
        for (name, list) in &self.styles {
            self.counters.add(name, list.clone());
        }
        Ok(())
    }

    /// Begins a list. A list inside another one has the same style unless it names its own.
    pub fn begin(&mut self, style: String, goes_on: bool) {
        let outer = self.open.last().cloned();
        let style = if style.is_empty() { outer.clone().unwrap_or_default() } else { style };
        if outer.is_none() && !goes_on {
            self.counters.restart(&style);
        }
        self.open.push(style);
    }

    pub fn end(&mut self) {
        self.open.pop();
        self.due = false;
    }

    pub fn item(&mut self, start: Option<usize>) {
        self.due = true;
        if let (Some(style), Some(start)) = (self.open.last(), start) {
            self.counters.set(style, self.open.len() - 1, start);
        }
    }

    /// The number of the paragraph that begins: the first one of a list item, or a heading; else
    /// empty.
    pub fn number(&mut self, of_style: Option<&str>, heading: Option<usize>) -> String {
        let level = self.open.len().saturating_sub(1);
        match (self.open.last(), heading) {
            (Some(list), _) if std::mem::take(&mut self.due) => self.counters.next(list, level),
            (Some(_), _) => String::new(),
            (None, Some(level)) => {
                self.counters.next(of_style.unwrap_or(OUTLINE), level.saturating_sub(1))
            }
            (None, None) => String::new(),
        }
    }
}

/// The format of a level, in docx terms.
fn level(attribute: impl Fn(&str) -> Option<String>, at: usize) -> Level {
    let format = attribute("num-format").unwrap_or_default();
    let format = match format.as_str() {
        "1" => "decimal",
        "A" => "upperLetter",
        "a" => "lowerLetter",
        "I" => "upperRoman",
        "i" => "lowerRoman",
        "" => "none",
        f if f.starts_with('一') => "chineseCounting",
        f if f.starts_with('１') => "decimalFullWidth",
        f if f.starts_with('①') => "decimalEnclosedCircle",
        f if f.starts_with("01") => "decimalZero",
        _ => "unknown",
    };
    let around = |name: &str| attribute(name).unwrap_or_default();
    let shown = attribute("display-levels").and_then(|n| n.parse().ok()).unwrap_or(1);
    let levels: Vec<String> =
        (at + 1 - shown.clamp(1, at + 1)..=at).map(|i| format!("%{}", i + 1)).collect();
    let made = format!("{}{}{}", around("num-prefix"), levels.join("."), around("num-suffix"));
    // In LibreOffice's own pattern a level's number is between two `%` signs.
    let own = attribute("num-list-format").map(|pattern| {
        (1..=LEVELS).fold(pattern, |text, n| text.replace(&format!("%{n}%"), &format!("%{n}")))
    });
    Level {
        start: attribute("start-value").and_then(|n| n.parse().ok()).unwrap_or(1),
        format: format.into(),
        pattern: own.unwrap_or(made),
    }
}
