//! Bytes as text of a UTF-8 page: seven bits in each character, where base64 has six. This makes
//! compressed modules a seventh smaller.
//!
//! The characters are those of ASCII, with the seven bits as their code. Three of them would not
//! survive in a page: NUL becomes U+FFFD, CR becomes LF, and `<` may begin the end tag of the
//! script element. Each of these, together with the following seven bits, is replaced by one
//! character of two bytes, so that no space is lost. `www/seven.js` decodes the text.

/// The values of seven bits that do not become a character by themselves.
const LEFT_OUT: [u16; 3] = [0, b'\r' as u16, b'<' as u16];

/// Encodes bytes. The decoder must be told how many there are.
pub fn encode(bytes: &[u8]) -> String {
    let count = (bytes.len() * 8).div_ceil(7);
    let byte = |i: usize| u16::from(bytes.get(i).copied().unwrap_or(0));
    let bits = |i: usize| {
        let (first, shift) = (i * 7 / 8, i * 7 % 8);
        ((byte(first) << 8 | byte(first + 1)) >> (9 - shift)) & 0x7f
    };
    let mut text = String::new();
    let mut groups = (0..count).map(bits);
    while let Some(seven) = groups.next() {
        let code = match LEFT_OUT.iter().position(|left_out| *left_out == seven) {
            Some(i) => (i as u16 + 2) << 7 | groups.next().unwrap_or(0),
            None => seven,
        };
        text.extend(char::from_u32(code.into()));
    }
    text
}

/// Decodes a text into its `length` bytes.
pub fn decode(text: &str, length: usize) -> Vec<u8> {
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    let mut put = |seven: u32| {
        (bits, count) = (bits << 7 | seven, count + 7);
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    };
    for code in text.chars().map(u32::from) {
        if code >= 128 {
            put(LEFT_OUT.get((code >> 7) as usize - 2).copied().unwrap_or(0).into());
        }
        put(code & 0x7f);
    }
    bytes.truncate(length);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same bytes and text are in `tests/npm/seven.test.mjs`, which tests the decoding script.
    const BYTES: [u8; 8] = [0, 4, 111, 247, 143, 32, 141, 130];
    const TEXT: &str = "\u{101}\u{1ff}\u{23c}A\u{1c1}\u{100}";

    #[test]
    fn any_bytes_come_back() {
        for length in 0..300 {
            let bytes: Vec<u8> = (0..length).map(|i| ((i * i * 37) >> 3) as u8).collect();
            for bytes in [bytes, vec![0; length], vec![0x1a; length], vec![0x78; length]] {
                let text = encode(&bytes);
                assert_eq!(decode(&text, length), bytes);
                assert!(!text.contains(['\0', '\r', '<']), "{text:?}");
                assert!(text.len() <= (length * 8).div_ceil(7) + 1);
            }
        }
    }

    #[test]
    fn the_text_is_the_one_that_the_page_reads() {
        assert_eq!(encode(&BYTES), TEXT);
    }
}
