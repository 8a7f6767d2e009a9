//! The vocabulary in which an official form is written down: sections, tables, the arithmetic
//! between cells, and (in [`Speech`]) the words by which prose speaks of a cell.
//!
//! A form is data (see [`crate::forms`]); nothing here knows a particular one. The tables of all
//! three official forms are built from the same three nouns: a [`Table`] is a pile of [`Block`]s,
//! a block is [`Row`]s under [`Column`]s. A cell's id is `row.column`, either half may be empty.

mod index;
mod sentence;
mod speech;

pub(crate) use index::plain;
pub use index::{Cell, Index, Judged, cell_id};
pub use sentence::{Said, Sentence};
pub use speech::{Mention, Role, Scope, Speech};

use std::sync::OnceLock;

use crate::amount::Amount;
use crate::finding::Severity;

/// One official form.
pub struct Form {
    /// Public name, `"2014"`.
    pub id: &'static str,
    /// First report year it is used for; it is until the next form is (see [`crate::forms::years`]).
    pub since: u16,
    /// The notice that issued it.
    pub issued_by: &'static str,
    /// Last day of publication in the year after, `(month, day)`, by the level of the agency; the
    /// latest one counts while the level is unknown.
    pub deadlines: &'static [(Level, (u8, u8))],
    /// Words after agency and year in the report's title.
    pub title: &'static str,
    pub headings: Headings,
    /// Narrative sections in the form's order.
    pub sections: &'static [Section],
    pub tables: &'static [Table],
    /// Arithmetic between cells, in lists that forms may share.
    pub relations: &'static [&'static [Relation]],
    /// Cells that no arithmetic binds; every other one stands in a relation.
    pub free: &'static [&'static str],
    /// Cells only some bodies may fill, and the levels that may.
    pub reserved: &'static [(&'static [&'static str], &'static [Level])],
    pub shares: &'static [Share],
    /// What a report of a people's government must speak of somewhere.
    pub government_topics: &'static [Topic],
    /// What the picture (图解) of a report shows, in lists that forms may share.
    pub charts: &'static [&'static [Chart]],
    #[doc(hidden)]
    pub index: OnceLock<Index>,
}

/// Who decides the headings of the sections.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Headings {
    /// Local practice: other sections may be added, and any may stand anywhere.
    Free,
    /// The notice, to the letter and in this order.
    Fixed,
}

/// What kind of body reports; it decides deadlines and powers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Department,
    Township,
    County,
    Municipality,
    Province,
}

impl Level {
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
    pub id: &'static str,
    /// The prescribed (or, where headings are free, the usual) heading without its numeral.
    pub heading: &'static str,
    /// A heading is this section if it contains all words of one of these lists. Headings are
    /// compared with the last section first: the general words come first in every form.
    pub known_by: &'static [&'static [&'static str]],
    /// The rule a missing section breaks: `V-03`, a rule of its own, or none.
    pub required: Option<&'static str>,
    /// Other headings in use that are accepted as this one.
    pub aliases: &'static [&'static str],
    /// What its text must speak of.
    pub topics: &'static [Topic],
    /// What to write here, in one or two sentences, shown while the section is empty.
    pub guidance: &'static str,
    /// Characters (without white space) the notice allows.
    pub limit: Option<usize>,
    /// Per cent of last year's words above which this section of its own is suspiciously alike.
    pub alike: Option<u8>,
}

/// Something a text must speak of: the rule it breaks otherwise, its name, and words for it, of
/// which one must be there.
pub struct Topic {
    pub rule: &'static str,
    pub name: &'static str,
    pub words: &'static [&'static str],
}

/// Parts that are suspiciously large in a whole.
pub struct Share {
    pub rule: &'static str,
    pub parts: &'static [&'static str],
    pub whole: &'static str,
    /// Smaller wholes say nothing.
    pub least: u64,
    /// Broken if the parts are above so many per cent of the whole, or, if 0, if they are nothing.
    pub percent: u64,
    pub words: &'static str,
    /// Where it is not the rule's.
    pub basis: Option<&'static str>,
}

/// A chart of the picture: bars of one unit beside each other.
pub struct Chart {
    pub title: &'static str,
    pub unit: &'static str,
    /// Label of each bar and the cells whose sum it shows.
    pub bars: &'static [(&'static str, &'static [&'static str])],
}

/// An official table.
pub struct Table {
    pub id: &'static str,
    /// The section it stands in; `None` for an annex after the last section.
    pub section: Option<&'static str>,
    /// Title printed above it; `{agency}` and `{year}` are filled in.
    pub title: &'static str,
    /// Head above the label columns: as many as the deepest row has groups, and one for the label
    /// itself. `None` for a table without labels.
    pub stub: Option<&'static str>,
    /// Head of the unit column, if the form prints units.
    pub units: Option<&'static str>,
    /// Widths of all columns in per mille of the table's width, labels first.
    pub widths: &'static [u16],
    pub blocks: &'static [Block],
}

/// Rows under common column heads.
pub struct Block {
    /// A row over the whole width above the block.
    pub title: Option<&'static str>,
    pub columns: &'static [Column],
    pub rows: &'static [Row],
    /// Rows that are not the form's but known for standing in place of some of its rows.
    pub variants: &'static [Variant],
}

/// A row that some tables print in place of several rows of the form (one 其他处理 for its three
/// cases). Its cells are read, kept and counted; that it is there breaks a rule.
pub struct Variant {
    pub row: Row,
    /// Ids of the rows it replaces; it is printed where the first of them stands.
    pub replaces: &'static [&'static str],
}

/// A column of cells.
pub struct Column {
    /// Second half of its cells' ids; empty where a row has one cell.
    pub id: &'static str,
    /// Heads from the top down; equal neighbours are merged.
    pub heads: &'static [&'static str],
    /// What its cells hold, where that is not the rows' to say.
    pub kind: Option<Kind>,
}

/// A row of cells, or a printed heading without any.
pub struct Row {
    pub id: &'static str,
    pub label: &'static str,
    /// What sentences call it where the label is long; empty if they use the label.
    pub name: &'static str,
    /// Other words it is printed with.
    pub aliases: &'static [&'static str],
    /// Groups it stands in, outermost first; equal neighbours are merged.
    pub groups: &'static [&'static str],
    /// `条`, `件`, `万元`; `——` in a heading.
    pub unit: &'static str,
    pub kind: Kind,
    /// Depth of its label, for indenting.
    pub level: u8,
    /// What counts, in a sentence, and by which article.
    pub help: &'static str,
}

/// What a cell may hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A heading has no cell.
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

/// Arithmetic between cells, by their ids or as [`Form::named`] tells. `{}` in an id stands for each
/// member of `each`; `last:` before an id means last year's report. A cell on the left is not meant
/// once more on the right.
pub struct Relation {
    pub rule: &'static str,
    pub severity: Severity,
    pub shape: Shape,
    /// What `{}` runs over; once if empty.
    pub each: &'static [&'static str],
    /// Why, in the form's words; the numbers are added by the finding.
    pub words: &'static str,
    pub basis: &'static str,
    /// If the prose has one of these words, an error is only a warning.
    pub softened_by: &'static [&'static str],
}

/// The three shapes arithmetic has in the official forms.
pub enum Shape {
    /// The sum of the left cells stands in this order to the sum of the right cells.
    Sum(&'static [&'static str], Order, &'static [&'static str]),
    /// The whole counts distinct things, each seen in one or more of the parts:
    /// max(parts) ≤ whole ≤ sum(parts).
    Distinct(&'static str, &'static [&'static str]),
    /// If the first is above 0, so is the second.
    Needs(&'static str, &'static str),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    Equal,
    AtMost,
    AtLeast,
}

impl Form {
    /// The form's own cells in its order.
    pub fn cells(&'static self) -> &'static [Cell] {
        let index = self.index();
        &index.cells[..index.own]
    }

    /// The form's own cells and those of variants.
    pub fn all_cells(&'static self) -> &'static [Cell] {
        &self.index().cells
    }

    /// Position of a cell in [`Form::all_cells`].
    pub fn position(&'static self, id: &str) -> Option<usize> {
        self.index().by_id.get(id).copied()
    }

    /// A cell by id.
    pub fn cell(&'static self, id: &str) -> Option<&'static Cell> {
        self.position(id).map(|i| &self.all_cells()[i])
    }

    /// Every relation at every place.
    pub fn judged(&'static self) -> &'static [Judged] {
        &self.index().relations
    }

    /// Pairs of a variant's cell and a cell it stands for.
    pub fn replaced(&'static self) -> &'static [(usize, usize)] {
        &self.index().replaced
    }

    /// The ids of the cells (or rows) that an id in the form's data stands for: itself, or for `[name]`
    /// in place of a row every row of the table with that id, of the groups with that name, or with
    /// that label, variants behind the rows they replace. So a new row is in all sums at once.
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
                let last_of = |v: &&Variant| v.replaces.last() == Some(&row.id);
                let variants = block.variants.iter().filter(last_of).map(|v| &v.row);
                std::iter::once(row).chain(variants).map(move |row| (table, row))
            })
        });
        let is_named = move |table: &str, row: &Row| {
            table == name || row.label == name || row.groups.contains(&name)
        };
        rows.filter(move |(table, row)| row.kind != Kind::Heading && is_named(table, row))
            .map(|(_, row)| row)
    }

    /// A section by id.
    pub fn section(&self, id: &str) -> Option<&'static Section> {
        self.sections.iter().find(|s| s.id == id)
    }

    /// Last day of publication for an agency of this level.
    pub fn deadline(&self, level: Option<Level>) -> Option<(u8, u8)> {
        let of_level = self.deadlines.iter().filter(|(l, _)| level.is_none_or(|level| level == *l));
        of_level.map(|(_, day)| *day).max()
    }

    fn index(&'static self) -> &'static Index {
        self.index.get_or_init(|| Index::new(self))
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Form) -> bool {
        self.id == other.id
    }
}
