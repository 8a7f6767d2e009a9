//! Whose report a table belongs to, if no title of a report says it: 填报单位：…, or the title of
//! the table.

use super::{bodies, clean_agency, split_title};
use crate::document::Block;
use crate::text::{self, key};

/// The agency and year that the lines around tables state.
#[derive(Clone, Default)]
pub(super) struct Named {
    pub agency: Option<String>,
    pub year: Option<u16>,
    /// The lines that state it.
    pub quote: Vec<String>,
}

/// Words before the name of the agency that fills in a table.
const BEFORE_AGENCY: &[&str] = &[
    "填报单位",
    "填报机关",
    "填报部门",
    "填表单位",
    "报送单位",
    "编制单位",
    "报告单位",
    "单位名称",
    "机关名称",
    "公开机关",
    "行政机关名称",
];

impl Named {
    /// Takes over what a line states, unless an earlier line stated it.
    pub fn hear(&mut self, line: &str) {
        let tight = key(line);
        let is_note = ["注", "备注", "说明"].iter().any(|word| tight.starts_with(word));
        if tight.chars().count() > 80 || tight.contains('。') || is_note {
            return;
        }
        let (agency, year) = title(line)
            .or_else(|| filled_in_by(line).map(|agency| (agency, None)))
            .unwrap_or_default();
        let dated = ["月", "日期", "时间"].iter().any(|w| tight.contains(w));
        let year = year.or_else(|| text::find_year(&tight).filter(|_| !dated).map(|(.., y)| y));
        let new_agency = self.agency.is_none() && !agency.is_empty();
        let new_year = self.year.is_none() && year.is_some();
        if new_agency {
            self.agency = Some(agency);
        }
        if new_year {
            self.year = year;
        }
        if new_agency || new_year {
            self.quote.push(line.trim().to_string());
        }
    }

    pub fn hear_block(&mut self, block: &Block) {
        if let Block::Paragraph(p) = block {
            self.hear(&p.text);
        }
    }

    /// The part of this that counts if the lines are from a text, not a workbook: only a valid name
    /// of a body.
    pub fn of_text(&self) -> Named {
        let agency = self.agency.clone().filter(|name| bodies::is_body(name));
        let quote = self.quote.iter().take(1).cloned().collect();
        Named { agency, year: None, quote }
    }

    /// Whether two tables must be of different reports.
    pub fn differs(&self, other: &Named) -> bool {
        let apart = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        let years = self.year.is_some() && other.year.is_some() && self.year != other.year;
        years || apart(&self.agency, &other.agency)
    }

    /// Whether two tables state that they are of the same report. A caption with only a year
    /// continues the report of that year.
    pub fn same(&self, other: &Named) -> bool {
        let agency = self.agency.is_some() && self.agency == other.agency;
        let year = other.agency.is_none() && self.year.is_some() && self.year == other.year;
        (agency || year) && !self.differs(other)
    }
}

/// Agency and year in the title of a report or of its table.
fn title(line: &str) -> Option<(String, Option<u16>)> {
    if let Some(found) = split_title(line) {
        return Some(found);
    }
    let tight = key(unnumbered(line));
    let at = ["政府信息公开", "政务公开", "信息公开"].iter().find_map(|s| tight.find(s))?;
    // The title ends in 统计表, or in 情况表二.
    if !tight.chars().rev().take(3).any(|c| c == '表') {
        return None;
    }
    let head = &tight[..at];
    let Some((from, length, year)) = text::find_year(head) else {
        return Some((clean_agency(head), None));
    };
    let before = clean_agency(&head[..from]);
    let after = head[from + length..].trim_start_matches("年度").trim_start_matches('年');
    let agency = if before.is_empty() { clean_agency(after) } else { before };
    Some((agency, Some(year)))
}

/// A table's title without its number: `附件2：`, `表三　`.
fn unnumbered(line: &str) -> &str {
    let line = line.trim_start();
    let rest = ["附件", "附表", "表"].iter().find_map(|word| line.strip_prefix(word));
    let Some(rest) = rest.map(str::trim_start) else { return line };
    let numeral = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let end = rest.find(|c| !numeral(c)).unwrap_or(rest.len());
    // Without a space the year may directly follow the number.
    let end = if end > 3 { 0 } else { end };
    rest[end..].trim_start_matches([':', '：', '.', '、', '-', '—']).trim_start()
}

/// The agency in `填报单位（盖章）：示例局　填报日期：…`.
fn filled_in_by(line: &str) -> Option<String> {
    let (before, after) = line.split_once(['：', ':'])?;
    let before = key(before);
    let name = before.split('(').next().unwrap_or_default();
    if !BEFORE_AGENCY.contains(&name) {
        return None;
    }
    let value = after.split(['　', '\t', '(', '（']).map(str::trim).find(|v| !v.is_empty())?;
    let value = value.split("  ").next().unwrap_or_default();
    let value = key(value);
    (value.chars().count() <= 30 && !value.contains(':')).then_some(value)
}
