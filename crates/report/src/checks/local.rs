//! Figures in prose compared with an agency's own table, whose rows have labels but no cells.

use super::rows::{clause, is_counted};
use super::{Check, Context, at_words};
use crate::amount::{Amount, Entry};
use crate::figures::{Figure, Paragraph};
use crate::finding::Finding;
use crate::tables::RUNNING_TOTAL;
use crate::text::{key, without_numeral};

/// A row of the agency's own table.
struct OwnRow<'a> {
    label: &'a str,
    /// The label without what only says that something is counted.
    name: String,
    unit: &'a str,
    value: Amount,
    /// Whether it is the total over all years.
    running: bool,
}

/// A-16 for an agency's own table: a figure whose words are the beginning of one row's label, with
/// characters left out (受理申请9件: 受理依申请公开信息总数), equals that row.
pub(super) fn differences(context: &Context, check: &Check) -> Vec<Finding> {
    let own = context.report.extra_rows.iter();
    let rows: Vec<OwnRow> = own
        .filter_map(|row| {
            let value = Entry::parse(row.values.first()?).number()?;
            let plain = row.label.strip_suffix(RUNNING_TOTAL);
            let name = core(plain.unwrap_or(&row.label));
            let running = plain.is_some();
            Some(OwnRow { label: &row.label, name, unit: &row.unit, value, running })
        })
        .collect();
    let mut found = Vec::new();
    if rows.is_empty() {
        return found;
    }
    for here in context.paragraphs.iter().filter(|p| p.place != "preface") {
        for figure in here.figures.iter().filter(|f| is_counted(f)) {
            let Some(row) = row_of(context, &rows, here, figure) else { continue };
            if row.value == figure.value {
                continue;
            }
            let message = format!(
                "正文“{}{} {}”与表中“{}”（{}）不一致。",
                clause(here, figure).trim(),
                figure.value,
                figure.unit,
                without_numeral(row.label),
                row.value
            );
            found.push(Finding {
                stated: Some(figure.value.to_string()),
                computed: Some(row.value.to_string()),
                difference: Some((row.value - figure.value).abs().to_string()),
                ..at_words(check, here, &figure.whole, message)
            });
        }
    }
    found
}

/// The row that a figure names; `None` if it is none or more than one.
fn row_of<'a, 'r>(
    context: &Context,
    rows: &'r [OwnRow<'a>],
    here: &Paragraph,
    figure: &Figure,
) -> Option<&'r OwnRow<'a>> {
    let before = &here.line[figure.sentence.start..figure.number.start];
    // 自2008年以来累计公开: a total over all years.
    let running = clause(here, figure).split_once("累计");
    let running = running.filter(|_| crate::claims::is_running(context.report, before));
    let said = core(running.map_or(clause(here, figure), |(_, said)| said));
    if said.is_empty() || figure.part_of.is_some() && said.chars().count() < 2 {
        return None;
    }
    let of_kind = |r: &&OwnRow| r.unit == figure.unit && r.running == running.is_some();
    let mut named = rows.iter().filter(of_kind).filter(|r| names(&said, &r.name));
    let row = named.next().filter(|_| named.next().is_none())?;
    let ours = match running {
        Some(_) => crate::claims::is_of_own_body(context.report, before),
        None => crate::claims::is_ours(context.report, before),
    };
    ours.then_some(row)
}

/// Whether words are a shorter name: they begin like it and leave out only some of its characters.
fn names(said: &str, name: &str) -> bool {
    let (short, long) = (said.chars().count(), name.chars().count());
    let mut rest = name.chars();
    short >= 2
        && (short * 2 >= long || short >= 4)
        && said.chars().next() == name.chars().next()
        && said.chars().all(|c| rest.any(|r| r == c))
}

/// A label, or the words before a figure, without numeral, time, body and counting words.
fn core(words: &str) -> String {
    const FRONT: &[&str] = &[
        "其中",
        "全年",
        "本年度",
        "今年",
        "我局",
        "我县",
        "我镇",
        "我校",
        "全县",
        "共",
        "主动",
        "政府",
        "政务",
        "：",
        ":",
    ];
    const BACK: &[&str] =
        &["总数", "件数", "条数", "数量", "数", "情况", "了", "共计", "共", "为", "的"];
    let tight = key(without_numeral(words.trim()));
    let mut name = tight.split(['（', '(']).next().unwrap_or_default();
    if let Some((0, length, _)) = crate::text::find_year(name) {
        name = name[length..].trim_start_matches('年').trim_start_matches('度');
    }
    while let Some(rest) = FRONT.iter().find_map(|w| name.strip_prefix(w)) {
        name = without_numeral(rest);
    }
    while let Some(rest) = BACK.iter().find_map(|w| name.strip_suffix(w)) {
        name = rest;
    }
    let name = name.replace(['、', '和', '及', '与', ','], "");
    let name = ["收到", "接收", "接到", "收办"].iter().fold(name, |n, w| n.replacen(w, "受理", 1));
    ["依申请公开", "公开申请", "申请公开"].iter().fold(name, |n, w| n.replacen(w, "申请", 1))
}
