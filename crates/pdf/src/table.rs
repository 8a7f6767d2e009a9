//! Tables on pages: rows become bands, which are not divided; only a row that is higher than a page
//! is several bands.

use pdf_writer::types::StructRole;
use report::document::{CellRole, Grid, GridCell};

use crate::book::{self, Book, HEIGHT, LEFT, Mark, Piece, TOP, WIDTH};
use crate::fonts::{Fonts, Glyph, Role as Font};
use crate::lines::{lines, width};

/// Tables with at most this many rows stay on one page; those with more than twice as many have low
/// rows, and those with more than `NARROW` columns small type.
const SHORT: usize = 20;
const NARROW: usize = 8;
const ROW: f32 = 19.0;
const ROW_OF_MANY: f32 = 16.0;
/// Space on the left and right in a cell, and above and below its lines together.
const SIDE: f32 = 3.5;
const PAD: f32 = 3.0;
/// The pitch of lines by their size.
const PITCH: f32 = 1.25;

/// A table that is set, but not placed.
pub struct Table {
    cells: Vec<Cell>,
    /// The heights of the bands, and how many belong to the head.
    bands: Vec<f32>,
    head: usize,
    short: bool,
}

struct Cell {
    node: usize,
    /// Left and right edge from the left margin, in points.
    x: (f32, f32),
    /// First band, and the one behind the last.
    bands: (usize, usize),
    size: f32,
    lines: Vec<Vec<Glyph>>,
    /// How many lines are placed.
    placed: usize,
    /// Indent of a label in points; `None` if the lines are centred.
    indent: Option<f32>,
}

impl Cell {
    fn pitch(&self) -> f32 {
        self.size * PITCH
    }

    /// The height of the lines from one on.
    fn height(&self, from: usize) -> f32 {
        self.lines.len().saturating_sub(from) as f32 * self.pitch() + PAD
    }
}

impl Table {
    /// Sets a grid as the content of an element; `None` if it has no cells.
    pub fn new(grid: &Grid, fonts: &mut Fonts, book: &mut Book, node: usize) -> Option<Table> {
        let cover = grid.cover();
        let columns = cover.iter().map(Vec::len).max().filter(|columns| *columns > 0)?;
        let edges = edges(grid, columns);
        let small = columns > NARROW;
        let (mut cells, mut part) = (Vec::new(), None);
        for (r, row) in cover.iter().enumerate() {
            let role = match r < grid.head_rows {
                true => StructRole::THead,
                false => StructRole::TBody,
            };
            let group = match part {
                Some((known, group)) if known == role.to_name() => group,
                _ => book.node(role, node),
            };
            part = Some((role.to_name(), group));
            let line = book.node(StructRole::TR, group);
            let mut column = 0;
            while column < columns {
                let here = row.get(column).copied().flatten();
                let key = here.map(|c| (c.row, c.index));
                let same = |x: &usize| {
                    here.is_some()
                        && row.get(*x).copied().flatten().map(|c| (c.row, c.index)) == key
                };
                let end = (column + 1..columns).take_while(same).count() + column + 1;
                let spans = |rows: usize| rows.max(1).min(cover.len() - r);
                match here {
                    Some(c) if c.row != r => {}
                    Some(c) => {
                        let cell = &grid.rows[r][c.index];
                        let x = (edges[column], edges[end]);
                        let cell = Cell::new(cell, x, (r, r + spans(cell.rows)), small, fonts);
                        let role = grid.rows[r][c.index].role;
                        let node = book.node(role_of(role), line);
                        book.nodes[node].span = (cell.bands.1 - r, end - column);
                        cells.push(Cell { node, ..cell });
                    }
                    None => {
                        let x = (edges[column], edges[end]);
                        let blank = GridCell::new(CellRole::Value, "");
                        let node = book.node(StructRole::TD, line);
                        cells.push(Cell { node, ..Cell::new(&blank, x, (r, r + 1), small, fonts) });
                    }
                }
                column = end;
            }
        }
        Some(Table::of(cells, grid.rows.len(), grid.head_rows.min(grid.rows.len())))
    }

    /// Gives the rows their heights, and divides those that are higher than a page.
    fn of(mut cells: Vec<Cell>, rows: usize, head: usize) -> Table {
        let least = if rows > 2 * SHORT { ROW_OF_MANY } else { ROW };
        let mut heights = vec![least; rows];
        cells.iter().filter(|c| c.bands.1 - c.bands.0 == 1).for_each(|cell| {
            heights[cell.bands.0] = heights[cell.bands.0].max(cell.height(0));
        });
        for cell in &cells {
            let (first, end) = cell.bands;
            let missing = cell.height(0) - heights[first..end].iter().sum::<f32>();
            heights[end - 1] += missing.max(0.0);
        }
        // A head that would leave no room below it is not repeated.
        let of_head: f32 = heights[..head].iter().sum();
        let head = if of_head > HEIGHT / 2.0 { 0 } else { head };
        let most = HEIGHT - if head > 0 { of_head } else { 0.0 };
        let (mut bands, mut first_of) = (Vec::new(), Vec::new());
        for height in heights {
            first_of.push(bands.len());
            // A line that does not fit below others goes to the next band, which needs room for it.
            let parts = (height / most).ceil().max(1.0);
            let slack = if parts > 1.0 { parts * 20.0 } else { 0.0 };
            let mut left = height + slack;
            while left > most {
                bands.push(most);
                left -= most;
            }
            bands.push(left.max(least));
        }
        first_of.push(bands.len());
        for cell in &mut cells {
            cell.bands = (first_of[cell.bands.0], first_of[cell.bands.1]);
        }
        Table { cells, bands, head, short: rows <= SHORT }
    }

    /// The height that must be free where it must follow something.
    pub fn least(&self) -> f32 {
        let whole: f32 = self.bands.iter().sum();
        match self.short && whole <= HEIGHT {
            true => whole,
            false => self.bands.iter().take(self.head + 1).sum::<f32>().min(HEIGHT),
        }
    }

    /// Places it on as many pages as it needs.
    pub fn place(&mut self, book: &mut Book) {
        if self.least() > book.left() + 0.01 && book.y > 0.0 {
            book.turn();
        }
        let mut at = 0;
        while at < self.bands.len() {
            if at > 0 && at >= self.head && self.head > 0 {
                self.repeat_head(book);
            }
            let end = self.end_of_part(at, book.left());
            self.draw(at, end, book);
            book.y += self.bands[at..end].iter().sum::<f32>();
            at = end;
            if at < self.bands.len() {
                book.turn();
            }
        }
    }

    /// The band behind the last that fits, so that no cell over several rows is divided if it can be
    /// whole on the next page.
    fn end_of_part(&self, at: usize, room: f32) -> usize {
        let mut height = 0.0;
        let fits = |band: &&f32| {
            height += **band;
            height <= room + 0.01
        };
        let most = at + self.bands[at..].iter().take_while(fits).count().max(1);
        let mut end = most;
        while end < self.bands.len() {
            let sum = |from: usize, to: usize| self.bands[from..to].iter().sum::<f32>();
            let cut = self.cells.iter().filter(|cell| {
                let (first, last) = cell.bands;
                let (inside, crowded) = (first > at && first < end, last > end);
                inside
                    && crowded
                    && sum(first, end) < cell.height(0)
                    && cell.height(0) < HEIGHT / 2.0
            });
            match cut.map(|cell| cell.bands.0).min() {
                Some(before) => end = before,
                None => break,
            }
        }
        end
    }

    fn repeat_head(&mut self, book: &mut Book) {
        for cell in self.cells.iter_mut().filter(|cell| cell.bands.1 <= self.head) {
            cell.placed = 0;
            let mark = Mark::Repeated;
            cell.draw(&self.bands, (0, self.head), book, mark);
        }
        book.y += self.bands[..self.head].iter().sum::<f32>();
    }

    /// Draws the bands from `at` to `end`.
    fn draw(&mut self, at: usize, end: usize, book: &mut Book) {
        for cell in self.cells.iter_mut().filter(|c| c.bands.0 < end && c.bands.1 > at) {
            let mark = Mark::Node(cell.node);
            cell.draw(&self.bands, (at, end), book, mark);
        }
    }
}

impl Cell {
    fn new(
        cell: &GridCell,
        x: (f32, f32),
        bands: (usize, usize),
        small: bool,
        fonts: &mut Fonts,
    ) -> Cell {
        let head = cell.role == CellRole::ColumnHead;
        let size = if small && !head { 9.0 } else { 10.5 };
        let label = cell.role == CellRole::RowHead && cell.rows <= 1;
        let level = f32::from(cell.level.min(8));
        let indent = (label || level > 0.0).then_some(level * 10.5);
        let room = (x.1 - x.0 - 2.0 * SIDE - indent.unwrap_or(0.0)).max(size) / size;
        let font = if head { Font::Heading } else { Font::Table };
        let mut all = Vec::new();
        for part in cell.text.split('\n').filter(|_| !cell.text.is_empty()) {
            let glyphs = fonts.glyphs(part, font);
            all.extend(lines(&glyphs, room, room).into_iter().map(|line| glyphs[line].to_vec()));
        }
        Cell { node: 0, x, bands, size, lines: all, placed: 0, indent }
    }

    /// Draws what of the cell is in the bands from `at` to `end`: its frame, and as many lines as
    /// there is room for.
    fn draw(&mut self, bands: &[f32], (at, end): (usize, usize), book: &mut Book, mark: Mark) {
        let (first, last) = (self.bands.0.max(at), self.bands.1.min(end));
        let top = TOP + book.y + bands[at..first].iter().sum::<f32>();
        let height: f32 = bands[first..last].iter().sum();
        let (left, width_of_cell) = (LEFT + self.x.0, self.x.1 - self.x.0);
        book.page().frames.push([left, top, width_of_cell, height]);
        let (pitch, rest) = (self.pitch(), self.lines.len() - self.placed);
        let fit = (((height - PAD) + 0.01) / pitch).floor().max(0.0) as usize;
        let ends = last == self.bands.1;
        let take = if ends { rest } else { fit.min(rest) };
        let free = height - take as f32 * pitch;
        let start = top + if take < fit || ends { (free / 2.0).max(0.0) } else { PAD / 2.0 };
        for i in 0..take {
            let line = &self.lines[self.placed + i];
            let x = match self.indent {
                Some(indent) => left + SIDE + indent,
                None => left + (width_of_cell - width(line) * self.size) / 2.0,
            };
            let at = (x, book::base(start + i as f32 * pitch, pitch, self.size));
            let glyphs = line.iter().map(|glyph| (*glyph, 0.0)).collect();
            book.page().pieces.push(Piece { mark, at, size: self.size, glyphs });
        }
        self.placed += take;
    }
}

fn role_of(role: CellRole) -> StructRole {
    match role {
        CellRole::ColumnHead | CellRole::RowHead => StructRole::TH,
        CellRole::Note | CellRole::Value => StructRole::TD,
    }
}

/// The edges of the columns in points from the left margin.
fn edges(grid: &Grid, columns: usize) -> Vec<f32> {
    let given = grid.widths.len() == columns && grid.widths.iter().all(|w| *w > 0);
    let width = |i: usize| if given { f32::from(grid.widths[i]) } else { 1.0 };
    let total: f32 = (0..columns).map(width).sum();
    let mut sum = 0.0;
    let mut edges = vec![0.0];
    edges.extend((0..columns).map(|i| {
        sum += width(i);
        sum * WIDTH / total
    }));
    edges
}
