//! The lists of rules in the forms and the rules themselves agree in both directions.

use std::collections::BTreeSet;

use super::{catalogue, checks};
use crate::form::{Form, Headings, Kind, Role};
use crate::forms::{REPLACED, all_forms, listed, speech, years};

/// The ids of the rules besides arithmetic that apply to a form.
fn applied(form: &'static Form) -> BTreeSet<&'static str> {
    checks().iter().filter(|c| c.basis(form).is_some()).map(|c| c.id).collect()
}

/// The ids of rules that check something required by the form's own data.
fn asked(form: &Form) -> BTreeSet<&'static str> {
    let mut ids = BTreeSet::new();
    for section in form.sections {
        ids.extend(section.required);
        ids.extend(section.topics.iter().map(|t| t.rule));
        ids.extend(section.limit.map(|_| "C-19"));
    }
    ids.extend(form.shares.iter().map(|s| s.rule));
    ids.extend(form.government_topics.iter().map(|t| t.rule));
    ids.extend(form.reserved.iter().map(|_| "C-08"));
    ids.extend((form.headings == Headings::Fixed).then_some("V-05"));
    let rows = form.tables.iter().flat_map(|t| t.blocks);
    let money = rows.flat_map(|b| b.columns).any(|c| c.kind == Some(Kind::Money));
    ids.extend(money.then_some("B-04"));
    for mention in speech(form).mentions() {
        ids.insert(mention.rule);
        if let Role::OtherChannels(rule) = mention.role {
            ids.insert(rule);
        }
    }
    ids
}

#[test]
fn every_rule_has_an_id_of_its_own_and_a_form_it_applies_to() {
    let ids: BTreeSet<&str> = checks().iter().map(|c| c.id).collect();
    assert_eq!(ids.len(), checks().len(), "two rules have one id");
    let all: BTreeSet<&str> = all_forms().flat_map(applied).collect();
    let nowhere: Vec<_> = ids.difference(&all).collect();
    assert!(
        nowhere.is_empty(),
        "{nowhere:?} apply to no form: say so at their `Check` (`.everywhere(…)`), or list them in \
         the `APPLIES` of a form"
    );
}

#[test]
fn a_form_lists_rules_that_exist_each_once() {
    let ids: BTreeSet<&str> = checks().iter().map(|c| c.id).collect();
    for form in all_forms() {
        let mut seen = BTreeSet::new();
        for (id, basis) in listed(form) {
            assert!(ids.contains(id), "form {} lists {id}, but no `Check` has this id", form.id);
            assert!(seen.insert(id), "form {} lists {id} twice", form.id);
            assert!(!basis.is_empty(), "form {} lists {id} without a basis", form.id);
        }
    }
}

#[test]
fn what_a_form_asks_for_is_judged_and_nothing_else() {
    let on_demand: BTreeSet<&str> = all_forms().flat_map(asked).collect();
    for form in all_forms() {
        let judged: BTreeSet<&str> = applied(form).intersection(&on_demand).copied().collect();
        assert_eq!(judged, asked(form), "form {}", form.id);
    }
}

/// A notice that was not yet in force when the report was due cannot be its basis, nor can one that
/// was replaced before the form's first year.
#[test]
fn every_basis_is_in_force_in_the_years_of_the_form() {
    for form in all_forms() {
        let (first, last) = years(form);
        for rule in catalogue(form) {
            let (id, basis) = (rule.id, rule.basis.replace('〔', "(").replace('〕', ")"));
            let replaced = REPLACED.iter().find(|r| r.since <= first && basis.contains(r.number));
            let by = replaced.map(|r| r.by);
            assert_eq!(by, None, "{id} of form {}: {basis} was replaced", form.id);
            let year = rule.basis.split('〔').nth(1).and_then(|rest| rest.split('〕').next());
            let Some(year) = year else { continue };
            let year: u16 = year.parse().expect("a year in brackets");
            assert!(year <= last, "{id} of form {}: {basis} came after the form", form.id);
        }
    }
}
