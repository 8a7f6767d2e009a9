//! What is typed into a page: form fields and typed notes. Each brings along a drawing of its content,
//! which is read where it is printed; a value without one is told.

use hayro_syntax::object::{Array, Dict, Name, Rect, Stream, String as Bytes};
use hayro_syntax::page::Page;
use report::document::AsideKind;

use super::{Drawing, Matrix, Resources, State, own_matrix};
use crate::read::pdf::ink::Frame;

/// Most fields of a page, and most fields above a field.
const FIELDS: usize = 2_000;
const ABOVE: usize = 8;
/// Height in points above which a stamp is a seal, and most notes that are looked at.
const STAMP: f32 = 60.0;
const DRAWN_OVER: usize = 50;
/// Bits of `F`: a field that is not shown.
const UNSEEN: i32 = 2 | 32;

impl Drawing<'_> {
    /// Draws the page's fields for text and for a choice, and its typed notes.
    pub(super) fn fields(&mut self, page: &Page, resources: &Resources, state: &State) {
        let Some(all) = page.raw().get::<Array>("Annots") else { return };
        for field in all.iter::<Dict>().take(FIELDS) {
            let seen = field.get::<i32>("F").is_none_or(|bits| bits & UNSEEN == 0);
            if seen && !is_text(&field) {
                self.note(&field, state);
            }
            if !seen || !is_text(&field) {
                continue;
            }
            let before = (self.ink.glyphs.len(), self.ink.across.len(), self.ink.down.len());
            let drawn = field.get::<Dict>("AP").and_then(|look| look.get::<Stream>("N"));
            if let Some((drawn, rect)) = drawn.zip(field.get::<Rect>("Rect")) {
                let ctm = placed(drawn.dict(), rect).then(state.ctm);
                self.look = Some(AsideKind::Field);
                self.form(&drawn, resources, &State { ctm, ..state.clone() }, 0);
                self.look = None;
            }
            // The frame of a field is no line of a table.
            self.ink.across.truncate(before.1);
            self.ink.down.truncate(before.2);
            if self.ink.glyphs.len() == before.0 {
                self.ink.undrawn.extend(value(&field));
            }
        }
    }
}

impl Drawing<'_> {
    /// Takes note of what is drawn over the page without being text of it.
    fn note(&mut self, note: &Dict, state: &State) {
        // Marks that leave the words as they are, and those without an own look.
        const PLAIN: [&[u8]; 9] = [
            b"Link",
            b"Popup",
            b"Text",
            b"Highlight",
            b"Underline",
            b"Squiggly",
            b"Widget",
            b"Redact",
            b"Watermark",
        ];
        let kind = note.get::<Name>("Subtype");
        let drawn = note.get::<Dict>("AP").is_some();
        let Some(kind) = kind.filter(|kind| drawn && !PLAIN.contains(&&**kind)) else { return };
        let Some(rect) = note.get::<Rect>("Rect") else { return };
        let corner = |x: f64, y: f64| state.ctm.apply(x as f32, y as f32);
        let frame = Frame::of(&[corner(rect.x0, rect.y0), corner(rect.x1, rect.y1)]);
        // A stamp over the page's end is larger than a word.
        let large = frame.height() > STAMP && &*kind == b"Stamp";
        if !large && self.ink.drawn_over.len() < DRAWN_OVER {
            self.ink.drawn_over.push(frame);
        }
    }
}

/// An entry of a field, or of the nearest field above it that has it.
fn inherited<'a, T>(field: &Dict<'a>, read: impl Fn(&Dict<'a>) -> Option<T>) -> Option<T> {
    let mut field = field.clone();
    for _ in 0..ABOVE {
        if let Some(found) = read(&field) {
            return Some(found);
        }
        field = field.get::<Dict>("Parent")?;
    }
    None
}

fn is_text(field: &Dict) -> bool {
    match field.get::<Name>("Subtype").as_deref() {
        Some(b"FreeText") => true,
        Some(b"Widget") => {
            let kind = inherited(field, |field| field.get::<Name>("FT"));
            matches!(kind.as_deref(), Some(b"Tx" | b"Ch"))
        }
        _ => false,
    }
}

/// The value of a field; `None` if it has none.
fn value(field: &Dict) -> Option<String> {
    let bytes = inherited(field, |field| field.get::<Bytes>("V"))?;
    let bytes: &[u8] = &bytes;
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{fffd}')).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().copied().map(char::from).collect::<String>(),
    };
    let text: String = text.trim().chars().take(40).collect();
    (!text.is_empty()).then_some(text)
}

/// Where a drawing is on its page: its box, after its own transformation, fills this rectangle
/// (ISO 32000-1, 12.5.5).
fn placed(drawing: &Dict, rect: Rect) -> Matrix {
    let own = own_matrix(drawing);
    let bounds = drawing.get::<Rect>("BBox").unwrap_or(rect);
    let corners = [
        (bounds.x0, bounds.y0),
        (bounds.x1, bounds.y0),
        (bounds.x0, bounds.y1),
        (bounds.x1, bounds.y1),
    ];
    let corners = corners.map(|(x, y)| own.apply(x as f32, y as f32));
    let least = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
    let most =
        |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
    let (x0, x1) = (least(|c| c.0), most(|c| c.0));
    let (y0, y1) = (least(|c| c.1), most(|c| c.1));
    let scale = |size: f64, own: f32| match size as f32 / own {
        scale if scale.is_finite() && scale > 0.0 => scale,
        _ => 1.0,
    };
    let (sx, sy) = (scale(rect.width(), x1 - x0), scale(rect.height(), y1 - y0));
    Matrix([sx, 0.0, 0.0, sy, rect.x0 as f32 - x0 * sx, rect.y0 as f32 - y0 * sy])
}
