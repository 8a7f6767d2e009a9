//! Made-up files of every form and layout: every planted fault is found by its rule at its place,
//! and clean reports have no finding. The variables `FILES` and `SEED` set how many and which.

use std::collections::BTreeMap;

use corpus::{Entry, Made};
use files::desk::check_file;
use report::desk::{Row, Wanted};
use report::units::pairs;
use report::{Report, Severity};

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// All files, read and checked on all processors, with last year's report if there is one.
fn checked(count: usize, seed: u64, ruined: bool) -> Vec<(Entry, Row)> {
    let made: Vec<Made> = corpus::corpus(count, seed, ruined).collect();
    let wanted = |previous: Vec<Report>| Wanted { report: true, previous, ..Wanted::default() };
    let row = |made: &Made, previous: Vec<Report>| {
        let mut rows = check_file(&made.bytes, &made.entry.file, &wanted(previous));
        assert_eq!(rows.len(), 1, "{}", made.entry.file);
        rows.remove(0)
    };
    let workers = std::thread::available_parallelism().map_or(2, |n| n.get());
    let each = made.len().div_ceil(workers).max(1);
    let mut rows: Vec<Row> = std::thread::scope(|scope| {
        let part =
            |part: &'_ [Made]| part.iter().map(|made| row(made, Vec::new())).collect::<Vec<Row>>();
        let parts: Vec<_> =
            made.chunks(each).map(|chunk| scope.spawn(move || part(chunk))).collect();
        parts.into_iter().flat_map(|part| part.join().unwrap()).collect()
    });
    let units: Vec<_> = rows.iter().map(Row::unit).collect();
    for (i, last) in pairs(&units).into_iter().enumerate() {
        let name = last.map(|last| made[last].entry.file.clone());
        let should = made[i].entry.previous.clone();
        assert!(should.is_none() || name == should, "{}: {name:?}", made[i].entry.file);
        if let Some(last) = last.and_then(|last| rows[last].report.clone()) {
            rows[i] = row(&made[i], vec![last]);
            assert!(rows[i].paired);
        }
    }
    made.into_iter().map(|made| made.entry).zip(rows).collect()
}

/// What is wrong with the result for a file, if anything.
fn wrong(entry: &Entry, row: &Row) -> Option<String> {
    if let Some(error) = &row.error {
        return Some(format!("not read: {}", error.message));
    }
    let same = (row.agency.as_str(), row.year, row.form.as_str());
    // A title that is not a report's does not name the agency.
    let untitled = entry.faults.iter().any(|f| f.at == "title");
    if same != (entry.agency.as_str(), Some(entry.year), entry.form) && !untitled {
        return Some(format!("read as {same:?}"));
    }
    let told = || row.findings.iter().filter(|f| f.severity != Severity::Hint);
    for fault in &entry.faults {
        let here = |at: &str, cells: &[report::finding::CellValue]| {
            at == fault.at || cells.iter().any(|cell| cell.id == fault.at)
        };
        if !told().any(|f| f.rule == fault.rule && here(&f.at, &f.cells)) {
            let list: Vec<_> = told().map(|f| format!("{} {}", f.rule, f.at)).collect();
            return Some(format!("{} at {} is not found, but {list:?}", fault.rule, fault.at));
        }
    }
    let alarm = told().next().filter(|_| entry.faults.is_empty());
    alarm.map(|f| format!("{} at {}: {}", f.rule, f.at, f.message))
}

#[test]
fn every_planted_fault_is_found_and_nothing_else() {
    let checked = checked(number("FILES", 330), number("SEED", 2026) as u64, false);
    let wrong: Vec<String> = checked
        .iter()
        .filter_map(|(entry, row)| {
            Some(format!("{} ({}): {}", entry.file, entry.layout, wrong(entry, row)?))
        })
        .collect();
    let mut planted: BTreeMap<&str, usize> = BTreeMap::new();
    let faults = checked.iter().flat_map(|(entry, _)| &entry.faults);
    faults.for_each(|fault| *planted.entry(fault.rule).or_default() += 1);
    println!("{} files, {} faults: {planted:?}", checked.len(), planted.values().sum::<usize>());
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), checked.len(), wrong.join("\n"));
}

/// Of three hundred files thirty are damaged, of another kind, or hostile. Each of these says why,
/// and the others are checked as if they were not there.
#[test]
fn what_cannot_be_read_says_why_and_stops_nothing() {
    let checked = checked(300, 77, true);
    let (read, refused): (Vec<_>, Vec<_>) =
        checked.iter().partition(|(_, row)| row.error.is_none());
    assert_eq!((read.len(), refused.len()), (270, 30));
    for (entry, row) in &refused {
        let error = row.error.as_ref().unwrap();
        let codes = ["unsupported", "damaged", "too-large", "encrypted", "form"];
        assert!(!entry.readable && codes.contains(&error.code.as_str()), "{}", entry.file);
        let chinese = error.message.chars().filter(|c| !c.is_ascii()).count();
        assert!(chinese >= 10, "{}: {}", entry.file, error.message);
    }
    let wrong: Vec<String> = read.iter().filter_map(|(entry, row)| wrong(entry, row)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The same seed gives the same files.
#[test]
fn a_corpus_is_its_seed() {
    let bytes = |seed| corpus::corpus(24, seed, true).map(|made| made.bytes).collect::<Vec<_>>();
    assert_eq!(bytes(5), bytes(5));
    assert_ne!(bytes(5), bytes(6));
}
