//! The pages of the Word file for a screen: its text as a web page, and the look of each part as the file has
//! it, so that what is shown is what is written. The browser breaks it into pages.

use report::Report;
use report::compose::compose;
use report::document::Block;
use serde::Serialize;

use crate::error::Error;
use crate::look::{Look, Sheet, Values};
use crate::read::xml::each_start;
use crate::write::docx::look::{Frame, STYLED, section, styles};
use crate::write::docx::title_break;
use crate::write::html::push_blocks;

/// Our styles that take no part's look, and what they are called here.
const OTHERS: [(&str, &str); 4] = [
    ("Signature", "signature"),
    ("Annex", "annex"),
    ("Caption", "caption"),
    ("TableTextSmall", "small"),
];

/// What is to be shown.
#[derive(Serialize)]
pub struct Pages {
    /// The text as HTML, without a style.
    pub text: String,
    /// The look of the page and of the parts, as in [`Look`].
    pub look: Look,
}

/// The pages of a report's Word file with the look of an office's template.
///
/// # Errors
/// Our own styles are damaged.
pub fn pages(report: &Report, template: &Look) -> Result<Pages, Error> {
    let frame = Frame::of(template);
    let mut blocks = compose(report).blocks;
    for block in &mut blocks {
        if let Block::Paragraph(paragraph) = block
            && let Some(at) = title_break(paragraph, &frame)
        {
            paragraph.text.insert(at, '\n');
        }
    }
    let mut text = String::new();
    push_blocks(&mut text, &blocks);
    let (sheet, mut look) = (Sheet::read(&styles(template))?, Look::new());
    for (id, part) in STYLED.into_iter().chain(OTHERS) {
        sheet.of(id).add_to(&mut look, part, Some);
    }
    let mut page = Values::default();
    each_start(&section(template), |_, e| {
        page.take(e.local_name().as_ref(), e);
        Ok(())
    })?;
    page.add_to(&mut look, "page", Some);
    Ok(Pages { text, look })
}
