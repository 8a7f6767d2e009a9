//! A limit that the PDF library lacks: how much compressed data unpacks to.
//!
//! Streams that this reader asks for are unpacked here, against one budget. Streams that the
//! library unpacks by itself (tables of objects) are measured beforehand.

use hayro_syntax::object::{Array, Object, Stream};
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

use hayro_syntax::Filter;

use report::steps;

use crate::error::Error;
use crate::limits;

/// Most bytes in an unusual compression; a thousand times as many can still be handled.
const UNUSUAL: usize = 256 << 10;
/// Most unpacked bytes of all streams of a file together, images included.
const MEASURED: usize = 2 * limits::INFLATED;

/// Most nested dictionaries.
const NESTED: usize = 1_000;

/// Refuses a file whose streams unpack to too much, and a truncated file.
pub fn check(bytes: &[u8]) -> Result<(), Error> {
    // A PDF is read from its end; without an end, pages would be missing silently.
    let end = bytes.len() - bytes.iter().rev().take_while(|b| b" \r\n\t\0\x1a".contains(b)).count();
    let tail = &bytes[end.saturating_sub(4096)..end];
    if !tail.windows(9).any(|w| w == b"startxref") {
        return Err(Error::damaged());
    }
    if nesting(bytes) > NESTED {
        return Err(Error::damaged());
    }
    limits::step(bytes.len())?;
    let mut measured = 0;
    let mut unusual = 0;
    let mut state = InflateState::new_boxed(DataFormat::Zlib);
    for at in begins(bytes) {
        let rest = &bytes[at + 6..];
        let Some(data) = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")) else {
            continue;
        };
        let zlib = matches!(data, [a, b, ..] if a & 15 == 8 && (u32::from(*a) << 8 | u32::from(*b)) % 31 == 0);
        if zlib {
            state.reset(DataFormat::Zlib);
            let more = unpacked(&mut state, data, MEASURED - measured);
            measured += more;
            limits::step(more / 8)?;
        } else if bytes[at.saturating_sub(500)..at].windows(6).any(|w| w == b"/First") {
            let length = data.windows(9).take(UNUSUAL).position(|w| w == b"endstream");
            unusual += length.unwrap_or(UNUSUAL);
        }
        if measured >= MEASURED || unusual >= UNUSUAL {
            return Err(limits::too_large());
        }
    }
    Ok(())
}

/// The positions at which streams begin.
fn begins(bytes: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let word = bytes.windows(6).enumerate().filter(|(_, w)| *w == b"stream").map(|(at, _)| at);
    word.filter(|at| !bytes[..*at].ends_with(b"end"))
}

/// Roughly the deepest nesting of dictionaries. Bytes in compressed data that look like brackets
/// open and close equally often. The library would take minutes on deep nesting, because it
/// searches the end of each dictionary again.
fn nesting(bytes: &[u8]) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for pair in bytes.windows(2) {
        match pair {
            b"<<" => open += 1,
            b">>" => open = open.saturating_sub(1),
            _ => continue,
        }
        most = most.max(open);
    }
    most
}

/// How much a stream unpacks to, counted up to a limit.
fn unpacked(state: &mut InflateState, mut data: &[u8], limit: usize) -> usize {
    let mut window = [0; 32 << 10];
    let mut total = 0;
    while total < limit {
        let done = inflate(state, data, &mut window, MZFlush::None);
        total += done.bytes_written;
        data = &data[done.bytes_consumed..];
        let stuck = done.bytes_written == 0 && done.bytes_consumed == 0;
        if done.status != Ok(MZStatus::Ok) || stuck {
            break;
        }
    }
    total.min(limit)
}

/// How many bytes may still be unpacked, and what went wrong so far.
pub struct Budget {
    left: usize,
    /// A stream unpacked to more than was left.
    pub spent: bool,
    /// A stream could not be unpacked to its end.
    pub broken: bool,
}

impl Budget {
    pub fn new() -> Budget {
        Budget { left: limits::INFLATED, spent: false, broken: false }
    }

    /// The unpacked data of a stream.
    pub fn decode(&mut self, stream: &Stream) -> Option<Vec<u8>> {
        let filters = stream.filters();
        let plain = !["DecodeParms", "DP"].iter().any(|k| stream.dict().contains_key(k));
        let data = match filters.as_slice() {
            [] => Some(stream.raw_data().into_owned()),
            [Filter::FlateDecode] if plain => self.inflate(&stream.raw_data()),
            filters => {
                let packs = |f: &&Filter| {
                    matches!(f, Filter::FlateDecode | Filter::LzwDecode | Filter::RunLengthDecode)
                };
                let bearable =
                    filters.iter().filter(packs).count() <= 1 && stream.raw_data().len() <= UNUSUAL;
                bearable.then(|| stream.decoded_data().ok()).flatten().map(|d| d.into_owned())
            }
        };
        let Some(data) = data.filter(|d| d.len() <= self.left) else {
            self.broken = true;
            // A page may ask for the same stream a million times.
            let work = if self.spent { self.left } else { stream.raw_data().len() };
            steps::take(1 + work / 8);
            return None;
        };
        self.left -= data.len();
        steps::take(data.len() / 8);
        Some(data)
    }

    fn inflate(&mut self, packed: &[u8]) -> Option<Vec<u8>> {
        match decompress_to_vec_zlib_with_limit(packed, self.left) {
            Ok(data) => Some(data),
            Err(error) if error.status == TINFLStatus::HasMoreOutput => {
                self.spent = true;
                None
            }
            // Some programs write a wrong checksum, or none.
            Err(error) if error.status == TINFLStatus::Adler32Mismatch => Some(error.output),
            Err(error) => {
                self.broken = true;
                Some(error.output)
            }
        }
    }

    /// The unpacked data of one stream, or of several in succession.
    pub fn joined(&mut self, contents: Option<Object>) -> Vec<u8> {
        match contents {
            Some(Object::Stream(stream)) => self.decode(&stream).unwrap_or_default(),
            Some(Object::Array(array)) => self.joined_array(&array),
            _ => Vec::new(),
        }
    }

    fn joined_array(&mut self, array: &Array) -> Vec<u8> {
        let mut joined = Vec::new();
        for stream in array.iter::<Stream>() {
            joined.extend(self.decode(&stream).unwrap_or_default());
            joined.push(b'\n');
        }
        joined
    }
}

#[cfg(test)]
mod tests {
    use miniz_oxide::deflate::compress_to_vec_zlib;

    use super::*;

    #[test]
    fn what_streams_unpack_to_is_measured_up_to_a_limit() {
        let packed = compress_to_vec_zlib(&[b' '; 200_000], 9);
        let mut state = InflateState::new_boxed(DataFormat::Zlib);
        assert_eq!(unpacked(&mut state, &packed, 1_000_000), 200_000);
        state.reset(DataFormat::Zlib);
        assert_eq!(unpacked(&mut state, &packed, 100_000), 100_000);
        state.reset(DataFormat::Zlib);
        assert!(unpacked(&mut state, &packed[..packed.len() / 2], 1_000_000) < 200_000);
        let file = [&packed[..], b" endstream\n1 0 obj <<>> stream\n", &packed].concat();
        assert_eq!(begins(&file).count(), 1);
        assert_eq!((nesting(b"<<<<>><<>><<"), nesting(b">><<")), (3, 1));
    }
}
