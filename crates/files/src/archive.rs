//! Zip containers. Reading gives the parts by name, inflated under a common limit of bytes. Writing
//! gives the same bytes for the same parts. Encryption, archives split over several files and
//! methods other than deflate are deliberately absent.

mod rewrite;

use std::cell::Cell;
use std::collections::HashMap;
use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use rawzip::time::UtcDateTime;
use rawzip::{
    CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveEntryWayfinder,
    ZipArchiveWriter, ZipSliceArchive,
};

pub use self::rewrite::rewritten;
use crate::error::Error;
use crate::limits;
use crate::read::charset;

/// A zip container opened for reading.
pub struct Archive<'a> {
    zip: ZipSliceArchive<&'a [u8]>,
    parts: Vec<Part>,
    /// The first part with each name, in small letters.
    named: HashMap<String, usize>,
    /// Bytes that may still be inflated from all parts together, and the most that one part may
    /// have.
    left: Cell<usize>,
    each: usize,
}

/// A part may always unpack to `PLAUSIBLE` bytes; a larger result may be at most `MOST_TIMES` the
/// packed size. Worksheets, which repeat themselves most, reach about fifty times.
const PLAUSIBLE: usize = 16 << 20;
const MOST_TIMES: usize = 150;

struct Part {
    name: String,
    method: CompressionMethod,
    encrypted: bool,
    place: ZipArchiveEntryWayfinder,
}

impl<'a> Archive<'a> {
    /// Reads the list of parts, under the limits of [`limits`].
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, Error> {
        Archive::within(bytes, limits::INFLATED, limits::INFLATED)
    }

    /// Like [`Archive::open`] with other limits, in bytes: `all` for all parts together, `each` for
    /// one part.
    pub fn within(bytes: &'a [u8], all: usize, each: usize) -> Result<Archive<'a>, Error> {
        let zip = ZipArchive::from_slice(bytes).map_err(|_| Error::damaged())?;
        let mut parts = Vec::new();
        let mut packed = 0_u64;
        let mut entries = zip.entries();
        while let Some(entry) = entries.next_entry().map_err(|_| Error::damaged())? {
            if parts.len() == limits::PARTS {
                return Err(limits::too_large());
            }
            // Parts that overlap in the file could be unpacked again and again.
            packed = packed.saturating_add(entry.compressed_size_hint());
            if packed > bytes.len() as u64 {
                return Err(Error::damaged());
            }
            // Some programs on Windows write paths with backslashes: `word\document.xml`.
            let name = charset::decode(entry.file_path().as_bytes(), None, &mut Vec::new());
            let name = name.replace('\\', "/");
            parts.push(Part {
                name: name.trim_start_matches('/').to_string(),
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
                place: entry.wayfinder(),
            });
        }
        let mut named = HashMap::new();
        for (i, part) in parts.iter().enumerate() {
            named.entry(part.name.to_ascii_lowercase()).or_insert(i);
        }
        Ok(Archive { zip, parts, named, left: Cell::new(all), each })
    }

    /// The names of the parts, in the order of the container.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|p| p.name.as_str())
    }

    /// A part's bytes; `None` if there is no such part.
    pub fn part(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.named.get(&name.to_ascii_lowercase()).map_or(Ok(None), |i| self.part_at(*i))
    }

    /// The bytes of the `i`th part, counted from 0 in the order of [`Archive::names`].
    pub fn part_at(&self, i: usize) -> Result<Option<Vec<u8>>, Error> {
        let Some(part) = self.parts.get(i) else { return Ok(None) };
        if part.encrypted {
            return Err(Error::encrypted());
        }
        let entry = self.zip.get_entry(part.place).map_err(|_| Error::damaged())?;
        let bytes = match part.method {
            CompressionMethod::STORE => entry.data().to_vec(),
            CompressionMethod::DEFLATE => {
                // No text that a person wrote compresses this well.
                let plausible = entry.data().len().saturating_mul(MOST_TIMES).max(PLAUSIBLE);
                let limit = self.left.get().min(self.each).min(plausible);
                decompress_to_vec_with_limit(entry.data(), limit).map_err(|e| match e.status {
                    TINFLStatus::HasMoreOutput => limits::too_large(),
                    _ => Error::damaged(),
                })?
            }
            _ => return Err(Error::damaged()),
        };
        if crc32(&bytes) != entry.claim_verifier().crc {
            return Err(Error::damaged());
        }
        // Unpacking takes less than reading what was unpacked.
        limits::step(bytes.len() / 8)?;
        self.left.set(self.left.get().checked_sub(bytes.len()).ok_or_else(limits::too_large)?);
        Ok(Some(bytes))
    }

    /// A part's text; XML is UTF-8, or UTF-16 where a byte order mark says so.
    pub fn text(&self, name: &str) -> Result<Option<String>, Error> {
        let decoded = |bytes: Vec<u8>| charset::marked(&bytes).unwrap_or_else(|| lossy(bytes));
        Ok(self.part(name)?.map(decoded))
    }
}

fn lossy(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The bytes of a zip container with these parts (name, content), in this order. Every part has the
/// same fixed date.
pub fn pack<T: AsRef<[u8]>>(parts: &[(&str, T)]) -> Vec<u8> {
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in parts {
        // Writing into memory cannot fail, and the names are our own.
        let _ = add(&mut zip, name, bytes.as_ref());
    }
    zip.finish().unwrap_or_default()
}

fn add(zip: &mut ZipArchiveWriter<Vec<u8>>, name: &str, bytes: &[u8]) -> Result<(), rawzip::Error> {
    // The earliest date that a zip can hold. The present date would make the files of equal reports
    // differ.
    const DATE: Option<UtcDateTime> = UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0);
    let mut file = zip.new_file(name).compression_method(CompressionMethod::DEFLATE);
    if let Some(date) = DATE {
        file = file.last_modified(date);
    }
    let (mut entry, _) = file.start()?;
    entry.write_all(&compress_to_vec(bytes, 6))?;
    entry.finish(DataDescriptorOutput::new(crc32(bytes), bytes.len() as u64))?;
    Ok(())
}

/// The checksum of zip: CRC-32 as in ISO 3309. rawzip has a faster one, with tables of 16 KB that
/// do not compress.
fn crc32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut i = 0;
        while i < 256 {
            let (mut rest, mut bit) = (i as u32, 0);
            while bit < 8 {
                rest = (rest >> 1) ^ (0xedb8_8320 * (rest & 1));
                bit += 1;
            }
            table[i] = rest;
            i += 1;
        }
        table
    };
    !bytes.iter().fold(!0, |sum, byte| (sum >> 8) ^ TABLE[usize::from(sum as u8 ^ byte)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn the_checksum_is_that_of_zip() {
        let bytes: Vec<u8> = (0..1000_u32).map(|i| ((i * i) >> 3) as u8).collect();
        for end in [0, 1, 8, 9, 1000] {
            assert_eq!(crc32(&bytes[..end]), rawzip::crc32(&bytes[..end]), "{end} bytes");
        }
    }

    #[test]
    fn the_limit_is_one_for_all_parts() {
        let zip = pack(&[("a", "a".repeat(600)), ("b", "b".repeat(600))]);
        let archive = Archive::within(&zip, 1000, 1000).unwrap();
        assert_eq!(archive.part("a").unwrap().unwrap().len(), 600);
        assert_eq!(archive.part("b").unwrap_err().code, Code::TooLarge);
        assert_eq!(archive.part("c").unwrap(), None);
    }

    #[test]
    fn passwords_and_damage_are_told_apart() {
        let mut zip = pack(&[("a", "text".repeat(100))]);
        let directory = zip.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        zip[directory + 8] |= 1;
        let error = |zip: &[u8]| Archive::open(zip).unwrap().part("a").unwrap_err().code;
        assert_eq!(error(&zip), Code::Encrypted);
        zip[directory + 8] &= !1;
        zip[33] ^= 0x55;
        assert_eq!(error(&zip), Code::Damaged);
    }
}
