//! Comments in a workbook: in the old form, as notes of cells, which every program shows. Their
//! texts are in one part, the boxes in which they are shown in a drawing.

use quick_xml::events::{BytesStart, Event};
use report::document::{Spot, reference};
use report::finding::Finding;

use super::markup::{Names, appended};
use super::package::{HEADER, Package};
use super::words::{Lines, meant};
use super::{AUTHOR, About, Place};
use crate::error::Error;
use crate::read::xlsx::{self, Placed};
use crate::read::xml::{attribute, each_start, open};
use crate::write::escape;

const COMMENTS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
/// What follows the drawing of notes in a worksheet.
const BEHIND: [&str; 9] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "smartTags",
];

/// A cell: the name of its worksheet, its row and its column, counted from 0.
type At = (String, usize, usize);

/// The workbook with a note in the cell of each finding; findings about one cell share a note.
pub fn annotated(bytes: &[u8], about: &About, findings: &[Finding]) -> Result<Vec<u8>, Error> {
    let mut package = Package::open(bytes)?;
    let (cells, parts) = xlsx::cells(bytes)?;
    let mut letters: Vec<char> = Vec::new();
    let mut ends = Vec::with_capacity(cells.len());
    for cell in &cells {
        letters.extend(cell.text.chars().filter_map(meant));
        ends.push(letters.len());
    }
    let of_letter = |letter: usize| cells.get(ends.partition_point(|end| *end <= letter)).map(at);
    let lines = Lines::find(about.report, &letters)?;
    let title = lines.heading("title").and_then(|letters| of_letter(letters.start));
    let first = title.or_else(|| cells.first().map(at)).ok_or_else(Error::damaged)?;
    let mut notes: Vec<(At, String)> = Vec::new();
    for finding in findings {
        let place = match about.place(finding, &lines) {
            Place::Letters(letters) => of_letter(letters.start),
            Place::Cell(spot) => in_cell(spot),
            Place::Nowhere => None,
        };
        let at = place.unwrap_or_else(|| first.clone());
        let known = notes.iter().position(|(known, _)| *known == at);
        let known = known.unwrap_or(notes.len());
        match notes.get_mut(known) {
            Some((_, note)) => note.push_str("\n\n"),
            None => notes.push((at, String::new())),
        }
        let note = &mut notes[known].1;
        note.push_str(&about.told(finding).join("\n"));
    }
    if !notes.iter().all(|((sheet, ..), _)| parts.contains_key(sheet)) {
        return Err(Error::damaged());
    }
    for (name, part) in &parts {
        let own = notes.iter().filter(|((sheet, ..), _)| sheet == name);
        let own: Vec<_> = own.map(|((_, row, column), note)| ((*row, *column), note)).collect();
        if !own.is_empty() {
            in_sheet(&mut package, part, &own)?;
        }
    }
    package.finish()
}

fn at(cell: &Placed) -> At {
    (cell.sheet.clone(), cell.row, cell.column)
}

fn in_cell(spot: &str) -> Option<At> {
    let Some(Spot::Sheet { name, cell }) = Spot::of(spot) else { return None };
    let (row, column) = xlsx::place(cell)?;
    Some((name.to_string(), row, column))
}

/// Puts notes into a worksheet.
fn in_sheet(
    package: &mut Package,
    sheet: &str,
    notes: &[((usize, usize), &String)],
) -> Result<(), Error> {
    let known = package.related(sheet, |r| r.kind.ends_with("/comments"))?;
    let old = match &known {
        Some(name) => package.text(name)?,
        None => None,
    };
    let main = Names::of_root(&package.text(sheet)?.unwrap_or_default())?;
    let empty = || {
        let namespace = &main.namespace;
        format!(
            "{HEADER}<comments xmlns=\"{namespace}\"><authors></authors><commentList></commentList></comments>"
        )
    };
    let (all, drawn) = with_notes(&old.unwrap_or_else(empty), notes)?;
    match known {
        Some(name) => package.put(&name, all),
        None => {
            let name = package.free("xl/comments", ".xml");
            package.add(sheet, "comments", (&name, COMMENTS), all)?;
        }
    }
    draw(package, sheet, &main, &drawn)
}

/// The part with the texts of notes, with more of them; and the cells that have a note only now.
fn with_notes(
    old: &str,
    notes: &[((usize, usize), &String)],
) -> Result<(String, Vec<(usize, usize)>), Error> {
    let names = Names::of_root(old)?;
    let (mut authors, mut noted) = (0, Vec::new());
    each_start(old, |_, e| {
        match e.local_name().as_ref() {
            "author" => authors += 1,
            "comment" => {
                let cell = attribute(e, "ref").unwrap_or_default();
                noted.extend(xlsx::place(&cell).map(|place| (place, cell)));
            }
            _ => {}
        }
        Ok(())
    })?;
    let run = |text: &str| {
        let [r, t] = ["r", "t"].map(|name| names.plain(name));
        format!("<{r}><{t} xml:space=\"preserve\">{text}</{t}></{r}>")
    };
    let is = |wanted: &'static str| move |e: &BytesStart| e.local_name().as_ref() == wanted;
    let author = names.plain("author");
    let mut all = appended(old, &mut is("authors"), &format!("<{author}>{AUTHOR}</{author}>"))?
        .ok_or_else(Error::damaged)?;
    let (mut more, mut drawn) = (String::new(), Vec::new());
    for (place, text) in notes {
        if let Some((_, cell)) = noted.iter().find(|(known, _)| known == place) {
            // A cell has one note: what is there stays, and this follows.
            let mut inside = false;
            let mut own = |e: &BytesStart| match e.local_name().as_ref() {
                "comment" => {
                    inside = attribute(e, "ref").as_ref() == Some(cell);
                    false
                }
                name => inside && name == "text",
            };
            let text = run(&format!("\n\n{AUTHOR}：\n{text}"));
            all = appended(&all, &mut own, &text)?.ok_or_else(Error::damaged)?;
            continue;
        }
        drawn.push(*place);
        let cell = reference(place.0, place.1);
        let [comment, inner] = ["comment", "text"].map(|name| names.plain(name));
        let text = run(text);
        more.push_str(&format!(
            "<{comment} ref=\"{cell}\" authorId=\"{authors}\"><{inner}>{text}</{inner}></{comment}>"
        ));
    }
    let all = appended(&all, &mut is("commentList"), &more)?.ok_or_else(Error::damaged)?;
    Ok((all, drawn))
}

const VML: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" \
    xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
    xmlns:x=\"urn:schemas-microsoft-com:office:excel\"></xml>";
const SHAPE_TYPE: &str = "<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" \
    path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
    <v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype>";

/// Puts the boxes of notes into the drawing of a worksheet.
fn draw(
    package: &mut Package,
    sheet: &str,
    main: &Names,
    cells: &[(usize, usize)],
) -> Result<(), Error> {
    let text = package.text(sheet)?.unwrap_or_default();
    let mut id = None;
    each_start(&text, |_, e| {
        if e.local_name().as_ref() == "legacyDrawing" {
            id = attribute(e, "id");
        }
        Ok(())
    })?;
    let known = match &id {
        Some(id) => package.related(sheet, |r| r.id == *id)?,
        None => None,
    };
    let old = match &known {
        Some(name) => package.text(name)?.ok_or_else(Error::damaged)?,
        None => VML.to_string(),
    };
    // Such a drawing need not be XML by the book: Excel writes `<br>` in it.
    let end = old.rfind("</xml>").ok_or_else(Error::damaged)?;
    let mut more = String::new();
    if !old.contains("id=\"_x0000_t202\"") {
        more.push_str(SHAPE_TYPE);
    }
    let mut free = (1025..).filter(|n| !old.contains(&format!("_x0000_s{n}\"")));
    for (row, column) in cells {
        let n = free.next().unwrap_or_default();
        more.push_str(&shape(n, *row, *column));
    }
    let drawing = format!("{}{more}{}", &old[..end], &old[end..]);
    if let Some(name) = known {
        package.put(&name, drawing);
        return Ok(());
    }
    let name = package.free("xl/drawings/vmlDrawing", ".vml");
    let id = package.add(sheet, "vmlDrawing", (&name, DRAWING), drawing)?;
    let tag = main.plain("legacyDrawing");
    let namespace = escape(&package.relations);
    let element = format!("<{tag} xmlns:r=\"{namespace}\" r:id=\"{id}\"/>");
    package.put(sheet, with_drawing(&text, &element)?);
    Ok(())
}

fn shape(n: usize, row: usize, column: usize) -> String {
    let (right, bottom) = (column + 5, row + 9);
    let (left, top) = (column + 1, row.saturating_sub(1));
    format!(
        "<v:shape id=\"_x0000_s{n}\" type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" \
         fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox/><x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>\
         <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>\
         </x:ClientData></v:shape>"
    )
}

/// The worksheet with this element at its place: the order of elements is fixed.
fn with_drawing(sheet: &str, element: &str) -> Result<String, Error> {
    let mut reader = open(sheet);
    let mut depth = 0;
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => {
                if depth == 1 && BEHIND.contains(&e.local_name().as_ref()) {
                    return Ok(format!("{}{element}{}", &sheet[..from], &sheet[from..]));
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            Event::Eof => {
                return appended(sheet, &mut |_| true, element)?.ok_or_else(Error::damaged);
            }
            _ => {}
        }
    }
}
