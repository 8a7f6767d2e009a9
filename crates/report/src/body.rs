//! Guesses from an agency's name what kind of body it is. The level chosen for the report takes
//! precedence.

use crate::form::Level;
use crate::form::Level::{County, Department, Municipality, Province, Township};

/// Areas (such as development zones) that a committee administers in place of a government; their
/// names end like that of a district.
#[rustfmt::skip]
const ZONES: &[&str] = &[
    "开发区", "实验区", "试验区", "高新区", "经开区", "园区", "保税区", "示范区", "景区", "管理区",
    "合作区", "功能区", "新区", "集聚区", "产业区", "港区", "度假区", "保护区", "管委会", "管理委员会",
    "工委",
];
const TOWNSHIPS: &[&str] = &["镇", "乡", "街道", "苏木", "街道办事处", "街道办", "办事处"];
const DEPARTMENTS: &[&str] = &[
    "局",
    "厅",
    "委",
    "委员会",
    "办",
    "办公室",
    "中心",
    "总队",
    "支队",
    "大队",
    "分局",
    "署",
    "馆",
    "处",
    "研究院",
    "供销社",
    "联合社",
    "档案馆",
];
const COUNTIES: &[&str] = &["县", "区", "旗"];
const PREFECTURES: &[&str] = &["州", "盟", "地区"];
const CITIES_OF_PROVINCES_RANK: &[&str] = &["北京市", "上海市", "天津市", "重庆市"];

/// The levels that a body of this name may have; empty if the name does not tell. A city may rank
/// as a county or as a prefecture; a government's office may report for itself or for the
/// government.
pub fn levels(name: &str) -> &'static [Level] {
    let name = name.trim();
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    if ["国务院", "中国"].iter().any(|w| name.starts_with(w)) || name.ends_with("总局") {
        return &[];
    }
    if let Some(government) = ["办公厅", "办公室", "办"]
        .iter()
        .find_map(|w| name.strip_suffix(w).and_then(|rest| rest.strip_suffix("政府")))
    {
        return match place(government.trim_end_matches("人民")) {
            [Township] => &[Township],
            [County] => &[Department, County],
            [County, Municipality] => &[Department, County, Municipality],
            [Municipality] => &[Department, Municipality],
            [Province] => &[Department, Province],
            other => other,
        };
    }
    if ends(ZONES) {
        return &[Department, County];
    }
    if ends(TOWNSHIPS) {
        return &[Township];
    }
    if ends(DEPARTMENTS) {
        return &[Department];
    }
    place(name.trim_end_matches("政府").trim_end_matches("人民"))
}

/// The possible levels of the government of a place.
fn place(name: &str) -> &'static [Level] {
    let ends = |words: &[&str]| words.iter().any(|w| name.ends_with(w));
    match () {
        () if CITIES_OF_PROVINCES_RANK.contains(&name) => &[Province],
        () if name.ends_with('省') || name.ends_with("自治区") => &[Province],
        () if ends(ZONES) => &[Department, County],
        () if ends(TOWNSHIPS) => &[Township],
        () if ends(PREFECTURES) => &[Municipality],
        () if ends(COUNTIES) => &[County],
        () if name.ends_with('市') => &[County, Municipality],
        () => &[],
    }
}

/// Whether the name is that of a school, a hospital or an enterprise. Such bodies make no
/// regulations, and their reports have other deadlines than those of agencies.
pub fn is_institution(name: &str) -> bool {
    const ENDS: &[&str] = &[
        "学校",
        "小学",
        "中学",
        "大学",
        "学院",
        "幼儿园",
        "医院",
        "保健院",
        "卫生院",
        "公司",
        "集团",
        "村",
        "社区",
        "派出所",
        "研究所",
        "研究院",
        "博物馆",
        "图书馆",
    ];
    ENDS.iter().any(|end| name.trim().ends_with(end))
}

/// Whether the name is that of a people's government above the townships, or only the name of its
/// place.
pub fn is_government(name: &str) -> bool {
    let levels = levels(name);
    !levels.is_empty() && !levels.iter().any(|l| matches!(l, Department | Township))
}
