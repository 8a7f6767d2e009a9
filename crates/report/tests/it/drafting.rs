//! Drafted prose agrees with the table it was drafted from, and the program understands it: every
//! figure is linked, no rule finds anything, and a second draft adds nothing.

use std::collections::BTreeSet;

use proptest::prelude::*;
use report::checks::check;
use report::claims::{Truth, claims};
use report::drafting::{Drafted, drafts};
use report::figures::{Figure, figures};
use report::links::{State, links};
use report::{FORMS, Finding, Form, Report};

use corpus::Dice;
use corpus::hostile::any_report;
use corpus::random::consistent;

/// Rules about what a draft leaves to the writer, because no figure says it.
const LEFT_TO_THE_WRITER: [&str; 6] = ["C-17", "C-19", "C-20", "C-21", "C-22", "V-17"];

fn draft(report: &Report, previous: Option<&Report>) -> Vec<Drafted> {
    drafts(report, previous, &claims(report))
}

/// The report with all drafts accepted, as the screen does it.
fn with_drafts(report: &Report, previous: Option<&Report>) -> Report {
    let mut written = report.clone();
    for Drafted { place, text, .. } in draft(report, previous) {
        let slot = match written.at_place(&place) {
            Some(i) => &mut written.sections[i].text,
            None => &mut written.preface,
        };
        if !slot.is_empty() {
            slot.push('\n');
        }
        slot.push_str(&text);
    }
    written
}

/// A consistent report whose sections are empty or have prose without figures, and last year's
/// report.
fn reports(form: &'static Form, seed: u64) -> (Report, Report) {
    let mut report = consistent(form, seed);
    let mut last = consistent(form, seed.wrapping_mul(31).wrapping_add(7));
    last.year = report.year.map(|year| year - 1);
    let mut dice = Dice::new(seed);
    for section in &mut report.sections {
        if dice.roll(2) == 0 {
            section.text.clear();
        }
    }
    if dice.roll(2) == 0 {
        report.preface.clear();
    }
    (report, last)
}

/// Findings as rule, place and message.
fn told(report: &Report, previous: Option<&Report>) -> BTreeSet<(String, String, String)> {
    let key = |f: Finding| (f.rule.to_string(), f.at, f.message);
    let all = check(report, previous).findings.into_iter();
    all.filter(|f| !LEFT_TO_THE_WRITER.contains(&&*f.rule)).map(key).collect()
}

/// Every quantity in these drafts is a number of the table and is linked to it.
fn assert_linked(written: &Report, drafted: &[Drafted]) {
    let claims = claims(written);
    for Drafted { place, text, .. } in drafted.iter().filter(|d| d.place != "preface") {
        let whole = &written.sections[written.at_place(place).unwrap()].text;
        let from = whole.len() - text.len();
        let mut start = from;
        for line in text.split('\n') {
            let counted = |f: &Figure| f.is_quantity() && !f.is_share();
            for figure in figures(line).into_iter().filter(counted) {
                let at = start + figure.whole.start;
                let claim = claims.iter().find(|c| c.section == *place && c.range.start == at);
                let agrees = claim.is_some_and(|c| c.truth == Truth::Agrees);
                assert!(agrees, "{}: {line}: {:?}", &line[figure.whole], claim);
            }
            start += line.len() + 1;
        }
        for claim in claims.iter().filter(|c| c.section == *place && c.range.start >= from) {
            let words = &whole[claim.range.clone()];
            assert!(claim.truth == Truth::Agrees, "{words}: {claim:?}: {text}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_draft_agrees_with_its_table(seed in any::<u64>(), with_last in any::<bool>()) {
        for form in FORMS {
            let (report, last) = reports(form, seed);
            let previous = with_last.then_some(&last);
            let written = with_drafts(&report, previous);
            assert_linked(&written, &draft(&report, previous));
            let new = &told(&written, previous) - &told(&report, previous);
            prop_assert!(new.is_empty(), "{new:?}\n{:?}", draft(&report, previous));
            prop_assert_eq!(draft(&written, previous), vec![]);
        }
    }

    #[test]
    fn any_report_can_be_drafted(report in any_report(), last in any_report()) {
        let written = with_drafts(&report, Some(&last));
        links(&written, &claims(&written));
    }

    #[test]
    fn a_blank_cell_gives_no_sentence(seed in any::<u64>(), nth in any::<prop::sample::Index>()) {
        for form in FORMS {
            let (mut report, _) = reports(form, seed);
            let cell = &form.cells()[nth.index(form.cells().len())];
            report.cells.remove(&cell.id);
            let written = with_drafts(&report, None);
            assert_linked(&written, &draft(&report, None));
            let about = claims(&written).into_iter().any(|c| c.cells.contains(&cell.id));
            prop_assert!(!about, "{}", cell.id);
        }
    }

    #[test]
    fn each_fix_of_a_figure_makes_it_agree(seed in any::<u64>(), nth in any::<prop::sample::Index>()) {
        for form in FORMS {
            let mut report = with_drafts(&reports(form, seed).0, None);
            let all = links(&report, &claims(&report));
            let link = &all[nth.index(all.len())];
            let old = report.cell(&link.cells[0]).to_string();
            let more = (old.parse::<u64>().unwrap() + 1000).to_string();
            report.cells.insert(link.cells[0].clone(), more);
            let after = links(&report, &claims(&report));
            let same = |l: &&report::links::Link| l.place == link.place && l.range == link.range;
            let differs = after.iter().find(same).unwrap();
            prop_assert_eq!(differs.state, State::Different);

            let at = report.at_place(&link.place).unwrap();
            if let Some(mended) = differs.mend(&report.sections[at].text) {
                let mut report = report.clone();
                report.sections[at].text = mended;
                let again = links(&report, &claims(&report));
                let start = |l: &&report::links::Link| {
                    l.place == link.place && l.range.start == link.range.start
                };
                prop_assert_eq!(again.iter().find(start).unwrap().state, State::Equal);
            }
            if let Some(cell) = differs.cell() {
                report.cells.insert(cell.to_string(), differs.stated.clone());
                prop_assert_eq!(report.cell(cell), old);
            }
        }
    }
}

#[test]
fn every_sentence_of_every_form_is_told_by_some_report() {
    for form in FORMS {
        let texts: Vec<String> = (1..60u64)
            .flat_map(|seed| {
                let (mut report, _) = reports(form, seed * 7919);
                if seed % 9 == 0 {
                    report.cells.values_mut().for_each(|v| *v = "0".into());
                }
                draft(&report, None)
            })
            .map(|d| d.text)
            .collect();
        let is_told = |words: &str| words.split("{}").all(|w| texts.iter().any(|t| t.contains(w)));
        for sentence in report::forms::sentences(form) {
            let parts = sentence.parts.iter().map(|p| p.words);
            for words in parts.chain([sentence.whole.words, sentence.none]) {
                assert!(is_told(words), "{}: {words}", form.id);
            }
        }
    }
}

#[test]
fn growth_is_told_against_last_years_report_alone() {
    let form = report::form_for_year(2024);
    let mut report = Report::new(form, Some(2024), "示例市财政局");
    let mut last = Report::new(form, Some(2023), "示例市财政局");
    report.cells.insert("3.received.total".into(), "12".into());
    last.cells.insert("3.received.total".into(), "16".into());
    let told = |report: &Report, last: &Report| {
        let all = draft(report, Some(last));
        all.into_iter().find(|d| d.place == "3").unwrap().text
    };
    assert_eq!(told(&report, &last), "本年新收政府信息公开申请12件，同比下降25.0%。");
    last.year = Some(2022);
    assert_eq!(told(&report, &last), "本年新收政府信息公开申请12件。");
}

#[test]
fn a_drafted_preface_names_body_parts_and_period() {
    let form = report::form_for_year(2024);
    let report = Report::new(form, Some(2024), "示例市财政局");
    assert_eq!(
        draft(&report, None)[0].text,
        "根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号的要求，\
        现公布示例市财政局2024年政府信息公开工作年度报告。本报告由总体情况、主动公开政府信息情况、\
        收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、\
        其他需要报告的事项六个部分组成。所列数据的统计期限自2024年1月1日起至2024年12月31日止。"
    );
    assert_eq!(draft(&Report::new(form, None, "示例市财政局"), None), vec![]);
}
