//! Reads the one needed table of a TrueType font, the map from characters to glyphs, and inverts
//! it.

use std::collections::HashMap;

/// The characters by glyph number; empty if the font does not say.
pub fn characters(font: &[u8]) -> HashMap<u32, char> {
    let mut characters = HashMap::new();
    let found = table(font, b"cmap").and_then(|cmap| {
        let tables = (0..usize::from(u16_at(cmap, 2)?)).filter_map(|i| {
            let at = 4 + i * 8;
            let unicode =
                matches!((u16_at(cmap, at)?, u16_at(cmap, at + 2)?), (0, _) | (3, 1 | 10));
            let offset = u32_at(cmap, at + 4)? as usize;
            unicode.then_some(cmap.get(offset..)?)
        });
        tables.max_by_key(|t| u16_at(t, 0))
    });
    let mut keep = |code: u32, glyph: u32| {
        if let Some(c) = char::from_u32(code).filter(|_| glyph != 0) {
            // Several characters may have the same glyph; the higher code is the more usual one.
            characters.insert(glyph, c);
        }
    };
    match found.and_then(|t| u16_at(t, 0).map(|format| (format, t))) {
        Some((4, t)) => drop(segments(t, &mut keep)),
        Some((12, t)) => drop(groups(t, &mut keep)),
        _ => {}
    }
    characters
}

fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    let count = usize::from(u16_at(font, 4)?);
    let at = (0..count).map(|i| 12 + i * 16).find(|at| font.get(*at..at + 4) == Some(tag))?;
    font.get(u32_at(font, at + 8)? as usize..)
}

fn segments(t: &[u8], keep: &mut impl FnMut(u32, u32)) -> Option<()> {
    let size = usize::from(u16_at(t, 6)?);
    for i in (0..size).step_by(2) {
        let last = u16_at(t, 14 + i)?;
        let first = u16_at(t, 16 + size + i)?;
        let delta = u16_at(t, 16 + size * 2 + i)?;
        let at = 16 + size * 3 + i;
        let range = usize::from(u16_at(t, at)?);
        for code in first..=last.min(0xfffe) {
            let glyph = match range {
                0 => code.wrapping_add(delta),
                _ => match u16_at(t, at + range + usize::from(code - first) * 2)? {
                    0 => 0,
                    glyph => glyph.wrapping_add(delta),
                },
            };
            keep(code.into(), glyph.into());
        }
    }
    Some(())
}

fn groups(t: &[u8], keep: &mut impl FnMut(u32, u32)) -> Option<()> {
    let mut left = 0x11_0000_u32;
    for i in 0..u32_at(t, 12)? as usize {
        let at = 16 + i * 12;
        let (first, last, glyph) = (u32_at(t, at)?, u32_at(t, at + 4)?, u32_at(t, at + 8)?);
        left = left.checked_sub(last.checked_sub(first)?.checked_add(1)?)?;
        (first..=last).for_each(|code| keep(code, glyph.wrapping_add(code - first)));
    }
    Some(())
}

fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(data.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(data.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
