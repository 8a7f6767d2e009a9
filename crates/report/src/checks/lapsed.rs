//! Documents that lapsed (失效), as an explanation of C-06: the table has cells only for repealed
//! ones (废止).

use super::Context;
use crate::amount::Amount;
use crate::figures::Figure;
use crate::finding::Finding;

/// Whether the prose explains a finding of C-06: it says that as many documents lapsed as are
/// missing, alone (失效3件) or together with the repealed ones (废止和失效5件).
pub(super) fn explains(context: &Context, finding: &Finding) -> bool {
    let Some(row) = finding.at.strip_suffix(".in_force").filter(|_| finding.rule == "C-06") else {
        return false;
    };
    let number = |text: &Option<String>| text.as_deref().and_then(|t| t.parse::<u64>().ok());
    let (stated, computed) = (number(&finding.stated), number(&finding.computed));
    let Some(missing) = stated.zip(computed).and_then(|(s, c)| c.checked_sub(s)) else {
        return false;
    };
    let missing = Amount::whole(missing);
    let repealed = context.form.position(&format!("{row}.repealed"));
    let repealed = repealed.and_then(|i| context.entries[i].number()).unwrap_or(Amount::ZERO);
    context.paragraphs.iter().any(|paragraph| {
        let counted = |f: &&Figure| matches!(f.unit, "件" | "份" | "个" | "部") && !f.approximate;
        paragraph.figures.iter().filter(counted).any(|figure| {
            let sentence = &paragraph.line[figure.sentence.clone()];
            let said = &paragraph.line[figure.subject.clone()];
            let of_row = match sentence.contains("规章") {
                true => row == "2.regulation" || sentence.contains("规范性文件"),
                false => row == "2.normative",
            };
            let both = said.contains("废止") && figure.value == missing + repealed;
            of_row && said.contains("失效") && (figure.value == missing || both)
        })
    })
}
