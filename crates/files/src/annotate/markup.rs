//! Markup put into parts that other programs wrote, whose text stays as it is.

use quick_xml::events::{BytesStart, Event};

use crate::error::Error;
use crate::read::xml::{attribute, open};

/// How a part calls the elements of its own vocabulary.
pub struct Names {
    prefix: String,
    /// The address of the vocabulary.
    pub namespace: String,
}

impl Names {
    /// A vocabulary at this address, by this prefix.
    pub fn new(prefix: &str, namespace: &str) -> Names {
        Names { prefix: prefix.to_string(), namespace: namespace.to_string() }
    }

    /// Those of the part's first element.
    ///
    /// # Errors
    /// The part has no element with a vocabulary.
    pub fn of_root(xml: &str) -> Result<Names, Error> {
        let mut reader = open(xml);
        loop {
            match reader.read_event().map_err(|_| Error::damaged())? {
                Event::Start(e) => {
                    let prefix = prefix(&e);
                    let declared = |key: &str| match prefix.as_str() {
                        "" => key == "xmlns",
                        prefix => key.strip_prefix("xmlns:") == Some(prefix),
                    };
                    let mut all = e.attributes();
                    let mut all = all.with_checks(false).flatten();
                    let namespace = all.find(|a| declared(a.key.as_ref()));
                    let namespace = namespace.ok_or_else(Error::damaged)?.value.to_string();
                    return Ok(Names { prefix, namespace });
                }
                Event::Eof => return Err(Error::damaged()),
                _ => {}
            }
        }
    }

    /// Whether an element is of this vocabulary.
    pub fn has(&self, element: &BytesStart) -> bool {
        prefix(element) == self.prefix
    }

    /// An element of the vocabulary; `attributes` are of the vocabulary too.
    pub fn element(&self, name: &str, attributes: &[(&str, &str)], content: &str) -> String {
        let (prefix, mut tag) = match self.prefix.as_str() {
            "" => ("w", format!("w:{name} xmlns:w=\"{}\"", self.namespace)),
            prefix => (prefix, format!("{prefix}:{name}")),
        };
        for (key, value) in attributes {
            tag.push_str(&format!(" {prefix}:{key}=\"{value}\""));
        }
        match content {
            "" => format!("<{tag}/>"),
            content => format!("<{tag}>{content}</{prefix}:{name}>"),
        }
    }

    /// The name as a part without prefixed attributes, such as a list of relations, writes it.
    pub fn plain(&self, name: &str) -> String {
        match self.prefix.as_str() {
            "" => name.to_string(),
            prefix => format!("{prefix}:{name}"),
        }
    }
}

fn prefix(element: &BytesStart) -> String {
    let name = element.name();
    let name = name.as_ref();
    name.split_once(':').map_or("", |(prefix, _)| prefix).to_string()
}

/// The part with more content at the end of the first element that is wanted; `None` if none is.
///
/// # Errors
/// The part is damaged.
pub fn appended(
    xml: &str,
    wanted: &mut dyn FnMut(&BytesStart) -> bool,
    more: &str,
) -> Result<Option<String>, Error> {
    let mut reader = open(xml);
    // The number of open elements from the wanted one on, and its name.
    let mut depth = 0;
    let mut name = String::new();
    loop {
        let from = reader.buffer_position() as usize;
        match reader.read_event().map_err(|_| Error::damaged())? {
            Event::Start(e) => {
                if depth == 0 && wanted(&e) {
                    name = e.name().as_ref().to_string();
                    depth = 1;
                } else if depth > 0 {
                    depth += 1;
                }
            }
            Event::End(_) if depth > 0 => {
                depth -= 1;
                if depth > 0 {
                    continue;
                }
                let to = reader.buffer_position() as usize;
                return Ok(Some(match from == to {
                    // The element is empty: `<root/>`.
                    true => format!("{}>{more}</{name}>{}", &xml[..to - 2], &xml[to..]),
                    false => format!("{}{more}{}", &xml[..from], &xml[from..]),
                }));
            }
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// A relation of a part.
pub struct Relation {
    pub id: String,
    pub kind: String,
    pub target: String,
}

/// The relations in this part.
///
/// # Errors
/// The part is damaged.
pub fn relations(xml: &str) -> Result<Vec<Relation>, Error> {
    let mut all = Vec::new();
    crate::read::xml::each_start(xml, |_, e| {
        let of = |name| attribute(e, name).unwrap_or_default();
        if e.local_name().as_ref() == "Relationship" {
            all.push(Relation { id: of("Id"), kind: of("Type"), target: of("Target") });
        }
        Ok(())
    })?;
    Ok(all)
}
