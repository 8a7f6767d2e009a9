//! One value of every type that crosses to JavaScript as JSON, with all members filled, in
//! `tests/npm/boundary.json`. `tests/npm/types.test.mjs` compares it with `www/nianbao.d.ts`, so a
//! member that is added on one side only makes that test fail. Every value is written out in full,
//! so a new member does not compile until it has a value here. `BLESS=1` writes the file.

use std::collections::BTreeMap;

use register::deadlines::Deadlines;
use register::{Answer, At, Choice, ColumnLine, Counted, Question, Register, Skip, UsedRule};
use report::apart::{Difference, Kind, Value as CopyValue};
use report::carried::Carried;
use report::combine::{self, RollUp, Share};
use report::copies::{Copies, Copy};
use report::desk::{Failure, Row, Wanted};
use report::document::{Note, NoteLevel};
use report::expected::Expected;
use report::finding::{
    CellValue, CheckResult, Edit, Finding, Progress, RuleLine, SLIPS, Suspect, Tally,
};
use report::form::Level;
use report::likeness::{Alike, AlikeSection, Piece, Prints};
use report::notice::{Letter, Missing, UnreadFile};
use report::report::{Explanation, ExtraRow, Section};
use report::units::{Unit, Version};
use report::{Report, Severity, all_forms};
use serde_json::{Value, json, to_value};

fn text() -> String {
    "字".into()
}

fn reports() -> Vec<Report> {
    let levels = Level::ALL.into_iter().map(Some).chain([None]);
    let report = |(level, form): (Option<Level>, &'static report::Form)| Report {
        form,
        year: level.map(|_| 2024),
        agency: text(),
        level,
        title: text(),
        published: text(),
        preface: text(),
        sections: [None, Some("1".into())]
            .map(|id| Section { id, heading: text(), text: text() })
            .into(),
        cells: form.cells().iter().take(1).map(|cell| (cell.id.clone(), "1".into())).collect(),
        extra_rows: vec![ExtraRow { label: text(), unit: text(), values: vec![text()] }],
        explanations: vec![Explanation {
            rule: text(),
            at: text(),
            reason: text(),
            about: Some(text()),
        }],
        carried: vec![Carried::new("preface", &text(), 0..text().len())],
    };
    levels.zip(all_forms().collect::<Vec<_>>().into_iter().cycle()).map(report).collect()
}

const TALLY: Tally = Tally { checked: 4, held: 1, broken: 2, waiting: 1 };

const PROGRESS: Progress = Progress { filled: 7, cells: 200 };

const VERSION: Version = Version { corrected: true, blank: 1, doubts: 2, derived: 3, figures: 4 };

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

fn findings() -> Vec<Finding> {
    let finding = |severity| Finding {
        rule: "C-01".into(),
        severity,
        at: text(),
        place: Some(text()),
        spot: Some(text()),
        message: text(),
        cells: vec![CellValue { id: text(), label: text(), value: text() }],
        section: Some(text()),
        quote: Some(text()),
        range: None,
        mend: None,
        stated: Some(text()),
        computed: Some(text()),
        difference: Some(text()),
        basis: Some("依据".into()),
        suspects: vec![suspect("shifted")],
        explained: Some(text()),
    };
    SEVERITIES.map(finding).into()
}

fn with_every_slip() -> Vec<Finding> {
    let mut findings = findings();
    findings[0].suspects = SLIPS.map(suspect).into();
    findings
}

fn suspect(slip: &'static str) -> Suspect {
    Suspect {
        cell: text(),
        value: text(),
        resolves: vec![text()],
        with: vec![Edit { cell: text(), value: text() }],
        words: Some(text()),
        slip: Some(slip.into()),
    }
}

fn notes() -> Vec<Note> {
    let note = |level| Note { level, message: text(), place: Some(text()) };
    [NoteLevel::Lost, NoteLevel::Guessed, NoteLevel::Info].map(note).into()
}

fn rows() -> Vec<Row> {
    let row = |level| Row {
        file: text(),
        part: Some(text()),
        error: Some(Failure { code: text(), message: text() }),
        agency: text(),
        year: Some(2024),
        form: "2021".into(),
        level,
        title: text(),
        findings: findings(),
        rules: TALLY,
        progress: PROGRESS,
        paired: true,
        version: VERSION,
        notes: notes(),
        prints: vec![Prints { place: text(), heading: text(), limit: Some(1), marks: vec![1] }],
        report: reports().pop(),
    };
    let unknown = Row { year: None, form: String::new(), ..row(None) };
    Level::ALL.into_iter().map(|level| row(Some(level))).chain([unknown]).collect()
}

fn unit(year: Option<u16>) -> Unit {
    Unit { agency: text(), year, version: VERSION }
}

fn expected(year: Option<u16>) -> Expected {
    Expected { names: vec![text()], year }
}

fn wanted(severity: Severity) -> Wanted {
    Wanted {
        rules: vec![text()],
        severity: Some(severity),
        prints: true,
        report: true,
        corrected: true,
        previous: reports(),
    }
}

fn missing(year: Option<u16>) -> Missing {
    let unread = vec![UnreadFile { unit: text(), file: text(), why: text() }];
    Missing { names: vec![text()], year, unread }
}

fn places() -> Vec<At> {
    vec![At { sheet: text(), row: 1 }]
}

/// One register of each kind of question, with its answers.
fn registers() -> Vec<Register> {
    use register::About::*;
    let question = |about| Question {
        id: text(),
        about,
        words: text(),
        rows: places(),
        options: vec![Choice { value: text(), label: text() }],
    };
    let column = |means| ColumnLine {
        sheet: text(),
        column: 1,
        head: text(),
        means,
        label: "字".into(),
        guessed: true,
        examples: vec![text()],
    };
    vec![Register {
        year: 2024,
        years: BTreeMap::from([("2024".to_string(), 1)]),
        columns: vec![column(Some("received".into())), column(None)],
        cells: BTreeMap::from([(text(), text())]),
        fee: text(),
        unread_fees: places(),
        counted: 1,
        rows: vec![Counted {
            at: At { sheet: text(), row: 1 },
            from: text(),
            to: text(),
            table4: vec![text()],
        }],
        skipped: vec![Skip { at: At { sheet: text(), row: 1 }, why: text() }],
        questions: [Result, Applicant, Period, Count, Review].map(question).into(),
        rules: vec![UsedRule {
            id: text(),
            words: text(),
            basis: text(),
            other: text(),
            changed: true,
            rows: places(),
        }],
        deadlines: Deadlines { words: text(), late: places(), unknown: 1 },
        notes: vec![text()],
    }]
}

fn answers() -> Vec<Answer> {
    vec![Answer { id: text(), value: text(), rows: Some(places()) }]
}

/// The values, by the names of their types in `nianbao.d.ts`.
fn values() -> BTreeMap<&'static str, Vec<Value>> {
    let all = |values: Value| values.as_array().cloned().unwrap_or_default();
    let mut values = values_of_reports();
    values.insert("Register", all(json!(registers())));
    values.insert("Answer", all(json!(answers())));
    values
}

fn copies(year: Option<u16>) -> Copies {
    let kinds =
        [Kind::Head, Kind::Stated, Kind::Part, Kind::Heading, Kind::Text, Kind::Cell, Kind::Row];
    let value = CopyValue { pieces: vec![Piece { text: text(), shared: true }], like: 0 };
    let difference = |kind| Difference {
        kind,
        at: text(),
        label: text(),
        values: vec![Some(value.clone()), None],
    };
    let file = Copy {
        file: text(),
        part: Some(text()),
        sha256: text(),
        agency: text(),
        year,
        published: text(),
        notes: vec![text()],
        error: Some(text()),
    };
    Copies { files: vec![file], same: false, differences: kinds.map(difference).into() }
}

fn values_of_reports() -> BTreeMap<&'static str, Vec<Value>> {
    let piece = |shared| Piece { text: text(), shared };
    let section = AlikeSection { place: text(), heading: text(), percent: 1 };
    let rolled = RollUp {
        report: reports().remove(0),
        units: vec![text()],
        shares: BTreeMap::from([(text(), vec![Share { unit: 0, value: text() }])]),
        missing: vec![text()],
        unlisted: vec![text()],
        repeated: vec![1],
        findings: findings(),
    };
    let upper = combine::Wanted { agency: text(), names: vec![text()], upper: reports().pop() };
    let letter = |severity| Letter {
        template: Some(text()),
        reminder: Some(text()),
        resend: Some(text()),
        office: text(),
        due: text(),
        date: text(),
        severity: Some(severity),
    };
    let rule =
        |severity| RuleLine {
            id: "C-01".into(), severity, title: "题".into(), basis: "据".into()
        };
    let result = CheckResult {
        findings: findings(),
        rules: TALLY,
        progress: PROGRESS,
        outcomes: BTreeMap::new(),
        may_be_zeros: true,
        kind: Some(text()),
    };
    let all = |values: Value| values.as_array().cloned().unwrap_or_default();
    BTreeMap::from([
        ("Report", all(json!(reports()))),
        ("Row", all(json!(rows()))),
        ("Finding", all(json!(with_every_slip()))),
        ("CheckResult", vec![json!(result)]),
        ("Rule", all(json!(SEVERITIES.map(rule)))),
        ("Note", all(json!(notes()))),
        ("Wanted", all(json!(SEVERITIES.map(wanted)))),
        ("Letter", all(json!(SEVERITIES.map(letter)))),
        ("Prints", all(json!(rows()[0].prints))),
        ("Unit", all(json!([Some(2024), None].map(unit)))),
        ("Version", vec![json!(VERSION)]),
        ("Expected", all(json!([Some(2024), None].map(expected)))),
        ("Missing", all(json!([Some(2024), None].map(missing)))),
        ("Alike", vec![json!(Alike { a: 0, b: 1, percent: 1, sections: vec![section] })]),
        ("Piece", all(json!([piece(true), piece(false)]))),
        ("Copies", all(json!([Some(2024), None].map(copies)))),
        ("RollUp", vec![json!(rolled)]),
        ("RollUpWanted", vec![json!(upper)]),
    ])
}

#[test]
fn what_crosses_to_javascript_is_as_written() {
    let text = format!("{}\n", serde_json::to_string_pretty(&values()).unwrap());
    corpus::written::assert_written("tests/npm/boundary.json", &text);
}

/// JSON from scripts is parsed completely, member by member.
#[test]
fn what_javascript_gives_is_read_whole() {
    fn back<T: serde::de::DeserializeOwned + serde::Serialize>(values: &[Value]) {
        for value in values {
            let read: T = serde_json::from_value(value.clone()).unwrap();
            assert_eq!(to_value(&read).unwrap(), *value);
        }
    }
    let all = values();
    back::<Report>(&all["Report"]);
    back::<Row>(&all["Row"]);
    back::<Wanted>(&all["Wanted"]);
    back::<Letter>(&all["Letter"]);
    back::<Unit>(&all["Unit"]);
    back::<Expected>(&all["Expected"]);
    back::<Missing>(&all["Missing"]);
    back::<Vec<Prints>>(&[Value::Array(all["Prints"].clone())]);
    back::<Alike>(&all["Alike"]);
    back::<Copies>(&all["Copies"]);
    back::<RollUp>(&all["RollUp"]);
    back::<combine::Wanted>(&all["RollUpWanted"]);
    back::<Answer>(&all["Answer"]);
}
