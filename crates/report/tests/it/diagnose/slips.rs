//! Slips of ten kinds are planted in reports without a fault; a search over all slips tells which
//! of them the evidence determines.

mod real;
mod search;
mod slip;
mod two;

use report::amount::{Amount, Entry};
use report::checks::check;
use report::claims::claims;
use report::drafting::drafts;
use report::finding::Suspect;
use report::form::Kind;
use report::{FORMS, Form, Report};

use corpus::{Dice, figures};

use self::search::Shown;
use self::slip::{KINDS, Slip, all};
use super::table;

/// Name of the variable with another number of planted slips.
const HOW_MANY: &str = "NIANBAO_SLIPS";
const SLIPS: usize = 300;

/// A report without a fault and last year's; every other one has figures as an agency has them, the
/// rest have random ones. Half of them state their figures in the prose.
fn pair(form: &'static Form, seed: u64) -> (Report, Report) {
    let mut dice = Dice::new(seed);
    let mut report = table::sound(form, seed);
    let mut last = Report::blank(form);
    last.year = report.year.map(|year| year - 1);
    report.agency = "示例市教育局".into();
    last.agency.clone_from(&report.agency);
    if dice.chance(50) {
        last.cells = figures::cells(form, None, &mut dice);
        report.cells = figures::cells(form, Some(&last.cells), &mut dice);
    } else {
        last.cells = table::sound(form, seed + 1).cells;
        last.cells.extend(table::last_year(&report).cells);
    }
    if dice.chance(50) {
        stated(&mut report);
    }
    (report, last)
}

/// States the figures of the tables in the texts, as a drafted report does.
fn stated(report: &mut Report) {
    for drafted in drafts(report, None, &claims(report)) {
        if let Some(i) = report.at_place(&drafted.place) {
            report.sections[i].text = drafted.text;
        }
    }
}

/// All changes that the findings ascribe to a slip, each once.
fn told(report: &Report, last: Option<&Report>) -> Vec<Suspect> {
    let findings = check(report, last).findings;
    let mut told: Vec<Suspect> = Vec::new();
    for finding in findings {
        let slips = finding.suspects.iter().filter(|s| s.slip.is_some());
        assert!(slips.count() <= 1 && finding.suspects.iter().skip(1).all(|s| s.slip.is_none()));
        for suspect in finding.suspects.into_iter().filter(|s| s.slip.is_some()) {
            let same = |other: &&Suspect| edits(report, other) == edits(report, &suspect);
            match told.iter().find(same) {
                Some(other) => assert_eq!(*other, suspect),
                None => told.push(suspect),
            }
        }
    }
    told
}

/// The changes of a suspect by position.
fn edits(report: &Report, suspect: &Suspect) -> Vec<(usize, Amount)> {
    let own = (&suspect.cell, &suspect.value);
    let all = std::iter::once(own).chain(suspect.with.iter().map(|e| (&e.cell, &e.value)));
    let edit = |(cell, value): (&String, &String)| {
        (report.form.position(cell).unwrap(), Entry::parse(value).number().unwrap())
    };
    let mut edits: Vec<_> = all.map(edit).collect();
    edits.sort_unstable();
    edits
}

fn set(report: &mut Report, cell: usize, entry: Entry) {
    let id = report.form.all_cells()[cell].id.clone();
    match entry {
        Entry::Number(n) => report.cells.insert(id, n.to_string()),
        _ => report.cells.remove(&id),
    };
}

/// What became of the planted slips of a kind.
#[derive(Clone, Copy, Default, Debug)]
struct Score {
    planted: usize,
    determined: usize,
    first: usize,
    open: usize,
    /// Told where the search leaves it open, and how often it was the true one.
    guessed: usize,
    right: usize,
    /// A value was told that is not the true one, be it determined or not.
    wrong: usize,
}

/// Plants a slip, and judges what the findings tell.
fn judge(report: &Report, last: Option<&Report>, slip: &Slip, fill: Entry, score: &mut Score) {
    let form = report.form;
    let before = report.entries_with_last(last);
    let Some(after) = slip.make(&before, fill) else { return };
    let changed: Vec<usize> = (0..after.len()).filter(|&c| after[c] != before[c]).collect();
    let money = |c: &usize| form.all_cells()[*c].kind() == Kind::Money;
    if changed.is_empty() || changed.iter().any(money) {
        return;
    }
    let mut wrong = report.clone();
    changed.iter().for_each(|&cell| set(&mut wrong, cell, after[cell]));
    let shown = Shown::new(&wrong, last);
    let truth: Vec<(usize, Amount)> =
        changed.iter().map(|&c| (c, before[c].number().unwrap())).collect();
    let told = told(&wrong, last);
    // Some forms have no rule that looks at a cell: then there is nothing to tell at.
    let findings = check(&wrong, last).findings;
    let cell = |c: &report::finding::CellValue| {
        form.position(&c.id).is_some_and(|at| changed.contains(&at))
    };
    let seen = findings.iter().any(|finding| finding.cells.iter().any(cell));
    let mut mended = wrong.clone();
    for (cell, value) in told.iter().flat_map(|suspect| edits(&wrong, suspect)) {
        set(&mut mended, cell, Entry::Number(value));
    }
    let broken = |report: &Report| Shown::new(report, last).broken().len();
    assert!(told.is_empty() || broken(&mended) == 0, "{told:?}");
    let found = told.iter().any(|suspect| edits(&wrong, suspect) == truth);
    score.planted += 1;
    let untrue = |(cell, value): &(usize, Amount)| before[*cell] != Entry::Number(*value);
    score.wrong += usize::from(told.iter().any(|one| edits(&wrong, one).iter().any(untrue)));
    let only = if seen { shown.explanations(slip.is_blank()) } else { None };
    let determined = only.is_some_and(|only| only == truth);
    if determined {
        score.determined += 1;
        score.first += usize::from(found);
        if !found && std::env::var_os("SHOW").is_some() {
            println!("missed {} {slip:?} {truth:?} told {told:?}", form.id);
        }
    } else {
        score.open += 1;
        score.guessed += usize::from(!told.is_empty());
        score.right += usize::from(found);
        if !told.is_empty() && !found && std::env::var_os("SHOW").is_some() {
            println!("guessed {} {slip:?} {truth:?} told {told:?}", form.id);
        }
    }
}

#[test]
fn slips_are_named_where_the_evidence_determines_them() {
    planted(|dice, seed| pair(FORMS[dice.roll(FORMS.len())], seed));
}

/// Plants slips of all kinds in the reports that `make` gives, each with last year's, for dice and a
/// number, and judges what is told.
fn planted(make: impl Fn(&mut Dice, u64) -> (Report, Report)) {
    let many = std::env::var(HOW_MANY).ok().and_then(|n| n.parse().ok()).unwrap_or(SLIPS);
    let mut scores = [Score::default(); KINDS.len()];
    let mut dice = Dice::new(77);
    let slips: Vec<_> = FORMS.iter().map(|form| all(form)).collect();
    // Tables without an amount never have a slip of its unit.
    for seed in 1..=many as u64 {
        if scores.iter().map(|s| s.planted).sum::<usize>() >= many {
            break;
        }
        let (report, last) = make(&mut dice, seed);
        let last = dice.chance(70).then_some(&last);
        let here = FORMS.iter().position(|f| *f == report.form).unwrap();
        for (kind, score) in scores.iter_mut().enumerate() {
            let of_kind = &slips[here][kind];
            if of_kind.is_empty() || score.planted * KINDS.len() > many + KINDS.len() {
                continue;
            }
            let slip = of_kind[dice.roll(of_kind.len())].clone().at_random(&mut dice);
            let fill = [Entry::Blank, Entry::Number(Amount::ZERO), Entry::Absent][dice.roll(3)];
            judge(&report, last, &slip, fill, score);
        }
    }
    let mut sum = Score::default();
    for (kind, score) in KINDS.iter().zip(scores) {
        println!("{kind}: {score:?}");
        sum.determined += score.determined;
        sum.first += score.first;
        sum.wrong += score.wrong;
    }
    println!("{} determined, {} told first, {} wrong", sum.determined, sum.first, sum.wrong);
    for (kind, score) in KINDS.iter().zip(scores) {
        assert!(score.first * 100 >= score.determined * 95, "{kind}");
    }
    assert!(sum.determined > many / 4);
    assert!(sum.wrong * 100 <= many * 2, "{}", sum.wrong);
}

#[test]
fn reports_without_a_fault_have_no_slip() {
    for seed in 0..200 {
        for form in FORMS {
            let (report, last) = pair(form, seed);
            assert!(Shown::new(&report, Some(&last)).broken().is_empty(), "{} {seed}", form.id);
            assert_eq!(told(&report, Some(&last)), [], "{} {seed}", form.id);
            assert_eq!(told(&report, None), []);
        }
    }
}
