//! An office's own template: the look of the parts of a report in a Word file, which may be an empty template
//! with styles or any document that the office has written.

use std::collections::{BTreeMap, HashMap};

use quick_xml::events::BytesStart;
use report::document::Role;
use report::recognize::split_title;
use report::text::{Numeral, length, split_numeral};

use super::parts::Parts;
use crate::error::{Code, Error};
use crate::look::{Look, PAGE, Sheet, take};
use crate::read::styles::Styles;
use crate::read::xml::{Xml, attribute, each, number, push_text, skip, walk};
use crate::write::docx::NARROW;

/// Characters that a heading has at most; longer numbered paragraphs are body.
const HEADING: usize = 40;
/// Characters that a line of the body has at least; shorter ones are dates and signatures.
const BODY: usize = 20;
/// Least width between the margins, in twips.
const WIDTH: i64 = 4000;

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
    walk(&parts.main()?, &mut body, Body::start, Body::end, |body, event| {
        if body.texts > 0 {
            push_text(event, &mut |text| body.text.push_str(text));
        }
    })?;
    Ok(body.finish(&parts.text("word/theme/theme1.xml")?))
}

/// How many characters have each look.
type Tally = HashMap<Look, usize>;

#[derive(Default)]
struct Body {
    sheet: Sheet,
    roles: Styles,
    page: Look,
    /// For each part, the looks of its paragraphs, and of its runs.
    found: BTreeMap<&'static str, [Tally; 2]>,
    /// The open tables, each with the number of its columns and of its rows so far.
    tables: Vec<(usize, usize)>,
    /// The paragraph: its style, outline level, own look and text; and the looks of its runs.
    style: String,
    level: Option<usize>,
    own: Look,
    text: String,
    runs: Vec<(Look, usize)>,
    /// The run: its own look, and where its text begins.
    run: Look,
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
                (self.style, self.level, self.own) = (self.sheet.normal.clone(), None, Look::new());
                (self.text, self.runs) = (String::new(), Vec::new());
            }
            "r" => (self.run, self.begun) = (Look::new(), self.text.len()),
            "rPr" => {
                let mut look = Look::new();
                each(xml, |name, e| match name {
                    "rStyle" => self.sheet.add(&mut look, &attribute(e, "val").unwrap_or_default()),
                    _ => take(&mut look, name, e),
                })?;
                self.run = look;
                return Ok(false);
            }
            "pStyle" => self.style = attribute(e, "val").unwrap_or_default(),
            "outlineLvl" => self.level = number(e, "val"),
            name @ ("spacing" | "ind" | "jc") => take(&mut self.own, name, e),
            "t" => self.texts += 1,
            "sectPr" => {
                let mut page = Look::new();
                each(xml, |name, e| {
                    if PAGE.iter().any(|(wanted, _)| *wanted == name) {
                        take(&mut page, name, e);
                    }
                })?;
                // A wide page is one for a table.
                let wide = |page: &Look| page.get("pgSz.orient").is_some_and(|o| o == "landscape");
                if is_page(&page) && (self.page.is_empty() || wide(&self.page) && !wide(&page)) {
                    self.page = page;
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
                let length = length(&self.text[self.begun.min(self.text.len())..]);
                let run = std::mem::take(&mut self.run);
                self.runs.extend((length > 0).then_some((run, length)));
            }
            "p" => self.end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self) {
        let (text, runs) = (std::mem::take(&mut self.text), std::mem::take(&mut self.runs));
        let mut look = self.sheet.of(&self.style);
        look.append(&mut self.own);
        let Some(part) = self.part(text.trim(), &look) else { return };
        let blanks = text.chars().take_while(|c| *c == '\u{3000}').count();
        let indented =
            ["ind.firstLine", "ind.firstLineChars"].iter().any(|key| look.contains_key(*key));
        if blanks > 0 && !indented {
            look.insert("ind.firstLineChars".into(), (blanks * 100).to_string());
        }
        // Of lines that may be the title, the last one before the text is.
        let maybe = part == "maybe";
        let tallies = self
            .found
            .entry(part)
            .and_modify(|t| {
                if maybe {
                    *t = Default::default()
                }
            })
            .or_default();
        for (run, length) in runs {
            let mut all = look.clone();
            all.extend(run);
            all.retain(|key, _| is_of_run(key));
            *tallies[1].entry(all).or_default() += length;
        }
        look.retain(|key, _| !is_of_run(key));
        *tallies[0].entry(look).or_default() += length(&text);
    }

    /// The part of a report that a paragraph with this text belongs to, if it tells the look of any.
    fn part(&self, text: &str, look: &Look) -> Option<&'static str> {
        if text.is_empty() {
            return None;
        }
        if let Some((columns, rows)) = self.tables.last() {
            // What labels and heads of groups look like is less sure than what figures do.
            let is_figure = text.chars().all(|c| c.is_ascii_digit() || c == '.');
            return Some(match (rows, is_figure) {
                (_, true) if *columns > NARROW => "small",
                (_, true) => "table",
                (..=1, false) => "head",
                _ => "label",
            });
        }
        let centred = look.get("jc.val").is_some_and(|jc| jc == "center");
        let short = length(text) <= HEADING && !text.ends_with(['。', '；']);
        let role = self.roles.get(&self.style).and_then(|style| style.role);
        match (role, self.level, split_numeral(text)) {
            (Some(Role::Title), ..) => Some("title"),
            (Some(Role::Heading), ..) | (_, Some(0), _) => Some("heading"),
            (Some(Role::Subheading), ..) | (_, Some(1), _) => Some("subheading"),
            (.., Some((Numeral::Section(_), _))) if short => Some("heading"),
            (.., Some((Numeral::Subsection(_), _))) if short => Some("subheading"),
            _ if centred && split_title(text).is_some() => Some("title"),
            _ if !centred && length(text) >= BODY => Some("body"),
            _ if centred
                && !["heading", "body"].iter().any(|part| self.found.contains_key(part)) =>
            {
                Some("maybe")
            }
            _ => None,
        }
    }

    /// What was found, and for parts without a text what the styles say of them.
    fn finish(mut self, theme: &str) -> Look {
        let mut all: Look =
            self.page.iter().map(|(key, value)| (format!("page.{key}"), value.clone())).collect();
        if let Some(found) = self.found.remove("maybe") {
            self.found.entry("title").or_insert(found);
        }
        let label = self.found.remove("label");
        if let Some(cells) = self.found.get("small").cloned().or(label) {
            self.found.entry("table").or_insert(cells);
        }
        let roles =
            [("title", Role::Title), ("heading", Role::Heading), ("subheading", Role::Subheading)];
        let named = |role| self.roles.named(role).map(|id| self.sheet.of(id));
        for (part, role) in roles {
            let Some(look) = named(role).filter(|_| !self.found.contains_key(part)) else {
                continue;
            };
            self.found.insert(part, [Tally::from([(look.clone(), 1)]), Tally::from([(look, 1)])]);
        }
        if !self.found.contains_key("body") && !self.sheet.normal.is_empty() {
            let look = self.sheet.of(&self.sheet.normal);
            self.found.insert("body", [Tally::from([(look.clone(), 1)]), Tally::from([(look, 1)])]);
        }
        for (part, [paragraphs, runs]) in self.found {
            let mut look = most(paragraphs, |key| !is_of_run(key));
            if matches!(part, "head" | "table" | "small") {
                // Labels and figures differ in this, as the form has it.
                look.retain(|key, _| key.starts_with("spacing."));
            }
            look.extend(most(runs, is_of_run));
            look.entry("sz.val".into()).or_insert_with(|| "20".into());
            for (key, value) in look {
                let value = match value.strip_prefix('+') {
                    Some(name) => font_of(theme, name),
                    None => Some(value),
                };
                all.extend(value.map(|value| (format!("{part}.{key}"), value)));
            }
        }
        // Below the title there is a blank line, which is no text.
        let after = all.get("title.spacing.after").is_none_or(|after| after == "0");
        if all.contains_key("title.sz.val") && after {
            all.insert("title.spacing.after".into(), "579".into());
        }
        all
    }
}

fn is_of_run(key: &str) -> bool {
    ["rFonts.", "b.", "sz."].iter().any(|element| key.starts_with(element))
}

/// Whether a section's page has a size and margins with room for a text between them.
fn is_page(page: &Look) -> bool {
    let number = |key: &str| page.get(key).and_then(|value| value.parse::<i64>().ok());
    let width = || Some(number("pgSz.w")? - number("pgMar.left")? - number("pgMar.right")?);
    let height =
        || Some(number("pgSz.h")? - number("pgMar.top")?.abs() - number("pgMar.bottom")?.abs());
    width().is_some_and(|width| width >= WIDTH) && height().is_some_and(|height| height >= WIDTH)
}

/// The look of most characters, of it the values that `wanted` names.
fn most(tally: Tally, wanted: fn(&str) -> bool) -> Look {
    let mut all: Vec<(usize, Look)> =
        tally.into_iter().map(|(look, length)| (length, look)).collect();
    // Among equals the order must not be that of the map.
    all.sort();
    let mut look = all.pop().map(|(_, look)| look).unwrap_or_default();
    look.retain(|key, _| wanted(key));
    look
}

/// The font that a theme has for a name such as `minorEastAsia`.
fn font_of(theme: &str, name: &str) -> Option<String> {
    let fonts = if name.starts_with("major") { "majorFont>" } else { "minorFont>" };
    let fonts = theme.split(fonts).nth(1)?;
    let after = if name.ends_with("EastAsia") {
        "script=\"Hans\" typeface=\""
    } else {
        "latin typeface=\""
    };
    let font = fonts.split(after).nth(1)?.split('"').next()?;
    Some(font.to_string()).filter(|font| !font.is_empty())
}
