//! The vocabulary in which an official form is written: sections, tables, the arithmetic between
//! cells, and (in [`Speech`]) the words by which prose refers to a cell.
//!
//! A form is data (see [`crate::forms`]); nothing here knows a particular one. The tables of all
//! forms are built from the same three types: a [`Table`] consists of [`Block`]s, and a block has
//! [`Row`]s under [`Column`]s. A cell's id is `row.column`; either half may be empty.

mod index;
mod sentence;
mod speech;
mod topic;

pub(crate) use index::plain;
pub use index::{Cell, Index, PlacedRelation, cell_id};
pub use sentence::{Said, Sentence};
pub use speech::{Mention, Role, Scope, Speech};
pub use topic::Topic;

use std::sync::OnceLock;

use crate::amount::Amount;
use crate::finding::Severity;

/// One official form.
pub struct Form {
    /// Public name, `"2014"`.
    pub id: &'static str,
    /// First report year for which it is used, up to the year before the next form (see
    /// [`crate::forms::years`]).
    pub since: u16,
    /// The notice that issued it.
    pub issued_by: &'static str,
    /// Last day of publication in the following year, `(month, day)`, by the level of the agency;
    /// while the level is unknown the latest one counts.
    pub deadlines: &'static [(Level, (u8, u8))],
    /// The words after agency and year in the report's title.
    pub title: &'static str,
    /// Who decides on the headings.
    pub headings: Headings,
    /// Narrative sections in the form's order.
    pub sections: &'static [Section],
    /// The official tables in their order.
    pub tables: &'static [Table],
    /// Arithmetic between cells, in lists that forms may share.
    pub relations: &'static [&'static [Relation]],
    /// Cells without arithmetic; every other cell occurs in a relation.
    pub free: &'static [&'static str],
    /// Cells that only some bodies may fill, and the levels of these bodies.
    pub reserved: &'static [(&'static [&'static str], &'static [Level])],
    /// Parts that must be plausible in relation to a total.
    pub shares: &'static [Share],
    /// Topics that the report of a people's government must mention somewhere.
    pub government_topics: &'static [Topic],
    /// The charts (图解) of a report, in lists that forms may share.
    pub charts: &'static [&'static [Chart]],
    #[doc(hidden)]
    pub index: OnceLock<Index>,
}

/// Who decides on the headings of the sections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Headings {
    /// The agency: it may add sections and change their order.
    Free,
    /// The notice, word for word and in this order.
    Fixed,
}

/// The kind of the reporting body, on which deadlines and powers depend.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// A department of a government.
    Department,
    /// A township or subdistrict.
    Township,
    /// A county or district.
    County,
    /// A prefecture or city.
    Municipality,
    /// A province.
    Province,
}

impl Level {
    /// All levels, from the lowest up.
    pub const ALL: [Level; 5] =
        [Level::Department, Level::Township, Level::County, Level::Municipality, Level::Province];

    /// The word on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Level::Department => "部门",
            Level::Township => "乡镇、街道",
            Level::County => "县（市、区）政府",
            Level::Municipality => "设区的市政府",
            Level::Province => "省级政府",
        }
    }
}

/// A narrative section of a form.
pub struct Section {
    /// The section's id, such as `1`.
    pub id: &'static str,
    /// The prescribed heading without its numeral; where headings are free, the usual one.
    pub heading: &'static str,
    /// A heading means this section if it contains all words of one of these lists. The last
    /// section is compared first, because in every form the first ones have the most general words.
    pub known_by: &'static [&'static [&'static str]],
    /// The rule that is broken if the section is missing: `V-03`, a rule of its own, or none.
    pub required: Option<&'static str>,
    /// Other headings that are accepted for this section.
    pub aliases: &'static [&'static str],
    /// Topics that its text must mention.
    pub topics: &'static [Topic],
    /// What to write here, in one or two Chinese sentences, shown while the section is empty.
    pub guidance: &'static str,
    /// Most characters (without white space) that the notice allows.
    pub limit: Option<usize>,
    /// Percentage of last year's words above which this section is suspiciously alike.
    pub alike: Option<u8>,
}

/// Parts that must not be too large, or not 0, in relation to a total.
pub struct Share {
    /// The rule that is broken.
    pub rule: &'static str,
    /// Ids of the cells that are the parts.
    pub parts: &'static [&'static str],
    /// The id of the cell that is the total.
    pub whole: &'static str,
    /// Totals below this are not checked.
    pub least: u64,
    /// The rule is broken if the parts are more than this percentage of the total; with 0, if the
    /// parts are 0.
    pub percent: u64,
    /// What is suspicious, in Chinese; the finding adds the numbers.
    pub words: &'static str,
    /// The legal basis, if it is not that of the rule.
    pub basis: Option<&'static str>,
}

/// A chart: bars of one unit.
pub struct Chart {
    /// The title above the chart.
    pub title: &'static str,
    /// The unit of its figures.
    pub unit: &'static str,
    /// The label of each bar, and the cells whose sum it shows.
    pub bars: &'static [(&'static str, &'static [&'static str])],
}

/// An official table.
pub struct Table {
    /// The table's id, also the name of all its rows in [`Form::named`].
    pub id: &'static str,
    /// The section that contains it; `None` for an annex after the last section.
    pub section: Option<&'static str>,
    /// The title printed above it; `{agency}` and `{year}` are replaced.
    pub title: &'static str,
    /// The head above the label columns, of which there are as many as the most deeply nested row
    /// has groups, and one for the label. `None` for a table without labels.
    pub stub: Option<&'static str>,
    /// The head of the unit column, if the form prints units.
    pub units: Option<&'static str>,
    /// Widths of all columns in per mille of the table's width, labels first; their sum is 1000.
    pub widths: &'static [u16],
    /// Its blocks from the top down.
    pub blocks: &'static [Block],
}

/// Rows under common column heads.
pub struct Block {
    /// A title row over the whole width above the block.
    pub title: Option<&'static str>,
    /// The columns from left to right.
    pub columns: &'static [Column],
    /// The rows from the top down.
    pub rows: &'static [Row],
    /// Rows that some tables print in place of a group of the form's rows (one 其他处理 for its
    /// three cases), labelled like that group. Their cells are read, stored and counted; their
    /// presence breaks a rule.
    pub variants: &'static [Row],
}

/// A column of cells.
pub struct Column {
    /// The second half of its cells' ids; empty if a row has only one cell.
    pub id: &'static str,
    /// The column's heads from the top down; equal neighbours are merged.
    pub heads: &'static [&'static str],
    /// The kind of its cells, if the rows do not determine it.
    pub kind: Option<Kind>,
}

/// A row of cells, or a printed heading without cells.
pub struct Row {
    /// The first half of its cells' ids, such as `3.received`.
    pub id: &'static str,
    /// The printed label.
    pub label: &'static str,
    /// A shorter name for sentences; empty if the label is used.
    pub name: &'static str,
    /// Other labels with which it is printed.
    pub aliases: &'static [&'static str],
    /// The groups it belongs to, outermost first; equal neighbours are merged.
    pub groups: &'static [&'static str],
    /// `条`, `件`, `万元`; `——` for a heading.
    pub unit: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Depth of its label, for indenting.
    pub level: u8,
    /// What is counted here, in one Chinese sentence with the article it is based on.
    pub help: &'static str,
}

/// What a cell may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A heading, which has no cell.
    Heading,
    /// A non-negative integer.
    Count,
    /// A non-negative decimal with at most six places.
    Amount,
    /// An integer with a sign.
    Change,
    /// An amount of money for which the form prints no unit: 251000元, 7.5万元.
    Money,
}

impl Kind {
    /// Whether a cell of this kind may hold this number.
    pub fn admits(self, number: Amount) -> bool {
        match self {
            Kind::Heading => false,
            Kind::Count => number.is_integer() && !number.is_negative(),
            Kind::Amount | Kind::Money => !number.is_negative(),
            Kind::Change => number.is_integer(),
        }
    }
}

/// Arithmetic between cells, given by their ids or as in [`Form::named`]. `{}` in an id stands for
/// each member of `each`; `last:` before an id means last year's report. A cell on the left is left
/// out on the right.
pub struct Relation {
    /// The id of the rule; several relations may have the same.
    pub rule: &'static str,
    /// How serious it is to break it.
    pub severity: Severity,
    /// The cells and how they must be related.
    pub shape: Shape,
    /// The values for `{}`; if empty, the relation is used once.
    pub each: &'static [&'static str],
    /// The reason in the form's words; the finding adds the numbers.
    pub words: &'static str,
    /// The article or notice that it is based on.
    pub basis: &'static str,
    /// If the prose contains one of these words, a broken relation is only a warning.
    pub softened_by: &'static [&'static str],
}

/// The kinds of arithmetic in the official forms.
pub enum Shape {
    /// The sum of the left cells is in this order to the sum of the right cells.
    Sum(&'static [&'static str], Order, &'static [&'static str]),
    /// The total counts distinct items, each of which occurs in one or more of the parts:
    /// max(parts) ≤ total ≤ sum(parts).
    Distinct(&'static str, &'static [&'static str]),
    /// If the first cell is above 0, so is the second.
    Needs(&'static str, &'static str),
}

/// How two sums must be related.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// They are equal.
    Equal,
    /// The left one is not larger.
    AtMost,
    /// The left one is not smaller.
    AtLeast,
}

impl Form {
    /// The form's own cells in their order, without those of variants.
    pub fn cells(&'static self) -> &'static [Cell] {
        let index = self.index();
        &index.cells[..index.own]
    }

    /// Number of [`Form::cells`], without the list of them, which the first module does not have.
    pub fn size(&self) -> usize {
        let blocks = self.tables.iter().flat_map(|table| table.blocks.iter());
        let rows = |block: &Block| block.rows.iter().filter(|r| r.kind != Kind::Heading).count();
        blocks.map(|block| rows(block) * block.columns.len()).sum()
    }

    /// The form's own cells, then those of variants.
    pub fn all_cells(&'static self) -> &'static [Cell] {
        &self.index().cells
    }

    /// The position of a cell in [`Form::all_cells`].
    pub fn position(&'static self, id: &str) -> Option<usize> {
        self.index().by_id.get(id).copied()
    }

    /// A cell by its id.
    pub fn cell(&'static self, id: &str) -> Option<&'static Cell> {
        self.position(id).map(|i| &self.all_cells()[i])
    }

    /// Every relation at every place.
    pub fn placed_relations(&'static self) -> &'static [PlacedRelation] {
        &self.index().relations
    }

    /// Pairs of a variant's cell and a cell it stands for.
    pub fn replaced(&'static self) -> &'static [(usize, usize)] {
        &self.index().replaced
    }

    /// The ids of cells (or rows) that an id in the form's data stands for. An ordinary id stands
    /// for itself. `[name]` in place of a row stands for every row of the table with that id, of
    /// the groups with that name, or with that label; variants follow the rows they replace. A new
    /// row is thus in all sums at once.
    pub fn named(&self, id: &str) -> Vec<String> {
        match id.strip_prefix('[').and_then(|id| id.split_once(']')) {
            Some((name, column)) => {
                self.rows(name).map(|row| format!("{}{column}", row.id)).collect()
            }
            None => vec![id.to_string()],
        }
    }

    /// The rows with cells of a table, of a group, or with a label.
    fn rows(&self, name: &str) -> impl Iterator<Item = &'static Row> {
        let blocks = self.tables.iter().flat_map(|t| t.blocks.iter().map(move |b| (t.id, b)));
        let rows = blocks.flat_map(|(table, block)| {
            block.rows.iter().flat_map(move |row| {
                let last_of = |v: &&Row| block.replaced_by(v).next_back() == Some(row);
                let variants = block.variants.iter().filter(last_of);
                std::iter::once(row).chain(variants).map(move |row| (table, row))
            })
        });
        let is_named = move |table: &str, row: &Row| {
            table == name || row.label == name || row.groups.contains(&name)
        };
        rows.filter(move |(table, row)| row.kind != Kind::Heading && is_named(table, row))
            .map(|(_, row)| row)
    }

    /// A section by its id.
    pub fn section(&self, id: &str) -> Option<&'static Section> {
        self.sections.iter().find(|s| s.id == id)
    }

    /// The last day of publication, `(month, day)`, for an agency of this level.
    pub fn deadline(&self, level: Option<Level>) -> Option<(u8, u8)> {
        let of_level = self.deadlines.iter().filter(|(l, _)| level.is_none_or(|level| level == *l));
        of_level.map(|(_, day)| *day).max()
    }

    fn index(&'static self) -> &'static Index {
        self.index.get_or_init(|| Index::new(self))
    }
}

impl Block {
    /// The rows that a variant of this block stands for; it is printed in the place of the first.
    pub fn replaced_by(&self, variant: &Row) -> impl DoubleEndedIterator<Item = &'static Row> {
        let group = variant.label;
        self.rows.iter().filter(move |row| row.groups.contains(&group))
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Row) -> bool {
        self.id == other.id
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Form) -> bool {
        self.id == other.id
    }
}
