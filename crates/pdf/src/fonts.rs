//! The fonts of a file: which one a part of the report is set in, and the glyphs of its text.

use std::collections::BTreeMap;

use report::compose::as_drawn;
pub use report::typefaces::Role;
use report::typefaces::{distance, is_latin};
use subsetter::GlyphRemapper;
use ttf_parser::{GlyphId, Permissions, PlatformId, fonts_in_collection, name_id};

use crate::Error;

/// A font that the caller gives.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The bytes of a ttf, otf or ttc.
    pub bytes: &'a [u8],
    /// The PostScript, full or family name of the wanted font, for a collection; may be empty.
    pub name: &'a str,
}

/// Which font of the file a glyph is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Key {
    /// A given font. One glyph may stand for several characters, as for 一 and the radical ⼀; in
    /// each layer it stands for one.
    Face(usize, usize),
    /// A font of boxes in place of missing glyphs; its codes are one byte.
    Boxes(usize),
}

/// A character to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    pub c: char,
    pub font: Key,
    /// Its code in the font.
    pub code: u16,
    /// Its width in ems.
    pub width: f32,
}

/// A font and what is used of it.
pub struct Face<'a> {
    pub face: ttf_parser::Face<'a>,
    pub bytes: &'a [u8],
    pub index: u32,
    /// The family name, for messages.
    pub name: String,
    /// Its names in lower case, a line each.
    names: String,
    pub used: GlyphRemapper,
    /// For each layer the characters by glyph code.
    pub layers: Vec<BTreeMap<u16, char>>,
}

/// The fonts of a file.
pub struct Fonts<'a> {
    pub faces: Vec<Face<'a>>,
    /// The characters of the fonts of boxes, [`BOXES`] each.
    pub boxes: Vec<Vec<char>>,
    /// The fonts that were not taken, a Chinese sentence each.
    pub refused: Vec<String>,
    known: BTreeMap<(Role, char), Glyph>,
}

/// Codes of a font of boxes.
pub const BOXES: usize = 255;

impl<'a> Fonts<'a> {
    /// The given fonts, without those that may not be embedded.
    ///
    /// # Errors
    /// None can be used.
    pub fn new(given: &[Given<'a>]) -> Result<Fonts<'a>, Error> {
        let (mut faces, mut refused) = (Vec::new(), Vec::new());
        for one in given {
            match Face::open(*one) {
                Ok(face) => faces.push(face),
                Err(message) => refused.push(message),
            }
        }
        if faces.is_empty() {
            let message = refused.first().cloned();
            let none = || "请选择一种字体（ttf、otf 或 ttc 文件）。".to_string();
            return Err(Error { code: "unsupported", message: message.unwrap_or_else(none) });
        }
        Ok(Fonts { faces, boxes: Vec::new(), refused, known: BTreeMap::new() })
    }

    /// The glyphs of a text. Characters that nobody sees have none.
    pub fn glyphs(&mut self, text: &str, role: Role) -> Vec<Glyph> {
        text.chars().filter_map(as_drawn).map(|c| self.glyph(c, role)).collect()
    }

    /// The characters that no font has, in the order in which they were met.
    pub fn missing(&self) -> Vec<char> {
        self.boxes.concat()
    }

    fn glyph(&mut self, c: char, role: Role) -> Glyph {
        if let Some(known) = self.known.get(&(role, c)) {
            return *known;
        }
        let found = self.order(c, role).into_iter().find_map(|at| self.faces[at].take(at, c));
        let glyph = found.unwrap_or_else(|| self.box_of(c));
        self.known.insert((role, c), glyph);
        glyph
    }

    /// The fonts in which a character is looked for, the best first.
    fn order(&self, c: char, role: Role) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.faces.len()).collect();
        let latin = c.is_ascii() && c != ' ' || matches!(c, '\u{a0}'..='\u{24f}');
        order.sort_by_key(|&at| {
            let names = &self.faces[at].names;
            let is_latin = is_latin(names);
            (is_latin != latin, is_latin, distance(names, role))
        });
        order
    }

    /// The box in place of a character that no font has.
    fn box_of(&mut self, c: char) -> Glyph {
        let at = self.boxes.iter().position(|all| all.contains(&c)).unwrap_or_else(|| {
            if self.boxes.last().is_none_or(|all| all.len() >= BOXES) {
                self.boxes.push(Vec::new());
            }
            let last = self.boxes.len() - 1;
            self.boxes[last].push(c);
            last
        });
        let code = self.boxes[at].iter().position(|other| *other == c).unwrap_or_default();
        Glyph { c, font: Key::Boxes(at), code: code as u16, width: 1.0 }
    }
}

/// Whether a character belongs to a private area, where its code does not say what it is.
pub fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

impl<'a> Face<'a> {
    fn open(given: Given<'a>) -> Result<Face<'a>, String> {
        let unreadable = || "这个文件不是可用的字体（需要 ttf、otf 或 ttc）。".to_string();
        let count = fonts_in_collection(given.bytes).unwrap_or(1).min(64);
        let mut best: Option<(usize, u32, String)> = None;
        for index in 0..count {
            let Ok(face) = ttf_parser::Face::parse(given.bytes, index) else { continue };
            let names = names(&face);
            let wanted = given.name.to_lowercase();
            let rank = match () {
                () if !wanted.is_empty() && names.lines().any(|name| name == wanted) => 0,
                () if names.contains(" sc") => 1,
                () => 2,
            };
            if best.as_ref().is_none_or(|(other, ..)| rank < *other) {
                best = Some((rank, index, names));
            }
        }
        let (_, index, names) = best.ok_or_else(unreadable)?;
        let face = ttf_parser::Face::parse(given.bytes, index).map_err(|_| unreadable())?;
        let name = family(&face).unwrap_or_else(|| given.name.to_string());
        check(&face, &name)?;
        Ok(Face {
            face,
            bytes: given.bytes,
            index,
            name,
            names,
            used: GlyphRemapper::new(),
            layers: Vec::new(),
        })
    }

    /// The glyph of a character, from now on used.
    fn take(&mut self, at: usize, c: char) -> Option<Glyph> {
        let id = self.face.glyph_index(c).filter(|id| id.0 != 0)?;
        // A glyph without a shape would drop the character in silence.
        if !c.is_whitespace() && self.face.glyph_bounding_box(id).is_none() {
            return None;
        }
        let code = self.used.remap(id.0);
        let fits = |layer: &BTreeMap<u16, char>| layer.get(&code).is_none_or(|other| *other == c);
        let layer = self.layers.iter().position(fits).unwrap_or_else(|| {
            self.layers.push(BTreeMap::new());
            self.layers.len() - 1
        });
        self.layers[layer].insert(code, c);
        Some(Glyph { c, font: Key::Face(at, layer), code, width: self.width(id) })
    }

    /// A glyph's width in ems.
    pub fn width(&self, id: GlyphId) -> f32 {
        let width = f32::from(self.face.glyph_hor_advance(id).unwrap_or(0));
        width / f32::from(self.face.units_per_em().max(1))
    }
}

/// Refuses a font that may not or cannot be embedded as a subset.
fn check(face: &ttf_parser::Face, name: &str) -> Result<(), String> {
    let no = |why: &str| Err(format!("字体“{name}”{why}，请另选一种字体。"));
    let tables = face.tables();
    match face.permissions() {
        Some(Permissions::Restricted) => no("的许可不允许嵌入文件"),
        _ if !face.is_subsetting_allowed() => no("的许可不允许只嵌入用到的字"),
        _ if tables.glyf.is_none() && tables.cff.is_none() => no("没有可以嵌入的字形轮廓"),
        _ if tables.cmap.is_none() => no("没有字符对照表"),
        _ => Ok(()),
    }
}

/// All names of a font in lower case, a line each.
fn names(face: &ttf_parser::Face) -> String {
    let wanted = [name_id::FAMILY, name_id::FULL_NAME, name_id::POST_SCRIPT_NAME];
    let all = face.names().into_iter().filter(|n| wanted.contains(&n.name_id));
    let texts = all.filter_map(|name| name.to_string()).map(|name| name.to_lowercase());
    texts.collect::<Vec<_>>().join("\n")
}

/// The family name, a Chinese one if there is one.
fn family(face: &ttf_parser::Face) -> Option<String> {
    const CHINESE: u16 = 0x804;
    let families = face.names().into_iter().filter(|n| n.name_id == name_id::FAMILY);
    let all = families.filter_map(|n| {
        let chinese = n.platform_id == PlatformId::Windows && n.language_id == CHINESE;
        Some((!chinese, n.to_string()?))
    });
    all.min_by_key(|(other, _)| *other).map(|(_, name)| name)
}
