//! Blank cells are progress, not findings; guesses are marked; a report with blank totals or zeros
//! is checked by the values that it has.

use report::amount::Amount;
use report::checks::check;
use report::desk::{Row, Wanted};
use report::document::NoteLevel;
use report::finding::{CheckResult, Finding, Progress};
use report::form::Level;
use report::notice::{Letter, notice};
use report::recognize::Recognized;
use report::session::{Change, Session};
use report::{Report, progress};

/// A small report on a form: figures of one applicant, every other cell 0.
fn filled(form: &str) -> Report {
    let form = report::form(form).unwrap();
    let mut report = Report::new(form, Some(form.since), "示例县水务局");
    for cell in form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    if form.position("3.received.person").is_some() {
        for (row, n) in [("received", "7"), ("granted", "4"), ("partial", "2"), ("processed", "6")]
        {
            set(&mut report, &format!("3.{row}.person"), n);
            set(&mut report, &format!("3.{row}.total"), n);
        }
        set(&mut report, "3.carried_out.person", "1");
        set(&mut report, "3.carried_out.total", "1");
    }
    report
}

fn set(report: &mut Report, id: &str, value: &str) {
    assert!(report.form.position(id).is_some(), "{id}");
    report.cells.insert(id.into(), value.into());
}

/// The same report without the cells for which `gone` is true.
fn without(mut report: Report, gone: impl Fn(&str, &str) -> bool) -> Report {
    report.cells.retain(|id, value| !gone(id, value));
    report
}

fn of_rule<'a>(result: &'a CheckResult, rule: &str) -> Vec<&'a Finding> {
    result.findings.iter().filter(|f| f.rule == rule).collect()
}

#[test]
fn many_blanks_are_progress_and_single_ones_are_findings() {
    for form in report::FORMS.map(|f| f.id) {
        let whole = filled(form);
        let all = whole.form.cells().len();
        assert_eq!(whole.form.size(), all);
        let result = check(&whole, None);
        assert_eq!(result.progress, Progress { filled: all, cells: all });
        assert!(of_rule(&result, "V-02").is_empty());

        let ids: Vec<&String> = whole.form.cells().iter().map(|c| &c.id).collect();
        let single =
            without(whole.clone(), |id, _| [ids[0], ids[all - 1]].iter().any(|i| *i == id));
        let result = check(&single, None);
        let at: Vec<&str> = of_rule(&result, "V-02").iter().map(|f| f.at.as_str()).collect();
        assert_eq!(at, [ids[0].as_str(), ids[all - 1].as_str()], "form {form}");
        assert_eq!(result.progress.words(), format!("已填 {}/{all}", all - 2));

        // Some figures in every table, and most cells blank.
        let first = |id: &str| {
            let mut tables = whole.form.cells().iter();
            let table = whole.form.cell(id).unwrap().table;
            tables.find(|c| c.table == table).unwrap().id == id
        };
        let begun = without(whole.clone(), |id, _| !first(id));
        let result = check(&begun, None);
        assert!(of_rule(&result, "V-02").is_empty(), "form {form}");
        assert_eq!(result.progress.filled, whole.form.tables.len());
        assert!(result.findings.len() < 12, "form {form}: {}", result.findings.len());
    }
}

#[test]
fn a_table_that_is_not_there_is_one_finding() {
    for form in report::FORMS.map(|f| f.id) {
        let mut none = filled(form);
        none.cells.clear();
        // Before anything is written, blanks are not mentioned.
        assert!(of_rule(&check(&none, None), "V-02").is_empty(), "form {form}");
        none.preface = "本报告所列数据的统计期限为全年。".into();
        none.sections[0].text = "全年收到政府信息公开申请12件，予以公开9件，行政复议3件。".into();
        let result = check(&none, None);
        let found = of_rule(&result, "V-02");
        assert_eq!(found.len(), 1, "form {form}");
        let all = none.form.cells().len();
        assert!(found[0].message.contains(&format!("已填 0/{all}")), "{}", found[0].message);
        let blank = result.findings.iter().filter(|f| f.message.contains("未填写")).count();
        assert_eq!(blank, 0, "form {form}: figures of the text are not told once more");
    }
    // One of three tables is lost: it is named, and the others are not mentioned.
    let lost = without(filled("2021"), |id, _| id.starts_with("4."));
    let result = check(&lost, None);
    let found = of_rule(&result, "V-02");
    let told: Vec<(&str, bool)> =
        found.iter().map(|f| (f.at.as_str(), f.message.contains("行政复议、行政诉讼"))).collect();
    assert_eq!(told, [("section:4", true)]);
    // If its section is lost too, that is the finding.
    let mut lost = lost;
    lost.sections.retain(|s| s.id.as_deref() != Some("4"));
    let result = check(&lost, None);
    assert!(of_rule(&result, "V-02").is_empty());
    assert_eq!(of_rule(&result, "V-03").iter().filter(|f| f.at == "section:4").count(), 1);
}

#[test]
fn a_row_that_stands_for_others_leaves_none_of_them_blank() {
    let mut report = without(filled("2021"), |id, _| id.starts_with("3.closed."));
    for column in ["person", "company", "research", "charity", "legal", "other_org", "total"] {
        set(&mut report, &format!("3.closed.{column}"), "0");
    }
    let all = 200 - 3 * 7;
    let progress = progress::of(report.form, &report.entries());
    assert_eq!(progress, Progress { filled: all, cells: all });
}

/// A contradiction between existing parts is reported, with blank totals or without.
#[test]
fn blank_totals_hide_no_contradiction() {
    for form in ["2019", "2021"] {
        let blank = without(filled(form), |id, _| id.ends_with(".total"));
        let rules = |report: &Report| -> Vec<String> {
            let mut rules: Vec<String> = check(report, None)
                .findings
                .iter()
                .filter(|f| !matches!(&*f.rule, "V-02" | "V-03" | "V-22" | "C-22" | "C-20"))
                .map(|f| f.rule.to_string())
                .collect();
            rules.dedup();
            rules
        };
        let before = rules(&blank);
        let changed = |id: &str, value: &str| {
            let mut report = blank.clone();
            set(&mut report, id, value);
            rules(&report).into_iter().filter(|r| !before.contains(r)).collect::<Vec<_>>()
        };
        assert!(changed("3.received.person", "9").contains(&"C-01".to_string()), "form {form}");
        assert!(changed("3.processed.person", "5").contains(&"C-02".to_string()), "form {form}");
        assert!(changed("3.received.total", "5").contains(&"C-03".to_string()), "form {form}");
        let told = |text: &str| {
            let mut report = blank.clone();
            report.sections[0].text = text.into();
            rules(&report).into_iter().filter(|r| !before.contains(r)).collect::<Vec<_>>()
        };
        assert!(told("全年收到政府信息公开申请9件。").contains(&"C-12".to_string()), "form {form}");
        assert!(
            !told("全年收到政府信息公开申请7件。").contains(&"C-12".to_string()),
            "form {form}"
        );
    }
}

/// Only the filled cells are known; the parts alone may already be too many.
#[test]
fn blank_zeros_hide_no_contradiction() {
    for form in ["2019", "2021"] {
        let blank = without(filled(form), |_, value| value == "0");
        assert!(of_rule(&check(&blank, None), "C-02").is_empty(), "form {form}");
        let mut wrong = blank.clone();
        set(&mut wrong, "3.granted.person", "9");
        assert!(!of_rule(&check(&wrong, None), "C-02").is_empty(), "form {form}");
        let mut told = blank.clone();
        told.sections[0].text = "全年收到政府信息公开申请5件。".into();
        assert!(!of_rule(&check(&told, None), "C-12").is_empty(), "form {form}");
        // More than the filled cells may still be right.
        told.sections[0].text = "全年收到政府信息公开申请8件。".into();
        assert!(of_rule(&check(&told, None), "C-12").is_empty(), "form {form}");
    }
}

fn asks(report: &Report) -> bool {
    check(report, None).may_be_zeros
}

#[test]
fn blanks_are_asked_about_where_they_are_probably_zeros() {
    for form in ["2019", "2021"] {
        let whole = filled(form);
        assert!(!asks(&whole));
        let zeros = without(whole.clone(), |_, value| value == "0");
        assert!(asks(&zeros), "form {form}: all zeros are blank");
        assert!(
            asks(&without(whole.clone(), |id, _| id.ends_with(".total"))),
            "form {form}: totals"
        );
        // With an error among the figures, that is the question.
        let mut faulty = zeros.clone();
        set(&mut faulty, "3.partial.person", "1");
        assert!(asks(&faulty), "form {form}");
        // A report that is empty, or just begun, or without one of its tables, shows nothing.
        assert!(!asks(&without(whole.clone(), |_, _| true)));
        assert!(!asks(&without(zeros, |id, _| !id.starts_with("3.received."))), "form {form}");
        assert!(!asks(&without(whole.clone(), |id, _| id.starts_with("3."))), "form {form}");
        // A single blank is a finding of its own.
        assert!(!asks(&without(whole, |id, _| id == "3.granted.company")), "form {form}");
    }
    let old = without(filled("2014"), |id, value| value == "0" && id.starts_with('3'));
    assert!(asks(&old), "most rows of the form have a figure");
}

/// Filling the rest completes the report with its sums, in one step.
#[test]
fn the_rest_is_filled_with_zeros_and_sums_in_one_step() {
    for form in ["2019", "2021"] {
        let whole = filled(form);
        let blank = without(whole.clone(), |id, value| value == "0" || id.ends_with(".total"));
        let entries = blank.entries_with_last(None);
        let tables = progress::tables(blank.form, &entries);
        let cells: Vec<_> =
            tables.iter().flat_map(|t| &t.blank).map(|&i| &blank.form.cells()[i]).collect();
        let values = progress::rest(&blank, entries, &cells);
        assert!(values.iter().any(|n| *n > Amount::ZERO), "totals are computed");
        let all = cells.iter().zip(values).map(|(c, n)| Change::Cell(c.id.clone(), n.to_string()));
        let mut session = Session::new(blank.clone());
        assert!(session.apply(Change::Together(all.collect())));
        assert_eq!(session.report().cells, whole.cells, "form {form}");
        assert!(session.undo());
        assert_eq!(session.report().cells, blank.cells);
    }
}

/// 其他处理 in one row: one repair moves it into the form's own row for the rest.
#[test]
fn a_row_in_place_of_three_goes_into_the_last_of_them() {
    let mut report = without(filled("2021"), |id, _| id.starts_with("3.closed."));
    for (column, n) in [("person", "1"), ("company", "0"), ("total", "1")] {
        set(&mut report, &format!("3.closed.{column}"), n);
    }
    for row in ["processed", "received"] {
        let more = if row == "processed" { "7" } else { "8" };
        set(&mut report, &format!("3.{row}.person"), more);
        set(&mut report, &format!("3.{row}.total"), more);
    }
    let result = check(&report, None);
    let found = of_rule(&result, "C-10");
    let [suspect] = &found[0].suspects[..] else { panic!("{:?}", found[0].suspects) };
    assert!(suspect.words.as_deref().unwrap().contains("放进“3.其他”"), "{:?}", suspect.words);
    let own = Change::Cell(suspect.cell.clone(), suspect.value.clone());
    let with = suspect.with.iter().map(|e| Change::Cell(e.cell.clone(), e.value.clone()));
    let mut session = Session::new(report.clone());
    assert!(session.apply(Change::Together(std::iter::once(own).chain(with).collect())));
    let now = session.report();
    assert_eq!((now.cell("3.closed.other.person"), now.cell("3.closed.other.company")), ("1", "0"));
    assert_eq!((now.cell("3.closed.unpaid.person"), now.cell("3.closed.person")), ("0", ""));
    let after = check(now, None);
    assert!(of_rule(&after, "C-10").is_empty() && of_rule(&after, "C-02").is_empty());
    // If one of the three has a figure too, the meaning of the row is unknown.
    set(&mut report, "3.closed.unpaid.person", "1");
    let result = check(&report, None);
    assert!(of_rule(&result, "C-10").iter().all(|f| f.suspects.is_empty()));
}

fn row(report: Report) -> Row {
    let read = Recognized { report, notes: Vec::new(), places: Default::default(), other: None };
    Row::judged("年报.docx", None, read, &Wanted::default(), None)
}

#[test]
fn the_kind_of_body_is_a_guess_until_it_is_chosen() {
    let mut report = filled("2021");
    report.agency = "示例县示例镇人民政府".into();
    report.published = "2022-02-15".into();
    set(&mut report, "2.regulation.made", "1");
    let guesses = |row: &Row| {
        let mut notes = row.notes.iter().filter(|n| n.level == NoteLevel::Guessed);
        notes.any(|n| n.place.as_deref() == Some("机关类别") && n.message.contains("乡镇、街道"))
    };
    let told = |row: &Row, rule: &str| {
        let found = row.findings.iter().find(|f| f.rule == rule);
        found.map(|f| f.message.contains("推测"))
    };
    let guessed = row(report.clone());
    assert!(guesses(&guessed));
    assert_eq!([told(&guessed, "V-11"), told(&guessed, "C-08")], [Some(true), Some(true)]);
    report.level = Some(Level::Township);
    let chosen = row(report.clone());
    assert!(!guesses(&chosen));
    assert_eq!([told(&chosen, "V-11"), told(&chosen, "C-08")], [Some(false), Some(false)]);
    // A chosen level takes precedence over the name.
    report.level = Some(Level::Province);
    let other = row(report);
    assert_eq!([told(&other, "V-11"), told(&other, "C-08")], [None, None]);
}

#[test]
fn a_letter_tells_how_much_is_filled_in() {
    let words = |row: &Row, letter: &Letter| -> Option<String> {
        let document = notice(row, letter)?;
        let paragraphs = document.blocks.iter().filter_map(|block| match block {
            report::document::Block::Paragraph(p) => Some(p.text.clone()),
            report::document::Block::Grid(_) => None,
        });
        Some(paragraphs.collect())
    };
    let mut half = row(without(filled("2021"), |_, value| value == "0"));
    half.findings.clear();
    let told = words(&half, &Letter::default()).unwrap();
    assert!(told.contains(&half.progress.words()) && told.contains("有 1 处"), "{told}");
    // Blank cells are no errors.
    let errors = Letter { severity: Some(report::Severity::Error), ..Letter::default() };
    assert_eq!(words(&half, &errors), None);
    let mut whole = row(filled("2021"));
    whole.findings.clear();
    assert_eq!(words(&whole, &Letter::default()), None);
}

#[test]
fn cells_that_were_not_0_last_year_and_their_totals_are_left_out_of_the_rest() {
    let form = report::form_for_year(2024);
    let report = Report::new(form, Some(2024), "示例市财政局");
    let mut last = Report::new(form, Some(2023), "示例市财政局");
    last.cells.insert("3.granted.person".into(), "5".into());
    last.cells.insert("3.granted.total".into(), "5".into());
    let entries = report.entries_with_last(Some(&last));
    let blank: Vec<_> = form.cells().iter().collect();
    let apart = progress::divide(form, &entries, &blank);
    let ids = |cells: &[&report::Cell]| cells.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&apart.doubtful), ["3.granted.person"]);
    let likely = ids(&apart.likely);
    for (id, fills) in [
        ("3.granted.company", true),
        ("3.refused.secret.person", true),
        ("3.received.total", true),
        // A total with a part that is left out stays blank, and so does one above it.
        ("3.granted.total", false),
        ("3.processed.person", false),
        ("3.processed.total", false),
    ] {
        assert_eq!(likely.contains(&id.to_string()), fills, "{id}");
    }
    let none = progress::divide(form, &report.entries_with_last(None), &blank);
    assert_eq!((none.likely.len(), none.doubtful.len()), (blank.len(), 0));
}
