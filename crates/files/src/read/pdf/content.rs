//! A page's content: where each character is, and where lines are ruled.
//!
//! Of colours, clipping and layers as much is known as tells whether text is seen ([`paint`]).

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream, String as Bytes};
use hayro_syntax::page::Page;

use report::document::AsideKind;
use report::steps;

use super::font::Font;
use super::guard::Budget;
use super::ink::{Glyph, Ink, Matrix, Path};

mod fields;
mod paint;
mod state;

use self::paint::Layers;
use self::state::State;

/// Most nested forms (reusable pieces of content).
const FORMS: usize = 8;
/// Most operators of a page; a form counts each time it is drawn.
const OPERATORS: usize = 2_000_000;
/// Steps for an operator.
const OPERATOR: usize = 16;
/// Most nested saved states.
const STATES: usize = 512;

/// The fonts, shared by all pages.
#[derive(Default)]
pub struct Fonts(HashMap<Key, Rc<Font>>);

#[derive(PartialEq, Eq, Hash)]
enum Key {
    Object(u32, i32),
    Bytes(Vec<u8>),
}

/// Reads everything that is drawn on a page, in points from its upper left corner.
pub fn draw(page: &Page, fonts: &mut Fonts, budget: &mut Budget) -> Ink {
    let content = budget.joined(page.raw().get::<Object>("Contents"));
    let mut drawing = Drawing {
        ink: Ink::new(page.render_dimensions()),
        fonts,
        budget,
        operators: OPERATORS,
        look: None,
        layers: Layers::off(page),
    };
    let start = State { ctm: page.initial_transform(true).as_coeffs().into(), ..State::default() };
    let resources = page.resources();
    let resources = Resources {
        fonts: &resources.fonts,
        objects: &resources.x_objects,
        spaces: &resources.color_spaces,
        states: &resources.ext_g_states,
        layers: &resources.properties,
    };
    drawing.run(&content, &resources, start.clone(), 0);
    drawing.fields(page, &resources, &start);
    if drawing.operators == 0 || inline_images(&content) > INLINE_IMAGES {
        drawing.ink.cut_short = true;
    }
    drawing.ink
}

/// Most inline images; finding their ends takes quadratic time.
const INLINE_IMAGES: usize = 500;

fn inline_images(content: &[u8]) -> usize {
    let after = |b: u8| b.is_ascii_whitespace() || b == b'/';
    content.windows(3).filter(|w| w.starts_with(b"EI") && after(w[2])).count()
}

struct Resources<'a, 'b> {
    fonts: &'b Dict<'a>,
    objects: &'b Dict<'a>,
    spaces: &'b Dict<'a>,
    states: &'b Dict<'a>,
    layers: &'b Dict<'a>,
}

struct Drawing<'f> {
    ink: Ink,
    fonts: &'f mut Fonts,
    budget: &'f mut Budget,
    operators: usize,
    /// What the characters are that are drawn now, if they are no plain text of the page.
    look: Option<AsideKind>,
    layers: Layers,
}

/// The position at which text continues.
#[derive(Clone, Copy)]
struct Pen {
    line: Matrix,
    at: Matrix,
}

impl Pen {
    const START: Pen = Pen { line: Matrix::IDENTITY, at: Matrix::IDENTITY };

    fn set(&mut self, line: Matrix) {
        *self = Pen { line, at: line };
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.set(self.line.moved(x, y));
    }
}

/// The operands of an operator.
struct Operands<'b, 'a>(Vec<&'b Object<'a>>);

impl Operands<'_, '_> {
    /// The `i`th operand as a number, 0 if it is none.
    fn number(&self, i: usize) -> f32 {
        match self.0.get(i) {
            Some(Object::Number(n)) => Some(n.as_f32()).filter(|n| n.is_finite()).unwrap_or(0.0),
            _ => 0.0,
        }
    }

    fn matrix(&self) -> Matrix {
        Matrix(std::array::from_fn(|i| self.number(i)))
    }

    fn name(&self) -> Option<&[u8]> {
        match self.0.last() {
            Some(Object::Name(name)) => Some(name),
            _ => None,
        }
    }

    fn bytes(&self) -> &[u8] {
        match self.0.last() {
            Some(Object::String(bytes)) => bytes,
            _ => &[],
        }
    }
}

impl Drawing<'_> {
    fn run(&mut self, content: &[u8], resources: &Resources, mut state: State, depth: usize) {
        if inline_images(content) > INLINE_IMAGES {
            return;
        }
        let mut saved: Vec<State> = Vec::new();
        let mut pen = Pen::START;
        let mut path = Path::default();
        let mut marked: Vec<bool> = Vec::new();
        let mut operators = UntypedIter::new(content);
        while let Some(operator) = operators.next() {
            if self.operators == 0 || self.ink.is_full() || !steps::take(OPERATOR) {
                return;
            }
            self.operators -= 1;
            let o = Operands(operator.operands().collect());
            match &**operator.operator {
                b"q" if saved.len() < STATES => saved.push(state.clone()),
                b"Q" => {
                    let off = state.off;
                    state = saved.pop().unwrap_or(state);
                    state.off = off;
                }
                b"BMC" | b"BDC" if marked.len() < STATES => {
                    marked.push(state.off);
                    state.off |= self.layers.hide_marked(&o, resources.layers);
                }
                b"EMC" => state.off = marked.pop().unwrap_or(false),
                b"cm" => state.ctm = o.matrix().then(state.ctm),
                b"w" => state.line_width = o.number(0),
                name @ (b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs") => {
                    state.paint.set(name, &o, resources);
                }
                b"gs" => state.paint.state(o.name().unwrap_or_default(), resources),
                b"sh" => self.ink.unknown(&state.clip.frame),
                b"Do" => self.object(resources, o.name().unwrap_or_default(), &state, depth),
                b"BI" => self.ink.image(state.ctm, false),
                b"BT" => pen = Pen::START,
                b"Tf" => {
                    state.font = o.0.first().and_then(|n| self.font(resources, n));
                    state.size = o.number(1);
                }
                name @ (b"Tc" | b"Tw" | b"Tz" | b"TL" | b"Ts" | b"Tr") => state.text(name, &o),
                b"Td" => pen.next_line(o.number(0), o.number(1)),
                b"TD" => {
                    state.leading = -o.number(1);
                    pen.next_line(o.number(0), o.number(1));
                }
                b"Tm" => pen.set(o.matrix()),
                b"T*" => pen.next_line(0.0, -state.leading),
                b"Tj" => self.show(&state, &mut pen, o.bytes()),
                b"TJ" => self.show_spaced(&state, &mut pen, &o),
                b"'" | b"\"" => {
                    state.spaces(&o);
                    pen.next_line(0.0, -state.leading);
                    self.show(&state, &mut pen, o.bytes());
                }
                name => self.path(&mut path, name, &o, &mut state),
            }
        }
    }

    fn path(&mut self, path: &mut Path, name: &[u8], o: &Operands, state: &mut State) {
        let point = |i: usize| state.ctm.apply(o.number(i), o.number(i + 1));
        match name {
            b"m" => path.begin(point(0)),
            b"l" => path.line(point(0)),
            b"c" => path.line(point(4)),
            b"v" | b"y" => path.line(point(2)),
            b"h" => path.close(),
            b"re" => {
                let (x, y, w, h) = (o.number(0), o.number(1), o.number(2), o.number(3));
                let corner = |x, y| state.ctm.apply(x, y);
                path.begin(corner(x, y));
                [(x + w, y), (x + w, y + h), (x, y + h)]
                    .into_iter()
                    .for_each(|(x, y)| path.line(corner(x, y)));
                path.close();
            }
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => {
                if matches!(name, b"s" | b"b" | b"b*") {
                    path.close();
                }
                let filled = !matches!(name, b"S" | b"s");
                let width = state.line_width * state.ctm.scale();
                self.ink.stroke(path, width);
                if filled {
                    self.fill(path, state);
                }
                state.end(path);
            }
            b"f" | b"F" | b"f*" => {
                self.fill(path, state);
                state.end(path);
            }
            b"W" | b"W*" => path.cuts = true,
            b"n" => state.end(path),
            _ => {}
        }
    }

    fn fill(&mut self, path: &Path, state: &State) {
        if state.off || state.paint.clear {
            return;
        }
        let paint = state.paint;
        let colour = paint.colour.filter(|_| paint.opaque && !state.clip.rough);
        self.ink.fill(path, &state.clip.frame, colour, paint.opaque && !state.clip.rough);
    }

    /// Draws a form or an image, given by its name in the page's resources.
    fn object(&mut self, resources: &Resources, name: &[u8], state: &State, depth: usize) {
        let Some(stream) = resources.objects.get::<Stream>(name) else { return };
        let dict = stream.dict();
        let off = self.layers.hide(dict, b"OC");
        match dict.get::<Name>("Subtype").as_deref() {
            Some(b"Image") if state.off || off => {}
            Some(b"Image") => {
                let clear = ["SMask", "Mask", "ImageMask"].iter().any(|key| dict.contains_key(key));
                let whole = !clear && state.paint.opaque && !state.clip.rough;
                self.ink.image(state.ctm, whole);
            }
            Some(b"Form") if depth < FORMS => {
                let state = State { off: state.off || off, ..state.clone() };
                self.form(&stream, resources, &state, depth);
            }
            _ => {}
        }
    }

    fn form(&mut self, stream: &Stream, resources: &Resources, state: &State, depth: usize) {
        let dict = stream.dict();
        let Some(content) = self.budget.decode(stream) else { return };
        let inner = State { ctm: own_matrix(dict).then(state.ctm), ..state.clone() };
        let own = dict.get::<Dict>("Resources");
        let part = |key| own.as_ref().and_then(|r| r.get::<Dict>(key));
        let own = ["Font", "XObject", "ColorSpace", "ExtGState", "Properties"].map(part);
        let [fonts, objects, spaces, states, layers] = &own;
        let resources = Resources {
            fonts: fonts.as_ref().unwrap_or(resources.fonts),
            objects: objects.as_ref().unwrap_or(resources.objects),
            spaces: spaces.as_ref().unwrap_or(resources.spaces),
            states: states.as_ref().unwrap_or(resources.states),
            layers: layers.as_ref().unwrap_or(resources.layers),
        };
        self.run(&content, &resources, inner, depth + 1);
    }

    fn font(&mut self, resources: &Resources, name: &Object) -> Option<Rc<Font>> {
        let Object::Name(name) = name else { return None };
        // A font is identified by its object's number, or by its bytes if it has none.
        let key = match resources.fonts.get_ref(name) {
            Some(id) => Key::Object(id.obj_number, id.gen_number),
            None => {
                let bytes = resources.fonts.get::<Dict>(name)?.data().to_vec();
                steps::take(bytes.len());
                Key::Bytes(bytes)
            }
        };
        if let Some(font) = self.fonts.0.get(&key) {
            return Some(font.clone());
        }
        let dict = resources.fonts.get::<Dict>(name)?;
        let font = Rc::new(Font::read(&dict, self.budget));
        self.fonts.0.insert(key, font.clone());
        Some(font)
    }

    fn show_spaced(&mut self, state: &State, pen: &mut Pen, o: &Operands) {
        let Some(Object::Array(array)) = o.0.last() else { return };
        for item in array.iter::<Object>() {
            match item {
                Object::String(bytes) => self.show(state, pen, &bytes as &Bytes),
                Object::Number(n) => {
                    let back = n.as_f32() / 1000.0 * state.size * state.stretch;
                    pen.at = pen.at.moved(-back, 0.0);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, state: &State, pen: &mut Pen, bytes: &[u8]) {
        let Some(font) = &state.font else {
            self.ink.unreadable += bytes.len();
            return;
        };
        steps::take(bytes.len());
        font.codes(bytes, |code| {
            let matrix = pen.at.moved(0.0, state.rise).then(state.ctm);
            let word = if code.is_space { state.word_space } else { 0.0 };
            let width = code.width * state.size * state.stretch;
            let text = code.text.unwrap_or_else(|| '\u{fffd}'.to_string());
            let count = text.chars().count().max(1) as f32;
            for (i, c) in text.chars().enumerate() {
                let (from, to) = (width * i as f32 / count, width * (i + 1) as f32 / count);
                let (start, end) = (matrix.apply(from, 0.0), matrix.apply(to, 0.0));
                let size = state.size.abs() * matrix.height();
                // A figure that is pressed to a stroke, or lies where nothing is shown, is not seen.
                let narrow = (end.0 - start.0).hypot(end.1 - start.1) < size * 0.05;
                let middle = ((start.0 + end.0) / 2.0, (start.1 + end.1) / 2.0 - size * 0.35);
                let cut = narrow || !state.clip.frame.near(middle, size * 0.2);
                let unseen = state.invisible || state.off || state.paint.clear;
                self.ink.glyph(Glyph {
                    c: report::text::meant(c),
                    start,
                    end,
                    size,
                    invisible: unseen || c.is_ascii_digit() && cut,
                    colour: state.paint.colour.filter(|_| !state.outlined),
                    look: self.look,
                    string: self.operators,
                });
            }
            pen.at = pen.at.moved(width + (state.char_space + word) * state.stretch, 0.0);
        });
    }
}

/// The transformation that a form brings along.
fn own_matrix(form: &Dict) -> Matrix {
    let Some(matrix) = form.get::<Array>("Matrix") else { return Matrix::IDENTITY };
    let mut numbers = matrix.iter::<Number>().map(|n| n.as_f32());
    Matrix(std::array::from_fn(|_| numbers.next().unwrap_or(0.0)))
}
