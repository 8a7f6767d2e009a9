//! The outcome of the rules in words, for the workbook and the self-check sheet.

use report::finding::CheckResult;
use report::Report;

/// Where a finding is, in the report's own words.
pub fn place(report: &Report, at: &str) -> String {
    if let Some(section) = at.strip_prefix("section:") {
        let heading = report.at_place(section).map(|i| report.sections[i].heading.trim());
        let known = report.form.section(section).map(|s| s.heading);
        return heading.filter(|h| !h.is_empty()).or(known).unwrap_or("正文").to_string();
    }
    let field = match at {
        "title" => "标题",
        "agency" => "机关名称",
        "published" => "发布日期",
        "preface" => "前言",
        "report" => "全文",
        _ => "",
    };
    if !field.is_empty() {
        return field.to_string();
    }
    let row = |id: &str| {
        let cells = report.form.all_cells().iter();
        let found = cells.map(|c| c.row).find(|row| row.id == id);
        found.map(|row| row.label.to_string())
    };
    let cell = report.form.cell(at).map(|cell| cell.label.clone());
    cell.or_else(|| row(at)).unwrap_or_else(|| at.to_string())
}

/// `已检查 40 条规则：合格 36 条，不合格 1 条，待填 3 条。`
pub fn summary(result: &CheckResult) -> String {
    let rules = &result.rules;
    format!(
        "已检查 {} 条规则：合格 {} 条，不合格 {} 条，待填 {} 条。",
        rules.checked, rules.held, rules.broken, rules.waiting
    )
}
