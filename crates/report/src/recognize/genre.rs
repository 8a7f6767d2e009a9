//! Recognises files that are not reports. A report speaks of itself: it has its own title, a
//! preface that says whose it is, the form's sections with prose of its own, and the form's table
//! with figures. Other files are recognised by the end of their title (a Chinese title ends with
//! the word for its kind), by their addressee, and by the heads of their tables.

use super::heads::{self, Heads};
use super::layout::Line;
use super::{is_own_heading, page};
use crate::amount::Entry;
use crate::report::{Report, Section};
use crate::text::{self, key};

/// Words with which the titles of other files end.
const KINDS: &[&str] = &[
    "通知",
    "通报",
    "公告",
    "通告",
    "意见",
    "决定",
    "决议",
    "批复",
    "函",
    "纪要",
    "请示",
    "方案",
    "办法",
    "规定",
    "细则",
    "制度",
    "规则",
    "条例",
    "指南",
    "目录",
    "要点",
    "计划",
    "总结",
    "清单",
    "台账",
    "登记表",
    "登记簿",
    "申请表",
    "统计表",
    "统计",
    "统计数据",
    "数据",
    "报表",
    "汇总表",
    "情况表",
    "一览表",
    "对比表",
    "对比",
    "比较",
    "分析",
    "对照表",
    "解读",
    "图解",
    "一图读懂",
    "模板",
    "模版",
    "格式",
    "范本",
    "样式",
    "样表",
    "填报说明",
    "说明",
    "答复书",
    "告知书",
    "答复",
    "回执",
    "名单",
    "考核表",
    "评分表",
    "讲话",
    "简报",
    "信息",
    "新闻",
    "课件",
    "手册",
    "参考",
    "问答",
    "解答",
    "反馈",
    "答记者问",
    "须知",
    "导读",
    "口径",
    "要求",
    "流程",
    "安排",
    "汇报",
    "述职",
    "案例",
    "培训材料",
    "公示",
    "合同",
    "协议",
    "申请书",
    "决定书",
    "判决书",
    "复议书",
    "审查意见",
    "计划表",
    "结果",
    "排名",
    "政府工作报告",
    "评估报告",
    "自查报告",
    "自评报告",
    "整改报告",
    "调研报告",
    "检查报告",
    "考核报告",
    "测评报告",
    "分析报告",
    "统计报告",
];

/// Number of lines in which the title must be.
const TOP: usize = 20;

/// What the file seems to be, if it is not a report: `一份通知（“关于…的通知”）`. `has_table` says
/// whether an official table with figures was found.
pub(super) fn other(lines: &[Line], heads: &Heads, report: &Report) -> Option<String> {
    let figures = report.cells.values().any(|v| matches!(Entry::parse(v), Entry::Number(_)));
    let figures = figures || report.extra_rows.len() > 1;
    let told = report.sections.iter().filter(|s| tells(&s.text)).count();
    let titled = title(lines, heads);
    if !figures && told == 0 && is_skeleton(report) {
        return Some(
            titled.map_or("空白的报告格式".into(), |t| format!("空白的报告格式（“{t}”）")),
        );
    }
    // The file's own title and its statements about itself decide; a letter is a letter whatever it
    // encloses.
    if let Some(addressee) = addressee(lines, heads) {
        let what = titled.as_deref().and_then(kind).unwrap_or("函件");
        let quote = titled.as_deref().unwrap_or(addressee);
        return Some(format!("一份{what}（“{quote}”）"));
    }
    // Texts about reports (…年度报告解读) use the same words as reports.
    let on_reports = |t: &&String| ["年度报告", "年报"].iter().any(|w| t.contains(w));
    let about = |t: &&String| !figures && (told < 3 || !may_enclose(t));
    if let Some(title) = titled.as_ref().filter(on_reports).filter(about) {
        return Some(format!("一份{}（“{title}”）", kind(title).unwrap_or("其他文件")));
    }
    let official =
        report.sections.iter().filter(|s| is_own_heading(report.form, &s.heading)).count();
    let known = report.sections.iter().filter(|s| s.id.is_some()).count();
    let silent = report.sections.is_empty() && !figures;
    let words = |l: &Line| l.grid.is_none() && !l.text.contains(['。', '\t', '|']);
    if silent && heads.agency.is_empty() && lines.iter().all(words) && titled.is_none() {
        return Some("没有正文的栏目页面".into());
    }
    if heads.own.is_none() && report.sections.is_empty() && !figures && is_news(lines) {
        return Some("一篇新闻报道".into());
    }
    if heads.own.is_some() || heads.stated && (told > 0 || !report.preface.is_empty() || figures) {
        return is_list(lines, report).then(|| "列出各份报告的网页".to_string());
    }
    if compares_years(lines) && official < 2 {
        let quote = titled.map_or(String::new(), |t| format!("（“{t}”）"));
        return Some(format!("几个年度的数据对比{quote}"));
    }
    if let Some(title) = &report_on_other(lines).filter(|_| official < 3 && !figures) {
        return Some(format!("关于别的事项的报告（“{title}”）"));
    }
    let fits = |t: &String| (told < 3 || official < 3 && !figures) && !is_own_table(t, report);
    if let Some(title) = titled.filter(fits) {
        return Some(format!("一份{}（“{title}”）", kind(&title).unwrap_or("其他文件")));
    }
    if figures || official > 0 || known >= 3 || !heads.title.is_empty() {
        return None;
    }
    without_heads(lines, report)
}

/// What a file seems to be that has no title, no heading and no table of a report.
fn without_heads(lines: &[Line], report: &Report) -> Option<String> {
    if is_register(lines) {
        return Some("一份登记台账".into());
    }
    if is_list(lines, report) {
        return Some("列出各份报告的网页".into());
    }
    if is_news(lines) {
        return Some("一篇新闻报道".into());
    }
    let requests = |s: &Section| s.heading.contains("申请") || s.heading.contains("答复");
    match report.sections.as_slice() {
        [] => None,
        sections if sections.iter().all(requests) => Some("依申请公开情况的统计".into()),
        _ => {
            let first = lines.iter().map(|l| l.text.trim()).find(|t| is_headline(t));
            let quote = first.map_or(String::new(), |t| format!("“{t}”，"));
            Some(format!("别的文件（{quote}没有年度报告的标题、前言和规定的章节）"))
        }
    }
}

/// Whether a file with this title may consist of the report that it speaks of (…年度报告的公告), as
/// minutes or an instruction about one never does.
fn may_enclose(title: &str) -> bool {
    matches!(
        kind(title),
        Some(
            "公告"
                | "通告"
                | "公示"
                | "通知"
                | "通报"
                | "函"
                | "信息"
                | "数据"
                | "统计数据"
                | "统计"
                | "统计表"
                | "情况表"
        )
    )
}

/// The title of a yearly report on something else than the disclosure of information, of which it
/// names a subject behind the year: 某局2024年度法治政府建设年度报告.
fn report_on_other(lines: &[Line]) -> Option<String> {
    const LEAST: usize = 4;
    let is_prose = |l: &&Line| l.grid.is_some() || l.text.contains('。');
    let above = lines.iter().take(TOP).take_while(|l| !is_prose(l));
    let fits = |l: &&Line| {
        let tight = key(&l.text);
        let Some((at, length, _)) = text::find_year(&tight) else { return false };
        let rest = tight[at + length..].trim_start_matches(['年', '度']);
        let subject =
            ["年度报告", "工作报告", "报告", "年报"].iter().find_map(|w| rest.strip_suffix(w));
        let subject = subject.unwrap_or_default().trim_end_matches("工作");
        let other = !["公开", "年度"].iter().any(|w| subject.contains(w));
        is_headline(&l.text)
            && other
            && text::length(subject) >= LEAST
            && !super::bodies::is_body(subject)
    };
    above.into_iter().find(fits).map(|l| l.text.trim().to_string())
}

/// Whether the official table stands under its own name (…情况表), a report without text: nearly all
/// cells of one of the form's tables have figures.
fn is_own_table(title: &str, report: &Report) -> bool {
    let named = kind(title).is_some_and(|k| k.ends_with('表') && !k.ends_with("对比表"));
    let filled = |(cells, filled): (usize, usize)| filled * 10 >= cells * 9 && cells > 0;
    let count = |table: usize| {
        let cells = report.form.cells().iter().filter(|c| c.table == table);
        cells.fold((0, 0), |(cells, filled), cell| {
            let figure = matches!(Entry::parse(report.cell(&cell.id)), Entry::Number(_));
            (cells + 1, filled + usize::from(figure))
        })
    };
    named && (0..report.form.tables.len()).map(count).any(filled)
}

/// Whether a line may be a title: it is no fact about the page, no heading and no sentence.
fn is_headline(line: &str) -> bool {
    (6..=60).contains(&text::length(line))
        && !line.contains('。')
        && !page::is_menu(line)
        && page::labelled(line).is_none()
        && !super::headings::is_section_heading(line)
}

/// Whether the text begins like news: `…1月30日讯（记者 …）`.
fn is_news(lines: &[Line]) -> bool {
    let prose = lines.iter().find(|l| l.text.contains('。'));
    prose.is_some_and(|l| {
        let first: String = l.text.chars().take(40).collect();
        if ["近日", "日前", "连日来"].iter().any(|w| first.starts_with(w)) {
            return true;
        }
        ["讯（", "讯(", "讯 ", "（记者", "(记者"].iter().any(|w| first.contains(w))
    })
}

/// The kind of file that a title names with its last word.
fn kind(title: &str) -> Option<&'static str> {
    let tight = key(title);
    let tight = match tight.rfind('(') {
        Some(at) if tight.ends_with(')') => &tight[..at],
        _ => &tight,
    };
    if heads::shows_report(tight) {
        return Some("解读");
    }
    let longest = KINDS.iter().filter(|k| tight.ends_with(**k)).max_by_key(|k| k.len());
    longest.copied()
}

/// The title of another kind of file: a line above the text that ends with the word for the kind.
/// Before a report's own title it counts only if prose is in between; otherwise it is an item of
/// the page's menu.
fn title(lines: &[Line], heads: &Heads) -> Option<String> {
    let end = heads.own.map_or(lines.len(), |(first, _)| first);
    let is_prose = |l: &Line| l.grid.is_some() || l.text.contains('。');
    if heads.own.is_some() && !lines[..end].iter().any(is_prose) {
        return None;
    }
    let above = lines[..end].iter().take(TOP).take_while(|l| !is_prose(l));
    let fits = |l: &&Line| is_headline(&l.text) && kind(&l.text).is_some();
    // A menu has many short words, so the longest line of a kind is the title.
    above.filter(fits).max_by_key(|l| text::length(&l.text)).map(|l| l.text.trim().to_string())
}

/// The addressee of a letter: `各县、区政府，市直有关单位：` before the report's own title.
fn addressee<'a>(lines: &'a [Line], heads: &Heads) -> Option<&'a str> {
    let end = heads.own.map_or(lines.len(), |(first, _)| first);
    let above = lines[..end].iter().take(TOP).map(|l| &*l.text);
    let mut addressed = above.take_while(|t| !t.contains('。') && text::length(t) <= 80);
    addressed.find(|t| {
        let all =
            t.starts_with('各') || t.contains("、各") || t.contains("，各") || t.contains("各有关");
        all && t.ends_with(['：', ':'])
    })
}

/// Whether a text states something: it has a sentence that is not the form's instruction on what to
/// write.
fn tells(text: &str) -> bool {
    text::paragraphs(text).any(|line| {
        let asked = line.starts_with(['（', '(', '【', '['])
            && line.trim_end_matches('。').ends_with(['）', ')', '】', ']']);
        !asked && !has_gap(line) && text::length(line) >= 2
    })
}

/// Whether a line has a gap to fill in: ××, XX, ____.
fn has_gap(line: &str) -> bool {
    ["××", "XX", "xx", "＿＿", "__", "**", "……", "〇〇", "○○"].iter().any(|gap| line.contains(gap))
}

/// Whether a report consists only of the form's headings, without an agency.
fn is_skeleton(report: &Report) -> bool {
    let official =
        report.sections.iter().filter(|s| is_own_heading(report.form, &s.heading)).count();
    let named =
        |name: &str| ["机关名称", "单位名称", "部门名称", "本机关", "本单位"].contains(&name);
    let nobody = report.agency.is_empty() || named(&report.agency);
    let nobody = nobody || has_gap(&report.agency) || has_gap(&report.title);
    official >= 3 && (nobody || report.year.is_none())
}

/// Whether the heads of a table name several years: `2022年 | 2023年 | 增减`.
fn compares_years(lines: &[Line]) -> bool {
    let several = |cells: &mut dyn Iterator<Item = &str>| {
        let short = cells.filter(|c| text::length(c) <= 12);
        let mut years: Vec<u16> =
            short.filter_map(|c| text::find_year(c).map(|(.., y)| y)).collect();
        years.sort_unstable();
        years.dedup();
        years.len() > 1
    };
    lines.iter().any(|line| match line.grid {
        Some(grid) => {
            grid.rows.iter().take(3).any(|row| several(&mut row.iter().map(|c| c.text.as_str())))
        }
        None => {
            let parts: Vec<&str> = line.text.split(['\t', '|', '\u{3000}']).collect();
            parts.len() > 2 && several(&mut parts.into_iter())
        }
    })
}

/// Whether a table has a row for each case: consecutive numbers, and dates.
fn is_register(lines: &[Line]) -> bool {
    let grids = lines.iter().filter_map(|l| l.grid);
    let cells_of_lines =
        lines.iter().filter(|l| l.text.contains('\t')).map(|l| l.text.split('\t').collect());
    let cells_of_rows = grids
        .flat_map(|g| &g.rows)
        .map(|row| row.iter().map(|c| c.text.as_str()).collect::<Vec<_>>());
    let is_case = |row: &Vec<&str>| {
        row.len() >= 4
            && row.iter().any(|c| text::parse_date(c.split(' ').next().unwrap_or(c)).is_some())
    };
    cells_of_lines.chain(cells_of_rows).filter(is_case).count() >= 2
}

/// A line of a list without the date of publication at its end.
fn undated(line: &str) -> &str {
    let date = |c: char| c.is_ascii_digit() || c.is_whitespace() || "-/.:[]()（）".contains(c);
    line.trim_end_matches(date)
}

/// Whether a page only lists reports: the titles of several, and no text of any.
fn is_list(lines: &[Line], report: &Report) -> bool {
    let mut titles: Vec<String> =
        lines.iter().map(|l| undated(&l.text)).filter(|t| heads::is_title(t)).map(key).collect();
    titles.sort_unstable();
    titles.dedup();
    let silent =
        report.sections.is_empty() && report.cells.is_empty() && report.extra_rows.is_empty();
    titles.len() >= 3 && silent && !lines.iter().any(|l| l.text.contains('。'))
}
