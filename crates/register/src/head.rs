//! Heads of tables: which lines are heads, and the columns below them.

use report::text::key;

use crate::applicant::{Said, named, said};
use crate::blank::is_blank;
use crate::dates::written;
use crate::field::{Field, meant};
use crate::grid::{Cell, Line, Sheet};
use crate::outcome::{Set, says_result, what_is_said};
use crate::sentence;

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its position on the sheet, from 0.
    pub at: usize,
    /// The heads above it from the top down, normalised, each once.
    pub path: Vec<String>,
    /// What it means; `None` if nothing says it.
    pub field: Option<Field>,
    /// What its head says that it means.
    pub headed: Option<Field>,
    /// Whether its cells hold only ticks, so that [`Column::words`] are their text.
    pub ticks: bool,
    /// The column's own head with that of its group.
    pub words: String,
    /// It holds sentences, in which the name of the applicant is what counts here.
    pub told: bool,
}

impl Column {
    /// What the column has on a line.
    pub fn value<'a>(&self, line: &Line<'a>) -> Option<&'a str> {
        let text = line.text(self.at)?;
        if self.told { sentence::applicant(text) } else { Some(text) }
    }

    /// What the column has on a line, if that does not stand for a blank.
    pub fn said<'a>(&self, line: &Line<'a>) -> Option<&'a str> {
        if self.told {
            return self.value(line).filter(|text| !is_blank(text));
        }
        line.cell(self.at).filter(|cell| !cell.blank).map(|cell| cell.text)
    }

    /// The column's own head.
    pub fn leaf(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    /// All heads in one text, for the screen.
    pub fn head(&self) -> String {
        self.path.join("/")
    }
}

/// A table of a sheet: its columns, and the positions of its lines in the sheet.
pub struct Table {
    /// The position of the sheet.
    pub sheet: usize,
    /// The texts above the head, from the one before.
    pub title: String,
    /// The columns from the left.
    pub columns: Vec<Column>,
    /// The lines below the head, up to the next head.
    pub lines: std::ops::Range<usize>,
    /// The columns at this place and behind it are those of another table that was joined to it.
    pub width: usize,
    /// Its lines were joined to those of another table.
    pub joined: bool,
    /// The kind of all its applicants, which its title or the name of its sheet says.
    pub kind: Option<&'static str>,
}

impl Table {
    fn new(
        sheet: usize,
        title: String,
        columns: Vec<Column>,
        lines: std::ops::Range<usize>,
    ) -> Table {
        Table { sheet, title, columns, lines, width: usize::MAX, joined: false, kind: None }
    }

    /// The columns with this meaning.
    pub fn with(&self, field: Field) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.field == Some(field))
    }

    /// Whether a column has this meaning.
    #[inline(never)]
    pub fn has(&self, field: Field) -> bool {
        self.with(field).next().is_some()
    }
}

/// All tables of all sheets. A sheet without a head continues the table before it if it has as many
/// columns: tables in Word are cut over pages.
pub fn tables(sheets: &[Sheet]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for (n, sheet) in sheets.iter().enumerate() {
        let first = tables.len();
        // A short paragraph above a table is its title.
        let short = sheet.above.chars().count() <= 40;
        let mut title = if short { sheet.above.to_string() } else { String::new() };
        let mut at = 0;
        while at < sheet.lines.len() {
            if let Some((columns, height)) = head(&sheet.lines[at..]) {
                if let Some(last) = tables[first..].last_mut() {
                    last.lines.end = at;
                }
                at += height;
                let lines = at..sheet.lines.len();
                tables.push(Table::new(n, std::mem::take(&mut title), columns, lines));
            } else {
                let line = &sheet.lines[at];
                // What stands over a second table on the same sheet is a line of the first.
                if line.begun().count() <= 3 {
                    title = line.begun().map(|(_, c)| c.text).collect::<Vec<_>>().join(" ");
                } else {
                    title.clear();
                }
                at += 1;
            }
        }
        let width = |lines: &[Line]| lines.iter().map(|l| l.cells.len()).max().unwrap_or(0);
        if tables.len() == first
            && let Some(before) = tables.last().filter(|t| t.sheet + 1 == n)
        {
            let wide = before.columns.last().map_or(0, |c| c.at + 1);
            if width(&sheet.lines) == wide && sheet.name.chars().all(|c| c.is_ascii_digit()) {
                let (title, columns) = (before.title.clone(), before.columns.clone());
                tables.push(Table::new(n, title, columns, 0..sheet.lines.len()));
            }
        }
    }
    tables
}

/// The columns of the head that begins with the first line, and its height in lines.
fn head(lines: &[Line]) -> Option<(Vec<Column>, usize)> {
    let line = lines.first()?;
    if !could_be_head(line) {
        return None;
    }
    let tall = line.begun().map(|(_, cell)| cell.rows).max().unwrap_or(1);
    let mut height = tall.min(lines.len()).min(4);
    while height < 4 && lines.get(height).is_some_and(|next| continues(&lines[..height], next)) {
        height += 1;
    }
    let columns = columns(&lines[..height]);
    let fields: Vec<Field> = columns.iter().filter_map(|c| c.field).collect();
    let mut kinds: Vec<Field> = Vec::new();
    for field in fields.iter().filter(|field| **field != Field::Other) {
        if !kinds.contains(field) {
            kinds.push(*field);
        }
    }
    let legend = kinds.contains(&Field::Code) && columns.len() >= 2;
    // Columns of results and of kinds of applicant, to be ticked, are known as well.
    let ticked = |column: &&Column| {
        let leaf = column.leaf();
        column.field.is_none() && (says_result(leaf) || said(leaf) != Said::Nothing)
    };
    let known = || fields.len() + columns.iter().filter(ticked).count();
    let enough = fields.len() * 3 >= columns.len() || known() * 2 >= columns.len();
    // A list of cases may say how they ended under any head.
    let cases = kinds.contains(&Field::Case) && fields.len() >= 3;
    (legend || (kinds.len() >= 3 || cases) && enough).then_some((columns, height))
}

/// Whether a line has several short words and no figures.
fn could_be_head(line: &Line) -> bool {
    let mut cells = 0;
    for (_, cell) in line.begun() {
        // A head may explain codes: 申请人类别（1自然人 2商业企业 3科研机构）.
        let (all, digits) =
            (cell.text.chars().count(), cell.text.chars().filter(char::is_ascii_digit).count());
        let explains = digits * 3 <= all && cell.text.contains(['(', '（', ':', '：']);
        if all > if explains { 200 } else { 60 }
            || digits > 4 && !explains
            || written(cell.text).is_some()
        {
            return false;
        }
        cells += 1;
    }
    cells >= 2
}

/// Whether a line goes on with a head that has no merged cells: words below the groups, and nothing
/// below the other columns.
fn continues(head: &[Line], next: &Line) -> bool {
    let above = &head[head.len() - 1];
    if !could_be_head(next) || next.begun().count() < 2 {
        return false;
    }
    let first = next.begun().next().map_or(0, |(at, _)| at);
    let known = next.begun().filter(|(_, c)| meant(&[key(c.text)]).is_some()).count();
    // Results and kinds of applicant, to be ticked, stand below a group; in a line of the list each
    // cell has a head of its own above it.
    let in_group = |at: usize| above.cells.get(at).copied().flatten().is_none_or(|c| !c.left);
    let ticked = |text: &str| says_result(text) || said(text) != Said::Nothing;
    let grouped_ticks = next.begun().any(|(at, _)| in_group(at))
        && next.begun().filter(|(_, c)| ticked(c.text)).count() * 2 >= next.begun().count();
    // The first column, the running number, has its head above.
    let grouped = first > 0 && above.own(0).is_some() && next.own(0).is_none();
    grouped
        && (known >= 2
            || grouped_ticks
            || next.begun().all(|(_, c)| c.text.chars().count() <= 30)
                && known * 2 >= next.begun().count())
}

fn columns(head: &[Line]) -> Vec<Column> {
    let width = head.iter().map(|l| l.cells.len()).max().unwrap_or(0);
    let mut columns = Vec::new();
    for at in 0..width {
        let mut path: Vec<String> = Vec::new();
        for (r, line) in head.iter().enumerate() {
            let text = line.text(at).or_else(|| group_left(head, r, at));
            if let Some(text) = text.map(key).filter(|t| !t.is_empty() && path.last() != Some(t)) {
                path.push(text);
            }
        }
        if !path.is_empty() {
            let words = path[path.len().saturating_sub(2)..].join("—");
            let field = meant(&path);
            let (headed, ticks, told) = (field, false, false);
            columns.push(Column { at, field, headed, path, ticks, words, told });
        }
    }
    columns
}

/// The text of the nearest cell on the left, where groups are not merged: nothing stands here, but
/// something on the line below, and the cell on the left has something below it, too.
fn group_left<'a>(head: &[Line<'a>], r: usize, at: usize) -> Option<&'a str> {
    let below = head.get(r + 1)?;
    below.own(at)?;
    let left = (0..at).rev().find(|left| head[r].text(*left).is_some())?;
    below.own(left)?;
    head[r].own(left)
}

/// The table of a sheet whose heads say too little, by its contents: some column has days, another
/// results, another kinds or names of applicants. The line above them is their head, if it can be one.
pub fn guessed(sheet: &Sheet, number: usize) -> Option<Table> {
    let lines = &sheet.lines;
    let at = (0..lines.len().min(30)).find(|at| {
        let body = &lines[*at..lines.len().min(at + 30)];
        body.len() >= 3 && lines[*at].begun().count() >= 2 && holds_applications(body)
    })?;
    // A head is taken for the first line, because most of the lines below it are what is looked for.
    let is_day = |c: &Cell| written(c.text).is_some();
    let is_head = could_be_head(&lines[at]) && !lines[at].begun().any(|(_, c)| is_day(&c));
    let from = at + usize::from(is_head);
    let mut columns = if is_head { columns(&lines[at..from]) } else { Vec::new() };
    let width = lines.iter().map(|l| l.cells.len()).max().unwrap_or(0);
    for at in (0..width).filter(|at| !columns.iter().any(|c| c.at == *at)).collect::<Vec<_>>() {
        let head = format!("第{}列", at + 1);
        let (path, words) = (vec![head.clone()], head);
        let (field, headed, ticks, told) = (None, None, false, false);
        columns.push(Column { at, field, headed, path, ticks, words, told });
    }
    let title = lines[..at].iter().filter_map(|l| l.begun().next()).map(|(_, c)| c.text);
    Some(Table::new(number, title.collect::<Vec<_>>().join(" "), columns, from..lines.len()))
}

fn holds_applications(body: &[Line]) -> bool {
    let width = body.iter().map(|l| l.cells.len()).max().unwrap_or(0);
    let (mut days, mut results, mut names) = (0, 0, 0);
    for at in 0..width {
        let values: Vec<&str> = body.iter().filter_map(|line| line.own(at)).collect();
        let most = |test: fn(&str) -> bool| {
            let passed = values.iter().filter(|text| test(text)).count();
            values.len() * 2 >= body.len() && passed * 10 >= values.len() * 6
        };
        days += usize::from(most(|text| written(text).is_some()));
        // Several results, and not only words about the work as such.
        let mut said: Vec<Set> = values.iter().map(|text| what_is_said(text)).collect();
        said.retain(|set| *set != 0);
        let many = said.iter().any(|set| *set != said[0]);
        let topic = |text: &&str| text.contains("依申请公开") || text.contains("政务公开");
        results += usize::from(
            said.len() * 10 >= values.len() * 6
                && values.len() * 2 >= body.len()
                && many
                && !values.iter().any(topic),
        );
        names += usize::from(most(|text| {
            crate::applicant::said(text) != Said::Nothing
                || named(text).is_some()
                || sentence::applicant(text).is_some()
        }));
    }
    days > 0 && results > 0 && names > 0
}
