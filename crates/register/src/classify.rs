//! The class of each row: in which cells it counts, or what must be asked.

use report::text::key;

use crate::applicant::{self, Named, Said, applicants, named, said};
use crate::blank::is_blank;
use crate::contents::{self, Reader, tells};
use crate::dates::Day;
use crate::field::Field;
use crate::outcome::{Decision, Set, Signs, decide, one};
use crate::period::{Days, Period, days, period};
use crate::remedy::{self, Case};
use crate::rows::Row;
use crate::senses::{self, RESULTS};
use crate::sentence;

/// What is open about a row, and the likely answers.
pub enum Open {
    /// The result, by the office's words.
    Result(String, Set),
    /// The kind of applicant, and why.
    Applicant(String, [usize; 2]),
    /// The period, and why.
    Period(&'static str),
    /// Whether it is an application of its own, and why.
    Count(&'static str),
    /// How a case ended, by the office's words; the position in [`Class::cases`].
    Case(String, usize),
}

/// A rule about which offices differ that was used for a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Used {
    /// The rule's id.
    pub rule: &'static str,
    /// The other value: the id of a row or a column of table 3; empty if there is none.
    pub other: &'static str,
}

/// What is known about a row.
#[derive(Default)]
pub struct Class {
    /// The application is carried in; else received in the year.
    pub carried_in: bool,
    /// The position in [`applicant::KINDS`].
    pub kind: usize,
    /// The position in [`RESULTS`].
    pub result: usize,
    /// Its reviews and suits.
    pub cases: Vec<Case>,
    /// What must be asked.
    pub open: Vec<Open>,
    /// Rules that were used about which offices differ.
    pub used: Vec<Used>,
    /// It does not count, and why.
    pub skipped: Option<&'static str>,
    /// The days, for deadlines.
    pub days: Days,
    /// The time for the answer was extended, or did not run all the while.
    pub longer: Longer,
}

/// Why an answer may take longer than 20 working days.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Longer {
    /// The time was extended.
    pub extended: bool,
    /// The applicant had to correct the application, or a third party was asked.
    pub stopped: bool,
}

/// Classes rows of the register of a year.
pub struct Classifier<'a> {
    /// Reads texts of results.
    pub reader: &'a mut Reader,
    /// The year of the report.
    pub year: u16,
    /// Whether most rows with a result have a day of the answer.
    pub dated: bool,
    /// Whether rows of tests count (rule R10).
    pub tests: bool,
    /// Whether hidden rows count (rule R11).
    pub hidden: bool,
}

/// Why a row of a system's test does not count (rule R10).
const TEST: &str = "系统测试数据";
/// Why a hidden row does not count, where that was chosen (rule R11).
const HIDDEN: &str = "隐藏的行，按选定的规则不计";

impl Classifier<'_> {
    /// The class of a row.
    pub fn class(&mut self, row: &Row) -> Class {
        let mut class = Class { days: days(row, self.year), ..Class::default() };
        class.skipped = self.void(row);
        if class.skipped == Some(TEST) {
            class.used.push(Used { rule: "R10", other: "count" });
            class.skipped = Some(TEST).filter(|_| !self.tests);
        }
        if class.skipped.is_some() {
            return class;
        }
        match period(&class.days, &row.words_of_period(), self.year) {
            Period::Received => {}
            Period::CarriedIn => class.carried_in = true,
            Period::Elsewhere(why) => class.skipped = Some(why),
            Period::Ask(why) => class.open.push(Open::Period(why)),
        }
        if class.skipped.is_none() && row.lines[0].hidden {
            class.used.push(Used { rule: "R11", other: "skip" });
            class.skipped = Some(HIDDEN).filter(|_| !self.hidden);
        }
        if class.skipped.is_some() {
            return class;
        }
        self.again(row, &mut class);
        kind(row, self.reader, &mut class);
        self.result(row, &mut class);
        cases(row, &mut class);
        let said = |field: Field| row.texts(field).iter().any(|text| !key(text).starts_with('否'));
        class.longer.extended = said(Field::Extended);
        class.longer.stopped = said(Field::Correction) || said(Field::ThirdParty);
        class
    }

    /// Why a row is no application: it was cancelled, or is a test.
    fn void(&mut self, row: &Row) -> Option<&'static str> {
        let test = row.text(Field::Applicant).is_some_and(|name| key(name).starts_with("测试"));
        let fields = [Field::Status, Field::Result, Field::Note, Field::Detail];
        let texts: Vec<&str> = fields.iter().flat_map(|f| row.texts(*f)).collect();
        if test || texts.iter().any(|text| text.chars().count() <= 10 && text.contains("测试")) {
            return Some(TEST);
        }
        let contents = row.texts(Field::Contents).into_iter().filter(|t| t.chars().count() <= 10);
        let mut texts = texts.into_iter().chain(contents);
        texts.any(|text| self.reader.signs(text).void).then_some("登记作废的行不计")
    }

    /// Whether the row repeats another, or answers an application again.
    fn again(&mut self, row: &Row, class: &mut Class) {
        const AGAIN: &[&str] =
            &["重新答复", "重新作出", "重作答复", "重新办理", "重新处理", "重办"];
        let fields = [
            Field::Result,
            Field::Detail,
            Field::Note,
            Field::Contents,
            Field::Status,
            Field::Period,
            Field::Number,
        ];
        let texts = fields.iter().flat_map(|f| row.texts(*f));
        if texts.into_iter().any(|text| AGAIN.iter().any(|word| text.contains(word))) {
            class.open.push(Open::Count("复议、诉讼后重新答复"));
        } else if row.texts(Field::Note).iter().any(|t| t.contains("合并") || t.contains("并案"))
        {
            class.open.push(Open::Count("与其他申请合并办理"));
        } else if row.twin {
            class.open.push(Open::Count("与另一行相同，只是编号或表格不同"));
        }
    }

    fn result(&mut self, row: &Row, class: &mut Class) {
        let mut texts = row.texts(Field::Result);
        let details = row.texts(Field::Detail);
        let detailed = (!details.is_empty() && !texts.is_empty()).then_some(texts.len());
        texts.extend(&details);
        let of_period: Vec<&str> =
            row.texts(Field::Period).into_iter().filter(|t| t.contains("结转下")).collect();
        texts.extend(&of_period);
        let answer = row.text(Field::Answered).filter(|_| class.days.answered.is_none());
        let mut more: Vec<&str> = row.texts(Field::Note);
        let mut states: Vec<&str> = row.texts(Field::Status);
        states.extend(answer);
        let answered = class.days.answered.is_some();
        let mut read =
            |texts: &[&str]| -> Vec<Signs> { texts.iter().map(|t| self.reader.signs(t)).collect() };
        let mut all = read(&texts);
        let mut decision = decide(&all, detailed, answered);
        // What the result leaves open may stand among the remarks.
        if matches!(decision, Decision::Ask(_) | Decision::Nothing) {
            let notes = read(&more);
            if notes.iter().any(tells) {
                all.extend(notes.into_iter().filter(tells));
                decision = decide(&all, Some(all.len()), answered);
            } else {
                more.clear();
            }
        } else {
            more.clear();
        }
        if decision == Decision::Nothing {
            let signs = read(&states);
            texts.extend(&states);
            decision = decide(&signs, None, answered);
        }
        let owed = texts.iter().chain(&more).any(|text| text.contains("补正"));
        let told = texts.iter().chain(&more).map(|text| sentence::words(text));
        let words = told.collect::<Vec<_>>().join("；");
        self.settle(decision, owed, words, class);
        differ(&texts, &more, class);
    }

    /// Puts a decision together with the days.
    fn settle(&mut self, decision: Decision, owed: bool, words: String, class: &mut Class) {
        let carried_out = senses::at("carried_out");
        let Days { received, answered, .. } = class.days;
        let words = if words.is_empty() {
            "有答复日期，没有填写结果".to_string()
        } else {
            words
        };
        let mut ask = |likely: Set| class.open.push(Open::Result(words.clone(), likely));
        if answered.is_some_and(|day| day.year > self.year) && !class.days.yearless {
            class.result = carried_out;
            return;
        }
        let backwards =
            answered.zip(received).is_some_and(|(answered, received)| answered < received);
        match (decision, answered) {
            (Decision::Is(n), _) if n == carried_out => class.result = n,
            (Decision::Is(n), Some(_)) if class.days.yearless => ask(1 << n | one("carried_out")),
            (Decision::Is(n), Some(_)) if backwards => ask(1 << n | one("carried_out")),
            (Decision::Is(n), None) if self.dated && !RESULTS[n].starts_with("closed.") => {
                ask(1 << n | one("carried_out"));
            }
            (Decision::Is(n), _) => class.result = n,
            (Decision::Both, _) => {
                class.result = senses::at("partial");
                class.used.push(Used { rule: "R02", other: "" });
            }
            (Decision::Ask(likely), _) => ask(likely),
            (Decision::Pending | Decision::Nothing, Some(_)) => {
                ask(one("granted") | one("partial"))
            }
            (Decision::Pending, None) if owed && self.overdue(received) => {
                ask(one("closed.uncorrected") | one("carried_out"));
            }
            (Decision::Pending | Decision::Nothing, None) => class.result = carried_out,
        }
    }

    /// Whether a correction asked for soon after this day must have come by the end of the year.
    fn overdue(&self, received: Option<Day>) -> bool {
        const DAYS: i32 = 60;
        let end = Day { year: self.year, month: 12, day: 31 };
        received.is_some_and(|day| end.number() - day.number() > DAYS)
    }
}

/// Notes rules about results in which offices differ.
fn differ(texts: &[&str], more: &[&str], class: &mut Class) {
    let has = |words: &[&str]| {
        texts.iter().chain(more).any(|text| words.iter().any(|w| text.contains(w)))
    };
    match RESULTS[class.result] {
        "closed.other" if has(&["政府信息", "咨询", "党务", "党组织", "党委"]) => {
            class.used.push(Used { rule: "R04", other: "unavailable.not_held" });
        }
        "unavailable.unclear" if !has(&["补正"]) => {
            class.used.push(Used { rule: "R06", other: "closed.uncorrected" });
        }
        _ => {}
    }
}

/// Names may stand in a column for each kind, which then says it.
fn by_columns_of_names(row: &Row, kinds: &mut Vec<usize>, organised: &mut bool) {
    for column in row.table.with(Field::Applicant).filter(|c| contents::kind_of_head(c.leaf())) {
        if row.lines.iter().any(|line| line.cell(column.at).is_some_and(|cell| !cell.blank)) {
            match said(column.leaf()) {
                Said::Kind(0) if !kinds.contains(&0) => kinds.push(0),
                Said::Organisation => *organised = true,
                _ => {}
            }
        }
    }
}

/// What the name of the first applicant says; notes the rule about joint applicants of several kinds.
fn first_name(name: Option<&str>, class: &mut Class) -> Option<Named> {
    let names: Vec<String> = name.map(applicants).unwrap_or_default();
    let whole = name.map(key).unwrap_or_default();
    let first = names.first().and_then(|name| named(name));
    let mixed =
        names.iter().filter_map(|name| named(name)).any(|n| Some(rough(n)) != first.map(rough));
    if mixed && names.len() > 1 {
        class.used.push(Used { rule: "R01", other: "" });
    }
    // 代理 is told by the whole text, whose parts may be cut at a comma.
    match named(&whole) {
        Some(Named::Ask("代理人", likely)) => Some(Named::Ask("代理人", likely)),
        _ => first,
    }
}

/// The likely kinds of an applicant whose column of kinds has words that are not known.
fn likely(first: Option<Named>) -> [usize; 2] {
    match first {
        Some(Named::Kind(kind) | Named::Choice(kind, ..)) => [kind, kind],
        Some(Named::Ask(_, likely)) => likely,
        None => [0, 1],
    }
}

/// The kind of applicant from the words of its columns and the name.
fn kind(row: &Row, reader: &Reader, class: &mut Class) {
    let (mut texts, mut name) = (row.texts(Field::Kind), row.text(Field::Applicant));
    // The kind may stand beside the name.
    if let Some((alone, kind)) = name.filter(|_| texts.is_empty()).and_then(applicant::with_kind) {
        (texts, name) = (vec![applicant::LABELS[kind]], Some(alone));
    }
    let words = |text: &&str| {
        // A ticked column gives its group before its own head.
        let text = text.rsplit('—').next().unwrap_or(text);
        said(reader.legend.kind(text).unwrap_or(text))
    };
    let said: Vec<Said> = texts.iter().map(words).collect();
    let known = |said: &Said| if let Said::Kind(kind) = said { Some(*kind) } else { None };
    let mut kinds: Vec<usize> = said.iter().filter_map(known).collect();
    kinds.dedup();
    let mut organised = said.contains(&Said::Organisation);
    by_columns_of_names(row, &mut kinds, &mut organised);
    let first = first_name(name, class);
    let label = |kind: usize| applicant::LABELS[kind];
    // Words of the column that are not known are not passed over.
    let strange = || texts.iter().find(|text| words(text) == Said::Nothing && !is_blank(text));
    if kinds.is_empty()
        && !organised
        && let Some(text) = strange()
    {
        class.open.push(Open::Applicant(format!("类别写“{text}”"), likely(first)));
        return;
    }
    let mut ask = |why: String, likely| class.open.push(Open::Applicant(why, likely));
    match (kinds.first().copied(), first) {
        (Some(kind), _) if kinds.len() > 1 => {
            ask(format!("类别既是{}又是{}", label(kind), label(kinds[1])), [kind, kinds[1]]);
        }
        // Mixed names are asked, whatever the column says.
        (Some(kind), Some(Named::Ask(what, likely))) if applicant::MIXED.contains(&what) => {
            let other = likely[usize::from(likely[0] == kind)];
            ask(format!("{what}，登记为{}", label(kind)), [kind, other]);
        }
        (Some(kind), Some(Named::Kind(other))) if other != kind => {
            ask(format!("登记为{}，名称像{}", label(kind), label(other)), [kind, other]);
        }
        (Some(kind), Some(Named::Choice(a, _, b))) if kind != a && kind != b => {
            ask(format!("登记为{}，名称像{}", label(kind), label(a)), [kind, a]);
        }
        (Some(kind), _) => class.kind = kind,
        (None, Some(Named::Kind(0))) if organised => {
            ask("登记为法人或其他组织，名称像自然人".to_string(), [0, 5]);
        }
        (None, Some(Named::Kind(kind))) => class.kind = kind,
        (None, Some(Named::Choice(kind, rule, other))) => {
            class.kind = kind;
            class.used.push(Used { rule, other: applicant::KINDS[other] });
        }
        (None, Some(Named::Ask(what, likely))) => ask(what.to_string(), likely),
        (None, None) if organised => ask("从名称看不出是哪一类组织".to_string(), [1, 5]),
        (None, None) => ask("从名称看不出类别".to_string(), [0, 1]),
    }
}

fn rough(named: Named) -> bool {
    matches!(named, Named::Kind(0))
}

/// The reviews and suits of a row.
fn cases(row: &Row, class: &mut Class) {
    let (review, suit) = (row.texts(Field::Review), row.texts(Field::Suit));
    let both = row.texts(Field::Remedy);
    if remedy::acts_as_reviewer(&row.texts(Field::Role)) {
        return;
    }
    class.cases = remedy::cases(&review, &suit, &both);
    // Remarks may name a case for which no column has anything.
    let notes: Vec<&str> =
        row.texts(Field::Note).into_iter().filter(|text| remedy::names_case(text)).collect();
    let is_suit = |case: &Case| case.row != "review";
    for case in remedy::cases(&[], &[], &notes) {
        if !class.cases.iter().any(|known| is_suit(known) == is_suit(&case)) {
            class.cases.push(case);
        }
    }
    for (n, case) in class.cases.iter().enumerate().filter(|(_, case)| case.outcome.is_none()) {
        let texts = if case.row == "review" { &review } else { &suit };
        let texts = [texts, &both, &notes].into_iter().find(|texts| !texts.is_empty());
        let words = texts.map_or(String::new(), |texts| texts.join("；"));
        class.open.push(Open::Case(words, n));
    }
}
