//! What was there, what came and went, and what is there: 年初61个，新开3个、注销12个，年末52个; 原有的23个栏目保留17个、合并4个、
//! 取消2个.

use super::means::Computed;
use super::rows::{clause, is_counted};
use super::{Check, Paragraph, means};
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Finding;
use crate::words::has;

/// What a figure of a stock is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Opening,
    Come,
    Gone,
    Kept,
    Closing,
}

/// The findings for the stocks of a paragraph.
pub(super) fn findings(check: &Check, here: &Paragraph) -> Vec<Finding> {
    let sentences = here.figures.chunk_by(|a, b| a.sentence == b.sentence);
    let wrong = sentences.filter_map(|own| wrong(here, own));
    wrong.map(|computed| means::finding(check, here, computed)).collect()
}

/// The figure of a sentence that does not agree with the others of its stock.
fn wrong<'a>(here: &Paragraph, own: &'a [Figure]) -> Option<Computed<'a>> {
    /// A slip is at most this part of the right figure.
    const ONE_IN: u64 = 5;
    let opening = own.iter().position(|f| is_counted(f) && role(here, f) == Some(Role::Opening))?;
    let first = &own[opening];
    let of = own[opening..].iter().filter(|f| is_counted(f) && f.unit == first.unit);
    let roles: Vec<(Role, &Figure)> =
        of.map(|f| Some((role(here, f)?, f))).collect::<Option<_>>()?;
    let sum = |of: Role| -> Amount {
        roles.iter().filter(|(role, _)| *role == of).map(|(_, f)| f.value).sum()
    };
    let number = |of: Role| roles.iter().filter(|(role, _)| *role == of).count();
    let (come, gone, kept) = (sum(Role::Come), sum(Role::Gone), sum(Role::Kept));
    let shown = |sign: &str, of: Role| -> String {
        let of = roles.iter().filter(|(role, _)| *role == of);
        of.map(|(_, f)| format!("{sign}{}", f.value)).collect()
    };
    let apart = [Role::Opening, Role::Closing].iter().all(|r| number(*r) <= 1);
    let (figure, right, from) = if number(Role::Closing) == 1 && number(Role::Kept) == 0 {
        let closing = roles.iter().find(|(role, _)| *role == Role::Closing)?.1;
        let from = format!("{}{}{}", first.value, shown("＋", Role::Come), shown("－", Role::Gone));
        let both = number(Role::Come) > 0 && number(Role::Gone) > 0;
        (both).then_some((closing, first.value + come - gone, from))?
    } else {
        let all = number(Role::Kept) == 1 && number(Role::Gone) > 0 && number(Role::Come) == 0;
        let from = shown("＋", Role::Kept) + &shown("＋", Role::Gone);
        let from = from.trim_start_matches('＋').to_string();
        (all && number(Role::Closing) == 0).then_some((first, kept + gone, from))?
    };
    let near = (right - figure.value).abs().times(ONE_IN).is_some_and(|d| d <= right.abs());
    let wrong = apart && right != figure.value && near && !right.is_negative();
    wrong.then(|| Computed { figure, right: right.to_string(), from })
}

/// What the words before a figure say it is of a stock.
fn role(here: &Paragraph, figure: &Figure) -> Option<Role> {
    const OPENING: &[&str] = &["年初", "上年末", "上年底", "原有", "原来有", "期初"];
    const CLOSING: &[&str] = &["年末", "年底", "现有", "现存", "目前", "期末", "总数达", "总数为"];
    const COME: &[&str] = &["新开", "新增", "新设", "新建", "新注册", "增设", "恢复", "新办"];
    const GONE: &[&str] =
        &["注销", "关停", "关闭", "撤销", "取消", "停用", "退出", "拆除", "撤并", "合并", "整合"];
    let said = clause(here, figure);
    let roles = [
        (Role::Opening, OPENING),
        (Role::Closing, CLOSING),
        (Role::Come, COME),
        (Role::Gone, GONE),
        (Role::Kept, &["保留"]),
    ];
    let mut named = roles.iter().filter(|(_, words)| has(words, said));
    let (role, _) = named.next()?;
    // 原有的23个栏目保留17个: the words for the part stand behind those for the total.
    match named.next() {
        None => Some(*role),
        Some(_) => None,
    }
}
