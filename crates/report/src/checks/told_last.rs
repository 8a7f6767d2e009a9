//! Last year's figures that the text names beside this year's, held against last year's report: 公开20960条，比2016年的
//! 16840条增加4120条; 申请95件，2016年为67件.

use super::rows::is_counted;
use super::{Check, Context, in_prose};
use crate::amount::{Amount, Entry};
use crate::claims::{Claim, Truth};
use crate::figures::figures;
use crate::finding::Finding;
use crate::report::Report;

/// So many bytes behind a figure are read for last year's.
const NEAR: usize = 150;

/// The findings for last year's figures that differ from those of last year's report.
pub(super) fn findings(check: &Check, context: &Context, last: &Report) -> Vec<Finding> {
    context.claims.iter().filter_map(|claim| wrong(check, context, last, claim)).collect()
}

fn wrong(check: &Check, context: &Context, last: &Report, claim: &Claim) -> Option<Finding> {
    let text = context.text(&claim.section)?;
    let year = context.report.year?.checked_sub(1).filter(|year| last.year == Some(*year))?;
    let behind = &text[claim.range.end..];
    let end = behind.floor_char_boundary(NEAR.min(behind.len()));
    let behind = behind[..end].split(['\n', '。']).next()?;
    let all = figures(behind);
    let old = all.iter().find(|f| f.is_quantity()).filter(|f| is_counted(f))?;
    let unit = text[claim.range.clone()].ends_with(old.unit);
    let lead = behind[..old.number.start].strip_prefix(['，', ',', '（', '('])?;
    if !unit || claim.truth != Truth::Agrees || !claim.certain || !names_year(lead, year) {
        return None;
    }
    let of = |id: &String| Entry::parse(last.cell(id)).number();
    let right: Amount = claim.cells.iter().map(of).sum::<Option<Amount>>()?;
    let message =
        format!("上年度报告中为 {right}{}，此处上年为 {}{}。", old.unit, old.value, old.unit);
    let start = claim.range.end + old.whole.start;
    (right != old.value).then(|| Finding {
        stated: Some(old.value.to_string()),
        computed: Some(right.to_string()),
        range: Some(start..start + old.whole.len()),
        ..in_prose(check, &claim.section, &behind[old.whole.clone()], message)
    })
}

/// Whether these words are nothing but the name of this year, compared or told: 比2016年的, 上年为.
fn names_year(words: &str, year: u16) -> bool {
    let dated = [format!("{year}年度"), format!("{year}年")];
    let words = words.trim_start_matches(['比', '较', '与', '同']);
    let mut names = dated.iter().map(String::as_str).chain(["上年度", "上年", "去年"]);
    let rest = names.find_map(|name| words.strip_prefix(name));
    let rest = rest.map(|rest| rest.strip_prefix("同期").unwrap_or(rest));
    rest.is_some_and(|rest| ["", "的", "为", "是", "收到", "收到的"].contains(&rest))
}
