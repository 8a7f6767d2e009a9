//! Whether what is drawn is seen: its colour, the area to which it is cut, and its layer.

use std::collections::HashSet;

use hayro_syntax::object::{Array, Dict, Name, Number, Object};
use hayro_syntax::page::Page;

use super::{Operands, Resources};
use crate::read::pdf::ink::{Colour, Frame, Path};

/// What the colours that follow are made of.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Space {
    /// Grey, three lights or four inks, by their number.
    #[default]
    Parts,
    /// An ink of its own; without any it is white.
    Ink,
    /// Patterns and others, whose colour is not known.
    Other,
}

/// How shapes and characters are filled.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    /// `None` if the colour is not known.
    pub colour: Option<Colour>,
    space: Space,
    /// Nothing of it is seen.
    pub clear: bool,
    /// It is not mixed with what is below.
    pub opaque: bool,
}

impl Default for Paint {
    fn default() -> Paint {
        Paint { colour: Some([0; 3]), space: Space::Parts, clear: false, opaque: true }
    }
}

impl Paint {
    /// Handles an operator that sets a colour.
    pub fn set(&mut self, name: &[u8], o: &Operands, resources: &Resources) {
        match name {
            b"cs" => {
                self.space = space(o.name().unwrap_or_default(), resources);
                self.colour = (self.space == Space::Parts).then_some([0; 3]);
            }
            b"sc" | b"scn" => self.colour = o.colour(self.space),
            _ => {
                self.space = Space::Parts;
                self.colour = o.colour(Space::Parts);
            }
        }
    }

    /// Handles a named state, of which it uses how much shines through.
    pub fn state(&mut self, name: &[u8], resources: &Resources) {
        let Some(state) = resources.states.get::<Dict>(name) else { return };
        let masked = state.get::<Dict>("SMask").is_some();
        let mixed = match state.get::<Object>("BM") {
            Some(Object::Name(mode)) => !matches!(&*mode, b"Normal" | b"Compatible"),
            other => other.is_some(),
        };
        let share = state.get::<Number>("ca").map(|n| n.as_f32());
        if let Some(share) = share {
            self.clear = share < 0.05;
        }
        if share.is_some() || masked || mixed || state.contains_key("BM") {
            self.opaque = share.is_none_or(|share| share > 0.95) && !masked && !mixed;
        }
    }
}

/// What a colour space, given by its name, is made of.
fn space(name: &[u8], resources: &Resources) -> Space {
    if matches!(name, b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK") {
        return Space::Parts;
    }
    let Some(own) = resources.spaces.get::<Array>(name) else { return Space::Other };
    match own.iter::<Object>().next() {
        Some(Object::Name(kind)) => match &*kind {
            b"ICCBased" | b"CalRGB" | b"CalGray" => Space::Parts,
            b"Separation" | b"DeviceN" => Space::Ink,
            _ => Space::Other,
        },
        _ => Space::Other,
    }
}

impl Operands<'_, '_> {
    /// The colour whose parts these are.
    fn colour(&self, space: Space) -> Option<Colour> {
        let part = |i: usize| self.number(i).clamp(0.0, 1.0);
        let numbers = self.0.iter().all(|o| matches!(o, Object::Number(_)));
        let byte = |light: f32| (light * 255.0).round() as u8;
        match (space, self.0.len()) {
            _ if !numbers => None,
            (Space::Ink, count) => (0..count).all(|i| part(i) < 0.02).then_some([255; 3]),
            (Space::Parts, 1) => Some([byte(part(0)); 3]),
            (Space::Parts, 3) => Some([0, 1, 2].map(|i| byte(part(i)))),
            (Space::Parts, 4) => Some([0, 1, 2].map(|i| byte((1.0 - part(i)) * (1.0 - part(3))))),
            _ => None,
        }
    }
}

/// The area to which what is drawn is cut.
#[derive(Clone, Copy)]
pub(super) struct Clip {
    pub frame: Frame,
    /// The area is a part of the frame only.
    pub rough: bool,
}

impl Default for Clip {
    fn default() -> Clip {
        let far = 1e9;
        Clip { frame: Frame { left: -far, top: -far, right: far, bottom: far }, rough: false }
    }
}

impl Clip {
    pub fn cut(&mut self, path: &Path) {
        let (frame, exact) = path.bounds();
        self.frame = self.frame.within(&frame);
        self.rough |= !exact;
    }
}

/// The layers that are not shown, each by its object's number.
#[derive(Default)]
pub(super) struct Layers(HashSet<(u32, i32)>);

/// Most layers that are looked at.
const LAYERS: usize = 10_000;

impl Layers {
    /// The layers of a page's file that are off when it is opened.
    pub fn off(page: &Page) -> Layers {
        let off = || {
            let xref = page.xref();
            let all = xref.get::<Dict>(xref.root_id())?.get::<Dict>("OCProperties")?;
            let list = |dict: &Dict, key: &str| -> HashSet<(u32, i32)> {
                let array = dict.get::<Array>(key);
                let refs = array.iter().flat_map(|a| a.raw_iter().take(LAYERS));
                refs.filter_map(|o| o.as_obj_ref()).map(|r| (r.obj_number, r.gen_number)).collect()
            };
            let first = all.get::<Dict>("D")?;
            if first.get::<Name>("BaseState").as_deref() == Some(b"OFF") {
                let on = list(&first, "ON");
                return Some(list(&all, "OCGs").difference(&on).copied().collect());
            }
            Some(list(&first, "OFF"))
        };
        Layers(off().unwrap_or_default())
    }

    /// Whether marked content, given by the operands of its begin, is on a layer that is off.
    pub fn hide_marked(&self, o: &Operands, layers: &Dict) -> bool {
        let is_layer = matches!(o.0.first(), Some(Object::Name(tag)) if **tag == *b"OC");
        is_layer && o.name().is_some_and(|name| self.hide(layers, name))
    }

    /// Whether the layer that an entry of a dictionary names is off.
    pub fn hide(&self, dict: &Dict, key: &[u8]) -> bool {
        let off = |dict: &Dict, key: &[u8]| {
            dict.get_ref(key).is_some_and(|r| self.0.contains(&(r.obj_number, r.gen_number)))
        };
        !self.0.is_empty()
            && (off(dict, key) || dict.get::<Dict>(key).is_some_and(|group| off(&group, b"OCGs")))
    }
}
