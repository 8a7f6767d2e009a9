//! Unpacks LZMA piece by piece: a wasm module of its own, with which the one-file page unpacks its
//! other modules. Browsers themselves unpack gzip only, which makes those modules a quarter larger.

use lzma_rust2::{LzmaReader, Read, Result};
use wasm_bindgen::prelude::wasm_bindgen;

/// Packed bytes, and how many of them have been read.
struct Packed(Vec<u8>, usize);

impl Read for Packed {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let left = &self.0[self.1..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.1 += count;
        Ok(count)
    }
}

/// Unpacks one file.
#[wasm_bindgen]
pub struct Unpacker(LzmaReader<Packed>);

#[wasm_bindgen]
impl Unpacker {
    /// Begins with the bytes of an `.lzma` file; `None` if they do not begin as one.
    pub fn of(packed: Vec<u8>) -> Option<Self> {
        LzmaReader::new_mem_limit(Packed(packed, 0), u32::MAX, None).ok().map(Self)
    }

    /// The next bytes, `most` of them or fewer; none after the last, or if the file is damaged.
    pub fn next(&mut self, most: usize) -> Vec<u8> {
        let mut bytes = vec![0; most];
        let mut end = 0;
        while let Ok(count @ 1..) = self.0.read(&mut bytes[end..]) {
            end += count;
        }
        bytes.truncate(end);
        bytes
    }
}
