//! Properties of every report on every form.

use proptest::prelude::*;
use report::carried::Carried;
use report::compose::compose;
use report::form::{Level, Order, Shape};
use report::recognize::recognize;
use report::report::{ExtraRow, Section};
use report::rules::{Verdict, verdicts};
use report::session::{Change, Session};
use report::{FORMS, Report, draft};

use corpus::Dice;
use corpus::hostile::any_report;
use corpus::random::consistent;

/// Last year's report for this one, such that every relation over two years holds.
fn last_year(report: &Report) -> Report {
    let mut last = Report::blank(report.form);
    let number = |id: &str| report.cell(id).parse::<i64>().unwrap();
    for placed in report.form.placed_relations() {
        // In each relation one of last year's cells is free and is set so that the relation holds.
        let (plus, minus) = (&placed.left, &placed.right);
        let own = report.form.all_cells();
        let Some(&free) = minus.iter().find(|&&i| i >= own.len()) else { continue };
        let sum = |side: &[usize]| -> i64 {
            side.iter().filter(|&&i| i < own.len()).map(|&i| number(&own[i].id)).sum()
        };
        for &i in minus.iter().filter(|&&i| i >= own.len()) {
            let value = if i == free { sum(plus) - sum(minus) } else { 0 };
            last.cells.insert(own[i - own.len()].id.clone(), value.to_string());
        }
    }
    last
}

/// Positions (in `form.placed_relations()`) of `=` relations for which `keep` is true.
fn equalities(
    report: &Report,
    last: &Report,
    keep: impl Fn(&[usize], &Verdict) -> bool,
) -> Vec<usize> {
    let entries = report.entries_with_last(Some(last));
    let all = verdicts(report.form, &entries).into_iter().enumerate();
    all.filter(|(_, (j, _))| matches!(j.relation.shape, Shape::Sum(_, Order::Equal, _)))
        .filter(|(_, (j, v))| keep(&j.cells().collect::<Vec<_>>(), v))
        .map(|(i, _)| i)
        .collect()
}

/// One more in any cell of a consistent table breaks exactly the equations with this cell.
#[test]
fn one_more_breaks_exactly_the_equations_that_name_the_cell() {
    for form in FORMS {
        for seed in 1..20 {
            let report = consistent(form, seed * 7919);
            let last = last_year(&report);
            assert!(equalities(&report, &last, |_, v| *v != Verdict::Holds).is_empty());
            for (position, cell) in form.cells().iter().enumerate() {
                let mut changed = report.clone();
                let one_more = report.cell(&cell.id).parse::<u64>().unwrap() + 1;
                changed.cells.insert(cell.id.clone(), one_more.to_string());
                let broken = equalities(&changed, &last, |_, v| matches!(v, Verdict::Broken(_)));
                let naming = equalities(&report, &last, |cells, _| cells.contains(&position));
                assert_eq!(broken, naming, "form {} cell {}", form.id, cell.id);
            }
        }
    }
}

/// With a blank cell, exactly the relations with this cell wait.
#[test]
fn a_blank_makes_exactly_the_relations_wait_that_name_the_cell() {
    for form in FORMS {
        let report = consistent(form, 4711);
        for (position, cell) in form.cells().iter().enumerate() {
            let mut changed = report.clone();
            changed.cells.remove(&cell.id);
            let entries = changed.entries_with_last(Some(&last_year(&report)));
            for (placed, verdict) in verdicts(form, &entries) {
                let names = placed.cells().any(|i| i == position);
                let waits = verdict == Verdict::Waits(vec![position]);
                // The inequalities of a random table may be broken, with or without the blank.
                let broken = matches!(verdict, Verdict::Broken(_));
                assert!(waits == names || broken, "{} {}", placed.relation.rule, cell.id);
            }
        }
    }
}

/// Every cell is at exactly one place of the printed table, and every row is as wide as the table.
#[test]
fn the_printed_table_has_every_cell_once_and_is_rectangular() {
    for form in FORMS {
        let mut ids: Vec<String> = Vec::new();
        for table in form.tables {
            let grid = report::compose::grid(table);
            assert_eq!(table.widths.iter().sum::<u16>(), 1000);
            for row in grid.cover() {
                assert_eq!(row.iter().flatten().count(), table.widths.len());
            }
            ids.extend(grid.rows.into_iter().flatten().filter_map(|c| c.cell));
        }
        let cells: Vec<String> = form.cells().iter().map(|c| c.id.clone()).collect();
        assert_eq!(ids, cells);
    }
}

proptest! {
    /// An ordinary report is recognised from its printed words alone.
    #[test]
    fn an_ordinary_report_is_recognised_from_its_print(seed in any::<u64>()) {
        for form in FORMS {
            if form.tables.len() > 1 {
                continue;
            }
            let mut report = consistent(form, seed);
            // These are not printed.
            report.level = None;
            let mut document = compose(&report);
            document.data = None;
            let (read, notes) = recognize(&document);
            let lost = notes.iter().filter(|n| n.level != report::document::NoteLevel::Info);
            prop_assert_eq!(lost.count(), 0);
            prop_assert_eq!(read, report);
        }
    }

    /// With its JSON in the document, any report is recognised.
    #[test]
    fn any_report_comes_back_with_its_data(report in any_report()) {
        prop_assert_eq!(recognize(&compose(&report)).0, report);
    }

    /// JSON that no longer fits the print is ignored.
    #[test]
    fn an_edited_document_counts_as_edited(seed in any::<u64>()) {
        let report = consistent(FORMS[0], seed);
        let mut document = compose(&report);
        let mut edited = report.clone();
        edited.cells.insert("1.1".into(), "987654".into());
        document.blocks = compose(&edited).blocks;
        let (read, notes) = recognize(&document);
        prop_assert_eq!(read, edited);
        prop_assert!(notes.iter().any(|n| n.message.contains("改动")));
    }

    #[test]
    fn json_round_trip(report in any_report()) {
        prop_assert_eq!(draft::parse(&draft::print(&report)).unwrap(), report);
    }

    /// Rules check anything without a panic, describe findings in Chinese sentences, and name only
    /// existing rules and places.
    #[test]
    fn any_report_can_be_judged(report in any_report()) {
        let result = report::checks::check(&report, None);
        let rules = report::checks::catalogue(report.form);
        for f in &result.findings {
            prop_assert!(rules.iter().any(|rule| rule.id == f.rule), "{:?}", f);
            prop_assert!(f.message.ends_with('。'), "{:?}", f);
            for cell in &f.cells {
                prop_assert!(report.form.position(&cell.id).is_some());
            }
            if let Some(place) = f.section.as_deref().filter(|p| *p != "preface") {
                prop_assert!(report.at_place(place).is_some());
            }
        }
        let t = result.rules;
        prop_assert_eq!(t.checked, t.held + t.broken + t.waiting);
    }

    /// Any changes followed by as many undos change nothing; every redo repeats what its undo took
    /// back.
    #[test]
    fn undo_takes_everything_back(report in any_report(), seed in any::<u64>(), steps in 1..40usize) {
        let mut dice = Dice::new(seed);
        let mut session = Session::new(report.clone());
        for _ in 0..steps {
            let change = random_change(&mut dice, session.report());
            session.apply(change);
            if dice.roll(4) == 0 {
                session.pause();
            }
        }
        let after = session.report().clone();
        let mut taken = Vec::new();
        let mut before = after.clone();
        while session.undo() {
            taken.push(std::mem::replace(&mut before, session.report().clone()));
        }
        prop_assert_eq!(session.report(), &report);
        while let Some(before) = taken.pop() {
            prop_assert!(session.redo());
            prop_assert_eq!(session.report(), &before);
        }
        prop_assert_eq!(session.report(), &after);
        prop_assert!(!session.redo());
    }
}

/// A change of any kind. A kind added to [`Change`] does not compile until it is made here.
fn random_change(dice: &mut Dice, report: &Report) -> Change {
    let cells = report.form.all_cells();
    let section = dice.roll(report.sections.len() + 1);
    let text = format!("第{}次", dice.roll(5));
    let cell = |dice: &mut Dice| {
        let id = cells[dice.roll(cells.len())].id.clone();
        Change::Cell(id, dice.roll(3).to_string().replace('0', ""))
    };
    let kinds = [
        Change::Cell(String::new(), String::new()),
        Change::Agency(String::new()),
        Change::Year(None),
        Change::Level(None),
        Change::Title(String::new()),
        Change::Published(String::new()),
        Change::Preface(String::new()),
        Change::Heading(0, String::new()),
        Change::Text(0, String::new()),
        Change::AddSection(0, Section::default()),
        Change::RemoveSection(0),
        Change::Explanations(Vec::new()),
        Change::ExtraRows(Vec::new()),
        Change::Carried(Vec::new()),
        Change::Replace(Box::new(report.clone())),
        Change::Together(Vec::new()),
        Change::Named(String::new(), Vec::new()),
    ];
    match &kinds[dice.roll(kinds.len())] {
        Change::Cell(..) => cell(dice),
        Change::Agency(_) => Change::Agency(text),
        Change::Year(_) => Change::Year(Some(2010 + dice.roll(9) as u16)),
        Change::Level(_) => Change::Level(Level::ALL.get(dice.roll(6)).copied()),
        Change::Title(_) => Change::Title(text),
        Change::Published(_) => Change::Published(text),
        Change::Preface(_) => Change::Preface(text),
        Change::Heading(..) => Change::Heading(section, text),
        Change::Text(..) => Change::Text(section, text),
        Change::AddSection(..) => {
            Change::AddSection(section, Section { heading: text, ..Section::default() })
        }
        Change::RemoveSection(_) => Change::RemoveSection(section),
        Change::Explanations(_) => {
            let findings = report::checks::check(report, None).findings;
            match findings.first() {
                Some(finding) => Change::explain(report, finding, &text),
                None => Change::Explanations(Vec::new()),
            }
        }
        Change::ExtraRows(_) => {
            let mut rows = report.extra_rows.clone();
            match dice.roll(2) {
                0 => rows.push(ExtraRow { label: text, ..ExtraRow::default() }),
                _ => drop(rows.pop()),
            }
            Change::ExtraRows(rows)
        }
        Change::Carried(_) => Change::Carried(vec![Carried::new(&text, "收到25件。", 6..11)]),
        Change::Replace(_) if dice.roll(2) == 0 => {
            let other = FORMS[dice.roll(FORMS.len())];
            Change::Replace(Box::new(report.on_form(other)))
        }
        Change::Replace(_) => {
            Change::Replace(Box::new(consistent(report.form, dice.roll(1 << 30) as u64)))
        }
        // The changes of which larger steps consist.
        Change::Named(..) => match dice.roll(4) {
            0 => Change::shift(report, section, true),
            1 => Change::add_own(report, section),
            2 => Change::remove(report, section),
            _ => Change::replace_all(report, "第", "其"),
        }
        .unwrap_or(Change::Preface(text)),
        // Changes of one kind, of several, nested, and twice at one place.
        Change::Together(_) => {
            let mut all: Vec<Change> = (0..dice.roll(6)).map(|_| cell(dice)).collect();
            if dice.roll(2) == 0 {
                all.push(Change::Together(vec![Change::Agency(text.clone()), cell(dice)]));
                all.push(Change::RemoveSection(section));
                all.push(Change::Text(section, text));
            }
            Change::Together(all)
        }
    }
}
