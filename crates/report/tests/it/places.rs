//! Where findings stand in a text: the words that a writer would change, each its own.

use report::checks::check;
use report::{Finding, Report};

/// The findings of a rule about the text of the first section of a report of 2024, or its preface.
fn found(rule: &str, preface: &str, text: &str) -> Vec<(Option<String>, Finding)> {
    let mut report = Report::new(report::form_for_year(2024), Some(2024), "示例市财政局");
    (report.preface, report.sections[0].text) = (preface.into(), text.into());
    let findings = check(&report, None).findings.into_iter().filter(|f| f.rule == rule);
    let words = |f: &Finding| {
        let text = if f.at == "preface" { preface } else { text };
        f.range.clone().map(|range| text[range].to_string())
    };
    findings.map(|f| (words(&f), f)).collect()
}

#[test]
fn a_year_left_over_is_the_year_alone_with_the_one_that_should_stand_there() {
    for (preface, text, word, mend) in [
        ("", "2024年很好。2023年，我局公开信息300条，办理申请2件。", "2023", "2024"),
        ("", "概况。\n　２０２３年，我局公开信息300条。", "２０２３", "2024"),
        ("", "二〇二三年，我局公开信息300条。", "二〇二三", "二〇二四"),
        ("", "2023 年，我局公开信息300条。", "2023", "2024"),
        ("", "2019年，我局推进信息公开。", "2019", "2024"),
        ("", "2024年，我局将着力加强培训。", "2024", "2025"),
        ("按要求。现将示例市财政局2023年政府信息公开工作情况公布如下。", "", "2023", "2024"),
    ] {
        let found = found("V-08", preface, text);
        let [(words, finding)] = &found[..] else { panic!("{text}: {found:?}") };
        assert_eq!(words.as_deref(), Some(word), "{preface}{text}");
        assert_eq!(finding.mend.as_deref(), Some(mend), "{preface}{text}");
        assert!(finding.quote.as_ref().is_some_and(|quote| quote.contains(word)));
    }
}

#[test]
fn a_plan_for_this_year_has_its_word_and_no_year_to_put_there() {
    let found = found("V-08", "", "本年，我们将加强培训，丰富解读形式。");
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].0.as_deref(), &found[0].1.mend), (Some("本年"), &None));
}

#[test]
fn the_period_of_another_year_can_be_set_to_this_years() {
    let found = found("V-07", "统计期限为2023年1月1日至2023年12月31日。", "");
    let [(words, finding)] = &found[..] else { panic!("{found:?}") };
    assert_eq!(words.as_deref(), Some("2023年1月1日至2023年12月31日"));
    assert_eq!(finding.mend.as_deref(), Some("2024年1月1日至2024年12月31日"));
}

#[test]
fn of_equal_words_each_finding_has_its_own() {
    for (rule, text) in [
        ("V-08", "2023年，我局公开信息3条。\n其他。\n2023年，我局公开信息3条。"),
        ("V-16", "公开（文字描述）若干。\n其他。\n再公开（文字描述）若干。"),
        ("V-18", "公开信息，，共3条。\n其他。\n公开信息，，共3条。"),
    ] {
        let starts: Vec<usize> = found(rule, "", text)
            .iter()
            .filter_map(|(_, f)| Some(f.range.as_ref()?.start))
            .collect();
        assert_eq!(starts.len(), 2, "{rule}");
        assert!(starts[0] < text.find("其他").unwrap() && starts[1] > text.find("其他").unwrap());
    }
}

#[test]
fn a_place_is_called_by_the_words_of_the_form() {
    let mut report = Report::new(report::form_for_year(2024), Some(2024), "示例市财政局");
    report.sections[0].heading = "一、工作概况".into();
    for (at, words) in [
        ("title", "标题"),
        ("agency", "机关名称"),
        ("published", "发布日期"),
        ("preface", "前言"),
        ("report", "整篇报告"),
        ("section:1", "一、工作概况"),
        ("section:6", "六、其他需要报告的事项"),
        ("2.regulation.made", "规章·本年制发件数"),
        ("2.regulation", "规章"),
    ] {
        assert_eq!(report.place_in_words(at), words, "{at}");
    }
}
