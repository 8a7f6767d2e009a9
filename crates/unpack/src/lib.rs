//! Unpacks LZMA piece by piece: a wasm module of its own, with which the one-file page unpacks its
//! other modules. Browsers themselves unpack gzip only, which makes those modules a third larger.

use lzma_rust2::{LzmaReader, Read, Result};
use wasm_bindgen::prelude::wasm_bindgen;

/// How the bytes are modelled: a byte depends on the one before, and not on its place.
pub const CONTEXT: u32 = 4;
pub const ALIGNED: u32 = 0;
/// How far back what comes again is looked for; as much memory is taken.
pub const REACH: u32 = 1 << 22;

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

/// Unpacks one stream.
#[wasm_bindgen]
pub struct Unpacker(LzmaReader<Packed>);

#[wasm_bindgen]
impl Unpacker {
    /// Begins with the packed bytes, how many there will be, and the bytes that are known before;
    /// `None` if they do not begin as a stream does.
    pub fn of(packed: Vec<u8>, length: u32, known: &[u8]) -> Option<Self> {
        let (packed, length) = (Packed(packed, 0), u64::from(length));
        let reader = LzmaReader::new(packed, length, CONTEXT, ALIGNED, ALIGNED, REACH, Some(known));
        reader.ok().map(Self)
    }

    /// The next bytes, `most` of them or fewer; none after the last, or if the stream is damaged.
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
