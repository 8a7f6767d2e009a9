//! Made-up pages, as text, web page and Word file: whose report it is, of which year, on which
//! form, with which sections, what is a guess, and what is no report.

mod made_up;

use files::{Code, pack, read_report};
use report::Report;
use report::document::{Note, NoteLevel};

/// The same lines as a file of each kind.
fn as_files(text: &str) -> [(&'static str, Vec<u8>); 3] {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines = || escaped.lines().filter(|l| !l.trim().is_empty());
    let page: String = lines().map(|l| format!("<p>{l}</p>\n")).collect();
    let page = format!("<!doctype html><html><meta charset=\"utf-8\"><body>{page}</body></html>");
    let word: String = lines()
        .map(|l| format!("<w:p><w:r><w:t xml:space=\"preserve\">{l}</w:t></w:r></w:p>"))
        .collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let word = format!("<w:document xmlns:w=\"{space}\"><w:body>{word}</w:body></w:document>");
    let docx = pack(&[("word/document.xml", word)]);
    [("txt", text.as_bytes().to_vec()), ("html", page.into_bytes()), ("docx", docx)]
}

/// The expected heads of a report; `guessed` lists those that notes mark.
struct Heads {
    agency: &'static str,
    year: Option<u16>,
    form: &'static str,
    sections: &'static [Option<&'static str>],
    guessed: &'static [&'static str],
}

fn marked(notes: &[Note]) -> Vec<&str> {
    let guessed = notes.iter().filter(|n| n.level == NoteLevel::Guessed);
    guessed.filter_map(|n| n.place.as_deref()).filter(|place| *place != "标题").collect()
}

fn assert_heads(text: &str, wanted: &Heads) {
    for (kind, bytes) in as_files(text) {
        let read = read_report(&bytes);
        let (report, notes): (Report, _) = read.unwrap_or_else(|e| panic!("{kind}: {e}\n{text}"));
        let sections: Vec<_> = report.sections.iter().map(|s| s.id.as_deref()).collect();
        let found = (report.agency.as_str(), report.year, report.form.id, &sections[..]);
        let expected = (wanted.agency, wanted.year, wanted.form, wanted.sections);
        assert_eq!(found, expected, "{kind}: {text}\n{notes:?}");
        assert_eq!(marked(&notes), wanted.guessed, "{kind}: {text}\n{notes:?}");
        let missing = notes.iter().filter(|n| n.message.starts_with("没有找到")).count();
        assert!(missing <= 1, "{kind}: what is missing is said once: {notes:?}");
    }
}

const NONE: &[&str] = &[];

/// The report's own title takes precedence over the page around it.
#[test]
fn the_own_title_beats_the_page() {
    let wanted = |sections| Heads {
        agency: "青川区住房和城乡建设局",
        year: Some(2022),
        form: "2021",
        sections,
        guessed: NONE,
    };
    let text = "一、总体情况\n2022年，我局做好公开工作。\n二、主动公开政府信息情况\n见表。";
    let both = &[Some("1"), Some("2")];
    let title = "青川区住房和城乡建设局2022年政府信息公开工作年度报告";
    for above in [
        "",
        "标题：区直部门年报汇总\n来源：青川区人民政府办公室\n",
        "当前位置：首页政务公开政府信息公开年报\n更新时间：\n",
        "首页  走进青川  政务公开  互动交流\n登录    注册\n",
        "您的位置：首页 > 法定主动公开内容 > 政府信息公开年报 > 2021年\n索 引 号：AB-12\n公开责任部门：信息科\n",
        "# ",
    ] {
        assert_heads(
            &format!("{above}{title}\n发布日期：2023-01-12　点击数：\n{text}"),
            &wanted(both),
        );
    }
    for title in [
        "青川区住房和城乡建设局\n2022年政府信息公开工作年度报告",
        "青川区住房和城乡建设局\n政府信息公开工作年度报告\n（2022年）",
        "2022年青川区住房和城乡建设局政府信息公开年报",
        "青川区住房和城乡建设局关于2022年度政府信息公开工作情况的报告",
        "**青川区住房和城乡建设局2022年政府信息公开工作年度报告**",
        "2022年青川区住房和城乡建设局政府信息公开工作年度报告\n2022年政府信息公开工作年度报告",
    ] {
        assert_heads(&format!("{title}\n{text}"), &wanted(both));
    }
}

/// Without a title, the heads are guessed from the preface, then the page, then sentences; each is
/// marked.
#[test]
fn without_a_title_the_heads_are_guessed_and_marked() {
    let all = &["机关名称", "年度", "格式"][..];
    let old = &[Some("1"), Some("2"), Some("3")][..];
    let text = "一、概述\n全年工作平稳有序。\n二、主动公开政府信息情况\n公开120条。\n三、依申请公开政府信息情况\n没有申请。";
    let guess =
        |agency, guessed| Heads { agency, year: Some(2016), form: "2014", sections: old, guessed };
    for preface in [
        "根据《中华人民共和国政府信息公开条例》，现向社会公布松岭镇人民政府2016年度政府信息公开工作年度报告。",
        "本年度报告由松岭镇人民政府编制，所列数据的统计期限自2016年1月1日起至2016年12月31日止。",
        "按照省政府办公厅《关于做好2016年政府信息公开年度报告的通知》要求，松岭镇人民政府（以下简称“我镇”）特编制2016年政府信息公开年度报告。",
        "信息来源：县政府网\n松岭镇人民政府编制了本报告，统计时间为2016年1月1日至12月31日。",
    ] {
        assert_heads(&format!("{preface}\n{text}"), &guess("松岭镇人民政府", all));
    }
    for (preface, agency) in [
        ("现公布青川区工业和信息化局 2016 年政府信息公开工作年度报告。", "青川区工业和信息化局"),
        (
            "本报告由青川区公共资源交易中心依据《条例》第三十二条编制，统计期限为２０１６年１月１日至１２月３１日。",
            "青川区公共资源交易中心",
        ),
    ] {
        assert_heads(&format!("{preface}\n{text}"), &guess(agency, all));
    }
    // The subject of sentences without a year, and a page that states when it was published.
    let again = text.replace("全年工作", "松岭镇高度重视公开工作。松岭镇成立了领导小组，全年工作");
    let page = format!("来源：县政府网　发布时间：2017-02-11 09:00\n{again}");
    assert_heads(&page, &guess("松岭镇", all));
    // What the page states about the article.
    let page =
        format!("标题：松岭镇人民政府2016年政府信息公开工作年度报告\n发布机构：县政府办\n{text}");
    assert_heads(&page, &guess("松岭镇人民政府", all));
    // The subject of the sentences, and the year they name.
    let subject =
        text.replace("全年工作", "2016年，在县委的领导下，松岭镇坚持公开为常态，全年工作");
    assert_heads(&subject, &guess("松岭镇", all));
    let nobody = text.replace("全年工作", "2016年，我镇认真推进，全年工作");
    assert_heads(&nobody, &guess("", &["年度", "格式"]));
}

/// Names in other positions are not taken for the agency's.
#[test]
fn cited_bodies_and_menus_are_no_agency() {
    let text = "根据《河东省人民政府办公厅关于做好2020年政府信息公开工作年度报告的通知》，现将有关情况报告如下，\
        如有疑问请联系县政务服务中心。\n一、总体情况\n2020年，我局公开信息50条，县政府网站转载20条。\n\
        二、主动公开政府信息情况\n无。\n";
    let wanted = Heads {
        agency: "",
        year: Some(2020),
        form: "2019",
        sections: &[Some("1"), Some("2")],
        guessed: &["年度", "格式"],
    };
    assert_heads(text, &wanted);
}

/// Years before the first official table have a form of their own, in which no table is missing.
#[test]
fn years_without_an_official_table() {
    let text = "临湖县档案局2012年政府信息公开年度报告\n一、概述\n平稳。\n二、主动公开政府信息情况\n公开12条。\n\
        三、依申请公开情况\n没有申请。\n四、收费及减免情况\n没有收费。\n五、行政复议、行政诉讼情况\n没有发生。\n\
        六、存在的主要问题及改进措施\n解读较少，下一步加强。\n";
    let sections = &[Some("1"), Some("2"), Some("3"), Some("4"), Some("5"), Some("7")];
    assert_heads(
        text,
        &Heads {
            agency: "临湖县档案局", year: Some(2012), form: "2008", sections, guessed: NONE
        },
    );
    let (report, notes) = read_report(text.as_bytes()).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    let result = report::checks::check(&report, None);
    assert!(result.findings.iter().all(|f| !["V-02", "V-05", "C-09", "C-20"].contains(&&*f.rule)));
}

/// In a page whose paragraphs ran together, headings are those that the preface lists and those of
/// the forms.
#[test]
fn headings_that_ran_into_their_text_are_set_apart() {
    let title = "临湖县2011年政府信息公开工作年度报告";
    let text = format!(
        "标题: {title}\n====== 正文 ======\n{title} 本报告由概述、主动公开信息的情况、群众申请公开的情况、存在的主要问题及改进情况\
         共四个部分组成。一、 概述2011年全县认真落实要求。二、主动公开信息的情况（一）数量全年公开310条。\
         三、群众申请公开的情况全年收到申请2件。四、存在的主要问题及改进情况队伍不稳，下一步加强培训。 \
         附件1：信息公开情况统计表 指标名称计量单位2011年度历年累计主动公开信息数条310920其中：1.网站公开条3009002.公报公开条1020受理申请总数条23对申请的答复数条23"
    );
    let sections = &[Some("1"), Some("2"), Some("3"), Some("7")];
    assert_heads(
        &text,
        &Heads { agency: "临湖县", year: Some(2011), form: "2008", sections, guessed: NONE },
    );
    let (report, _) = read_report(text.as_bytes()).unwrap();
    assert_eq!(report.sections[3].text, "队伍不稳，下一步加强培训。");
    assert!(report.preface.ends_with("组成。"), "{}", report.preface);
}

/// A page shown in traditional script has the same sections.
#[test]
fn headings_in_traditional_script_are_known() {
    let text = "臨湖縣2015年政府信息公开工作年度报告\n一、政府信息主動公開情況\n公開12條。\n二、依申請公開政府信息情況\n沒有申請。\n\
        三、收費及減免情況\n沒有收費。\n四、行政復議、行政訴訟情況\n沒有發生。\n五、存在的主要問題及改進情況\n解讀較少。\n";
    let sections = &[Some("2"), Some("3"), Some("4"), Some("5"), Some("7")];
    assert_heads(
        text,
        &Heads {
            agency: "臨湖縣",
            year: Some(2015),
            form: "2014",
            sections,
            guessed: &["机关名称"],
        },
    );
}

/// A table that cannot be read gives exactly one note.
#[test]
fn one_fault_is_one_note() {
    let text = "临湖县2019年政府信息公开工作年度报告\n一、总体情况2019年，我县认真做好公开工作。二、主动公开政府信息情况\
        第二十条第（一）项信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件898989\
        三、收到和处理政府信息公开申请情况（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\
        一、本年新收政府信息公开申请数量15130000154四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼结果维持\
        结果纠正其他结果尚未审结总计000000000000000 五、存在的主要问题及改进情况解读不够，下一步改进。";
    let (report, notes) = read_report(text.as_bytes()).unwrap();
    let sections: Vec<_> =
        report.sections.iter().map(|s| (s.id.as_deref(), s.text.as_str())).collect();
    let prose = [
        (Some("1"), "2019年，我县认真做好公开工作。"),
        (Some("2"), ""),
        (Some("3"), ""),
        (Some("4"), ""),
        (Some("5"), "解读不够，下一步改进。"),
    ];
    assert_eq!(sections, prose);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(report.cells.is_empty());
}

/// Prose first, then the form's parts with a new numbering: the form's own headings get its
/// sections.
#[test]
fn the_forms_own_headings_have_its_sections() {
    let text = "2024年临湖县科技局政府信息公开工作年度报告.pdf\n一、总体情况\n平稳。\n二、主动公开工作情况\n公开10条。\n\
        三、工作机制\n完善制度。\n一、主动公开政府信息情况\n见表。\n二、收到和处理政府信息公开申请情况\n见表。\n";
    let sections = &[Some("1"), None, None, Some("2"), Some("3")];
    assert_heads(
        text,
        &Heads {
            agency: "临湖县科技局", year: Some(2024), form: "2021", sections, guessed: NONE
        },
    );
}

/// A table of the agency's own is kept as extra rows and compared with last year's.
#[test]
fn a_table_of_the_offices_own_is_kept_as_it_is() {
    let rows = |year: &str, now: &str, all: &str| {
        format!(
            "东港市交通局{year}年政府信息公开工作年度报告\n一、概述\n平稳。\n附件\n\
             指标名称\t计量单位\t{year}年度\t历年累计\n主动公开文件数\t条\t{now}\t{all}\n\
             其中：1、网站公开数\t条\t{now}\t{all}\n行政复议数\t件\t0\t1\n"
        )
    };
    for year in [2012, 2017] {
        let read = |text: String| read_report(text.as_bytes()).unwrap();
        let (now, notes) = read(rows(&year.to_string(), "30", "140"));
        let (last, _) = read(rows(&(year - 1).to_string(), "20", "120"));
        assert!(now.cells.is_empty() && now.extra_rows.len() == 6, "{:?}", now.extra_rows);
        for format in ["docx", "html"] {
            let file = files::write(&now, None, format).unwrap();
            let again = read_report(&file).unwrap().0;
            assert_eq!(
                (again.form.id, &again.extra_rows),
                (now.form.id, &now.extra_rows),
                "{format}"
            );
        }
        assert!(notes.iter().all(|n| n.level == NoteLevel::Info), "{notes:?}");
        let found = report::checks::check(&now, Some(&last)).findings;
        let totals: Vec<_> = found.iter().filter(|f| f.rule == "A-14").collect();
        assert_eq!(totals.len(), 2, "{totals:?}");
        assert!(totals[0].message.contains("120＋本年 30＝150"), "{}", totals[0].message);
    }
}

/// Cells between bars, in rows or one on each line; a blank one stays blank.
#[test]
fn tables_between_bars_are_read() {
    let above = "临湖县水利局2023年政府信息公开工作年度报告\n一、总体情况\n平稳。\n二、主动公开政府信息情况\n";
    let rows = "第二十条第（一）项 | |||\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n规章 | 0 | 0 | 0 |\n\
        行政规范性文件 | 3 | 1 | 12 |\n第二十条第（五）项 | |||\n信息内容 | 本年处理决定数量 | ||\n行政许可 | 45 | ||\n";
    let markdown = "| 第二十条第（一）项 | | | |\n|---|---|---|---|\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n\
        | 规章 | 0 | 0 | 0 |\n| 行政规范性文件 | 3 | 1 | 12 |\n| 第二十条第（五）项 |\n| 信息内容 | 本年处理决定数量 |\n| 行政许可 | 45 |\n";
    let lines = "第二十条第（一）项 |\n|||\n信息内容 |\n本年\n制发件数 |\n本年\n废止件数 |\n现行有效件数 |\n规章 |\n  |\n  |\n  |\n\
        行政规范性文件 |\n3 |\n1 |\n12 |\n第二十条第（五）项 |\n|||\n信息内容 |\n本年处理决定数量 |\n||\n行政许可 |\n45 |\n||\n";
    for (table, blank) in [(rows, false), (markdown, false), (lines, true)] {
        let (report, notes) = read_report(format!("{above}{table}").as_bytes()).unwrap();
        let cell = |id| report.cell(id);
        assert_eq!(cell("2.normative.in_force"), "12", "{table}\n{notes:?}");
        assert_eq!((cell("2.normative.made"), cell("2.licence.decisions")), ("3", "45"), "{table}");
        assert_eq!(cell("2.regulation.made"), if blank { "" } else { "0" }, "{table}");
        assert_eq!(report.sections.len(), 2, "{:?}", report.sections);
        assert_eq!(report.sections[1].text, "", "{table}");
    }
}

/// A file that is no report is refused with a sentence that says what it seems to be.
#[test]
fn what_is_no_report_is_refused() {
    let outline = "一、总体情况\n（文字描述）\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n\
        四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n（文字描述）\n六、其他需要报告的事项\n（文字描述）\n";
    let cases = [
        (
            "关于报送2022年政府信息公开年度报告的通知\n各镇人民政府，各街道办事处，县直各部门：\n\
             请于1月20日前编制完成本单位2022年政府信息公开工作年度报告并发布。\n一、总体要求\n高度重视。\n二、报送时间\n按时报送。\n"
                .to_string(),
            "通知",
        ),
        (
            format!(
                "县政务公开办关于做好年报编制工作的函\n县直各部门：\n现就有关事项通知如下。\n附件\n××局2023年政府信息公开工作年度报告\n{outline}"
            ),
            "函",
        ),
        (format!("政府信息公开工作年度报告模板\n{outline}"), "空白"),
        (format!("××县××局20××年政府信息公开工作年度报告\n{outline}"), "空白"),
        (outline.to_string(), "空白"),
        (
            "临湖县2022年、2023年政府信息公开数据对比\n项目\t2022年\t2023年\t增减\n收到申请\t12\t15\t3\n办结\t12\t14\t2\n".into(),
            "对比",
        ),
        (
            "政府信息公开申请登记台账\n序号\t申请人\t收到日期\t答复日期\t结果\n1\t甲\t2023-01-03\t2023-01-20\t予以公开\n\
             2\t乙\t2023-02-03\t2023-02-20\t不予公开\n"
                .into(),
            "台账",
        ),
        (
            "一、申请受理情况\n2023年，全市收到申请310件。\n二、申请答复情况\n全市答复申请300件，其中予以公开200件。\n".into(),
            "统计",
        ),
        (
            "临湖县人民政府办公室政府信息公开指南\n为方便公众获取信息，编制本指南。\n一、公开的范围\n主动公开的信息。\n二、公开的方式\n网站。\n".into(),
            "指南",
        ),
        ("临湖县政府网站工作年度报表\n（2023年度）\n网站名称：临湖县人民政府\n信息发布总数 1200 条。\n".into(), "报表"),
        ("临湖县2023年度法治政府建设工作总结\n2023年，我县推进依法行政。\n一、主要做法\n加强领导。\n".into(), "总结"),
    ];
    for (text, word) in cases {
        for (kind, bytes) in as_files(&text) {
            match read_report(&bytes) {
                Ok((report, _)) => panic!("{kind}: taken for “{}”: {text}", report.title),
                Err(error) => {
                    assert_eq!(error.code, Code::Unsupported, "{kind}: {text}");
                    assert!(
                        error.message.contains("似乎是") && error.message.contains(word),
                        "{kind}: {error}\n{text}"
                    );
                }
            }
        }
    }
}

/// A sheet with two years next to each other is no report of either year.
#[test]
fn two_years_beside_each_other_are_no_report() {
    let text = "指标\t2022年\t2023年\t增减\n规范性文件\t3\t5\t2\n行政许可\t100\t90\t-10\n";
    let error = read_report(text.as_bytes()).map(|(report, _)| report.title).unwrap_err();
    assert!(error.message.contains("对比"), "{error}");
}

/// A report may contain the words by which other files are recognised.
#[test]
fn a_report_that_speaks_of_other_files_is_read() {
    let title = "临湖县教育局2023年政府信息公开工作年度报告";
    let body = "一、总体情况\n2023年，我局印发了工作方案。\n二、主动公开政府信息情况\n见表。\n三、收到和处理政府信息公开申请情况\n没有申请。\n";
    for above in [
        "政府信息公开指南\n政府信息公开制度\n政府信息公开年报\n",
        "临湖县教育局文件\n关于报送年度报告的函\n",
    ] {
        let text = format!("{above}{title}\n{body}");
        let sections = &[Some("1"), Some("2"), Some("3")];
        assert_heads(
            &text,
            &Heads {
                agency: "临湖县教育局",
                year: Some(2023),
                form: "2021",
                sections,
                guessed: NONE,
            },
        );
    }
    let compared = format!("{title}\n{body}四、两年对比\n项目\t2022年\t2023年\n公开条数\t10\t20\n");
    assert_eq!(read_report(compared.as_bytes()).unwrap().0.year, Some(2023));
}
