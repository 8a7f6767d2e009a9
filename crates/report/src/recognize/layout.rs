//! A document's paragraphs as they were meant: without page numbers, with hard-wrapped lines joined
//! again, and with headings that run on in one line set apart.

use std::borrow::Cow;

use crate::document::{Block, Document, Grid, Role};
use crate::text::{self, Numeral, key};

/// A paragraph or a grid.
pub(super) struct Line<'a> {
    pub text: Cow<'a, str>,
    pub role: Role,
    pub grid: Option<&'a Grid>,
}

/// The lines of a document that hold anything.
pub(super) fn lines(document: &Document) -> Vec<Line<'_>> {
    let blocks = document.blocks.iter().map(|block| match block {
        Block::Paragraph(p) => Line { text: p.text.trim().into(), role: p.role, grid: None },
        Block::Grid(grid) => Line { text: "".into(), role: Role::Body, grid: Some(grid) },
    });
    let kept = |l: &Line| l.grid.is_some() || !(l.text.is_empty() || is_page_number(&key(&l.text)));
    unroll(blocks.filter(kept).collect())
}

/// `-5-`, `—5—`, `第5页`.
pub(crate) fn is_page_number(key: &str) -> bool {
    let inner = key.trim_matches(['-', '—', '–']);
    let dashed = inner.len() < key.len() && key.starts_with(['-', '—', '–']);
    let dashed = dashed && key.ends_with(['-', '—', '–']);
    let paged = key.strip_prefix('第').and_then(|k| k.strip_suffix('页'));
    let number = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    (dashed && number(inner)) || paged.is_some_and(number)
}

/// `附件1`, `表二：收到和处理政府信息公开申请情况`, `单位：件`.
pub(super) fn is_table_title(key: &str) -> bool {
    let annex = key.starts_with("附件") || key.starts_with("附表");
    let short = key.chars().count() <= if annex { 5 } else { 45 };
    let titled = ["表", "情况", "公开政府信息"].iter().any(|w| key.ends_with(w));
    short && (annex || titled || key.starts_with("单位:") || key.starts_with("(单位:"))
}

/// The value of a line that tells something about the page (发布时间：…, 索引号：…).
pub(super) fn metadata(line: &str) -> Option<&str> {
    const NAMES: &[&str] = &[
        "标题",
        "发布时间",
        "发布日期",
        "成文日期",
        "公开日期",
        "生成日期",
        "栏目",
        "来源",
        "信息来源",
        "作者",
        "索引号",
        "信息索引",
        "文号",
        "发文字号",
        "发布机构",
        "公开机构",
        "主题分类",
        "体裁分类",
        "关键词",
        "浏览次数",
        "阅读次数",
        "点击数",
        "字体",
        "责任编辑",
        "名称",
        "信息名称",
        "有效性",
        "组配分类",
        "日期",
        "时间",
        "字号",
        "访问量",
        "阅读量",
        "浏览量",
        "编辑",
        "审核",
    ];
    let line = line.trim_start_matches(['[', '【', '（', '(', ' ']);
    let (name, value) = line.split_once(['：', ':'])?;
    NAMES.contains(&key(name).as_str()).then(|| value.trim())
}

/// The date of publication in a line about the page: after 发布时间 wherever in the line it stands.
pub(super) fn publication(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['[', '【', '（', '(', ' ']);
    let inside = ["发布时间", "发布日期"].iter().find_map(|name| Some(line.split_once(name)?.1));
    let begins = || ["日期", "时间"].iter().find_map(|name| line.strip_prefix(name));
    let date = inside.or_else(begins)?.trim_start_matches(['：', ':', ' ', '\u{3000}', '\u{a0}']);
    let part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '年' | '月' | '日');
    let end = date.find(|c| !part(c)).unwrap_or(date.len());
    (end > 0).then(|| &date[..end])
}

/// Whether a line stands on a page and never in a report; what follows it is the page's as well.
pub(super) fn begins_footer(line: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "分享到",
        "分享：",
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "扫一扫",
        "打印本页",
        "【打印",
        "[打印",
        "关闭窗口",
        "主办：",
        "主办单位：",
        "版权所有",
        "网站地图",
        "相关阅读",
        "相关链接",
        "返回顶部",
    ];
    text::length(line) <= 60 && BEGINNINGS.iter().any(|b| line.trim_start().starts_with(b))
}

/// Whether a line is what a website prints below an article (打印, 分享, 版权所有 …).
pub(super) fn is_footer(line: &str) -> bool {
    const WORDS: &[&str] = &[
        "打印",
        "关闭",
        "分享",
        "上一篇",
        "下一篇",
        "返回",
        "版权所有",
        "ICP备",
        "网站标识码",
        "公网安备",
        "扫一扫",
        "责任编辑",
        "附件下载",
        "相关附件",
        "相关文章",
        "浏览次数",
        "网站地图",
        "主办单位",
        "承办单位",
        "技术支持",
        "联系我们",
    ];
    text::length(line) <= 60 && !line.contains('。') && WORDS.iter().any(|w| line.contains(w))
}

/// Joins lines that were broken at a fixed width, as the text of a PDF is. A document whose lines
/// are not of one width stays as it is. Lines of tables (`used`), the title and headings that are whole
/// are left alone. Gives the lines and, for each old line, the number of the new one it is in.
pub(super) fn unwrap<'a>(lines: Vec<Line<'a>>, used: &[bool]) -> (Vec<Line<'a>>, Vec<usize>) {
    let prose = |i: usize, l: &Line| {
        !used[i] && l.grid.is_none() && l.role == Role::Body && !l.text.contains('\t')
    };
    let width = |l: &Line| l.text.chars().map(columns).sum::<usize>();
    let kept = lines.iter().enumerate().filter(|(i, l)| prose(*i, l)).map(|(_, l)| l);
    let full = full_width(kept.filter(|l| !is_whole(&l.text)).map(|l| (width(l), l.text.as_ref())));
    let wrapped = full.is_some();
    let full = full.unwrap_or(0);
    let mut joined: Vec<Line> = Vec::new();
    let mut place = Vec::new();
    let mut open = false;
    for (i, line) in lines.into_iter().enumerate() {
        let fills = prose(i, &line) && is_near(width(&line), full) && !is_whole(&line.text);
        let ends = line.text.ends_with(['。', '：', '！', '？']) && width(&line) < full;
        let begins = matches!(
            text::split_numeral(&line.text),
            Some((Numeral::Section(_) | Numeral::Subsection(_), _))
        );
        let goes_on = wrapped && open && prose(i, &line) && !begins;
        open = fills && !ends;
        match joined.last_mut().filter(|_| goes_on) {
            Some(last) => {
                let text = format!("{}{}", last.text, line.text);
                last.text = text.into();
            }
            None => joined.push(line),
        }
        place.push(joined.len() - 1);
    }
    (joined, place)
}

/// The width at which the lines of a document were broken, in half-width columns: most of those that
/// end no sentence have it, or most of all. `None` if lines end where they were meant to.
fn full_width<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> Option<usize> {
    let long: Vec<(usize, &str)> = lines.filter(|(width, _)| *width >= 30).collect();
    let unended = long.iter().filter(|(_, text)| !text.ends_with(['。', '：', '；', '！', '？']));
    let most = |mut widths: Vec<usize>, least: usize, share: usize| {
        widths.sort_unstable();
        let full = *widths.get(widths.len() * 3 / 4)?;
        let near = widths.iter().filter(|w| is_near(**w, full)).count();
        (widths.len() >= least && near * 100 >= widths.len() * share && full <= 140).then_some(full)
    };
    most(unended.map(|(width, _)| *width).collect(), 6, 85)
        .or_else(|| most(long.iter().map(|(width, _)| *width).collect(), 10, 67))
}

fn is_near(width: usize, full: usize) -> bool {
    width + 6 >= full && width <= full + 6
}

/// Whether a line is a whole title or a whole heading of some form, which nothing goes on.
fn is_whole(line: &str) -> bool {
    let heading = key(text::without_numeral(line));
    let sections = || crate::FORMS.into_iter().flat_map(|f| f.sections);
    let known = || sections().flat_map(|s| std::iter::once(&s.heading).chain(s.aliases));
    let numbered = matches!(text::split_numeral(line), Some((Numeral::Section(_), _)));
    let titled = !line.contains(['，', '《', '；']) && super::split_title(line).is_some();
    titled || numbered && known().any(|h| key(h) == heading)
}

/// Width in half-width columns.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Longer paragraphs may be a whole page in one line.
const RUNNING: usize = 2000;

/// Sets the title and the headings of a page that is one long line on lines of their own: headings
/// are those of some form, word for word, with a numeral before them.
fn unroll(lines: Vec<Line>) -> Vec<Line> {
    let mut unrolled = Vec::new();
    for line in lines {
        let cuts = match line.grid {
            None if line.text.chars().count() > RUNNING => cuts(&line.text),
            _ => Vec::new(),
        };
        if cuts.len() < 4 {
            unrolled.push(line);
            continue;
        }
        let mut from = 0;
        for at in cuts.into_iter().chain([line.text.len()]) {
            let text = line.text[from..at].trim();
            if !text.is_empty() {
                unrolled.push(Line { text: text.to_string().into(), role: Role::Body, grid: None });
            }
            from = at;
        }
    }
    unrolled
}

/// Where headings begin and end.
fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let title = text.find("年度报告").map(|i| i + "年度报告".len());
    cuts.extend(title.filter(|&i| text[..i].chars().count() < 60));
    let sections = || crate::FORMS.into_iter().flat_map(|f| f.sections);
    let headings = || sections().flat_map(|s| std::iter::once(&s.heading).chain(s.aliases));
    let mut number = 1;
    let mut from = 0;
    loop {
        let numeral = format!("{}、", text::chinese_numeral(number));
        let found = text[from..].match_indices(&numeral).find_map(|(i, _)| {
            let rest = &text[from + i + numeral.len()..];
            let heading = headings().filter(|h| rest.starts_with(**h)).max_by_key(|h| h.len())?;
            Some((from + i, from + i + numeral.len() + heading.len()))
        });
        let Some((start, end)) = found else { break };
        cuts.extend([start, end]);
        from = end;
        number += 1;
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}
