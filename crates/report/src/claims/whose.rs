//! Which year and which body a figure is about.
//!
//! The report of a city also states figures of its departments, and compares with other years. Such
//! figures are true and have no cell; only what the reporting body did in the report's year is
//! compared with the table. If neither year nor body is named, the report is taken to speak of
//! itself.

use crate::figures::figures;
use crate::form::Level;
use crate::report::Report;
use crate::text::find_year;
use crate::words::{self, WordList};

const THIS_YEAR: &[&str] = &["今年", "本年", "全年", "年内"];
#[rustfmt::skip]
static OTHER_YEARS: WordList = WordList::new(&[
    "上年", "上一年", "去年", "前年", "往年", "历年", "同期", "近两年", "近三年", "近年",
    "两年来", "三年来", "五年来", "几年来", "多年来",
]);
/// Words before a year that compare with it; the rest of the sentence is about this year.
const COMPARED: &[&str] = &["比", "较", "与", "同", "和"];
/// Words for a change between two years.
const CHANGED: &[&str] = &["增", "减", "升", "降", "多", "少", "涨", "翻"];
/// Verbs for carrying something to or from a year; the figure is this year's.
const CARRIED: &[&str] = &["结转", "承接", "顺延", "转结", "延续", "转", "接续办理", "接续"];
/// Words after the name of last year with which the clause is still about this year.
const BELONGS: &[&str] = &["结转", "转结", "转入", "转来", "相比", "同期", "以前", "之前"];

/// Whether the last year named in these words is another than the report's.
pub(super) fn is_of_another_year(report: &Report, before: &str) -> bool {
    // What a closed bracket says is of its own year: 比上年增加（2019年为112件），结转4件.
    let tight = crate::text::key(&without_asides(before, |_| true));
    let mut last: Option<(usize, bool)> = None;
    let mut years = Vec::new();
    let mut note = |at: usize, end: usize, other: bool| {
        let front = tight[..at].trim_end_matches("去年").trim_end_matches("上年");
        let behind = tight[end..].trim_start_matches('年').trim_start_matches('度');
        // In 比2023年收到的申请9件增加3件 the first figure is that of 2023.
        let told = behind.contains('的')
            && !behind.contains(['，', ','])
            && !CHANGED.iter().any(|w| behind.contains(w));
        let compared = !told && COMPARED.iter().any(|w| front.ends_with(w));
        let carried = front.trim_end_matches(['至', '到', '入']);
        let aside = CARRIED.iter().any(|w| carried.ends_with(w))
            || BELONGS.iter().any(|w| behind.starts_with(w));
        // 为2018年87件的1.29倍；上年结转5件: this is told of the report's year again.
        let anew = front.ends_with(['；', ';']) && BELONGS.iter().any(|w| behind.starts_with(w));
        let other = other && !(anew && behind.starts_with("结转"));
        if !(other && (compared || aside)) && last.is_none_or(|(l, _)| at > l) {
            last = Some((at, other));
        }
    };
    let mut from = 0;
    while let Some((at, length, year)) = find_year(&tight[from..]) {
        note(from + at, from + at + length, Some(year) != report.year);
        years.push(year);
        from += at + length;
    }
    for word in THIS_YEAR {
        words::places(&tight, word).for_each(|at| note(at, at + word.len(), false));
    }
    for (at, word) in OTHER_YEARS.places_in(&tight) {
        note(at, at + word.len(), true);
    }
    // For 2023年、2024年分别 it is not decided which figure belongs to which year.
    let respective = years.len() > 1 && tight.contains("分别");
    respective || last.is_some_and(|(_, other)| other)
}

/// Whether a figure after these words of a sentence is only that of a month, a quarter or a half of the
/// year: a part of the year that its clause names, or the end of the clause before, or with which the
/// sentence or what follows a semicolon begins.
pub(super) fn is_of_a_part_of_the_year(before: &str) -> bool {
    const MARKS: [char; 4] = ['，', ',', '（', '('];
    if !before.contains(['月', '季', '半']) {
        return false;
    }
    let segment = words::behind_last(before, &['；', ';', '。']);
    let year = |words: &str| THIS_YEAR.iter().any(|w| words.contains(w));
    let mut clauses = segment.trim_end_matches(MARKS).rsplit(MARKS);
    let own = clauses.next().unwrap_or_default();
    if part_of_the_year(own).is_some() {
        return true;
    }
    let ends = |clause: &str| {
        part_of_the_year(clause).is_some_and(|(_, end)| {
            clause[end..].trim_start_matches(['份', '底', '末', '止']).is_empty()
        })
    };
    let begins = |clause: &str| {
        part_of_the_year(clause).is_some_and(|(start, _)| {
            let before = clause[..start].trim_end_matches(['年', '至', '止']);
            before
                .chars()
                .all(|c| crate::text::half_width(c).is_ascii_digit() || "截今本".contains(c))
        })
    };
    let first = segment.split(MARKS).next().unwrap_or_default();
    let rest = segment.get(first.len()..).unwrap_or_default();
    !year(own) && clauses.next().is_some_and(ends) || !year(rest) && begins(first)
}

/// Where these words name the last part of the year, unless they go on to the whole of it.
fn part_of_the_year(words: &str) -> Option<(usize, usize)> {
    const PARTS: &[&str] = &["一季度", "二季度", "三季度", "四季度", "上半年", "下半年"];
    let part = PARTS.iter().filter_map(|w| Some((words.rfind(w)?, w.len()))).max();
    let part = part.map(|(at, length)| (at, at + length));
    let month = words.rfind('月').and_then(|at| Some((month_start(words, at)?, at + "月".len())));
    let last = part.into_iter().chain(month).max_by_key(|(_, end)| *end)?;
    let year = THIS_YEAR.iter().filter_map(|w| words.rfind(w)).max();
    year.is_none_or(|at| at < last.0).then_some(last)
}

/// Where the number of a month begins that ends with 月 at this place and ends no year: 3月, 截至6月底, 1至11月, but
/// not 12月31日, 1月至12月, 截至12月底.
fn month_start(words: &str, at: usize) -> Option<usize> {
    let digit =
        |c: char| crate::text::half_width(c).is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let (before, after) = (&words[..at], &words[at + "月".len()..]);
    let rest = before.trim_end_matches(digit);
    let number = &before[rest.len()..];
    let until = rest.ends_with("截至") || rest.ends_with("截止");
    let range = ["至", "到", "—", "-", "～", "~"].iter().any(|w| rest.ends_with(w)) && !until;
    let goes_on = after.starts_with(['至', '到', '—', '-', '～', '起']);
    let day = after.starts_with(digit);
    let ends = range || until || after.starts_with(['底', '末']);
    let end = matches!(number, "12" | "十二") && ends;
    (!number.is_empty() && !goes_on && !day && !end).then_some(rest.len())
}

/// Whether a figure after these words is that of one among several: 申请量最大的单位收到.
pub(super) fn is_of_the_most(before: &str) -> bool {
    words::has(
        &["最大", "最多", "最少", "最小"],
        words::behind_last(before, &['，', ',', '；', ';']),
    )
}

/// Whether 累计 in these words means a total over several years; it does unless they name this
/// year.
pub(crate) fn is_running(report: &Report, before: &str) -> bool {
    let named = |year: u16| crate::text::key(before).contains(&format!("{year}年"));
    let this = THIS_YEAR.iter().any(|w| before.contains(w)) || report.year.is_some_and(named);
    !this || ["截至", "截止", "以来"].iter().any(|w| before.contains(w))
}

/// Endings of the names of public bodies.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "局", "厅", "委", "办", "会", "办公室", "委员会", "中心", "镇", "乡", "街道", "办事处", "县", "区",
    "市", "旗", "部门", "单位", "政府", "机关", "法院", "公司", "集团", "学校", "医院", "支队",
    "大队", "宣传部", "组织部", "武装部", "系统",
];
/// Verbs and other words that follow the name of a body, and so end it.
#[rustfmt::skip]
static DEEDS: WordList = WordList::new(&[
    "收到", "受理", "收办", "接到", "接收", "新收", "办理", "处理", "办结", "答复", "主动公开",
    "公开", "发布", "推送", "通过", "共", "全年", "召开", "举办", "举行", "组织", "开展", "参加",
    "制发", "制定", "出台", "印发", "作出", "实施", "审理", "代表", "累计", "承办", "转办",
    "转来", "应诉", "予以", "不予", "部分公开", "对我", "为我", "到我", "来我", "公示", "公布", "被", "未", "没有", "无", "发生", "收取", "在", "的", "等",
]);

/// Characters that no name of a body contains; a clause with one of them before its verb names no
/// body.
const NO_NAME: &[char] = &['诉', '以', '不', '因', '对', '向', '于', '将', '其', '按'];

/// Whether what follows these words of a sentence is about the reporting body and the report's year.
pub(crate) fn is_ours(report: &Report, before: &str) -> bool {
    !is_of_another_year(report, before) && is_of_own_body(report, before)
}

/// Whether what follows these words of a sentence is about the reporting body.
pub(crate) fn is_of_own_body(report: &Report, before: &str) -> bool {
    !is_of_another_body(report, before) || is_for_the_whole(report, before)
}

/// Whether the last body with which these words begin a clause is not the reporting one.
pub(super) fn is_of_another_body(report: &Report, before: &str) -> bool {
    // 区政府（含区政府办公室）: the bracket adds to the body before it.
    let beside = |aside: &str| {
        aside.contains(|c| crate::text::half_width(c).is_ascii_digit())
            || aside.trim_start_matches(['（', '(']).starts_with(['含', '包'])
    };
    let kept = without_asides(before, beside);
    // In 收到13件（其中县财政局收到3件 the bracket that is still open begins a clause of its own.
    let open = kept.rfind(['（', '(']).filter(|at| !kept[*at..].contains(['）', ')']));
    let kept = match open {
        Some(at) => kept[..at].to_string() + "，" + &kept[at..],
        None => kept,
    };
    let text: String = words::pieces(&kept, &['（', '）', '(', ')', ' ', '\u{3000}']).collect();
    // 各部门认真清理，2016年公开2950条: the year begins a new statement, about all of them.
    let last = text
        .rfind(['，', ','])
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let anew = find_year(&text[last..]).is_some_and(|(at, ..)| at == 0)
        || THIS_YEAR.iter().any(|w| text[last..].starts_with(w));
    let all = |name: &str| anew && name.contains('各') && !text[last..].contains(name);
    let bodies = |said: &str| -> Vec<bool> {
        let clauses = words::pieces(said, &['，', ',', '、', '：']);
        let named = clauses.filter_map(body).filter(|name| !all(name));
        named.map(|name| !is_own(&report.agency, name)).collect()
    };
    // After a semicolon the sentence returns to the body with which it began. Bodies after its first
    // figure share that figure among them (30场，其中部门22场、街镇8场).
    let mut parts = text.rsplit(['；', ';']);
    let here = parts.next().and_then(|part| bodies(part).last().copied());
    here.or_else(|| parts.next_back().and_then(|part| bodies(until_counted(part)).first().copied()))
        .unwrap_or(false)
}

/// The words up to the first number that is no year.
fn until_counted(words: &str) -> &str {
    let mut from = 0;
    let digit = |c: char| crate::text::half_width(c).is_ascii_digit();
    while let Some(at) = words[from..].find(digit).map(|at| from + at) {
        let rest = words[at..].trim_start_matches(digit);
        if !rest.starts_with(['年', '月', '日']) {
            return &words[..at];
        }
        from = words.len() - rest.len();
    }
    words
}

/// Whether 全市 and its like name more than the reporting body, for that one is counted behind them:
/// 全市收到412件，我局收到36件.
pub(super) fn is_of_more(report: &Report, before: &str, after: &str, unit: &str) -> bool {
    let name = before.rsplit(BREAKS).find_map(body).unwrap_or_default();
    let all = name.starts_with('全');
    // 全省资源系统收到7812件，其中省厅486件
    let system = name.ends_with("系统");
    let own = |clause: &str| {
        let clause = words::without_start(clause, "其中");
        let counted = figures(clause).iter().any(|f| f.unit == unit);
        counted
            && body(clause).is_some_and(|name| {
                let by_name = system && !name.starts_with('全') && is_own(&report.agency, name);
                name.starts_with(['我', '本']) || by_name
            })
    };
    all && after.split(BREAKS).any(own)
}

/// Whether the reporting body is named next to others with figures of the same unit
/// (市政府收到126件，市直部门340件). Its figure is then a part, while the table has the total.
pub(super) fn is_a_share(report: &Report, before: &str, after: &str, unit: &str) -> bool {
    let whole = |name: &str| WHOLE.iter().any(|w| name.starts_with(w));
    let by_name = |name: &str| is_own(&report.agency, name) && !whole(name);
    if !before.rsplit(BREAKS).find_map(body).is_some_and(by_name) {
        return false;
    }
    let mut from = 0;
    let other = after.split_inclusive(BREAKS).find_map(|clause| {
        let rest = &after[from..];
        from += clause.len();
        body(clause).filter(|name| !is_own(&report.agency, name)).map(|_| rest)
    });
    other.is_some_and(|rest| figures(rest).iter().any(|f| f.unit == unit))
}

/// Whether a figure stands alone in a bracket behind the name of another body: 向县资源局（2件）、县民政局（1件）申请.
pub(super) fn is_of_the_body_before(report: &Report, before: &str, after: &str) -> bool {
    let Some(name) = before.strip_suffix(['（', '(']).filter(|_| after.starts_with(['）', ')']))
    else {
        return false;
    };
    let name = words::behind_last(
        name,
        &['，', ',', '、', '；', ';', '）', ')', '和', '向', '由', '为', '是'],
    );
    let known = BODIES.iter().any(|b| name.ends_with(b)) && name.chars().count() > 2;
    known && !is_own(&report.agency, name)
}

/// Whether an office is said to act for the reporting body (市政府办公室代表市政府). Its figures
/// have another scope than the table, and the reader is told so.
pub(crate) fn is_for_the_whole(report: &Report, before: &str) -> bool {
    words::places(before, "代表").any(|at| {
        let name = &before[at + "代表".len()..];
        let deed = DEEDS.first_in(name);
        is_own(&report.agency, &name[..deed.unwrap_or(name.len())])
    })
}

/// Marks after which the next clause, or the next item of a list, begins.
const BREAKS: [char; 6] = ['，', ',', '、', '：', '；', ';'];

/// The body with which a clause begins.
fn body(clause: &str) -> Option<&str> {
    // The name may also come last: 申请最多的是市公安局.
    let mut name = words::without_start(words::behind_last(clause, &['是', '为']), "其中");
    if let Some((0, length, _)) = find_year(name) {
        name = name[length..].trim_start_matches(['年', '度']);
    }
    for time in ["今年", "本年度", "全年"] {
        name = words::without_start(name, time);
    }
    let deed = DEEDS.first_in(name);
    let digit = name.find(|c: char| crate::text::half_width(c).is_ascii_digit());
    let name = &name[..deed.into_iter().chain(digit).min().unwrap_or(name.len())];
    // 全区各学校公众号: what belongs to each of several bodies.
    let each = name.find('各').filter(|at| !name[*at..].starts_with("各级"));
    let of_each =
        |at: usize| BODIES.iter().filter_map(|b| Some(at + name[at..].find(b)? + b.len())).min();
    let name = &name[..each.and_then(of_each).unwrap_or(name.len())];
    // 市直部门网站: the site of several bodies is theirs.
    let name = owner_of_site(name).unwrap_or(name);
    // 报请省政府出台规章1件: who was asked did not do it alone.
    let asked = ["报请", "提请", "报经", "呈请", "请"].iter().any(|w| name.starts_with(w));
    let known = BODIES.iter().any(|b| name.ends_with(b)) && !name.contains(NO_NAME) && !asked;
    // 市本级 is only a part of 全市.
    let level = words::find(name, "本级").map(|at| &name[..at + "本级".len()]);
    if level.is_some() {
        return level;
    }
    (known && (2..=20).contains(&name.chars().count())).then_some(name)
}

/// The bodies in the name of their sites: 市直部门网站.
fn owner_of_site(name: &str) -> Option<&str> {
    const SEVERAL: &[&str] = &["部门", "单位", "县区", "区县", "县市区", "乡镇", "镇街", "街道"];
    const SITES: &[&str] = &["网站", "门户", "微博", "微信", "公众号"];
    if !name.contains(['网', '门', '微', '公']) {
        return None;
    }
    let site = SITES.iter().filter_map(|w| name.find(w)).min()?;
    Some(&name[..site]).filter(|owner| SEVERAL.iter().any(|w| owner.contains(w)))
}

/// Characters before a kind of body that make it the reporting one, with all bodies below it.
const WHOLE: &[&str] = &["我", "本", "全", "各级"];

/// Whether a name is that of the reporting body: 我局, 全市, 各级行政机关, its name or a short
/// form, also together with others.
fn is_own(agency: &str, name: &str) -> bool {
    let short = |name: &str| {
        let mut rest = agency.chars();
        name.chars().count() > 1 && name.chars().all(|c| rest.any(|a| a == c))
    };
    // A township has a single office, which answers for the whole township.
    let township = crate::body::levels(agency) == [Level::Township];
    let office = name.strip_suffix("办公室").filter(|place| township && !place.is_empty());
    let name = office.map_or(name, |place| place.trim_end_matches("党政"));
    let own = WHOLE.iter().any(|w| name.starts_with(w));
    let some = name.contains('各') && !name.contains("各级");
    // A university calls itself 学校.
    let school = name == "学校" && ["大学", "学院", "中学"].iter().any(|w| agency.ends_with(w));
    own && !some
        || school
        || name.split(['及', '和', '与']).any(short)
        || !agency.is_empty() && name.ends_with(agency)
}

/// The text without the content of closed brackets for which `dropped` is true.
pub(super) fn without_asides(text: &str, dropped: impl Fn(&str) -> bool) -> String {
    let mut kept = String::new();
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '（' | '(' => open.push(kept.len()),
            '）' | ')' => {
                if let Some(from) = open.pop().filter(|&from| dropped(&kept[from..])) {
                    kept.truncate(from);
                    continue;
                }
            }
            _ => {}
        }
        kept.push(c);
    }
    kept
}
