//! XML as office formats use it. Elements and attributes are known by their local names, so that
//! all dialects read alike; entities other than XML's own five are ignored.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use report::steps;

use crate::NAMESPACE;
use crate::archive::Archive;
use crate::error::Error;
use crate::limits;

pub type Xml<'a> = Reader<&'a [u8]>;

/// The report's own JSON, where the file carries it.
pub fn data(archive: &Archive) -> Result<Option<String>, Error> {
    let parts: Vec<&str> =
        archive.names().filter(|n| n.starts_with("customXml/item")).take(32).collect();
    for name in parts {
        let text = archive.text(name)?.unwrap_or_default();
        if name.contains("Props") || !text.contains(NAMESPACE) {
            continue;
        }
        let mut xml = open(&text);
        let mut data = String::new();
        loop {
            match xml.read_event().map_err(|_| Error::damaged())? {
                Event::Eof => break,
                event => push_text(&event, &mut |text| data.push_str(text)),
            }
        }
        return Ok(Some(data.trim().to_string()).filter(|d| !d.is_empty()));
    }
    Ok(None)
}

/// A parser of a part. An element without content gives a start and an end event.
pub fn open(text: &str) -> Xml<'_> {
    steps::take(text.len());
    let mut xml = Reader::from_str(text.trim_start_matches('\u{feff}'));
    xml.config_mut().expand_empty_elements = true;
    xml.config_mut().allow_dangling_amp = true;
    xml
}

/// Reads a part from its beginning to its end into `body`: `start` gets the beginning of each
/// element, and gives false if it has read the element to its end; `end` gets the name of each other
/// element that ends, `other` whatever is between, with the position in bytes behind it.
///
/// # Errors
/// Those of `start` and `end`; a part that is damaged, or has too many elements inside one another.
pub fn walk<B>(
    text: &str,
    body: &mut B,
    start: fn(&mut B, &mut Xml, &BytesStart) -> Result<bool, Error>,
    end: fn(&mut B, &str) -> Result<(), Error>,
    other: fn(&mut B, &Event, usize),
) -> Result<(), Error> {
    let mut xml = open(text);
    let mut depth = 0;
    loop {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => {
                depth += usize::from(start(body, &mut xml, &e)?);
                if depth > limits::DEPTH || steps::is_spent() {
                    return Err(limits::too_large());
                }
            }
            Event::End(e) => {
                depth -= 1;
                end(body, e.local_name().as_ref())?;
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(Error::damaged()),
            event => other(body, &event, xml.buffer_position() as usize),
        }
    }
}

/// The value of an attribute by its local name.
pub fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let found = all.with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let value = found.normalized_value(quick_xml::XmlVersion::Implicit1_0);
    Some(value.map_or_else(|_| found.value.to_string(), |v| v.into_owned()))
}

pub fn number(element: &BytesStart, name: &str) -> Option<usize> {
    attribute(element, name)?.trim().parse().ok()
}

/// Whether a switch element such as `<w:vanish/>` is on.
pub fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, "val").as_deref(), Some("0" | "false" | "off"))
}

/// Calls `visit` for each element inside the one just begun, up to its end. Former properties that
/// a tracked change replaced are skipped.
pub fn each(xml: &mut Xml, mut visit: impl FnMut(&str, &BytesStart)) -> Result<(), Error> {
    let mut depth = 1;
    while depth > 0 {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => {
                let name = e.local_name();
                if name.as_ref().ends_with("Change") || name.as_ref() == "sectPr" {
                    skip(xml, &e)?;
                } else {
                    visit(name.as_ref(), &e);
                    depth += 1;
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(Error::damaged()),
            _ => {}
        }
    }
    Ok(())
}

pub fn skip(xml: &mut Xml, element: &BytesStart) -> Result<(), Error> {
    xml.read_to_end(element.name()).map(|_| ()).map_err(|_| Error::damaged())
}

/// Passes the text of an event to `push`, with references resolved.
pub fn push_text(event: &Event, push: &mut impl FnMut(&str)) {
    match event {
        Event::Text(text) => push(&text.xml10_content()),
        Event::CData(text) => push(&text.xml10_content()),
        Event::GeneralRef(reference) => match &*reference.xml10_content() {
            "lt" => push("<"),
            "gt" => push(">"),
            "amp" => push("&"),
            "quot" => push("\""),
            "apos" => push("'"),
            _ => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    push(c.encode_utf8(&mut [0; 4]));
                }
            }
        },
        _ => {}
    }
}

/// Calls `visit` for each element of a part.
pub fn each_start(
    text: &str,
    mut visit: impl FnMut(&mut Xml, &BytesStart) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut xml = open(text);
    loop {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => visit(&mut xml, &e)?,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The texts inside the element just begun, up to its end. Only text directly in elements for which
/// `counts` is true is taken; phonetic readings are left out.
pub fn texts(xml: &mut Xml, counts: impl Fn(&str) -> bool, begun: bool) -> Result<String, Error> {
    let mut text = String::new();
    let mut counting = vec![begun];
    while !counting.is_empty() {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) if e.local_name().as_ref() == "rPh" => skip(xml, &e)?,
            Event::Start(e) => counting.push(counts(e.local_name().as_ref())),
            Event::End(_) => drop(counting.pop()),
            Event::Eof => return Err(Error::damaged()),
            event if counting.last() == Some(&true) => {
                push_text(&event, &mut |piece| text.push_str(piece))
            }
            _ => {}
        }
        if counting.len() > limits::DEPTH {
            return Err(limits::too_large());
        }
    }
    Ok(text)
}

/// The text of each element with one of these names, without that of elements in `left_out`.
pub fn texts_in(text: &str, names: &[&str], left_out: &[&str]) -> Result<Vec<String>, Error> {
    let mut xml = open(text);
    let mut texts = Vec::new();
    let mut inside = 0;
    loop {
        match xml.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) if inside > 0 && left_out.contains(&e.local_name().as_ref()) => {
                skip(&mut xml, &e)?;
            }
            Event::Start(e) if inside > 0 || names.contains(&e.local_name().as_ref()) => {
                if inside == 0 {
                    texts.push(String::new());
                }
                inside += 1;
            }
            Event::End(_) if inside > 0 => inside -= 1,
            Event::Eof => return Ok(texts),
            event if inside > 0 => push_text(&event, &mut |text| {
                if let Some(last) = texts.last_mut() {
                    last.push_str(text);
                }
            }),
            _ => {}
        }
    }
}

/// The document's title, from the part with its properties.
pub fn title(text: &str) -> Result<Option<String>, Error> {
    let title = texts_in(text, &["title"], &[])?.into_iter().next();
    Ok(title.map(|t| t.trim().to_string()).filter(|t| !t.is_empty()))
}
