//! Typefaces by their names: what each is for in a report laid out by GB/T 9704, and which of those that a
//! computer has fit.

/// What a typeface is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Role {
    /// 小标宋, of titles.
    Title,
    /// 仿宋, of the text.
    Body,
    /// 黑体, of headings and the heads of tables.
    Heading,
    /// 楷体, of subheadings.
    Subheading,
    /// 宋体, of tables and page numbers.
    Table,
}

/// The parts of names by which a typeface is known to be for a role, the best first.
const NAMES: [(Role, &[&str]); 5] = [
    (Role::Title, &["小标宋", "xiaobiaosong", "fzxbs", "大标宋", "中宋", "stzhongsong"]),
    (Role::Body, &["仿宋", "fangsong"]),
    (
        Role::Heading,
        &["黑体", "simhei", "heiti", "雅黑", "yahei", "zen hei", "zenhei", "pingfang", "sans"],
    ),
    (Role::Subheading, &["楷", "kai"]),
    (Role::Table, &["宋", "simsun", "song", "sung", "serif", "ming"]),
];

/// The parts of names of typefaces for Latin letters and digits.
const LATIN: [&str; 3] = ["times new roman", "liberation serif", "tinos"];

/// The parts of names, besides Chinese characters, of typefaces that have simplified Chinese.
const CHINESE: [&str; 24] = [
    "cjk sc",
    "cjksc",
    "han sans sc",
    "han serif sc",
    "han sans cn",
    "han serif cn",
    "simsun",
    "simhei",
    "fangsong",
    "kaiti",
    "songti sc",
    "heiti sc",
    "stsong",
    "stheiti",
    "stkai",
    "stzhongsong",
    "yahei",
    "pingfang sc",
    "zen hei",
    "gb1",
    "gb2312",
    "sungtil gb",
    "ukai cn",
    "uming cn",
];

/// The parts of names of styles that are not those of running text, and of fonts that only add rare
/// characters to another.
const SPECIAL: [&str; 13] = [
    "bold",
    "light",
    "thin",
    "black",
    "heavy",
    "italic",
    "oblique",
    "condensed",
    "mono",
    "粗",
    "细",
    "extb",
    "extg",
];

/// Whether a part stands in the names. The searcher of the standard library would double this code on the page.
fn has(names: &str, part: &str) -> bool {
    names.as_bytes().windows(part.len()).any(|window| window == part.as_bytes())
}

/// Whether a typeface, by its names in lower case, is for Latin letters.
pub fn is_latin(names: &str) -> bool {
    LATIN.iter().any(|name| has(names, name))
}

/// How far a typeface, by its names in lower case, is from a role: 0 if they say the role. 小标宋 may be
/// replaced by 宋体, and the roles of small parts by that of the text.
pub fn distance(names: &str, role: Role) -> usize {
    let is = |role| rank(names, role).is_some();
    let order: &[Role] = match role {
        Role::Title => &[Role::Title, Role::Table, Role::Heading, Role::Body],
        Role::Body => &[Role::Body, Role::Table, Role::Subheading, Role::Title],
        Role::Heading => &[Role::Heading, Role::Title, Role::Table, Role::Body],
        Role::Subheading => &[Role::Subheading, Role::Body, Role::Table],
        Role::Table => &[Role::Table, Role::Body, Role::Title],
    };
    // 仿宋 and 小标宋 have the name of 宋体 in theirs.
    let special = is(Role::Body) || is(Role::Title);
    let at = order.iter().position(|one| is(*one) && (*one != Role::Table || !special));
    at.unwrap_or(order.len())
}

/// The place of the name of a role that stands in the names.
fn rank(names: &str, role: Role) -> Option<usize> {
    let of_role = NAMES.iter().find(|(other, _)| *other == role);
    of_role.and_then(|(_, parts)| parts.iter().position(|part| has(names, part)))
}

/// Which of a computer's fonts a report is set in: for each role the one whose names say it best, if there is
/// one that is not taken for a role before. `all` has for each font its family, full and PostScript name and
/// its style, in lower case.
pub fn fitting(all: &[String]) -> [Option<usize>; 5] {
    let is_chinese = |names: &str| {
        CHINESE.iter().any(|part| has(names, part))
            || NAMES
                .iter()
                .flat_map(|(_, parts)| *parts)
                .any(|part| !part.is_ascii() && has(names, part))
    };
    let mut chosen = [None; NAMES.len()];
    for (at, (role, _)) in NAMES.into_iter().enumerate() {
        let fit =
            (0..all.len()).filter(|&at| is_chinese(&all[at]) && distance(&all[at], role) == 0);
        let best = fit.min_by_key(|&at| {
            let names = &all[at];
            let special = SPECIAL.iter().filter(|part| has(names, part)).count();
            (special, rank(names, role), names.len(), names)
        });
        chosen[at] = best.filter(|_| !chosen.contains(&best));
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(installed: &[&str]) -> Vec<String> {
        let all: Vec<String> = installed.iter().map(|names| names.to_lowercase()).collect();
        fitting(&all).into_iter().flatten().map(|at| installed[at].to_string()).collect()
    }

    #[test]
    fn the_fonts_of_windows_are_chosen_by_role() {
        let fonts = [
            "Arial\nArial\nArialMT\nRegular",
            "SimSun-ExtB\nSimSun-ExtB\nSimSun-ExtB\nRegular",
            "宋体\nSimSun\nSimSun\nRegular",
            "Microsoft YaHei\nMicrosoft YaHei\nMicrosoftYaHei\nRegular",
            "SimHei\nSimHei\nSimHei\nRegular",
            "仿宋\nFangSong\nFangSong\nRegular",
            "KaiTi\nKaiTi\nKaiTi\nRegular",
            "MS Mincho\nMS Mincho\nMS-Mincho\nRegular",
            "方正小标宋简体\nFZXiaoBiaoSong-B05S\nFZXBSJW--GB1-0\nRegular",
        ];
        let wanted = [fonts[8], fonts[5], fonts[4], fonts[6], fonts[2]];
        assert_eq!(chosen(&fonts), wanted);
    }

    #[test]
    fn the_style_of_running_text_and_simplified_characters_are_preferred() {
        let fonts = [
            "Noto Sans CJK JP\nNoto Sans CJK JP\nNotoSansCJKjp-Regular\nRegular",
            "Noto Sans CJK SC\nNoto Sans CJK SC Bold\nNotoSansCJKsc-Bold\nBold",
            "Noto Sans CJK SC\nNoto Sans CJK SC\nNotoSansCJKsc-Regular\nRegular",
            "Noto Sans Mono CJK SC\nNoto Sans Mono CJK SC\nNotoSansMonoCJKsc-Regular\nRegular",
            "Noto Serif CJK TC\nNoto Serif CJK TC\nNotoSerifCJKtc-Regular\nRegular",
        ];
        assert_eq!(chosen(&fonts), [fonts[2]]);
    }

    #[test]
    fn fonts_without_chinese_are_not_chosen_by_names_alike() {
        let fonts = ["Comic Sans MS", "Noto Serif", "Songti TC", "Kailasa", "Ming Imperial"];
        assert!(chosen(&fonts).is_empty());
    }
}
