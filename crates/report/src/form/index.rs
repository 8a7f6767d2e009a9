//! What is computed once from a form: its cells in order, and its relations by cell number.

use std::collections::HashMap;

use super::{Block, Column, Form, Kind, Relation, Row, Shape};

/// One cell of a form.
#[derive(Debug)]
pub struct Cell {
    /// The cell's id, `row.column`.
    pub id: String,
    /// The label of the row, and of the column if there are several.
    pub label: String,
    /// The name in sentences: the label, or a shorter one.
    pub name: String,
    /// The row it is in.
    pub row: &'static Row,
    /// The column it is in.
    pub column: &'static Column,
    /// The position of its table in [`Form::tables`].
    pub table: usize,
    /// Whether its row is one of [`Block::variants`], and so not the form's own.
    pub variant: bool,
}

impl std::fmt::Debug for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Row({})", self.id)
    }
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "Column({})", self.id)
    }
}

/// What is computed once from a form: its cells in order and its relations by cell number.
pub struct Index {
    /// The form's own cells, then those of variants.
    pub(super) cells: Vec<Cell>,
    /// Number of the form's own cells.
    pub(super) own: usize,
    pub(super) by_id: HashMap<String, usize>,
    pub(super) relations: Vec<PlacedRelation>,
    /// For each variant: pairs of one of its cells and a cell that this one replaces.
    pub(super) replaced: Vec<(usize, usize)>,
}

/// A [`Relation`] at one place, with cells as positions in [`Form::all_cells`]; positions after the
/// last cell mean last year's cells in the same order.
pub struct PlacedRelation {
    /// The relation.
    pub relation: &'static Relation,
    /// The cells on the left.
    pub left: Vec<usize>,
    /// The cells on the right.
    pub right: Vec<usize>,
}

impl Cell {
    /// The kind of the cell's value.
    pub fn kind(&self) -> Kind {
        self.column.kind.unwrap_or(self.row.kind)
    }
}

impl PlacedRelation {
    /// All cells in the relation.
    pub fn cells(&self) -> impl Iterator<Item = usize> + '_ {
        self.left.iter().chain(&self.right).copied()
    }
}

impl Index {
    pub(super) fn new(form: &'static Form) -> Index {
        let blocks = || {
            form.tables
                .iter()
                .enumerate()
                .flat_map(|(t, table)| table.blocks.iter().map(move |block| (t, block)))
        };
        let of_row = |table: usize, block: &'static Block, row: &'static Row, variant: bool| {
            block.columns.iter().map(move |column| Cell {
                id: cell_id(row.id, column.id),
                label: label(row, column),
                name: name(row, column),
                row,
                column,
                table,
                variant,
            })
        };
        let has_cells = |row: &&Row| row.kind != Kind::Heading;
        let mut cells: Vec<Cell> = blocks()
            .flat_map(|(t, b)| {
                b.rows.iter().filter(has_cells).flat_map(move |r| of_row(t, b, r, false))
            })
            .collect();
        let own = cells.len();
        for (t, block) in blocks() {
            cells.extend(block.variants.iter().flat_map(|v| of_row(t, block, v, true)));
        }
        let by_id: HashMap<_, _> =
            cells.iter().enumerate().map(|(i, c)| (c.id.clone(), i)).collect();
        let relations = placed_relations(form, &by_id);
        let mut replaced = Vec::new();
        for (_, block) in blocks() {
            let pairs = |v: &'static Row| block.replaced_by(v).map(move |row| (v, row));
            for (variant, row) in block.variants.iter().flat_map(pairs) {
                for column in block.columns {
                    let at = |row: &Row| by_id[&cell_id(row.id, column.id)];
                    replaced.push((at(variant), at(row)));
                }
            }
        }
        Index { cells, own, by_id, relations, replaced }
    }
}

/// Every relation of a form at every place.
fn placed_relations(form: &Form, by_id: &HashMap<String, usize>) -> Vec<PlacedRelation> {
    let position = |id: String| -> usize {
        match id.strip_prefix("last:") {
            Some(last) => by_id.len() + by_id[last],
            None => by_id[&id],
        }
    };
    let mut all = Vec::new();
    for relation in form.relations.iter().copied().flatten() {
        let once = [""];
        let each = if relation.each.is_empty() { &once[..] } else { relation.each };
        for member in each.iter().flat_map(|member| form.named(member)) {
            let at = |ids: &[&str]| -> Vec<usize> {
                let ids = ids.iter().flat_map(|id| form.named(&id.replace("{}", &member)));
                ids.map(position).collect()
            };
            let (left, mut right) = match relation.shape {
                Shape::Sum(left, _, right) => (at(left), at(right)),
                Shape::Distinct(whole, parts) => (at(&[whole]), at(parts)),
                Shape::Needs(first, second) => (at(&[first]), at(&[second])),
            };
            right.retain(|cell| !left.contains(cell));
            all.push(PlacedRelation { relation, left, right });
        }
    }
    all
}

/// The name of a cell in sentences.
fn name(row: &Row, column: &Column) -> String {
    match (row.name, column.heads.last()) {
        ("", _) => label(row, column),
        (name, Some(head)) if !column.id.is_empty() => format!("{name}·{}", plain(head)),
        (name, _) => name.to_string(),
    }
}

/// The name of a cell in lists: group, row and column, without numerals and remarks.
fn label(row: &Row, column: &Column) -> String {
    if row.label.is_empty() {
        return column.heads.join("·");
    }
    let divides =
        matches!(crate::text::split_numeral(row.label), Some((crate::text::Numeral::Item(_), _)));
    let total = plain(row.label) == "总计";
    let group = row.groups.last().filter(|_| divides || total).map(|g| plain(g));
    let head = column.heads.last().filter(|_| !column.id.is_empty()).map(|h| plain(h));
    let parts = [group, Some(plain(row.label)), head];
    parts.into_iter().flatten().collect::<Vec<_>>().join("·")
}

/// The id of a cell from the ids of its row and column.
pub fn cell_id(row: &str, column: &str) -> String {
    match (row, column) {
        (row, "") => row.to_string(),
        ("", column) => column.to_string(),
        (row, column) => format!("{row}.{column}"),
    }
}

/// A label without its numeral, its 其中 and its remark in brackets, for use within a sentence.
pub(crate) fn plain(label: &str) -> String {
    let label = crate::text::without_numeral(label).trim_start_matches("其中：");
    match label.find('（') {
        Some(remark) if remark > 0 => label[..remark].to_string(),
        _ => label.to_string(),
    }
}
