//! OLE2 containers, in which Word 97 and Excel 97 keep their streams. Only the streams directly
//! under the root are read, by name: what is embedded deeper belongs to other documents. Writing
//! and dates are deliberately absent.
//!
//! The file is not trusted: a chain of sectors that is longer than the file is a loop and an error.

use crate::error::Error;

/// The first bytes of every OLE2 container.
pub const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Sector numbers above this one are marks such as “end of chain”.
const LAST_SECTOR: u32 = 0xffff_fffa;
/// Size of a directory entry in bytes.
const ENTRY: usize = 128;

/// An OLE2 container opened for reading.
pub struct Compound<'a> {
    bytes: &'a [u8],
    /// A sector has `1 << shift` bytes.
    shift: u32,
    next: Vec<u32>,
    /// The content of the small sectors (64 bytes each), in which streams shorter than `cutoff` are
    /// stored.
    small: Vec<u8>,
    next_small: Vec<u32>,
    cutoff: usize,
    streams: Vec<Stream>,
}

struct Stream {
    name: String,
    first: u32,
    size: usize,
}

impl<'a> Compound<'a> {
    /// Reads the tables of sectors and the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Compound<'a>, Error> {
        let shift = u32::from(u16_at(bytes, 30).ok_or_else(Error::damaged)?);
        if !bytes.starts_with(MAGIC) || !matches!(shift, 9 | 12) {
            return Err(Error::damaged());
        }
        let header = |at: usize| u32_at(bytes, at).ok_or_else(Error::damaged);
        let mut file = Compound {
            bytes,
            shift,
            next: Vec::new(),
            small: Vec::new(),
            next_small: Vec::new(),
            cutoff: header(56)? as usize,
            streams: Vec::new(),
        };
        file.next = file.sector_table()?;
        let directory = file.chain(header(48)?)?;
        let root = directory.get(..ENTRY).ok_or_else(Error::damaged)?;
        if header(60)? < LAST_SECTOR {
            file.next_small = numbers(&file.chain(header(60)?)?);
            file.small = file.chain(u32_at(root, 116).unwrap_or(u32::MAX)).unwrap_or_default();
        }
        file.streams = streams(&directory);
        Ok(file)
    }

    /// The names of the streams.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.streams.iter().map(|s| s.name.as_str())
    }

    /// A stream's bytes; `None` if there is no such stream.
    pub fn stream(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(stream) = self.streams.iter().find(|s| s.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        if stream.size == 0 {
            return Ok(Some(Vec::new()));
        }
        let mut bytes = match stream.size < self.cutoff {
            true => self.small_chain(stream.first)?,
            false => self.chain(stream.first)?,
        };
        if bytes.len() < stream.size {
            return Err(Error::damaged());
        }
        bytes.truncate(stream.size);
        Ok(Some(bytes))
    }

    /// For each sector the number of the sector that follows it. The header says where the first
    /// 109 parts of this table are; a chain of sectors says it for the rest.
    fn sector_table(&self) -> Result<Vec<u32>, Error> {
        let mut places = numbers(self.bytes.get(76..512).ok_or_else(Error::damaged)?);
        let mut more = u32_at(self.bytes, 68).unwrap_or(u32::MAX);
        for _ in 0..self.sectors() {
            if more >= LAST_SECTOR {
                break;
            }
            let mut list = numbers(self.sector(more)?);
            more = list.pop().unwrap_or(u32::MAX);
            places.extend(list);
        }
        let mut next = Vec::new();
        for place in places.into_iter().filter(|p| *p < LAST_SECTOR) {
            // A table with more entries than the file has sectors is cut: the rest points nowhere.
            if next.len() > self.sectors() {
                break;
            }
            next.extend(numbers(self.sector(place)?));
        }
        Ok(next)
    }

    fn sectors(&self) -> usize {
        (self.bytes.len() >> self.shift) + 1
    }

    /// The bytes of a sector; the last one of a file may be shorter.
    fn sector(&self, number: u32) -> Result<&'a [u8], Error> {
        let from = (number as usize).checked_add(1).and_then(|n| n.checked_mul(1 << self.shift));
        let from = from.filter(|f| *f < self.bytes.len()).ok_or_else(Error::damaged)?;
        Ok(&self.bytes[from..self.bytes.len().min(from + (1 << self.shift))])
    }

    fn chain(&self, first: u32) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut at = first;
        for _ in 0..self.sectors() {
            if at >= LAST_SECTOR {
                return Ok(bytes);
            }
            bytes.extend_from_slice(self.sector(at)?);
            at = *self.next.get(at as usize).ok_or_else(Error::damaged)?;
        }
        Err(Error::damaged())
    }

    fn small_chain(&self, first: u32) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        let mut at = first;
        for _ in 0..=self.small.len() / 64 {
            if at >= LAST_SECTOR {
                return Ok(bytes);
            }
            let sector = self.small.chunks(64).nth(at as usize).ok_or_else(Error::damaged)?;
            bytes.extend_from_slice(sector);
            at = *self.next_small.get(at as usize).ok_or_else(Error::damaged)?;
        }
        Err(Error::damaged())
    }
}

/// The streams directly under the root, whose children form a tree within the directory.
fn streams(directory: &[u8]) -> Vec<Stream> {
    let entry = |i: u32| directory.get((i as usize).checked_mul(ENTRY)?..)?.get(..ENTRY);
    let mut streams = Vec::new();
    let mut seen = vec![false; directory.len() / ENTRY];
    let mut open = vec![entry(0).and_then(|root| u32_at(root, 76)).unwrap_or(u32::MAX)];
    while let Some(i) = open.pop() {
        let Some(entry) = entry(i) else { continue };
        if std::mem::replace(&mut seen[i as usize], true) {
            continue;
        }
        open.extend([68, 72].map(|at| u32_at(entry, at).unwrap_or(u32::MAX)));
        let length = usize::from(u16_at(entry, 64).unwrap_or(0) / 2).clamp(1, 32) - 1;
        let units: Vec<u16> = (0..length).filter_map(|i| u16_at(entry, i * 2)).collect();
        if entry[66] == 2 {
            streams.push(Stream {
                name: String::from_utf16_lossy(&units),
                first: u32_at(entry, 116).unwrap_or(u32::MAX),
                size: u32_at(entry, 120).unwrap_or(0) as usize,
            });
        }
    }
    streams
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let number = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
    bytes.chunks_exact(4).map(number).collect()
}

/// The little-endian number in the two bytes at `at`; `None` past the end.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// The little-endian number in the four bytes at `at`; `None` past the end.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16_at(bytes, at)?) | u32::from(u16_at(bytes, at.checked_add(2)?)?) << 16)
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A container with these streams (name, content), for tests of the readers. It has one
    /// directory and no small sectors.
    pub fn pack(streams: &[(&str, &[u8])]) -> Vec<u8> {
        let mut next: Vec<u32> = Vec::new();
        let mut body = Vec::new();
        let mut directory = vec![entry("Root Entry", 5, 1, u32::MAX, 0)];
        for (i, (name, bytes)) in streams.iter().enumerate() {
            let right = if i + 1 < streams.len() { i as u32 + 2 } else { u32::MAX };
            let mut entry = entry(name, 2, u32::MAX, next.len() as u32, bytes.len());
            entry[72..76].copy_from_slice(&right.to_le_bytes());
            directory.push(entry);
            add(&mut next, &mut body, bytes);
        }
        let first_of_directory = next.len() as u32;
        add(&mut next, &mut body, &directory.concat());
        let first_of_table = next.len() as u32;
        // The head names the first sectors of the table; lists of 127 name the others.
        let mut count = next.len().div_ceil(127);
        let lists = |count: usize| count.saturating_sub(IN_HEAD).div_ceil(127);
        while count * 128 < next.len() + count + lists(count) {
            count += 1;
        }
        let lists = lists(count);
        next.extend(std::iter::repeat_n(0xffff_fffd, count));
        next.extend(std::iter::repeat_n(0xffff_fffc, lists));
        next.resize(count * 128, u32::MAX);
        let first_list = first_of_table + count as u32;
        let mut file = vec![0; 512];
        file[..8].copy_from_slice(MAGIC);
        file[30] = 9;
        file[32] = 6;
        let mut put = |at: usize, n: u32| file[at..at + 4].copy_from_slice(&n.to_le_bytes());
        put(48, first_of_directory);
        put(60, 0xffff_fffe);
        put(68, if lists > 0 { first_list } else { 0xffff_fffe });
        put(72, lists as u32);
        file[76..].fill(0xff);
        let sectors: Vec<u32> = (first_of_table..first_list).collect();
        for (i, sector) in sectors.iter().take(IN_HEAD).enumerate() {
            file[76 + i * 4..80 + i * 4].copy_from_slice(&sector.to_le_bytes());
        }
        let table: Vec<u8> = next.iter().flat_map(|n| n.to_le_bytes()).collect();
        let mut rest = Vec::new();
        for (i, some) in sectors.get(IN_HEAD..).unwrap_or_default().chunks(127).enumerate() {
            let mut list = some.to_vec();
            list.resize(127, u32::MAX);
            list.push(if i + 1 < lists { first_list + i as u32 + 1 } else { 0xffff_fffe });
            rest.extend(list.iter().flat_map(|n| n.to_le_bytes()));
        }
        [file, body, table, rest].concat()
    }

    /// The sectors of the table that the head names.
    const IN_HEAD: usize = 109;

    fn entry(name: &str, kind: u8, child: u32, first: u32, size: usize) -> Vec<u8> {
        let mut entry = vec![0; ENTRY];
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry[..wide.len()].copy_from_slice(&wide);
        entry[64] = wide.len() as u8 + 2;
        entry[66] = kind;
        entry[68..76].fill(0xff);
        entry[76..80].copy_from_slice(&child.to_le_bytes());
        entry[116..120].copy_from_slice(&first.to_le_bytes());
        entry[120..124].copy_from_slice(&(size as u32).to_le_bytes());
        entry
    }

    fn add(next: &mut Vec<u32>, body: &mut Vec<u8>, bytes: &[u8]) {
        for (i, sector) in bytes.chunks(512).enumerate() {
            let last = (i + 1) * 512 >= bytes.len();
            next.push(if last { 0xffff_fffe } else { next.len() as u32 + 1 });
            body.extend_from_slice(sector);
            body.resize(next.len() * 512, 0);
        }
    }

    #[test]
    fn streams_by_name() {
        let long = vec![7; 70_000];
        let file = pack(&[("WordDocument", &long), ("1Table", b"abc")]);
        let compound = Compound::open(&file).unwrap();
        assert_eq!(compound.names().collect::<Vec<_>>(), ["WordDocument", "1Table"]);
        assert_eq!(compound.stream("worddocument").unwrap().unwrap(), long);
        assert_eq!(compound.stream("1Table").unwrap().unwrap(), b"abc");
        assert!(compound.stream("Data").unwrap().is_none());
    }

    /// Beyond seven megabytes the head has no room for the list of the table's sectors.
    #[test]
    fn large_files_have_a_list_of_their_table() {
        let long: Vec<u8> = (0..24_000_000_u32).map(|i| (i >> 9) as u8).collect();
        let file = pack(&[("a", &long), ("b", b"abc")]);
        let compound = Compound::open(&file).unwrap();
        assert!(compound.stream("a").unwrap().unwrap() == long);
        assert_eq!(compound.stream("b").unwrap().unwrap(), b"abc");
    }

    /// Lets each sector number in turn point back to the first sector or past the end of the file.
    #[test]
    fn loops_end() {
        let file = pack(&[("a", &[1; 3000]), ("b", &[2; 600])]);
        for at in (48..file.len() - 4).step_by(4) {
            for number in [0_u32, 1, 0x7fff_ffff, u32::MAX] {
                let mut file = file.clone();
                file[at..at + 4].copy_from_slice(&number.to_le_bytes());
                let Ok(compound) = Compound::open(&file) else { continue };
                for name in ["a", "b"] {
                    let bytes = compound.stream(name).unwrap_or_default().unwrap_or_default();
                    assert!(bytes.len() <= file.len());
                }
            }
        }
    }
}
