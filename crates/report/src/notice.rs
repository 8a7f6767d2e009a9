//! The notices that a supervising office sends to its units: a letter with the findings (整改通知), or a
//! reminder that the report is not there (催报通知). The office may change their texts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::checks::catalogue;
use crate::desk::{BLANK, Row};
use crate::document::{Document, Role};
use crate::finding::{Finding, RuleLine, Severity};
use crate::form::Form;
use crate::text;

/// The standard text of the letter: title, addressee, paragraphs, signature.
///
/// Words in braces are replaced; `{问题}` must be a line of its own.
pub const TEMPLATE: &str = "关于整改政府信息公开工作年度报告的通知
{机关}：
按照《中华人民共和国政府信息公开条例》和国务院办公厅关于年度报告的规定，我单位核对了你单位报送的《{标题}》，\
有 {问题数} 处需要改正或者核实，现通知如下：
{问题}
请逐项核对：填写有误的，请予改正；数字属实的，请书面说明原因。请于{期限}前将改正后的年度报告报送我单位。
特此通知。
{发文机关}
{日期}";

/// The standard text of the letter to a unit whose report is not there, with words in braces as in
/// [`TEMPLATE`].
pub const REMINDER: &str = "关于报送政府信息公开工作年度报告的通知
{机关}：
按照《中华人民共和国政府信息公开条例》的规定和年度报告工作安排，你单位应当报送{年}年政府信息公开工作年度报告，\
我单位目前尚未收到。请于{期限}前报送；已经报送的，请与我单位核对。
特此通知。
{发文机关}
{日期}";

/// The standard text of the letter to a unit whose file could not be read, with words in braces as in
/// [`TEMPLATE`].
pub const RESEND: &str = "关于重新报送政府信息公开工作年度报告的通知
{机关}：
我单位收到了你单位的文件“{文件}”，但没有能从中读出政府信息公开工作年度报告：{原因}
请核对文件，于{期限}前重新报送可以正常打开的年度报告。
特此通知。
{发文机关}
{日期}";

/// Most findings of one rule that are described one by one; of more only the places are listed.
const APART: usize = 5;

/// What the office fills in.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// A text to use in place of [`TEMPLATE`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<String>,
    /// A text to use in place of [`REMINDER`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<String>,
    /// A text to use in place of [`RESEND`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resend: Option<String>,
    /// The office that sends the letter.
    pub office: String,
    /// The deadline for corrections, and the date of the letter: as `2025-02-28` or in words; if
    /// empty, space is left for them.
    pub due: String,
    /// The date of the letter.
    pub date: String,
    /// The least severe findings that are listed; warnings by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
}

/// The units that get a letter though no report of theirs is there.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Missing {
    /// The units that get a reminder.
    pub names: Vec<String>,
    /// The year for which they should report.
    pub year: Option<u16>,
    /// The files that could not be read.
    pub unread: Vec<UnreadFile>,
}

/// A file that could not be read.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct UnreadFile {
    /// The unit whose file it is.
    pub unit: String,
    /// The file's name.
    pub file: String,
    /// Why it could not be read, one Chinese sentence.
    pub why: String,
}

/// What is wrong with the days of a letter, one Chinese sentence; `None` if nothing is.
pub fn fault(letter: &Letter) -> Option<String> {
    let days = [("改正期限", until(&letter.due)), ("发文日期", letter.date.trim())];
    if let Some((name, day)) = days.into_iter().find(|(_, day)| text::is_no_day(day)) {
        return Some(format!("{name}“{day}”：没有这一天，请改正。"));
    }
    let [due, date] = days.map(|(_, day)| text::parse_date(day));
    due.zip(date).filter(|(due, date)| due < date).map(|_| "改正期限早于发文日期，请改正。".into())
}

/// A deadline without the word 前, which the texts have themselves.
fn until(due: &str) -> &str {
    due.trim().trim_end_matches('前').trim_end_matches(['以', '之'])
}

/// The letter to the agency of a row; `None` if nothing needs correction and nothing is blank.
/// Findings that the agency has explained are left out.
pub fn notice(row: &Row, letter: &Letter) -> Option<Document> {
    let least = letter.severity.unwrap_or(Severity::Warning);
    let told = |f: &&Finding| f.severity <= least && f.explained.is_none();
    let findings: Vec<&Finding> = row.findings.iter().filter(told).collect();
    // Blanks are mentioned once: as findings, or else as work that remains.
    let found = findings.iter().any(|f| f.rule == BLANK);
    let left = !found && least >= Severity::Warning && row.is_unfilled();
    if findings.is_empty() && !left {
        return None;
    }
    let count = (findings.len() + usize::from(left)).to_string();
    let facts = [("{标题}", row.title.trim().to_string()), ("{问题数}", count)];
    let push = |document: &mut Document| {
        push_findings(document, row, &findings);
        if left || found {
            let words = format!("统计表{} 格；没有发生的请填 0。", row.progress.words());
            document.push(Role::Body, words);
        }
    };
    let template = own(&letter.template).unwrap_or(TEMPLATE);
    Some(filled_in(template, (&row.agency, row.year), letter, &facts, push))
}

/// The letter to a unit whose report for a year is not there.
pub fn reminder(unit: &str, year: Option<u16>, letter: &Letter) -> Document {
    filled_in(own(&letter.reminder).unwrap_or(REMINDER), (unit, year), letter, &[], |_| ())
}

/// The letter to a unit whose file could not be read.
pub fn resend(file: &UnreadFile, year: Option<u16>, letter: &Letter) -> Document {
    let name = file.file.rsplit('/').next().unwrap_or_default().to_string();
    let facts = [("{文件}", name), ("{原因}", file.why.clone())];
    let template = own(&letter.resend).unwrap_or(RESEND);
    filled_in(template, (&file.unit, year), letter, &facts, |_| ())
}

/// A text of the office's own, unless it is blank.
fn own(template: &Option<String>) -> Option<&str> {
    template.as_deref().filter(|t| !t.trim().is_empty())
}

/// The document of a text with its words filled in; `push` appends what stands for `{问题}`.
fn filled_in(
    template: &str,
    (unit, year): (&str, Option<u16>),
    letter: &Letter,
    facts: &[(&str, String)],
    push: impl Fn(&mut Document),
) -> Document {
    let mut filled = vec![
        ("{机关}", unit.trim().to_string()),
        ("{年}", year.map_or("　　".to_string(), |year| year.to_string())),
        ("{期限}", day(until(&letter.due))),
        ("{发文机关}", letter.office.trim().to_string()),
        ("{日期}", day(&letter.date)),
    ];
    filled.extend_from_slice(facts);
    let mut document = Document::default();
    for (i, line) in text::paragraphs(template).enumerate() {
        if line == "{问题}" {
            push(&mut document);
            continue;
        }
        let role = match line {
            _ if i == 0 => Role::Title,
            "{发文机关}" | "{日期}" => Role::Signature,
            line if line.starts_with("{机关}") && line.ends_with(['：', ':']) => Role::Addressee,
            _ => Role::Body,
        };
        let words = fill(line, &filled);
        if !words.trim().is_empty() {
            document.push(role, words);
        }
    }
    document
}

/// The line with all braces replaced; braces within the replacements stay as they are.
fn fill(line: &str, filled: &[(&str, String)]) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('{') {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        match filled.iter().find(|(name, _)| rest.starts_with(name)) {
            Some((name, value)) => {
                words.push_str(value);
                rest = &rest[name.len()..];
            }
            None => {
                words.push('{');
                rest = &rest[1..];
            }
        }
    }
    words + rest
}

/// A date in words, or space to write one.
fn day(typed: &str) -> String {
    match text::parse_date(typed) {
        Some(date) => text::chinese_date(date),
        None if typed.trim().is_empty() => "　　年　　月　　日".into(),
        None => typed.trim().into(),
    }
}

/// Appends the findings under a heading for each severity, those of one rule together.
fn push_findings(document: &mut Document, row: &Row, findings: &[&Finding]) {
    let form = crate::form(&row.form);
    let rules: Vec<RuleLine> = form.map(catalogue).unwrap_or_default();
    let mut headings = 0;
    for (severity, heading) in [
        (Severity::Error, "需要改正的问题"),
        (Severity::Warning, "需要核实或者说明的问题"),
        (Severity::Hint, "供核对时参考"),
    ] {
        let mut of_rule: Vec<(&str, Vec<&Finding>)> = Vec::new();
        let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
        for &finding in findings.iter().filter(|f| f.severity == severity) {
            let at = *place_of.entry(&finding.rule).or_insert(of_rule.len());
            if at == of_rule.len() {
                of_rule.push((&finding.rule, Vec::new()));
            }
            of_rule[at].1.push(finding);
        }
        if of_rule.is_empty() {
            continue;
        }
        headings += 1;
        document.push(Role::Heading, format!("{}、{heading}", text::chinese_numeral(headings)));
        let mut number = 0;
        for (rule, found) in of_rule {
            let title = rules.iter().find(|line| line.id == rule).map(|line| &*line.title);
            for words in paragraphs(form, title, &found) {
                number += 1;
                document.push(Role::Body, format!("{number}．{words}"));
            }
        }
    }
}

/// The paragraphs about the findings of one rule.
fn paragraphs(form: Option<&'static Form>, title: Option<&str>, found: &[&Finding]) -> Vec<String> {
    let place = |f: &Finding| {
        let place = f.place.as_deref().unwrap_or(&f.at);
        match f.at.starts_with("section:") {
            true => format!("“{}”部分", text::without_numeral(place)),
            false => place.to_string(),
        }
    };
    let basis = |f: &Finding| f.basis.as_ref().map_or(String::new(), |b| format!("（依据：{b}）"));
    if let Some(title) = title.filter(|_| found.len() > APART) {
        let places: Vec<String> = found.iter().map(|f| place(f)).collect();
        let (count, basis) = (found.len(), basis(found[0]));
        let places = places.join("；");
        return vec![format!("{title}，以下 {count} 处请核对{basis}：{places}。")];
    }
    let one = |f: &&Finding| {
        let message = f.message.trim_end_matches(['。', '；']);
        format!("{}：{message}。{}{}", place(f), suspect(form, f), basis(f))
    };
    found.iter().map(one).collect()
}

/// What a person probably did, or the cell that is probably wrong, if exactly one repair is known.
fn suspect(form: Option<&'static Form>, finding: &Finding) -> String {
    let slip = finding.slip();
    let Some(first) =
        finding.suspects.first().filter(|_| slip.is_some() || finding.suspects.len() == 1)
    else {
        return String::new();
    };
    let label = form.and_then(|f| f.cell(&first.cell)).map(|cell| format!("“{}”", cell.label));
    let told = slip.map(|words| format!("{words}，")).or(label);
    match told.filter(|_| first.with.is_empty()) {
        Some(told) => format!("{told}改为 {} 即可相符，请先核对此处。", first.value),
        None => slip.map_or(String::new(), |words| format!("{words}，请先核对此处。")),
    }
}
