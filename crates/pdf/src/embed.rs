//! Fonts as objects of a file: Type 0 fonts with a subset each, and fonts of boxes.

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use ttf_parser::{GlyphId, RawFace, Tag};

use crate::Error;
use crate::file::packed;
use crate::fonts::{BOXES, Face, Fonts, Key};

const SYSTEM: SystemInfo =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The name of a font in the resources of every page.
pub fn name(key: Key) -> String {
    match key {
        Key::Face(face, layer) => format!("F{face}x{layer}"),
        Key::Boxes(at) => format!("B{at}"),
    }
}

/// Writes all fonts that are used; returns them with their objects.
///
/// # Errors
/// A font is damaged.
pub fn fonts(pdf: &mut Pdf, next: &mut Ref, fonts: &Fonts) -> Result<Vec<(Key, Ref)>, Error> {
    let mut all = Vec::new();
    for (at, face) in fonts.faces.iter().enumerate().filter(|(_, f)| !f.layers.is_empty()) {
        let (cid_font, base) = cid_font(pdf, next, face)?;
        for (layer, characters) in face.layers.iter().enumerate() {
            let (font, to_unicode) = (next.bump(), next.bump());
            pdf.type0_font(font)
                .base_font(Name(base.as_bytes()))
                .encoding_predefined(Name(b"Identity-H"))
                .descendant_font(cid_font)
                .to_unicode(to_unicode);
            let mut map: UnicodeCmap = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
            characters.iter().for_each(|(code, c)| map.pair(*code, *c));
            cmap(pdf, to_unicode, &map.finish());
            all.push((Key::Face(at, layer), font));
        }
    }
    for (at, characters) in fonts.boxes.iter().enumerate() {
        all.push((Key::Boxes(at), boxes(pdf, next, characters)));
    }
    Ok(all)
}

fn cmap(pdf: &mut Pdf, id: Ref, text: &[u8]) {
    pdf.cmap(id, &packed(text)).filter(Filter::FlateDecode);
}

/// The subset of a font, its description and widths; returns its object and its name.
fn cid_font(pdf: &mut Pdf, next: &mut Ref, face: &Face) -> Result<(Ref, String), Error> {
    let damaged = || Error {
        code: "damaged",
        message: format!("字体“{}”不完整，不能嵌入；请另选一种字体。", face.name),
    };
    let subset = subsetter::subset(face.bytes, face.index, &face.used).map_err(|_| damaged())?;
    let cff = RawFace::parse(&subset, 0).ok().and_then(|raw| raw.table(Tag::from_bytes(b"CFF ")));
    let is_cff = face.face.tables().cff.is_some();
    if is_cff && cff.is_none() {
        return Err(damaged());
    }
    let name = base_name(face, &subset);
    let (font, descriptor, file) = (next.bump(), next.bump(), next.bump());
    let mut cid = pdf.cid_font(font);
    cid.subtype(if is_cff { CidFontType::Type0 } else { CidFontType::Type2 });
    cid.base_font(Name(name.as_bytes())).system_info(SYSTEM).font_descriptor(descriptor);
    cid.default_width(0.0);
    if !is_cff {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    let widths = face.used.remapped_gids().map(|old| face.width(GlyphId(old)) * 1000.0);
    cid.widths().consecutive(0, widths);
    cid.finish();
    describe(pdf, descriptor, face, &name, file, is_cff);
    let program = packed(cff.unwrap_or(&subset));
    let mut stream = pdf.stream(file, &program);
    stream.filter(Filter::FlateDecode);
    match is_cff {
        true => stream.pair(Name(b"Subtype"), Name(b"CIDFontType0C")),
        false => stream.pair(Name(b"Length1"), subset.len() as i32),
    };
    Ok((font, name))
}

fn describe(pdf: &mut Pdf, id: Ref, face: &Face, name: &str, file: Ref, is_cff: bool) {
    let (font, units) = (&face.face, f32::from(face.face.units_per_em().max(1)));
    let scaled = |v: i16| f32::from(v) / units * 1000.0;
    let bounds = font.global_bounding_box();
    let mut flags = FontFlags::SYMBOLIC;
    flags.set(FontFlags::FIXED_PITCH, font.is_monospaced());
    flags.set(FontFlags::ITALIC, font.is_italic());
    let mut descriptor = pdf.font_descriptor(id);
    descriptor
        .name(Name(name.as_bytes()))
        .flags(flags)
        .bbox(Rect::new(
            scaled(bounds.x_min),
            scaled(bounds.y_min),
            scaled(bounds.x_max),
            scaled(bounds.y_max),
        ))
        .italic_angle(font.italic_angle())
        .ascent(scaled(font.ascender()))
        .descent(scaled(font.descender()))
        .cap_height(scaled(font.capital_height().unwrap_or(font.ascender())))
        .stem_v(if font.is_bold() { 140.0 } else { 80.0 });
    match is_cff {
        true => descriptor.font_file3(file),
        false => descriptor.font_file2(file),
    };
}

/// The PostScript name behind six letters that tell subsets apart.
fn base_name(face: &Face, subset: &[u8]) -> String {
    let names = face.face.names().into_iter();
    let mut names = names.filter(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME);
    let name = names.find_map(|name| name.to_string()).unwrap_or_default();
    let plain: String =
        name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(63).collect();
    let mut number = report::compose::digest(subset);
    let tag = (0..6).map(|_| {
        let letter = b'A' + (number % 26) as u8;
        number /= 26;
        char::from(letter)
    });
    format!("{}+{}", tag.collect::<String>(), if plain.is_empty() { "Font" } else { &plain })
}

/// A font whose every glyph is a box, which stand for characters that no font has: whoever copies or
/// hears the text gets the character.
fn boxes(pdf: &mut Pdf, next: &mut Ref, characters: &[char]) -> Ref {
    let (font, shape, to_unicode, descriptor) =
        (next.bump(), next.bump(), next.bump(), next.bump());
    let last = characters.len().clamp(1, BOXES) - 1;
    let names: Vec<String> = (0..=last).map(|code| format!("b{code}")).collect();
    let mut type3 = pdf.type3_font(font);
    type3.bbox(Rect::new(0.0, -120.0, 1000.0, 880.0)).matrix([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let mut procs = type3.char_procs();
    names.iter().for_each(|name| {
        procs.pair(Name(name.as_bytes()), shape);
    });
    procs.finish();
    let mut encoding = type3.encoding_custom();
    encoding.differences().consecutive(0, names.iter().map(|name| Name(name.as_bytes())));
    encoding.finish();
    type3.first_char(0).last_char(last as u8).widths(names.iter().map(|_| 1000.0));
    type3.resources();
    type3.to_unicode(to_unicode).font_descriptor(descriptor);
    type3.finish();
    pdf.font_descriptor(descriptor)
        .name(Name(b"Boxes"))
        .flags(FontFlags::SYMBOLIC)
        .italic_angle(0.0)
        .stem_v(0.0);
    let mut content = Content::new();
    content.start_shape_glyph(1000.0, 60.0, -80.0, 940.0, 840.0);
    content.set_line_width(40.0).rect(100.0, -40.0, 800.0, 840.0).stroke();
    content.move_to(100.0, -40.0).line_to(900.0, 800.0).stroke();
    pdf.stream(shape, &content.finish());
    let mut map: UnicodeCmap<u8> = UnicodeCmap::new(Name(b"Boxes"), SYSTEM);
    (0u8..).zip(characters).for_each(|(code, c)| map.pair(code, *c));
    cmap(pdf, to_unicode, &map.finish());
    font
}
