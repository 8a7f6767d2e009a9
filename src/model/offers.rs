//! The value that one key fills in at a cell: what the rules say it should be, or the sum of a
//! total's parts.

use std::collections::HashMap;

use report::amount::{Amount, Entry};
use report::progress::computed;
use report::{CheckResult, Report};
use yew::AttrValue;

/// A value for a cell, and why, in a few words.
#[derive(Clone, PartialEq)]
pub struct Offer {
    pub value: AttrValue,
    pub why: AttrValue,
    /// No other value could be meant, so Enter fills it in.
    pub sure: bool,
}

/// Offers by cell. `entries` as in [`Report::entries_with_last`].
pub fn offers(report: &Report, result: &CheckResult, entries: &[Entry]) -> HashMap<String, Offer> {
    let mut offers = totals(report, result, entries);
    let mut most: HashMap<&str, usize> = HashMap::new();
    let doubtful = |cell: &str| {
        let mut about =
            result.findings.iter().filter(|f| f.suspects.iter().any(|s| s.cell == cell));
        about.any(|f| f.suspects.len() > 1 || !f.suspects[0].with.is_empty())
    };
    // If several cells must change together, one of them alone would only move the error.
    let suspects = result.findings.iter().flat_map(|f| &f.suspects);
    for suspect in suspects.filter(|s| s.with.is_empty()) {
        let most = most.entry(&suspect.cell).or_default();
        if suspect.resolves.len() > *most {
            *most = suspect.resolves.len();
            let why = format!("改后符合规则 {}", suspect.resolves.join("、"));
            let (value, sure) = (suspect.value.clone().into(), !doubtful(&suspect.cell));
            let offer = Offer { value, why: why.into(), sure };
            offers.insert(suspect.cell.clone(), offer);
        }
    }
    offers
}

/// Totals that are blank or differ from the sum of their parts, unless a part is suspected or two
/// equations give different sums.
fn totals(report: &Report, result: &CheckResult, entries: &[Entry]) -> HashMap<String, Offer> {
    let cells = report.form.all_cells();
    let mut sums: HashMap<usize, Option<(Amount, String)>> = HashMap::new();
    for judged in report.form.judged() {
        let Some((total, sum)) = computed(judged, entries).filter(|(t, _)| *t < cells.len()) else {
            continue;
        };
        let old = judged.right.first().and_then(|i| cells.get(i.checked_sub(cells.len())?));
        let parts = match old {
            Some(old) if old.row.name.is_empty() => "上年 ".into(),
            Some(old) => format!("上年“{}”", old.row.name),
            None => "各项合计 ".into(),
        };
        let slot = sums.entry(total).or_insert(Some((sum, parts)));
        *slot = slot.take().filter(|(before, _)| *before == sum);
    }
    let suspected = |id: &str| {
        let mut about = result.findings.iter().filter(|f| !f.suspects.is_empty());
        about.any(|f| f.cells.iter().any(|c| c.id == id))
    };
    let differ = sums.into_iter().filter_map(|(i, sum)| Some((i, sum?)));
    let differ = differ.filter(|(i, (sum, _))| entries[*i] != Entry::Number(*sum));
    let free = differ.filter(|(i, _)| entries[*i] == Entry::Blank || !suspected(&cells[*i].id));
    let named = free.map(|(i, (sum, parts))| {
        let value: AttrValue = sum.to_string().into();
        let why = format!("{parts}{value}").into();
        (cells[i].id.clone(), Offer { value, why, sure: entries[i] == Entry::Blank })
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The offer at a total; the given cells have these values, all others of the table have 0.
    fn offer(cells: &[(&str, &str)], at: &str) -> Option<(String, String)> {
        let form = report::form_for_year(2024);
        let mut report = Report::new(form, Some(2024), "示例市财政局");
        for cell in form.cells() {
            report.cells.insert(cell.id.clone(), "0".into());
        }
        for (id, value) in cells {
            report.cells.insert(id.to_string(), value.to_string());
        }
        report.cells.retain(|_, value| !value.is_empty());
        let result = report::checks::check(&report, None);
        let found = offers(&report, &result, &report.entries_with_last(None)).remove(at)?;
        Some((found.value.to_string(), found.why.to_string()))
    }

    #[test]
    fn a_blank_total_is_offered_the_sum_of_its_parts() {
        let cells = [("4.review.upheld", "2"), ("4.review.other", "1"), ("4.review.total", "")];
        let sum = Some(("3".to_string(), "各项合计 3".to_string()));
        assert_eq!(offer(&cells, "4.review.total"), sum);
        // Offered neither before all parts are filled in, nor once the total is right.
        let waits = [cells[0], ("4.review.other", ""), cells[2]];
        assert_eq!(offer(&waits, "4.review.total"), None);
        assert_eq!(offer(&[], "4.review.total"), None);
    }

    #[test]
    fn a_total_on_which_two_sums_disagree_is_offered_nothing() {
        let cells = [
            ("3.granted.person", "2"),
            ("3.granted.total", "1"),
            ("3.processed.person", "2"),
            ("3.processed.total", ""),
        ];
        assert_eq!(offer(&cells, "3.processed.total"), None);
    }
}
