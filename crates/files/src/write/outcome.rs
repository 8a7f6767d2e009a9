//! The outcome of the rules in one Chinese sentence, for the workbook and the self-check sheet.

use report::finding::CheckResult;

/// For example `已检查 40 条规则：合格 36 条，不合格 1 条，待填 3 条。`
pub fn summary(result: &CheckResult) -> String {
    let rules = &result.rules;
    format!(
        "已检查 {} 条规则：合格 {} 条，不合格 {} 条，待填 {} 条。",
        rules.checked, rules.held, rules.broken, rules.waiting
    )
}
