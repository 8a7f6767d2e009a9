//! The self-check sheet (自查表): a page to print, tick and sign. It lists every rule with its
//! outcome; for a broken rule also where, what was stated, why it is wrong, and the author's
//! explanation.

use std::collections::BTreeMap;
use std::fmt::Write;

use report::checks::{catalogue, check, is_year_before};
use report::finding::{Finding, RuleLine, RuleOutcome};
use report::{CheckResult, Report};

use super::outcome::{self, Outcome};
use super::{With, escape, html};

const STYLE: &str = include_str!("sheet.css");

/// The self-check sheet as an HTML page; `last` is last year's report.
pub fn file(report: &Report, With { last, .. }: With) -> Vec<u8> {
    page(report, last).into_bytes()
}

fn page(report: &Report, last: Option<&Report>) -> String {
    let result = check(report, last);
    let title = match report.title.trim() {
        "" => report.form.title,
        title => title,
    };
    let title = format!("{title}自查表");
    let mut page = html::head(&title, "", STYLE);
    let _ = writeln!(page, "<main>\n<h1>{}</h1>", escape(&title));
    push_facts(&mut page, report, last, &result);
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    result.findings.iter().for_each(|f| found.entry(&f.rule).or_default().push(f));
    page.push_str(
        "<table>\n<caption>逐条检查结果</caption>\n<colgroup><col class=\"n\"><col class=\"n\"><col>\
         <col class=\"o\"><col class=\"o\"></colgroup>\n<thead><tr><th scope=\"col\">规则</th>\
         <th scope=\"col\">级别</th><th scope=\"col\">应当符合的要求和检查发现</th>\
         <th scope=\"col\">结果</th><th scope=\"col\">核对</th></tr></thead>\n<tbody>\n",
    );
    for rule in catalogue(report.form) {
        // Rules over several reports are not checked on a single one and are left out.
        let Some(&outcome) = result.outcomes.get(&rule.id) else { continue };
        push_rule(
            &mut page,
            report,
            &rule,
            outcome,
            found.get(&*rule.id).map_or(&[], Vec::as_slice),
        );
    }
    page.push_str(
        "</tbody>\n</table>\n<dl class=\"sign\"><dt>填报人：</dt><dd></dd><dt>审核人：</dt><dd></dd>\
         <dt>负责人：</dt><dd></dd></dl>\n<p class=\"seal\">",
    );
    let agency = escape(report.agency.trim());
    let _ =
        writeln!(page, "{agency}（盖章）<br>　　　　年　　月　　日</p>\n</main>\n</body>\n</html>");
    page
}

/// Appends which report was checked, and against which form and last year's report.
fn push_facts(page: &mut String, report: &Report, last: Option<&Report>, result: &CheckResult) {
    let year = |year: Option<u16>| year.map_or("未填".into(), |year| format!("{year}年"));
    let last = match last {
        Some(last) if is_year_before(last, report) => format!("已对照{}报告", year(last.year)),
        Some(_) => "所载入的不是上一年度的报告，没有对照".into(),
        None => "没有载入，跨年度的规则未检查".into(),
    };
    let form = format!("{}年格式（{}）", report.form.id, report.form.issued_by);
    let agency = match report.agency.trim() {
        "" => "未填",
        agency => agency,
    };
    page.push_str("<dl class=\"facts\">\n");
    for (name, value) in [
        ("机关", agency),
        ("年度", &year(report.year)),
        ("格式", &form),
        ("上年度报告", &last),
        ("填写进度", &progress(report, result)),
        ("结果", &outcome::summary(result)),
    ] {
        let _ = writeln!(page, "<dt>{name}</dt><dd>{}</dd>", escape(value));
    }
    page.push_str("</dl>\n");
}

/// How many cells are filled in: of all tables, and of each incomplete table.
fn progress(report: &Report, result: &CheckResult) -> String {
    let all = result.progress;
    if all.cells == 0 {
        return "这一格式没有统计表".into();
    }
    let tables = report::progress::tables(report.form, &report.entries());
    let lacking = tables.iter().zip(report.form.tables).filter(|(t, _)| !t.progress.is_whole());
    let name = |table| report::compose::table_name(report, table);
    let each: Vec<String> = lacking
        .map(|(filled, table)| format!("“{}”{}", name(table), filled.progress.words()))
        .collect();
    match (all.is_whole(), report.form.tables.len()) {
        (false, 2..) => format!("{} 格：{}", all.words(), each.join("；")),
        _ => format!("{} 格", all.words()),
    }
}

fn push_rule(
    page: &mut String,
    report: &Report,
    rule: &RuleLine,
    outcome: RuleOutcome,
    findings: &[&Finding],
) {
    let outcome = Outcome::of(outcome, findings.iter().copied());
    let class =
        Outcome::ALL.into_iter().find(|(o, _)| *o == outcome).map_or("", |(_, class)| class);
    let word = outcome.word();
    let _ = write!(
        page,
        "<tr class=\"{class}\"><th scope=\"row\">{}</th><td>{}</td><td class=\"text\">{}",
        rule.id,
        rule.severity.word(),
        escape(&rule.title)
    );
    if !findings.is_empty() {
        page.push_str("<ul>");
        findings.iter().for_each(|f| push_finding(page, report, f));
        page.push_str("</ul>");
    }
    let _ = writeln!(
        page,
        "<small>依据：{}</small></td><td>{word}</td><td class=\"tick\">□</td></tr>",
        escape(&rule.basis)
    );
}

fn push_finding(page: &mut String, report: &Report, finding: &Finding) {
    let place = escape(&report.place_in_words(&finding.at));
    let _ = write!(page, "<li><b>{place}</b>：{}", escape(&finding.message));
    if let Some(quote) = &finding.quote {
        let _ = write!(page, "<q>{}</q>", escape(quote));
    }
    if let Some(words) = finding.slip() {
        let _ = write!(page, "<br>{}", escape(words));
    }
    if let Some(reason) = &finding.explained {
        let _ = write!(page, "<br>已核实：{}", escape(reason));
    }
    page.push_str("</li>");
}
