//! What a page says of itself to machines: the tags by which government portals file an article, the columns
//! of a portal's catalogue of disclosed information, and the vocabulary of schema.org for search engines.

use std::collections::BTreeSet;
use std::fmt::Write;

use report::{Report, text};
use serde_json::{Value, json};

use crate::write::{escape, portable};

/// Length of the description, in characters.
const DESCRIPTION: usize = 100;

/// What is known of a report as an article; empty where unknown.
struct Article<'a> {
    title: &'a str,
    agency: &'a str,
    /// The year as it is written: `2024年`.
    year: String,
    /// The day of publication, `2025-01-20`.
    published: String,
    /// The beginning of its text.
    description: String,
}

impl Article<'_> {
    fn of(report: &Report) -> Article<'_> {
        let texts = report.prose().flat_map(|(_, _, text)| text.lines()).map(str::trim);
        let first: String = texts.filter(|line| !line.is_empty()).take(1).collect();
        let description = match first.char_indices().nth(DESCRIPTION) {
            Some((end, _)) => format!("{}…", &first[..end]),
            None => first,
        };
        Article {
            title: report.title.trim(),
            agency: report.agency.trim(),
            year: report.year.map_or_else(String::new, |year| format!("{year}年")),
            published: text::parse_date(&report.published).map(text::iso_date).unwrap_or_default(),
            description,
        }
    }

    fn keywords(&self) -> String {
        let words = [self.agency, "政府信息公开", "年度报告", &self.year];
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        words.join(",")
    }
}

/// The elements of a page's head that describe its report.
///
/// Tags of articles are those of 政府网站发展指引 (国办发〔2017〕47号), as far as the report has them: the names of
/// the site and its columns are left to the site. The catalogue's columns are the fourteen of 政府信息公开目录系统实施
/// 指引（试行）, all of them, so that a maintainer finds each; what only the portal knows is left blank.
pub(super) fn metadata(report: &Report) -> String {
    let article = Article::of(report);
    let keywords = article.keywords();
    let tags = [
        ("ArticleTitle", article.title),
        ("PubDate", &article.published),
        ("ContentSource", article.agency),
        ("Keywords", &keywords),
        ("Description", &article.description),
    ];
    let columns = [
        ("索引号", ""),
        ("名称", article.title),
        ("内容概述", &article.description),
        ("生成日期", &article.published),
        ("发布日期", &article.published),
        ("发布机构", article.agency),
        ("文号", ""),
        ("主题分类", "政府信息公开工作年度报告"),
        ("体裁分类", "报告"),
        ("服务对象分类", ""),
        ("主题词", &keywords),
        ("信息格式", "text/html"),
        ("语种", "zh-CN"),
        ("在线链接地址", ""),
    ];
    let mut head = String::new();
    for (name, content) in
        tags.into_iter().filter(|(_, content)| !content.is_empty()).chain(columns)
    {
        let _ = writeln!(head, "<meta name=\"{name}\" content=\"{}\">", escape(content));
    }
    let described = portable(&described(report, &article).to_string());
    let _ = writeln!(head, "<script type=\"application/ld+json\">{described}</script>");
    head
}

/// The report in the words of schema.org, with its tables as one set of data.
fn described(report: &Report, article: &Article) -> Value {
    let publisher = json!({ "@type": "GovernmentOrganization", "name": article.agency });
    let period = report.year.map(|year| format!("{year}-01-01/{year}-12-31"));
    // A table stands in a section, whose heading names it, or else in an annex with a title of its own.
    let heading = |id| report.form.sections.iter().find(|s| Some(s.id) == id).map(|s| s.heading);
    let tables: BTreeSet<&str> = report
        .form
        .tables
        .iter()
        .map(|t| heading(t.section).unwrap_or("政府信息公开情况统计表"))
        .collect();
    let mut described = json!({
        "@context": "https://schema.org",
        "@type": "Report",
        "name": article.title,
        "inLanguage": "zh-CN",
        "isAccessibleForFree": true,
        "about": "政府信息公开",
    });
    let mut data = json!({
        "@type": "Dataset",
        "name": format!("{}的指标", article.title),
        "description": "政府信息公开工作年度报告中各表的数字。",
        "isAccessibleForFree": true,
    });
    let put = |object: &mut Value, key: &str, value: Value| object[key] = value;
    if !tables.is_empty() {
        put(&mut data, "variableMeasured", json!(tables));
    }
    for object in [&mut described, &mut data] {
        if !article.agency.is_empty() {
            put(object, "publisher", publisher.clone());
        }
        if let Some(period) = &period {
            put(object, "temporalCoverage", json!(period));
        }
        if !article.published.is_empty() {
            put(object, "datePublished", json!(article.published));
        }
    }
    put(&mut described, "hasPart", data);
    described
}
