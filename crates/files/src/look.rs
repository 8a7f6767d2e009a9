//! The look of a Word file: what an office's own template (单位模板) says about the parts of a report, as
//! plain values that can be kept and put into another file.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::read::xml::{attribute, each, is_on, open};

/// Values of WordprocessingML's attributes by `part.element.attribute`, such as `body.sz.val`, which is in
/// half points. The parts are `page`, `title`, `heading`, `subheading`, `body`, `head` (of a table),
/// `table` and `small` (of a wide table); lengths are in twips.
pub type Look = BTreeMap<String, String>;

/// The elements and attributes that are taken: first those of a page, then those of a style.
pub const TAKEN: [(&str, &str); 32] = [
    ("pgSz", "w"),
    ("pgSz", "h"),
    ("pgSz", "orient"),
    ("pgMar", "top"),
    ("pgMar", "right"),
    ("pgMar", "bottom"),
    ("pgMar", "left"),
    ("pgMar", "header"),
    ("pgMar", "footer"),
    ("pgMar", "gutter"),
    ("docGrid", "type"),
    ("docGrid", "linePitch"),
    ("docGrid", "charSpace"),
    ("spacing", "before"),
    ("spacing", "beforeLines"),
    ("spacing", "after"),
    ("spacing", "afterLines"),
    ("spacing", "line"),
    ("spacing", "lineRule"),
    ("ind", "left"),
    ("ind", "leftChars"),
    ("ind", "right"),
    ("ind", "rightChars"),
    ("ind", "firstLine"),
    ("ind", "firstLineChars"),
    ("ind", "hanging"),
    ("jc", "val"),
    ("rFonts", "ascii"),
    ("rFonts", "hAnsi"),
    ("rFonts", "eastAsia"),
    ("b", "val"),
    ("sz", "val"),
];

/// The value of each of [`TAKEN`]. A font that is one of the theme's begins with `+`.
#[derive(Clone, Default, PartialEq)]
pub struct Values([Option<String>; 32]);

impl Values {
    /// Takes over what an element says, if it is one of those that are taken.
    pub fn take(&mut self, name: &str, e: &BytesStart) {
        for (value, (element, wanted)) in self.0.iter_mut().zip(TAKEN) {
            if element != name {
                continue;
            }
            let theme = || attribute(e, &format!("{wanted}Theme")).map(|theme| format!("+{theme}"));
            let said = match name {
                "b" => Some(if is_on(e) { "1" } else { "0" }.to_string()),
                // A font of the theme goes before one named beside it.
                "rFonts" => theme().or_else(|| attribute(e, wanted)),
                _ => attribute(e, wanted),
            };
            if said.is_some() {
                *value = said;
            }
        }
    }

    /// Puts the values that the other has over these.
    pub fn put(&mut self, other: &Values) {
        for (value, given) in self.0.iter_mut().zip(&other.0) {
            if given.is_some() {
                value.clone_from(given);
            }
        }
    }

    /// The value of an element's attribute.
    pub fn of(&mut self, element: &str, attribute: &str) -> &mut Option<String> {
        let place = TAKEN.iter().position(|taken| *taken == (element, attribute));
        &mut self.0[place.unwrap_or_default()]
    }

    /// Adds these values to a look, as those of a part, each as `read` has it.
    pub fn add_to(self, look: &mut Look, part: &str, read: impl Fn(String) -> Option<String>) {
        for (value, (element, attribute)) in self.0.into_iter().zip(TAKEN) {
            if let Some(value) = value.and_then(&read) {
                look.insert(format!("{part}.{element}.{attribute}"), value);
            }
        }
    }
}

/// The styles of a document: what each says, with what it is based on.
#[derive(Default)]
pub struct Sheet {
    defaults: Values,
    /// Each with its id, the id of the style it is based on, and its own values.
    styles: Vec<(String, Option<String>, Values)>,
    /// The id of the style of paragraphs that name none.
    pub normal: String,
}

impl Sheet {
    /// Reads the part `word/styles.xml`.
    ///
    /// # Errors
    /// The part is damaged.
    pub fn read(text: &str) -> Result<Sheet, Error> {
        let mut sheet = Sheet::default();
        let mut xml = open(text);
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) if matches!(e.local_name().as_ref(), "docDefaults" | "style") => {
                    let id = attribute(&e, "styleId");
                    let is_default = attribute(&e, "default").as_deref() == Some("1");
                    if is_default && attribute(&e, "type").as_deref() == Some("paragraph") {
                        sheet.normal = id.clone().unwrap_or_default();
                    }
                    let (mut base, mut own) = (None, Values::default());
                    each(&mut xml, |name, e| match name {
                        "basedOn" => base = attribute(e, "val"),
                        _ => own.take(name, e),
                    })?;
                    match id {
                        Some(id) => sheet.styles.push((id, base, own)),
                        None => sheet.defaults = own,
                    }
                }
                Event::Eof => return Ok(sheet),
                _ => {}
            }
        }
    }

    /// Adds to values what a style says, through at most 16 styles.
    pub fn add(&self, values: &mut Values, id: &str) {
        self.add_chain(values, id, 16);
    }

    fn add_chain(&self, values: &mut Values, id: &str, most: usize) {
        let style = self.styles.iter().find(|(known, ..)| known == id);
        if let Some((_, base, own)) = style.filter(|_| most > 0) {
            if let Some(base) = base {
                self.add_chain(values, base, most - 1);
            }
            values.put(own);
        }
    }

    /// All that holds for a paragraph of this style.
    pub fn of(&self, id: &str) -> Values {
        let mut values = self.defaults.clone();
        self.add(&mut values, id);
        values
    }
}
