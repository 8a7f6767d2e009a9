//! The pages of a file and the tree of its structure, before they are written. Places are in points
//! from the upper left corner of the page.

use pdf_writer::types::StructRole;

use crate::fonts::Glyph;

/// A4, and the margins of GB/T 9704.
pub const PAGE: (f32, f32) = (595.3, 841.9);
pub const LEFT: f32 = 79.35;
pub const TOP: f32 = 104.9;
pub const WIDTH: f32 = 442.25;
/// 22 lines of 28.95 points.
pub const HEIGHT: f32 = 637.7;

/// What a piece of a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// The content of an element of the structure.
    Node(usize),
    /// The head of a table on a page after its first.
    Repeated,
    /// The number of the page.
    Number,
}

/// Glyphs in one line.
pub struct Piece {
    pub mark: Mark,
    /// The left end of the base line.
    pub at: (f32, f32),
    pub size: f32,
    /// The glyphs, and by how many ems the space behind each is widened.
    pub glyphs: Vec<(Glyph, f32)>,
}

/// A page.
#[derive(Default)]
pub struct Page {
    pub pieces: Vec<Piece>,
    /// The frames of cells: left, top, width, height.
    pub frames: Vec<[f32; 4]>,
}

/// An element of the structure.
pub struct Node {
    pub role: StructRole,
    pub parent: usize,
    pub kids: Vec<usize>,
    /// Number of rows and columns that a cell spans.
    pub span: (usize, usize),
}

/// A bookmark.
pub struct Bookmark {
    /// 0 for those of the first level.
    pub level: usize,
    pub text: String,
    pub page: usize,
    pub y: f32,
}

/// Pages that are being filled.
pub struct Book {
    pub pages: Vec<Page>,
    /// The elements, the document first.
    pub nodes: Vec<Node>,
    pub bookmarks: Vec<Bookmark>,
    /// How much of the last page is full.
    pub y: f32,
}

impl Book {
    /// One blank page.
    pub fn new() -> Book {
        let root = Node { role: StructRole::Document, parent: 0, kids: Vec::new(), span: (1, 1) };
        Book { pages: vec![Page::default()], nodes: vec![root], bookmarks: Vec::new(), y: 0.0 }
    }

    /// Adds an element at the end of its parent.
    pub fn node(&mut self, role: StructRole, parent: usize) -> usize {
        let id = self.nodes.len();
        self.nodes.push(Node { role, parent, kids: Vec::new(), span: (1, 1) });
        self.nodes[parent].kids.push(id);
        id
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = 0.0;
    }

    /// The last page.
    pub fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    /// The height that is left on the page.
    pub fn left(&self) -> f32 {
        HEIGHT - self.y
    }
}

/// The base line of a line with this top and pitch: characters stand in its middle.
pub fn base(top: f32, pitch: f32, size: f32) -> f32 {
    top + (pitch - size) / 2.0 + 0.86 * size
}
