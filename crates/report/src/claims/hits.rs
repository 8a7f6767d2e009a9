//! Which mentions fit the words around a figure.

use std::cell::OnceCell;

use super::{Page, clause, of_figure, whose};
use crate::figures::Figure;
use crate::form::{Mention, Role};
use crate::report::Report;
use crate::words::{self, Searched, WordList, has};

/// Words with these speak of other years or of several, unless the mention has them too.
static ELSEWHERE: WordList =
    WordList::new(&["历年", "上年", "上一年", "去年", "同期", "同比", "以来"]);

/// So many bytes before a sentence may say of what it goes on to speak.
const EARLIER: usize = 600;

/// Words that may refer to a cell, and the sentence up to their end.
pub(super) struct Said<'a> {
    words: Searched,
    before: &'a str,
    /// What the paragraph tells before that sentence.
    earlier: &'a str,
    told_earlier: OnceCell<Searched>,
    /// The words without the ways in which requests arrived.
    figures: OnceCell<Searched>,
    /// The sentence before them, without the content of brackets.
    reach: OnceCell<Searched>,
}

impl Said<'_> {
    fn figures(&self) -> &Searched {
        self.figures.get_or_init(|| Searched::new(clause::without_ways(self.words.text())))
    }

    fn earlier(&self) -> &Searched {
        self.told_earlier.get_or_init(|| Searched::new(self.earlier.to_string()))
    }

    fn reach(&self) -> &Searched {
        let asides = || whose::without_asides(self.before, |_| true);
        let spoken = || words::replaced(asides(), "公开事项", "公开");
        self.reach.get_or_init(|| Searched::new(spoken()))
    }
}

impl Page<'_> {
    /// The words that speak of the last of these figures and the mentions they fit: its own clause
    /// first, then up to two clauses further back. `next` is where the next figure begins.
    pub(super) fn hits(&self, figures: &[Figure], next: usize) -> (String, Vec<&'static Mention>) {
        let (figure, line) = (&figures[figures.len() - 1], self.text.line);
        let before = &line[figure.sentence.start..figure.number.start];
        let from = clause::subject_start(line, figures);
        let subject = &line[from..figure.number.start];
        let may = |m: &&Mention| of_figure(m) && m.units.contains(&figure.unit);
        let candidates: Vec<&'static Mention> = self.mentions.iter().copied().filter(may).collect();
        let shared = clause::is_shared_out(line, figures, next) || self.is_in_time(figure);
        if candidates.is_empty() || clause::is_of_all_but(subject) || shared {
            return (String::new(), Vec::new());
        }
        let among = |said: &str, reach: &str| -> Vec<&'static Mention> {
            let said = self.said(said, reach, figure.sentence.start);
            candidates.iter().copied().filter(|m| self.says(m, &said)).collect()
        };
        let fits = |said: &str| among(said, before);
        if let Some(said) = clause::respective(line, figures) {
            let hits = fits(&said);
            return (said, hits);
        }
        if let Some(end) = clause::object(line, figure, next) {
            let said = &line[from..end];
            let hits = among(said, &line[figure.sentence.start..end]);
            if !hits.is_empty() {
                return (said.to_string(), hits);
            }
        }
        let mut nearest = None;
        for cut in cuts(subject) {
            let said = &subject[cut..];
            let mut hits = fits(said);
            // 尚未到期的20件申请转入下年: an attribute is followed by what it belongs to.
            if said.trim().chars().count() <= 4 || said.ends_with('的') && !said.contains('提') {
                for end in clause::ends_behind(line, figure, next) {
                    let said = &line[from + cut..end];
                    hits = fits(said);
                    let may = |m: &Mention| m.words.iter().all(|list| has(list, said));
                    if hits.is_empty() && candidates.iter().any(|m| may(m)) {
                        hits = among(said, &line[figure.sentence.start..end]);
                    }
                    // 全区36个查阅点: it counts what is named behind it, not what was named before.
                    let object = &line[figure.whole.end..end];
                    if !hits.is_empty() || candidates.iter().any(|m| begins_with(object, m)) {
                        return (said.to_string(), hits);
                    }
                    nearest.get_or_insert(said);
                }
                hits = fits(said).into_iter().filter(|m| m.role == Role::Figure).collect();
            }
            if nearest.is_some() && !hits.is_empty() {
                let behind = &line[figure.whole.end..clause::ends_behind(line, figure, next)[0]];
                hits.retain(|m| !has(m.against, behind));
            }
            if !hits.is_empty() {
                return (said.to_string(), hits);
            }
            nearest.get_or_insert(said);
        }
        (nearest.unwrap_or_default().to_string(), Vec::new())
    }

    /// Whether a figure counts only what was done in time, for what was late is counted behind it (按时办结33件，
    /// 延期办结2件), and the form has no cell for that.
    fn is_in_time(&self, figure: &Figure) -> bool {
        let line = self.text.line;
        let (before, after) = (figure.sentence.start..figure.number.start, figure.whole.end..);
        let own = words::behind_last(&line[before], &['，', ',', '；', ';', '、']);
        let behind = &line[after.start..figure.sentence.end];
        let late = ["延期", "逾期", "超期", "延长期限"].iter().find_map(|w| behind.split_once(w));
        let counted = |rest: &str| {
            let rest = rest.split(['，', ',', '；', ';']).next().unwrap_or(rest);
            rest.contains(|c: char| ('1'..='9').contains(&crate::text::half_width(c)))
        };
        let named =
            |m: &Mention| m.words.iter().any(|words| words.iter().any(|w| w.contains("按时")));
        ["按时", "按期", "如期", "期限内"].iter().any(|w| own.contains(w))
            && late.is_some_and(|(_, rest)| counted(rest))
            && !self.mentions.iter().any(|m| named(m))
    }

    /// Prepares words at the end of `before`, the sentence from `start` on, for being compared with
    /// mentions.
    pub(super) fn said<'a>(&'a self, words: &str, before: &'a str, start: usize) -> Said<'a> {
        let words = Searched::new(spoken(self.report, words));
        let line = self.text.line;
        let earlier = &line[line.floor_char_boundary(start.saturating_sub(EARLIER))..start];
        let told_earlier = OnceCell::new();
        Said {
            words,
            before,
            earlier,
            told_earlier,
            figures: OnceCell::new(),
            reach: OnceCell::new(),
        }
    }

    /// Whether these words fit a mention.
    pub(super) fn says(&self, mention: &Mention, said: &Said) -> bool {
        let own = |word: &str| mention.words.iter().copied().flatten().any(|w| w.contains(word));
        let words = match mention.role {
            Role::Figure => said.figures(),
            _ => &said.words,
        };
        mention.words.iter().all(|list| clause::has(list, words, mention.role))
            && (mention.role != Role::Whole || clause::is_of_all(words.text()))
            && !words.has(mention.without)
            && (!words.has(&["累计"])
                || own("累计")
                || !whose::is_running(self.report, said.before))
            && ELSEWHERE.places_in(words.text()).all(|(_, w)| own(w))
            && self.in_context(mention, words, said)
    }

    /// Whether a word of the context stands nearest. The headings' are the farthest: under them alone,
    /// where other business may come between, the clause must begin with the mention's own words.
    fn in_context(&self, mention: &Mention, said: &Searched, whole: &Said) -> bool {
        let before = whole.reach();
        let unnamed = || !said.has(mention.context) && !said.has(mention.against);
        if mention.role == Role::Nothing && unnamed() {
            return clause::meant_by_all(before.text())
                .is_some_and(|all| has(mention.context, all));
        }
        let (context, against) = (before.last(mention.context), before.last(mention.against));
        if mention.context.is_empty() || context.is_some() {
            return context >= against;
        }
        let clause = words::behind_last(said.text(), &['，', ',']);
        let begins = || clause::begins_with(clause, mention.words);
        // Those before may have said of what this one goes on to speak.
        let told = || {
            let (context, other) =
                (whole.earlier().last(mention.context), whole.earlier().last(mention.against));
            context.is_some() && context > other
        };
        if against.is_none() && clause::is_bare(clause, mention.words) && told() {
            return true;
        }
        let bound = mention.against.is_empty() || mention.role != Role::Figure || begins();
        let heads = |h: &&str| has(mention.context, h) && !has(mention.against, h);
        against.is_none() && bound && self.headings.iter().any(heads)
    }
}

/// The text in the words that mentions use: 各类 is dropped, the year after the report's becomes
/// 下年, and what is carried over from the year before is from 上年.
pub(super) fn spoken(report: &Report, text: &str) -> String {
    let text = words::replaced(text.to_string(), "各类", "");
    // 公报刊载 is no 报刊, and 公开栏目 no 公开栏.
    let text = words::replaced(text, "公报刊", "公报上刊");
    let text = words::replaced(text, "公开栏目", "公开专栏");
    let partly = |text: String, said: &str| words::replaced(text, said, "部分公开");
    let text = ["部分同意公开", "部分予以公开", "公开一部分"].into_iter().fold(text, partly);
    let text = public_kinds(report, text);
    let Some(year) = report.year.filter(|_| text.contains('年')) else { return text };
    let (last, next) = (year.saturating_sub(1), year.saturating_add(1));
    let text = words::replaced(text, &format!("{next}年"), "下年");
    let carried = |text: String, behind: &str| {
        words::replaced(text, &format!("{last}年{behind}"), &format!("上年{behind}"))
    };
    if words::find(&text, &last.to_string()).is_none() {
        return text;
    }
    let text = words::replaced(text, &format!("承接{last}年"), "承接上年");
    ["结转", "度结转", "度转", "转"].into_iter().fold(text, carried)
}

/// 公开类答复 in the names of the rows it is of: those that were granted, in whole or in part.
fn public_kinds(report: &Report, text: String) -> String {
    const KINDS: &str = "公开类";
    if words::find(&text, KINDS).is_none() || report.form.position("3.granted.total").is_none() {
        return text;
    }
    let text =
        ["不予公开类", "不公开类"].iter().fold(text, |t, w| words::replaced(t, w, "不予公开"));
    words::replaced(text, KINDS, "予以公开和部分公开")
}

/// Where the words about a figure may begin in its clause: at the last three commas, or at 0.
fn cuts(subject: &str) -> Vec<usize> {
    let cuts = subject.rmatch_indices(['，', ',']).map(|(i, m)| i + m.len());
    let cuts = cuts.filter(|cut| !clause::ends_in_a_cause(&subject[..*cut]));
    // 除3件尚未审结外，其余31件; 29件主动公开，另3件: what is excepted is not spoken of.
    let least = clause::excepted(subject).max(clause::rest_from(subject));
    let least = least.max(clause::led_to(subject)).max(clause::aimed_to(subject));
    // 申请人以自然人为主，共196件: what it counts stands before.
    let bare = |cut: &usize| {
        let before = subject[..*cut].trim_end_matches(['，', ',']);
        let mainly =
            before.ends_with("为主") || before.ends_with("居多") || before.ends_with("最多");
        mainly && matches!(subject[*cut..].trim(), "共" | "共计" | "计" | "合计" | "有" | "达")
    };
    let cuts = cuts.filter(|cut| !bare(cut));
    let mut cuts: Vec<usize> =
        cuts.take(3).chain(std::iter::once(0)).map(|cut| cut.max(least)).collect();
    cuts.dedup();
    cuts
}

/// Whether the words behind a figure begin with those of a mention.
fn begins_with(object: &str, mention: &Mention) -> bool {
    let [words] = mention.words else { return false };
    words.iter().any(|w| object.starts_with(w))
}
