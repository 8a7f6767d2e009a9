//! All rules over one report, and the catalogue of rules.
//!
//! Arithmetic is declared by the form ([`crate::rules`]). Every other rule is a [`Check`]: a
//! constant next to the function that checks it, listed in the `CHECKS` of its file. All rules run
//! each time; there is no incremental machinery.

mod again;
mod arithmetic;
mod balance;
mod bases;
mod body;
mod cells;
mod citations;
mod contact;
mod fees;
mod fractions;
mod growth;
mod identity;
mod lapsed;
mod last_year;
mod likeness;
mod lists;
mod local;
mod means;
mod parts;
mod period;
mod places;
mod plausible;
mod points;
mod quantities;
mod register;
mod remnants;
mod roll_up;
mod rows;
mod sections;
mod shares;
mod slips;
mod stock;
mod suits;
mod table_shares;
mod tariff;
#[cfg(test)]
mod tests;
mod told_last;
mod wording;
mod years;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use crate::amount::Entry;
use crate::diagnose::{diagnose, operations, suspects};
use crate::figures::{Paragraph, paragraphs};
use crate::finding::{
    CellValue, CheckResult, Finding, RuleLine, RuleOutcome, RuleText, Severity, Tally,
};
use crate::form::Form;
use crate::forms::prescribed;
use crate::progress;
use crate::report::Report;
use crate::stale::{Stale, stale_in};
use crate::steps;
use Severity::Error;
use places::{locate, order};
use remnants::Remnants;

pub use register::register;
pub use roll_up::roll_up;

/// A rule that is not arithmetic: its name, the function that checks it, and the reports it applies
/// to.
pub struct Check {
    /// The rule's id, such as `C-17`.
    pub id: &'static str,
    /// How serious it is to break the rule.
    pub severity: Severity,
    /// What must hold, in one Chinese sentence for the list of rules.
    pub title: &'static str,
    /// Checks one report; `None` for a rule over several reports (see
    /// [`roll_up()`]) or over a register (see [`register()`]).
    run: Option<Run>,
    /// The legal basis on which it applies to forms that do not list it, and which these forms are.
    /// `None`: it applies only to forms that list it ([`crate::forms::prescribed`]).
    elsewhere: Option<(&'static str, Suits)>,
}

type Run = fn(&Context, &Check) -> Outcome;
/// Whether a check applies to reports on a form.
type Suits = fn(&'static Form, &Check) -> bool;

impl Check {
    /// A rule for the forms that list it, with its legal basis there.
    const fn new(id: &'static str, severity: Severity, title: &'static str, run: Run) -> Check {
        Check { id, severity, title, run: Some(run), elsewhere: None }
    }

    /// The rule applies to every form; this is its legal basis unless the form lists another.
    const fn everywhere(self, basis: &'static str) -> Check {
        self.wherever(basis, |_, _| true)
    }

    /// Like [`Check::everywhere`], but for forms of which `suits` is true.
    const fn wherever(self, basis: &'static str, suits: Suits) -> Check {
        Check { elsewhere: Some((basis, suits)), ..self }
    }

    /// The legal basis on which the rule applies to reports on this form; `None` if it does not
    /// apply.
    fn basis(&self, form: &'static Form) -> Option<&'static str> {
        let elsewhere = || self.elsewhere.filter(|(_, suits)| suits(form, self));
        prescribed(form, self.id).or_else(|| elsewhere().map(|(basis, _)| basis))
    }
}

/// All rules that are not arithmetic, file by file.
const FILES: &[&[Check]] = &[
    body::CHECKS,
    cells::CHECKS,
    citations::CHECKS,
    contact::CHECKS,
    fees::CHECKS,
    growth::CHECKS,
    identity::CHECKS,
    last_year::CHECKS,
    likeness::CHECKS,
    lists::CHECKS,
    parts::CHECKS,
    period::CHECKS,
    plausible::CHECKS,
    quantities::CHECKS,
    register::CHECKS,
    roll_up::CHECKS,
    sections::CHECKS,
    slips::CHECKS,
    suits::CHECKS,
    tariff::CHECKS,
    wording::CHECKS,
    years::CHECKS,
];

/// All rules that are not arithmetic, in the order of the catalogue: first those of every form
/// (V), then by the form they were first made for.
fn checks() -> &'static [&'static Check] {
    static SORTED: OnceLock<Vec<&Check>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut all: Vec<&Check> = FILES.iter().copied().flatten().collect();
        all.sort_by_key(|check| (!check.id.starts_with('V'), check.id));
        all
    })
}

/// The outcome of one rule for a report.
enum Outcome {
    /// The findings; none if the rule holds.
    Found(Vec<Finding>),
    /// The rule cannot be decided before certain cells are filled in.
    Waits,
}

/// What all rules read of a report.
struct Context<'a> {
    report: &'a Report,
    previous: Option<&'a Report>,
    form: &'static Form,
    entries: Vec<Entry>,
    /// What the entries say about each cell, blank ones included.
    bounds: Vec<crate::rules::Bound>,
    /// Place, heading and text of the preface and of each section.
    prose: Vec<(String, &'a str, &'a str)>,
    /// The paragraphs of these texts, with their figures.
    paragraphs: Vec<Paragraph<'a>>,
    /// The years of each paragraph that cannot be right.
    stale: Vec<Vec<Stale>>,
    claims: Vec<crate::claims::Claim>,
}

impl<'a> Context<'a> {
    /// The prose at a place.
    fn text(&self, place: &str) -> Option<&'a str> {
        let i = match place {
            "preface" => 0,
            place => self.report.at_place(place)? + 1,
        };
        self.prose.get(i).map(|(.., text)| *text)
    }

    fn new(report: &'a Report, previous: Option<&'a Report>) -> Context<'a> {
        let previous = previous.filter(|last| is_year_before(last, report));
        let entries = report.entries_with_last(previous);
        let paragraphs = paragraphs(report);
        let stale = stale_in(report, &paragraphs);
        let bounds = crate::rules::bounds(report.form, &entries);
        Context {
            report,
            previous,
            form: report.form,
            prose: report.prose().collect(),
            claims: crate::claims::claims_in(report, &paragraphs, &stale, &entries, &bounds),
            paragraphs,
            stale,
            bounds,
            entries,
        }
    }

    /// The name of a cell in sentences; a cell of last year is named as such.
    fn name(&self, position: usize) -> String {
        let all = self.form.all_cells();
        match position.checked_sub(all.len()) {
            None => all[position].name.clone(),
            Some(last) => format!("上年度{}", all[last].name),
        }
    }

    /// Label and text of a cell, for a finding.
    fn cell(&self, position: usize) -> CellValue {
        let all = self.form.all_cells();
        match position.checked_sub(all.len()) {
            None => {
                let cell = &all[position];
                let value = self.report.cell(&cell.id).to_string();
                CellValue { id: cell.id.clone(), label: cell.label.clone(), value }
            }
            Some(last) => {
                let cell = &all[last];
                let value = self.previous.map_or("", |p| p.cell(&cell.id)).to_string();
                CellValue { id: cell.id.clone(), label: self.name(position), value }
            }
        }
    }
}

/// The steps for a finding, so that no text fills the memory with them: each takes some kilobytes.
const FOR_A_FINDING: usize = 2_500;

/// A finding of this rule with a place and a message only. Unless a finding names its own legal
/// basis, the form's is added later.
fn finding(check: &Check, at: impl Into<String>, message: String) -> Finding {
    steps::take(FOR_A_FINDING);
    Finding::new(check.id, check.severity, at, message)
}

/// A finding of this rule about words in the preface or a section.
fn in_prose(check: &Check, place: &str, quote: &str, message: String) -> Finding {
    Finding {
        section: Some(place.to_string()),
        quote: Some(quote.trim().to_string()),
        ..finding(check, at_section(place), message)
    }
}

/// A finding of this rule about these words of a paragraph, in bytes of its line.
fn at_words(check: &Check, here: &Paragraph, words: &Range<usize>, message: String) -> Finding {
    Finding {
        range: Some(here.start + words.start..here.start + words.end),
        ..in_prose(check, &here.place, &here.line[words.clone()], message)
    }
}

/// The place of findings about a section, given the section's place.
fn at_section(place: &str) -> String {
    match place {
        "preface" => place.to_string(),
        place => format!("section:{place}"),
    }
}

/// Whether `last` is of the year before `report`; also true while one of the two years is unknown.
pub fn is_year_before(last: &Report, report: &Report) -> bool {
    last.year.zip(report.year).is_none_or(|(last, year)| last.checked_add(1) == Some(year))
}

/// Checks a report by every rule that applies to its form. `previous` is last year's report;
/// without it, or if it is of another year, the rules over two years wait.
pub fn check(report: &Report, previous: Option<&Report>) -> CheckResult {
    check_with_claims(report, previous).0
}

/// Like [`check`]; also gives the claims of the prose, which are read for it.
pub fn check_with_claims(
    report: &Report,
    previous: Option<&Report>,
) -> (CheckResult, Vec<crate::claims::Claim>) {
    let context = Context::new(report, previous);
    let mut findings = Vec::new();
    let mut outcomes: BTreeMap<&'static str, RuleOutcome> = BTreeMap::new();
    arithmetic::run(&context, &mut findings, &mut outcomes);
    excuse_lapsed(&context, &mut findings, &mut outcomes);
    let repairs = diagnose(report, &context.entries, &context.claims);
    for finding in findings.iter_mut().filter(|f| f.severity == Error) {
        finding.suspects = suspects(report.form, &repairs, &finding.rule, &finding.at);
    }
    let mut remnants = Remnants::default();
    for check in checks().iter().take_while(|_| !steps::is_spent()) {
        let (Some(run), Some(basis)) = (check.run, check.basis(report.form)) else { continue };
        match run(&context, check) {
            Outcome::Waits => note(&mut outcomes, check.id, RuleOutcome::Waiting),
            Outcome::Found(mut found) => {
                found.retain(|f| !remnants.has(&context, f));
                locate(&context, &mut found);
                let outcome =
                    if found.is_empty() { RuleOutcome::Held } else { RuleOutcome::Broken };
                note(&mut outcomes, check.id, outcome);
                findings.extend(found.into_iter().map(|f| with_basis(f, basis)));
            }
        }
    }
    for finding in &mut findings {
        let mine = report.explanations.iter().find(|e| e.explains(finding));
        if finding.severity != Error {
            finding.explained = mine.map(|e| e.reason.clone());
        }
    }
    let slips = operations(report, &context.entries, &context.claims);
    slips.iter().for_each(|slip| slip.tell(report.form, &mut findings));
    findings.sort_by_cached_key(|f| (f.severity, order(&context, &f.at)));
    let rules = tally(&outcomes);
    let outcomes = outcomes.into_iter().map(|(rule, outcome)| (rule.into(), outcome)).collect();
    let result = CheckResult {
        findings,
        rules,
        progress: progress::of(report.form, &context.entries),
        outcomes,
        may_be_zeros: progress::may_be_zeros(report, &context.entries),
        kind: report.guessed_kind(),
    };
    (result, context.claims)
}

/// Drops findings that the prose explains by documents that lapsed; a rule without another finding
/// holds.
fn excuse_lapsed(
    context: &Context,
    findings: &mut Vec<Finding>,
    outcomes: &mut BTreeMap<&'static str, RuleOutcome>,
) {
    let explained = findings.extract_if(.., |f| lapsed::explains(context, f)).collect::<Vec<_>>();
    for finding in explained {
        let left = findings.iter().any(|f| f.rule == finding.rule);
        let outcome = outcomes.iter_mut().find(|(rule, _)| ***rule == *finding.rule);
        if let Some((_, outcome)) = outcome.filter(|_| !left) {
            *outcome = RuleOutcome::Held;
        }
    }
}

/// Adds a legal basis to a finding that has none of its own.
fn with_basis(finding: Finding, basis: &'static str) -> Finding {
    Finding { basis: finding.basis.or(Some(RuleText::Borrowed(basis))), ..finding }
}

fn note(
    outcomes: &mut BTreeMap<&'static str, RuleOutcome>,
    rule: &'static str,
    outcome: RuleOutcome,
) {
    let slot = outcomes.entry(rule).or_insert(outcome);
    *slot = outcome.max(*slot);
}

fn tally(outcomes: &BTreeMap<&str, RuleOutcome>) -> Tally {
    let count = |s| outcomes.values().filter(|v| **v == s).count();
    Tally {
        checked: outcomes.len(),
        held: count(RuleOutcome::Held),
        broken: count(RuleOutcome::Broken),
        waiting: count(RuleOutcome::Waiting),
    }
}

/// Every rule that applies to a form, arithmetic first, each once.
pub fn catalogue(form: &'static Form) -> Vec<RuleLine> {
    let mut lines: Vec<RuleLine> = Vec::new();
    let listed = |id: &str| checks().iter().any(|c| c.id == id);
    for r in form.relations.iter().copied().flatten().filter(|r| !listed(r.rule)) {
        if !lines.iter().any(|line| line.id == r.rule) {
            lines.push(rule_line(r.rule, r.severity, r.words, r.basis));
        }
    }
    for check in checks() {
        if let Some(basis) = check.basis(form) {
            lines.push(rule_line(check.id, check.severity, check.title, basis));
        }
    }
    lines
}

fn rule_line(
    id: &'static str,
    severity: Severity,
    title: &'static str,
    basis: &'static str,
) -> RuleLine {
    RuleLine { id: id.into(), severity, title: title.into(), basis: basis.into() }
}
