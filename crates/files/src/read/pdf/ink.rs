//! What is drawn on a page, in points from its upper left corner: characters and ruled lines.

use report::document::AsideKind;

pub use super::matrix::Matrix;

/// A character on its base line; lengths are in points.
#[derive(Clone, Copy, Debug)]
pub struct Glyph {
    pub c: char,
    pub start: (f32, f32),
    pub end: (f32, f32),
    /// Font size.
    pub size: f32,
    /// Invisible text that character recognition laid over a picture.
    pub invisible: bool,
    /// `None` if it is not known.
    pub colour: Option<Colour>,
    /// What it is, if it is not plain text of its cell.
    pub look: Option<AsideKind>,
    /// The number of the string that it is part of.
    pub string: usize,
}

/// A colour as red, green and blue.
pub type Colour = [u8; 3];

/// A filled shape or an image.
#[derive(Clone, Copy)]
pub struct Cover {
    pub frame: Frame,
    /// How many characters were drawn before it.
    pub before: usize,
    /// `None` if it is not known.
    pub colour: Option<Colour>,
    /// Nothing of what was drawn before is seen through it.
    pub opaque: bool,
}

/// A ruled line: at `at` in one direction, from `from` to `to` in the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    pub at: f32,
    pub from: f32,
    pub to: f32,
}

/// Everything drawn on a page.
pub struct Ink {
    pub width: f32,
    pub height: f32,
    pub glyphs: Vec<Glyph>,
    /// Horizontal and vertical lines.
    pub across: Vec<Rule>,
    pub down: Vec<Rule>,
    /// Filled shapes and images, in the order in which they are drawn.
    pub covers: Vec<Cover>,
    /// Images not much larger than words.
    pub pictures: Vec<Frame>,
    /// What was drawn over the page afterwards, as a note to it.
    pub drawn_over: Vec<Frame>,
    /// Fraction of the page that images cover.
    pub images: f32,
    /// Bytes of text whose font is missing.
    pub unreadable: usize,
    /// Values of form fields that are drawn nowhere.
    pub undrawn: Vec<String>,
    /// The page has more than the limits allow.
    pub cut_short: bool,
}

/// Most characters of a page, and most ruled lines in each direction.
const GLYPHS: usize = 200_000;
const RULES: usize = 50_000;
/// Width and height in points up to which an image may stand for figures, and most such images.
const PICTURE: (f32, f32) = (60.0, 30.0);
const PICTURES: usize = 200;
/// Greatest thickness in points at which a filled shape counts as a line.
const THIN: f32 = 4.0;

impl Ink {
    pub fn new((width, height): (f32, f32)) -> Ink {
        Ink {
            width,
            height,
            glyphs: Vec::new(),
            across: Vec::new(),
            down: Vec::new(),
            covers: Vec::new(),
            pictures: Vec::new(),
            drawn_over: Vec::new(),
            images: 0.0,
            unreadable: 0,
            undrawn: Vec::new(),
            cut_short: false,
        }
    }

    pub fn is_full(&mut self) -> bool {
        let full =
            self.glyphs.len() >= GLYPHS || self.across.len() >= RULES || self.down.len() >= RULES;
        self.cut_short |= full;
        full
    }

    /// Adds a character if it is on the page.
    pub fn glyph(&mut self, glyph: Glyph) {
        let (x, y) = glyph.start;
        // The end of a number may lie beyond the page's edge; it is read all the same.
        let beyond = glyph.size * 3.0;
        let on_page = (-beyond..=self.width + beyond).contains(&x)
            && (-1.0..=self.height + 1.0).contains(&y)
            && glyph.end.0.is_finite()
            && glyph.end.1.is_finite();
        if on_page && (0.5..2000.0).contains(&glyph.size) {
            self.glyphs.push(glyph);
        }
    }

    /// Adds a shape whose colour is not known.
    pub fn unknown(&mut self, frame: &Frame) {
        self.put_cover(*frame, None, false);
    }

    fn put_cover(&mut self, frame: Frame, colour: Option<Colour>, opaque: bool) {
        if self.covers.len() < RULES && frame.width() > 0.0 && frame.height() > 0.0 {
            self.covers.push(Cover { frame, before: self.glyphs.len(), colour, opaque });
        }
    }

    /// Adds an image, which fills the unit square; a thin image counts as a line. `whole` says that it
    /// is a rectangle through which nothing shines.
    pub fn image(&mut self, ctm: Matrix, whole: bool) {
        let (corner, other) = (ctm.apply(0.0, 0.0), ctm.apply(1.0, 1.0));
        let frame = Frame::of(&[corner, other]);
        if !self.bar(&frame) {
            let share = frame.width() * frame.height() / (self.width * self.height).max(1.0);
            self.images += share.clamp(0.0, 1.0);
            // Behind an image as large as a part of the page may be the words recognised in it.
            self.put_cover(frame, None, whole && share < 0.25);
            let small = frame.width() <= PICTURE.0 && frame.height() <= PICTURE.1;
            if small && self.pictures.len() < PICTURES {
                self.pictures.push(frame);
            }
        }
    }

    pub fn stroke(&mut self, path: &Path, width: f32) {
        if width > THIN * 1.5 {
            return;
        }
        for part in &path.parts {
            for pair in part.windows(2) {
                let frame = Frame::of(pair);
                if frame.width() < 1.0 || frame.height() < 1.0 {
                    self.bar(&frame);
                }
            }
        }
    }

    /// Adds a filled path: thin shapes are lines, and so are the edges of a frame (a shape within a
    /// shape). Rectangles cover what was written before as far as the clip reaches, if they are opaque.
    pub fn fill(&mut self, path: &Path, clip: &Frame, colour: Option<Colour>, opaque: bool) {
        let frames: Vec<Frame> =
            path.parts.iter().filter(|p| p.len() <= 9).map(|p| Frame::of(p)).collect();
        for frame in &frames {
            self.bar(frame);
        }
        let parts = path.parts.iter().filter(|part| part.len() > 2);
        if frames.len() > 1 && frames.windows(2).any(|pair| pair[0].meets(&pair[1])) {
            self.unknown(&clip.within(&path.bounds().0));
        } else {
            for part in parts {
                let (frame, exact) = (clip.within(&Frame::of(part)), is_rectangle(part));
                self.put_cover(frame, colour.filter(|_| exact), exact && opaque);
            }
        }
        if let [a, b] = frames[..] {
            let (outer, inner) = if a.width() > b.width() { (a, b) } else { (b, a) };
            let rims = [
                inner.left - outer.left,
                inner.top - outer.top,
                outer.right - inner.right,
                outer.bottom - inner.bottom,
            ];
            if rims.iter().all(|rim| (0.0..=THIN).contains(rim)) && inner.width() > THIN {
                self.edges(&inner);
            }
        }
    }

    fn edges(&mut self, frame: &Frame) {
        let Frame { left, top, right, bottom } = *frame;
        self.across.extend([top, bottom].map(|at| Rule { at, from: left, to: right }));
        self.down.extend([left, right].map(|at| Rule { at, from: top, to: bottom }));
    }

    /// Adds a shape as a line if it is thin; says whether it is.
    fn bar(&mut self, frame: &Frame) -> bool {
        let (width, height) = (frame.width(), frame.height());
        let finite = width.is_finite() && height.is_finite();
        if !finite || width.min(height) > THIN || width.max(height) < 2.0 {
            return false;
        }
        if width > height {
            let at = (frame.top + frame.bottom) / 2.0;
            self.across.push(Rule { at, from: frame.left, to: frame.right });
        } else {
            let at = (frame.left + frame.right) / 2.0;
            self.down.push(Rule { at, from: frame.top, to: frame.bottom });
        }
        true
    }

    /// Turns a page whose text runs up, down or upside down. Gives the characters that run in
    /// another direction than most.
    pub fn upright(&mut self) -> Vec<Glyph> {
        let mut counts = [0; 4];
        let turn = |g: &Glyph| {
            let (x, y) = (g.end.0 - g.start.0, g.end.1 - g.start.1);
            let along = x.abs().max(y.abs());
            let straight = x.abs().min(y.abs()) <= along * 0.05;
            straight.then_some(match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
                (true, true, _) => 0,
                (false, _, false) => 1,
                (true, false, _) => 2,
                (false, _, true) => 3,
            })
        };
        self.glyphs.iter().filter_map(turn).for_each(|t| counts[t] += 1);
        let most = (0..4).rev().max_by_key(|t| counts[*t]).unwrap_or(0);
        let glyphs = std::mem::take(&mut self.glyphs);
        let (same, other): (Vec<Glyph>, Vec<Glyph>) =
            glyphs.into_iter().partition(|g| turn(g) == Some(most));
        self.glyphs = same;
        for _ in 0..most {
            self.quarter_turn();
        }
        other
    }

    /// Turns the page by 90° clockwise: text that ran upwards runs to the right.
    fn quarter_turn(&mut self) {
        let height = self.height;
        let turned = |(x, y): (f32, f32)| (height - y, x);
        for glyph in &mut self.glyphs {
            (glyph.start, glyph.end) = (turned(glyph.start), turned(glyph.end));
        }
        for frame in &mut self.pictures {
            let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
            *frame = Frame::of(&corners.map(turned));
        }
        std::mem::swap(&mut self.across, &mut self.down);
        for rule in &mut self.down {
            rule.at = height - rule.at;
        }
        for rule in &mut self.across {
            (rule.from, rule.to) = (height - rule.to, height - rule.from);
        }
        (self.width, self.height) = (self.height, self.width);
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

impl Frame {
    pub fn of(points: &[(f32, f32)]) -> Frame {
        let start = Frame { left: f32::MAX, top: f32::MAX, right: f32::MIN, bottom: f32::MIN };
        points.iter().fold(start, |f, (x, y)| Frame {
            left: f.left.min(*x),
            top: f.top.min(*y),
            right: f.right.max(*x),
            bottom: f.bottom.max(*y),
        })
    }

    pub fn width(&self) -> f32 {
        self.right - self.left
    }

    pub fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// The part of a frame that is in this one, too.
    pub fn within(&self, other: &Frame) -> Frame {
        Frame {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether a point is in the frame or at most `by` beside it.
    pub fn near(&self, (x, y): (f32, f32), by: f32) -> bool {
        (self.left - by..=self.right + by).contains(&x)
            && (self.top - by..=self.bottom + by).contains(&y)
    }

    fn meets(&self, other: &Frame) -> bool {
        let both = self.within(other);
        both.width() > 1.0 && both.height() > 1.0
    }
}

/// Whether a part of a path is a rectangle with level edges.
fn is_rectangle(part: &[(f32, f32)]) -> bool {
    let level = |pair: &[(f32, f32)]| {
        (pair[0].0 - pair[1].0).abs() < 0.1 || (pair[0].1 - pair[1].1).abs() < 0.1
    };
    (4..=6).contains(&part.len()) && part.windows(2).all(level)
}

/// A path under construction. A closed part ends where it began.
#[derive(Default)]
pub struct Path {
    parts: Vec<Vec<(f32, f32)>>,
    points: usize,
    /// What is drawn later is cut to this path.
    pub cuts: bool,
}

impl Path {
    /// The frame around the path, and whether the path is this frame.
    pub fn bounds(&self) -> (Frame, bool) {
        let points: Vec<(f32, f32)> = self.parts.iter().flatten().copied().collect();
        let exact = self.parts.len() == 1 && is_rectangle(&self.parts[0]);
        (Frame::of(&points), exact)
    }

    pub fn begin(&mut self, point: (f32, f32)) {
        self.parts.push(vec![point]);
    }

    /// A drawing with very many points is no table, so further points are dropped.
    pub fn line(&mut self, point: (f32, f32)) {
        self.points += 1;
        if self.points < 100_000 {
            self.parts.last_mut().into_iter().for_each(|part| part.push(point));
        }
    }

    pub fn close(&mut self) {
        let last = self.parts.last_mut();
        last.into_iter().for_each(|part| part.extend(part.first().copied()));
    }

    pub fn clear(&mut self) {
        *self = Path::default();
    }
}
