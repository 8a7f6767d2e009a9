//! Forms 2019 and 2021: the words by which prose refers to the cells of table 2, on which the two forms differ,
//! and to the rows of table 3 that only one of them has.

use super::prose_2019::{
    AND_RESULT, CLOSED, DIFFERENCE, UNPAID, mention, one_of_two, reason, result,
};
use crate::form::{Mention, Role};

/// Figures of table 2.
const fn published(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
    without: &'static [&'static str],
) -> Mention {
    Mention { units: PIECES, ..mention("C-16", sums, words, context, &[], without) }
}

/// Decisions of table 2, but not those shown on some website.
const fn decided(
    sums: &'static [&'static [&'static str]],
    words: &'static [&'static [&'static str]],
    context: &'static [&'static str],
) -> Mention {
    Mention { against: SHOWN, ..published(sums, words, context, NOT_DECIDED) }
}

const PIECES: &[&str] = &["件", "部", "项", "个", "宗", "条", "份"];
const DECIDED: &[&str] = &["作出", "办理", "处理", "实施", "处理决定"];
const SHOWN: &[&str] = &["公示", "公布", "公开"];
/// Words for things connected with decisions that are no decisions.
#[rustfmt::skip]
const NOT_DECIDED: &[&str] = &["事项", "信息", "公示", "公开", "案卷", "申请", "案件信息", "信用", "听证", "类", "清单", "结果", "许可证", "受理", "程序", "准予", "不予", "注销", "变更", "延续", "新办", "撤回", "罚款", "警告", "涉企", "重大", "典型"];
/// Words for some of the decisions, or for what is shown of them. A decision is to be shown, so that those
/// shown are all.
#[rustfmt::skip]
const NOT_ALL_DECISIONS: &[&str] = &[
    "事项", "信息", "案卷", "申请", "信用", "听证", "类", "清单", "结果", "许可证", "受理", "重点", "典型", "领域", "双公示", "决定书",
];
/// What was asked for is not decided yet.
const APPLIED: &[&str] = &["受理", "申请"];
/// Under these headings a bare figure (行政许可40218件) is the number of decisions.
const AMONG: &[&str] = &["总体情况", "主动公开"];
const WRITTEN: &[&str] = &["制定", "制发", "出台", "印发", "发布", "制作", "新增公开"];
#[rustfmt::skip]
const NOT_WRITTEN: &[&str] = &[
    "废止", "有效", "审查", "审核", "草案", "主体", "备案", "报备", "解读", "类", "清理", "失效", "修改", "修订", "制度", "总数", "新公开",
];
const NOT_WRITTEN_SINCE: &[&str] = &[
    "废止", "有效", "失效", "清理", "审查", "审核", "草案", "备案", "报备", "公开", "发布", "解读",
];
/// Documents made public may be counted as those of this year, new or not, or as all existing ones.
const SHOWN_REGULATIONS: &[&[&str]] =
    &[&["2.regulation.published"], &["2.regulation.new"], &["2.regulation.open"]];
const SHOWN_DOCUMENTS: &[&[&str]] =
    &[&["2.normative.published"], &["2.normative.new"], &["2.normative.open"]];
const SHOWS_REGULATIONS: &[&str] = &["公开规章", "公开政府规章"];
const IN_FORCE: &[&str] = &[
    "现行有效",
    "现有效",
    "继续有效",
    "底有效",
    "末有效",
    "仍然有效",
    "仍有效",
    "目前有效",
    "续有效",
    "继续执行",
    "有效存量",
];
const NOT_MADE: &[&str] = &["解读", "审查", "备案"];

#[rustfmt::skip]
pub(super) const DECISIONS: &[Mention] = &[
    decided(&[&["2.licence.decisions"]], &[&["行政许可"], &["决定"]], &[]),
    decided(&[&["2.licence.decisions"]], &[&["行政许可"]], DECIDED),
    Mention { against: APPLIED, ..decided(&[&["2.licence.decisions"]], &[&["行政许可"]], AMONG) },
    Mention { against: APPLIED, ..decided(&[&["2.penalty.decisions"]], &[&["行政处罚"]], AMONG) },
    Mention { against: APPLIED, ..decided(&[&["2.coercion.decisions"]], &[&["行政强制"]], AMONG) },
    decided(&[&["2.penalty.decisions"]], &[&["行政处罚"], &["决定"]], &[]),
    decided(&[&["2.penalty.decisions"]], &[&["行政处罚"]], DECIDED),
    decided(&[&["2.coercion.decisions"]], &[&["行政强制"], &["决定"]], &[]),
    decided(&[&["2.coercion.decisions"]], &[&["行政强制"]], DECIDED),
    // 许可417件、处罚61件: one of them beside another, or under a heading.
    Mention { against: APPLIED, ..decided(&[&["2.licence.decisions"]], &[&["许可"]], AMONG) },
    Mention { against: APPLIED, ..decided(&[&["2.penalty.decisions"]], &[&["处罚"]], AMONG) },
    decided(&[&["2.penalty.decisions"]], &[&["处罚"]], &["许可"]),
    decided(&[&["2.coercion.decisions"]], &[&["强制"]], &["处罚", "许可"]),
    published(&[&["2.licence.decisions"]], &[&["行政许可决定"], SHOWN], &[], NOT_ALL_DECISIONS),
    published(&[&["2.penalty.decisions"]], &[&["行政处罚决定"], SHOWN], &[], NOT_ALL_DECISIONS),
    published(&[&["2.coercion.decisions"]], &[&["行政强制决定"], SHOWN], &[], NOT_ALL_DECISIONS),
];

#[rustfmt::skip]
pub(super) const OF_2019: &[Mention] = &[
    published(&[&["2.regulation.new"]], &[&["规章"], WRITTEN], &[], &["规范性文件", "制度", "废止", "总数", "新公开"]),
    Mention { units: &[], role: Role::Absence, ..published(&[&["2.regulation.new"]], &[&["规章"], &["制定", "制发", "出台"]], &[], &["规范性文件", "制度"]) },
    published(&[&["2.normative.new"]], &[&["规范性文件"], WRITTEN], &[], NOT_WRITTEN),
    Mention { against: NOT_WRITTEN_SINCE, ..published(&[&["2.normative.new"]], &[&["规范性文件"]], &["制定", "制发", "出台", "印发", "新制作"], NOT_WRITTEN) },
    published(SHOWN_REGULATIONS, &[SHOWS_REGULATIONS], &[], &["规范性文件", "新公开", "总数", "解读"]),
    published(SHOWN_DOCUMENTS, &[&["公开规范性文件", "公开行政规范性文件"]], &[], &["新公开", "总数", "解读", "审查", "备案"]),
    published(SHOWN_DOCUMENTS, &[&["规范性文件"]], SHOWS_REGULATIONS, NOT_WRITTEN),
    published(&[&["2.normative.published"]], &[&["规范性文件"], &["新公开"]], &[], NOT_MADE),
    Mention { against: &["规章"], ..published(&[&["2.normative.published"]], &[&["新公开"]], &["规范性文件"], NOT_MADE) },
    Mention { against: &["规章"], ..published(&[&["2.normative.open"]], &[&["对外公开总数"]], &["规范性文件"], NOT_MADE) },
    published(&[&["2.service.decisions"]], &[&["其他对外管理服务事项"], &["决定"]], &[], &["清单", "目录"]),
    published(&[&["2.normative.open"]], &[&["规范性文件"], &["对外公开"], &["总数", "共有", "现有"]], &[], NOT_MADE),
    published(&[&["2.regulation.open"]], &[&["规章"], &["累计对外公开", "累计公开"]], &[], &["规范性文件", "解读"]),
    published(&[&["2.normative.open"]], &[&["规范性文件"], &["累计对外公开", "累计公开"]], &[], NOT_MADE),
    Mention { units: &["项", "个", "件", "宗", "次"], ..published(&[&["2.procurement.items"]], &[&["政府集中采购"]], &[], &["金额", "公告"]) },
    one_of_two(result(&[CLOSED], &[&["其他处理"]], DIFFERENCE)),
];

#[rustfmt::skip]
pub(super) const OF_2021: &[Mention] = &[
    published(&[&["2.regulation.made"]], &[&["规章"], WRITTEN], &[], &["规范性文件", "废止", "有效", "制度", "解读"]),
    published(&[&["2.regulation.repealed"]], &[&["规章"], &["废止"]], &[], &["规范性文件", "有效", "修改", "修订", "失效", "制度"]),
    published(&[&["2.regulation.in_force"]], &[&["规章"], &["现行有效"]], &[], &["规范性文件", "废止", "制度"]),
    Mention { against: &["规范性文件"], ..published(&[&["2.regulation.repealed"]], &[&["废止"]], &["规章"], &["有效", "修改", "修订", "失效", "审查"]) },
    Mention { units: &[], role: Role::Absence, ..published(&[&["2.regulation.made"]], &[&["规章"], &["制定", "制发", "出台"]], &[], &["规范性文件", "制度"]) },
    published(&[&["2.normative.made"]], &[&["规范性文件"], &["制定", "制发", "出台", "印发", "新增"]], &[], NOT_WRITTEN),
    Mention { against: &["规章"], units: &["件", "份", "部"], ..published(&[&["2.normative.made"]], &[&["新制定", "新制发", "新出台"]], &["规范性文件"], NOT_WRITTEN) },
    Mention { against: NOT_WRITTEN_SINCE, ..published(&[&["2.normative.made"]], &[&["规范性文件"]], &["制定", "制发", "出台", "印发"], NOT_WRITTEN) },
    Mention { against: &["规章"], ..published(&[&["2.normative.repealed"]], &[&["废止"]], &["规范性文件"], &["有效", "修改", "修订", "失效", "规章", "审查"]) },
    Mention { against: &["规范性文件"], ..published(&[&["2.regulation.in_force"]], &[IN_FORCE], &["规章"], &["废止", "制度"]) },
    Mention { against: &["规章"], ..published(&[&["2.normative.in_force"]], &[IN_FORCE], &["规范性文件"], &["废止", "规章"]) },
    Mention { against: &["制定", "制发", "出台", "废止", "失效"], ..published(&[&["2.normative.in_force"]], &[&["规范性文件"]], &["现行有效"], NOT_MADE) },
    // 制定3件，废止4件，有效16件; 现存4件: behind the other two of the row.
    Mention { against: &["规章", "清理", "审查", "解读"], ..published(&[&["2.normative.in_force"]], &[&["有效", "现存", "现有"]], &["规范性文件"], &["废止", "规章", "失效", "有效期", "有效率", "有效性", "无效", "制度", "对外"]) },
    published(&[&["2.normative.in_force"]], &[&["有效行政规范性文件", "有效规范性文件", "有效的行政规范性文件", "有效的规范性文件"]], &[], NOT_MADE),
    Mention { units: &["万元"], ..published(&[&["2.fee.amount"]], &[&["行政事业性收费"]], &[], &["项目", "减免", "免收", "减征"]) },
    one_of_two(result(&[CLOSED], &[&["其他处理"]], DIFFERENCE)),
    result(&[&["3.closed.uncorrected.{}"]], &[&["逾期不补正", "逾期未补正"]], AND_RESULT),
    reason(&[&["3.closed.uncorrected.{}"]], &[&["不补正"]], &["其他处理"], &[]),
    reason(&[&["3.closed.unpaid.{}"]], &[UNPAID], &["其他处理"], &[]),
    result(&[&["3.closed.unpaid.{}"]], &[UNPAID, &["终止处理", "终止", "不再处理"]], AND_RESULT),
];
