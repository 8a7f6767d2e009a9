//! The characters that a byte, or the name of a glyph, stands for in a simple font.

/// The character of a byte in a font without its own table: Latin-1 and the quotes of Windows.
/// Chinese text never uses such a font.
pub fn latin(byte: u8) -> Option<char> {
    const WINDOWS: &str = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
    match byte {
        0x20..=0x7e | 0xa0..=0xff => Some(char::from(byte)),
        0x80..=0x9f => WINDOWS.chars().nth(usize::from(byte) - 0x80).filter(|c| *c != ' '),
        _ => None,
    }
}

/// The character of a glyph name: ASCII, some punctuation, and names such as `uni4E00` and
/// `u2000B`.
pub fn named(name: &str) -> Option<char> {
    let name = name.split('.').next().unwrap_or_default();
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    if let Some(i) = ASCII.split(' ').position(|n| n == name) {
        // Letters are missing in the list: their glyph names are themselves.
        let signs = (0x20..0x7f_u8).map(char::from).filter(|c| !c.is_ascii_alphabetic());
        return signs.clone().nth(i);
    }
    if let Some((_, c)) = OTHERS.iter().find(|(n, _)| *n == name) {
        return Some(*c);
    }
    let hex = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let code = (4..=6).contains(&hex.len()).then(|| u32::from_str_radix(hex, 16).ok());
    code.flatten().and_then(char::from_u32)
}

const ASCII: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle \
    parenleft parenright asterisk plus comma hyphen period slash zero one two three four five six \
    seven eight nine colon semicolon less equal greater question at bracketleft backslash \
    bracketright asciicircum underscore grave braceleft bar braceright asciitilde";

const OTHERS: [(&str, char); 17] = [
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("minus", '-'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("degree", '°'),
    ("multiply", '×'),
    ("perthousand", '‰'),
    ("guillemotleft", '《'),
    ("guillemotright", '》'),
    ("nbspace", ' '),
    ("sfthyphen", '-'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_bytes() {
        let named: String = ["A", "space", "nine", "tilde", "asciitilde", "uni4E00", "a.sc", "at"]
            .iter()
            .filter_map(|n| named(n))
            .collect();
        assert_eq!(named, "A 9~一a@");
        let latin: String = [b'0', 0x93, 0x97, 0xb7, 7].iter().filter_map(|b| latin(*b)).collect();
        assert_eq!(latin, "0“—·");
    }
}
