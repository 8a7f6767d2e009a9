//! Everything that calls the browser: scripts of `www/`, files in and out, the clock, focus and
//! selection.
//!
//! Rules and file formats are deliberately absent: they are in a second wasm module, reached
//! through `www/check.js` and `www/files.js`.

mod checker;
pub mod chunk;
mod clipboard;
mod clock;
pub mod collation;
pub mod desk;
mod desk_script;
mod dom;
pub mod drafts;
mod error;
mod files;
mod host;
mod json;
mod pages;
pub mod pdf;
mod poster;
pub mod register;
mod scripts;
mod settings;

pub use checker::{ask, check, compare, draw, fragment, pictures, poster, rules, sample, warm};
pub use clipboard::{copy_page, copy_picture, takes_pictures};
pub use clock::{clock, days_until, last_year};
pub use desk_script::many;
pub use dom::{
    bring, caret, chosen, dock, field_behind, find, go_to, keep_clear, parse_markup, print, reveal,
};
pub use error::{error, words};
pub use files::{
    annotate, bytes, offers, read, read_template, safe_name, save, save_licences, write, write_like,
};
pub use host::{Host, define, emit, failed};
pub use json::{draft_json, from_js, parse, to_js};
pub use pages::{fit, lay, pages};
pub use poster::png;
pub use settings::{known, set, set_known, setting};
