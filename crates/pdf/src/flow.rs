//! Document → pages, as the Word file has them (`files::write::docx`, GB/T 9704).

use std::ops::Range;

use pdf_writer::types::StructRole;
use report::compose::title_break;
use report::document::{Block, Document, Paragraph, Role};

use crate::book::{self, Book, Bookmark, HEIGHT, LEFT, Mark, PAGE, Piece, TOP, WIDTH};
use crate::fonts::{Fonts, Glyph, Role as Font};
use crate::lines::{lines, spread, width};
use crate::table::Table;

/// The pitch of the lines of the text.
const PITCH: f32 = 28.95;
/// Space below a table.
const AFTER_TABLE: f32 = 10.0;

/// Where the lines of a paragraph stand.
#[derive(Clone, Copy, PartialEq)]
pub enum Align {
    /// Filled, except the last line.
    Both,
    Center,
    /// At this many ems from the right.
    Right(f32),
}

/// How a paragraph is set; lengths are in points, the indent of the first line in ems.
#[derive(Clone, Copy)]
struct Style {
    font: Font,
    size: f32,
    pitch: f32,
    before: f32,
    after: f32,
    indent: f32,
    align: Align,
    /// Stays on the page of what follows.
    keep: bool,
}

const BODY: Style = Style {
    font: Font::Body,
    size: 16.0,
    pitch: PITCH,
    before: 0.0,
    after: 0.0,
    indent: 2.0,
    align: Align::Both,
    keep: false,
};

fn style(role: Role, after_signature: bool) -> Style {
    let center = Style { font: Font::Title, indent: 0.0, align: Align::Center, ..BODY };
    match role {
        Role::Title => Style { size: 22.0, pitch: 32.0, after: PITCH, ..center },
        Role::Heading => Style { font: Font::Heading, keep: true, ..BODY },
        Role::Subheading => Style { font: Font::Subheading, keep: true, ..BODY },
        Role::Body => BODY,
        Role::Addressee => Style { indent: 0.0, keep: true, ..BODY },
        Role::Signature => {
            let before = if after_signature { 0.0 } else { PITCH };
            Style { indent: 0.0, align: Align::Right(4.0), before, ..BODY }
        }
        Role::Annex => Style { font: Font::Heading, indent: 0.0, keep: true, ..BODY },
        Role::TableTitle => Style { pitch: 22.0, before: 6.0, after: 6.0, keep: true, ..center },
    }
}

/// A block that is set, but not placed.
enum Set {
    Text(Text),
    Table(Table),
}

struct Text {
    role: Role,
    style: Style,
    text: String,
    glyphs: Vec<Glyph>,
    lines: Vec<Range<usize>>,
    node: usize,
}

/// Sets a document on pages.
pub fn pages(document: &Document, fonts: &mut Fonts) -> Book {
    let mut book = Book::new();
    let mut sets = set(document, fonts, &mut book);
    // What has to follow on the same page, from the end.
    let mut follows = vec![0.0; sets.len() + 1];
    for i in (0..sets.len()).rev() {
        follows[i] = match &sets[i] {
            Set::Table(table) => table.least(),
            Set::Text(text) => text.least(follows[i + 1]),
        };
    }
    for i in 0..sets.len() {
        let next_signs = matches!(sets.get(i + 1), Some(Set::Text(t)) if t.role == Role::Signature);
        match &mut sets[i] {
            Set::Text(text) => {
                let keeps = text.style.keep || next_signs;
                text.place(&mut book, if keeps { follows[i + 1] } else { 0.0 });
            }
            Set::Table(table) => {
                table.place(&mut book);
                book.y += AFTER_TABLE;
            }
        }
    }
    number(&mut book, fonts);
    book
}

/// Sets the blocks and makes their elements.
fn set(document: &Document, fonts: &mut Fonts, book: &mut Book) -> Vec<Set> {
    let mut sets: Vec<Set> = Vec::new();
    let mut level = 0;
    let mut caption = None;
    for (i, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Paragraph(p) => {
                let follows_grid = matches!(document.blocks.get(i + 1), Some(Block::Grid(_)));
                let role = match p.role {
                    Role::TableTitle if follows_grid => StructRole::Caption,
                    Role::Title => heading(&mut level, 1),
                    Role::Heading | Role::Annex => heading(&mut level, 2),
                    Role::Subheading => heading(&mut level, 3),
                    _ => StructRole::P,
                };
                let parent = match role {
                    StructRole::Caption => {
                        let table = book.node(StructRole::Table, 0);
                        caption = Some(table);
                        table
                    }
                    _ => 0,
                };
                let node = book.node(role, parent);
                let signed = matches!(sets.last(), Some(Set::Text(t)) if t.role == Role::Signature);
                sets.push(Set::Text(Text::new(p, signed, fonts, node)));
            }
            Block::Grid(grid) => {
                let node = caption.take().unwrap_or_else(|| book.node(StructRole::Table, 0));
                sets.extend(Table::new(grid, fonts, book, node).map(Set::Table));
            }
        }
    }
    sets
}

/// The heading of a level, or of the one below the last if levels would be left out.
fn heading(last: &mut usize, wanted: usize) -> StructRole {
    *last = wanted.min(*last + 1);
    match last {
        1 => StructRole::H1,
        2 => StructRole::H2,
        _ => StructRole::H3,
    }
}

impl Text {
    fn new(p: &Paragraph, signed: bool, fonts: &mut Fonts, node: usize) -> Text {
        let style = style(p.role, signed);
        let room = WIDTH / style.size;
        let line = match p.role {
            Role::Title | Role::TableTitle => room as usize,
            _ => usize::MAX,
        };
        let mut glyphs = Vec::new();
        let mut all = Vec::new();
        let at = title_break(&p.text, line).unwrap_or(p.text.len());
        for part in [&p.text[..at], &p.text[at..]].into_iter().filter(|part| !part.is_empty()) {
            let start = glyphs.len();
            glyphs.extend(fonts.glyphs(part, style.font));
            let of_part = lines(&glyphs[start..], room - style.indent, room);
            all.extend(of_part.into_iter().map(|line| line.start + start..line.end + start));
        }
        Text { role: p.role, style, text: p.text.clone(), glyphs, lines: all, node }
    }

    /// The height of its lines with the space around them.
    fn height(&self) -> f32 {
        self.style.before + self.lines.len() as f32 * self.style.pitch + self.style.after
    }

    /// The height that must be free for it where it must follow something.
    fn least(&self, follows: f32) -> f32 {
        let whole = self.height();
        let least = match self.role {
            Role::Signature => whole + follows,
            _ if self.style.keep => whole + follows,
            _ => whole.min(2.0 * self.style.pitch),
        };
        least.min(HEIGHT)
    }

    /// Places it on as many pages as it needs; `follows` is the height of what has to be on the page
    /// of its last line.
    fn place(&mut self, book: &mut Book, follows: f32) {
        let Style { pitch, before, after, .. } = self.style;
        let begun = book.y > 0.0;
        if self.role == Role::Annex && begun {
            book.turn();
        }
        book.y += if book.y > 0.0 { before } else { 0.0 };
        let mut at = 0;
        while at < self.lines.len() {
            let rest = self.lines.len() - at;
            // The last page may be filled to the last hundredth of a point.
            let fit = ((book.left() + 0.01) / pitch).floor().max(0.0) as usize;
            let together = rest as f32 * pitch + if follows > 0.0 { after + follows } else { 0.0 };
            let mut take = fit.min(rest);
            if take == rest && together > book.left() + 0.01 {
                take = if rest >= 4 { rest - 2 } else { 0 };
            } else if take < rest {
                // Neither the first nor the last line of a paragraph stands alone.
                take -= usize::from(rest - take == 1 && take > 0);
                take = if take < 2 && at == 0 { 0 } else { take };
            }
            if take == 0 && book.y == 0.0 {
                take = fit.min(rest).max(1);
            }
            for line in at..at + take {
                self.draw(book, line);
                book.y += pitch;
            }
            at += take;
            if at < self.lines.len() {
                book.turn();
            }
        }
        book.y += after;
    }

    /// Draws a line at the place that the book has reached.
    fn draw(&self, book: &mut Book, number: usize) {
        let Style { size, pitch, indent, align, .. } = self.style;
        if number == 0 {
            self.bookmark(book);
        }
        let line = &self.glyphs[self.lines[number].clone()];
        let indent = if number == 0 { indent } else { 0.0 };
        let (room, last) = (WIDTH / size - indent, number + 1 == self.lines.len());
        let spaces = match align {
            Align::Both if !last => spread(line, room),
            _ => vec![0.0; line.len()],
        };
        let start = indent
            + match align {
                Align::Center => (room - width(line)) / 2.0,
                Align::Right(margin) => (room - margin - width(line)).max(0.0),
                _ => 0.0,
            };
        let at = (LEFT + start * size, book::base(TOP + book.y, pitch, size));
        let glyphs = line.iter().copied().zip(spaces).collect();
        book.page().pieces.push(Piece { mark: Mark::Node(self.node), at, size, glyphs });
    }

    fn bookmark(&self, book: &mut Book) {
        let level = match self.role {
            Role::Heading | Role::Annex | Role::Title => 0,
            Role::TableTitle | Role::Subheading => 1,
            _ => return,
        };
        let level = if book.bookmarks.is_empty() { 0 } else { level };
        let (text, page, y) = (self.text.clone(), book.pages.len() - 1, book.y + TOP);
        book.bookmarks.push(Bookmark { level, text, page, y });
    }
}

/// Puts — 1 — at the foot of every page, on the outer side.
fn number(book: &mut Book, fonts: &mut Fonts) {
    const SIZE: f32 = 14.0;
    const BASE: f32 = 72.0;
    for (i, page) in book.pages.iter_mut().enumerate() {
        let glyphs = fonts.glyphs(&format!("— {} —", i + 1), Font::Table);
        let right = LEFT + WIDTH - SIZE - width(&glyphs) * SIZE;
        let x = if i % 2 == 0 { right } else { LEFT + SIZE };
        let glyphs = glyphs.into_iter().map(|glyph| (glyph, 0.0)).collect();
        page.pieces.push(Piece { mark: Mark::Number, at: (x, PAGE.1 - BASE), size: SIZE, glyphs });
    }
}
