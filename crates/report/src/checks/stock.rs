//! What was there, what came and went, and what is there: 年初61个，新开3个、注销12个，年末52个; 原有的23个栏目保留17个、合并4个、
//! 取消2个.

use super::means::Computed;
use super::rows::{clause, is_counted, shares_a_word};
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

/// A slip is at most this part of the right figure.
const ONE_IN: u64 = 5;

/// The findings for the stocks of a paragraph.
pub(super) fn findings(check: &Check, here: &Paragraph) -> Vec<Finding> {
    let sentences = here.figures.chunk_by(|a, b| a.sentence == b.sentence);
    let wrong = sentences.filter_map(|own| {
        let told = wrong(here, own).or_else(|| with_what_came(here, own));
        told.or_else(|| between(here, own)).or_else(|| moved(here, own))
    });
    let wrong = wrong.filter(|computed| !means::is_rounded(here, computed));
    wrong.map(|computed| means::finding(check, here, computed)).collect()
}

/// The figure of a sentence that does not agree with the others of its stock.
fn wrong<'a>(here: &Paragraph, own: &'a [Figure]) -> Option<Computed<'a>> {
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

/// What is there now, if it is not what was kept and what came: 保留38项、新增12项，现有50项.
fn with_what_came<'a>(here: &Paragraph, own: &'a [Figure]) -> Option<Computed<'a>> {
    let told = |of: Role| own.iter().filter(move |f| is_counted(f) && role(here, f) == Some(of));
    let (mut kept, mut now) = (told(Role::Kept), told(Role::Closing));
    let (kept, figure) = (kept.next().filter(|_| kept.next().is_none())?, now.next()?);
    let like = |f: &&Figure| f.unit == kept.unit;
    let sum = |of: Role| -> Amount { told(of).filter(like).map(|f| f.value).sum() };
    let (come, gone) = (sum(Role::Come), sum(Role::Gone));
    let right = kept.value + come;
    let apart = (right - figure.value).abs();
    let wrong = figure.value != right && figure.value != right - gone;
    let one = now.next().is_none() && told(Role::Opening).next().is_none() && like(&figure);
    let one = one && is_there(clause(here, figure), clause(here, kept));
    let near = apart.times(ONE_IN).is_some_and(|d| d <= right);
    let from = format!("{}＋{come}", kept.value);
    (one && come > Amount::ZERO && wrong && near).then(|| Computed {
        figure,
        right: right.to_string(),
        from,
    })
}

/// Whether the words for what is there now name no deed (目前已公开35项), only what was kept or nothing.
fn is_there(now: &str, kept: &str) -> bool {
    const THERE: &[char] = &[
        '有', '共', '存', '为', '达', '计', '实', '仍', '尚', '余', '在', '总', '数', '的', '量',
        '用',
    ];
    let words =
        ["目前", "现", "年末", "年底", "期末"].iter().find_map(|w| Some(now.rsplit_once(w)?.1));
    let noun = words.unwrap_or_default().trim_matches(THERE);
    noun.is_empty() || shares_a_word(noun, kept)
}

/// What a sentence tells between the opening and the closing of a stock, if it is not their difference: 年初2.87万人，年内
/// 脱贫0.94万人，年末1.93万人.
fn between<'a>(here: &Paragraph, own: &'a [Figure]) -> Option<Computed<'a>> {
    let counted: Vec<&Figure> = own.iter().filter(|f| f.is_quantity()).collect();
    let is = |f: &Figure, of: Role| is_counted(f) && role(here, f) == Some(of);
    let triple = |three: &&[&Figure]| is(three[0], Role::Opening) && is(three[2], Role::Closing);
    let three = counted.windows(3).find(triple)?;
    let (first, figure, last) = (three[0], three[1], three[2]);
    let right = (last.value - first.value).abs();
    let plain = is_counted(figure) && figure.unit == first.unit && last.unit == first.unit;
    let fell = last.value < first.value;
    let way = match role(here, figure) {
        Some(Role::Come) => !fell,
        Some(Role::Gone) => fell,
        Some(_) => false,
        None => true,
    };
    let near = (right - figure.value).abs().times(ONE_IN).is_some_and(|d| d <= right);
    let (more, less) = (first.value.max(last.value), first.value.min(last.value));
    let from = format!("{more}－{less}");
    (plain && way && near && right != figure.value).then(|| Computed {
        figure,
        right: right.to_string(),
        from,
    })
}

/// What a stock went to, if it is not what was there, what came and what went: 由312户调整为298户，新增21户、退出35户. What went
/// may have been told in other words, too (撤并12个，即停用12个), so that not all of it need be counted.
fn moved<'a>(here: &Paragraph, own: &'a [Figure]) -> Option<Computed<'a>> {
    const WAY: usize = 8;
    const FEW: usize = 4;
    let like = |a: &Figure, b: &Figure| a.unit == b.unit && is_counted(a) && is_counted(b);
    let way = |old: &Figure, now: &Figure| {
        let gap = here.line.get(old.whole.end..now.number.start).unwrap_or_default();
        gap.chars().count() <= WAY && gap.ends_with(['至', '到', '为']) && !gap.contains('，')
    };
    let from = |old: &Figure| clause(here, old).contains(['由', '从', '将', '把']);
    let at = own.windows(2).position(|p| like(&p[0], &p[1]) && way(&p[0], &p[1]) && from(&p[0]))?;
    let (old, figure) = (&own[at], &own[at + 1]);
    let told = |of: Role| -> Vec<Amount> {
        let of = own.iter().filter(move |f| like(f, old) && role(here, f) == Some(of));
        of.map(|f| f.value).collect()
    };
    let (come, gone) = (told(Role::Come), told(Role::Gone));
    if come.len() != 1 || gone.is_empty() || gone.len() > FEW {
        return None;
    }
    let some = |set: usize| -> Amount {
        let of = gone.iter().enumerate().filter(|(k, _)| set & (1 << k) != 0);
        of.map(|(_, value)| *value).sum()
    };
    let all = old.value + come[0];
    if (0..1 << gone.len()).any(|set| all - some(set) == figure.value) {
        return None;
    }
    let right = all - gone.iter().copied().sum();
    let near = (right - figure.value).abs().times(ONE_IN).is_some_and(|d| d <= right.abs());
    let less: String = gone.iter().map(|v| format!("－{v}")).collect();
    let from = format!("{}＋{}{less}", old.value, come[0]);
    (near && !right.is_negative()).then(|| Computed { figure, right: right.to_string(), from })
}

/// What the words before a figure say it is of a stock.
fn role(here: &Paragraph, figure: &Figure) -> Option<Role> {
    const OPENING: &[&str] = &["年初", "上年末", "上年底", "上年为", "原有", "原来有", "期初"];
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
