//! What a text says about itself: 现公布某局2023年…年度报告, 由某局编制, 统计期限; and, as weaker
//! sources, its signature and the subjects of its sentences.

use super::heads::{is_on_reports, shows_report};
use super::{bodies, page, split_title};
use crate::text::{self, key};

/// An agency (empty if none is named) and a year, and the words that name them.
#[derive(Clone, Default)]
pub(super) struct Told {
    pub agency: String,
    pub year: Option<u16>,
    pub quote: String,
}

/// Number of lines in which a text says what it is; later lines are no preface.
const OPENING: usize = 40;
/// Number of sentences of the opening whose subject may be the agency.
const OPENING_SENTENCES: usize = 100;

/// What the first sentences state about the report.
pub(super) fn of_itself(lines: &[&str]) -> Vec<Told> {
    let lines: Vec<String> = lines.iter().take(OPENING).map(|l| tight(l)).collect();
    let sentences = lines.iter().flat_map(|l| l.split(['。', '；']));
    let mut all = Vec::new();
    for (i, sentence) in sentences.filter(|s| text::length(s) >= 10).enumerate() {
        all.extend(report_named(sentence, i < FIRST));
        all.extend(compiled_by(sentence, i < FIRST));
        all.extend(period(sentence));
    }
    all
}

/// A line without white space and with half-width digits, so that `2024 年` and `２０２４年` are
/// the same.
fn tight(line: &str) -> String {
    let plain =
        |c: char| if text::half_width(c).is_ascii_digit() { text::half_width(c) } else { c };
    line.chars().filter(|c| !c.is_whitespace()).map(plain).collect()
}

/// Number of sentences that may name the report without saying that it is this one.
const FIRST: usize = 3;

/// Whether a sentence requests something of somebody, as notices do.
fn is_request(sentence: &str) -> bool {
    [
        "应当",
        "应在",
        "应于",
        "应按",
        "须",
        "请各",
        "请于",
        "务必",
        "不得",
        "要按",
        "要对照",
        "各单位",
        "各部门要",
    ]
    .iter()
    .any(|w| sentence.contains(w))
}

/// The report that a sentence names: `现公布示例局2023年政府信息公开工作年度报告`,
/// `示例镇政府编制了2016年度政府信息公开年度报告`.
fn report_named(sentence: &str, first: bool) -> Option<Told> {
    let own =
        ["现", "本报告", "本年度报告", "本年报", "编制了", "编制完成", "编制的", "特", "制作"];
    let says = own.iter().any(|w| sentence.contains(w));
    if !says && !first || shows_report(sentence) {
        return None;
    }
    let plain = without_cited(sentence);
    let subjects = ["政府信息公开", "政务公开", "信息公开"];
    let (at, named) = subjects.iter().find_map(|s| {
        plain.match_indices(s).find_map(|(at, _)| {
            let behind: String = plain[at + s.len()..].chars().take(10).collect();
            let end = ["报告", "年报"].iter().filter_map(|w| behind.find(w)).min()?;
            let own = !behind[..end].contains(['，', ',', '、'])
                && !is_on_reports(&format!("{s}{}", &behind[..end]));
            own.then_some((at, s))
        })
    })?;
    let head = &plain[..at];
    if is_request(head) {
        return None;
    }
    let (before, year, after) = match last_year_in(head) {
        Some((from, to, year)) => {
            (&head[..from], Some(year), head[to..].trim_start_matches(['年', '度']))
        }
        None => (head, None, ""),
    };
    let before = before.trim_end();
    let agency = match after.trim() {
        "" => bodies::object(before).or_else(|| publisher_of(before)),
        after => Some(after).filter(|a| bodies::is_body(&key(a))),
    };
    let near = agency.is_some() || after.trim().is_empty();
    let agency = agency.map(str::trim).unwrap_or_default();
    let agency = key(agency);
    let year = year.filter(|_| near);
    let told = Told { agency, year, quote: excerpt(&plain, at + named.len()) };
    let whole = !told.agency.is_empty() && told.year.is_some();
    (whole || says && (!told.agency.is_empty() || told.year.is_some())).then_some(told)
}

/// The body in words that end with what it does with its report: `示例局现公布`.
fn publisher_of(words: &str) -> Option<&str> {
    let deed = ["公布", "发布", "编制了", "编制", "编制完成"];
    let name = deed.iter().find_map(|w| words.strip_suffix(w))?;
    let name = name.trim_end_matches(['现', '特', '已']);
    let name = name.rsplit(['，', ',']).next().unwrap_or(name).trim();
    (bodies::is_proper(name) && !crate::body::levels(name).is_empty()).then_some(name)
}

/// `由示例局编制`, `示例局编制了本报告`. What a text that begins so speaks of is the report.
fn compiled_by(sentence: &str, first: bool) -> Option<Told> {
    let plain = without_cited(sentence);
    let ends = |w: &&str| plain.trim_end().ends_with(*w);
    let told = first && plain.contains('由') && ["编制", "编写", "撰写"].iter().any(ends);
    if !told && !["报告", "年报"].iter().any(|w| sentence.contains(w)) {
        return None;
    }
    let verb = ["编制", "编写", "撰写", "汇总"].iter().filter_map(|w| plain.find(w)).min()?;
    if is_request(&plain[..verb]) {
        return None;
    }
    // An adverb may precede the verb.
    let before = plain[..verb].trim_end_matches(['特', '现', '已', '负', '责', '组', '织', ' ']);
    let by = before.rfind('由').map(|at| before[at + '由'.len_utf8()..].trim());
    let whole = |name: &&str| bodies::is_body(&key(name));
    let by = by.and_then(|rest| Some(rest).filter(whole).or_else(|| bodies::subject(rest)));
    let clause = before.rsplit(['，', ',']).next().unwrap_or(before);
    // 示例局根据《条例》规定，编制本报告: the subject is that of the clause before.
    let first = clause.trim().is_empty().then(|| {
        let name = bodies::subject(before)?;
        let on = ["根据", "按照", "依据", "依照"];
        on.iter().any(|w| before[name.len()..].starts_with(w)).then_some(name)
    });
    let agency = by.or_else(|| bodies::object(before)).or_else(|| bodies::subject(clause));
    let agency = agency.or(first.flatten());
    let agency = agency.filter(|name| text::length(name) >= 3)?;
    let year = text::find_year(&plain[verb..]).map(|(.., year)| year);
    Some(Told { agency: key(agency), year, quote: excerpt(&plain, verb) })
}

/// The year of the statistics period: `统计期限自2019年1月1日起至2019年12月31日止`.
fn period(sentence: &str) -> Option<Told> {
    let words =
        ["统计期限", "统计时限", "统计时间", "统计周期", "数据期限", "数据时限", "统计截止"];
    let at = words.iter().find_map(|w| sentence.find(w))?;
    let (.., year) = text::find_year(&sentence[at..])?;
    let quote: String = sentence[at..].chars().take(30).collect();
    Some(Told { agency: String::new(), year: Some(year), quote })
}

/// A sentence without remarks in brackets and without the titles of cited documents. The title of a
/// report stays, without its marks.
fn without_cited(sentence: &str) -> String {
    const OPEN: [char; 5] = ['《', '〈', '“', '（', '('];
    const CLOSE: [char; 5] = ['》', '〉', '”', '）', ')'];
    let mut plain = String::new();
    let mut rest = sentence;
    // Marks that nothing closes any more.
    let mut unclosed = [false; OPEN.len()];
    while let Some(open) = rest.find(OPEN) {
        plain.push_str(&rest[..open]);
        let inside = &rest[open..];
        let mark = OPEN.iter().position(|c| inside.starts_with(*c)).unwrap_or(0);
        let close = Some(mark).filter(|m| !unclosed[*m]).and_then(|m| inside.find(CLOSE[m]));
        let Some(close) = close else {
            unclosed[mark] = true;
            // If a bracket is not closed, the text after it counts.
            rest = &inside[inside.chars().next().map_or(0, char::len_utf8)..];
            continue;
        };
        let width = |s: &str| s.chars().next().map_or(0, char::len_utf8);
        let cited = &inside[width(inside)..close];
        if super::heads::is_title(cited) {
            plain.push_str(cited);
        }
        rest = &inside[close + width(&inside[close..])..];
    }
    plain + rest
}

/// The last `2017年` of a text: where it begins, where its number ends, and the year.
fn last_year_in(text: &str) -> Option<(usize, usize, u16)> {
    let mut last = None;
    let mut from = 0;
    while let Some((at, length, year)) = text::find_year(&text[from..]) {
        last = Some((from + at, from + at + length, year));
        from += at + length + '年'.len_utf8();
    }
    last
}

/// Some words before and after a position.
fn excerpt(text: &str, at: usize) -> String {
    let before: Vec<char> = text[..at].chars().rev().take(30).collect();
    before
        .into_iter()
        .rev()
        .chain(text[at..].chars().take(12))
        .collect::<String>()
        .trim()
        .to_string()
}

/// A first line that consists only of a name.
pub(super) fn first_line(lines: &[&str]) -> Option<Told> {
    let above = lines.iter().take(6).take_while(|l| !l.contains('。'));
    let name = above.map(|l| key(l)).find(|k| bodies::is_proper(k) && k.chars().count() <= 30)?;
    Some(Told { agency: name.clone(), year: None, quote: name })
}

/// The name above the date at the end.
pub(super) fn signature(lines: &[&str]) -> Option<Told> {
    let from = lines.len().saturating_sub(12);
    lines[from..].windows(2).rev().find_map(|pair| {
        let dated = pair[1].contains('年') && text::parse_date(pair[1]).is_some();
        let name = key(pair[0].trim_end_matches("（盖章）"));
        let fits = dated && bodies::is_body(&name) && name.chars().count() >= 3;
        fits.then(|| Told { agency: name.clone(), year: None, quote: name })
    })
}

/// The subject of the first sentence about the year: `2024年，示例区坚持…`, `示例乡2024年…`, also
/// after an introduction: `2024年，在…的领导下，示例乡认真…`.
pub(super) fn subject(lines: &[&str]) -> Option<Told> {
    let lines: Vec<String> = lines.iter().map(|l| tight(text::without_numeral(l))).collect();
    let sentences = lines.iter().flat_map(|l| l.split('。')).map(text::without_numeral);
    sentences.map(str::trim).find_map(|sentence| {
        let this = ["本年度", "今年", "一年来", "全年", "本年"];
        let agency = match text::find_year(sentence) {
            Some((0, length, _)) => subject_behind(&sentence[length + '年'.len_utf8()..]),
            Some((at, ..)) => Some(&sentence[..at]).filter(|name| bodies::is_proper(name)),
            None => this.iter().find_map(|w| sentence.strip_prefix(w)).and_then(subject_behind),
        };
        let quote = sentence.chars().take(30).collect();
        Some(Told { agency: agency?.to_string(), year: None, quote })
    })
}

/// The subject of sentences in the first part, without a year: the first name that occurs twice.
pub(super) fn named_again(lines: &[&str]) -> Option<Told> {
    let lines: Vec<String> = lines.iter().map(|l| tight(text::without_numeral(l))).collect();
    let sentences =
        lines.iter().take(OPENING).flat_map(|l| l.split('。')).map(text::without_numeral);
    let mut long = sentences.filter(|s| text::length(s) >= 10).take(OPENING_SENTENCES);
    long.find_map(|sentence| {
        let agency = bodies::subject(sentence).filter(|name| !name.contains('、'))?;
        let above = ["国务院", "中央", "中共", "党"].iter().any(|w| agency.starts_with(w));
        let times: usize = lines.iter().map(|l| l.matches(agency).count()).sum();
        let quote = sentence.chars().take(30).collect();
        (!above && times > 1).then(|| Told { agency: agency.to_string(), year: None, quote })
    })
}

/// The subject after a year and, if they are there, clauses about circumstances.
fn subject_behind(rest: &str) -> Option<&str> {
    let rest = rest.trim_start_matches(['度', '以', '来', '，', ',', ' ', '里', '间']);
    let circumstance =
        |clause: &&str| ["在", "根据", "按照", "围绕", "为"].iter().any(|w| clause.starts_with(w));
    let mut clauses = rest.split(['，', ',']);
    let clause = clauses.find(|c| !circumstance(c))?;
    bodies::subject(clause)
}

/// The publisher of the page.
pub(super) fn publisher(lines: &[&str]) -> Option<Told> {
    let (line, name) =
        lines.iter().take(OPENING).find_map(|l| Some((l, page::published_by(l)?)))?;
    let name = key(name);
    bodies::is_proper(&name).then(|| Told { agency: name, year: None, quote: line.to_string() })
}

/// The year that the text names most often. A year with which a sentence begins counts twice; of
/// equal ones the first is taken. With `often`, a single mention within a sentence is enough only
/// if no other year occurs.
pub(super) fn most_named_year(lines: &[&str], often: bool) -> Option<Told> {
    let mut years: Vec<(u16, usize)> = Vec::new();
    for line in lines.iter().filter(|l| page::labelled(l).is_none()) {
        let plain = without_cited(&tight(line));
        for sentence in plain.split('。') {
            let sentence = text::without_numeral(sentence);
            let mut from = 0;
            while let Some((at, length, year)) = text::find_year(&sentence[from..]) {
                let weight = if from + at == 0 { 2 } else { 1 };
                match years.iter_mut().find(|(y, _)| *y == year) {
                    Some((_, count)) => *count += weight,
                    None => years.push((year, weight)),
                }
                from += at + length;
            }
        }
    }
    let most = years.iter().map(|(_, count)| *count).max()?;
    let (year, _) = *years.iter().find(|(_, count)| *count == most)?;
    let quote = format!("{year}年");
    let sure = most > 1 || years.len() == 1;
    (sure || !often).then(|| Told { agency: String::new(), year: Some(year), quote })
}

/// The year before that of publication: reports are published in the following year. The date is
/// that of the page, or the one below the text.
pub(super) fn year_before_publication(lines: &[&str]) -> Option<Told> {
    let told = lines.iter().take(OPENING).filter(|l| page::labelled(l).is_some());
    let below = lines.last().filter(|l| l.contains('年')).copied();
    told.filter_map(|line| page::publication(line)).chain(below).find_map(|date| {
        let (year, month, _) = text::parse_date(date)?;
        let quote = date.to_string();
        (month <= 6).then(|| Told { agency: String::new(), year: year.checked_sub(1), quote })
    })
}

/// Whether a line is the title of such a report without an agency.
pub(super) fn is_name_of_kind(line: &str) -> bool {
    let name = text::without_numeral(line).trim_end();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    split_title(name).is_some() && super::heads::is_title(name)
}
