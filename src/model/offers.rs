//! The value that one key fills in at a cell: what the rules say it should be, or the sum of a
//! total's parts.

use report::amount::{Amount, Entry};
use report::finding::Suspect;
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

/// Offers and their cells; of several for a cell the last counts. `entries` as in
/// [`Report::entries_with_last`].
pub fn offers(report: &Report, result: &CheckResult, entries: &[Entry]) -> Vec<(String, Offer)> {
    let mut offers = totals(report, result, entries);
    let doubtful = |cell: &str| {
        let mut about =
            result.findings.iter().filter(|f| f.suspects.iter().any(|s| s.cell == cell));
        about.any(|f| f.suspects.len() > 1 || !f.suspects[0].with.is_empty())
    };
    // If several cells must change together, one of them alone would only move the error.
    let suspects = result.findings.iter().flat_map(|f| &f.suspects);
    let mut suspects: Vec<&Suspect> = suspects.filter(|s| s.with.is_empty()).collect();
    // Of several values the one that settles most rules counts, the first of equal ones.
    suspects.reverse();
    suspects.sort_by_key(|s| s.resolves.len());
    offers.extend(suspects.into_iter().map(|suspect| {
        let why = format!("改后符合规则 {}", suspect.resolves.join("、"));
        let (value, sure) = (suspect.value.clone().into(), !doubtful(&suspect.cell));
        (suspect.cell.clone(), Offer { value, why: why.into(), sure })
    }));
    offers
}

/// Totals that are blank or differ from the sum of their parts, unless a part is suspected or two
/// equations give different sums.
fn totals(report: &Report, result: &CheckResult, entries: &[Entry]) -> Vec<(String, Offer)> {
    let cells = report.form.all_cells();
    // For each cell the sums that its equations give, with the words for their parts.
    let mut sums: Vec<Vec<(Amount, String)>> = vec![Vec::new(); cells.len()];
    for placed in report.form.placed_relations() {
        let Some((total, sum)) = computed(placed, entries).filter(|(t, _)| *t < cells.len()) else {
            continue;
        };
        let old = placed.right.first().and_then(|i| cells.get(i.checked_sub(cells.len())?));
        let parts = match old {
            Some(old) if old.row.name.is_empty() => "上年 ".into(),
            Some(old) => format!("上年“{}”", old.row.name),
            None => "各项合计 ".into(),
        };
        sums[total].push((sum, parts));
    }
    let suspected = |id: &str| {
        let mut about = result.findings.iter().filter(|f| !f.suspects.is_empty());
        about.any(|f| f.cells.iter().any(|c| c.id == id))
    };
    let mut offers = Vec::new();
    for (i, sums) in sums.iter().enumerate() {
        let Some((sum, parts)) = sums.first() else { continue };
        let (id, sure) = (&cells[i].id, entries[i] == Entry::Blank);
        let one = sums.iter().all(|(other, _)| other == sum);
        if one && entries[i] != Entry::Number(*sum) && (sure || !suspected(id)) {
            let value: AttrValue = sum.to_string().into();
            let why = format!("{parts}{value}").into();
            offers.push((id.clone(), Offer { value, why, sure }));
        }
    }
    offers
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
        let all = offers(&report, &result, &report.entries_with_last(None));
        let (_, found) = all.into_iter().rfind(|(cell, _)| cell == at)?;
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
