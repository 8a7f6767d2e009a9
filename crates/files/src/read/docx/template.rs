//! An office's own template: the look of the parts of a report in a Word file, which may be an empty template
//! with styles or any document that the office has written.

use quick_xml::events::BytesStart;
use report::document::Role;
use report::recognize::split_title;
use report::text::{Numeral, length, split_numeral};

use super::parts::Parts;
use crate::error::{Code, Error};
use crate::look::{Look, Sheet, Values};
use crate::read::styles::Styles;
use crate::read::xml::{Xml, attribute, each, number, push_text, skip, walk};
use crate::write::docx::NARROW;

/// Characters that a heading has at most; longer numbered paragraphs are body.
const HEADING: usize = 40;
/// Characters that a line of the body has at least; shorter ones are dates and signatures.
const BODY: usize = 20;
/// Least width and height between the margins, in twips.
const ROOM: i64 = 4000;

/// The look of the parts of a report in a Word file.
///
/// # Errors
/// The file is damaged, or no Word document with zipped parts.
pub fn read(bytes: &[u8]) -> Result<Look, Error> {
    if !bytes.starts_with(b"PK") {
        let words = "单位模板要用 docx 文件；doc、wps 文件请先另存为 docx。";
        return Err(Error::new(Code::Unsupported, words));
    }
    let parts = Parts::open(bytes, &mut Vec::new())?;
    let styles = parts.text("word/styles.xml")?;
    let mut body =
        Body { sheet: Sheet::read(&styles)?, roles: Styles::read(&styles)?, ..Body::default() };
    walk(&parts.main()?, &mut body, Body::start, Body::end, |body, event, _| {
        if body.texts > 0 {
            push_text(event, &mut |text| body.text.push_str(text));
        }
    })?;
    Ok(body.finish(&parts.text("word/theme/theme1.xml")?))
}

/// The parts of a report whose look is asked for. A line that may be the title counts if none is sure, as
/// labels and figures of wide tables do where there are no others.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Title,
    Heading,
    Subheading,
    Body,
    Head,
    Table,
    Small,
    Maybe,
    Label,
}

const NAMES: [&str; 7] = ["title", "heading", "subheading", "body", "head", "table", "small"];

#[derive(Default)]
struct Body {
    sheet: Sheet,
    roles: Styles,
    page: Option<Values>,
    /// For each part the values that its runs have, with the number of characters.
    found: [Vec<(Values, usize)>; 9],
    /// The open tables, each with the number of its columns and of its rows so far.
    tables: Vec<(usize, usize)>,
    /// The paragraph: its style, outline level, own values and text; and what its runs have.
    style: String,
    level: Option<usize>,
    own: Values,
    text: String,
    runs: Vec<(Values, usize)>,
    /// The run: its own values, and where its text begins.
    run: Values,
    begun: usize,
    texts: usize,
}

impl Body {
    /// Handles the start of an element. Gives false if the element has been read to its end.
    fn start(&mut self, xml: &mut Xml, e: &BytesStart) -> Result<bool, Error> {
        match e.local_name().as_ref() {
            "tbl" => self.tables.push((0, 0)),
            "gridCol" => self.tables.iter_mut().last().into_iter().for_each(|table| table.0 += 1),
            "tr" => self.tables.iter_mut().last().into_iter().for_each(|table| table.1 += 1),
            "p" => {
                self.style.clone_from(&self.sheet.normal);
                (self.level, self.own) = (None, Values::default());
                self.text.clear();
                self.runs.clear();
            }
            "r" => (self.run, self.begun) = (Values::default(), self.text.len()),
            "rPr" => {
                let mut run = Values::default();
                each(xml, |name, e| match name {
                    "rStyle" => self.sheet.add(&mut run, &attribute(e, "val").unwrap_or_default()),
                    _ => run.take(name, e),
                })?;
                self.run = run;
                return Ok(false);
            }
            "pStyle" => self.style = attribute(e, "val").unwrap_or_default(),
            "outlineLvl" => self.level = number(e, "val"),
            name @ ("spacing" | "ind" | "jc") => self.own.take(name, e),
            "t" => self.texts += 1,
            "sectPr" => {
                let mut page = Values::default();
                each(xml, |name, e| page.take(name, e))?;
                // A wide page is one for a table.
                let wide = page.of("pgSz", "orient").as_deref() == Some("landscape");
                if is_page(&mut page) && (self.page.is_none() || !wide) {
                    self.page = Some(page);
                }
                return Ok(false);
            }
            "tblPr" | "trPr" | "tcPr" | "tblPrEx" | "pPrChange" | "drawing" | "pict"
            | "Fallback" | "del" => {
                return skip(xml, e).map(|()| false);
            }
            _ => {}
        }
        Ok(true)
    }

    fn end(&mut self, name: &str) -> Result<(), Error> {
        match name {
            "tbl" => drop(self.tables.pop()),
            "t" => self.texts -= 1,
            "r" => {
                let length = length(self.text.get(self.begun..).unwrap_or_default());
                if length > 0 {
                    self.runs.push((std::mem::take(&mut self.run), length));
                }
            }
            "p" => self.end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let mut values = self.sheet.of(&self.style);
        values.put(&self.own);
        let centred = values.of("jc", "val").as_deref() == Some("center");
        let Some(part) = self.part(self.text.trim(), centred) else { return };
        let blanks = self.text.chars().take_while(|c| *c == '\u{3000}').count();
        if blanks > 0 && values.of("ind", "firstLine").is_none() {
            values.of("ind", "firstLineChars").get_or_insert_with(|| (blanks * 100).to_string());
        }
        let found = &mut self.found[part as usize];
        if part == Part::Maybe {
            // The last such line before the text is the title.
            found.clear();
        }
        for (run, length) in self.runs.drain(..) {
            let mut all = values.clone();
            all.put(&run);
            match found.iter_mut().find(|(known, _)| *known == all) {
                Some((_, sum)) => *sum += length,
                None => found.push((all, length)),
            }
        }
    }

    /// The part of a report that a paragraph with this text belongs to, if it tells the look of any.
    fn part(&self, text: &str, centred: bool) -> Option<Part> {
        if text.is_empty() {
            return None;
        }
        if let Some((columns, rows)) = self.tables.last() {
            // What labels and heads of groups look like is less sure than what figures do.
            let is_figure = text.bytes().all(|c| c.is_ascii_digit() || c == b'.');
            return Some(match (rows, is_figure) {
                (_, true) if *columns > NARROW => Part::Small,
                (_, true) => Part::Table,
                (..=1, false) => Part::Head,
                _ => Part::Label,
            });
        }
        let short = length(text) <= HEADING && !text.ends_with(['。', '；']);
        let role = self.roles.get(&self.style).and_then(|style| style.role);
        let none = |part: Part| self.found[part as usize].is_empty();
        match (role, self.level, split_numeral(text)) {
            (Some(Role::Title), ..) => Some(Part::Title),
            (Some(Role::Heading), ..) | (_, Some(0), _) => Some(Part::Heading),
            (Some(Role::Subheading), ..) | (_, Some(1), _) => Some(Part::Subheading),
            (.., Some((Numeral::Section(_), _))) if short => Some(Part::Heading),
            (.., Some((Numeral::Subsection(_), _))) if short => Some(Part::Subheading),
            _ if centred && split_title(text).is_some() => Some(Part::Title),
            _ if !centred => Some(Part::Body).filter(|_| length(text) >= BODY),
            _ => Some(Part::Maybe).filter(|_| none(Part::Heading) && none(Part::Body)),
        }
    }

    /// What was found, and for parts without a text what the styles say of them.
    fn finish(mut self, theme: &str) -> Look {
        for (part, other) in
            [(Part::Title, Part::Maybe), (Part::Table, Part::Label), (Part::Table, Part::Small)]
        {
            if self.found[part as usize].is_empty() {
                self.found.swap(part as usize, other as usize);
            }
        }
        let roles = [Some(Role::Title), Some(Role::Heading), Some(Role::Subheading), None];
        for (found, role) in self.found.iter_mut().zip(roles).filter(|(found, _)| found.is_empty())
        {
            let style =
                role.map_or(Some(self.sheet.normal.as_str()), |role| self.roles.named(role));
            let style = style.filter(|style| !style.is_empty());
            found.extend(style.map(|style| (self.sheet.of(style), 1)));
        }
        let mut all = Look::new();
        if let Some(page) = self.page {
            page.add_to(&mut all, "page", Some);
        }
        for (part, found) in NAMES.into_iter().zip(self.found) {
            let Some((mut values, _)) = found.into_iter().rev().max_by_key(|(_, length)| *length)
            else {
                continue;
            };
            values.of("sz", "val").get_or_insert_with(|| "20".into());
            let after = values.of("spacing", "after");
            if part == "title" && after.as_deref().is_none_or(|after| after == "0") {
                // Below the title there is a blank line, which is no text.
                *after = Some("579".into());
            }
            values.add_to(&mut all, part, |value| match value.strip_prefix('+') {
                Some(name) => font_of(theme, name),
                None => Some(value),
            });
        }
        all
    }
}

/// Whether a section's page has a size and margins with room for a text between them.
fn is_page(page: &mut Values) -> bool {
    let mut number = |element, name| page.of(element, name).as_ref()?.parse::<i64>().ok();
    let mut room = |size, one, other| {
        let margins = number("pgMar", one)?.abs() + number("pgMar", other)?.abs();
        Some(number("pgSz", size)? - margins)
    };
    room("w", "left", "right") >= Some(ROOM) && room("h", "top", "bottom") >= Some(ROOM)
}

/// The font that a theme has for a name such as `minorEastAsia`.
fn font_of(theme: &str, name: &str) -> Option<String> {
    let fonts = if name.starts_with("major") { "majorFont>" } else { "minorFont>" };
    let kind = if name.ends_with("EastAsia") {
        "script=\"Hans\" typeface=\""
    } else {
        "latin typeface=\""
    };
    let font = theme.split_once(fonts)?.1.split_once(kind)?.1.split('"').next()?;
    Some(font.to_string()).filter(|font| !font.is_empty())
}
