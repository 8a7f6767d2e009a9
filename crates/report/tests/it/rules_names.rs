//! What rules conclude from the name of an agency, and which aspects of its work a text names.

use report::form::Level;

use crate::small::{messages, report};

#[test]
fn the_kind_of_body_is_in_its_name() {
    let late = |agency: &str, year: u16, date: &str| {
        let mut report = report(agency, year);
        report.published = date.into();
        !messages(&report, "V-11").is_empty()
    };
    for agency in [
        "青山镇",
        "示例市青山区红旗街道",
        "示例县财政局",
        "示例县白水乡人民政府",
        "示例市公安局青山分局",
        "示例县教育体育局",
        "示例县青山街道办事处",
        "示例市发展和改革委员会",
    ] {
        assert!(late(agency, 2023, "2024-02-15"), "{agency}");
        assert!(!late(agency, 2023, "2024-01-31"), "{agency}");
    }
    for agency in ["示例县人民政府", "示例市青山区人民政府", "示例县", "示例县人民政府办公室"]
    {
        assert!(late(agency, 2023, "2024-03-05"), "{agency}");
        assert!(!late(agency, 2023, "2024-02-20"), "{agency}");
    }
    // A city may rank as a county or as a prefecture: the later deadline counts.
    for agency in ["示例市", "示例市人民政府", "示例州人民政府"] {
        assert!(late(agency, 2023, "2024-03-20"), "{agency}");
        assert!(!late(agency, 2023, "2024-03-05"), "{agency}");
    }
    assert!(!late("示例省人民政府", 2023, "2024-03-30"));
    // The chosen level takes precedence over the name.
    let mut chosen = report("示例县人民政府", 2023);
    chosen.level = Some(Level::Municipality);
    chosen.published = "2024-03-05".into();
    assert_eq!(messages(&chosen, "V-11"), [""; 0]);
}

#[test]
fn only_some_bodies_make_regulations() {
    let found = |agency: &str| {
        let mut report = report(agency, 2023);
        report.cells.insert("2.regulation.in_force".into(), "3".into());
        !messages(&report, "C-08").is_empty()
    };
    for agency in [
        "青山镇",
        "示例经济技术开发区管理委员会",
        "示例高新区管委会",
        "示例县",
        "示例县人民政府办公室",
        "示例市青山区红旗街道",
        "示例市财政局",
        "示例区政府办",
    ] {
        assert!(found(agency), "{agency}");
    }
    for agency in [
        "示例市",
        "示例市政府办公室",
        "示例自治州人民政府",
        "示例省人民政府办公厅",
        "示例自治区人民政府",
        "示例市人民政府办公室",
    ] {
        assert!(!found(agency), "{agency}");
    }
}

#[test]
fn a_government_is_known_by_its_place() {
    let found = |agency: &str| {
        let mut report = report(agency, 2023);
        report.sections[0].text =
            "主动公开、依申请公开、政府信息管理、平台建设、监督保障均有安排。".into();
        !messages(&report, "C-21").is_empty()
    };
    for agency in ["示例市", "示例县", "示例市青山区", "示例县人民政府"] {
        assert!(found(agency), "{agency}");
    }
    for agency in [
        "示例市教育局",
        "示例市人民政府办公室",
        "青山镇",
        "青山镇人民政府",
        "示例高新技术产业开发区",
        "示例市红旗街道",
    ] {
        assert!(!found(agency), "{agency}");
    }
}

#[test]
fn aspects_are_named_by_their_own_words() {
    let missing = |text: &str| {
        let mut report = report("示例县教育局", 2023);
        report.sections[0].text = text.into();
        messages(&report, "C-20").join("")
    };
    let rest = "主动公开300条，依申请公开2件，开展监督保障。";
    for (text, name) in [
        ("通过县政府网站公开信息。加强政府信息管理。", "平台建设"),
        ("网站发布30条。政府信息管理有序。", "平台建设"),
        ("制发规范性文件3件。网站运行维护有力。", "政府信息管理"),
        ("公开规范性文件3件。推进平台建设。", "政府信息管理"),
    ] {
        assert!(missing(&format!("{rest}{text}")).contains(name), "{text}");
    }
    for text in [
        "加强政府信息管理，推进平台建设。",
        "规范信息管理。抓好网站建设和运维。",
        "严格信息发布审核和文件动态清理。优化政府网站栏目。",
        "健全政府信息资源管理。政务新媒体规范运行。",
        "规范性文件实行集中统一公开和清理。网站平稳运行。",
    ] {
        assert_eq!(missing(&format!("{rest}{text}")), "", "{text}");
    }
}
