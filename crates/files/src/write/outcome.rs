//! The outcome of the rules in one Chinese sentence, for the workbook and the self-check sheet.

use report::finding::{CheckResult, Finding, Severity, Standing, Word};

/// What is printed of a rule: only an error is against the form, the rest asks to be looked at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Held,
    /// It waits for blank cells.
    Blank,
    /// Everything it found is explained.
    Explained,
    Hint,
    Unsure,
    Broken,
}

impl Outcome {
    /// All of them with the name of their style, as a summary counts them.
    pub const ALL: [(Outcome, &'static str); 6] = [
        (Outcome::Held, "held"),
        (Outcome::Broken, "broken"),
        (Outcome::Unsure, "unsure"),
        (Outcome::Explained, "explained"),
        (Outcome::Hint, "hint"),
        (Outcome::Blank, "waiting"),
    ];

    /// Of a rule that stands so and found this.
    pub fn of<'a>(standing: Standing, findings: impl IntoIterator<Item = &'a Finding>) -> Outcome {
        let one = |f: &Finding| match f.explained {
            Some(_) => Outcome::Explained,
            None => Outcome::broken(f.severity),
        };
        match standing {
            Standing::Held => Outcome::Held,
            Standing::Waiting => Outcome::Blank,
            Standing::Broken => findings.into_iter().map(one).max().unwrap_or(Outcome::Broken),
        }
    }

    /// Of a rule of this severity that is broken.
    pub fn broken(severity: Severity) -> Outcome {
        match severity {
            Severity::Error => Outcome::Broken,
            Severity::Warning => Outcome::Unsure,
            Severity::Hint => Outcome::Hint,
        }
    }

    /// The word that is printed.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Held => "符合",
            Outcome::Blank => "待填",
            Outcome::Explained => "已说明",
            Outcome::Hint => "供参考",
            Outcome::Unsure => "待核对",
            Outcome::Broken => "不符合",
        }
    }
}

/// `已检查 40 条规则：符合 35 条，不符合 1 条，待核对 2 条，待填 2 条。`
pub fn summary(result: &CheckResult) -> String {
    let of_rule = |(rule, standing): (&Word, &Standing)| {
        Outcome::of(*standing, result.findings.iter().filter(|f| f.rule == *rule))
    };
    let outcomes: Vec<Outcome> = result.standings.iter().map(of_rule).collect();
    let count = |outcome: Outcome| outcomes.iter().filter(|o| **o == outcome).count();
    // That nothing is against the form is said, too.
    let told =
        |outcome: Outcome, n: usize| n > 0 || matches!(outcome, Outcome::Held | Outcome::Broken);
    let words = Outcome::ALL.map(|(outcome, _)| (outcome, count(outcome)));
    let words: Vec<String> = words
        .into_iter()
        .filter(|(outcome, n)| told(*outcome, *n))
        .map(|(outcome, n)| format!("{} {n} 条", outcome.word()))
        .collect();
    format!("已检查 {} 条规则：{}。", outcomes.len(), words.join("，"))
}
