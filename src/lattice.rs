//! Where the cells of a table stand to each other: moving with the arrow keys, and placing a block
//! copied from a spreadsheet.

use report::amount::Entry;
use report::document::Grid;

/// The ids of a table's cells by row and column of its grid.
#[derive(PartialEq)]
pub struct Lattice {
    rows: Vec<Vec<Option<String>>>,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Step {
    Up,
    Down,
    Left,
    Right,
}

impl Lattice {
    pub fn new(grid: &Grid) -> Lattice {
        let id = |row: usize, index: usize| grid.rows[row][index].cell.clone();
        let rows = grid.cover().into_iter().map(|row| {
            row.into_iter()
                .map(|place| place.filter(|p| p.begins).and_then(|p| id(p.row, p.index)))
                .collect()
        });
        Lattice { rows: rows.collect() }
    }

    fn find(&self, id: &str) -> Option<(usize, usize)> {
        self.rows
            .iter()
            .enumerate()
            .find_map(|(y, row)| row.iter().position(|c| c.as_deref() == Some(id)).map(|x| (y, x)))
    }

    /// The next cell that way. Up and down skip rows without cells and keep near the column.
    pub fn step(&self, id: &str, step: Step) -> Option<&str> {
        let (y, x) = self.find(id)?;
        let nearest = |row: &'_ Vec<Option<String>>| {
            let cells = row.iter().enumerate().filter(|(_, c)| c.is_some());
            cells.min_by_key(|(i, _)| i.abs_diff(x)).map(|(i, _)| i)
        };
        let (y, x) = match step {
            Step::Up => (0..y).rev().find_map(|y| Some((y, nearest(&self.rows[y])?)))?,
            Step::Down => {
                (y + 1..self.rows.len()).find_map(|y| Some((y, nearest(&self.rows[y])?)))?
            }
            Step::Left => (y, (0..x).rev().find(|&x| self.rows[y][x].is_some())?),
            Step::Right => (y, (x + 1..self.rows[y].len()).find(|&x| self.rows[y][x].is_some())?),
        };
        self.rows[y][x].as_deref()
    }

    /// What each cell should hold when this text, copied from a spreadsheet, is pasted at a cell;
    /// empty if the text is no block of numbers.
    ///
    /// Columns of labels before the first number are dropped. Rows fall on the table's rows with
    /// its headings, or, if a number would fall on a heading, on the rows with cells only.
    pub fn paste(&self, id: &str, text: &str) -> Vec<(String, String)> {
        let Some((top, left)) = self.find(id) else { return Vec::new() };
        let lines = split(text);
        let number = |field: &String| Entry::parse(field).number().is_some();
        let first = lines.iter().filter_map(|l| l.iter().position(number)).min();
        let Some(first) = first.filter(|_| lines.len() > 1 || lines[0].len() > 1) else {
            return Vec::new();
        };
        let lines: Vec<&[String]> = lines.iter().map(|l| l.get(first..).unwrap_or(&[])).collect();
        let has_cells = |row: &&Vec<Option<String>>| row.iter().any(Option::is_some);
        let all: Vec<_> = self.rows[top..].iter().collect();
        let with_cells: Vec<_> = self.rows[top..].iter().filter(has_cells).collect();
        let fits = all.iter().zip(&lines).all(|(r, l)| has_cells(r) || !l.iter().any(number));
        let rows = if fits { all } else { with_cells };
        let mut placed = Vec::new();
        for (row, line) in rows.into_iter().zip(lines) {
            let cells = row.iter().skip(left).flatten();
            placed.extend(cells.zip(line).map(|(id, field)| (id.clone(), tidy(field))));
        }
        placed
    }
}

/// A cell's text as it should stand: half-width, without separators and spaces, if it is a number.
pub fn tidy(typed: &str) -> String {
    let text: String = typed.trim().chars().map(report::text::half_width).collect();
    match Entry::parse(&text) {
        Entry::Number(_) => {
            text.chars().filter(|c| !c.is_whitespace() && !matches!(c, ',' | '，')).collect()
        }
        _ => typed.trim().to_string(),
    }
}

/// Tab-separated lines; a field in quotes may hold line breaks.
fn split(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut quoted = false;
    for c in text.trim_end_matches(['\r', '\n']).chars() {
        let line = lines.last_mut().expect("never empty");
        let field = line.last_mut().expect("never empty");
        match c {
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\t' if !quoted => line.push(String::new()),
            '\n' if !quoted => lines.push(vec![String::new()]),
            '\r' => {}
            c => field.push(c),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lattice() -> Lattice {
        Lattice::new(&report::compose::grid(&report::FORMS[0].tables[0]))
    }

    fn show(placed: Vec<(String, String)>) -> String {
        placed.into_iter().map(|(id, value)| format!("{id}={value} ")).collect()
    }

    #[test]
    fn steps_skip_headings() {
        let lattice = lattice();
        assert_eq!(lattice.step("1.1b", Step::Down), Some("1.2.1"));
        assert_eq!(lattice.step("1.2.1", Step::Up), Some("1.1b"));
        assert_eq!(lattice.step("1.1", Step::Up), None);
        assert_eq!(lattice.step("1.1", Step::Right), None);
    }

    #[test]
    fn blocks_fall_on_rows() {
        let lattice = lattice();
        // Numbers only, without the heading between 1.1b and 1.2.1.
        assert_eq!(show(lattice.paste("1.1a", "１\r\n2\r\n3\r\n")), "1.1a=1 1.1b=2 1.2.1=3 ");
        // The official columns, with the heading's row.
        let table =
            "其中：规范性文件\t条\t1\n制发\t件\t2\n（二）渠道\t——\t\n\"1.政府\n公报\"\t条\t1,003\n";
        assert_eq!(show(lattice.paste("1.1a", table)), "1.1a=1 1.1b=2 1.2.1=1003 ");
        assert_eq!(show(lattice.paste("1.1a", "12")), "");
        assert_eq!(show(lattice.paste("1.1a", "没有\t数字")), "");
    }
}
