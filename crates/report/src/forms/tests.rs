//! Properties of every form, so that an added row or form is complete.

use std::collections::BTreeSet;

use super::{all_forms, sentences, speech};
use crate::form::Form;

/// A cell without a sum or comparison may hold a wrong figure unnoticed, so the form has to list
/// it.
#[test]
fn every_cell_stands_in_a_relation_or_on_the_list_of_free_cells() {
    for form in all_forms() {
        let all = form.all_cells();
        // A relation that involves last year's report counts as well.
        let bound: BTreeSet<usize> =
            form.placed_relations().iter().flat_map(|j| j.cells()).map(|i| i % all.len()).collect();
        let loose = all.iter().enumerate().filter(|(i, _)| !bound.contains(i));
        let loose: Vec<&str> = loose.map(|(_, cell)| cell.id.as_str()).collect();
        assert_eq!(
            loose, form.free,
            "form {}: the cells on the left are in no relation; write one for each, or list it in \
             `free` of the form, in this order",
            form.id
        );
    }
}

/// All ids in a form's data except those of relations, which the index looks up.
fn ids(form: &Form) -> Vec<&'static str> {
    let mut ids: Vec<&str> = Vec::new();
    for chart in form.charts.iter().copied().flatten() {
        ids.extend(chart.bars.iter().flat_map(|(_, cells)| cells.iter()));
    }
    for share in form.shares {
        ids.extend(share.parts.iter().chain([&share.whole]));
    }
    ids.extend(form.reserved.iter().flat_map(|(cells, _)| cells.iter()));
    ids.extend(speech(form).mentions().flat_map(|m| m.sums.iter().copied().flatten()));
    for sentence in sentences(form) {
        ids.extend(sentence.parts.iter().chain([&sentence.whole]).flat_map(|s| s.cells));
    }
    ids
}

#[test]
fn every_id_in_a_forms_data_names_cells_of_the_form() {
    for form in all_forms() {
        let columns = speech(form).scopes.last().map_or(&[""][..], |s| s.columns);
        for id in ids(form) {
            let named = form.named(id);
            assert!(!named.is_empty(), "{id} names nothing in form {}", form.id);
            for cell in named {
                let cell = cell.replace("{}", columns[0]);
                assert!(form.position(&cell).is_some(), "form {} has no {cell}", form.id);
            }
        }
    }
}

/// A row that stands for a group is labelled like it.
#[test]
fn every_variant_replaces_rows() {
    for form in all_forms() {
        for block in form.tables.iter().flat_map(|t| t.blocks) {
            for variant in block.variants {
                let replaced = block.replaced_by(variant).count();
                assert!(replaced > 0, "{} of form {} is no group's label", variant.id, form.id);
            }
        }
    }
}

#[test]
fn forms_follow_each_other() {
    assert!(all_forms().zip(all_forms().skip(1)).all(|(one, next)| one.since < next.since));
    let ids: BTreeSet<&str> = all_forms().map(|f| f.id).collect();
    assert_eq!(ids.len(), all_forms().count(), "two forms have one id");
}
