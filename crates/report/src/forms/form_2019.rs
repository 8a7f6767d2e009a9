//! Form 2019: 国办公开办函〔2019〕60号 (on trial), for the reports of 2019 and 2020.

use std::sync::OnceLock;

use super::law_2019 as law;
use super::law_2019::{request, table_3};
use super::{Entry, column, prose_2019, telling_2019};
use crate::finding::Severity::{Error, Warning};
use crate::form::{
    Block, Chart, Column, Form, Headings, Kind, Level, Order, Relation, Row, Shape, Table,
};

pub(super) const ENTRY: Entry = Entry {
    form: &FORM,
    applies: &[law::APPLIES, APPLIES],
    speech: &prose_2019::SPEECH_2019,
    telling: &[telling_2019::OF_2019, telling_2019::TABLES_3_AND_4],
};

pub(super) static FORM: Form = Form {
    id: "2019",
    since: 2019,
    issued_by: NOTICE,
    deadlines: law::DEADLINES,
    title: "政府信息公开工作年度报告",
    headings: Headings::Fixed,
    sections: &[
        law::SUMMARY,
        law::PUBLISHED,
        law::REQUESTS,
        law::CASES,
        law::PROBLEMS,
        law::OTHERS,
    ],
    tables: &[PUBLISHED, law::requests(REQUESTS), law::OUTCOMES],
    relations: &[law::RELATIONS, RELATIONS],
    free: &[
        "2.regulation.new",
        "2.normative.new",
        "2.licence.decisions",
        "2.service.decisions",
        "2.penalty.decisions",
        "2.coercion.decisions",
    ],
    reserved: &[(
        &["2.regulation.new", "2.regulation.published", "2.regulation.open"],
        &[Level::Municipality, Level::Province],
    )],
    shares: &[law::NOTHING_GRANTED, law::MUCH_CLOSED],
    government_topics: law::GOVERNMENT_TOPICS,
    charts: &[CHARTS, law::CHARTS],
    index: OnceLock::new(),
};

const NOTICE: &str = "国办公开办函〔2019〕60号";

/// The rules that apply besides those of every form and of the law.
#[rustfmt::skip]
pub(super) const APPLIES: &[(&str, &str)] = &[
    ("V-01", NOTICE),
    ("V-05", NOTICE),
    ("V-06", NOTICE),
    ("V-07", NOTICE),
    ("B-04", "表二各栏含义"),
    ("C-09", NOTICE),
    ("C-10", NOTICE),
    ("C-11", "国办公开办函〔2019〕60号（三）"),
    ("C-22", "《条例》第五十条（四）"),
    ("R-01", NOTICE),
];

const CHARTS: &[Chart] = &[law::decisions(&[
    ("行政许可", &["2.licence.decisions"]),
    ("其他对外管理服务", &["2.service.decisions"]),
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
            title: Some("第二十条第（五）项"), columns: ITEMS, rows: &LICENCES, variants: &[]
        },
        Block {
            title: Some("第二十条第（六）项"), columns: ITEMS, rows: &MEASURES, variants: &[]
        },
        Block {
            title: Some("第二十条第（八）项"), columns: FEES, rows: &FEE_ROWS, variants: &[]
        },
        Block {
            title: Some("第二十条第（九）项"),
            columns: PURCHASES,
            rows: &PURCHASE_ROWS,
            variants: &[],
        },
    ],
};

const DOCUMENTS: &[Column] = &[
    column("new", &["本年新制作数量"]),
    column("published", &["本年新公开数量"]),
    column("open", &["对外公开总数量"]),
];
const ITEMS: &[Column] = &[
    column("last_year", &["上一年项目数量"]),
    Column { kind: Some(Kind::Change), ..column("change", &["本年增/减"]) },
    column("decisions", &["处理决定数量"]),
];
const FEES: &[Column] = &[
    column("last_year", &["上一年项目数量"]),
    Column { kind: Some(Kind::Change), ..column("change", &["本年增/减"]) },
];
const PURCHASES: &[Column] = &[
    column("items", &["采购项目数量"]),
    Column { kind: Some(Kind::Money), ..column("amount", &["采购总金额"]) },
];

/// A row of table 2.
const fn item(id: &'static str, label: &'static str, help: &'static str) -> Row {
    Row {
        id,
        label,
        name: "",
        aliases: &[],
        groups: &[],
        unit: "件",
        kind: Kind::Count,
        level: 0,
        help,
    }
}

#[rustfmt::skip]
const DOCUMENT_ROWS: [Row; 2] = [
    item("2.regulation", "规章", "依《立法法》有权制定规章的机关填写，其他机关填0。"),
    Row { aliases: &["行政规范性文件"], ..item("2.normative", "规范性文件", "本年制作、公开和对外公开的规范性文件件数。") },
];
const LICENCES: [Row; 2] = [
    item("2.licence", "行政许可", "行政许可事项的数量及处理决定数量。"),
    item("2.service", "其他对外管理服务事项", "其他对外管理服务事项的数量及处理决定数量。"),
];
const MEASURES: [Row; 2] = [
    item("2.penalty", "行政处罚", "行政处罚事项的数量及处理决定数量。"),
    item("2.coercion", "行政强制", "行政强制事项的数量及处理决定数量。"),
];
const FEE_ROWS: [Row; 1] = [item("2.fee", "行政事业性收费", "行政事业性收费项目的数量。")];
const PURCHASE_ROWS: [Row; 1] =
    [item("2.procurement", "政府集中采购", "政府集中采购的项目数量和总金额；请写明金额的单位。")];

const REQUESTS: &[Block] = &[Block {
    title: None,
    columns: law::APPLICANTS,
    rows: table_3![request(
        "3.closed",
        "（六）其他处理",
        law::RESULTS,
        &[],
        "其他处理方式，例如逾期不补正、逾期不缴费、申请人撤回。"
    ),],
    variants: &[],
}];

const DOCUMENT_IDS: &[&str] = &["2.regulation", "2.normative"];
const ITEM_IDS: &[&str] = &["2.licence", "2.service", "2.penalty", "2.coercion", "2.fee"];

#[rustfmt::skip]
const RELATIONS: &[Relation] = &[
    law::relation("B-01", Error, Shape::Sum(&["{}.open"], Order::AtLeast, &["{}.published"]), DOCUMENT_IDS,
        "对外公开总数量应不小于本年新公开数量", "表二各栏含义"),
    law::relation("B-01", Warning, Shape::Sum(&["{}.open"], Order::Equal, &["last:{}.open", "{}.published"]), DOCUMENT_IDS,
        "对外公开总数量应等于上年总数＋本年新公开；有废止、清理的请说明", "上下年度数据应当衔接"),
    law::relation("B-02", Warning, Shape::Sum(&["{}.last_year"], Order::Equal, &["last:{}.last_year", "last:{}.change"]), ITEM_IDS,
        "上一年项目数量应等于上年度报告的项目数量加上年增减", "上下年度数据应当衔接"),
    law::relation("B-03", Error, Shape::Sum(&["{}.last_year", "{}.change"], Order::AtLeast, &[]), ITEM_IDS,
        "项目数量减少后不应小于0", "表二各栏含义"),
    law::relation("B-04", Warning, Shape::Needs("2.procurement.items", "2.procurement.amount"), &[], "有采购项目，采购总金额为0", "表二各栏含义"),
    law::relation("B-04", Warning, Shape::Needs("2.procurement.amount", "2.procurement.items"), &[], "有采购金额，采购项目数量为0", "表二各栏含义"),
];
