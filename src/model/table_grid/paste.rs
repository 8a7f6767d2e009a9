//! Placing a block copied from Word or a spreadsheet: which cell takes which field, and what finds
//! no place. Nothing is guessed silently: an ambiguous plan is previewed first.

use report::amount::Entry;
use report::document::Grid;
use report::text;

use super::{Block, Spot, TableGrid};

/// What a paste would do.
#[derive(PartialEq, Debug, Default)]
pub struct Plan {
    /// Cells and the fields they take.
    pub cells: Vec<(Spot, String)>,
    /// Numbers, and words below the first number, for which there is no place.
    pub left: Vec<String>,
    /// What is said of cells of the copied table that hold more than a plain value.
    pub said: Vec<String>,
    /// Every field is a number or blank and has a cell, so that no preview is needed.
    pub plain: bool,
}

/// Limits of the clipboard: a larger one is not one of the official tables.
pub const MOST_BYTES: usize = 1 << 20;
pub const MOST_ROWS: usize = 400;

/// The fields of a line before the first column with a number, and from that column on.
type Line<'a> = (&'a [String], &'a [String]);

impl TableGrid {
    /// The plan of pasting these fields at a block; `None` if none of them is a number. A single
    /// field fills the whole block.
    ///
    /// Columns of labels before the first number are dropped, but rows are placed by them if they
    /// are this table's labels; if the whole table was copied, columns are placed by it as well.
    /// Otherwise heads above the numbers are dropped, and lines are placed on the table's rows in
    /// order, headings included; if a number would fall on a heading, only rows with cells are
    /// used.
    pub fn paste(&self, at: &Block, fields: &[Vec<String>]) -> Option<Plan> {
        if let [line] = fields
            && let [field] = &line[..]
        {
            let cells = self.cells().filter(|spot| at.holds(*spot));
            let cells = cells.map(|spot| (spot, field.clone())).collect();
            return is_number(field).then(|| Plan { cells, plain: true, ..Plan::default() });
        }
        let first = fields.iter().filter_map(|l| l.iter().position(is_number)).min()?;
        let lines: Vec<Line> = fields.iter().map(|l| l.split_at(first.min(l.len()))).collect();
        let (top, left) = (at.from.0.min(at.to.0), at.from.1.min(at.to.1));
        if let Some(rows) = self.by_labels(0, &lines).or_else(|| self.by_labels(top, &lines)) {
            let width = fields.iter().map(Vec::len).max();
            // Whole rows of this table fall on its own columns.
            let whole =
                width == Some(self.width()) || self.all().is_some_and(|b| b.from.1 == first);
            return Some(self.plan(rows, if whole { first } else { left }, false, Vec::new()));
        }
        let heads = lines.iter().take_while(is_head).count();
        let (rows, beyond) = self.by_order(top, &lines[heads..]);
        let plain = first == 0 && heads == 0;
        Some(self.plan(rows, left, plain, beyond))
    }

    /// The row of each line by its label; `None` if a line with a number has no known label.
    fn by_labels<'a>(&self, top: usize, lines: &[Line<'a>]) -> Option<Vec<(usize, &'a [String])>> {
        let mut next = top;
        let mut rows = Vec::new();
        for (labels, values) in lines {
            let keys: Vec<String> = labels.iter().map(|l| text::key(l)).collect();
            let own = |y: &usize| self.labels[*y].iter().any(|label| keys.contains(label));
            match (next..self.cover.len()).find(own) {
                Some(y) => {
                    rows.push((y, *values));
                    next = y + 1;
                }
                None if values.iter().any(is_number) => return None,
                None => {}
            }
        }
        (!rows.is_empty()).then_some(rows)
    }

    /// The row of each line by its position, and the indices of the lines for which no row is left.
    fn by_order<'a>(
        &self,
        top: usize,
        lines: &[Line<'a>],
    ) -> (Vec<(usize, &'a [String])>, Vec<String>) {
        let has_cells = |y: &usize| self.cells().any(|spot| spot.0 == *y);
        let all = top..self.cover.len();
        let number = |values: &[String]| values.iter().any(is_number);
        let fits = all.clone().zip(lines).all(|(y, (_, values))| has_cells(&y) || !number(values));
        let rows: Vec<usize> = if fits { all.collect() } else { all.filter(has_cells).collect() };
        let beyond = lines.iter().skip(rows.len()).flat_map(|(_, values)| values.iter());
        let beyond = beyond.filter(|field| !field.trim().is_empty()).cloned().collect();
        (rows.into_iter().zip(lines.iter().map(|(_, values)| *values)).collect(), beyond)
    }

    /// Places the fields of each row in successive cells, from a column on.
    fn plan(
        &self,
        rows: Vec<(usize, &[String])>,
        column: usize,
        plain: bool,
        left: Vec<String>,
    ) -> Plan {
        let mut plan = Plan { left, plain, ..Plan::default() };
        for (y, values) in rows {
            for (x, field) in values.iter().enumerate() {
                let spot = (y, column + x);
                match self.id(spot) {
                    Some(_) => plan.cells.push((spot, field.trim().to_string())),
                    None if field.trim().is_empty() => {}
                    None => plan.left.push(field.trim().to_string()),
                }
            }
        }
        let told = |field: &String| Entry::parse(field) != Entry::Unreadable;
        plan.plain &= plan.left.is_empty() && plan.cells.iter().all(|(_, field)| told(field));
        plan
    }
}

fn is_head(line: &&Line) -> bool {
    let mut fields = line.0.iter().chain(line.1);
    !line.1.iter().any(is_number) && fields.any(|field| !field.trim().is_empty())
}

fn is_number(field: impl AsRef<str>) -> bool {
    Entry::parse(field.as_ref()).number().is_some()
}

/// Leaves in every cell of a copied table only its value, and gives what has to be said of those
/// that hold more: a mark of a note, struck words, several numbers.
pub fn settle(grid: &mut Grid) -> Vec<String> {
    let mut said = Vec::new();
    for cell in grid.rows.iter_mut().flatten() {
        let (value, note) = report::cell_value(cell);
        let Some(note) = note else { continue };
        // Words do not become another number by what is beside them.
        if value.is_empty() || is_number(&value) {
            cell.text = value;
            said.push(note);
        }
    }
    said
}

/// The texts of a grid by row and column: a merged cell's text is where the cell begins.
pub fn fields(grid: &Grid) -> Vec<Vec<String>> {
    let text = |row: usize, index: usize| grid.rows[row][index].text.clone();
    let line = |row: Vec<Option<report::document::Covered>>| {
        let field = |place: Option<report::document::Covered>| {
            place.filter(|p| p.begins).map_or_else(String::new, |p| text(p.row, p.index))
        };
        row.into_iter().map(field).collect()
    };
    grid.cover().into_iter().take(MOST_ROWS).map(line).collect()
}

/// Splits tab-separated lines into fields; a quoted field may contain line breaks.
pub fn split(text: &str) -> Vec<Vec<String>> {
    let mut lines = vec![vec![String::new()]];
    let mut quoted = false;
    let text = if text.len() > MOST_BYTES { "" } else { text };
    let mut chars = text.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(c) = chars.next() {
        let line = lines.last_mut().expect("never empty");
        let field = line.last_mut().expect("never empty");
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' if quoted || field.is_empty() => quoted = !quoted,
            '\t' if !quoted => line.push(String::new()),
            '\n' if !quoted => lines.push(vec![String::new()]),
            '\r' => {}
            c => field.push(c),
        }
    }
    lines.truncate(MOST_ROWS);
    lines
}

/// A grid as a spreadsheet puts it on the clipboard: tab-separated lines, and a table.
pub fn print(grid: &Grid) -> (String, String) {
    let quoted = |field: &String| match field.contains(['\t', '\n', '"']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.clone(),
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join("\t");
    let lines: Vec<String> = fields(grid).iter().map(line).collect();
    let mut html = String::from("<table border=\"1\">");
    for row in &grid.rows {
        html.push_str("<tr>");
        for cell in row {
            let text = cell.text.replace('&', "&amp;").replace('<', "&lt;");
            let (columns, rows) = (cell.columns, cell.rows);
            html.push_str(&format!("<td colspan=\"{columns}\" rowspan=\"{rows}\">{text}</td>"));
        }
        html.push_str("</tr>");
    }
    (lines.join("\r\n") + "\r\n", html + "</table>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::document::{CellRole, GridCell};

    fn table_grid(form: &str, table: usize) -> TableGrid {
        let table = &report::form(form).expect("a form").tables[table];
        TableGrid::new(table, report::compose::grid(table))
    }

    /// What is pasted at a cell, for comparison: `id=value`, after `!` if a preview is needed; what
    /// is left over is after `?`.
    fn paste(table_grid: &TableGrid, id: &str, text: &str) -> String {
        let spot = table_grid.find(id).expect("a cell");
        let Some(plan) = table_grid.paste(&Block { from: spot, to: spot }, &split(text)) else {
            return "nothing".into();
        };
        let cell =
            |(spot, value): &(Spot, String)| format!("{}={value}", table_grid.id(*spot).unwrap());
        let left = plan.left.iter().map(|field| format!("?{field}"));
        let look = (!plan.plain).then(|| "!".to_string());
        look.into_iter()
            .chain(plan.cells.iter().map(cell))
            .chain(left)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn blocks_fall_on_rows() {
        let table_grid = table_grid("2014", 0);
        for (text, expected) in [
            // Numbers only, without the heading between 1.1b and 1.2.1.
            ("１\r\n2\r\n3\r\n", "1.1a=１ 1.1b=2 1.2.1=3"),
            // The official columns, with the heading's row.
            (
                "其中：规范性文件\t条\t1\n制发\t件\t2\n（二）渠道\t——\t\n\"1.政府\n公报\"\t条\t1,003\n",
                "! 1.1a=1 1.1b=2 1.2.1=1,003",
            ),
            // Heads above numbers without labels.
            ("本年\n上年\n7\n", "! 1.1a=7"),
            // More columns than there are.
            ("1\t2\n3\t4\n", "! 1.1a=1 1.1b=3 ?2 ?4"),
            // A text that is no number needs a preview.
            ("1\n三件\n", "! 1.1a=1 1.1b=三件"),
            ("12", "1.1a=12"),
            ("没有\t数字", "nothing"),
        ] {
            assert_eq!(paste(&table_grid, "1.1a", text), expected, "{text}");
        }
        assert_eq!(paste(&table_grid, "9.2", "1\n2\n3\n\n"), "! 9.2=1 9.3=2 ?3");
    }

    #[test]
    fn a_table_is_pasted_by_its_labels() {
        let table_grid = table_grid("2021", 1);
        let text = "\t申请人情况\t\n\t自然人\t总计\n一、本年新收政府信息公开申请数量\t\t\t3\t4\n\
            三、本年度办理结果\t（一）予以公开\t\t1\t2\n四、结转下年度继续办理\t\t\t0\t1\n";
        assert_eq!(
            paste(&table_grid, "3.received.person", text),
            "! 3.received.person=3 3.received.company=4 3.granted.person=1 3.granted.company=2 \
             3.carried_out.person=0 3.carried_out.company=1"
        );
    }

    /// Wherever the whole table is pasted, every cell gets its own value back, also if the first
    /// column is blank and heads are merged.
    #[test]
    fn a_whole_table_comes_back() {
        for (form, table) in [("2014", 0), ("2019", 0), ("2021", 0), ("2021", 1)] {
            let table_grid = table_grid(form, table);
            let ids: Vec<String> =
                table_grid.cells().map(|spot| table_grid.id(spot).unwrap().to_string()).collect();
            let blank = |id: &str| id.ends_with(".person");
            let value = |id: &str| {
                let number = ids.iter().position(|other| other == id).unwrap();
                if blank(id) { String::new() } else { number.to_string() }
            };
            let (tsv, html) = print(&table_grid.copy(&table_grid.all().unwrap(), value));
            assert_eq!(html.matches("<tr>").count(), table_grid.grid.rows.len());
            let placed = paste(&table_grid, &ids[ids.len() / 2], &tsv);
            for id in ids.iter().filter(|id| !blank(id)) {
                let own = format!("{id}={}", value(id));
                assert!(placed.split(' ').any(|word| word == own), "{own} in {placed}");
            }
            assert!(!placed.contains('?'), "{placed}");
        }
    }

    #[test]
    fn a_block_is_copied_with_what_stands_in_it() {
        let table_grid = table_grid("2014", 0);
        let (from, to) = (table_grid.find("1.1b").unwrap(), table_grid.find("1.2.1").unwrap());
        let (tsv, _) = print(&table_grid.copy(&Block { from, to }, |id| id.to_string()));
        assert_eq!(tsv, "1.1b\r\n\r\n1.2.1\r\n");
        let mut grid = Grid::default();
        grid.rows.push(vec![GridCell::new(CellRole::Value, "a<b & \"c\"\td")]);
        assert_eq!(print(&grid).0, "\"a<b & \"\"c\"\"\td\"\r\n");
        assert!(print(&grid).1.contains("a&lt;b &amp; \"c\""));
        assert_eq!(split(&print(&grid).0), [["a<b & \"c\"\td"]]);
    }

    #[test]
    fn marks_struck_words_and_second_numbers_are_no_part_of_a_number() {
        use report::document::AsideKind::{Raised, Struck};
        let mut grid = Grid::default();
        for (text, kind, aside) in
            [("3", Raised, "1"), ("", Struck, "8"), ("12\n34", Struck, ""), ("5", Struck, "")]
        {
            let mut cell = GridCell::new(CellRole::Value, text);
            cell.put_aside(kind, aside);
            grid.rows.push(vec![cell]);
        }
        let said = settle(&mut grid);
        assert_eq!(fields(&grid), [["3"], [""], [""], ["5"]]);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[0].contains("“1”") && said[1].contains("“8”") && said[2].contains("12 34"));
        // A label with a mark of a note stays a label.
        let mut cell = GridCell::new(CellRole::RowHead, "数量");
        cell.put_aside(Raised, "1");
        let mut grid = Grid { rows: vec![vec![cell]], ..Grid::default() };
        assert!(settle(&mut grid).is_empty());
        assert_eq!(fields(&grid), [["数量"]]);
    }

    #[test]
    fn one_number_fills_a_block() {
        let table_grid = table_grid("2021", 1);
        let (from, to) = ((4, 3), (5, 4));
        let plan = table_grid.paste(&Block { from, to }, &split("0")).unwrap();
        assert_eq!(plan.cells.len(), 4);
        assert!(plan.plain && plan.cells.iter().all(|(_, value)| value == "0"));
    }
}
