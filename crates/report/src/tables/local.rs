//! Tables that an agency or a province designed itself, as in many reports up to 2018:
//! 指标名称｜计量单位｜本年度｜历年累计. Their rows are kept as they are and never assigned to the
//! official table, whose rows count other things under similar names.

use super::{Found, RUNNING_TOTAL, tokens::between_bars, value};
use crate::document::{Grid, Note, NoteLevel};
use crate::report::ExtraRow;
use crate::steps;
use crate::text::{self, key};

/// The positions of the columns of a local table.
struct Heads {
    label: usize,
    unit: Option<usize>,
    year: usize,
    total: Option<usize>,
}

impl Heads {
    /// The columns that a row of heads names; `None` if it is no such row: it needs a name, the
    /// figures of a year, and a unit or a running total.
    fn of(row: &[&str]) -> Option<Heads> {
        let keys: Vec<String> = row.iter().map(|t| key(t)).collect();
        if keys.iter().any(|k| k.chars().count() > 12) {
            return None;
        }
        let total = keys.iter().position(|k| k.contains("累计"));
        let unit = keys.iter().position(|k| k == "单位" || k.ends_with("计量单位"));
        let of_year = |k: &String| {
            let named =
                ["本年", "当年", "年度", "数量", "数值", "统计数"].iter().any(|w| k.contains(w));
            (named || text::find_year(k).is_some()) && !k.contains("累计")
        };
        let year = keys.iter().position(of_year)?;
        let name =
            |k: &String| ["名称", "指标", "项目", "内容", "类别"].iter().any(|w| k.contains(w));
        let label = keys[..year].iter().position(name)?;
        (unit.is_some() || total.is_some()).then_some(Heads { label, unit, year, total })
    }

    /// A row under these heads: label, unit, this year's figure, running total.
    fn row<'a>(&self, row: &[&'a str]) -> Option<[&'a str; 4]> {
        let at = |x: Option<usize>| x.and_then(|x| row.get(x)).copied().unwrap_or_default();
        let [label, unit] = [at(Some(self.label)), at(self.unit)];
        let figures = [at(Some(self.year)), at(self.total)];
        let written = figures.iter().all(|f| super::is_value(f) && text::length(f) <= 20);
        (!key(label).is_empty() && !super::is_value(label) && written)
            .then(|| [label, unit, figures[0], figures[1]])
    }

    /// Whether a row has all its figures, and words for its unit.
    fn is_whole(&self, row: &[&str]) -> bool {
        let mut places = [Some(self.year), self.total].into_iter().flatten();
        let unit = self.unit.is_none_or(|x| !super::is_value(row[x]));
        unit && self.row(row).is_some() && places.all(|x| super::is_number(row[x]))
    }
}

/// The rows of a local table; `None` if the grid is another table.
pub(crate) fn from_local_grid(grid: &Grid, number: usize) -> Option<Found> {
    let rows: Vec<Vec<&str>> = grid
        .cover()
        .iter()
        .map(|row| {
            let text = |c: &Option<crate::document::Covered>| {
                c.map_or("", |c| grid.rows[c.row][c.index].text.as_str())
            };
            row.iter().map(text).collect()
        })
        .collect();
    let (found, _) = read(&rows)?;
    Some(noted(found, grid.spot(number, 0, 0)))
}

/// The rows of a local table that begins with the first of these lines, with tabs or bars between
/// cells; and the number of its lines.
pub(crate) fn from_local_lines<'a>(lines: &[&'a str], first: usize) -> Option<(Found, usize)> {
    if !lines.first()?.contains(['\t', '|']) {
        return from_single_cells(lines, first);
    }
    let parted = |line: &&&str| line.contains(['\t', '|']);
    let cells = |line: &&'a str| -> Vec<&'a str> {
        if line.contains('\t') { line.split('\t').collect() } else { between_bars(line) }
    };
    Heads::of(&cells(lines.first()?))?;
    let rows: Vec<Vec<&str>> = lines.iter().take_while(parted).map(cells).collect();
    let (found, count) = read(&rows)?;
    Some((noted(found, format!("正文第 {} 行", first + 1)), count))
}

/// Like [`from_local_lines`], with one cell on each line: a row has as many lines as there are
/// heads, and all its figures. If the rows end early, a blank cell has left no line, and no row is
/// certain.
fn from_single_cells(lines: &[&str], first: usize) -> Option<(Found, usize)> {
    let single = |line: &&str| text::length(line) <= 40 && !line.contains(['\t', '|', '。']);
    let of_width = |width: usize| {
        let heads = lines.get(..width).filter(|heads| heads.iter().all(single))?;
        let heads = Heads::of(heads)?;
        let whole = |row: &&[&str]| steps::take(1) && row.iter().all(single) && heads.is_whole(row);
        let count = lines[width..].chunks_exact(width).take_while(whole).count();
        let end = width * (count + 1);
        let broken = lines[end..].iter().take(width).any(|l| super::is_number(l));
        let rows: Vec<Vec<&str>> = lines[..end].chunks_exact(width).map(<[&str]>::to_vec).collect();
        let (found, _) = read(&rows).filter(|_| !broken)?;
        Some((noted(found, format!("正文第 {} 行", first + 1)), end))
    };
    [4, 3].into_iter().find_map(of_width)
}

/// The rows below the first row of heads, which must be one of the first three rows.
fn read(rows: &[Vec<&str>]) -> Option<(Found, usize)> {
    let (top, heads) =
        rows.iter().take(3).enumerate().find_map(|(i, r)| Some((i, Heads::of(r)?)))?;
    let mut found = Found::default();
    for row in &rows[top + 1..] {
        let Some([label, unit, year, total]) = heads.row(row) else { continue };
        let label = value(label).replace(' ', "");
        let mut keep = |label: String, figure: &str| {
            let values: Vec<String> =
                Some(value(figure)).filter(|v| !v.is_empty()).into_iter().collect();
            found.extra_rows.push(ExtraRow { label, unit: value(unit), values });
        };
        keep(label.clone(), year);
        if heads.total.is_some() {
            keep(format!("{label}{RUNNING_TOTAL}"), total);
        }
        found.rows += 1;
    }
    (found.rows >= 2).then_some((found, rows.len()))
}

fn noted(mut found: Found, at: String) -> Found {
    let message = format!("自制的统计表（{} 行）没有规定格式，已按原样单独保留", found.rows);
    found.notes.push(Note::new(NoteLevel::Info, message).at(at));
    found
}
