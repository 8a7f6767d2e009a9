//! Figures that may stand in the wrong cells of a table: every way in which a part of it can have
//! been put one row or column off, swapped with another, divided, or left as it was last year.

use crate::amount::{Amount, Entry};
use crate::form::{Cell, Form, Kind, plain};

/// The rows and columns of one block of a table.
#[derive(Clone, Copy)]
struct Grid {
    /// The position of its first cell in [`Form::all_cells`].
    first: usize,
    rows: usize,
    columns: usize,
}

/// What happened to the figures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum What {
    /// They are last year's.
    Last,
    /// They stand one place to the right or below.
    On,
    /// They stand one place to the left or above.
    Back,
    /// Those of two places were exchanged.
    Swap,
    /// The first digits of a number stand in one place, the rest in the next.
    Split,
}

/// Places `from` to `to` in some neighbouring lines of a block, and what happened there. A line is
/// a row, or a column if the figures were moved `down` or up.
#[derive(Clone, Copy)]
pub(super) struct Move {
    pub(super) what: What,
    grid: Grid,
    down: bool,
    lines: (usize, usize),
    from: usize,
    to: usize,
}

/// Cells with the value that each should have, and cells whose value the move does not tell.
pub(super) type Undone = (Vec<(usize, Amount)>, Vec<usize>);

/// Calls `look` for every move that is possible in a form's tables: in one line, in all lines, or
/// in whole neighbouring lines.
pub(super) fn each(form: &'static Form, look: &mut dyn FnMut(Move)) {
    let mut first = 0;
    for block in form.tables.iter().flat_map(|table| table.blocks) {
        let rows = block.rows.iter().filter(|row| row.kind != Kind::Heading).count();
        let grid = Grid { first, rows, columns: block.columns.len() };
        first += rows * grid.columns;
        for down in [false, true] {
            let (lines, places) = if down { (grid.columns, rows) } else { (rows, grid.columns) };
            for a in 0..lines {
                for b in a..lines {
                    let span = Move { what: What::Last, grid, down, lines: (a, b), from: 0, to: 0 };
                    in_lines(span, a == b, a == 0 && b + 1 == lines, places, look);
                }
            }
        }
    }
}

/// Calls `look` for the moves in certain lines, which may be a single one, or all.
fn in_lines(span: Move, one: bool, all: bool, places: usize, look: &mut dyn FnMut(Move)) {
    if one && places > 1 {
        look(Move { to: places - 1, ..span });
    }
    for from in 0..places {
        for to in from + 1..places {
            let whole = from == 0 && to + 2 >= places;
            for what in [What::On, What::Back, What::Swap, What::Split] {
                let possible = match what {
                    What::Split => one && to == from + 1,
                    What::Swap => one || all,
                    _ => one || all || whole,
                };
                if possible {
                    look(Move { what, from, to, ..span });
                }
            }
        }
    }
}

impl Move {
    fn at(&self, line: usize, place: usize) -> usize {
        let (row, column) = if self.down { (place, line) } else { (line, place) };
        self.grid.first + row * self.grid.columns + column
    }

    /// Whether the move changes this cell.
    pub(super) fn covers(&self, cell: usize) -> bool {
        let Grid { first, rows, columns } = self.grid;
        let Some(at) = cell.checked_sub(first).filter(|at| *at < rows * columns) else {
            return false;
        };
        let (row, column) = (at / columns, at % columns);
        let (line, place) = if self.down { (column, row) } else { (row, column) };
        let between = (self.from..=self.to).contains(&place);
        let end = place == self.from || place == self.to;
        (self.lines.0..=self.lines.1).contains(&line)
            && (if self.what == What::Swap { end } else { between })
    }

    /// Of several moves that come to the same, the one with the least key is named: in one line
    /// rather than in many, whole lines rather than parts.
    pub(super) fn key(&self) -> (usize, bool, What, usize) {
        let places = if self.down { self.grid.rows } else { self.grid.columns };
        let whole = self.from == 0 && self.to + 2 >= places;
        (self.lines.1 - self.lines.0, !whole, self.what, self.to - self.from)
    }

    /// Takes the move back; `None` if these entries cannot come from it. The place from which
    /// figures were moved on is blank or 0 now, or still has its figure; what stood where the last
    /// one is now is lost. `entries` are followed by last year's.
    pub(super) fn undo(&self, entries: &[Entry]) -> Option<Undone> {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        let mut put = |line: usize, to: usize, from: usize| {
            let number = entries[self.at(line, from)].number()?;
            known.push((self.at(line, to), number));
            Some(())
        };
        let freed = |line: usize, place: usize, next: usize| {
            let (here, next) = (entries[self.at(line, place)], entries[self.at(line, next)]);
            let free = matches!(here, Entry::Blank | Entry::Number(Amount::ZERO)) || here == next;
            free.then_some(())
        };
        let (from, to) = (self.from, self.to);
        for line in self.lines.0..=self.lines.1 {
            match self.what {
                What::On => {
                    freed(line, from, from + 1)?;
                    (from..to).try_for_each(|place| put(line, place, place + 1))?;
                    unknown.push(self.at(line, to));
                }
                What::Back => {
                    freed(line, to, to - 1)?;
                    (from + 1..=to).try_for_each(|place| put(line, place, place - 1))?;
                    unknown.push(self.at(line, from));
                }
                What::Swap => {
                    put(line, from, to)?;
                    put(line, to, from)?;
                }
                What::Split => {
                    put(line, from, from)?;
                    put(line, to, to)?;
                }
                What::Last => {
                    (from..=to).try_for_each(|place| put(line, place, place))?;
                }
            }
        }
        let last = |&(cell, now): &(usize, Amount)| {
            entries.get(entries.len() / 2 + cell) == Some(&Entry::Number(now))
        };
        match self.what {
            What::Split => {
                let (first, rest) = (known[0].1, known[1].1);
                let whole = Amount::parse(&format!("{first}{rest}"));
                known[0].1 = whole.filter(|_| first > Amount::ZERO && first.is_integer())?;
                unknown.push(known.pop()?.0);
            }
            What::Last if !known.iter().all(last) => return None,
            What::Last => unknown = known.iter().map(|(cell, _)| *cell).collect(),
            _ => {}
        }
        let any = known.iter().any(|(_, number)| *number != Amount::ZERO);
        if self.what == What::Last {
            known.clear();
        }
        any.then_some((known, unknown))
    }

    /// The name of the slip in the JSON of a suspect.
    pub(super) fn slip(&self) -> &'static str {
        match self.what {
            What::Last => "last-year",
            What::On | What::Back => "shifted",
            What::Swap => "swapped",
            What::Split => "split",
        }
    }

    /// What seems to have happened, in one Chinese sentence without its full stop.
    pub(super) fn words(&self, cells: &'static [Cell], entries: &[Entry]) -> String {
        let (a, b, from, to) = (self.lines.0, self.lines.1, self.from, self.to);
        let [line, unit] = if self.down { ["列", "行"] } else { ["行", "列"] };
        let all = a < b && b - a + 1 == if self.down { self.grid.columns } else { self.grid.rows };
        let ends = |one: String, two: String, unit: &str| format!("“{one}”至“{two}”各{unit}");
        let lines = match () {
            () if self.is_alone(cells) => String::new(),
            () if a < b => ends(self.line(cells, a), self.line(cells, b), line),
            () => format!("“{}”一{line}", self.line(cells, a)),
        };
        let (first, last) = (self.place(cells, from), self.place(cells, to));
        let number = |place: usize| entries[self.at(a, place)].number().unwrap_or_default();
        let two = || format!("{lines}“{first}”的 {} 与“{last}”的 {}", number(from), number(to));
        let way = match (self.down, self.what) {
            (false, What::On) => "右",
            (false, _) => "左",
            (true, What::On) => "下",
            (true, _) => "上",
        };
        match self.what {
            What::Last => format!("{lines}像是留着上年的数"),
            What::Swap if all => format!("“{first}”与“{last}”两{unit}像是填反了"),
            What::Swap => format!("{} 像是填反了", two()),
            What::Split => format!("{} 像是同一个数拆在了两格", two()),
            What::On | What::Back => {
                let part = self.key().1;
                let span = match () {
                    () if all || lines.is_empty() => ends(first, last, unit),
                    () if part => format!("{lines}从“{first}”到“{last}”"),
                    () => lines,
                };
                format!("{span}像是整体{way}移了一{unit}")
            }
        }
    }

    /// Whether a line has no name of its own: the only column of a list, or a row without a label.
    fn is_alone(&self, cells: &'static [Cell]) -> bool {
        match self.down {
            true => self.grid.columns == 1,
            false => cells[self.grid.first].row.label.is_empty(),
        }
    }

    /// The name of a line: that of its row, or the head of its column.
    fn line(&self, cells: &'static [Cell], line: usize) -> String {
        of(&cells[self.at(line, self.from)], !self.down)
    }

    /// The name of a place in the lines; where they have none, that of the cell.
    fn place(&self, cells: &'static [Cell], place: usize) -> String {
        let cell = &cells[self.at(self.lines.0, place)];
        if self.is_alone(cells) { cell.name.clone() } else { of(cell, self.down) }
    }
}

/// The name of a cell's row, or the head of its column.
fn of(cell: &Cell, row: bool) -> String {
    let head = cell.column.heads.last().map_or(String::new(), |head| plain(head));
    match row {
        true => cell.name.trim_end_matches(&*head).trim_end_matches('·').to_string(),
        false => head,
    }
}
