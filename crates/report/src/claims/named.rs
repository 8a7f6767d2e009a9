//! The cells that prose means when it only names them, without a figure.

use super::{Sums, is_one_of_several, sums_of};
use crate::form::{Form, Mention, Role};

/// The lists of cells that prose means when it calls a total of this unit only by this word, as in
/// 占办结总数的.
pub(crate) fn named_sums(form: &'static Form, word: &str, unit: &str) -> Vec<Vec<String>> {
    let speech = crate::forms::speech(form);
    let columns = speech.scopes.last().map_or(&[][..], |s| s.columns);
    let named = |m: &&Mention| {
        let words = m.words.first().is_some_and(|words| words.contains(&word));
        // 占申请总量的: whatever is done with them.
        let object = m.words.len() == 2 && m.words[1] == [word];
        (words && m.words.len() == 1 || object) && m.role == Role::Figure && m.units.contains(&unit)
    };
    let mut sums: Sums =
        speech.mentions().filter(named).flat_map(|m| sums_of(form, m, columns)).collect();
    sums.sort_unstable();
    sums.dedup();
    sums
}

/// The lists of cells that prose means by the name of an outcome of requests, such as 予以公开.
pub(crate) fn result_sums(form: &'static Form, name: &str, unit: &str) -> Vec<Vec<String>> {
    let speech = crate::forms::speech(form);
    let columns = speech.scopes.last().map_or(&[][..], |s| s.columns);
    let named = |m: &&Mention| m.words.len() == 1 && m.words[0].contains(&name);
    let is = |m: &&Mention| named(m) && is_one_of_several(m) && m.units.contains(&unit);
    let mut sums: Sums =
        speech.mentions().filter(is).flat_map(|m| sums_of(form, m, columns)).collect();
    sums.sort_unstable();
    sums.dedup();
    sums
}
