//! The lists of rules in the forms and the rules themselves agree in both directions.

use std::collections::BTreeSet;

use super::CHECKS;
use crate::form::{Form, Headings, Kind, Role};
use crate::forms::{all_forms, applying, speech, years};

/// The ids of rules that a form applies, each once.
fn applied(form: &Form) -> BTreeSet<&'static str> {
    let ids: Vec<&str> = applying(form).map(|(id, _)| id).collect();
    let set: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), set.len(), "form {} applies a rule twice: {ids:?}", form.id);
    set
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
    let ids: BTreeSet<&str> = CHECKS.iter().map(|c| c.id).collect();
    assert_eq!(ids.len(), CHECKS.len(), "two rules have one id");
    let all: BTreeSet<&str> = all_forms().flat_map(applied).collect();
    assert_eq!(all, ids, "the forms' lists and CHECKS");
    for (id, basis) in all_forms().flat_map(applying) {
        assert!(!basis.is_empty(), "{id} has no basis");
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

/// A notice that was not yet in force when the report was due cannot be its basis.
#[test]
fn no_basis_is_younger_than_the_last_report_on_the_form() {
    for form in all_forms() {
        for (id, basis) in applying(form) {
            let year = basis.split('〔').nth(1).and_then(|rest| rest.split('〕').next());
            let Some(year) = year.map(|y| y.parse::<u16>().expect("a year in brackets")) else {
                continue;
            };
            let (first, last) = years(form);
            let in_force = first <= year && year <= last;
            assert!(in_force, "{id} of form {}: {basis}", form.id);
        }
    }
}
