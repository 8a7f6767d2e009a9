//! The look of a Word file: what an office's own template (单位模板) says about the parts of a report, as
//! plain values that can be kept and put into another file.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::read::xml::{attribute, each, is_on, open};

/// Values of WordprocessingML's attributes by `part.element.attribute`, such as `body.sz.val`, which is in
/// half points. The parts are `page`, `title`, `heading`, `subheading`, `body`, `head` (of a table),
/// `table` and `small` (of a wide table); lengths are in twips. Of a style, the names are without the part.
pub type Look = BTreeMap<String, String>;

/// The elements of a section that are taken, with their attributes.
pub const PAGE: [(&str, &[&str]); 3] = [
    ("pgSz", &["w", "h", "orient"]),
    ("pgMar", &["top", "right", "bottom", "left", "header", "footer", "gutter"]),
    ("docGrid", &["type", "linePitch", "charSpace"]),
];

/// The elements of paragraphs, then of runs, that are taken.
pub const STYLE: [(&str, &[&str]); 6] = [
    ("spacing", &["before", "beforeLines", "after", "afterLines", "line", "lineRule"]),
    (
        "ind",
        &["left", "leftChars", "right", "rightChars", "firstLine", "firstLineChars", "hanging"],
    ),
    ("jc", &["val"]),
    ("rFonts", &["ascii", "hAnsi", "eastAsia"]),
    ("b", &["val"]),
    ("sz", &["val"]),
];

/// The attributes of an element that are taken.
pub fn kept(element: &str) -> &'static [&'static str] {
    let found = PAGE.iter().chain(&STYLE).find(|(name, _)| *name == element);
    found.map_or(&[], |(_, attributes)| attributes)
}

/// Takes over what an element says, if it is one of those that are taken.
pub fn take(look: &mut Look, name: &str, e: &BytesStart) {
    for &wanted in kept(name) {
        let value = match name {
            "b" => Some(u8::from(is_on(e)).to_string()),
            // A font of the theme goes before one named beside it.
            "rFonts" => match attribute(e, &format!("{wanted}Theme")) {
                Some(theme) => Some(format!("+{theme}")),
                None => attribute(e, wanted),
            },
            _ => attribute(e, wanted),
        };
        if let Some(value) = value {
            look.insert(format!("{name}.{wanted}"), value);
        }
    }
}

/// The styles of a document: what each says, with what it is based on.
#[derive(Default)]
pub struct Sheet {
    defaults: Look,
    /// By id: the id of the style it is based on, and its own values.
    styles: HashMap<String, (Option<String>, Look)>,
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
                Event::Start(e) if e.local_name().as_ref() == "docDefaults" => {
                    each(&mut xml, |name, e| take(&mut sheet.defaults, name, e))?;
                }
                Event::Start(e) if e.local_name().as_ref() == "style" => {
                    let id = attribute(&e, "styleId").unwrap_or_default();
                    let is_paragraph = attribute(&e, "type").as_deref() == Some("paragraph");
                    if is_paragraph && attribute(&e, "default").as_deref() == Some("1") {
                        sheet.normal.clone_from(&id);
                    }
                    let (mut base, mut own) = (None, Look::new());
                    each(&mut xml, |name, e| match name {
                        "basedOn" => base = attribute(e, "val"),
                        _ => take(&mut own, name, e),
                    })?;
                    sheet.styles.insert(id, (base, own));
                }
                Event::Eof => return Ok(sheet),
                _ => {}
            }
        }
    }

    /// Adds to a look what a style says, through at most 16 styles.
    pub fn add(&self, look: &mut Look, id: &str) {
        let mut chain = Vec::new();
        let mut next = Some(id);
        while let Some((base, own)) =
            next.and_then(|id| self.styles.get(id)).filter(|_| chain.len() < 16)
        {
            chain.push(own);
            next = base.as_deref();
        }
        for own in chain.into_iter().rev() {
            look.extend(own.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }

    /// All that holds for a paragraph of this style.
    pub fn of(&self, id: &str) -> Look {
        let mut look = self.defaults.clone();
        self.add(&mut look, id);
        look
    }
}
