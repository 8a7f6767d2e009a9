//! The outcome of the rules in one Chinese sentence, for the workbook and the self-check sheet.

use report::finding::{CheckResult, Finding, RuleOutcome, RuleText, Severity};

/// How the outcome of a rule is printed. Only an error contradicts the form; the others are to be
/// verified.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Held,
    /// It waits for blank cells.
    Blank,
    /// All its findings are explained.
    Explained,
    Hint,
    Unsure,
    Broken,
}

impl Outcome {
    /// All outcomes with the names of their styles, in the order of the summary.
    pub const ALL: [(Outcome, &'static str); 6] = [
        (Outcome::Held, "held"),
        (Outcome::Broken, "broken"),
        (Outcome::Unsure, "unsure"),
        (Outcome::Explained, "explained"),
        (Outcome::Hint, "hint"),
        (Outcome::Blank, "waiting"),
    ];

    /// How the outcome of a rule with these findings is printed.
    pub fn of<'a>(
        outcome: RuleOutcome,
        findings: impl IntoIterator<Item = &'a Finding>,
    ) -> Outcome {
        let one = |f: &Finding| match f.explained {
            Some(_) => Outcome::Explained,
            None => Outcome::broken(f.severity),
        };
        match outcome {
            RuleOutcome::Held => Outcome::Held,
            RuleOutcome::Waiting => Outcome::Blank,
            RuleOutcome::Broken => findings.into_iter().map(one).max().unwrap_or(Outcome::Broken),
        }
    }

    /// The outcome of a broken rule of this severity.
    pub fn broken(severity: Severity) -> Outcome {
        match severity {
            Severity::Error => Outcome::Broken,
            Severity::Warning => Outcome::Unsure,
            Severity::Hint => Outcome::Hint,
        }
    }

    /// The printed word.
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

/// For example `已检查 40 条规则：符合 35 条，不符合 1 条，待核对 2 条，待填 2 条。`
pub fn summary(result: &CheckResult) -> String {
    let of_rule = |(rule, outcome): (&RuleText, &RuleOutcome)| {
        Outcome::of(*outcome, result.findings.iter().filter(|f| f.rule == *rule))
    };
    let outcomes: Vec<Outcome> = result.outcomes.iter().map(of_rule).collect();
    let count = |outcome: Outcome| outcomes.iter().filter(|o| **o == outcome).count();
    // The summary also says if no rule is contradicted.
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
