//! What a text says became of an application.
//!
//! A text is compared with the official labels and the words of [`crate::senses`], and with the
//! articles that it names. What comes of it is a set of results, and signs that leave the result
//! open. [`decide`] joins the signs of all texts of a row; where they do not lead to one result it
//! says so, and the row is asked.

use report::text::key;

use crate::articles;
use crate::blank::{checked, is_nothing};
use crate::labels::Labels;
use crate::senses::{
    self, DENIED, GRANTS, GROUPS, NOT_THIS, OPEN, PARTS, REPLIED, RESULTS, SENSES, Sense,
};
use crate::sentence;
use crate::words::{each, has, places};

/// The set of results in a list with bars.
pub fn set_of(ids: &str) -> Set {
    each(ids).fold(0, |set, id| set | one(id))
}

/// A set of results, a bit for each position in [`RESULTS`].
pub type Set = u32;

/// The set of one result.
pub const fn one(id: &str) -> Set {
    1 << senses::at(id)
}

/// What a text says.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Signs {
    /// All is disclosed.
    pub granted: bool,
    /// A part is disclosed.
    pub partial: bool,
    /// Reasons not to disclose, and other results.
    pub reasons: Set,
    /// Results that a named article allows; 0 if none is named.
    pub articles: Set,
    /// Results of the groups that are named without a reason.
    pub groups: Set,
    /// Likely results where the words are ones that must be asked.
    pub open: Set,
    /// The work goes on.
    pub pending: bool,
    /// The applicant owes a correction and does not answer.
    pub silent: bool,
    /// There was an answer, of whatever kind.
    pub replied: bool,
    /// The line is no application.
    pub void: bool,
    /// The text has words of which none is known.
    pub unknown: bool,
    /// The text is 其他, which says nothing without its group.
    pub other: bool,
    /// The text sets its parts apart, as where one is disclosed and another is not.
    pub apart: bool,
}

/// The decision about a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// This result, by its position in [`RESULTS`].
    Is(usize),
    /// Part is disclosed because disclosure and another result stand together (rule R02).
    Both,
    /// The work goes on.
    Pending,
    /// Nothing is written.
    Nothing,
    /// It must be asked; these are likely.
    Ask(Set),
}

/// Whether a text has a word that none of these words before it denies.
fn affirms(text: &str, word: &str, denied: &str) -> bool {
    let free = |at: usize| !each(denied).any(|no| text[..at].ends_with(no));
    places(text, word).any(free)
}

/// What a text says; for a text that says nothing (`/`, `无`), no sign.
pub fn signs(text: &str, labels: &Labels) -> Signs {
    let text = key(&checked(text));
    let mut signs = Signs::default();
    if is_nothing(&text) {
        return signs;
    }
    signs.void = has(&text, senses::VOIDS);
    if let Some(found) = numbered(&text) {
        (signs.reasons, signs.groups) = found;
    } else if let Some(result) = labels.find(&text) {
        signs.reasons = 1 << result;
    } else {
        read_words(&text, &mut signs);
    }
    signs.articles = articles::named(&text);
    let last = text.rsplit(['—', '-', '/', '(', ':']).next().unwrap_or_default();
    let last =
        last.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').trim_end_matches(')');
    let group = |rest: &str| GROUPS.iter().any(|(_, words)| each(words).any(|w| w == rest));
    signs.other = matches!(last, "其他" | "其它" | "其他情形")
        || text.strip_suffix("其他").is_some_and(group);
    if signs.other && signs.groups == group_of("closed.") {
        signs.reasons |= one("closed.other");
    }
    let said = signs.reasons | signs.groups | signs.articles | signs.open;
    let known = signs.granted || signs.partial || signs.pending || signs.replied || signs.void;
    signs.unknown = said == 0 && !known && !signs.other && !signs.silent;
    if let Some(result) = labels.abbreviated(&text).filter(|_| signs.unknown) {
        (signs.reasons, signs.unknown) = (1 << result, false);
    }
    signs
}

/// The results of which a text is only the number in the official table, 三（三）4: one, or the group
/// that it names.
fn numbered(text: &str) -> Option<(Set, Set)> {
    let (mut results, mut groups) = (0, 0);
    if matches!(text, "四" | "四、") {
        return Some((one("carried_out"), 0));
    }
    for part in text.split(['、', ',', '，', ';', '；', '+']) {
        let (head, rest) = part.split_once('(')?;
        let (group, item) = rest.split_once(')')?;
        let ids = ["granted", "partial", "refused.", "unavailable.", "declined.", "closed."];
        let all = group_of(ids[report::text::parse_numeral(group)?.checked_sub(1)? as usize % 6]);
        let first = all.trailing_zeros();
        let item = item.trim_end_matches(['.', ')']).trim_start_matches('(');
        match item.parse::<u32>() {
            Ok(n) if (1..=all.count_ones()).contains(&n) => results |= 1 << (first + n - 1),
            Err(_) if item.is_empty() && matches!(head, "三" | "三、" | "三." | "表三") => {
                if all.count_ones() == 1 {
                    results |= all
                } else {
                    groups |= all
                }
            }
            _ => return None,
        }
        if !matches!(head, "" | "三" | "三、" | "三." | "表三") {
            return None;
        }
    }
    Some((results, groups))
}

fn read_words(text: &str, signs: &mut Signs) {
    signs.partial = each(PARTS).any(|words| words.split(' ').all(|w| text.contains(w)));
    let clause = |c: &str| matches!(c, "公开" | "提供" | "同意" | "全公开" | "给" | "全给");
    let clauses = || {
        text.split([
            '，', ',', '；', ';', '。', '、', '/', '(', ')', '-', '—', '+', ' ', '》', '→', '|',
        ])
    };
    let bare = clauses().any(|c| clause(c) || provides(c));
    signs.granted = !signs.partial && (bare || affirms_any(text, GRANTS));
    for sense in SENSES.iter().filter(|sense| meets(text, sense)) {
        signs.reasons |= one(sense.id);
    }
    drop_general(&mut signs.reasons);
    signs.granted |= !signs.partial && signs.reasons == 0 && affirms_any(text, senses::WHERE);
    for (group, words) in GROUPS {
        if has(text, words) {
            signs.groups |= group_of(group);
        }
    }
    for (words, likely) in OPEN {
        if has(text, words) {
            signs.open |= set_of(likely);
        }
    }
    signs.apart = has(text, senses::APART) || {
        // Two results beside each other, such as two codes: each part says one.
        let parts = || text.split(['、', ';', '/', '+', ',', '，', '；', '和']);
        let says = |part: &str, grant: bool| {
            let grants = affirms_any(part, GRANTS) || clause(part);
            let refuses =
                SENSES.iter().any(|s| meets(part, s)) || GROUPS.iter().any(|g| has(part, g.1));
            if grant { grants && !refuses } else { refuses && !grants }
        };
        let short = text.chars().count() <= 24;
        short && parts().any(|p| says(p, true)) && parts().any(|p| says(p, false))
    };
    // 承办中, 会签中
    let going_on = text.ends_with('中') && text.chars().count() <= 5;
    signs.pending = going_on || sentence::goes_on(text);
    signs.silent = has(text, senses::OWED) && has(text, senses::SILENT);
    signs.replied = has(text, REPLIED);
}

/// Whether a text discloses with one of these words.
fn affirms_any(text: &str, words: &str) -> bool {
    each(words).any(|word| affirms(text, word, DENIED))
}

/// Whether a text gives a reason.
fn meets(text: &str, sense: &Sense) -> bool {
    let met = |words: &str| {
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        affirms(text, first, NOT_THIS) && rest.split(' ').all(|part| text.contains(part))
    };
    each(sense.words).any(met) && !has(text, sense.but)
}

/// Whether a few words say that all was given: 当场提供, 书面公开.
fn provides(clause: &str) -> bool {
    let ends = clause.ends_with("公开") || clause.ends_with("提供");
    let short = clause.chars().count() <= 8;
    ends && short && !has(clause, DENIED) && !has(clause, senses::NOT_YET)
}

/// Drops reasons that others say more exactly.
fn drop_general(reasons: &mut Set) {
    const MORE_EXACT: &[(&str, &str)] = &[
        ("closed.uncorrected", "closed.other"),
        ("closed.unpaid", "closed.other"),
        ("declined.excessive", "declined.repeat"),
    ];
    for (exact, general) in MORE_EXACT {
        if *reasons & one(exact) != 0 {
            *reasons &= !one(general);
        }
    }
}

/// The results whose ids begin like this.
pub fn group_of(beginning: &str) -> Set {
    let of = |(n, id): (usize, &&str)| if id.starts_with(beginning) { 1 << n } else { 0 };
    RESULTS.iter().enumerate().map(of).sum()
}

/// Joins what the texts of a row say. Those from `details` on are of a column of their own for the
/// reason, which must agree with the others; `answered` says that there is a day of the answer.
pub fn decide(texts: &[Signs], details: Option<usize>, answered: bool) -> Decision {
    let detailed = details.is_some();
    let any = |test: fn(&Signs) -> bool| texts.iter().any(test);
    let union = |set: fn(&Signs) -> Set| texts.iter().fold(0, |all, s| all | set(s));
    let (mut reasons, groups, articles) =
        (union(|s| s.reasons), union(|s| s.groups), union(|s| s.articles));
    let (granted, open) = (any(|s| s.granted), union(|s| s.open));
    drop_general(&mut reasons);
    if any(|s| s.partial) || reasons & one("partial") != 0 {
        return Decision::Is(senses::at("partial"));
    }
    let granted = granted || reasons & one("granted") != 0;
    reasons &= !one("granted");
    if open != 0 && !granted {
        let named = articles == 0 || articles & reasons != 0;
        return if reasons.count_ones() == 1 && open & reasons != 0 && named {
            Decision::Is(reasons.trailing_zeros() as usize)
        } else {
            Decision::Ask(open | reasons)
        };
    }
    if reasons == one("carried_out") && !granted {
        return Decision::Is(senses::at("carried_out"));
    }
    if !granted && reasons != 0 && !answered && any(|s| s.pending) {
        // A correction that is asked for because the application is unclear.
        let unclear = reasons == one("unavailable.unclear");
        return if unclear {
            Decision::Pending
        } else {
            Decision::Ask(reasons | one("carried_out"))
        };
    }
    if granted {
        return disclosed(texts, details, reasons | (groups & !one("granted")), articles);
    }
    if any(|s| s.other) && reasons == 0 {
        // 其他 is a case of 其他处理 alone; elsewhere it says too little.
        let closed = group_of("closed.");
        return match groups {
            groups if groups == closed => Decision::Is(senses::at("closed.other")),
            0 => Decision::Ask(one("closed.other")),
            groups => Decision::Ask(groups),
        };
    }
    match (reasons.count_ones(), articles) {
        (0, 0) => nothing_said(texts, groups),
        (0, articles) if articles.count_ones() == 1 => within(articles, groups, detailed),
        (0, articles) => Decision::Ask(articles),
        (1, 0) => within(reasons, groups, detailed),
        (1, articles) if articles & reasons != 0 => within(reasons, groups, detailed),
        (_, articles) => Decision::Ask(reasons | articles),
    }
}

/// The decision where something is disclosed and `rest` is said besides.
fn disclosed(texts: &[Signs], details: Option<usize>, rest: Set, articles: Set) -> Decision {
    let fits = articles == 0 || articles & one("granted") != 0;
    match rest {
        0 if fits => Decision::Is(senses::at("granted")),
        0 => Decision::Ask(articles | one("granted")),
        _ if both_said(texts) && !details.is_some_and(|n| contradicts(texts, n)) => Decision::Both,
        _ => Decision::Ask(rest | one("granted") | one("partial")),
    }
}

/// Whether all results only disclose and all details only refuse.
fn contradicts(texts: &[Signs], details: usize) -> bool {
    let other = |s: &Signs| s.reasons & !one("granted") | s.groups != 0;
    let grants = |s: &Signs| s.granted || s.reasons & one("granted") != 0;
    let (results, details) = texts.split_at(details.min(texts.len()));
    results.iter().all(|s| grants(s) && !other(s)) && !details.iter().any(grants)
}

/// Whether disclosure and another result are said by texts of their own, or by one that sets them
/// apart. `第三方不同意，予以公开` has the words of both and says one.
fn both_said(texts: &[Signs]) -> bool {
    let other = |s: &Signs| s.reasons & !one("granted") | s.groups != 0;
    let grants = |s: &Signs| s.granted || s.reasons & one("granted") != 0;
    texts.iter().any(|s| grants(s) && other(s) && s.apart)
        || texts.iter().any(|s| grants(s) && !other(s))
            && texts.iter().any(|s| other(s) && !grants(s))
}

fn nothing_said(texts: &[Signs], groups: Set) -> Decision {
    let any = |test: fn(&Signs) -> bool| texts.iter().any(test);
    match () {
        () if any(|s| s.silent) => Decision::Ask(one("closed.uncorrected") | one("carried_out")),
        () if groups != 0 => Decision::Ask(groups),
        () if any(|s| s.unknown) => Decision::Ask(0),
        () if any(|s| s.pending) => Decision::Pending,
        () if any(|s| s.replied) => Decision::Ask(one("granted") | one("partial")),
        () => Decision::Nothing,
    }
}

/// A result, unless a group in a column of its own excludes it.
fn within(result: Set, groups: Set, detailed: bool) -> Decision {
    if detailed && groups != 0 && groups & result == 0 {
        return Decision::Ask(result | groups);
    }
    Decision::Is(result.trailing_zeros() as usize)
}

/// Whether words are those of a result or of a group of results.
pub fn says_result(words: &str) -> bool {
    what_is_said(words) != 0
}

/// The results and groups that words say.
pub fn what_is_said(words: &str) -> Set {
    let mut signs = Signs::default();
    read_words(&key(words), &mut signs);
    let all = [(signs.granted, one("granted")), (signs.partial, one("partial"))];
    let all = all.iter().filter(|(said, _)| *said).map(|(_, set)| set).sum::<Set>();
    all | signs.reasons | signs.groups | articles::named(&key(words))
}
