//! Which agency's report of which year it is (the heads), by these sources, the strongest first:
//! the report's own title, what its preface says of itself, the page's title, the titles of its
//! tables, the signature, the subject of its sentences, the publisher of the page.
//!
//! All sources but the own title give guesses, and each guessed head has a note that names its
//! source.

use super::layout::{self, Line};
use super::names::Named;
use super::statement::{self, Told};
use super::{bodies, page, split_title};
use crate::document::{Note, NoteLevel, Role};
use crate::form::Form;
use crate::text::{self, Numeral, key};

/// The `where` of notes on guessed heads.
pub(super) const AGENCY: &str = "机关名称";
pub(super) const YEAR: &str = "年度";
pub(super) const FORM: &str = "格式";
const TITLE: &str = "标题";

/// Lines that form a title.
struct Title {
    first: usize,
    end: usize,
    agency: String,
    year: Option<u16>,
}

/// The heads of a report.
#[derive(Default)]
pub(super) struct Heads {
    pub title: String,
    pub agency: String,
    pub year: Option<u16>,
    /// The first line of the report's own title and the line after its last.
    pub own: Option<(usize, usize)>,
    /// Whether the text says of itself that it is such a report.
    pub stated: bool,
    /// Whether the year is only a guess.
    pub year_guessed: bool,
    pub notes: Vec<Note>,
    /// The heads that were not found.
    pub missing: Vec<&'static str>,
}

/// A source of heads: what it states, and its name in a note.
struct Source {
    told: Told,
    called: &'static str,
}

/// Finds the heads; `used` marks the lines of tables. `file` is the title in the file's properties,
/// `said` what the lines around the tables of a workbook state.
pub(super) fn find(lines: &[Line], used: &[bool], file: Option<&str>, said: &Named) -> Heads {
    let mut heads = Heads::default();
    let file = file.unwrap_or_default().split(['_', '|']).map(str::trim).find(|p| is_title(p));
    let of_file = file.and_then(split_title);
    if let Some(title) = own_title(lines, of_file.as_ref().and_then(|(_, year)| *year)) {
        let printed = &lines[title.first..title.end];
        heads.title = printed.iter().map(|l| without_ending(&l.text)).collect();
        heads.own = Some((title.first, title.end));
        heads.agency = title.agency;
        heads.year = title.year;
        if !heads.agency.is_empty() && !bodies::is_body(&heads.agency) {
            heads.guess(AGENCY, &heads.agency.clone(), "标题", &heads.title.clone());
        }
    }
    let free = || lines.iter().zip(used).filter(|(l, used)| !**used && l.grid.is_none());
    let texts: Vec<&str> = free().map(|(l, _)| l.text.as_ref()).collect();
    let statements = statement::of_itself(&texts);
    heads.stated = !statements.is_empty();
    let own = heads.own.unwrap_or_default();
    let behind = free().filter(|(l, _)| !lines[own.0..own.1].iter().any(|o| o.text == l.text));
    let behind: Vec<&str> = behind.map(|(l, _)| l.text.as_ref()).collect();
    let published = statement::year_before_publication(&texts);
    heads.correct(&statement::of_itself(&behind), published, year_all_over(&behind));
    let mut sources: Vec<Source> =
        statements.into_iter().map(|told| Source { told, called: "正文" }).collect();
    let page_title = texts.iter().find_map(|l| page::titled(l)).filter(|t| is_title(t));
    for (title, called) in [(file, "文件的属性"), (page_title, "网页的标题")] {
        let Some((title, (agency, year))) = title.and_then(|t| Some((t, split_title(t)?))) else {
            continue;
        };
        if heads.title.is_empty() {
            heads.title = title.to_string();
            let message = format!("正文没有标题，标题取自{called}");
            heads.notes.push(Note::new(NoteLevel::Guessed, message).at(TITLE));
        }
        sources.push(Source { told: Told { agency, year, quote: title.into() }, called });
    }
    let quote = said.quote.join("”“");
    let (agency, year) = (said.agency.clone().unwrap_or_default(), said.year);
    sources.push(Source { told: Told { agency, year, quote }, called: "表格前后的文字" });
    let others = [
        ("开头的一行", statement::first_line(&texts)),
        ("落款", statement::signature(&texts)),
        ("正文", statement::subject(&texts)),
        ("正文", statement::named_again(&texts)),
        ("网页的发布机构", statement::publisher(&texts)),
        ("正文里的年份", statement::most_named_year(&texts, true)),
        ("网页的发布日期", statement::year_before_publication(&texts)),
        ("正文里的年份", statement::most_named_year(&texts, false)),
    ];
    sources.extend(
        others.into_iter().filter_map(|(called, told)| Some(Source { told: told?, called })),
    );
    heads.complete(&sources);
    heads
}

/// The year of which a text speaks most: its name is all over the text, or the text plans for the year after.
fn year_all_over(lines: &[&str]) -> Option<Told> {
    const OFTEN: usize = 4;
    let naming = |year: u16| {
        let name = format!("{year}年");
        lines.iter().filter(|line| line.contains(&name)).count()
    };
    let named = statement::most_named_year(lines, true)?;
    let sure = named.year.is_some_and(|y| naming(y.saturating_add(1)) > 0 || naming(y) >= OFTEN);
    sure.then_some(named)
}

impl Heads {
    /// Takes another year than that of the own title if the text says it of itself and it is the one
    /// before publication, while nothing confirms the title: the title is last year's. So it is if the
    /// next year is said of itself and named most often.
    fn correct(&mut self, told: &[Told], published: Option<Told>, named: Option<Told>) {
        if published.is_none() {
            let next = self.year.and_then(|year| year.checked_add(1));
            let says = |year: Option<u16>| told.iter().any(|told| told.year == year);
            if let Some(named) = named.filter(|n| next.is_some() && n.year == next)
                && says(next)
                && !says(self.year)
            {
                self.year = next;
                let year = next.map_or(String::new(), |year| year.to_string());
                self.guess(YEAR, &year, "正文", &named.quote);
            }
            return;
        }
        let Some(published) = published.filter(|p| self.year.is_some() && p.year != self.year)
        else {
            return;
        };
        let says = |year: Option<u16>| told.iter().any(|told| told.year == year);
        if says(published.year) && !says(self.year) {
            self.year = published.year;
            let year = published.year.map_or(String::new(), |year| year.to_string());
            self.guess(YEAR, &year, "正文和发布日期", &published.quote);
        }
    }

    /// Fills in what the own title does not state.
    fn complete(&mut self, sources: &[Source]) {
        if self.agency.is_empty()
            && let Some(s) = sources.iter().find(|s| bodies::is_body(&s.told.agency))
        {
            self.agency = s.told.agency.clone();
            self.guess(AGENCY, &s.told.agency, s.called, &s.told.quote);
        }
        if self.year.is_none()
            && let Some((s, year)) = sources.iter().find_map(|s| Some((s, s.told.year?)))
        {
            self.year = Some(year);
            self.year_guessed = true;
            self.guess(YEAR, &year.to_string(), s.called, &s.told.quote);
        }
        let missing = [
            (self.title.is_empty(), "报告标题"),
            (self.agency.is_empty(), AGENCY),
            (self.year.is_none(), YEAR),
        ];
        self.missing.extend(missing.into_iter().filter(|(none, _)| *none).map(|(_, what)| what));
    }

    /// The form if no table shows it: that of the year, else the one whose headings the report has.
    pub(super) fn form(&mut self, lines: &[Line]) -> &'static Form {
        if let Some(year) = self.year {
            let form = crate::form_for_year(year);
            if self.year_guessed {
                self.guess(FORM, form.id, "年度", &format!("{year}年"));
            }
            return form;
        }
        let own = |form: &Form| {
            let name = |l: &&Line| {
                let heading = key(text::without_numeral(&l.text));
                l.grid.is_none() && form.sections.iter().any(|s| key(s.heading) == heading)
            };
            lines.iter().filter(name).count()
        };
        // Of equally good forms the newest.
        let newest = crate::newest_form();
        let form = crate::all_forms().max_by_key(|f| own(f)).unwrap_or(newest);
        let form = if own(form) > own(newest) { form } else { newest };
        self.guess(FORM, form.id, "章节标题", "");
        form
    }

    fn guess(&mut self, head: &'static str, value: &str, called: &str, quote: &str) {
        let quote: String = quote.chars().take(60).collect();
        let quote = if quote.is_empty() { quote } else { format!("“{quote}”") };
        let message = format!("{head}“{value}”取自{called}{quote}，请核对");
        self.notes.push(Note::new(NoteLevel::Guessed, message).at(head));
    }
}

/// A title without a file name extension such as `.pdf`.
fn without_ending(title: &str) -> &str {
    let ending = [".pdf", ".docx", ".doc", ".wps", ".html", ".txt", ".md"];
    ending.iter().find_map(|e| title.trim_end().strip_suffix(e)).unwrap_or(title)
}

/// Whether a line is the title of a report, not of something about reports (…的通知, …格式模板).
pub(super) fn is_title(line: &str) -> bool {
    let whole = key(without_ending(line));
    let tight = match whole.rfind('(') {
        Some(at) if whole.ends_with(')') => &whole[..at],
        _ => &whole,
    };
    let ends = tight.ends_with("报告") || tight.ends_with("年报");
    let ends = ends || tight.ends_with('年') || tight.ends_with("年度");
    // 某局发布2024年…年度报告 is the headline of news.
    let is_news =
        |agency: &str| ["发布", "公布", "出台", "完成"].iter().any(|w| agency.ends_with(w));
    ends && !is_on_reports(&whole) && split_title(line).is_some_and(|(agency, _)| !is_news(&agency))
}

/// Whether a title is that of pictures or an explanation of a report: 一图读懂某局…年度报告.
pub(super) fn shows_report(title: &str) -> bool {
    const WORDS: &[&str] =
        &["一图", "图解", "图说", "图读", "解读", "解码", "速览", "数说", "一文"];
    WORDS.iter().any(|w| title.starts_with(w))
}

/// Whether a title is that of a report by others about the subject: a kind of report is named
/// between the subject and the last word (政务公开第三方评估报告).
pub(super) fn is_on_reports(title: &str) -> bool {
    /// What a remark in brackets behind the title says of such texts, and of blank outlines.
    const KEPT: &[&str] =
        &["模板", "模版", "样本", "样式", "样稿", "范本", "范文", "格式", "参考", "解读", "图解"];
    let remark = title.rfind('(').filter(|_| title.ends_with(')')).map_or("", |at| &title[at..]);
    if shows_report(title) || KEPT.iter().any(|w| remark.contains(w)) {
        return true;
    }
    const KINDS: &[&str] = &[
        "评估", "自查", "自评", "整改", "调研", "考核", "测评", "检查", "督查", "督导", "分析",
        "解读", "审计", "汇总", "统计", "监测", "评议", "评价", "调查",
    ];
    let tail = title.rfind("信息公开").max(title.rfind("政务公开")).map_or("", |at| &title[at..]);
    KINDS.iter().any(|kind| tail.contains(kind))
}

/// The report's own title. A website may list reports of other years beside this one, and a cover
/// is followed by the title again: so the last title counts, preferably one of the year in the
/// file's properties.
fn own_title(lines: &[Line], of_file: Option<u16>) -> Option<Title> {
    let mut titles = titles(lines);
    let named = |t: &Title| t.agency.is_empty() || bodies::is_body(&t.agency);
    let last = |fits: &dyn Fn(&Title) -> bool| titles.iter().rposition(fits);
    let at = last(&|t| of_file.is_some() && t.year == of_file && named(t))
        .or_else(|| {
            // Of several titles of that year, one that names the agency.
            let at = last(&|t| t.year.is_some() && named(t))?;
            let same = |t: &Title| t.year == titles[at].year && bodies::is_body(&t.agency);
            last(&same).or(Some(at))
        })
        .or_else(|| last(&|t| bodies::is_body(&t.agency)))
        .or_else(|| last(&|t| t.year.is_some()))
        // A column of the website may have the same name.
        .or_else(|| last(&|t| lines[t.first].role == Role::Title || t.first == 0))?;
    Some(titles.swap_remove(at))
}

/// The titles above the text, each of one to three lines.
fn titles(lines: &[Line]) -> Vec<Title> {
    let heading = lines.iter().position(|l| {
        let numeral = text::split_numeral(&l.text).map(|n| n.0);
        numeral == Some(Numeral::Section(1)) && super::headings::is_section_heading(&l.text)
    });
    let end = heading.unwrap_or(12).min(lines.len());
    // Titles after the beginning of the prose are those of other pages.
    let sentence = |l: &Line| l.text.contains('。') && text::length(&l.text) > 40;
    let prose = lines[..end].iter().position(sentence).unwrap_or(end);
    let above = titles_in(lines, prose);
    if above.is_empty() { titles_in(lines, end) } else { above }
}

fn titles_in(lines: &[Line], end: usize) -> Vec<Title> {
    let mut titles = Vec::new();
    let mut first = 0;
    while first < end {
        match title_at(lines, first, end) {
            Some(title) => {
                first = title.end;
                titles.push(title);
            }
            None => first += 1,
        }
    }
    titles
}

fn title_at(lines: &[Line], first: usize, end: usize) -> Option<Title> {
    for count in 1..=3.min(end - first) {
        let printed = &lines[first..first + count];
        let no_title = |l: &Line| {
            l.grid.is_some()
                || super::headings::is_section_heading(&l.text)
                || l.text.contains(['，', '。', '|'])
                || layout::is_annex(&l.text)
                || l.text.ends_with(['：', ':'])
                || page::is_menu(&l.text)
                || page::labelled(&l.text).is_some()
        };
        // A word of the page above the title: 正文.
        let top = key(&printed[0].text);
        let word = top.chars().count() <= 4
            && !bodies::is_body(&top)
            && !top.contains(|c: char| c.is_ascii_digit())
            && text::find_year(&top).is_none();
        if word || printed.iter().any(no_title) {
            return None;
        }
        let text: String = printed.iter().map(|l| l.text.as_ref()).collect();
        if !is_title(&text) {
            continue;
        }
        let (agency, year) = split_title(&text)?;
        let last = split_title(&printed[count - 1].text);
        if count > 1 && last.is_some_and(|(agency, _)| !agency.is_empty()) {
            return None;
        }
        // The line before belongs to the title: it is the agency.
        if count == 1 && agency.is_empty() && first > 0 && joins(lines, first) {
            continue;
        }
        // The year may be below, in brackets.
        let below = lines[..end].get(first + count).filter(|_| year.is_none());
        let below = below.and_then(|l| bare_year(&l.text));
        let end = first + count + usize::from(below.is_some());
        return Some(Title { first, end, agency, year: year.or(below) });
    }
    None
}

/// The year in a line that contains nothing else: `（2022年度）`.
fn bare_year(line: &str) -> Option<u16> {
    let tight = key(line);
    let (at, length, year) = text::find_year(&tight)?;
    let rest = tight[at + length..].trim_end_matches(')').trim_start_matches('年');
    let alone = tight[..at].trim_start_matches('(').is_empty() && matches!(rest, "" | "度");
    alone.then_some(year)
}

/// Whether the line before completes this one to a title.
fn joins(lines: &[Line], first: usize) -> bool {
    let before = &lines[first - 1].text;
    let whole = split_title(&format!("{before}{}", lines[first].text));
    let labelled = page::labelled(before).is_some() || page::is_menu(before);
    !labelled && whole.is_some_and(|(agency, _)| bodies::is_body(&agency))
}
