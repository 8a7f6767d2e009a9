//! The tags and texts of a web page. The tokenizer is html5gum's, with a reader and an emitter of
//! our own. Its own ones do the same, but the compiler inlines them into each of the tokenizer's
//! eighty states, with error checks that we do not need: a twentieth of the compressed module.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::mem::take;

use html5gum::{Emitter, Error, Reader, State, Tokenizer, naive_next_state};

/// A part of a page. Comments, declarations and errors are left out, but a comment separates two
/// texts.
#[derive(PartialEq, Debug)]
pub enum Token {
    Start(Tag),
    /// An end tag, by its element's name.
    End(String),
    Text(String),
}

/// A start tag. Names are in lower case.
#[derive(PartialEq, Debug)]
pub struct Tag {
    pub name: String,
    /// Names and values in the order of the page; of two with the same name the first is used.
    attributes: Vec<(String, String)>,
    pub self_closing: bool,
}

impl Tag {
    /// The value of an attribute; `None` if the tag does not have it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// The tokens of a page.
pub fn tokens(page: &str) -> impl Iterator<Item = Token> {
    let tokenizer = Tokenizer::new_with_emitter(Bytes(page.as_bytes()), Tokens::default());
    tokenizer.map(|token| match token {
        Ok(token) => token,
    })
}

/// The bytes that the tokenizer has not read yet.
struct Bytes<'a>(&'a [u8]);

impl Reader for Bytes<'_> {
    type Error = Infallible;

    #[inline(never)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        Ok(self.0.split_off_first().copied())
    }

    #[inline(never)]
    fn try_read_string(&mut self, text: &[u8], exact: bool) -> Result<bool, Infallible> {
        let next = self.0.get(..text.len());
        let is_next =
            next.is_some_and(|next| next == text || !exact && next.eq_ignore_ascii_case(text));
        if is_next {
            self.0 = &self.0[text.len()..];
        }
        Ok(is_next)
    }

    /// All bytes before the first one in `ends`, or that byte alone; `None` at the end of the page.
    #[inline(never)]
    fn read_until<'b>(
        &'b mut self,
        ends: &[u8],
        _: &'b mut [u8; 4],
    ) -> Result<Option<&'b [u8]>, Infallible> {
        let length = self.0.iter().position(|byte| ends.contains(byte)).unwrap_or(self.0.len());
        Ok(self.0.split_off(..length.max(1).min(self.0.len())).filter(|read| !read.is_empty()))
    }
}

/// The result of the tokenizer: complete tokens, and the parts of the current one.
#[derive(Default)]
struct Tokens {
    whole: VecDeque<Token>,
    text: Vec<u8>,
    name: Vec<u8>,
    is_start: bool,
    self_closing: bool,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
    /// The name of the last start tag, until an end tag follows.
    last_start: Vec<u8>,
}

impl Tokens {
    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.whole.push_back(Token::Text(text_of(take(&mut self.text))));
        }
    }

    fn begin_tag(&mut self, is_start: bool) {
        self.name.clear();
        self.attributes.clear();
        (self.is_start, self.self_closing) = (is_start, false);
    }
}

/// The tokenizer passes complete characters of a `str`, so nothing is lost here.
fn text_of(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Emitter for Tokens {
    type Token = Token;

    #[inline]
    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}

    fn pop_token(&mut self) -> Option<Token> {
        self.whole.pop_front()
    }

    #[inline(never)]
    fn emit_string(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
    }

    fn emit_eof(&mut self) {
        self.end_text();
    }

    #[inline(never)]
    fn init_start_tag(&mut self) {
        self.begin_tag(true);
    }

    #[inline(never)]
    fn init_end_tag(&mut self) {
        self.begin_tag(false);
    }

    #[inline(never)]
    fn push_tag_name(&mut self, part: &[u8]) {
        self.name.extend_from_slice(part);
    }

    #[inline(never)]
    fn init_attribute(&mut self) {
        self.attributes.push(Default::default());
    }

    #[inline(never)]
    fn push_attribute_name(&mut self, part: &[u8]) {
        self.attributes.iter_mut().last().into_iter().for_each(|(name, _)| name.extend(part));
    }

    #[inline(never)]
    fn push_attribute_value(&mut self, part: &[u8]) {
        self.attributes.iter_mut().last().into_iter().for_each(|(_, value)| value.extend(part));
    }

    fn set_self_closing(&mut self) {
        self.self_closing = true;
    }

    #[inline(never)]
    fn emit_current_tag(&mut self) -> Option<State> {
        self.end_text();
        let name = take(&mut self.name);
        if !self.is_start {
            self.last_start.clear();
            self.whole.push_back(Token::End(text_of(name)));
            return None;
        }
        self.last_start.clone_from(&name);
        let attributes = take(&mut self.attributes).into_iter();
        self.whole.push_back(Token::Start(Tag {
            name: text_of(name),
            attributes: attributes.map(|(name, value)| (text_of(name), text_of(value))).collect(),
            self_closing: self.self_closing,
        }));
        naive_next_state(&self.last_start)
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        !self.is_start && !self.name.is_empty() && self.name == self.last_start
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    #[inline(never)]
    fn init_comment(&mut self) {
        self.end_text();
    }

    // Comments and declarations are not text.
    fn push_comment(&mut self, _: &[u8]) {}
    fn emit_current_comment(&mut self) {}
    #[inline(never)]
    fn init_doctype(&mut self) {
        self.end_text();
    }
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn emit_current_doctype(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::emitters::default;
    use proptest::prelude::*;

    /// The tokens by html5gum's own reader and emitter.
    fn expected(page: &str) -> Vec<Token> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut emitter = default::DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let tokens = Tokenizer::new_with_emitter(page, emitter).map(|token| match token {
            Ok(default::Token::StartTag(tag)) => Some(Token::Start(Tag {
                name: text(&tag.name),
                attributes: tag.attributes.iter().map(|(n, v)| (text(n), text(v))).collect(),
                self_closing: tag.self_closing,
            })),
            Ok(default::Token::EndTag(tag)) => Some(Token::End(text(&tag.name))),
            Ok(default::Token::String(string)) => Some(Token::Text(text(&string))),
            Ok(_) => None,
        });
        tokens.flatten().collect()
    }

    /// Our tokens with attributes in html5gum's form: sorted; of two with the same name the first.
    fn ours(page: &str) -> Vec<Token> {
        let mut tokens: Vec<Token> = tokens(page).collect();
        for token in &mut tokens {
            if let Token::Start(tag) = token {
                tag.attributes.retain(|(name, _)| !name.is_empty());
                tag.attributes.sort_by(|(a, _), (b, _)| a.cmp(b));
                tag.attributes.dedup_by(|(a, _), (b, _)| a == b);
            }
        }
        tokens
    }

    #[test]
    fn pieces_of_pages() {
        for page in [
            "<p CLASS=a id='b' hidden class=\"c\">一&nbsp;二<br/>三</P>",
            "a<!-- -->b<!DOCTYPE html>c<?xml?>d</ e>f",
            "<script>if (a<b) '</p>'</script>x<style></b></style>y<title>&lt;</title>",
            "<textarea><b></textarea>\r\n\r<td rowspan=2 =x a=&amp;&quot >",
            "<p",
            "&#x4e00;&#0;&notit;&lpar;&ApplyFunction;",
        ] {
            assert_eq!(ours(page), expected(page), "{page}");
        }
    }

    proptest! {
        #[test]
        fn any_page_gives_what_the_tokenizer_gives_by_itself(
            parts in prop::collection::vec(prop_oneof![
                "[<>/=!&;'\" \r\n\t-]{1,3}",
                "(p|td|script|style|title|textarea|br|a|h1|!--|-->|!DOCTYPE|\\?xml|CDATA\\[)",
                "(&nbsp;|&lt|&#x4e;|&#12399;|&copy|&CounterClockwiseContourIntegral;)",
                "\\PC{0,4}",
            ], 0..40)
        ) {
            let page = parts.concat();
            prop_assert_eq!(ours(&page), expected(&page));
        }
    }
}
