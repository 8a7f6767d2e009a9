//! Drafts prose from the figures of the table: sentences that agree with it by construction.
//!
//! A blank cell gives no sentence, and what a section already states is not stated again, so a
//! second draft adds nothing. What no figure says (how the work was done) is left to the writer,
//! who may begin with last year's text ([`crate::next`]).

mod aspects;

pub use aspects::{lacking, written};

use crate::amount::{Amount, Entry};
use crate::checks::is_year_before;
use crate::claims::Claim;
use crate::form::{Said, Sentence};
use crate::links::{Link, links};
use crate::report::Report;
use crate::text;

/// Text that may be appended to a section or the preface.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Drafted {
    /// `preface`, or the place of a section.
    pub place: String,
    /// Paragraphs, one a line.
    pub text: String,
    /// The sentences of these paragraphs by their aspects; empty for the preface.
    pub parts: Vec<Part>,
}

/// The sentences of a draft about one aspect.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
pub struct Part {
    /// The sub-heading of its paragraph, such as `依申请公开情况`; may be empty.
    pub under: String,
    /// The sentences.
    pub words: String,
}

/// What the screen shows about the prose besides findings.
#[derive(Default, serde::Serialize, serde::Deserialize)]
pub struct Prose {
    /// Figures of the prose tied to cells.
    pub links: Vec<Link>,
    /// Text that could be added.
    pub drafts: Vec<Drafted>,
}

impl Prose {
    /// What the claims of a report's prose come to; `previous` is last year's report.
    pub fn of(report: &Report, previous: Option<&Report>, claims: &[Claim]) -> Prose {
        Prose { links: links(report, claims), drafts: drafts(report, previous, claims) }
    }

    /// The JSON text by which it passes from one wasm module to the other.
    pub fn print(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Parses the text of [`Prose::print`]; empty if it is another text.
    pub fn parse(text: &str) -> Prose {
        crate::json::read(text).unwrap_or_default()
    }
}

/// All text that can be drafted, in the order of the report. `claims` are those of its prose;
/// `previous` is last year's report.
pub fn drafts(report: &Report, previous: Option<&Report>, claims: &[Claim]) -> Vec<Drafted> {
    let teller = Teller {
        report,
        entries: report.entries(),
        previous: previous.filter(|last| is_year_before(last, report)),
        claims,
    };
    let preface =
        preface(report).map(|text| Drafted { place: "preface".into(), text, parts: Vec::new() });
    let sections = (0..report.sections.len()).filter_map(|i| teller.section(i));
    preface.into_iter().chain(sections).collect()
}

/// The preface, once agency and year are known and as long as it is empty.
fn preface(report: &Report) -> Option<String> {
    let (year, agency) = (report.year?, report.agency.trim());
    if agency.is_empty() || !report.preface.trim().is_empty() || report.sections.is_empty() {
        return None;
    }
    let names = report.sections.iter().map(|s| text::without_numeral(&s.heading));
    let names = names.collect::<Vec<_>>().join("、");
    let count = text::chinese_numeral(report.sections.len());
    Some(format!(
        "根据《中华人民共和国政府信息公开条例》和{}的要求，现公布{agency}{year}年{}。\
        本报告由{names}{count}个部分组成。\
        所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        report.form.issued_by, report.form.title
    ))
}

struct Teller<'a> {
    report: &'a Report,
    entries: Vec<Entry>,
    previous: Option<&'a Report>,
    claims: &'a [Claim],
}

impl Teller<'_> {
    fn section(&self, index: usize) -> Option<Drafted> {
        let (section, place) = (&self.report.sections[index], self.report.place(index));
        let mut paragraphs: Vec<(&str, String)> = Vec::new();
        for sentence in crate::forms::sentences(self.report.form) {
            if !sentence.sections.contains(&place.as_str()) {
                continue;
            }
            let Some(words) = self.sentence(sentence, &place) else { continue };
            match paragraphs.last_mut().filter(|(under, _)| *under == sentence.under) {
                Some((_, text)) => text.push_str(&words),
                None => paragraphs.push((sentence.under, words)),
            }
        }
        let part = |(under, words): &(&str, String)| Part {
            under: under.to_string(),
            words: words.clone(),
        };
        let parts = paragraphs.iter().map(part).collect();
        // Only a section that is drafted as a whole gets sub-headings.
        let headed = section.text.trim().is_empty() && paragraphs.len() > 1;
        let lines = paragraphs.into_iter().enumerate().map(|(i, (under, words))| match headed {
            true => format!("（{}）{under}。{words}", text::chinese_numeral(i + 1)),
            false => words,
        });
        let text = lines.collect::<Vec<_>>().join("\n");
        (!text.is_empty()).then_some(Drafted { place, text, parts })
    }

    /// A sentence with its final mark; `None` if a cell is blank or the section already states it.
    fn sentence(&self, sentence: &Sentence, place: &str) -> Option<String> {
        let words = sentence.whole.words;
        let cells = &self.cells(&sentence.whole);
        let parts = self.parts(sentence, place);
        let told = if cells.is_empty() {
            format!("{words}{}", parts?)
        } else {
            let whole = self.sum(cells).filter(|_| !self.is_told(cells, place))?;
            if whole == Amount::ZERO {
                return (!sentence.none.is_empty()).then(|| format!("{}。", sentence.none));
            }
            let change = sentence.compared.then(|| self.change(cells, whole)).flatten();
            let parts = parts.map(|parts| format!("，其中{parts}"));
            let change = change.unwrap_or_default();
            format!("{}{change}{}", fill(words, whole), parts.unwrap_or_default())
        };
        Some(told + "。")
    }

    /// The parts above 0, in words; `None` if there are none, or any of them is unknown.
    fn parts(&self, sentence: &Sentence, place: &str) -> Option<String> {
        let list = sentence.whole.cells.is_empty();
        let mut all = Vec::new();
        for part in sentence.parts {
            let cells = self.cells(part);
            let sum = self.sum(&cells)?;
            if sum != Amount::ZERO && !(list && self.is_told(&cells, place)) {
                all.push(fill(part.words, sum));
            }
        }
        (!all.is_empty()).then(|| all.join("，"))
    }

    /// Ids of the cells whose sum is stated.
    fn cells(&self, said: &Said) -> Vec<String> {
        said.cells.iter().flat_map(|id| self.report.form.named(id)).collect()
    }

    /// The sum of these cells; `None` while one is blank.
    fn sum(&self, cells: &[String]) -> Option<Amount> {
        let number = |id: &String| {
            let entry = self.entries[self.report.form.position(id)?];
            entry.counted().filter(|n| !n.is_negative())
        };
        cells.iter().map(number).sum()
    }

    /// Whether a figure of the section already refers to these cells.
    fn is_told(&self, cells: &[String], place: &str) -> bool {
        let about = |c: &&Claim| c.section == place && cells.iter().all(|id| c.cells.contains(id));
        self.claims.iter().any(|c| about(&c))
    }

    /// The change against last year's report, `，同比增长12.5%`, if it can be given in per cent.
    fn change(&self, cells: &[String], now: Amount) -> Option<String> {
        let last = self.previous?;
        let old: Amount =
            cells.iter().map(|id| Entry::parse(last.cell(id)).number()).sum::<Option<_>>()?;
        if old <= Amount::ZERO {
            return None;
        }
        let percent = (now - old).abs().percent_of(old, 1);
        let word = if now > old { "增长" } else { "下降" };
        (percent != "0.0").then(|| format!("，同比{word}{percent}%"))
    }
}

fn fill(words: &str, number: Amount) -> String {
    words.replace("{}", &number.to_string())
}
