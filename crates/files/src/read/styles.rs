//! Word's paragraph styles: what each says about the role of its paragraphs.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use report::document::{AsideKind, Role};

use super::colours::{Colour, WHITE, alike, colour, is_light};
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
    ink: Option<Colour>,
    coloured: bool,
    /// The colour behind the words; `Some(None)` if it is not known.
    paper: Option<Option<Colour>>,
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
            "position" | "spacing" | "w" | "eastAsianLayout" | "rFonts" => {
                let moved = is_moved(name, e);
                self.unlike = Some(moved || self.unlike == Some(true));
            }
            "color" => {
                self.ink = colour_of(e);
                self.coloured = true;
            }
            "shd" => self.paper = attribute(e, "fill").and_then(|fill| colour(&fill)).map(Some),
            "highlight" => {
                self.paper = Some(attribute(e, "val").and_then(|name| colour(&name)));
            }
            _ => {}
        }
    }

    /// The same words on paper of this colour; `None` if it is not known.
    pub fn on(mut self, paper: Option<Colour>) -> Run {
        self.paper = self.paper.or(Some(paper));
        self
    }

    /// The same words, in black if nothing is said of their colour.
    pub fn in_black(mut self) -> Run {
        self.ink = self.ink.or((!self.coloured).then_some([0; 3]));
        self
    }

    /// Whether the words are in a light colour, which is hardly seen on white.
    pub fn is_light(&self) -> bool {
        self.ink.is_some_and(is_light)
    }

    /// Whether the words are not seen, since they have the colour of the paper; `None` if nothing is
    /// said of their colour.
    fn is_faint(&self) -> Option<bool> {
        let paper = self.paper.unwrap_or(Some(WHITE));
        self.ink.map(|ink| paper.is_some_and(|paper| alike(ink, paper)))
    }

    /// What the text is: by these properties, or where they are not set by the style.
    pub fn or(self, style: Option<AsideKind>) -> Option<AsideKind> {
        let is = |own: Option<bool>, kind| own.unwrap_or(style == Some(kind)).then_some(kind);
        is(self.hidden, AsideKind::Hidden)
            .or_else(|| is(self.struck, AsideKind::Struck))
            .or_else(|| is(self.raised, AsideKind::Raised))
            .or_else(|| {
                let of_style = style == Some(AsideKind::Unlike) && self.unlike != Some(false);
                let faint = self.is_faint().unwrap_or(of_style && self.paper.is_none_or(is_white));
                (faint || self.unlike == Some(true)).then_some(AsideKind::Unlike)
            })
            .or_else(|| is(self.small, AsideKind::Small))
    }
}

fn is_white(paper: Option<Colour>) -> bool {
    paper.is_some_and(|paper| alike(paper, WHITE))
}

/// The colour that an element names, also as one of the theme, of which only white and black are known.
pub fn colour_of(e: &BytesStart) -> Option<Colour> {
    let theme = attribute(e, "themeColor").or_else(|| attribute(e, "theme"));
    let tinted = attribute(e, "tint").is_some_and(|tint| tint != "0");
    if theme.as_deref() == Some("1") {
        return (!tinted).then_some([0; 3]);
    }
    if matches!(theme.as_deref(), Some("background1" | "light1" | "0")) {
        return (!tinted).then_some(WHITE);
    }
    colour(&attribute(e, "val").or_else(|| attribute(e, "rgb"))?)
}

/// Whether a property of a run moves, presses or replaces its characters so that others are seen.
fn is_moved(name: &str, e: &BytesStart) -> bool {
    let value = |name| attribute(e, name).and_then(|n| n.parse::<i32>().ok());
    match name {
        // In half points.
        "position" => value("val").is_some_and(|n| n > 0 || n <= -6),
        // In twentieths of a point.
        "spacing" => value("val").is_some_and(|n| n <= -50),
        "w" => value("val").is_some_and(|n| n <= 30),
        "eastAsianLayout" => attribute(e, "combine").is_some_and(|on| on != "0" && on != "false"),
        _ => attribute(e, "ascii").is_some_and(|font| is_of_signs(&font)),
    }
}

/// Whether the digits of a font are signs.
pub fn is_of_signs(font: &str) -> bool {
    ["Wingdings", "Webdings", "Symbol", "Marlett"].iter().any(|name| font.starts_with(name))
        && !font.contains("Segoe")
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
