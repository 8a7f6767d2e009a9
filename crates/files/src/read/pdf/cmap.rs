//! CMaps: tables in a PDF that map codes to text (ToUnicode), or define which codes exist. Ranges
//! are kept as ranges, so that a small table cannot unfold into a large one.

/// A parsed CMap; entries are sorted by code.
#[derive(Default)]
pub struct CMap {
    /// First and last code of each range, and what they map to.
    ranges: Vec<(u32, u32, Target)>,
    /// Length in bytes, first and last code of each code space.
    spaces: Vec<(usize, u32, u32)>,
}

enum Target {
    /// The UTF-16 text of the first code; its last unit is counted up along the range.
    Text(Vec<u16>),
    /// The CID of the first code.
    Cid(u32),
}

/// Most entries of one CMap; all Chinese characters of Unicode are fewer.
const ENTRIES: usize = 200_000;
/// Most ranges of codes of some length; each character is looked up in all of them.
const SPACES: usize = 100;

impl CMap {
    pub fn parse(data: &[u8]) -> CMap {
        let mut map = CMap::default();
        let mut tokens = Tokens { data, at: 0 };
        let mut operands: Vec<Token> = Vec::new();
        while let Some(token) = tokens.next() {
            let Token::Operator(word) = token else {
                operands.push(token);
                continue;
            };
            match word {
                b"endcodespacerange" => operands.chunks_exact(2).for_each(|o| map.space(o)),
                b"endbfchar" | b"endcidchar" => operands.chunks_exact(2).for_each(|o| map.char(o)),
                b"endbfrange" | b"endcidrange" => map.ranges(&operands),
                _ => {}
            }
            operands.clear();
            if map.ranges.len() > ENTRIES {
                break;
            }
        }
        map.ranges.sort_by_key(|(first, ..)| *first);
        map
    }

    fn space(&mut self, operands: &[Token]) {
        if let [Token::Hex(first), Token::Hex(last)] = operands
            && !first.is_empty()
            && first.len() <= 4
            && self.spaces.len() < SPACES
        {
            self.spaces.push((first.len(), number(first), number(last)));
        }
    }

    fn char(&mut self, operands: &[Token]) {
        let Token::Hex(code) = &operands[0] else { return };
        if let Some(target) = target(&operands[1]) {
            self.ranges.push((number(code), number(code), target));
        }
    }

    fn ranges(&mut self, operands: &[Token]) {
        let mut rest = operands.iter();
        while let (Some(Token::Hex(first)), Some(Token::Hex(last))) = (rest.next(), rest.next()) {
            let (first, last) = (number(first), number(last));
            match rest.next() {
                Some(Token::Open) => {
                    let items = rest.by_ref().take_while(|t| !matches!(t, Token::Close));
                    for (code, item) in (first..=last).zip(items) {
                        self.ranges.extend(target(item).map(|t| (code, code, t)));
                    }
                }
                Some(token) => self.ranges.extend(target(token).map(|t| (first, last, t))),
                None => {}
            }
        }
    }

    fn find(&self, code: u32) -> Option<(u32, &Target)> {
        let after = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, last, target) = self.ranges.get(after.checked_sub(1)?)?;
        (code <= *last).then_some((code - first, target))
    }

    /// The text that a code stands for.
    pub fn text(&self, code: u32) -> Option<String> {
        let (offset, Target::Text(units)) = self.find(code)? else { return None };
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.wrapping_add(offset as u16);
        let text: String = char::decode_utf16(units).filter_map(Result::ok).collect();
        let said = text.chars().any(|c| c != '\0' && c != '\u{fffd}');
        said.then_some(text)
    }

    /// The CID of a code.
    pub fn cid(&self, code: u32) -> Option<u32> {
        match self.find(code)? {
            (offset, Target::Cid(cid)) => Some(cid.wrapping_add(offset)),
            _ => None,
        }
    }

    /// The next code of a string and its length in bytes.
    pub fn next_code(&self, bytes: &[u8]) -> (u32, usize) {
        for length in 1..=bytes.len().min(4) {
            let code = number(&bytes[..length]);
            let inside = |(n, first, last): &(usize, u32, u32)| {
                *n == length && *first <= code && code <= *last
            };
            if self.spaces.iter().any(inside) {
                return (code, length);
            }
        }
        let length = self.spaces.iter().map(|s| s.0).min().unwrap_or(2).min(bytes.len());
        (number(&bytes[..length]), length)
    }
}

fn target(token: &Token) -> Option<Target> {
    match token {
        Token::Hex(bytes) if bytes.len() == 1 => Some(Target::Text(vec![bytes[0].into()])),
        Token::Hex(bytes) if bytes.len() <= 64 => {
            let units = bytes.chunks_exact(2).map(|b| u16::from_be_bytes([b[0], b[1]]));
            Some(Target::Text(units.collect()))
        }
        Token::Number(n) => Some(Target::Cid(*n)),
        _ => None,
    }
}

/// A big-endian number; of more than four bytes the last four.
pub fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |n, b| n << 8 | u32::from(*b))
}

enum Token<'a> {
    Hex(Vec<u8>),
    Number(u32),
    Open,
    Close,
    Operator(&'a [u8]),
}

struct Tokens<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// Takes the bytes from here for which `keep` holds.
    fn take(&mut self, keep: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.data.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| !keep(*b)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            self.take(|b| b.is_ascii_whitespace() || b == 0);
            let first = *self.data.get(self.at)?;
            match first {
                b'%' => drop(self.take(|b| b != b'\n' && b != b'\r')),
                b'<' if self.data.get(self.at + 1) != Some(&b'<') => {
                    self.at += 1;
                    let digits = self.take(|b| b != b'>');
                    self.at += 1;
                    return Some(Token::Hex(hex(digits)));
                }
                b'[' | b']' => {
                    self.at += 1;
                    return Some(if first == b'[' { Token::Open } else { Token::Close });
                }
                b'<' | b'>' | b'(' | b')' | b'{' | b'}' => self.at += 1,
                b'/' => {
                    self.at += 1;
                    self.take(is_regular);
                }
                _ => {
                    let word = self.take(is_regular);
                    let digits = std::str::from_utf8(word).ok().and_then(|w| w.parse().ok());
                    return Some(digits.map_or(Token::Operator(word), Token::Number));
                }
            }
        }
    }
}

fn is_regular(b: u8) -> bool {
    !(b.is_ascii_whitespace() || b == 0 || b"<>[](){}/%".contains(&b))
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let values = digits.iter().filter_map(|d| char::from(*d).to_digit(16)).map(|d| d as u8);
    let values: Vec<u8> = values.collect();
    values.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).unwrap_or(&0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_codes() {
        let map = CMap::parse(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange % a remark\n\
            2 beginbfchar <0003> <0020> <0004> <D840DC0B> endbfchar\n\
            2 beginbfrange <0010> <0012> <4E00> <0020> <0021> [<00660069> <5E74>] endbfrange",
        );
        let text = |code| map.text(code).unwrap_or_default();
        assert_eq!([text(3), text(4), text(5)], [" ", "\u{2000b}", ""]);
        assert_eq!([text(0x10), text(0x12), text(0x13)], ["一", "丂", ""]);
        assert_eq!([text(0x20), text(0x21)], ["fi", "年"]);
        assert_eq!(map.next_code(&[0, 16, 0]), (16, 2));
        // A truncated table.
        assert_eq!(CMap::parse(b"1 beginbfchar <0003> <00").text(3), None);
    }

    #[test]
    fn codes_of_two_lengths() {
        let map = CMap::parse(
            b"2 begincodespacerange <00> <80> <8140> <fefe> endcodespacerange\n\
            1 begincidrange <8140> <8150> 100 endcidrange",
        );
        assert_eq!(map.next_code(b"A\x81\x41"), (0x41, 1));
        assert_eq!(map.next_code(b"\x81\x41"), (0x8141, 2));
        assert_eq!((map.cid(0x8141), map.cid(0x41)), (Some(101), None));
    }
}
