//! Registers in two lists: the applications in one, and in another, by the same numbers, what became
//! of them.

use report::text::key;

use crate::field::Field;
use crate::genre::parts;
use crate::grid::{Cell, Sheet};
use crate::head::Table;
use crate::index::Index;
use crate::legend::is_legend;

/// Puts the columns of lists of answers behind those of the lists of applications. Gives the answers
/// (sheet and line) whose number no application has.
pub fn join(sheets: &mut [Sheet], tables: &mut [Table]) -> Vec<(usize, usize)> {
    let numbered = |t: &Table| t.has(Field::Number) && !is_legend(t);
    let alone = |t: &Table, of: [bool; 2]| numbered(t) && parts(t)[..2] == of;
    let pick =
        |of| -> Vec<usize> { (0..tables.len()).filter(|n| alone(&tables[*n], of)).collect() };
    let (asked, answered) = (pick([true, false]), pick([false, true]));
    let mut left = Vec::new();
    if asked.is_empty() || answered.len() != 1 {
        return left;
    }
    let answers = &mut tables[answered[0]];
    answers.joined = true;
    let (sheet, lines, added) = (answers.sheet, answers.lines.clone(), answers.columns.clone());
    let mut by_number = Index::default();
    for n in lines.clone() {
        if let Some(number) = number(&tables[answered[0]], &sheets[sheet], n) {
            by_number.put(number, n);
        }
    }
    let mut used = Index::default();
    for table in asked {
        let at = tables[table].sheet;
        let width = sheets[at].lines.iter().map(|l| l.cells.len()).max().unwrap_or(0);
        for n in tables[table].lines.clone() {
            let found = number(&tables[table], &sheets[at], n);
            let Some(answer) = found.as_ref().and_then(|number| by_number.get(number)) else {
                continue;
            };
            used.add(answer.to_string());
            let cells: Vec<Option<Cell>> = sheets[sheet].lines[answer].cells.clone();
            sheets[at].lines[n].cells.resize(width, None);
            sheets[at].lines[n].cells.extend(cells);
        }
        let table = &mut tables[table];
        table.width = width;
        for column in &added {
            let mut column = column.clone();
            column.at += width;
            // The number stands in the list of applications.
            column.field = column.field.filter(|f| !matches!(f, Field::Number | Field::Serial));
            table.columns.push(column);
        }
    }
    for n in lines.filter(|n| used.get(&n.to_string()).is_none()) {
        left.push((sheet, sheets[sheet].lines[n].number));
    }
    left
}

fn number(table: &Table, sheet: &Sheet, line: usize) -> Option<String> {
    table.with(Field::Number).find_map(|c| sheet.lines[line].text(c.at)).map(key)
}
