//! Forms 2019 and 2021: the sentences for drafting prose. Those for tables 3 and 4 are shared.

use crate::form::{Said, Sentence};

pub(super) const fn said(words: &'static str, cells: &'static [&'static str]) -> Said {
    Said { words, cells }
}

/// Figures in a row after a few words.
const fn list(
    sections: &'static [&'static str],
    under: &'static str,
    words: &'static str,
    parts: &'static [Said],
) -> Sentence {
    Sentence { sections, under, whole: said(words, &[]), none: "", compared: false, parts }
}

const fn whole(
    sections: &'static [&'static str],
    under: &'static str,
    whole: Said,
    none: &'static str,
    parts: &'static [Said],
) -> Sentence {
    Sentence { sections, under, whole, none, compared: false, parts }
}

const SUMMARY_AND_2: &[&str] = &["1", "2"];
const SUMMARY_AND_3: &[&str] = &["1", "3"];
const PUBLISHED: &str = "主动公开情况";
const ON_REQUEST: &str = "依申请公开情况";

const DECISIONS: Sentence = list(
    SUMMARY_AND_2,
    PUBLISHED,
    "本年作出",
    &[
        said("行政许可处理决定{}件", &["2.licence.decisions"]),
        said("行政处罚处理决定{}件", &["2.penalty.decisions"]),
        said("行政强制处理决定{}件", &["2.coercion.decisions"]),
    ],
);

#[rustfmt::skip]
pub(super) const OF_2021: &[Sentence] = &[
    list(SUMMARY_AND_2, PUBLISHED, "本年", &[
        said("制定规章{}件", &["2.regulation.made"]),
        said("废止规章{}件", &["2.regulation.repealed"]),
        said("年末现行有效规章{}件", &["2.regulation.in_force"]),
    ]),
    list(SUMMARY_AND_2, PUBLISHED, "本年", &[
        said("制发行政规范性文件{}件", &["2.normative.made"]),
        said("废止行政规范性文件{}件", &["2.normative.repealed"]),
        said("年末现行有效行政规范性文件{}件", &["2.normative.in_force"]),
    ]),
    DECISIONS,
    whole(SUMMARY_AND_2, PUBLISHED, said("本年收取行政事业性收费{}万元", &["2.fee.amount"]), "", &[]),
];

#[rustfmt::skip]
pub(super) const OF_2019: &[Sentence] = &[
    list(SUMMARY_AND_2, PUBLISHED, "本年", &[said("新制作规章{}件", &["2.regulation.new"])]),
    list(SUMMARY_AND_2, PUBLISHED, "本年", &[
        said("新制作规范性文件{}件", &["2.normative.new"]),
        said("新公开规范性文件{}件", &["2.normative.published"]),
        said("对外公开规范性文件总数{}件", &["2.normative.open"]),
    ]),
    DECISIONS,
    whole(SUMMARY_AND_2, PUBLISHED, said("本年实施政府集中采购{}项", &["2.procurement.items"]), "", &[]),
];

#[rustfmt::skip]
pub(super) const TABLES_3_AND_4: &[Sentence] = &[
    Sentence {
        compared: true,
        ..whole(
            SUMMARY_AND_3, ON_REQUEST,
            said("本年新收政府信息公开申请{}件", &["3.received.total"]),
            "本年未收到政府信息公开申请",
            &[
                said("自然人{}件", &["3.received.person"]),
                said("法人或其他组织{}件", &[
                    "3.received.company", "3.received.research", "3.received.charity",
                    "3.received.legal", "3.received.other_org",
                ]),
            ],
        )
    },
    whole(SUMMARY_AND_3, ON_REQUEST, said("上年结转政府信息公开申请{}件", &["3.carried_in.total"]), "", &[]),
    whole(
        SUMMARY_AND_3, ON_REQUEST,
        said("本年办结政府信息公开申请{}件", &["3.processed.total"]),
        "",
        &[
            said("予以公开{}件", &["3.granted.total"]),
            said("部分公开{}件", &["3.partial.total"]),
            said("不予公开{}件", &["[（三）不予公开].total"]),
            said("无法提供{}件", &["[（四）无法提供].total"]),
            said("不予处理{}件", &["[（五）不予处理].total"]),
            said("其他处理{}件", &["[（六）其他处理].total"]),
        ],
    ),
    whole(
        SUMMARY_AND_3, ON_REQUEST,
        said("结转下年度继续办理{}件", &["3.carried_out.total"]),
        "没有结转下年度继续办理的申请",
        &[],
    ),
    whole(
        &["4"], "",
        said("本年因政府信息公开被申请行政复议{}件", &["4.review.total"]),
        "本年没有因政府信息公开被申请行政复议",
        &[
            said("结果维持{}件", &["4.review.upheld"]),
            said("结果纠正{}件", &["4.review.corrected"]),
            said("其他结果{}件", &["4.review.other"]),
            said("尚未审结{}件", &["4.review.pending"]),
        ],
    ),
    whole(
        &["4"], "",
        said("本年因政府信息公开被提起行政诉讼{}件", &["4.direct.total", "4.after.total"]),
        "本年没有因政府信息公开被提起行政诉讼",
        &[
            said("未经复议直接起诉{}件", &["4.direct.total"]),
            said("复议后起诉{}件", &["4.after.total"]),
        ],
    ),
    list(&["4"], "", "行政诉讼", &[
        said("结果维持{}件", &["4.direct.upheld", "4.after.upheld"]),
        said("结果纠正{}件", &["4.direct.corrected", "4.after.corrected"]),
        said("其他结果{}件", &["4.direct.other", "4.after.other"]),
        said("尚未审结{}件", &["4.direct.pending", "4.after.pending"]),
    ]),
];
