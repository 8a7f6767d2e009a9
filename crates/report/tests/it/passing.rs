//! What passes between the parts of the program: results, links, sums over units, samples of texts, and the
//! words for them.

use std::collections::BTreeMap;

use report::checks::check;
use report::claims::claims;
use report::combine::{Error, Share, Wanted, combine, roll_up};
use report::desk::{self, Reread, Row, alike_rows, side_by_side, sum};
use report::document::Block;
use report::drafting::Prose;
use report::finding::{CheckMessage, CheckResult, Progress};
use report::formats;
use report::likeness::{LEAST, Prints, SHINGLE, alike, prints, shared_words, shingles};
use report::links::{State, links};
use report::notice::{Letter, notice};
use report::picture::pictures;
use report::recognize::Recognized;
use report::report::Explanation;
use report::{Finding, Report, Severity, form};

use corpus::Dice;

use crate::small;

const PERSON: &str = "3.received.person";
const TOTAL: &str = "3.received.total";

/// A report with these cells, all others 0.
fn report(agency: &str, cells: &[(&str, &str)]) -> Report {
    let mut report = small::report(agency, 2024);
    report.cells.extend(cells.iter().map(|(id, value)| (id.to_string(), value.to_string())));
    report
}

fn judged(report: Report) -> Row {
    let read = Recognized { report, notes: Vec::new(), places: BTreeMap::new(), other: None };
    Row::judged("甲.docx", None, read, &desk::Wanted { report: true, ..Default::default() }, None)
}

#[test]
fn a_result_is_counted_and_passes_on_whole() {
    let mut wrong = report("青川县财政局", &[(PERSON, "3"), ("3.processed.person", "x")]);
    wrong.sections[0].text += "\n收到申请9件。";
    let result = check(&wrong, None);
    let all = [Severity::Error, Severity::Warning, Severity::Hint].map(|s| result.count(s));
    assert_eq!(all.iter().sum::<usize>(), result.findings.len());
    assert!(all[0] > 0 && all[1] > 0 && all[0] != all[1], "{all:?}");
    let passed = CheckMessage::parse(&CheckMessage::from(result.clone()).print()).unwrap();
    let passed = CheckResult::from(passed);
    assert_eq!(passed.findings, result.findings);
    assert_eq!((passed.outcomes, passed.kind), (result.outcomes, result.kind));
    assert!(CheckMessage::parse("{}").is_none());
    assert_eq!([Severity::Error, Severity::Hint].map(Severity::word), ["错误", "提示"]);
}

#[test]
fn a_few_blanks_are_an_oversight() {
    let of = |filled, cells| Progress { filled, cells };
    assert!(of(25, 30).lacks_few() && !of(24, 30).lacks_few());
    assert!(of(8, 10).lacks_few() && !of(7, 10).lacks_few());
    assert!(of(9, 9).is_whole() && !of(8, 9).is_whole());
    assert_eq!((of(1, 2) + of(3, 4), of(7, 200).words().as_str()), (of(4, 6), "已填 7/200"));
}

#[test]
fn a_row_is_unfilled_until_its_blanks_are_filled_or_explained() {
    let whole = judged(report("青川县财政局", &[]));
    assert!(!whole.is_unfilled());
    let mut one = report("青川县财政局", &[]);
    one.cells.remove(PERSON);
    let row = judged(one.clone());
    assert!(row.is_unfilled());
    let blank = row.findings.iter().find(|f| f.rule == "V-02").unwrap();
    one.explanations = vec![Explanation {
        rule: blank.rule.to_string(),
        at: blank.at.clone(),
        reason: "没有".into(),
        about: None,
    }];
    assert!(!judged(one.clone()).is_unfilled());
    one.cells.clear();
    assert!(judged(one).is_unfilled());
}

#[test]
fn an_explanation_is_of_its_rule_place_and_words() {
    let finding = Finding::new("V-14", Severity::Warning, "section:1", "相差 3".into());
    let own = Explanation { rule: "V-14".into(), at: "section:1".into(), ..Explanation::default() };
    let about = |words: &str| Explanation { about: Some(words.into()), ..own.clone() };
    assert!(own.explains(&finding) && about("相差 3").explains(&finding));
    assert!(!about("相差 4").explains(&finding));
    assert!(!Explanation { rule: "V-13".into(), ..own.clone() }.explains(&finding));
    assert!(!Explanation { at: "section:2".into(), ..own.clone() }.explains(&finding));
}

#[test]
fn links_say_what_can_be_set() {
    let mut report = report("青川县财政局", &[(PERSON, "5"), (TOTAL, "5")]);
    report.sections[0].text = "2024年收到申请7件，办结申请0件。".into();
    report.cells.remove("3.carried_out.total");
    let all = links(&report, &claims(&report));
    let received = all.iter().find(|l| l.stated == "7").expect("the figure is linked");
    assert_eq!((received.state, received.sum.as_deref()), (State::Different, Some("5")));
    // The total would no longer be the sum of its parts.
    assert_eq!((received.cell(), received.breaks), (Some(TOTAL), 1));
    let mended = received.mend(&report.sections[0].text);
    assert_eq!(mended.as_deref(), Some("2024年收到申请5件，办结申请0件。"));
    let done = all.iter().find(|l| l.state == State::Equal).expect("the other one agrees");
    assert_eq!((done.cell(), done.mend("")), (None, None));
    let prose = Prose::of(&report, None, &claims(&report));
    let again = Prose::parse(&prose.print());
    assert_eq!((again.links, again.drafts), (prose.links, prose.drafts));
    assert!(Prose::parse("x").links.is_empty());
}

#[test]
fn an_upper_report_is_told_what_differs() {
    let units = [
        report("青川县财政局", &[(PERSON, "3"), (TOTAL, "3")]),
        report("青川县民政局", &[(PERSON, "4"), (TOTAL, "4")]),
    ];
    let names = vec!["青川县财政局".to_string(), "青川县民政局".to_string()];
    let upper = |cells: &[(&str, &str)]| Some(report("青川县人民政府", cells));
    let told = |upper: Option<Report>, names: &[String]| {
        let wanted = Wanted { agency: "青川县".into(), names: names.to_vec(), upper };
        let rolled = roll_up(&units, &wanted).unwrap();
        let told = rolled.findings.into_iter();
        told.map(|f| (f.at, f.place.is_some(), f.message, f.difference.unwrap()))
            .collect::<Vec<_>>()
    };
    assert!(told(upper(&[(PERSON, "7"), (TOTAL, "7")]), &names).is_empty());
    assert!(told(upper(&[(PERSON, "8"), (TOTAL, "7")]), &[]).is_empty());
    let more = told(upper(&[(PERSON, "9"), (TOTAL, "7")]), &names);
    let [(at, true, message, by)] = &more[..] else { panic!("{more:?}") };
    assert_eq!((at.as_str(), by.as_str()), (PERSON, "2"));
    assert!(message.contains("多 2 件") && message.contains("应等于"), "{message}");
    let less = told(upper(&[(PERSON, "7"), (TOTAL, "4")]), &[]);
    let [(at, true, message, by)] = &less[..] else { panic!("{less:?}") };
    assert_eq!((at.as_str(), by.as_str()), (TOTAL, "3"));
    assert!(message.contains("少 3 件") && message.contains("应不小于"), "{message}");
    let wanted = Wanted { names: vec!["青川县教育局".into()], ..Wanted::default() };
    let rolled = roll_up(&units, &wanted).unwrap();
    assert_eq!((rolled.missing.len(), rolled.unlisted.len()), (1, 2));
    let share = |unit, value: &str| Share { unit, value: value.into() };
    assert_eq!(rolled.shares[PERSON], [share(0, "3"), share(1, "4")]);
    assert!(!rolled.shares.contains_key("3.carried_in.person"));
    let twice = [units[0].clone(), units[1].clone(), units[0].clone()];
    assert_eq!(roll_up(&twice, &Wanted::default()).unwrap().repeated, [2]);
}

#[test]
fn only_reports_on_one_form_are_added_up() {
    let (one, mut other) = (report("甲局", &[]), report("乙局", &[]));
    assert_eq!(combine(&[], "县").err(), Some(Error::Nothing));
    let old = Report::new(form("2019").unwrap(), Some(2020), "丙局");
    assert_eq!(combine(&[one.clone(), old], "县").err(), Some(Error::Forms));
    assert_eq!(combine(&[one.clone(), other.clone()], "县").unwrap().year, Some(2024));
    other.year = Some(2023);
    assert_eq!(combine(&[one, other], "县").unwrap().year, None);
    let money = |value: &str| {
        let mut report = Report::new(form("2019").unwrap(), Some(2020), "丙局");
        report.cells.insert("2.procurement.amount".into(), value.into());
        report
    };
    let sum = |values: &[&str]| {
        let reports: Vec<Report> = values.iter().map(|v| money(v)).collect();
        combine(&reports, "县").unwrap().cell("2.procurement.amount").to_string()
    };
    assert_eq!(sum(&["0", "0"]), "0");
    assert_eq!(sum(&["7元", "0"]), "7元");
    assert_eq!(sum(&["1万元", "5元"]), "10005元");
}

#[test]
fn a_sum_over_the_desk_says_what_could_not_be_read() {
    let rows: Vec<Row> = ["青川县财政局", "青川县民政局"]
        .iter()
        .map(|a| judged(report(a, &[(PERSON, "3")])))
        .collect();
    let files = |gone: usize| -> Vec<Reread> {
        let each = rows.iter().enumerate().map(|(i, row)| Reread {
            rows: vec![(0, row.clone())],
            reports: vec![row.report.clone().filter(|_| i != gone)],
            error: None,
        });
        each.collect()
    };
    let wanted = || Wanted {
        agency: "青川县".into(),
        names: rows.iter().map(|r| r.agency.clone()).chain(["青川县教育局".into()]).collect(),
        upper: None,
    };
    let all = sum(files(9), wanted(), None).unwrap_or_else(|_| panic!("both can be read"));
    assert_eq!((all.unread.len(), all.rolled.report.cell(PERSON)), (0, "6"));
    let one = sum(files(0), wanted(), None).unwrap_or_else(|_| panic!("one can be read"));
    assert_eq!((one.unread.len(), one.rolled.report.cell(PERSON)), (1, "3"));
    // The unit has reported, though its file can no longer be read.
    assert_eq!(one.rolled.missing, ["青川县教育局"]);
    assert!(sum(Vec::new(), wanted(), None).is_err());
}

#[test]
fn samples_are_alike_from_half_on() {
    let words = |seed: u64, count: usize| -> String {
        let mut dice = Dice::new(seed);
        (0..count).map(|_| char::from_u32(0x4e00 + dice.roll(9_000) as u32).unwrap()).collect()
    };
    assert_eq!(shingles("一二三四五六七").len(), 0);
    assert_eq!(shingles("一二三 四五六七八\n").len(), 1);
    assert_eq!((SHINGLE, LEAST), (8, 200));
    let told = |text: String| {
        let mut report = report("甲局", &[]);
        report.preface.clear();
        report.sections.truncate(1);
        report.sections[0].text = text;
        prints(&report)
    };
    let shared = words(1, 2_000);
    let of = |share: usize, seed: u64| {
        let cut: String = shared.chars().take(2_000 * share / 100).collect();
        told(cut + &words(seed, 2_000 - 2_000 * share / 100))
    };
    let pair = |share: usize| alike(&[of(100, 2), of(share, 3)]).first().map(|p| p.percent);
    assert!(pair(30).is_none());
    assert!(pair(80).is_some_and(|percent| (70..=90).contains(&percent)), "{:?}", pair(80));
    assert_eq!(pair(100), Some(100));
    // A short text is not judged.
    let short = |seed| told(words(1, 100) + &words(seed, 20));
    assert!(alike(&[short(4), short(5)]).is_empty());
    // The sample passes on as a text.
    let sample = of(100, 2);
    let text = serde_json::to_string(&sample).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Prints>>(&text).unwrap(), sample);
    assert_eq!(prints(&report("甲局", &[])).iter().filter(|p| p.marks.is_empty()).count(), 0);
    let row = |share| Row { prints: of(share, 3), ..Row::default() };
    let found = alike_rows(&[vec![Row::default(), row(100)], vec![row(90)]]);
    assert_eq!(found.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), [((0, 1), (1, 0))]);
}

#[test]
fn shared_words_are_cut_where_they_end() {
    let pieces = |a: &str, b: &str| -> Vec<(String, bool)> {
        shared_words(a, b).0.into_iter().map(|p| (p.text, p.shared)).collect()
    };
    let own = |text: &str, shared| (text.to_string(), shared);
    assert_eq!(
        pieces("甲，一二三四五六七八，乙", "丙一二三四五六七八丁"),
        [own("甲，", false), own("一二三四五六七八", true), own("，乙", false)]
    );
    assert_eq!(pieces("一二三四五六七", "一二三四五六七"), [own("一二三四五六七", false)]);
    assert_eq!(pieces("一二三四 五六七八", "一二三四五六七八"), [own("一二三四 五六七八", true)]);
    assert!(pieces("", "甲").is_empty());
    let (mut a, b) = (report("甲局", &[]), report("乙局", &[]));
    a.preface = "甲".into();
    let both = side_by_side(&a, &b, &["preface".into(), "nothing".into()]);
    assert_eq!((both.len(), both[0].0[0].text.as_str(), both[1].0.len()), (2, "甲", 0));
}

#[test]
fn pictures_have_a_figure() {
    let blank = Report::new(form("2021").unwrap(), Some(2024), "甲局");
    assert!(pictures(&blank, None).is_empty());
    assert!(pictures(&report("甲局", &[]), None).is_empty(), "nothing but zeros");
    let now = report("甲局", &[("2.licence.decisions", "3")]);
    let shown = pictures(&now, None);
    assert_eq!((shown.len(), shown[0].bars[0].last), (1, None));
    let before = pictures(&blank, Some(&now));
    assert_eq!((before.len(), before[0].bars[0].value.is_none()), (1, true));
    let negative = report("甲局", &[("2.licence.decisions", "-3")]);
    assert!(pictures(&negative, None).is_empty());
}

#[test]
fn formats_are_listed_by_name() {
    let listed = formats::listed();
    assert!(
        listed.starts_with("docx、html、网页内容（fragment）、xlsx、自查表（sheet）、csv"),
        "{listed}"
    );
    assert_eq!(formats::mime_of("甲.乙.pdf"), "application/pdf");
    assert_eq!(formats::mime_of("甲"), "application/octet-stream");
    let offered: Vec<&str> = formats::offered().map(|format| format.id).collect();
    assert_eq!(offered[..3], ["docx", "pdf", "html"]);
    assert!(formats::to_write("pdf").is_none() && formats::to_write("sheet").is_some());
    let sheet = formats::to_write("sheet").unwrap();
    assert_eq!((sheet.file_name("甲").as_str(), sheet.reads()), ("甲自查表.html", false));
    assert_eq!(formats::to_write("docx").unwrap().file_name("甲"), "甲.docx");
}

/// Whether a text of so many characters, of which the first `shared` stood in last year's report, counts as
/// taken over.
fn taken_over(length: usize, shared: usize) -> bool {
    let mut dice = Dice::new(7);
    let text: String =
        (0..length).map(|_| char::from_u32(0x4e00 + dice.roll(9_000) as u32).unwrap()).collect();
    let told = |text: String, year: u16| {
        let mut report = small::report("青川县财政局", year);
        report.preface.clear();
        report.sections.iter_mut().for_each(|section| section.text.clear());
        report.sections[0].text = text;
        report
    };
    let last = told(text.chars().take(shared).collect(), 2023);
    let findings = check(&told(text, 2024), Some(&last)).findings;
    findings.iter().any(|f| f.rule == "V-17")
}

#[test]
fn more_than_half_of_a_long_text_is_taken_over() {
    let chars = |runs: usize| runs + SHINGLE - 1;
    assert!(!taken_over(chars(400), chars(200)) && taken_over(chars(400), chars(201)));
    assert!(taken_over(chars(LEAST), chars(LEAST)));
    assert!(!taken_over(chars(LEAST - 1), chars(LEAST - 1)));
}

#[test]
fn the_cells_of_an_empty_table_are_not_told_one_by_one() {
    let told = |keep: &[&str]| {
        let mut report = report("青川县财政局", &[]);
        report.cells.retain(|id, _| keep.iter().any(|table| id.starts_with(table)));
        report.cells.retain(|id, _| id != TOTAL && id != PERSON);
        report.sections[0].text = "收到申请3件。".into();
        let findings = check(&report, None).findings;
        findings.iter().filter(|f| f.rule == "C-12" && f.message.contains("未填写")).count()
    };
    assert_eq!((told(&["2.", "3.", "4."]), told(&["2.", "4."])), (1, 0));
}

#[test]
fn a_letter_names_the_only_cell_that_can_be_wrong() {
    let row = judged(report("青川县财政局", &[("3.processed.person", "3")]));
    let letter = notice(&row, &Letter::default()).unwrap();
    let told: Vec<&str> = letter
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(p) if p.text.contains("即可相符") => Some(p.text.as_str()),
            _ => None,
        })
        .collect();
    assert!(!told.is_empty() && told.iter().all(|words| words.contains("改为 0 即可相符")));
    // Many findings of one rule are one paragraph.
    let paragraphs = |count: usize| {
        let mut many = report("青川县财政局", &[]);
        let ids = many.cells.keys().take(count).cloned().collect::<Vec<_>>();
        ids.into_iter().for_each(|id| drop(many.cells.insert(id, "x".into())));
        let letter = notice(&judged(many), &Letter::default()).unwrap();
        let body = letter.blocks.iter().filter(|block| {
            matches!(block, Block::Paragraph(p) if p.text.contains("现为“x”") || p.text.contains("处请核对"))
        });
        body.count()
    };
    assert_eq!((paragraphs(5), paragraphs(6)), (5, 1));
}
