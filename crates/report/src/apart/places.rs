//! Differences of whole values: heads, cells, and rows that the form does not have.

use super::{Difference, Entry, Kind, Report, of_values, text, words};

/// A text without what is only layout.
pub fn plain(text: &str) -> String {
    words(text).into_iter().map(|word| word.text).collect()
}

/// The differences of agency, year and day of publication.
pub fn heads(copies: &[&Report]) -> Vec<Difference> {
    let day = |report: &Report| {
        let day = report.published.trim();
        (day.to_string(), text::parse_date(day).map_or(plain(day), text::iso_date))
    };
    let year = |report: &Report| {
        let year = report.year.map_or(String::new(), |year| year.to_string());
        (year.clone(), year)
    };
    let days: Vec<_> = copies.iter().map(|report| day(report)).collect();
    let years: Vec<_> = copies.iter().map(|report| year(report)).collect();
    let heads = [
        ("agency", "机关名称", agencies(copies)),
        ("year", "年度", years),
        ("published", "发布日期", days),
    ];
    heads.into_iter().flat_map(|(at, label, values)| head(at, label, values)).collect()
}

/// The name of each copy's agency, with what makes it equal to others. A name that contains another one
/// (示例市民政局, 民政局) is equal to it if the copies have one title: it was read from elsewhere on the page.
fn agencies(copies: &[&Report]) -> Vec<(String, String)> {
    let titles: Vec<String> = copies.iter().map(|report| plain(&report.title)).collect();
    let key = |i: usize| {
        let own = text::key(&copies[i].agency);
        let same = (0..i).find(|other| {
            let one_title = !titles[i].is_empty() && titles[i] == titles[*other];
            let other = copies[*other];
            one_title && !other.agency.trim().is_empty() && copies[i].is_of_same_agency(other)
        });
        same.filter(|_| !own.is_empty()).map_or(own, |other| text::key(&copies[other].agency))
    };
    copies.iter().enumerate().map(|(i, r)| (r.agency.trim().to_string(), key(i))).collect()
}

/// The difference of a head, and that only some copies state it.
pub fn head(at: &str, label: &str, values: Vec<(String, String)>) -> Vec<Difference> {
    let stated =
        |(text, key): &(String, String)| (!key.is_empty()).then(|| (text.clone(), key.clone()));
    let known: Vec<_> = values.iter().map(stated).collect();
    let differ = of_values((Kind::Head, at, label), known);
    let told = || of_values((Kind::Stated, at, label), values.into_iter().map(Some).collect());
    differ.or_else(told).into_iter().collect()
}

/// The differences of tables. A copy without any is told once, and compared nowhere.
pub fn tables(copies: &[&Report]) -> Vec<Difference> {
    let has = |report: &Report| !report.cells.is_empty() || !report.extra_rows.is_empty();
    let mut all: Vec<Difference> = part(("tables", "表格"), copies, has).into_iter().collect();
    let held: Vec<Option<&Report>> =
        copies.iter().map(|report| Some(*report).filter(|r| has(r))).collect();
    all.extend(cells(&held));
    all.extend(rows(&held));
    all
}

/// That some copies do not have a part at all.
pub fn part(
    (at, label): (&str, &str),
    copies: &[&Report],
    has: impl Fn(&Report) -> bool,
) -> Option<Difference> {
    let value = |report: &&Report| {
        let word = if has(report) { "有" } else { "没有" };
        Some((word.to_string(), word.to_string()))
    };
    of_values((Kind::Part, at, label), copies.iter().map(value).collect())
}

/// The differences of the forms' cells.
fn cells(copies: &[Option<&Report>]) -> Vec<Difference> {
    let entries: Vec<Option<Vec<Entry>>> = copies.iter().map(|r| Some((*r)?.entries())).collect();
    let mut all = Vec::new();
    for (i, report) in copies.iter().enumerate().filter_map(|(i, r)| Some((i, (*r)?))) {
        // A form whose cells an earlier copy has, too, has only some more.
        let before: Vec<&Report> = copies[..i].iter().flatten().copied().collect();
        if before.iter().any(|b| std::ptr::eq(b.form, report.form)) {
            continue;
        }
        let known = |id: &str| before.iter().any(|b| b.form.position(id).is_some());
        for cell in report.form.all_cells().iter().filter(|cell| !known(&cell.id)) {
            let value = |(report, entries): (&Option<&Report>, &Option<Vec<Entry>>)| {
                let typed = report.as_ref()?.cell(&cell.id).trim().to_string();
                let at = report.as_ref()?.form.position(&cell.id);
                let key = match at
                    .map_or(Entry::Blank, |at| entries.as_ref().map_or(Entry::Blank, |e| e[at]))
                {
                    Entry::Blank | Entry::Absent => String::new(),
                    Entry::Number(amount) => amount.to_string(),
                    Entry::Unreadable => plain(&typed),
                };
                Some((typed, key))
            };
            let values = copies.iter().zip(&entries).map(value).collect();
            all.extend(of_values((Kind::Cell, &cell.id, &cell.label), values));
        }
    }
    all
}

/// What makes a value of a table equal to others: a number is its value.
fn value_key(typed: &str) -> String {
    match Entry::parse(typed) {
        Entry::Number(amount) => amount.to_string(),
        Entry::Unreadable => plain(typed),
        Entry::Blank | Entry::Absent => String::new(),
    }
}

/// The differences of rows that the form does not have. Rows of one label that all copies have are set
/// aside, wherever they stand; the others are compared in their order.
fn rows(copies: &[Option<&Report>]) -> Vec<Difference> {
    let mut labels: Vec<(String, &str)> = Vec::new();
    for row in copies.iter().flatten().flat_map(|report| &report.extra_rows) {
        let key = plain(&row.label);
        if !labels.iter().any(|(known, _)| *known == key) {
            labels.push((key, row.label.trim()));
        }
    }
    labels.iter().flat_map(|(key, label)| rows_of(key, label, copies)).collect()
}

fn rows_of(label_key: &str, label: &str, copies: &[Option<&Report>]) -> Vec<Difference> {
    let of_copy = |report: &Report| -> Vec<(String, String)> {
        let rows = report.extra_rows.iter().filter(|row| plain(&row.label) == label_key);
        let keyed = rows.map(|row| {
            let keys: Vec<String> = row.values.iter().map(|value| value_key(value)).collect();
            (row.values.join("　"), keys.join(" ").trim().to_string())
        });
        keyed.collect()
    };
    let mut rows: Vec<Option<Vec<(String, String)>>> =
        copies.iter().map(|report| report.map(of_copy)).collect();
    let first = rows.iter().flatten().next().cloned().unwrap_or_default();
    for (_, key) in first {
        let at = |rows: &Vec<(String, String)>| rows.iter().position(|(_, other)| *other == key);
        if rows.iter().flatten().all(|rows| at(rows).is_some()) {
            rows.iter_mut().flatten().for_each(|rows| {
                if let Some(at) = at(rows) {
                    rows.remove(at);
                }
            });
        }
    }
    let most = rows.iter().flatten().map(Vec::len).max().unwrap_or_default();
    let nth = |n: usize| {
        let value = |rows: &Option<Vec<(String, String)>>| {
            rows.as_ref().map(|rows| rows.get(n).cloned().unwrap_or_default())
        };
        of_values((Kind::Row, "row", label), rows.iter().map(value).collect())
    };
    (0..most).filter_map(nth).collect()
}
