//! Pages whose text is in other files: what Excel saves as a web page is a frame set, and its sheets
//! are in files beside it.

use report::document::{Block, Document};

use super::tokens::{Token, tokens};
use super::{charset, declared};
use crate::error::{Code, Error};

/// Fewest characters of a page that has a text of its own besides its frames.
const TEXT: usize = 200;

/// Fails if a page has next to no text, and a frame for another file.
///
/// # Errors
/// `unsupported`, with the file's name.
pub(super) fn refuse_elsewhere(bytes: &[u8], document: &Document) -> Result<(), Error> {
    let length = document.blocks.iter().map(|block| match block {
        Block::Paragraph(p) => p.text.chars().count(),
        Block::Grid(_) => TEXT,
    });
    if length.sum::<usize>() >= TEXT {
        return Ok(());
    }
    let text = charset::decode(bytes, declared(bytes).as_deref(), &mut Vec::new());
    let source = |token: Token| match token {
        Token::Start(tag) if matches!(tag.name.as_str(), "frame" | "iframe") => {
            let source = tag.attribute("src")?.trim().to_string();
            let file = ["about:", "javascript:", "data:"].iter().all(|s| !source.starts_with(s));
            (file && !source.is_empty()).then_some(source)
        }
        _ => None,
    };
    match tokens(&text).find_map(source) {
        Some(file) => Err(Error::new(
            Code::Unsupported,
            format!(
                "这个网页只是一个框架，正文在另一个文件“{}”里；请打开那个文件，或用 Excel、WPS 打开网页后另存为 xlsx 再打开。",
                file.chars().take(80).collect::<String>()
            ),
        )),
        None => Ok(()),
    }
}
