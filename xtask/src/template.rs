//! `index.html`: it lists the parts of the page as Trunk's elements (`<link data-trunk …>`), so
//! that Trunk and this program build the same page.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::default::{DefaultEmitter, Token};

use crate::command::Result;
use crate::{read, root};

/// A page as text, with the positions of its tags.
pub struct Template {
    html: String,
    tags: Vec<Tag>,
}

/// A start or end tag.
#[derive(Clone)]
pub struct Tag {
    name: String,
    closes: bool,
    attributes: BTreeMap<String, String>,
    place: Range<usize>,
}

impl Tag {
    /// The value of an attribute, if it is there.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// The value of an attribute without which the page cannot be built.
    pub fn required(&self, name: &str) -> Result<&str> {
        self.attribute(name)
            .ok_or_else(|| format!("index.html: <{}> has no {name}", self.name).into())
    }

    fn is(&self, name: &str, attribute: (&str, &str)) -> bool {
        self.name == name && !self.closes && self.attribute(attribute.0) == Some(attribute.1)
    }
}

impl Template {
    /// The project's `index.html`.
    pub fn of_project() -> Result<Template> {
        Ok(Template::new(read(root().join("index.html"))?))
    }

    pub fn new(html: String) -> Template {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut tags = Vec::new();
        for token in Tokenizer::new_with_emitter(html.as_str(), emitter) {
            match token {
                Ok(Token::StartTag(tag)) => {
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text(name), text(value)))
                        .collect();
                    let place = tag.span.start..tag.span.end;
                    tags.push(Tag { name: text(&tag.name), closes: false, attributes, place });
                }
                Ok(Token::EndTag(tag)) => {
                    let place = tag.span.start..tag.span.end;
                    let attributes = BTreeMap::new();
                    tags.push(Tag { name: text(&tag.name), closes: true, attributes, place });
                }
                _ => {}
            }
        }
        Template { html, tags }
    }

    /// Trunk's elements of a kind (`css`, `copy-file`, `rust`), in their order.
    pub fn parts(&self, kind: &str) -> Vec<Tag> {
        let ours =
            |tag: &&Tag| tag.is("link", ("rel", kind)) && tag.attribute("data-trunk").is_some();
        self.tags.iter().filter(ours).cloned().collect()
    }

    /// The tag with this name and attributes: `script src=failure.js`, `meta charset=utf-8`,
    /// `/body`.
    ///
    /// # Errors
    /// There is no such tag, or more than one.
    pub fn only(&self, wanted: &str) -> Result<Tag> {
        let (name, attribute) = wanted.split_once(' ').unwrap_or((wanted, ""));
        let fits = |tag: &&Tag| match (name.strip_prefix('/'), attribute.split_once('=')) {
            (Some(name), _) => tag.closes && tag.name == name,
            (None, Some(attribute)) => tag.is(name, attribute),
            (None, None) => !tag.closes && tag.name == name,
        };
        let found: Vec<_> = self.tags.iter().filter(fits).collect();
        match found[..] {
            [tag] => Ok(tag.clone()),
            _ => Err(format!("index.html has {} times <{wanted}>, not once", found.len()).into()),
        }
    }

    /// The page with some tags replaced; a script is replaced with its content and end tag. A line
    /// on which nothing is left is dropped; the new texts are not touched.
    pub fn with(&self, mut edits: Vec<(Tag, String)>) -> String {
        edits.sort_by_key(|(tag, _)| tag.place.start);
        let mut out = String::new();
        let mut at = 0;
        for (tag, text) in edits {
            out += &self.html[at..tag.place.start];
            out += &text;
            at = tag.place.end;
            if tag.name == "script" && !tag.closes {
                let end = self
                    .tags
                    .iter()
                    .find(|t| t.closes && t.name == "script" && t.place.start >= at);
                at = end.map_or(at, |end| end.place.end);
            }
            let line = out.rfind('\n').map_or(0, |end| end + 1);
            let next = self.html[at..].find(|c| c != ' ').map_or(self.html.len(), |n| at + n);
            if text.is_empty()
                && out[line..].trim().is_empty()
                && self.html[next..].starts_with('\n')
            {
                out.truncate(line);
                at = next + 1;
            }
        }
        out + &self.html[at..]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_however_they_are_written() {
        let page = "<head>\n<LINK  data-trunk\n rel=css href='a.css'>\n<script src='b.js'> </script>\n</head>";
        let page = Template::new(page.into());
        assert_eq!(page.parts("css")[0].attribute("href"), Some("a.css"));
        let edits = vec![
            (page.parts("css")[0].clone(), String::new()),
            (page.only("script src=b.js").unwrap(), "<script>1\n\n2</script>".into()),
        ];
        assert_eq!(page.with(edits), "<head>\n<script>1\n\n2</script>\n</head>");
    }

    #[test]
    fn what_is_not_there_is_no_tag() {
        let page = Template::new("<script src=failure.js></script>".into());
        assert!(page.only("script src=other.js").is_err());
        assert!(page.only("/body").is_err());
    }
}
