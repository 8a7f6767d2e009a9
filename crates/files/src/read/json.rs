//! The report's own JSON: the document is the one that the report is printed as.

use report::compose::compose;
use report::document::{Document, Note};

use super::charset;
use crate::error::Error;
use crate::kind::{Content, Fit};

pub fn fits(content: &Content) -> Fit {
    let begin = content.begin();
    Fit::sure_if(begin.trim_start().starts_with('{') && begin.contains("\"nianbao\""))
}

pub fn read(bytes: &[u8], notes: &mut Vec<Note>) -> Result<Document, Error> {
    let text = charset::decode(bytes, None, notes);
    Ok(compose(&report::draft::parse(&text)?))
}
