//! A PDF of the report: the fonts that it is set in, and why the user is asked for them.

use wasm_bindgen::JsValue;
use web_sys::File;

/// A font.
#[derive(Clone, PartialEq)]
pub struct Font {
    /// The name of its file or family.
    pub name: String,
    /// The PostScript name of the wanted font of a collection; empty for a file that the user chose.
    pub face: String,
    /// Its bytes, a `Uint8Array`.
    pub bytes: JsValue,
}

/// What the page 下载 PDF shows. It is kept while the window is open, and stored nowhere.
#[derive(Clone, PartialEq, Default)]
pub struct Pdf {
    /// The fonts of the files that the user chose; with [`Why::Missing`] also those of the computer.
    pub fonts: Vec<Font>,
    pub why: Why,
}

impl Pdf {
    /// The names of the fonts, one after the other.
    pub fn names(&self) -> String {
        let mut names = String::new();
        for font in &self.fonts {
            if !names.is_empty() {
                names.push('、');
            }
            names.push_str(&font.name);
        }
        names
    }
}

/// Why the page 下载 PDF is shown.
#[derive(Clone, PartialEq, Default)]
pub enum Why {
    /// The user has chosen fonts before, and may choose others.
    #[default]
    Chosen,
    /// The browser gives no fonts.
    Unable,
    /// The user, or the page around, does not allow the computer's fonts to be used.
    Refused,
    /// None of the computer's fonts fits.
    Unfitting,
    /// The fonts lack these characters.
    Missing(String),
    /// There is no file; the sentence that says why.
    Failed(String),
}

/// A PDF that was written.
pub struct Written {
    /// Its bytes, a `Uint8Array`.
    pub bytes: JsValue,
    /// The characters that no font has.
    pub missing: String,
    /// A sentence for each font that may not be embedded or is none.
    pub notes: String,
}

/// What happens on the way to a PDF.
pub enum Press {
    /// A PDF is asked for.
    Ask,
    /// The fonts of the computer are asked for, though others may be chosen.
    Local,
    /// The fonts of the computer that fit, or why there are none.
    Found(Result<Vec<Font>, Why>),
    /// The user chose these files.
    Choose(Vec<File>),
    /// They were read.
    Chosen(Vec<Font>),
    /// They could not be read: the public code of the error, and its sentence.
    Unread(&'static str, String),
    /// Write it; with `true` even if characters are missing.
    Write(bool),
    /// It was written for a file of this name, and saved if nothing is missing or `true` was given; or that failed.
    Made(String, bool, Result<Written, JsValue>),
}
