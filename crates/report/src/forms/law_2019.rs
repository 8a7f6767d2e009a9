//! What the forms under 《条例》(2019) have in common: sections, table 3 (requests), table 4
//! (reviews and lawsuits) and their arithmetic; the words of prose about them are in `prose_2019`.
//!
//! The forms of 国办公开办函〔2019〕60号 and 国办公开办函〔2021〕30号 differ in table 2 and in how
//! table 3 divides 其他处理; each has its own file.

use super::{PRACTICE, column};
use crate::finding::Severity::{self, Error};
use crate::form::{
    Block, Chart, Column, Kind, Level, Order, Relation, Row, Scope, Section, Shape, Share, Table,
    Topic,
};

/// The columns of table 3: kinds of applicants.
pub(super) const APPLICANTS: &[Column] = &[
    column("person", &["申请人情况", "自然人"]),
    column("company", &["申请人情况", "法人或其他组织", "商业企业"]),
    column("research", &["申请人情况", "法人或其他组织", "科研机构"]),
    column("charity", &["申请人情况", "法人或其他组织", "社会公益组织"]),
    column("legal", &["申请人情况", "法人或其他组织", "法律服务机构"]),
    column("other_org", &["申请人情况", "法人或其他组织", "其他"]),
    column("total", &["申请人情况", "总计"]),
];

pub(super) const TOP: &[&str] = &[];
pub(super) const YEAR: &[&str] = &["三、本年度办理结果"];
pub(super) const REFUSED: &[&str] = &["三、本年度办理结果", "（三）不予公开"];
pub(super) const UNAVAILABLE: &[&str] = &["三、本年度办理结果", "（四）无法提供"];
pub(super) const DECLINED: &[&str] = &["三、本年度办理结果", "（五）不予处理"];
pub(super) const CLOSED: &[&str] = &["三、本年度办理结果", "（六）其他处理"];
pub(super) const RESULTS: &[&str] = YEAR;

/// A row of table 3.
pub(super) const fn request(
    id: &'static str,
    label: &'static str,
    groups: &'static [&'static str],
    aliases: &'static [&'static str],
    help: &'static str,
) -> Row {
    Row { id, label, name: "", aliases, groups, unit: "件", kind: Kind::Count, level: 0, help }
}

/// The rows of table 3, including a form's own rows for 其他处理.
macro_rules! table_3 {
    ($($closed:expr),+ $(,)?) => {
        &[
                Row { name: "本年新收", ..request("3.received", "一、本年新收政府信息公开申请数量", law::TOP, &[], "本年新收到的申请件数（《条例》第二十九条）。") },
                Row { name: "上年结转", ..request("3.carried_in", "二、上年结转政府信息公开申请数量", law::TOP, &[], "上年年底尚未办结、结转到本年办理的件数，应等于上年度报告的“结转下年度继续办理”。") },
                request("3.granted", "（一）予以公开", law::YEAR, &[], "全部公开的件数，含告知已主动公开的获取方式（第三十六条（一）（二））。"),
                request("3.partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", law::YEAR, &["（二）部分公开"], "区分处理后公开一部分的件数（第三十七条）。"),
                request("3.refused.secret", "1.属于国家秘密", law::REFUSED, &[], "依法确定为国家秘密（第十四条）。"),
                request("3.refused.law", "2.其他法律行政法规禁止公开", law::REFUSED, &[], "法律、行政法规禁止公开（第十四条）。"),
                request("3.refused.safety", "3.危及“三安全一稳定”", law::REFUSED, &[], "公开后可能危及国家安全、公共安全、经济安全、社会稳定（第十四条）。"),
                request("3.refused.third_party", "4.保护第三方合法权益", law::REFUSED, &[], "涉及商业秘密、个人隐私等，公开会损害第三方合法权益（第十五条、第三十二条）。"),
                request("3.refused.internal", "5.属于三类内部事务信息", law::REFUSED, &[], "人事管理、后勤管理、内部工作流程等（第十六条第一款）。"),
                request("3.refused.process", "6.属于四类过程性信息", law::REFUSED, &[], "讨论记录、过程稿、磋商信函、请示报告等（第十六条第二款）。"),
                request("3.refused.enforcement", "7.属于行政执法案卷", law::REFUSED, &[], "行政执法案卷信息（第十六条第二款）。"),
                request("3.refused.inquiry", "8.属于行政查询事项", law::REFUSED, &[], "工商、不动产登记资料等另有规定的查询事项（第三十六条（七））。"),
                request("3.unavailable.not_held", "1.本机关不掌握相关政府信息", law::UNAVAILABLE, &[], "信息不存在，或者不属于本机关负责公开（第三十六条（四）（五））。"),
                request("3.unavailable.to_create", "2.没有现成信息需要另行制作", law::UNAVAILABLE, &[], "需要加工、分析现有信息（第三十八条）。"),
                request("3.unavailable.unclear", "3.补正后申请内容仍不明确", law::UNAVAILABLE, &[], "经补正仍不明确（第三十条）。"),
                request("3.declined.petition", "1.信访举报投诉类申请", law::DECLINED, &[], "以申请的形式进行信访、投诉、举报等活动（第三十九条第一款）。"),
                request("3.declined.repeat", "2.重复申请", law::DECLINED, &[], "已答复过，同一申请人重复申请同一信息（第三十六条（六））。"),
                request("3.declined.publication", "3.要求提供公开出版物", law::DECLINED, &[], "要求提供政府公报、报刊、书籍等公开出版物（第三十九条第二款）。"),
                request("3.declined.excessive", "4.无正当理由大量反复申请", law::DECLINED, &[], "申请的数量、频次明显超过合理范围（第三十五条）。"),
                request("3.declined.reissue", "5.要求行政机关确认或重新出具已获取信息", law::DECLINED, &[], "要求确认或者重新出具已经获取的信息。"),
            $($closed,)+
            Row { name: "办结", ..request("3.processed", "（七）总计", law::RESULTS, &[], "本年度办结的件数，等于以上各种结果之和。") },
            Row { name: "结转下年", ..request("3.carried_out", "四、结转下年度继续办理", &[], &[], "年底尚未办结、结转下年度的件数。") },
        ]
    };
}

pub(super) use table_3;

/// Table 3 with a form's rows.
pub(super) const fn requests(blocks: &'static [Block]) -> Table {
    Table {
        id: "3",
        section: Some("3"),
        title: "",
        stub: Some("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
        units: None,
        widths: &[66, 104, 256, 92, 78, 78, 78, 78, 78, 92],
        blocks,
    }
}

/// Table 4: one row of cells under three groups of outcomes.
pub(super) const OUTCOMES: Table = Table {
    id: "4",
    section: Some("4"),
    title: "",
    stub: None,
    units: None,
    widths: &[67, 67, 67, 67, 67, 67, 67, 67, 67, 67, 66, 66, 66, 66, 66],
    blocks: &[Block {
        title: None,
        columns: CASES_BY_OUTCOME,
        rows: &[Row {
            id: "",
            label: "",
            name: "",
            aliases: &[],
            groups: &[],
            unit: "件",
            kind: Kind::Count,
            level: 0,
            help: "复议机关作共同被告的，只由原行政行为机关统计。",
        }],
        variants: &[],
    }],
};

#[rustfmt::skip]
const CASES_BY_OUTCOME: &[Column] = &[
    column("4.review.upheld", &["行政复议", "结果维持"]),
    column("4.review.corrected", &["行政复议", "结果纠正"]),
    column("4.review.other", &["行政复议", "其他结果"]),
    column("4.review.pending", &["行政复议", "尚未审结"]),
    column("4.review.total", &["行政复议", "总计"]),
    column("4.direct.upheld", &["行政诉讼", "未经复议直接起诉", "结果维持"]),
    column("4.direct.corrected", &["行政诉讼", "未经复议直接起诉", "结果纠正"]),
    column("4.direct.other", &["行政诉讼", "未经复议直接起诉", "其他结果"]),
    column("4.direct.pending", &["行政诉讼", "未经复议直接起诉", "尚未审结"]),
    column("4.direct.total", &["行政诉讼", "未经复议直接起诉", "总计"]),
    column("4.after.upheld", &["行政诉讼", "复议后起诉", "结果维持"]),
    column("4.after.corrected", &["行政诉讼", "复议后起诉", "结果纠正"]),
    column("4.after.other", &["行政诉讼", "复议后起诉", "其他结果"]),
    column("4.after.pending", &["行政诉讼", "复议后起诉", "尚未审结"]),
    column("4.after.total", &["行政诉讼", "复议后起诉", "总计"]),
];

/// Last days of publication (第四十九条 and the notices): departments and townships 31 January, county
/// roll-up 20 February, prefecture 10 March, province 31 March.
pub(super) const DEADLINES: &[(Level, (u8, u8))] = &[
    (Level::Department, (1, 31)),
    (Level::Township, (1, 31)),
    (Level::County, (2, 20)),
    (Level::Municipality, (3, 10)),
    (Level::Province, (3, 31)),
];

pub(super) const SUMMARY_KNOWN: &[&[&str]] = &[&["总体情况"], &["概述"], &["基本情况"], &["总体"]];

const fn section(
    id: &'static str,
    heading: &'static str,
    aliases: &'static [&'static str],
    known_by: &'static [&'static [&'static str]],
    guidance: &'static str,
) -> Section {
    Section {
        id,
        heading,
        known_by,
        required: Some("V-03"),
        aliases,
        topics: &[],
        guidance,
        limit: None,
        alike: None,
    }
}

pub(super) const SUMMARY: Section = section(
    "1",
    "总体情况",
    &[],
    SUMMARY_KNOWN,
    "执行《条例》的总体情况：主动公开、依申请公开、政府信息管理、平台建设、监督保障等。\
    人民政府的报告还应写到工作考核、社会评议和责任追究（第五十条（四））。",
);
pub(super) const PUBLISHED: Section = section(
    "2",
    "主动公开政府信息情况",
    &[],
    &[&["主动公开"]],
    "按《条例》第二十条列出的各项填写下表，没有发生的填0。文字可以不写。",
);
pub(super) const REQUESTS: Section = section(
    "3",
    "收到和处理政府信息公开申请情况",
    &[],
    &[&["收到和处理"], &["申请", "处理"], &["申请", "办理"], &["依申请公开"]],
    "按申请人和办理结果填写下表：本年新收与上年结转之和，等于办理结果总计与结转下年之和。\
    文字可以不写；写了的，数字应与表中一致。",
);
pub(super) const CASES: Section = section(
    "4",
    "政府信息公开行政复议、行政诉讼情况",
    &[
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开被申请行政复议、提起行政诉讼情况",
        "政府信息公开行政复议、行政诉讼的情况",
    ],
    &[&["复议"], &["诉讼"]],
    "按复议、诉讼的结果填写下表；复议机关作共同被告的，只由原行政行为机关统计。文字可以不写。",
);
pub(super) const PROBLEMS: Section = Section {
    alike: Some(70),
    ..section(
        "5",
        "存在的主要问题及改进情况",
        &["政府信息公开工作存在的主要问题及改进情况"],
        &[
            &["问题"],
            &["不足", "改进"],
            &["打算"],
            &["下步"],
            &["下一步"],
            &["改进"],
            &["努力方向"],
        ],
        "写明本年度的主要问题，以及针对每个问题的改进情况，不与往年雷同。",
    )
};
pub(super) const OTHERS: Section = section(
    "6",
    "其他需要报告的事项",
    &[],
    &[&["其他", "事项"], &["其它", "事项"], &["需要报告"]],
    "其他需要报告的事项；没有的请写“无”。",
);

/// The rules that apply to the forms under this law, based on the law or on practice.
#[rustfmt::skip]
pub(super) const APPLIES: &[(&str, &str)] = &[
    ("V-03", "《条例》第五十条"),
    ("V-11", "《条例》第四十九条"),
    ("V-20", "《条例》第十五条"),
    ("C-08", "《立法法》"),
    ("C-18", PRACTICE),
    ("C-21", "《条例》第五十条（四）"),
    ("C-23", PRACTICE),
    ("C-28", "《条例》第四十五条"),
];

const TABLE_3: &str = "表三首列所印勾稽关系";
const ROWS_3: &str = "表三各栏含义";
const YEARS: &str = "上下年度数据应当衔接";

pub(super) const fn relation(
    rule: &'static str,
    severity: Severity,
    shape: Shape,
    each: &'static [&'static str],
    words: &'static str,
    basis: &'static str,
) -> Relation {
    Relation { rule, severity, shape, each, words, basis, softened_by: &[] }
}

pub(super) const COLUMN_IDS: &[&str] =
    &["person", "company", "research", "charity", "legal", "other_org", "total"];

#[rustfmt::skip]
pub(super) const RELATIONS: &[Relation] = &[
    relation("C-01", Error, Shape::Sum(&["3.received.{}", "3.carried_in.{}"], Order::Equal, &["3.processed.{}", "3.carried_out.{}"]), COLUMN_IDS, "本年新收＋上年结转，应等于办结＋结转下年", TABLE_3),
    relation("C-04", Error, Shape::Sum(&["{}.total"], Order::Equal, &["{}.upheld", "{}.corrected", "{}.other", "{}.pending"]), &["4.review", "4.direct", "4.after"], "总计应等于四种结果之和", "表四各栏含义"),
    relation("C-05", Error, Shape::Sum(&["3.carried_in.{}"], Order::Equal, &["last:3.carried_out.{}"]), COLUMN_IDS, "本年的“上年结转”应等于上年度报告的“结转下年度继续办理”", YEARS),
    relation("C-02", Error, Shape::Sum(&["3.processed.{}"], Order::Equal, &["[三、本年度办理结果].{}"]), COLUMN_IDS, "总计应等于各种办理结果之和", ROWS_3),
    relation("C-03", Error, Shape::Sum(&["{}.total"], Order::Equal, &["{}.person", "{}.company", "{}.research", "{}.charity", "{}.legal", "{}.other_org"]), &["[3]"], "总计应等于自然人与各类组织之和", ROWS_3),
];

pub(super) const NOTHING_GRANTED: Share = Share {
    rule: "C-23",
    parts: &["3.granted.total", "3.partial.total"],
    whole: "3.processed.total",
    least: 10,
    percent: 0,
    words: "没有一件予以公开或部分公开，请核对",
    basis: Some("《条例》第五条：以公开为常态、不公开为例外"),
};
pub(super) const MUCH_CLOSED: Share = Share {
    rule: "C-11",
    parts: &["[（六）其他处理].total"],
    whole: "3.processed.total",
    least: 10,
    percent: 20,
    words: "“其他处理”占办理结果的比重偏大，请核对归类",
    basis: None,
};

/// The topics that 第五十条（四） requires of a people's government.
pub(super) const GOVERNMENT_TOPICS: &[Topic] = &[
    Topic { rule: "C-21", name: "工作考核", gap: "", words: &["考核"] },
    Topic { rule: "C-21", name: "社会评议", gap: "", words: &["社会评议", "评议"] },
    Topic {
        rule: "C-21", gap: "", name: "责任追究", words: &["责任追究", "追责", "问责", "追究"]
    },
];

/// The charts of requests by result, and of reviews and lawsuits by outcome.
#[rustfmt::skip]
pub(super) const CHARTS: &[Chart] = &[
    Chart { title: "政府信息公开申请", unit: "件", bars: &[
        ("本年新收", &["3.received.total"]),
        ("上年结转", &["3.carried_in.total"]),
        ("本年办结", &["3.processed.total"]),
        ("结转下年", &["3.carried_out.total"]),
    ] },
    Chart { title: "本年新收申请的申请人", unit: "件", bars: &[
        ("自然人", &["3.received.person"]),
        ("商业企业", &["3.received.company"]),
        ("科研机构", &["3.received.research"]),
        ("社会公益组织", &["3.received.charity"]),
        ("法律服务机构", &["3.received.legal"]),
        ("其他组织", &["3.received.other_org"]),
    ] },
    Chart { title: "申请的办理结果", unit: "件", bars: &[
        ("予以公开", &["3.granted.total"]),
        ("部分公开", &["3.partial.total"]),
        ("不予公开", &["[（三）不予公开].total"]),
        ("无法提供", &["[（四）无法提供].total"]),
        ("不予处理", &["[（五）不予处理].total"]),
        ("其他处理", &["[（六）其他处理].total"]),
    ] },
    Chart { title: "行政复议的结果", unit: "件", bars: &[
        ("结果维持", &["4.review.upheld"]),
        ("结果纠正", &["4.review.corrected"]),
        ("其他结果", &["4.review.other"]),
        ("尚未审结", &["4.review.pending"]),
    ] },
    Chart { title: "行政诉讼的结果", unit: "件", bars: &[
        ("结果维持", &["4.direct.upheld", "4.after.upheld"]),
        ("结果纠正", &["4.direct.corrected", "4.after.corrected"]),
        ("其他结果", &["4.direct.other", "4.after.other"]),
        ("尚未审结", &["4.direct.pending", "4.after.pending"]),
    ] },
];

/// The chart of the decisions in table 2, for the rows that a form has.
pub(super) const fn decisions(bars: &'static [(&'static str, &'static [&'static str])]) -> Chart {
    Chart { title: "本年处理决定数量", unit: "件", bars }
}

/// How prose names groups of the applicants' columns. The last one is used if none of the others is named.
pub(super) const SCOPES: &[Scope] = &[
    Scope { words: &["自然人", "公民", "个人提"], columns: &["person"] },
    Scope {
        words: LEGAL_PERSONS,
        columns: &["company", "research", "charity", "legal", "other_org"],
    },
    Scope { words: &["企业"], columns: &["company"] },
    Scope { words: &["科研机构"], columns: &["research"] },
    Scope { words: &["公益组织"], columns: &["charity"] },
    Scope { words: &["法律服务机构", "律师事务所", "律所"], columns: &["legal"] },
    Scope { words: &[""], columns: &["total"] },
];
#[rustfmt::skip]
const LEGAL_PERSONS: &[&str] = &[
    "法人或其他组织", "法人和其他组织", "法人及其他组织", "法人、其他组织", "法人或者其他组织",
];
