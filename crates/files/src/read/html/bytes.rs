//! What the tokenizer of web pages reads from. Its own reader of strings does the same, but the compiler
//! writes that into each of the tokenizer's eighty states, which makes the module a tenth larger.

use std::convert::Infallible;

use html5gum::Reader;

/// The bytes that the tokenizer has still to read.
pub struct Bytes<'a>(pub &'a [u8]);

impl Reader for Bytes<'_> {
    type Error = Infallible;

    #[inline(never)]
    fn read_byte(&mut self) -> Result<Option<u8>, Infallible> {
        Ok(self.0.split_off_first().copied())
    }

    #[inline(never)]
    fn try_read_string(&mut self, text: &[u8], exact: bool) -> Result<bool, Infallible> {
        let is_next = self
            .0
            .get(..text.len())
            .is_some_and(|next| next == text || !exact && next.eq_ignore_ascii_case(text));
        if is_next {
            self.0 = &self.0[text.len()..];
        }
        Ok(is_next)
    }

    /// All up to the first byte that is one of `ends`, or that byte alone; `None` at the end of the page.
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
