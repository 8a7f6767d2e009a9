//! A container with some parts replaced or added. Everything else is copied as it is: the compressed
//! bytes of the other parts, their names, dates and order.

use miniz_oxide::deflate::compress_to_vec;

use super::{Archive, crc32};
use crate::error::Error;

/// The first bytes of a part, of its record in the directory, and of the end of the directory.
const PART: &[u8] = b"PK\x03\x04";
const RECORD: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
/// The flag that says that a name is UTF-8.
const UTF8: u16 = 0x800;
/// 1 January 1980, as for all parts of our own.
const DATE: [u8; 4] = [0, 0, 0x21, 0];

/// The bytes of the container with these parts (name, content) in place of those of the same name,
/// or at its end.
///
/// # Errors
/// The container's directory contradicts itself, or is that of a file above 4 GB.
pub fn rewritten(archive: &Archive, parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Error> {
    let old: &[u8] = archive.zip.get_ref();
    let mut places = Vec::new();
    let mut entries = archive.zip.entries();
    while let Some(entry) = entries.next_entry().map_err(|_| Error::damaged())? {
        let (record, part) = (entry.central_directory_offset(), entry.local_header_offset());
        places.push((record as usize, part as usize));
    }
    let mut starts: Vec<usize> = places.iter().map(|(_, part)| *part).collect();
    starts.push(archive.zip.directory_offset() as usize);
    starts.sort_unstable();
    let instead = |i: usize| {
        parts.iter().find(|(name, _)| archive.named.get(&name.to_ascii_lowercase()) == Some(&i))
    };
    let (mut new, mut directory) = (Vec::with_capacity(old.len()), Vec::new());
    for (i, (record, part)) in places.iter().copied().enumerate() {
        let record = record_at(old, record)?;
        let at = u32::try_from(new.len()).map_err(|_| Error::damaged())?;
        match instead(i) {
            Some((_, content)) => put(&mut new, &mut directory, record, content, at),
            None => {
                // What stands between two parts, such as sizes behind the first, belongs to it.
                let end = starts.iter().find(|start| **start > part).ok_or_else(Error::damaged)?;
                new.extend(old.get(part..*end).ok_or_else(Error::damaged)?);
                if record[42..46] == [0xff; 4] {
                    return Err(Error::damaged());
                }
                directory.extend(&record[..42]);
                directory.extend(at.to_le_bytes());
                directory.extend(&record[46..]);
            }
        }
    }
    let known = |name: &str| archive.named.contains_key(&name.to_ascii_lowercase());
    let mut count = places.len();
    for (name, content) in parts.iter().filter(|(name, _)| !known(name)) {
        let at = u32::try_from(new.len()).map_err(|_| Error::damaged())?;
        put(&mut new, &mut directory, &record_of(name), content, at);
        count += 1;
    }
    let count = u16::try_from(count).map_err(|_| Error::damaged())?.to_le_bytes();
    let (size, at) = (directory.len() as u32, new.len() as u32);
    let comment = archive.zip.comment();
    new.extend(directory);
    new.extend(END);
    new.extend([0; 4]);
    new.extend([count, count].concat());
    new.extend([size.to_le_bytes(), at.to_le_bytes()].concat());
    new.extend((comment.as_bytes().len() as u16).to_le_bytes());
    new.extend(comment.as_bytes());
    Ok(new)
}

/// The record of the directory that begins at this byte.
fn record_at(bytes: &[u8], at: usize) -> Result<&[u8], Error> {
    let record = bytes.get(at..).filter(|r| r.len() >= 46).ok_or_else(Error::damaged)?;
    let length: usize = [28, 30, 32].iter().map(|i| usize::from(number(record, *i))).sum();
    record.get(..46 + length).ok_or_else(Error::damaged)
}

fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes([bytes[at], bytes[at + 1]])
}

/// The record of a new part, as far as it matters to [`put`].
fn record_of(name: &str) -> Vec<u8> {
    let mut record = vec![0; 46];
    record[..4].copy_from_slice(RECORD);
    record[4] = 20;
    record[12..16].copy_from_slice(&DATE);
    record[28..30].copy_from_slice(&(name.len() as u16).to_le_bytes());
    record.extend(name.as_bytes());
    record
}

/// Appends a part with this content, and its record to the directory; `record` has its name and date.
fn put(new: &mut Vec<u8>, directory: &mut Vec<u8>, record: &[u8], content: &[u8], at: u32) {
    let packed = compress_to_vec(content, 6);
    let length = number(record, 28);
    let name = &record[46..46 + usize::from(length)];
    // What both the part's head and its record say: from the version needed to the name's length.
    let mut head = [20, number(record, 8) & UTF8, 8].map(u16::to_le_bytes).concat();
    head.extend(&record[12..16]);
    head.extend(
        [crc32(content), packed.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat(),
    );
    head.extend([length, 0].map(u16::to_le_bytes).concat());
    new.extend([PART, &head, name, &packed].concat());
    let rest = [&[0; 4], &record[36..42], &at.to_le_bytes()[..]].concat();
    directory.extend([&record[..6], &head, &rest, name].concat());
}
