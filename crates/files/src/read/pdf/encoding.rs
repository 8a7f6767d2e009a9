//! The characters that the bytes of a simple font stand for, and replacements for characters that
//! only look right.

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

/// The ordinary character for a code. Browsers name a glyph by its first code, which for 一 or 长
/// may be that of a radical (⼀, ⻓). Vertical forms become the horizontal ones.
pub fn meant(c: char) -> char {
    let at = |list: &str, first: u32| list.chars().nth((u32::from(c) - first) as usize);
    let plain = match c {
        '\u{2f00}'..='\u{2fd5}' => at(KANGXI, 0x2f00),
        '\u{2e80}'..='\u{2ef3}' => RADICALS.chars().skip_while(|r| *r != c).nth(1),
        '\u{fe10}'..='\u{fe19}' => at("，、。：；！？〖〗…", 0xfe10),
        '\u{fe30}'..='\u{fe44}' => at("‥—–＿﹏（）｛｝〔〕【】《》〈〉「」『』", 0xfe30),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => Some(' '),
        _ => None,
    };
    plain.unwrap_or(c)
}

const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干\
    幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示\
    禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非\
    面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Pairs of a radical of the supplement and the character it stands for.
const RADICALS: &str = "⺁厂⺃乚⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫\
    ⺦丬⺨犭⺩王⺫目⺬示⺭礻⺯糹⺰纟⺱罓⺲罒⺳网⺴罓⺵网⺶羊⺷羊⺸羊⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶\
    ⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

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

    #[test]
    fn radicals_are_read_as_characters() {
        let read: String = "⼀⼾⻓⻔⺠⻰⻳⾏⿕︵年".chars().map(meant).collect();
        assert_eq!(read, "一户长门民龙龟行龠（年");
    }
}
