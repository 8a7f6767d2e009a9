//! Faults are planted in consistent reports; an independent search tells what must be diagnosed.

mod slips;
mod small;
mod table;

use report::amount::Entry;
use report::checks::check;
use report::claims::claims;
use report::diagnose::{Repair, diagnose};
use report::form::{Form, Order};
use report::rules::{Verdict, verdicts};
use report::{FORMS, Finding, Report, Severity};

use self::table::{Table, integer, is_error_sum, table};
use corpus::{Dice, random::consistent};

const SINGLE_FAULTS: usize = 10_000;
const DOUBLE_FAULTS: usize = 2_000;
/// Number of faults tried in one report before the next one is made.
const FAULTS_A_REPORT: usize = 5;

impl Table {
    fn diagnose(&self) -> Vec<Repair> {
        diagnose(&self.report, &self.entries, &[])
    }

    /// Every rule listed as resolved holds everywhere once this cell alone is changed.
    fn keeps_promises(&mut self, repairs: &[Repair]) {
        for change in repairs.iter().flat_map(|r| &r.changes) {
            let broken = self.broken();
            let before = self.values[change.cell];
            self.values[change.cell] = integer(change.value);
            for rule in &change.resolves {
                let mut mine = self.of_cell[change.cell].iter().map(|(l, _)| *l);
                assert!(mine.clone().any(|l| self.lines[l].rule == rule && broken.contains(&l)));
                let offered = |l: &usize| self.lines[*l].rule == rule;
                assert!(mine.all(|l| !offered(&l) || self.holds(l, self.residual(l))));
            }
            self.values[change.cell] = before;
        }
    }
}

/// A typical wrong value: slightly off, a digit more or less, swapped digits, a value from
/// elsewhere.
fn mistake(dice: &mut Dice, value: i64) -> i64 {
    let wrong = match dice.roll(6) {
        0 => value + 1 + dice.roll(9) as i64,
        1 => value - 1 - dice.roll(9) as i64,
        2 => value * 10,
        3 => value / 10,
        4 => value / 100 * 100 + value % 10 * 10 + value / 10 % 10,
        _ => dice.roll(100) as i64,
    };
    wrong.max(0)
}

/// Plants faults in cells with rules until a rule is broken; gives the true values.
fn plant(table: &mut Table, dice: &mut Dice, faults: usize) -> Vec<(usize, i64)> {
    let seen: Vec<usize> =
        (0..table.of_cell.len()).filter(|&c| !table.of_cell[c].is_empty()).collect();
    loop {
        let mut truth: Vec<(usize, i64)> = Vec::new();
        while truth.len() < faults {
            let cell = seen[dice.roll(seen.len())];
            let wrong = mistake(dice, table.values[cell]);
            if wrong != table.values[cell] && truth.iter().all(|(c, _)| *c != cell) {
                truth.push((cell, table.values[cell]));
                table.set(cell, wrong);
            }
        }
        truth.sort_unstable();
        if !table.broken().is_empty() {
            return truth;
        }
        truth.iter().for_each(|&(cell, value)| table.set(cell, value));
    }
}

fn edits(repair: &Repair) -> Vec<(usize, i64)> {
    repair.changes.iter().map(|c| (c.cell, integer(c.value))).collect()
}

/// Calls `each` for planted faults in reports on all forms.
fn many_faults(total: usize, faults: usize, mut each: impl FnMut(&mut Table, &[(usize, i64)])) {
    let mut dice = Dice::new(faults as u64);
    let mut done = 0;
    while done < total {
        let form = FORMS[done / FAULTS_A_REPORT % FORMS.len()];
        let mut table = table(form, (done / FAULTS_A_REPORT) as u64 * 0x2545_f491 + 7);
        assert!(table.broken().is_empty(), "form {}", form.id);
        for _ in 0..FAULTS_A_REPORT {
            let truth = plant(&mut table, &mut dice, faults);
            each(&mut table, &truth);
            truth.iter().for_each(|&(cell, value)| table.set(cell, value));
            done += 1;
        }
    }
}

#[test]
fn one_fault_is_found() {
    let (mut only, mut several, mut undetermined, mut named) = (0, 0, 0, 0);
    many_faults(SINGLE_FAULTS, 1, |table, truth| {
        let expected = table.singles(&table.broken());
        let repairs = table.diagnose();
        let found: Vec<_> = repairs.iter().map(edits).collect();
        table.keeps_promises(&repairs);
        if expected.is_empty() {
            // A part above its total: no number is certain, so none is named.
            undetermined += 1;
            assert_eq!(found, Vec::<Vec<_>>::new());
            return;
        }
        assert!(expected.contains(&truth[0]));
        let all_named = found.len() == expected.len()
            && expected.iter().all(|edit| found.contains(&vec![*edit]));
        match expected.len() {
            1 => only += 1,
            _ => several += 1,
        }
        named += usize::from(all_named);
    });
    println!(
        "one fault: {} planted, {only} with one explanation, {several} with several, \
         {undetermined} without a determined value; all explanations named and no other: {named}",
        only + several + undetermined
    );
    assert_eq!(named, only + several);
    assert!(only > SINGLE_FAULTS / 2 && several > SINGLE_FAULTS / 10);
    assert!(undetermined < SINGLE_FAULTS / 10);
}

#[test]
fn two_faults_are_found() {
    let (mut one_cell, mut only, mut several, mut undetermined) = (0, 0, 0, 0);
    let (mut named, mut exact) = (0, 0);
    many_faults(DOUBLE_FAULTS, 2, |table, truth| {
        let broken = table.broken();
        let repairs = table.diagnose();
        let mut found: Vec<_> = repairs.iter().map(edits).collect();
        table.keeps_promises(&repairs);
        found.sort_unstable();
        let singles = table.singles(&broken);
        if !singles.is_empty() {
            one_cell += 1;
            assert_eq!(found, singles.iter().map(|s| vec![*s]).collect::<Vec<_>>());
            return;
        }
        let (pairs, many) = table.pairs(&broken);
        let true_pair = pairs.iter().any(|p| p[..] == *truth);
        match pairs.len() {
            1 if !many && true_pair => {
                only += 1;
                named += usize::from(found == [truth.to_vec()]);
            }
            0 => {
                undetermined += 1;
                return;
            }
            _ => several += 1,
        }
        exact += usize::from(found == pairs.iter().map(|p| p.to_vec()).collect::<Vec<_>>());
    });
    println!(
        "two faults: {} planted, {one_cell} repaired by one cell, {only} with one pair \
         (named: {named}), {several} with several, {undetermined} without determined values; \
         all pairs named and no other: {exact}",
        one_cell + only + several + undetermined
    );
    assert_eq!(named, only);
    assert_eq!(exact, only + several);
    assert!(only > DOUBLE_FAULTS / 10 && several > DOUBLE_FAULTS / 10);
}

/// The search for pairs is complete because two equations share at most one cell.
#[test]
fn equations_share_no_two_cells() {
    for form in FORMS {
        let equations: Vec<_> = form
            .placed_relations()
            .iter()
            .filter(|j| is_error_sum(j) == Some(Order::Equal))
            .collect();
        for (i, one) in equations.iter().enumerate() {
            for other in &equations[..i] {
                let common = one.cells().filter(|c| other.cells().any(|d| d == *c)).count();
                assert!(common <= 1, "{} and {}", one.relation.rule, other.relation.rule);
            }
        }
    }
}

/// Whether a finding is of a rule that the diagnosis covers.
fn is_arithmetic(finding: &&Finding, form: &'static Form) -> bool {
    let mut rules = form.placed_relations().iter().filter(|j| is_error_sum(j).is_some());
    finding.severity == Severity::Error && rules.any(|j| j.relation.rule == finding.rule)
}

/// The same through the findings: for one fault with one repair, every arithmetic finding lists it
/// first, and accepting it leaves no finding.
#[test]
fn findings_carry_their_suspects() {
    let mut tried = 0;
    many_faults(600, 1, |table, truth| {
        if table.singles(&table.broken()).len() != 1 {
            return;
        }
        tried += 1;
        let mut report = table.report.clone();
        let form = report.form;
        let (cell, right) = truth[0];
        let id = &form.all_cells()[cell].id;
        report.cells.insert(id.clone(), table.values[cell].to_string());
        let findings = check(&report, None).findings;
        let mut arithmetic = findings.iter().filter(|f| is_arithmetic(f, form)).peekable();
        if arithmetic.peek().is_none() {
            // Only last year's report reveals the fault.
            return;
        }
        let rules: Vec<&str> = arithmetic.clone().map(|f| &*f.rule).collect();
        for finding in arithmetic.by_ref() {
            let first = &finding.suspects[0];
            assert_eq!((&first.cell, &first.value), (id, &right.to_string()));
            assert!(rules.iter().all(|r| first.resolves.iter().any(|s| s == r)), "{first:?}");
        }
        report.cells.insert(id.clone(), right.to_string());
        assert!(!check(&report, None).findings.iter().any(|f| is_arithmetic(&f, form)));
    });
    println!("findings of {tried} faults carry their suspect");
    assert!(tried > 200);
}

/// A sum and its parts are equally likely until the text states one of them.
#[test]
fn prose_breaks_the_tie() {
    let cases = [
        ("2014", "3", "3.1", "3.1.1", "全年收到依申请公开申请{}件。"),
        ("2019", "1", "4.review.total", "4.review.upheld", "全年发生行政复议{}件。"),
        ("2021", "1", "4.review.total", "4.review.upheld", "全年发生行政复议{}件。"),
    ];
    let mut dice = Dice::new(5);
    for (form, section, total, part, words) in cases {
        for seed in 0..40 {
            let mut report = consistent(report::form(form).unwrap(), seed);
            let at = report.at_place(section).unwrap();
            let value = |r: &Report, id: &str| r.cell(id).parse::<u64>().unwrap();
            let (whole, of_part) = (value(&report, total), value(&report, part));
            let more = 1 + dice.roll(9) as u64;
            // The total may be too large by the fault, or a part: without text, both are possible.
            for (faulty, right) in [(total, whole), (part, of_part)] {
                let mut report = report.clone();
                report.cells.insert(faulty.into(), (right + more).to_string());
                let suspects = |report: &Report| {
                    let findings = check(report, None).findings;
                    let finding = findings.iter().find(|f| f.at == total && !f.suspects.is_empty());
                    finding.unwrap_or_else(|| panic!("{form} {seed}: {faulty}")).suspects.clone()
                };
                let mut silent: Vec<String> =
                    suspects(&report).into_iter().map(|s| s.cell + &s.value).collect();
                assert!(silent.contains(&format!("{faulty}{right}")), "{form} {seed}: {silent:?}");
                report.sections[at].text = words.replace("{}", &whole.to_string());
                assert!(claims(&report).iter().any(|c| c.cells == [total]), "{form} {seed}");
                let told = suspects(&report);
                match faulty == total {
                    true => {
                        assert_eq!((&*told[0].cell, &told[0].value), (total, &right.to_string()))
                    }
                    false => assert_eq!(told.last().unwrap().cell, total, "the text bears it out"),
                }
                let mut told: Vec<String> = told.into_iter().map(|s| s.cell + &s.value).collect();
                told.sort_unstable();
                silent.sort_unstable();
                assert_eq!(told, silent, "the text orders, it hides nothing");
            }
            report.sections[at].text.clear();
        }
    }
}

/// Blank cells are never suspects and never prevent a repair; no repair breaks a rule.
#[test]
fn blanks_are_left_alone() {
    let mut dice = Dice::new(11);
    let (mut broken_reports, mut repaired) = (0, 0);
    many_faults(1_000, 1, |table, _| {
        let form = table.report.form;
        let mut entries = table.entries.clone();
        for _ in 0..1 + dice.roll(20) {
            entries[dice.roll(form.cells().len())] = Entry::Blank;
        }
        let broken = |entries: &[Entry]| {
            let all = verdicts(form, entries).into_iter();
            all.filter(|(j, v)| is_error_sum(j).is_some() && matches!(v, Verdict::Broken(_)))
                .count()
        };
        let repairs = diagnose(&table.report, &entries, &[]);
        broken_reports += usize::from(broken(&entries) > 0);
        repaired += usize::from(!repairs.is_empty());
        for repair in repairs {
            let mut after = entries.clone();
            for change in repair.changes {
                assert_ne!(entries[change.cell], Entry::Blank);
                after[change.cell] = Entry::Number(change.value);
            }
            assert_eq!(broken(&after), 0);
        }
    });
    println!("with blanks: {broken_reports} broken, {repaired} explained");
    assert!(repaired > 200);
}
