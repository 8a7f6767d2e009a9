//! Where the words of a Word document are in the text of its main part: every shown letter with its
//! place in bytes, and the places at which a mark may stand. A mark stands between runs, so a run
//! is parted in its text. What cannot be parted (a field, a formula, a content control with a value
//! of its own, a text box) is one piece, and marks stand around it.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};

use super::marks::Anchor;
use super::markup::Names;
use super::words::meant;
use crate::error::Error;
use crate::read::xml::{attribute, open, push_text};

/// The main part of a Word document, as far as marks need it.
pub struct Source<'a> {
    pub xml: &'a str,
    pub names: Names,
    pub paragraphs: Vec<Paragraph>,
    /// The letters that are shown, without white space, in the order of the reader.
    pub letters: Vec<Letter>,
    pub texts: Vec<Text>,
    pub pieces: Vec<Piece>,
    /// The letters of each table cell, and the number of its first paragraph, by the position behind
    /// the cell's start tag.
    pub cells: Vec<(usize, Range<usize>, usize)>,
    /// The numbers of comments to which the text refers.
    pub comments: Vec<u32>,
}

#[derive(Default)]
pub struct Paragraph {
    /// The start tag, and the position behind the paragraph's properties.
    pub open: Range<usize>,
    pub inside: usize,
    /// The piece of another paragraph in which this one is: it stands in a text box.
    pub within: Option<usize>,
    letters: Vec<Letter>,
}

/// A letter, its bytes, and the number of its text.
#[derive(Clone)]
pub struct Letter {
    pub letter: char,
    pub bytes: Range<usize>,
    pub text: usize,
}

/// An element with text.
pub struct Text {
    pub open: Range<usize>,
    /// The content without the tags, and the end of the element.
    pub content: Range<usize>,
    pub end: usize,
    /// The number of its piece, and whether the piece may be parted here.
    pub piece: usize,
    pub parts: bool,
    /// Whether it stands in a text box.
    boxed: bool,
}

/// A run, or something that cannot be parted.
#[derive(Clone, Default)]
pub struct Piece {
    pub bytes: Range<usize>,
    /// The start tag; the properties; and first beginning and last end of what is in the run.
    pub open: Range<usize>,
    pub properties: Range<usize>,
    pub first: usize,
    pub last: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Run,
    Text,
    Cell,
    /// Runs may stand in it, and marks between them.
    Open,
    Other,
}

/// An element that has begun.
struct Element {
    kind: Kind,
    /// Its piece so far.
    so_far: Piece,
    paragraph: usize,
    /// How many letters there were before, and the number of the cell that it is.
    before: (usize, usize),
    /// The numbers it has, once they are needed.
    piece: Option<usize>,
    text: Option<usize>,
}

/// What stands among runs and has runs.
const OPEN: [&str; 9] =
    ["hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo", "sdt"];
/// What makes of a content control one with a value of its own.
const VALUED: [&str; 6] = ["text", "dataBinding", "comboBox", "dropDownList", "date", "picture"];

impl<'a> Source<'a> {
    /// Reads a part; `shown` are the positions behind its shown texts.
    ///
    /// # Errors
    /// The part is damaged.
    pub fn of(xml: &'a str, shown: &[usize]) -> Result<Source<'a>, Error> {
        let mut source = Source {
            xml,
            names: Names::of_root(xml)?,
            paragraphs: Vec::new(),
            letters: Vec::new(),
            texts: Vec::new(),
            pieces: Vec::new(),
            cells: Vec::new(),
            comments: Vec::new(),
        };
        let mut reader = open(xml);
        let mut elements: Vec<Element> = Vec::new();
        loop {
            let from = reader.buffer_position() as usize;
            let event = reader.read_event().map_err(|_| Error::damaged())?;
            let to = reader.buffer_position() as usize;
            match event {
                Event::Start(e) => source.begin(&mut elements, &e, from..to),
                Event::End(e) => {
                    source.end(&mut elements, e.local_name().as_ref(), from, to);
                }
                Event::Eof => return Ok(source),
                event if shown.binary_search(&to).is_ok() => {
                    source.text(&mut elements, &event, from..to)
                }
                _ => {}
            }
        }
    }

    fn begin(&mut self, elements: &mut Vec<Element>, e: &BytesStart, open: Range<usize>) {
        let name = e.local_name();
        let own = self.names.has(e);
        let kind = match name.as_ref() {
            _ if !own => Kind::Other,
            "p" => Kind::Paragraph,
            "r" => Kind::Run,
            "t" => Kind::Text,
            "tc" => Kind::Cell,
            name if OPEN.contains(&name) => Kind::Open,
            _ => Kind::Other,
        };
        if name.as_ref().starts_with("comment") {
            self.comments.extend(attribute(e, "id").and_then(|id| id.parse::<u32>().ok()));
        }
        let mut paragraph = elements.last().map_or(0, |e| e.paragraph);
        if kind == Kind::Paragraph {
            paragraph = self.paragraphs.len();
            let within = self.piece(elements);
            let inside = open.end;
            self.paragraphs.push(Paragraph {
                open: open.clone(),
                inside,
                within,
                ..Default::default()
            });
        }
        // A content control with a value of its own is known by its properties, behind its beginning.
        if VALUED.contains(&name.as_ref()) && own && elements.len() > 1 {
            let control = elements.len() - 2;
            elements[control].kind = Kind::Other;
        }
        if let Some(parent) = elements.last_mut().filter(|_| name.as_ref() != "rPr") {
            let first = &mut parent.so_far.first;
            *first = if *first == 0 { open.start } else { *first };
        }
        let mut before = (self.letters.len(), self.cells.len());
        if kind == Kind::Cell {
            self.cells.push((open.end, before.0..before.0, self.paragraphs.len()));
        } else {
            before.1 = usize::MAX;
        }
        let so_far = Piece { bytes: open.clone(), open, ..Piece::default() };
        elements.push(Element { kind, so_far, paragraph, before, piece: None, text: None });
    }

    fn end(&mut self, elements: &mut Vec<Element>, name: &str, from: usize, to: usize) {
        let Some(mut element) = elements.pop() else { return };
        element.so_far.bytes.end = to;
        let start = element.so_far.bytes.start;
        if let Some(parent) = elements.last_mut() {
            match name {
                "rPr" => parent.so_far.properties = start..to,
                _ => parent.so_far.last = to,
            }
            if name == "pPr" && parent.kind == Kind::Paragraph {
                self.paragraphs[parent.paragraph].inside = to;
            }
        }
        if let Some(text) = element.text {
            self.texts[text].content.end = from;
            self.texts[text].end = to;
        }
        match element.kind {
            Kind::Paragraph => {
                let letters = std::mem::take(&mut self.paragraphs[element.paragraph].letters);
                self.letters.extend(letters);
            }
            Kind::Cell => {
                let (first, cell) = element.before;
                // A box over a cell stands before the cell's own words.
                let own = |letter: &Letter| !self.texts[letter.text].boxed;
                let skipped = self.letters[first..].iter().position(own).unwrap_or(0);
                self.cells[cell].1 = first + skipped..self.letters.len();
            }
            _ => {}
        }
        if let Some(piece) = element.piece {
            self.pieces[piece] = element.so_far;
        }
    }

    /// The piece in which the innermost open element is: the first below the outermost paragraph that
    /// is not open.
    fn piece(&mut self, elements: &mut [Element]) -> Option<usize> {
        let outer = elements.iter().position(|e| e.kind == Kind::Paragraph)?;
        let element = elements[outer + 1..].iter_mut().find(|e| e.kind != Kind::Open)?;
        if element.piece.is_none() {
            element.piece = Some(self.pieces.len());
            self.pieces.push(Piece::default());
        }
        element.piece
    }

    fn text(&mut self, elements: &mut [Element], event: &Event, bytes: Range<usize>) {
        let Some(piece) = self.piece(elements) else { return };
        let parts = match elements {
            [.., run, text] => {
                run.piece == Some(piece) && run.kind == Kind::Run && text.kind == Kind::Text
            }
            _ => false,
        };
        let Some(element) = elements.last_mut() else { return };
        let number = *element.text.get_or_insert(self.texts.len());
        if number == self.texts.len() {
            let open = element.so_far.open.clone();
            let content = open.end..open.end;
            let boxed = self.paragraphs[element.paragraph].within.is_some();
            self.texts.push(Text { open, content, end: 0, piece, parts, boxed });
        }
        let letters = &mut self.paragraphs[element.paragraph].letters;
        let mut put = |letter: char, bytes: Range<usize>| {
            letters.extend(meant(letter).map(|letter| Letter { letter, bytes, text: number }));
        };
        if matches!(event, Event::Text(_)) {
            let at = bytes.start;
            for (i, c) in self.xml[bytes].char_indices() {
                put(c, at + i..at + i + c.len_utf8());
            }
        } else {
            push_text(event, &mut |text| text.chars().for_each(|c| put(c, bytes.clone())));
        }
    }

    /// The first paragraph: its letters, or itself.
    pub fn first(&self) -> Option<Anchor> {
        let of_text = |letter: &Letter| letter.text == self.letters[0].text;
        match self.letters.iter().take_while(|letter| of_text(letter)).count() {
            0 => (!self.paragraphs.is_empty()).then_some(Anchor::Paragraph(0)),
            count => Some(Anchor::Letters(0..count)),
        }
    }
}
