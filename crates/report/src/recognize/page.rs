//! What a website prints around an article: menus, breadcrumbs, lines with facts about the article,
//! and a footer. They are recognised by their form, because every website uses its own words.

use crate::document::Grid;
use crate::text::{self, key};

/// Words in the names of facts about an article.
const NAMES: &[&str] = &[
    "时间",
    "日期",
    "来源",
    "栏目",
    "索引",
    "文号",
    "字号",
    "字体",
    "机构",
    "分类",
    "浏览",
    "点击",
    "访问",
    "阅读",
    "作者",
    "编辑",
    "标题",
    "名称",
    "关键词",
    "有效性",
    "主题",
    "体裁",
    "链接",
    "目录",
    "位置",
    "稿件",
    "视力",
    "次数",
    "审核",
    "信息类别",
    "公开方式",
    "公开范围",
    "公开主体",
    "发布者",
    "责任人",
    "分享",
    "收藏",
    "打印",
];

/// Words of lines that belong to the report though they look like such a fact.
const OWN: &[&str] = &["统计", "期限", "填报", "编制", "报送"];

/// Name and value of a line with a fact about the article: `发布时间：…`, `[索引号] …：`.
pub(super) fn labelled(line: &str) -> Option<(String, &str)> {
    let line = line.trim_start_matches(['[', '【', '（', '(', '〔', ' ', '\u{3000}', '\u{a0}']);
    let (name, value) = line.split_once(['：', ':', '\t'])?;
    let about = is_name(name) && text::length(line) <= 160;
    (about && !value.contains('。')).then(|| (key(name), value.trim()))
}

/// The length of the facts about the article with which a line of prose begins:
/// `发布日期：2020-01-14 浏览：131次 示例局根据…`.
pub(super) fn facts(line: &str) -> usize {
    let mut end = 0;
    for word in line.split_inclusive(char::is_whitespace) {
        if !word.trim().is_empty() && labelled(word.trim()).is_none() {
            break;
        }
        end += word.len();
    }
    if line.contains('。') { end } else { 0 }
}

/// Whether words name a fact about the article.
fn is_name(name: &str) -> bool {
    let name = key(name);
    (1..=8).contains(&name.chars().count())
        && NAMES.iter().any(|w| name.contains(w))
        && !OWN.iter().any(|w| name.contains(w))
}

/// The facts in a table above an article, one line for each: 索引号 | … | 发布机构 | …. `None` if
/// the table contains anything else.
pub(super) fn of_grid(grid: &Grid) -> Option<Vec<String>> {
    const ROWS: usize = 12;
    const LEAST: usize = 3;
    if grid.rows.len() > ROWS {
        return None;
    }
    let mut told = Vec::new();
    for row in &grid.rows {
        let mut cells = row.iter().map(|c| c.text.trim());
        while let Some(cell) = cells.next() {
            match cell {
                "" => {}
                cell if labelled(cell).is_some() => told.push(cell.to_string()),
                cell if is_name(cell.trim_end_matches(['：', ':'])) => {
                    let name = cell.trim_end_matches(['：', ':']);
                    told.push(format!("{name}：{}", cells.next().unwrap_or_default()));
                }
                _ => return None,
            }
        }
    }
    (told.len() >= LEAST).then_some(told)
}

/// The article's title as the page states it: `标题：…`.
pub(super) fn titled(line: &str) -> Option<&str> {
    let (name, value) = labelled(line)?;
    (name.ends_with("标题") || name == "名称" || name == "信息名称").then_some(value)
}

/// The publisher of the article: `发布机构：…`, `信息来源：…`. The value ends before the next name.
pub(super) fn published_by(line: &str) -> Option<&str> {
    let (name, value) = labelled(line)?;
    let by = ["机构", "主体"].iter().any(|w| name.ends_with(w)) || name.ends_with("来源");
    let value = value.split([' ', '\u{3000}', '\u{a0}', '\t', '|']).next().unwrap_or_default();
    by.then_some(value)
}

/// Whether a line is a menu, breadcrumbs, or a row of signs.
pub(super) fn is_menu(line: &str) -> bool {
    let way = line.contains(['>', '›', '»', '＞']) || line.contains("当前位置");
    let words: Vec<&str> = line.split_whitespace().collect();
    let menu = words.len() >= 3 && words.iter().all(|w| w.chars().count() <= 8 && !has_mark(w));
    let home = ["首页", "登录", "注册", "无障碍"].iter().any(|w| line.contains(w));
    let short = text::length(line) <= 60 && !line.contains('。');
    way && !line.contains('。') || (menu || home) && short || is_rule(line)
}

/// Whether a line contains a row of signs, as scrapers print it: `===== 正文 =====`.
fn is_rule(line: &str) -> bool {
    ["====", "----", "****", "————"].iter().any(|r| line.contains(r)) && text::length(line) <= 80
}

fn has_mark(word: &str) -> bool {
    word.contains(['。', '，', '；', '：', ',', ':', ';', '、'])
        || word.chars().any(|c| c.is_ascii_digit())
}

/// The date of publication in a line about the article: after 发布时间, anywhere in the line.
pub(super) fn publication(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['[', '【', '（', '(', ' ']);
    let inside = ["发布时间", "发布日期"].iter().find_map(|name| Some(line.split_once(name)?.1));
    let begins = || ["日期", "时间"].iter().find_map(|name| line.strip_prefix(name));
    let date = inside.or_else(begins)?.trim_start_matches(['：', ':', ' ', '\u{3000}', '\u{a0}']);
    let part = |c: char| c.is_ascii_digit() || "-/.年月日〇零○一二三四五六七八九十".contains(c);
    let end = date.find(|c| !part(c)).unwrap_or(date.len());
    (end > 0).then(|| &date[..end])
}

/// The date of publication in a line: after 发布时间, or in a line with hardly any other words
/// (（2017年4月20日发布）).
pub(super) fn date_in(line: &str) -> Option<(u16, u8, u8)> {
    let bare = line.trim().trim_matches(['（', '）', '(', ')', '【', '】', '[', ']']);
    let bare = ["发布", "公布", "公开"].iter().find_map(|w| bare.strip_suffix(w)).unwrap_or(bare);
    text::parse_date(publication(line).unwrap_or(bare))
}

/// Whether a line occurs on web pages only, never in a report; all lines after it belong to the
/// page too.
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

/// Whether a line is what websites print below an article (打印, 分享, 版权所有 …).
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
    let read = line.split_once(' ').is_some_and(|(word, count)| {
        ["阅读", "赞", "在看"].contains(&word) && count.starts_with(|c: char| c.is_ascii_digit())
    });
    let about = labelled(line).is_some() || read || line.trim() == "END";
    let short = text::length(line) <= 60 && !line.contains('。');
    short && (about || WORDS.iter().any(|w| line.contains(w)))
}
