//! Reports whose texts contain markup, marks, headings, blank lines and the like.

use proptest::prelude::*;
use report::Report;
use report::form::Level;
use report::report::{Explanation, ExtraRow, Section};

use crate::Dice;

/// Any possible report: its texts contain markup, marks, headings, blank lines and the like.
pub fn any_report() -> impl Strategy<Value = Report> {
    let text = || {
        prop_oneof![
            "[ -~]{0,30}",
            "[一-龥，。；（）《》“”0-9０-９\n \t]{0,60}",
            Just("一、概述\n</script><b>&amp;]]>".to_string()),
            Just("2017年\n\n  附件\n——\t0".to_string()),
        ]
    };
    let section = (proptest::option::of("[1-8]"), text(), text())
        .prop_map(|(id, heading, text)| Section { id, heading, text });
    (
        any::<u64>(),
        [text(), text(), text(), text()],
        proptest::collection::vec(section, 0..9),
        proptest::collection::vec((text(), text(), text()), 0..3),
        proptest::collection::vec(
            (any::<prop::sample::Index>(), "[0-9０-９,.\\-/—+件 ]{1,8}"),
            0..30,
        ),
    )
        .prop_map(|(seed, [agency, title, published, preface], sections, triples, cells)| {
            let mut dice = Dice::new(seed);
            let form = report::FORMS[dice.roll(report::FORMS.len())];
            let mut report = Report::blank(form);
            report.year = match dice.roll(8) {
                0 => None,
                1 => Some([0, u16::MAX][dice.roll(2)]),
                _ => Some(1990 + dice.roll(60) as u16),
            };
            report.level = Level::ALL.get(dice.roll(6)).copied();
            (report.agency, report.title) = (agency, title);
            (report.published, report.preface) = (published, preface);
            report.sections = sections;
            for (rule, at, reason) in triples {
                let values = vec![reason.clone(), at.clone()];
                report.extra_rows.push(ExtraRow { label: at.clone(), unit: rule.clone(), values });
                let about = (dice.roll(2) > 0).then(|| rule.clone());
                report.explanations.push(Explanation { rule, at, reason, about });
            }
            for (index, value) in cells {
                let cell = &form.cells()[index.index(form.cells().len())];
                report.cells.insert(cell.id.clone(), value);
            }
            report
        })
}
