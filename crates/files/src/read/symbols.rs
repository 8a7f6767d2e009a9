//! Characters of symbol fonts (Wingdings, Symbol), as far as reports and lists use them: ticks,
//! boxes, bullets, circled numbers.

/// The Unicode character that a symbol looks like; `None` if it is not known. Bullets of a list
/// become nothing.
pub fn symbol(font: &str, code: u32) -> Option<char> {
    let font = font.to_ascii_lowercase();
    // Fonts also store their symbols at U+F000 to U+F0FF.
    let sign = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    match font.as_str() {
        "wingdings" => Some(match sign {
            0x6c => '●',
            0x6e => '■',
            0x6f | 0x71 | 0xa8 => '□',
            0x75 => '◆',
            0x81..=0x8a => char::from_u32(0x2460 + sign - 0x81)?,
            0x8c..=0x95 => char::from_u32(0x2776 + sign - 0x8c)?,
            0x9f | 0xa0 | 0xa7 => '•',
            0xa1 => '○',
            0xab => '★',
            0xd8 => '➢',
            0xdf => '←',
            0xe0 | 0xe8 => '→',
            0xfb => '✗',
            0xfc => '✓',
            0xfd => '☒',
            0xfe => '☑',
            _ => return None,
        }),
        "wingdings 2" => Some(match sign {
            0x4f => '✗',
            0x50 => '✓',
            0x51 | 0x53 | 0x54 => '☒',
            0x52 => '☑',
            0x2a | 0xa3 => '□',
            0x6a..=0x73 => char::from_u32(0x2460 + sign - 0x6a)?,
            0x97 => '●',
            0x99 => '○',
            _ => return None,
        }),
        "symbol" => Some(match sign {
            0x20..=0x3f => char::from_u32(sign)?,
            0xa3 => '≤',
            0xae => '→',
            0xb0 => '°',
            0xb1 => '±',
            0xb3 => '≥',
            0xb4 => '×',
            0xb7 => '•',
            0xb8 => '÷',
            0xb9 => '≠',
            0xe5 => '∑',
            _ => return None,
        }),
        _ if (0xe000..=0xf8ff).contains(&code) => None,
        // In other fonts the code is the character itself.
        _ => char::from_u32(code).filter(|c| !c.is_control()),
    }
}

/// The text that a field without a result draws from its code: a circled character, or a word with
/// its reading above it, of which the last text is the word.
pub fn drawn(code: &str) -> Option<String> {
    let code = code.trim();
    let rest = code.strip_prefix("EQ").or_else(|| code.strip_prefix("eq"))?;
    let over = rest.to_ascii_lowercase().rfind("\\o")?;
    let list = &rest[over..];
    // Without an alignment or a raised reading the texts are printed over each other.
    if !["\\a", "\\s", "\\A", "\\S"].iter().any(|kind| list.contains(kind)) {
        return None;
    }
    let inner = &list[list.find(['(', '（'])?..];
    let end = inner.rfind([')', '）'])?;
    let inner = inner.get(1..end).or_else(|| inner.get(3..end))?;
    let parts: Vec<&str> = inner.split([',', ';', '，']).map(str::trim).collect();
    let circled = list.contains("\\ac(") || list.contains("\\AC(");
    let (last, first) = (parts.last()?, parts.first()?);
    // The circle is drawn over the character, in either order.
    let text =
        if circled && ["○", "◯", "□", "△", "◇"].contains(last) { first } else { last };
    Some(text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_drawn_fields() {
        assert_eq!(symbol("Wingdings", 0xf0fe), Some('☑'));
        assert_eq!(symbol("Wingdings", 0x83), Some('③'));
        assert_eq!(symbol("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(symbol("宋体", 0x2460), Some('①'));
        assert_eq!(symbol("Wingdings", 0x21), None);
        let ruby = r#"EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(yí),宜)"#;
        assert_eq!(drawn(ruby).as_deref(), Some("宜"));
        assert_eq!(drawn(r"EQ \o\ac(○,1)").as_deref(), Some("1"));
        assert_eq!(drawn("PAGE"), None);
        assert_eq!(drawn("EQ \\o)("), None);
    }
}
