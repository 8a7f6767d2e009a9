//! Findings as comments in the file that was checked.

mod anchored;
pub mod others;
mod ways;

use corpus::random::consistent;
use files::annotate;
use report::checks::check;
use report::{Finding, Report};

use self::anchored::comments::{comments, words};
use self::anchored::{Counts, anchored, everywhere};

/// A report on a form with faults in tables and text.
fn faulty(seed: u64) -> Report {
    let form = report::FORMS[seed as usize % report::FORMS.len()];
    let mut report = consistent(form, seed);
    let ids: Vec<String> = report.cells.keys().cloned().collect();
    for id in ids.iter().step_by(17) {
        report.cells.insert(id.clone(), format!("{}", 900 + seed));
    }
    for id in ids.iter().skip(5).step_by(41) {
        report.cells.remove(id);
    }
    let year = report.year.unwrap_or(2024);
    report.preface.push_str(&format!("\n本报告统计期限为{}年1月1日至12月31日。", year - 3));
    if let Some(section) = report.sections.last_mut() {
        section.text.push_str("\n全年收到申请9876件，办结 9870件，占 12.5%。XX局。");
    }
    report.sections.remove(1);
    report
}

#[test]
fn every_finding_stands_at_its_words() {
    let mut counts = Counts::default();
    for seed in 0..6 {
        let report = faulty(seed);
        let file = files::write(&report, None, "docx").unwrap();
        let (report, _) = files::read_report(&file).unwrap();
        let findings = check(&report, None).findings;
        counts += anchored(&format!("seed {seed}"), &file, &report, &findings);
    }
    let Counts { exact, wider, all } = counts;
    assert!(exact > 60 && exact * 10 > all * 8 && wider == 0, "{counts:?}");
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let report = faulty(3);
    for format in ["docx", "xlsx"] {
        let file = files::write(&report, None, format).unwrap();
        let findings = check(&report, None).findings;
        let new = annotate(&file, &report, &findings).unwrap();
        assert!(new != file && new == annotate(&file, &report, &findings).unwrap());
        assert_eq!(annotate(&file, &report, &[]).unwrap(), file, "{format} without findings");
    }
}

#[test]
fn a_missing_part_stands_at_the_heading_before_it() {
    let report = faulty(1);
    let gone = consistent(report.form, 1).sections[1].heading.clone();
    let file = files::write(&report, None, "docx").unwrap();
    let findings = check(&report, None).findings;
    let findings: Vec<Finding> =
        findings.into_iter().filter(|f| f.message.contains("缺少")).collect();
    assert_eq!(findings.len(), 1, "{gone}");
    let new = annotate(&file, &report, &findings).unwrap();
    let heading = &report.sections[0].heading;
    assert_eq!(comments(&file, &new)[0].words, words(&format!("<t>{heading}")));
}

/// However a program writes the text, a comment on every line and every cell stands where it belongs.
#[test]
fn comments_stand_in_files_of_all_programs() {
    let report = faulty(7);
    let file = files::write(&report, None, "docx").unwrap();
    for (name, way) in ways::WAYS {
        let file = ways::with_main(&file, *way, &[]);
        let (report, _) = files::read_report(&file).unwrap();
        let findings = everywhere(&report);
        let Counts { exact, wider, all } = anchored(name, &file, &report, &findings);
        // Nobody parts a text that is written as CDATA, and no program of an office writes one.
        let whole = exact == all || name.contains("CDATA") && exact + wider == all;
        assert!(whole && all > 60, "{name}: {exact} and {wider} of {all}");
    }
}
