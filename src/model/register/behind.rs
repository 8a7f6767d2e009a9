//! Which rows of the register are behind a cell.

use super::{At, Counted, Counts};

/// Most rows that are named in one place of the sheet.
pub const MOST: usize = 12;

/// The rows behind a cell, in the order of the register.
pub fn lines<'a>(counts: &'a Counts, cell: &str) -> Vec<&'a At> {
    let Some((row, column)) = cell.rsplit_once('.') else { return Vec::new() };
    let fits = |id: &str, row: &str| {
        let parts = id.rsplit_once('.');
        parts.is_some_and(|(r, c)| r == row && (column == "total" || column == c))
    };
    // All that went out are processed but those carried over.
    let processed = |line: &Counted| {
        let parts = line.to.rsplit_once('.');
        parts.is_some_and(|(r, c)| r != "3.carried_out" && (column == "total" || column == c))
    };
    let counts_here = |line: &&Counted| match row {
        "3.processed" => processed(line),
        _ => [&line.from, &line.to].into_iter().chain(&line.table4).any(|id| fits(id, row)),
    };
    counts.rows.iter().filter(counts_here).map(|line| &line.at).collect()
}

/// Rows in words: `第 3、7 行`, with the sheets where the rows are in several; at most `most` rows.
pub fn places<'a>(rows: impl IntoIterator<Item = &'a At>, most: usize) -> String {
    let rows: Vec<&At> = rows.into_iter().collect();
    let mut sheets: Vec<(&str, Vec<String>)> = Vec::new();
    for at in rows.iter().take(most) {
        let known = sheets.iter_mut().find(|(sheet, _)| *sheet == at.sheet);
        match known {
            Some((_, numbers)) => numbers.push(at.row.to_string()),
            None => sheets.push((&at.sheet, vec![at.row.to_string()])),
        }
    }
    let one = sheets.len() < 2;
    let words = |(sheet, numbers): &(&str, Vec<String>)| {
        let numbers = numbers.join("、");
        if one { format!("第 {numbers} 行") } else { format!("“{sheet}”第 {numbers} 行") }
    };
    let words = sheets.iter().map(words).collect::<Vec<_>>().join("，");
    match rows.len() {
        n if n > most => format!("{words}等，共 {n} 行"),
        _ => words,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sheet: &str, row: usize) -> At {
        At { sheet: sheet.into(), row }
    }

    #[test]
    fn rows_are_told_by_sheet_and_number() {
        assert_eq!(places(&[at("a", 3), at("a", 7)], 9), "第 3、7 行");
        assert_eq!(
            places(&[at("1月", 3), at("2月", 7), at("1月", 9)], 9),
            "“1月”第 3、9 行，“2月”第 7 行"
        );
        assert_eq!(places(&[at("a", 3), at("a", 7)], 1), "第 3 行等，共 2 行");
    }

    #[test]
    fn a_total_has_the_rows_of_its_parts() {
        let line = |row: usize, out: &str| {
            let json = format!(
                r#"{{"sheet":"a","row":{row},"in":"3.received.person","out":"{out}","table4":["4.review.upheld"]}}"#
            );
            serde_json::from_str::<Counted>(&json).unwrap()
        };
        let json = r#"{"year":2024,"years":{},"columns":[],"cells":{},"fee":"0","counted":2,"rows":[],
            "skipped":[],"questions":[],"rules":[],"deadlines":{"words":"","late":[],"unknown":0}}"#;
        let mut counts: Counts = serde_json::from_str(json).unwrap();
        counts.rows = vec![line(3, "3.granted.person"), line(7, "3.carried_out.person")];
        let rows = |cell| lines(&counts, cell).iter().map(|at| at.row).collect::<Vec<_>>();
        assert_eq!(rows("3.received.total"), [3, 7]);
        assert_eq!(rows("3.received.person"), [3, 7]);
        assert_eq!(rows("3.granted.total"), [3]);
        assert_eq!(rows("3.processed.person"), [3]);
        assert_eq!(rows("3.processed.company"), [0; 0]);
        assert_eq!(rows("4.review.total"), [3, 7]);
        assert_eq!(rows("3.granted.company"), [0; 0]);
    }
}
