//! Form 2021: 国办公开办函〔2021〕30号, in force for the reports of 2021 and later.

use std::sync::OnceLock;

use super::law_2019 as law;
use super::law_2019::{request, table_3};
use super::{Entry, column, prose_2019, telling_2019};
use crate::finding::Severity::{Error, Warning};
use crate::form::{
    Block, Chart, Column, Form, Headings, Kind, Level, Order, Relation, Row, Section, Shape, Table,
    Topic,
};

pub(super) const ENTRY: Entry = Entry {
    form: &FORM,
    applies: &[law::APPLIES, APPLIES],
    speech: &prose_2019::SPEECH_2021,
    telling: &[telling_2019::OF_2021, telling_2019::TABLES_3_AND_4],
};

pub(super) static FORM: Form = Form {
    id: "2021",
    since: 2021,
    issued_by: NOTICE,
    deadlines: law::DEADLINES,
    title: "政府信息公开工作年度报告",
    headings: Headings::Fixed,
    sections: &[
        Section {
            limit: Some(1000),
            topics: ASPECTS,
            guidance: "写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面，\
                原则上不超过1000字（30号（一））。人民政府的报告还应写到工作考核、社会评议和责任追究\
                （《条例》第五十条（四））。",
            ..law::SUMMARY
        },
        law::PUBLISHED,
        law::REQUESTS,
        law::CASES,
        law::PROBLEMS,
        Section {
            guidance: "按《政府信息公开信息处理费管理办法》收取信息处理费的情况（30号（六），没有收取的\
                也请写明），以及其他需要报告的事项。",
            topics: FEES,
            ..law::OTHERS
        },
    ],
    tables: &[PUBLISHED, law::requests(REQUESTS), law::OUTCOMES],
    relations: &[law::RELATIONS, RELATIONS],
    free: &["2.licence.decisions", "2.penalty.decisions", "2.coercion.decisions", "2.fee.amount"],
    reserved: &[(
        &["2.regulation.made", "2.regulation.repealed", "2.regulation.in_force"],
        &[Level::Municipality, Level::Province],
    )],
    shares: &[law::NOTHING_GRANTED, law::MUCH_CLOSED],
    government_topics: law::GOVERNMENT_TOPICS,
    charts: &[CHARTS, law::CHARTS],
    index: OnceLock::new(),
};

const NOTICE: &str = "国办公开办函〔2021〕30号";

/// The rules that apply besides those of every form and of the law.
#[rustfmt::skip]
pub(super) const APPLIES: &[(&str, &str)] = &[
    ("V-01", NOTICE),
    ("V-05", NOTICE),
    ("V-06", NOTICE),
    ("V-07", NOTICE),
    ("V-17", "国办公开办函〔2021〕30号（五）"),
    ("C-09", NOTICE),
    ("C-10", NOTICE),
    ("C-11", NOTICE),
    ("C-17", "国办公开办函〔2021〕30号（六）"),
    ("C-19", "国办公开办函〔2021〕30号（一）"),
    ("C-20", "国办公开办函〔2021〕30号（一）"),
    ("C-22", "国办公开办函〔2021〕30号（五）"),
    ("C-24", "表二各栏含义"),
    ("C-25", "《行政复议法》第二十三条第一款第四项"),
    ("C-27", "《政府信息公开信息处理费管理办法》"),
    ("R-01", NOTICE),
];

/// The aspects of 总体情况 that 30号 (一) lists.
#[rustfmt::skip]
const ASPECTS: &[Topic] = &[
    Topic { rule: "C-20", name: "主动公开", gap: "重点领域方面，＿＿＿；解读回应方面，＿＿＿。", words: &["主动公开"] },
    Topic { rule: "C-20", name: "依申请公开", gap: "申请主要涉及＿＿＿；答复的主要做法是＿＿＿。", words: &["依申请公开", "公开申请", "申请公开"] },
    Topic { rule: "C-20", name: "政府信息管理", gap: "制度建设方面，＿＿＿；发布审查方面，＿＿＿；文件清理和目录更新方面，＿＿＿。", words: &["信息管理", "信息公开管理", "信息资源", "管理政府信息", "信息发布", "发布审", "保密审查", "清理", "集中统一公开", "动态调整", "归档", "健全目录", "公开属性"] },
    Topic { rule: "C-20", name: "政府信息公开平台建设", gap: "政府网站方面，＿＿＿；政务新媒体方面，＿＿＿；公开专区等其他平台方面，＿＿＿。", words: &["平台", "新媒体", "网站建", "网站运", "网站维", "网站管", "网站栏", "网站集", "网站改", "网站优", "网站平", "网站功", "优化政府网站", "优化网站", "完善网站", "改版"] },
    Topic { rule: "C-20", name: "监督保障", gap: "工作考核方面，＿＿＿；社会评议方面，＿＿＿；培训方面，＿＿＿；责任追究方面，＿＿＿。", words: &["监督", "保障", "考核", "培训"] },
];

const FEES: &[Topic] =
    &[Topic {
        rule: "C-17", name: "信息处理费", gap: "", words: &["信息处理费", "处理费"]
    }];

const CHARTS: &[Chart] = &[law::decisions(&[
    ("行政许可", &["2.licence.decisions"]),
    ("行政处罚", &["2.penalty.decisions"]),
    ("行政强制", &["2.coercion.decisions"]),
])];

const PUBLISHED: Table = Table {
    id: "2",
    section: Some("2"),
    title: "",
    stub: Some("信息内容"),
    units: None,
    widths: &[250, 250, 250, 250],
    blocks: &[
        Block {
            title: Some("第二十条第（一）项"),
            columns: DOCUMENTS,
            rows: &DOCUMENT_ROWS,
            variants: &[],
        },
        Block {
            title: Some("第二十条第（五）项"),
            columns: DECISIONS,
            rows: &LICENCES,
            variants: &[],
        },
        Block {
            title: Some("第二十条第（六）项"),
            columns: DECISIONS,
            rows: &MEASURES,
            variants: &[],
        },
        Block {
            title: Some("第二十条第（八）项"),
            columns: FEE_AMOUNT,
            rows: &FEE_ROWS,
            variants: &[],
        },
    ],
};

const DOCUMENTS: &[Column] = &[
    column("made", &["本年制发件数"]),
    column("repealed", &["本年废止件数"]),
    column("in_force", &["现行有效件数"]),
];
const DECISIONS: &[Column] = &[column("decisions", &["本年处理决定数量"])];
const FEE_AMOUNT: &[Column] = &[column("amount", &["本年收费金额（单位：万元）"])];

/// A row of table 2.
const fn item(id: &'static str, label: &'static str, kind: Kind, help: &'static str) -> Row {
    let unit = if matches!(kind, Kind::Amount) { "万元" } else { "件" };
    Row { id, label, name: "", aliases: &[], groups: &[], unit, kind, level: 0, help }
}

#[rustfmt::skip]
const DOCUMENT_ROWS: [Row; 2] = [
    item("2.regulation", "规章", Kind::Count, "依《立法法》有权制定规章的机关填写，其他机关填0。"),
    Row { aliases: &["规范性文件"], ..item("2.normative", "行政规范性文件", Kind::Count, "本年制发、废止和年底现行有效的行政规范性文件件数。") },
];
const LICENCES: [Row; 1] =
    [item("2.licence", "行政许可", Kind::Count, "本年作出的行政许可处理决定数量。")];
const MEASURES: [Row; 2] = [
    item("2.penalty", "行政处罚", Kind::Count, "本年作出的行政处罚决定数量。"),
    item("2.coercion", "行政强制", Kind::Count, "本年作出的行政强制决定数量。"),
];
const FEE_ROWS: [Row; 1] = [item(
    "2.fee",
    "行政事业性收费",
    Kind::Amount,
    "本年收取的行政事业性收费，以万元计，最多六位小数。",
)];

const REQUESTS: &[Block] = &[Block {
    title: None,
    columns: law::APPLICANTS,
    rows: table_3![
        request(
            "3.closed.uncorrected",
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            law::CLOSED,
            &["1.逾期不补正"],
            "逾期不补正，视为放弃申请（第三十条）。"
        ),
        request(
            "3.closed.unpaid",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            law::CLOSED,
            &["2.逾期不缴费"],
            "逾期未缴纳信息处理费（第四十二条及《政府信息公开信息处理费管理办法》）。"
        ),
        request("3.closed.other", "3.其他", law::CLOSED, &[], "其他处理方式，例如申请人撤回。"),
    ],
    variants: &[request(
        "3.closed",
        "（六）其他处理",
        law::RESULTS,
        &[],
        "按规定分为逾期不补正、逾期不缴费、其他三行填写。",
    )],
}];

#[rustfmt::skip]
const RELATIONS: &[Relation] = &[
    law::relation("C-06", Warning, Shape::Sum(&["{}.in_force", "{}.repealed"], Order::Equal, &["last:{}.in_force", "{}.made"]), DOCUMENT_IDS,
        "现行有效件数应等于上年现行有效＋本年制发－本年废止；清理等原因造成的不同请说明", "上下年度数据应当衔接"),
    law::relation("C-07", Error, Shape::Sum(&["{}.in_force", "{}.repealed"], Order::AtLeast, &["{}.made"]), DOCUMENT_IDS,
        "本年制发的文件，年底或者现行有效，或者已经废止", "表二各栏含义"),
];
const DOCUMENT_IDS: &[&str] = &["2.regulation", "2.normative"];
