//! The state in which characters and shapes are drawn.

use std::rc::Rc;

use super::Operands;
use super::paint::{Clip, Paint};
use crate::read::pdf::font::Font;
use crate::read::pdf::ink::{Matrix, Path};

/// What an operator sets for those that follow.
#[derive(Clone)]
pub(super) struct State {
    pub ctm: Matrix,
    pub font: Option<Rc<Font>>,
    pub size: f32,
    pub char_space: f32,
    pub word_space: f32,
    pub stretch: f32,
    pub leading: f32,
    pub rise: f32,
    pub line_width: f32,
    pub invisible: bool,
    /// Characters are drawn as outlines, in a colour that is not looked at.
    pub outlined: bool,
    pub paint: Paint,
    pub clip: Clip,
    /// The layer of what is drawn is off.
    pub off: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            ctm: Matrix::IDENTITY,
            font: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            line_width: 1.0,
            invisible: false,
            outlined: false,
            paint: Paint::default(),
            clip: Clip::default(),
            off: false,
        }
    }
}

impl State {
    /// The spaces that stand before the text of `"`.
    pub fn spaces(&mut self, o: &Operands) {
        if o.0.len() == 3 {
            (self.word_space, self.char_space) = (o.number(0), o.number(1));
        }
    }

    pub fn text(&mut self, name: &[u8], o: &Operands) {
        let value = o.number(0);
        match name {
            b"Tc" => self.char_space = value,
            b"Tw" => self.word_space = value,
            b"Tz" => self.stretch = value / 100.0,
            b"TL" => self.leading = value,
            b"Ts" => self.rise = value,
            // Neither filled nor drawn; 7 only cuts out what follows.
            _ => {
                self.invisible = value == 3.0 || value == 7.0;
                self.outlined = value != 0.0 && value != 4.0;
            }
        }
    }

    /// Ends a path, to which what follows may be cut.
    pub fn end(&mut self, path: &mut Path) {
        if std::mem::take(&mut path.cuts) {
            self.clip.cut(path);
        }
        path.clear();
    }
}
