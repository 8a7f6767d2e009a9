//! Colours as files write them, as far as they tell whether words are seen.

/// Red, green and blue.
pub type Colour = [u8; 3];

/// White, the colour of the page where a file says nothing.
pub const WHITE: Colour = [255; 3];

/// Whether words in one of these colours are not seen on the other.
pub fn alike(ink: Colour, paper: Colour) -> bool {
    ink.iter().zip(paper).all(|(a, b)| a.abs_diff(b) <= 24)
}

/// Whether words in a colour are hardly seen on white.
pub fn is_light(colour: Colour) -> bool {
    colour.iter().all(|light| *light >= 0xd0)
}

/// A colour as style sheets write it; `None` for what is not known, such as `inherit`.
pub fn css_colour(text: &str) -> Option<Colour> {
    if let Some(parts) = text.strip_prefix("rgb(").or_else(|| text.strip_prefix("rgba(")) {
        let parts: Vec<&str> = parts.trim_end_matches(')').split([',', ' ', '/']).collect();
        let part = |i: usize| parts.get(i)?.parse::<u8>().ok();
        return Some([part(0)?, part(1)?, part(2)?]);
    }
    match text.strip_prefix('#') {
        Some(short) if short.len() == 3 => {
            colour(&short.chars().flat_map(|c| [c, c]).collect::<String>())
        }
        // The last two digits are the opacity.
        Some(long) => colour(long.get(..6)?),
        None => colour(text).filter(|_| text.starts_with(|c: char| c.is_ascii_lowercase())),
    }
}

/// The colour that six digits mean (`FFDDEE`), with `#` or two digits for the opacity before them or
/// not, or one of these names; `None` for `auto` and others.
pub fn colour(text: &str) -> Option<Colour> {
    let text = text.trim().trim_start_matches('#');
    let named = [("white", "ffffff"), ("black", "000000"), ("red", "ff0000"), ("yellow", "ffff00")];
    let named = named.iter().find(|(name, _)| text.eq_ignore_ascii_case(name));
    let digits = named.map_or(text, |(_, digits)| digits);
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let part = |from: usize| u8::from_str_radix(&digits[from..from + 2], 16).ok();
    let at = match digits.len() {
        6 => 0,
        8 => 2,
        _ => return None,
    };
    Some([part(at)?, part(at + 2)?, part(at + 4)?])
}
