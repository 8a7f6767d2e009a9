//! Word's paragraph styles: what each says about the role of its paragraphs.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use report::document::{AsideKind, Role};

use super::xml::{attribute, each, is_on, number, open};
use crate::error::Error;

/// What a style says, including what it inherits from the style it is based on.
#[derive(Clone, Debug, Default)]
pub struct Style {
    pub role: Option<Role>,
    /// Its paragraphs are lines of a table of contents.
    pub contents: bool,
    /// The list that numbers its paragraphs.
    pub list: Option<String>,
    pub list_level: Option<usize>,
    /// What its text is, if it is not plain text.
    pub look: Option<AsideKind>,
    base: Option<String>,
    /// The style's name determines the role, so the role is not inherited.
    named: bool,
}

impl Style {
    pub const PLAIN: Style = Style {
        role: None,
        contents: false,
        list: None,
        list_level: None,
        look: None,
        base: None,
        named: false,
    };
}

/// What the properties of a run say about its text; `None` for each property that is not set.
#[derive(Clone, Copy, Default)]
pub struct Run {
    hidden: Option<bool>,
    struck: Option<bool>,
    raised: Option<bool>,
    unlike: Option<bool>,
    small: Option<bool>,
}

/// The largest size of small type, in points.
pub const SMALL: f32 = 7.5;

impl Run {
    /// Reads a property, given by its name.
    pub fn take(&mut self, name: &str, e: &BytesStart) {
        match name {
            "vanish" => self.hidden = Some(is_on(e)),
            "strike" | "dstrike" => self.struck = Some(is_on(e) || self.struck == Some(true)),
            "sz" => {
                // Workbooks give points, documents half points in an attribute with a prefix.
                let points = if e.name().as_ref().contains(':') { 2.0 } else { 1.0 };
                let size = attribute(e, "val").and_then(|size| size.parse::<f32>().ok());
                self.small = size.map(|size| size / points <= SMALL);
            }
            "vertAlign" => {
                let place = attribute(e, "val").unwrap_or_default();
                self.raised = Some(matches!(place.as_str(), "superscript" | "subscript"));
            }
            "position" | "color" => {
                let raised = name == "position" && number(e, "val").is_some_and(|n| n > 0);
                let color = attribute(e, "val").or_else(|| attribute(e, "rgb")).unwrap_or_default();
                let theme = attribute(e, "themeColor").or_else(|| attribute(e, "theme"));
                let white = matches!(color.to_ascii_uppercase().as_str(), "FFFFFF" | "FFFFFFFF")
                    || matches!(theme.as_deref(), Some("background1" | "light1" | "0"));
                self.unlike = Some(raised || white || self.unlike == Some(true));
            }
            _ => {}
        }
    }

    /// What the text is: by these properties, or where they are not set by the style.
    pub fn or(self, style: Option<AsideKind>) -> Option<AsideKind> {
        let is = |own: Option<bool>, kind| own.unwrap_or(style == Some(kind)).then_some(kind);
        is(self.hidden, AsideKind::Hidden)
            .or_else(|| is(self.struck, AsideKind::Struck))
            .or_else(|| is(self.raised, AsideKind::Raised))
            .or_else(|| is(self.unlike, AsideKind::Unlike))
            .or_else(|| is(self.small, AsideKind::Small))
    }
}

/// Paragraph styles by id.
#[derive(Default)]
pub struct Styles(HashMap<String, Style>);

impl Styles {
    pub fn read(text: &str) -> Result<Styles, Error> {
        let mut all = HashMap::new();
        let mut xml = open(text);
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) if e.local_name().as_ref() == "style" => {
                    let id = attribute(&e, "styleId").unwrap_or_default();
                    let (mut style, mut level) = (Style::default(), None);
                    let mut run = Run::default();
                    each(&mut xml, |name, e| match name {
                        "name" => style.name(&attribute(e, "val").unwrap_or_default()),
                        "basedOn" => style.base = attribute(e, "val"),
                        "outlineLvl" => level = number(e, "val"),
                        "numId" => style.list = attribute(e, "val"),
                        "ilvl" => style.list_level = number(e, "val"),
                        _ => run.take(name, e),
                    })?;
                    style.look = run.or(None);
                    style.set_level(level);
                    all.insert(id, style);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(Styles::new(all))
    }

    /// Builds the styles by id, each with what it inherits.
    pub fn new(all: impl IntoIterator<Item = (String, Style)>) -> Styles {
        let all: HashMap<String, Style> = all.into_iter().collect();
        let resolved = all.keys().map(|id| (id.clone(), resolve(&all, id))).collect();
        Styles(resolved)
    }

    pub fn get(&self, id: &str) -> Option<&Style> {
        self.0.get(id)
    }

    /// The id of a style with this role.
    pub fn named(&self, role: Role) -> Option<&str> {
        let with_role =
            self.0.iter().filter(|(_, style)| style.role == Some(role) && !style.contents);
        with_role.map(|(id, _)| id.as_str()).min()
    }
}

/// A style with what it inherits, through at most 16 styles.
fn resolve(all: &HashMap<String, Style>, id: &str) -> Style {
    let mut style = all.get(id).cloned().unwrap_or_default();
    let mut base = style.base.clone();
    for _ in 0..16 {
        let Some(next) = base.and_then(|id| all.get(&id)) else { break };
        if !style.named && style.role.is_none() {
            (style.role, style.named) = (next.role, next.named);
        }
        if style.list.is_none() {
            style.list = next.list.clone();
            style.list_level = style.list_level.or(next.list_level);
        }
        style.contents |= next.contents;
        style.look = style.look.or(next.look);
        base = next.base.clone();
    }
    style
}

impl Style {
    pub fn based_on(base: Option<String>) -> Style {
        Style { base, ..Style::PLAIN }
    }

    /// Sets the role by an outline level, unless the name already determines it.
    pub fn set_level(&mut self, level: Option<usize>) {
        if !self.named {
            self.role = level.and_then(role_of_level);
        }
    }

    /// Sets the role by the style's name: the built-in names of Word and WPS in English and
    /// Chinese.
    pub fn name(&mut self, name: &str) {
        let name = name.to_ascii_lowercase().replace(' ', "");
        let level = ["heading", "标题"].iter().find_map(|word| name.strip_prefix(word));
        let level = level.and_then(|n| n.parse::<usize>().ok());
        self.contents = name.strip_prefix("toc").is_some_and(|n| n.parse::<u8>().is_ok());
        let role = match name.as_str() {
            "title" | "标题" => Some(Role::Title),
            "signature" | "签名" => Some(Role::Signature),
            "caption" | "题注" => Some(Role::TableTitle),
            "附件" => Some(Role::Annex),
            "subtitle" | "副标题" | "bodytext" | "正文文本" => Some(Role::Body),
            _ => level.and_then(|n| role_of_level(n.checked_sub(1)?)),
        };
        self.named = role.is_some();
        self.role = role;
    }
}

/// The role of an outline level, counted from 0.
fn role_of_level(level: usize) -> Option<Role> {
    match level {
        0 => Some(Role::Heading),
        1..=8 => Some(Role::Subheading),
        _ => None,
    }
}
