//! Forms 2019 and 2021: the words by which prose refers to the cells.
//!
//! The two forms share tables 3 and 4; the words for table 2 are in `prose_table_2`.

use std::sync::OnceLock;

use super::law_2019::SCOPES;
use super::prose_table_2::{DECISIONS, OF_2019, OF_2021};
use crate::form::{Mention, Role, Speech};

pub static SPEECH_2019: Speech =
    Speech { mentions: &[MENTIONS, DECISIONS, OF_2019], scopes: SCOPES, lexicon: OnceLock::new() };

pub static SPEECH_2021: Speech =
    Speech { mentions: &[MENTIONS, DECISIONS, OF_2021], scopes: SCOPES, lexicon: OnceLock::new() };

/// “收到N件” may mean the requests received, or those and the ones carried over.
const RECEIVED: &[&[&str]] = &[&["3.received.{}"], &["3.received.{}", "3.carried_in.{}"]];
/// “办理N件” may mean all pending requests, or those finished.
const HANDLED: &[&[&str]] =
    &[&["3.processed.{}"], &["3.received.{}"], &["3.received.{}", "3.carried_in.{}"]];
const PROCESSED: &[&[&str]] = &[&["3.processed.{}"]];
const REFUSED: &[&str] = &["[（三）不予公开].{}"];
const UNAVAILABLE: &[&str] = &["[（四）无法提供].{}"];
const DECLINED: &[&str] = &["[（五）不予处理].{}"];
pub(super) const CLOSED: &[&str] = &["[（六）其他处理].{}"];
const LAWSUITS: &[&str] = &["4.direct.total", "4.after.total"];

pub(super) const fn mention(
    rule: &'static str,
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    against: &'static [&'static str],
    without: &'static [&'static str],
) -> Mention {
    Mention { rule, sums, words, context, against, without, units: CASES, role: Role::Figure }
}

/// Results of requests.
pub(super) const fn result(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    without: &'static [&'static str],
) -> Mention {
    mention("C-14", sums, words, &[], OTHER_BUSINESS, without)
}

/// Reasons of a result: parts of it, named right after it.
pub(super) const fn reason(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    against: &'static [&'static str],
) -> Mention {
    mention("C-14", sums, words, context, against, DIFFERENCE)
}

/// An outcome of reviews or lawsuits; the nearer of the two words decides which.
const fn outcome(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    against: &'static [&'static str],
) -> Mention {
    mention("C-15", sums, words, context, against, OUTCOME_OF_OTHERS)
}

const fn denial(
    rule: &'static str,
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    without: &'static [&'static str],
) -> Mention {
    Mention { role: Role::Absence, ..mention(rule, sums, words, &[], &[], without) }
}

/// If it is named together with another of its kind, the figure is their sum.
pub(super) const fn one_of_two(mention: Mention) -> Mention {
    Mention { role: Role::Kind, ..mention }
}

/// A clause that leaves 0 for these cells.
const fn nothing(outcome: Mention) -> Mention {
    Mention { role: Role::Nothing, ..outcome }
}

const CASES: &[&str] = &["件", "起", "宗", "例", "份"];
/// Words that speak of requests for information: the law's own ones, and 申请 behind a verb for what is
/// done with it, behind a number, or as the noun of what is told of all requests.
#[rustfmt::skip]
const REQUESTS: &[&str] = &[
    "信息公开申请", "依申请公开", "公开申请", "申请公开", "收到申请", "受理依申请", "收到依申请", "收到的申请", "受理的申请", "接收申请", "接收的申请", "接到申请", "新增申请", "新收申请",
    "新收的申请", "受理申请", "办结申请", "办结的申请", "办理申请", "答复申请", "答复的申请", "件申请", "申请数量", "申请总量", "申请渠道", "申请办理上",
    "申请办理方面", "申请办理情况", "申请办理中", "各类申请", "申请件", "年结转", "年度结转",
];
const OPENNESS: &[&str] = &["信息公开", "政务公开", "依申请公开", "公开申请"];
/// Words that make a figure the difference to another one.
pub(super) const DIFFERENCE: &[&str] = &["同比", "较上", "较去", "环比", "降至"];
/// Words after which “收到”, “办结”, “答复” and their like are about other matters.
#[rustfmt::skip]
const OTHER_BUSINESS: &[&str] = &[
    "登记", "救助", "补贴", "援助", "复议", "诉讼", "建议", "提案", "议案", "许可", "审批", "信访", "来信", "咨询", "留言", "热线", "信箱",
    "诉求", "意见", "工单", "公文", "文件", "属性", "事项", "不动产", "抽查", "通知", "拟公开", "保密审查", "发布审查", "审查信息",
];
/// Like [`OTHER_BUSINESS`], without the petitions and complaints that are a reason of this result.
#[rustfmt::skip]
const OTHER_THAN_PETITIONS: &[&str] = &["复议", "诉讼", "建议", "提案", "议案", "许可", "审批", "热线", "诉求", "工单"];
/// Words that limit a figure to some of the requests.
#[rustfmt::skip]
const SOME_REQUESTS: &[&str] = &[
    "结转", "顺延", "转下", "转入", "当面", "网络", "网上", "信函", "传真", "邮寄", "在线", "邮件", "网站", "平台", "收费", "处理费", "其他处理",
    "不予", "无法", "部分", "予以公开", "撤回", "补正", "逾期", "超期", "延期", "提前", "领域", "类", "重复", "涉", "方面", "同比", "较上", "较去",
    "转办", "人大代表", "代表出庭", "答复书", "文书", "模板", "指导", "协助", "疑难", "会商", "转来", "交办", "日内", "当场", "区县", "平均", "征求",
    "投诉", "举报", "对", "关于", "均", "都是", "办结率", "答复率",
];
/// Words after which the requests of some applicants are those finished, or of other matters.
#[rustfmt::skip]
const DONE_OR_OTHER: &[&str] = &[
    "办结", "答复", "办理", "处理", "登记", "救助", "补贴", "援助", "复议", "诉讼", "建议", "提案", "许可", "审批", "信访",
];
/// Words that limit a figure to requests with some result.
#[rustfmt::skip]
const NOT_RECEIVED: &[&str] = &[
    "办结", "答复", "结转", "顺延", "不予", "无法", "部分", "予以公开", "当面", "网络", "网上", "信函", "邮寄",
    "同比", "较上", "较去", "占", "重复", "撤回",
];
/// Words that say which of the requests 486件申请中 speaks of.
#[rustfmt::skip]
const NOT_JUST_ASKED: &[&str] = &["收到", "受理", "收办", "接到", "接收", "收悉", "新增", "新收", "办结", "答复", "结转", "不予", "无法", "部分", "当面", "网络", "网上", "信函", "邮寄", "同比", "较上", "较去", "占", "重复", "撤回", "涉及", "类", "延期", "逾期", "其中"];
/// How applicants are called who have columns of their own.
#[rustfmt::skip]
const APPLICANTS: &[&str] = &[
    "自然人", "公民", "个人提", "法人或", "法人和", "法人及", "法人、", "企业", "科研机构", "公益组织", "法律服务机构", "律师事务所", "律所",
];
/// Words after which applicants are those of other business, or of what was done.
#[rustfmt::skip]
const NOT_OF_APPLICANTS: &[&str] = &[
    "办结", "答复", "办理", "处理", "登记", "救助", "补贴", "援助", "复议", "诉讼", "起诉", "建议", "提案", "许可", "审批", "信访", "来信", "咨询", "留言",
    "热线", "诉求", "意见", "工单", "投诉", "举报", "信息", "类", "问题", "服务", "政策", "项目", "问卷", "公开",
];
/// The number of requests without a verb.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "公开申请量", "公开申请数", "公开申请总", "公开申请件数", "依申请公开申请", "依申请公开共", "依申请公开件",
];
/// What is still on the desk at the end of the year.
const OPEN: &[&str] = &["尚在办理", "正在办理", "仍在办理"];
const DONE: &[&str] = &["办结", "答复", "办理", "处理", "复议", "诉讼", "建议", "提案"];
/// Words with which a reason is named together with its result, so that the figure may be that of
/// either.
pub(super) const AND_RESULT: &[&str] =
    &["无法提供", "不予", "同比", "较上", "较去", "环比", "降至"];
#[rustfmt::skip]
const PETITIONS: &[&str] = &[
    "信访举报投诉类申请", "信访、举报投诉类申请", "信访、投诉举报类申请", "信访、举报、投诉类申请",
];
pub(super) const UNPAID: &[&str] = &["不缴", "未缴", "缴费", "缴纳"];
const NEXT_YEAR: &[&str] = &["下年", "下一年", "次年", "下个年度", "明年"];
const LAST_YEAR: &[&str] = &["上年", "上一年", "去年", "往年"];
#[rustfmt::skip]
const ON: &[&str] = &[
    "结转", "顺延", "转入", "转下", "转至", "转到", "延续", "延至", "延到", "移至", "转", "继续办理", "转结",
];
const NOT_CARRIED: &[&str] =
    &["复议", "诉讼", "建议", "提案", "信访", "资金", "项目", "同比", "较上", "较去"];
/// After these a bare 结转 is to the next year, or of other matters.
#[rustfmt::skip]
const NOT_CARRIED_IN: &[&str] = &["办结", "答复", "办理完毕", "复议", "诉讼", "建议", "提案", "信访", "热线", "诉求", "资金", "项目"];
/// What was carried over from last year.
const LAST_YEARS: &[&str] = &["承接", "上年结转", "上年度结转", "结转上年", "去年结转"];
/// Words that say from where or to where, or speak of other matters.
#[rustfmt::skip]
const CARRIED_SOMEWHERE: &[&str] = &[
    "上年", "上一年", "去年", "往年", "下年", "下一年", "次年", "下个年度", "明年", "含", "加", "连同", "复议", "诉讼",
    "建议", "提案", "信访", "资金", "项目", "同比", "较上", "较去", "办结", "答复",
];
#[rustfmt::skip]
const GRANTED: &[&str] = &[
    "予以公开", "全部公开", "同意公开", "公开和部分", "公开及部分", "公开、部分", "公开或部分", "公开与部分",
];
const NOT_GRANTED: &[&str] = &["不予公开", "不公开"];
/// What an agency does with the cases of others.
const OF_OTHERS: &[&str] = &["应诉", "审理", "代理", "指导", "承办"];
const REVIEWS: &[&str] = &["复议"];
const SUITS: &[&str] = &["诉讼", "法院", "起诉"];
const NOT_SUITS: &[&str] = &["行政复议", "直接起诉", "复议后"];
const DIRECT: &[&str] = &["直接起诉"];
const AFTER: &[&str] =
    &["复议后起诉", "复议后再起诉", "复议后被起诉", "复议后提起", "复议后又起诉", "复议后诉讼"];
const NOT_REVIEWS: &[&str] = &["诉讼", "法院", "起诉"];
/// Words for one outcome, or for what an agency does with the cases of others.
#[rustfmt::skip]
const NOT_ALL: &[&str] = &[
    "维持", "纠正", "纠错", "驳回", "败诉", "其他结果", "审结", "办结", "应诉", "审理", "代理", "指导", "出庭", "被告", "为被申请人", "被申请人为",
    "为被申请机关", "率", "同比", "降至", "复议答复", "开庭", "结案", "调解", "起诉",
];
/// Words that tie a suit to government information; a review in the same sentence is enough.
const SUED_FOR: &[&str] =
    &["信息公开", "政务公开", "依申请公开", "公开申请", "申请复议", "行政复议"];
/// Like `NOT_ALL`, for sentences that only speak of suits.
#[rustfmt::skip]
const SUED: &[&str] = &[
    "维持", "纠正", "纠错", "驳回", "败诉", "其他结果", "审结", "办结", "应诉", "审理", "代理", "指导", "出庭",
    "被告", "率", "同比", "降至", "开庭", "结案", "调解", "直接", "复议后",
];
/// Like [`NOT_ALL`], with what the review body itself does: such figures are about information
/// disclosure only if they say so.
#[rustfmt::skip]
const NOT_OURS: &[&str] = &[
    "维持", "纠正", "纠错", "驳回", "败诉", "其他结果", "审结", "办结", "应诉", "审理", "代理", "指导", "出庭", "被告", "为被申请人", "被申请人为",
    "为被申请机关", "率", "同比", "降至", "答复", "开庭", "结案", "调解", "起诉", "办理", "受理", "收到", "承办",
];
/// Like [`NOT_OURS`], for suits.
#[rustfmt::skip]
const NOT_OUR_SUITS: &[&str] = &[
    "维持", "纠正", "纠错", "驳回", "败诉", "胜诉", "其他结果", "审结", "办结", "应诉", "审理", "代理", "指导", "出庭", "被告", "率", "同比", "降至", "答复", "开庭",
    "结案", "调解", "办理", "受理", "收到", "承办", "直接", "复议后", "复议",
];
/// What reviews and suits are about that belong to the table.
const GROUNDS: &[&str] = &["信息公开", "政务公开", "依申请公开", "公开申请", "不予公开"];
const OUTCOME_OF_OTHERS: &[&str] =
    &["率", "同比", "审理", "代理", "降至", "较上", "比上", "一审", "二审", "原判"];
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "均获维持", "均维持", "均予维持", "均为维持", "全部维持", "均被维持", "均予以维持", "均得到维持", "全部获得维持",
];
const WON: &[&str] = &["均胜诉", "全部胜诉"];
#[rustfmt::skip]
const MENTIONS: &[Mention] = &[
    // 本年新收 is the row's own name; other words may mean what was carried over as well.
    mention("C-12", &[&["3.received.{}"]], &[&["新收"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-12", &[&["3.received.{}"]], &[&["新收"]], &["总体情况"], OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[&["收到", "受理", "收办", "接到", "接收", "收悉", "新增"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[&["提出", "提交", "申请人为", "来自"], &["申请"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[APPLICANTS, &["提出申请", "提交申请", "提出的申请"]], &[], NOT_OF_APPLICANTS, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[APPLICANTS], &["新收", "收到申请", "收到的申请", "受理申请", "申请总量", "申请人"], NOT_OF_APPLICANTS, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[ASKED], &[], DONE, SOME_REQUESTS),
    mention("C-12", RECEIVED, &[&["自然人申请", "公民申请", "组织申请", "企业申请", "法人申请"]], &[], DONE_OR_OTHER, NOT_RECEIVED),
    mention("C-12", &[&["3.received.{}", "3.carried_in.{}"]], &[&["合计", "共"]], &["上年结转", "上年度结转", "结转上年"], &["办结", "答复", "下年"], SOME_REQUESTS),
    denial("C-12", &[&["3.received.total"]], &[&["公开申请", "依申请公开", "公开的申请"]], &["复议", "诉讼", "不予", "无法", "部分", "投诉", "举报", "费", "结转", "答复", "逾期", "超期", "网上", "信函", "当面"]),
    mention("C-13", PROCESSED, &[&["办结", "答复", "办理完毕"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-13", PROCESSED, &[&["办结", "答复", "办理完毕"]], &["新收"], OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-13", HANDLED, &[&["办理", "处理"], &["申请"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-13", &[&["3.received.{}", "3.carried_in.{}"]], &[&["应办理", "应办", "待办理", "需办理"]], REQUESTS, OTHER_BUSINESS, SOME_REQUESTS),
    mention("C-13", HANDLED, &[&["件申请中", "件申请里", "件申请当中", "件申请之中"]], &[], OTHER_BUSINESS, NOT_JUST_ASKED),
    mention("C-13", &[&["3.carried_out.{}"]], &[NEXT_YEAR, ON], &[], &[], NOT_CARRIED),
    mention("C-13", &[&["3.carried_in.{}"]], &[LAST_YEAR, &["结转", "转入", "转结", "转来"]], &[], NEXT_YEAR, NOT_CARRIED),
    mention("C-13", &[&["3.carried_in.{}"]], &[&["结转而来", "结转来", "接续办理上年", "承接上年", "承接去年"]], &[], NEXT_YEAR, NOT_CARRIED),
    denial("C-13", &[&["3.carried_in.total"]], &[LAST_YEAR, &["结转", "转入", "转来"]], NEXT_YEAR),
    // A bare 结转 right beside what was received is from last year.
    mention("C-13", &[&["3.carried_in.{}"]], &[&["结转", "转结"]], &["新收", "收到申请", "受理申请", "公开申请"], NOT_CARRIED_IN, CARRIED_SOMEWHERE),
    mention("C-13", &[&["3.carried_out.{}"]], &[&["跨年办理", "跨年度办理", "跨年答复"]], &[], &[], NOT_CARRIED),
    mention("C-13", &[&["3.carried_out.{}"]], &[OPEN], REQUESTS, OTHER_BUSINESS, NOT_CARRIED),
    mention("C-13", &[&["3.carried_out.{}"]], &[&["结转"]], LAST_YEARS, OTHER_BUSINESS, CARRIED_SOMEWHERE),
    denial("C-13", &[&["3.carried_out.total"]], &[NEXT_YEAR, ON], &[]),
    one_of_two(result(&[&["3.granted.{}"]], &[GRANTED], NOT_GRANTED)),
    one_of_two(result(&[&["3.partial.{}"]], &[&["部分公开"]], NOT_GRANTED)),
    one_of_two(result(&[REFUSED], &[&["不予公开"]], DIFFERENCE)),
    one_of_two(result(&[UNAVAILABLE], &[&["无法提供"]], DIFFERENCE)),
    one_of_two(mention("C-14", &[DECLINED], &[&["不予处理"]], &[], OTHER_THAN_PETITIONS, DIFFERENCE)),
    reason(&[&["3.refused.secret.{}"]], &[&["国家秘密"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.law.{}"]], &[&["法律法规禁止", "行政法规禁止", "法规禁止公开"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.third_party.{}"]], &[&["第三方"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.internal.{}"]], &[&["内部事务"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.process.{}"]], &[&["过程性"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.enforcement.{}"]], &[&["执法案卷"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.refused.inquiry.{}"]], &[&["行政查询"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.unavailable.not_held.{}"]], &[&["不掌握"]], &["无法提供"], &["不予处理"]),
    reason(&[&["3.unavailable.to_create.{}"]], &[&["另行制作", "没有现成信息"]], &["无法提供"], &["不予处理"]),
    reason(&[&["3.unavailable.unclear.{}"]], &[&["仍不明确"]], &["无法提供"], &["不予处理"]),
    result(&[&["3.unavailable.not_held.{}"]], &[&["不掌握"]], AND_RESULT),
    result(&[&["3.unavailable.to_create.{}"]], &[&["没有现成信息"], &["另行制作"]], AND_RESULT),
    result(&[&["3.unavailable.unclear.{}"]], &[&["补正后"], &["仍不明确"]], AND_RESULT),
    reason(&[&["3.refused.safety.{}"]], &[&["三安全一稳定", "危及国家安全"]], &["不予公开"], &["无法提供"]),
    reason(&[&["3.declined.publication.{}"]], &[&["公开出版物"]], &["不予处理"], &["其他处理"]),
    reason(&[&["3.declined.excessive.{}"]], &[&["大量反复", "大量重复"]], &["不予处理"], &["其他处理"]),
    reason(&[&["3.declined.reissue.{}"]], &[&["重新出具"]], &["不予处理"], &["其他处理"]),
    result(&[&["3.refused.process.{}"]], &[&["过程性信息"]], AND_RESULT),
    result(&[&["3.refused.internal.{}"]], &[&["内部事务信息"]], AND_RESULT),
    result(&[&["3.refused.inquiry.{}"]], &[&["行政查询事项"]], AND_RESULT),
    result(&[&["3.refused.enforcement.{}"]], &[&["行政执法案卷"]], AND_RESULT),
    mention("C-14", &[&["3.declined.petition.{}"]], &[PETITIONS], &[], &[], AND_RESULT),
    mention("C-14", &[&["3.declined.repeat.{}"]], &[&["重复申请"]], &[], &["化解", "减少", "引导", "避免"], AND_RESULT),
    reason(&[&["3.declined.petition.{}"]], &[&["信访", "投诉举报", "举报投诉"]], &["不予处理"], &["其他处理"]),
    reason(&[&["3.declined.repeat.{}"]], &[&["重复申请"]], &["不予处理"], &["其他处理"]),
    one_of_two(mention("C-15", &[&["4.review.total"]], &[&["申请复议"]], &[], OF_OTHERS, NOT_ALL)),
    one_of_two(mention("C-15", &[LAWSUITS], &[&["被起诉", "提起诉讼", "被诉"]], SUED_FOR, OF_OTHERS, SUED)),
    one_of_two(mention("C-15", &[&["4.review.total"]], &[&["行政复议"]], OPENNESS, OF_OTHERS, NOT_ALL)),
    one_of_two(mention("C-15", &[&["4.review.total"]], &[&["行政复议"]], &[], OF_OTHERS, NOT_OURS)),
    one_of_two(mention("C-15", &[LAWSUITS], &[&["行政诉讼"]], OPENNESS, OF_OTHERS, NOT_ALL)),
    one_of_two(mention("C-15", &[LAWSUITS], &[&["行政诉讼"]], &[], OF_OTHERS, NOT_OURS)),
    mention("C-15", &[&["4.review.total", "4.direct.total", "4.after.total"]], &[&["复议、诉讼", "复议和诉讼", "复议及诉讼", "复议诉讼"], &["总数", "共", "合计"]], OPENNESS, OF_OTHERS, NOT_ALL),
    one_of_two(mention("C-15", &[&["4.review.total"]], &[&["复议"]], GROUNDS, OF_OTHERS, NOT_OURS)),
    one_of_two(mention("C-15", &[LAWSUITS], &[&["诉讼"]], GROUNDS, OF_OTHERS, NOT_OUR_SUITS)),
    mention("C-15", &[&["4.direct.total"]], &[&["直接起诉", "径行起诉", "直接提起诉讼"]], &[], &[], &["未经复议", "维持", "纠正", "其他结果", "审结", "率", "败诉", "胜诉", "均", "无"]),
    mention("C-15", &[&["4.direct.total"]], &[&["未经复议直接起诉"]], &[], &[], &["维持", "纠正", "其他结果", "审结", "率"]),
    mention("C-15", &[&["4.after.total"]], &[AFTER], &[], &[], &["未经复议", "维持", "纠正", "其他结果", "审结", "率"]),
    outcome(&[&["4.review.upheld"]], &[&["维持"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.review.corrected"]], &[&["纠正", "纠错"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.review.other"]], &[&["其他结果"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.review.pending"]], &[&["尚未审结", "未审结"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.review.upheld", "4.review.corrected", "4.review.other"]], &[&["已审结", "案件审结", "复议审结"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.review.upheld", "4.review.corrected", "4.review.other"], &["4.review.total"]], &[&["已办结", "案件办结", "复议办结", "办结行政复议", "办结复议"]], REVIEWS, NOT_REVIEWS),
    outcome(&[&["4.direct.upheld", "4.after.upheld"]], &[&["维持", "胜诉"]], SUITS, NOT_SUITS),
    outcome(&[&["4.direct.corrected", "4.after.corrected"]], &[&["纠正", "纠错", "败诉"]], SUITS, NOT_SUITS),
    outcome(&[&["4.direct.other", "4.after.other"]], &[&["其他结果"]], SUITS, NOT_SUITS),
    outcome(&[&["4.direct.pending", "4.after.pending"]], &[&["尚未审结", "未审结"]], SUITS, NOT_SUITS),
    outcome(&[&["4.direct.upheld"]], &[&["维持"]], DIRECT, AFTER),
    outcome(&[&["4.after.upheld"], &["4.direct.upheld", "4.after.upheld"]], &[&["维持"]], AFTER, DIRECT),
    outcome(&[&["4.direct.corrected"]], &[&["纠正", "纠错", "败诉"]], DIRECT, AFTER),
    outcome(&[&["4.after.corrected"], &["4.direct.corrected", "4.after.corrected"]], &[&["纠正", "纠错", "败诉"]], AFTER, DIRECT),
    outcome(&[&["4.direct.other"]], &[&["其他结果"]], DIRECT, AFTER),
    outcome(&[&["4.after.other"], &["4.direct.other", "4.after.other"]], &[&["其他结果"]], AFTER, DIRECT),
    outcome(&[&["4.direct.pending"]], &[&["尚未审结", "未审结"]], DIRECT, AFTER),
    outcome(&[&["4.after.pending"], &["4.direct.pending", "4.after.pending"]], &[&["尚未审结", "未审结"]], AFTER, DIRECT),
    denial("C-15", &[&["4.review.total"]], &[&["行政复议"]], &["维持", "纠正", "撤销", "纠错"]),
    denial("C-15", &[LAWSUITS], &[&["行政诉讼", "复议和诉讼", "复议、诉讼"]], &["维持", "纠正", "撤销", "败诉", "纠错"]),
    denial("C-15", &[&["4.review.corrected"]], &[&["复议"], &["被纠正", "被纠错", "被撤销"]], &["诉讼", "起诉"]),
    Mention { context: REVIEWS, against: NOT_REVIEWS, ..denial("C-15", &[&["4.review.corrected"]], &[&["被纠正", "被纠错"]], &["诉讼", "起诉"]) },
    nothing(outcome(&[&["4.review.corrected"]], &[&["无一被纠", "无一纠正"]], REVIEWS, NOT_REVIEWS)),
    nothing(outcome(&[&["4.direct.total"]], &[&["均为复议后", "全部为复议后", "都是复议后", "均系复议后", "均经复议"]], SUITS, &["维持", "纠正"])),
    nothing(outcome(&[&["4.after.total"]], &[&["均为直接", "全部为直接", "都是直接", "均系直接", "均未经复议"]], SUITS, &["维持", "纠正"])),
    nothing(outcome(&[&["4.review.corrected", "4.review.other", "4.review.pending"]], &[KEPT], REVIEWS, NOT_REVIEWS)),
    nothing(outcome(&[&["4.direct.corrected", "4.direct.other", "4.direct.pending", "4.after.corrected", "4.after.other", "4.after.pending"]], &[WON], SUITS, NOT_SUITS)),
    nothing(outcome(&[&["4.direct.corrected", "4.direct.other", "4.direct.pending", "4.after.corrected", "4.after.other", "4.after.pending"]], &[KEPT], SUITS, NOT_SUITS)),
];
