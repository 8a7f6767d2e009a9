// @ts-check
// Reads what the build packed as text into the one-file page: seven bits a character. How it is written,
// and why so, is told in xtask/src/seven.rs.

/** The seven bits for which a character of two bytes stands, with the seven that follow them. */
const LEFT_OUT = [0, 13, 60];

/**
 * The bytes of which this is the text.
 * @param {string} text
 * @param {number} length how many bytes there are
 */
export function decode(text, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  let bits = 0;
  let count = 0;
  const put = (seven) => {
    bits = ((bits << 7) | seven) & 0x7fff;
    count += 7;
    if (count < 8) return;
    count -= 8;
    bytes[at++] = bits >> count;
  };
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 128) put(LEFT_OUT[(code >> 7) - 2]);
    put(code & 127);
  }
  return bytes;
}
