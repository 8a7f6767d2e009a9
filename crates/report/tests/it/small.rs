//! Small reports for rules about words: all cells 0, short texts without a finding, one text
//! replaced.

use report::Report;
use report::checks::check;
use report::text::without_numeral;

const ASPECTS: &str = "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障、工作考核、社会评议、责任追究均有安排。";
const PROBLEMS: &str = "存在的主要问题是政策解读形式不够丰富，队伍的业务能力还要提高。改进情况：加强培训，丰富解读形式，把各项要求落到实处，逐月检查。";

/// A report of an agency on the form of its year.
pub fn report(agency: &str, year: u16) -> Report {
    let mut report = Report::new(report::form_for_year(year), Some(year), agency);
    report.preface = format!("本报告由{agency}编制，统计期限为{year}年1月1日至{year}年12月31日。");
    for section in &mut report.sections {
        section.text = match section.heading.as_str() {
            h if h.contains("问题") => PROBLEMS.into(),
            h if h.contains("总体") => format!("{year}年，{ASPECTS}"),
            h if h.contains("其他需要") => "本年没有收取信息处理费。".into(),
            h if h.contains("收费") => "本年没有收费和减免。".into(),
            h if report.form.id == "2014" => format!("{}见表。", without_numeral(h)),
            _ => String::new(),
        };
    }
    for cell in report.form.cells() {
        report.cells.insert(cell.id.clone(), "0".into());
    }
    report
}

/// A report with another text at this place: `preface`, or the id of a section. The topics that the first
/// section must mention stay.
pub fn with(mut report: Report, place: &str, text: &str) -> Report {
    match report.sections.iter_mut().find(|s| s.id.as_deref() == Some(place)) {
        None => report.preface = text.into(),
        Some(section) if place == "1" => section.text = format!("{ASPECTS}\n{text}"),
        Some(section) => section.text = text.into(),
    }
    report
}

/// The messages of this rule's findings.
pub fn messages(report: &Report, rule: &str) -> Vec<String> {
    let findings = check(report, None).findings;
    findings.into_iter().filter(|f| f.rule == rule).map(|f| f.message.to_string()).collect()
}
