//! Quantities that lack their number (核准企业资质条) or their unit (260余，).

use crate::text::{self, is_han};
use crate::words::{self, WordList};

/// Verbs after which things are counted.
#[rustfmt::skip]
static VERBS: WordList = WordList::new(&[
    "核准", "公开", "发布", "受理", "收到", "办结", "回应", "举办", "召开", "核发", "编印", "发放", "制作", "答复",
    "推送", "开展", "新增", "新建", "建成", "设立", "设置", "开设", "制定", "印发", "出台", "修订", "清理", "更新",
    "转载", "处置", "查处", "组织", "接待", "接听", "解答", "征集", "采纳", "梳理", "整改", "排查", "走访", "刊登",
    "刊发", "撰写", "编发", "张贴", "悬挂", "撤并", "关停", "归档", "上传", "报送", "收取", "优化", "培训", "审核",
    "印制", "处理", "化解", "调解", "制发", "录制", "拍摄", "采集", "归集", "抽查", "约谈", "备案", "转办", "交办",
]);
/// Verbs whose object is an application, not the form for one.
const RECEIVED: &[&str] = &["收到", "接收", "新收", "受理"];
/// Words of a sentence that tells of what was done in the year.
const TOLD: &[&str] = &["全年", "年内", "年度", "今年", "累计", "一年来", "本年"];
/// How the next clause goes on about all of what was received: …件，均已办结.
const ALL: &[&str] = &["均", "全部", "已全部", "都已", "办结率", "已办结", "按时办结", "其中"];
/// A unit of things that are counted.
struct Unit {
    word: &'static str,
    /// Characters that form another word with it (文件, 头条, 提起, 文本).
    joined: &'static str,
    /// Where its other words are many (汛期, 停车场): the last characters of what it counts.
    counts: Option<&'static [&'static str]>,
}

const fn unit(word: &'static str, joined: &'static str) -> Unit {
    Unit { word, joined, counts: None }
}

/// A unit after few other words only.
const fn unit_of(
    word: &'static str,
    joined: &'static str,
    counts: &'static [&'static str],
) -> Unit {
    Unit { word, joined, counts: Some(counts) }
}

#[rustfmt::skip]
const UNITS: &[Unit] = &[
    unit("人次", ""),
    unit("万元", ""),
    unit("条", MADE_WORDS),
    unit_of("件", MADE_WORDS, &["信息", "文件", "规章", "事项", "议题"]),
    unit("篇", MADE_WORDS),
    unit("个", "这那几每各哪整逐多某数半单首同第余自前后上下另"),
    unit("张", "主紧扩夸开慌纸伸铺嚣乖声老小姓几每各逐多某大"),
    unit_of("起", "一发引提兴掀唤缘了不激捡升崛奋", &["诉", "信", "案", "故", "纷", "报", "访", "例", "议", "情", "求", "险", "题", "件", "讼", "盾", "违法"]),
    unit_of("本", "基成文版样读课资根脚剧蓝副抄标范", &["册", "集", "刊", "证书", "图书", "文件"]),
    unit("次", "层批场人档首再多依名逐每各该此轮班频件期条其屡历初本上下前渐更车航座席"),
    unit_of("期", "日定按到长周近学时任预假同延逾初中后早短当分工限效前本", &["报", "刊", "训", "班", "榜", "栏", "讯", "目", "课", "座", "播", "频", "题", "集", "读", "解", "版", "媒", "道", "坛", "沙龙", "展"]),
    unit("份", "身月年省部股备成辈"),
    unit_of("场", "市现会广立一考赛牧农林工收进入出职剧战机商车球操菜开登退专", &["动", "座", "训", "讲", "演", "映", "谈", "播", "课", "班", "介", "访", "赛", "诊", "坛", "沙龙", "询", "演练", "宣传", "观摩"]),
];
const MADE_WORDS: &str = "文稿信证案条邮附事要物软硬部零头线各每逐该此那某几多法两函来急计构组配备器元\
    报诉议访询求复印原快密套办收发批拟请词链面便枝教新开首长短专中终上下";
/// Units that no other word ends with, apart from those above: they need no verb, if the sentence
/// has another number of the same unit.
const PLAIN: &[&str] = &["人次", "条", "篇", "个", "张", "份"];
/// Words before a number that is a name, a place in an order, or a rate.
#[rustfmt::skip]
const NUMBERED: &[&str] = &[
    "热线", "电话", "专线", "拨打", "致电", "号", "平台", "网", "版", "频道", "排名", "位列", "指数", "标准",
    "附件", "邮编", "比例", "占比", "率", "度",
];

/// A clause between two marks.
struct Clause<'a> {
    words: &'a str,
    /// Whether it is an item of a list, parted by 、 from the next one or the one before.
    is_item: bool,
}

fn clauses(sentence: &str) -> Vec<Clause<'_>> {
    let mut listed = false;
    let pieces = sentence.split_inclusive(MARKS);
    let clauses = pieces.map(|piece| {
        let before = std::mem::replace(&mut listed, piece.ends_with('、'));
        let words = piece.trim_end_matches(MARKS).trim();
        Clause { words, is_item: before || listed }
    });
    clauses.collect()
}

const MARKS: [char; 6] = ['，', '；', '、', '：', '（', '）'];

/// The first quantity of a line that lacks its number or its unit. Marks must be full-width.
pub(super) fn lacking(line: &str) -> Option<String> {
    line.split('。').find_map(|sentence| {
        let clauses = clauses(sentence);
        let of = |i: usize| {
            without_number(i, &clauses)
                .or_else(|| inner_gap(clauses[i].words))
                .or_else(|| unit_twice(clauses[i].words))
                .or_else(|| without_unit(clauses[i].words))
                .or_else(|| bare_number(&clauses[i], &clauses))
        };
        (0..clauses.len()).find_map(of)
    })
}

fn is_digit(c: char) -> bool {
    text::half_width(c).is_ascii_digit()
}

/// Whether the words before a unit have a number. A numeral counts only before a unit or another numeral,
/// so that 二维码 and 数据 have none.
fn is_numbered(body: &str) -> bool {
    const NUMERALS: &str = "零〇一二三四五六七八九十百千万两数几多";
    const VAGUE: &[&str] = &["若干", "许多", "多少", "大量", "众多", "无数", "不少"];
    const COUNTED: &str = "条件篇个次期份场张起本人项类家部";
    let mut after = body.chars().skip(1).chain(['个']);
    let numeral = body.chars().any(|c| {
        let next = after.next().unwrap_or(' ');
        NUMERALS.contains(c)
            && ("余".contains(next) || NUMERALS.contains(next) || COUNTED.contains(next))
    });
    numeral || has_digits(body) || words::has(VAGUE, body)
}

/// Whether words have a number in digits that is no year and no telephone number.
fn has_digits(body: &str) -> bool {
    let numbers = body.split(|c| !is_digit(c)).filter(|number| !number.is_empty());
    let mut from = 0;
    numbers.into_iter().any(|number| {
        from += body[from..].find(number).unwrap_or(0) + number.len();
        !is_hotline(number) && !body[from..].starts_with('年')
    })
}

/// Whether digits are the number of a service telephone: 12345, 95598.
fn is_hotline(number: &str) -> bool {
    let digits: String = number.chars().map(text::half_width).collect();
    digits.len() == 5 && ["12", "95", "96", "10"].iter().any(|d| digits.starts_with(d))
}

/// Where the last verb of counting begins, if the rest of the clause is short.
fn counting_verb(body: &str) -> Option<usize> {
    let at = VERBS.last_in(body)?;
    (body[at..].chars().count() < 12).then_some(at)
}

/// A unit right before a mark, without a number, in the clause at `i`: after a verb of counting, or beside
/// another number of this unit that counts the same or stands next to it.
fn without_number(i: usize, clauses: &[Clause]) -> Option<String> {
    let clause = clauses[i].words;
    let unit = UNITS.iter().find(|unit| clause.ends_with(unit.word))?;
    let body = &clause[..clause.len() - unit.word.len()];
    let before = body.chars().next_back()?;
    let named = before == '》' || before == '”';
    if is_numbered(body)
        || !(is_han(before) || named)
        || body.contains("单位")
        || body.starts_with(['无', '未'])
    {
        return None;
    }
    let whole = || clause.to_string();
    // 编发《简报》期, 发布“红黑榜”期.
    if named {
        return (unit.word != "个" && VERBS.is_in(body)).then(whole);
    }
    let mut counted = clauses.iter().enumerate().filter_map(|(at, other)| {
        let number = other.words.strip_suffix(unit.word)?.trim_end();
        let noun = number.trim_end_matches(|c| is_digit(c) || c == '余');
        (noun.len() < number.len()).then_some((at, noun))
    });
    let next = clauses.get(i + 1).map_or("", |next| next.words);
    if before == '余'
        && !body.ends_with("其余")
        && !body.ends_with("剩余")
        && !body.ends_with("盈余")
    {
        return Some(whole());
    }
    if ["共计", "合计", "总计"].iter().any(|w| body.ends_with(w)) {
        return Some(whole());
    }
    if unit.joined.contains(before) {
        // 网络申请件、信函申请25件; but in 规范办理申请件 it is a word.
        let received = words::has(RECEIVED, body);
        let told = words::has(TOLD, body) || ALL.iter().any(|w| next.starts_with(w));
        let of_cases = unit.word == "件" && received && told && !body.contains('的');
        let same =
            |(_, noun): (usize, &str)| received || end(noun).is_some_and(|end| body.ends_with(end));
        return (of_cases || counted.any(same)).then(whole);
    }
    // 培训人次 and 收费万元 may be the name of a figure.
    let name = ["人次", "万元"].contains(&unit.word);
    let spent =
        name && ["投入", "拨付", "筹集", "争取", "达", "共计"].iter().any(|w| body.contains(w));
    let counts = unit.counts.is_none_or(|counts| counts.iter().any(|w| body.ends_with(w)));
    if let Some(at) = counting_verb(body).filter(|_| !name && counts) {
        return Some(clause[at..].to_string());
    }
    let plain = PLAIN.contains(&unit.word);
    let alike = |(at, noun): (usize, &str)| {
        plain || at.abs_diff(i) == 1 || start(noun).is_some_and(|s| words::find(body, s).is_some())
    };
    let long = body.chars().count() >= if plain { 3 } else { 2 };
    (spent || long && body.chars().all(is_han) && counted.any(alike)).then(whole)
}

/// Words before which a number may lack.
static GAPS: WordList =
    WordList::new(&["个工作日", "个百分点", "个自然日", "%", "％", "第次", "第期", "第届"]);

/// The words of a clause from so many characters before a place on.
fn around(clause: &str, at: usize, end: usize) -> String {
    const BEFORE: usize = 6;
    let from = clause[..at].char_indices().rev().nth(BEFORE - 1).map_or(0, |(from, _)| from);
    clause[from..end].to_string()
}

/// Words of a clause around a gap where a number was: 在个工作日内, 提高个百分点, 增长%, 第次会议.
fn inner_gap(clause: &str) -> Option<String> {
    /// What may stand before 个 in place of a number.
    const NUMBERS: &str =
        "零一二三四五六七八九十百千万两几多数半每各整余某首前后上下另同这那该次单N";
    const RISEN: &[&str] = &[
        "增长", "下降", "上升", "减少", "增加", "提高", "降低", "达", "达到", "为", "的", "占",
        "近", "率", "约",
    ];
    if !GAPS.is_in(clause) {
        return None;
    }
    let gap = |word: &str, fits: &dyn Fn(&str) -> bool| {
        let at = words::places(clause, word).find(|at| fits(&clause[..*at]))?;
        Some(around(clause, at, at + word.len()))
    };
    let unnumbered = |before: &str| {
        before.chars().next_back().is_some_and(|c| is_han(c) && !NUMBERS.contains(c))
    };
    let days = ["个工作日", "个百分点", "个自然日"].iter().find_map(|w| gap(w, &unnumbered));
    let risen = |before: &str| RISEN.iter().any(|w| before.ends_with(w));
    let percent = ["%", "％"].iter().find_map(|w| {
        gap(w, &risen).filter(|_| !["单位", "百分号", "百分比"].iter().any(|w| clause.contains(w)))
    });
    let ordinal =
        ["第次", "第期", "第届"].iter().find_map(|w| gap(w, &|before| !before.ends_with('门')));
    days.or(percent).or(ordinal)
}

/// Words of a clause around a unit that is written twice behind a number: 120条条信息; but 3件件件有回音.
fn unit_twice(clause: &str) -> Option<String> {
    const TWICE: &str = "条件篇次期份场项家";
    let (mut number, mut unit) = (' ', ' ');
    clause.char_indices().find_map(|(at, c)| {
        let (first, second) =
            (std::mem::replace(&mut number, unit), std::mem::replace(&mut unit, c));
        if second != c || !is_digit(first) || !TWICE.contains(c) {
            return None;
        }
        let next = clause[at + c.len_utf8()..].chars().next();
        // 12次次日: the next word may begin with it.
        let word = matches!(
            (c, next),
            ('次', Some('日' | '年' | '月'))
                | ('项', Some('目'))
                | ('期', Some('限' | '间' | '刊'))
                | ('条', Some('例' | '件' | '目'))
                | ('场', Some('馆' | '所' | '地' | '次'))
                | ('家', Some('庭' | '长'))
                | ('件', Some('数'))
                | ('份', Some('额'))
        );
        (next != Some(c) && !word)
            .then(|| around(clause, at - second.len_utf8(), at + c.len_utf8()))
    })
}

/// The last two characters of a noun.
fn end(noun: &str) -> Option<&str> {
    noun.char_indices().nth_back(1).filter(|(at, _)| *at > 0).map(|(at, _)| &noun[at..])
}

/// The first two characters of a noun.
fn start(noun: &str) -> Option<&str> {
    noun.char_indices().nth(2).map(|(at, _)| &noun[..at])
}

/// A number without a unit before a mark (260余，), or 共计 without anything.
fn without_unit(clause: &str) -> Option<String> {
    let about = clause.strip_suffix('余').is_some_and(|body| body.ends_with(is_digit));
    let nothing = clause.ends_with("共计") && !is_numbered(&clause[..clause.len() - "共计".len()]);
    (about || nothing).then(|| {
        let tail: Vec<char> = clause.chars().rev().take(12).collect();
        tail.into_iter().rev().collect()
    })
}

/// A number without a unit in a sentence whose other numbers have one: 发布信息120，回复留言45条. Where
/// two items share a unit (微博120、微信80条), it is not missing.
fn bare_number(clause: &Clause, clauses: &[Clause]) -> Option<String> {
    let (noun, number) = bare(clause.words)?;
    let has_unit = |c: &Clause| {
        let body = c.words.trim_end_matches(|c| "条件篇个次期份场张项家人部".contains(c));
        body.len() < c.words.len() && body.trim_end().ends_with(is_digit)
    };
    let lacking = clauses.iter().filter(|c| bare(c.words).is_some()).count();
    let others = clauses.iter().filter(|c| has_unit(c)).count();
    let shared = clause.is_item && others == 1;
    (lacking == 1 && others > 0 && !shared).then(|| format!("{noun}{number}"))
}

/// The noun and the number of a clause that ends with a number, if it may count something: it is no
/// year, no hotline, and no name.
fn bare(clause: &str) -> Option<(&str, &str)> {
    let body = clause.trim_end_matches(is_digit);
    let number = &clause[body.len()..];
    if number.is_empty() {
        return None;
    }
    let start = body.trim_end_matches(is_han).len();
    let noun = &body[start..];
    let digits: String = number.chars().map(text::half_width).collect();
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let hotline = is_hotline(number);
    let plain = (1..=5).contains(&digits.len()) && !year && !hotline && !digits.starts_with('0');
    let named = noun.trim_end_matches(['为', '是', '达', '共']);
    let counts = noun.chars().count() > 1
        && !NUMBERED.iter().any(|w| named.ends_with(w))
        && !noun.ends_with(['年', '月', '日', '第', '前', '分', '表', '图', '至', '到']);
    (plain && counts).then_some((noun, number))
}
