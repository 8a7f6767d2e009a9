// Zip containers for the tests, written by hand so that they may also be wrong.
import { gzipSync } from "node:zlib";

/** A zip of parts, `[name, content]`; `claimed` is the size that its heads state, if not the true one. */
export function zip(parts, claimed) {
  const files = [];
  const list = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const bytes = Buffer.from(content);
    // Node 18 has no crc32 of its own, but gzip ends with it: 10 bytes, the packed content, both sums.
    const gzip = gzipSync(bytes);
    const packed = gzip.subarray(10, -8);
    // Version, flags (names are UTF-8), method, date; then what both heads of a part share.
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(1 << 11, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(0x00210000, 6);
    common.writeUInt32LE(gzip.readUInt32LE(gzip.length - 8), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claimed ?? bytes.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from("PK\x03\x04"), common, Buffer.from(name), packed);
    list.push(Buffer.from("PK\x01\x02\x14\0"), common, place, Buffer.from(name));
    offset += 30 + Buffer.byteLength(name) + packed.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length & 0xffff, 4);
  end.writeUInt16LE(parts.length & 0xffff, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return new Uint8Array(Buffer.concat([...files, directory, Buffer.from("PK\x05\x06"), end]));
}

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';

/** A Word file with this body and, in front of it, this prologue. */
export function word(body, prologue = "", parts = []) {
  const document = `${prologue}<w:document ${W}><w:body>${body}</w:body></w:document>`;
  return zip([["word/document.xml", document], ...parts]);
}

/** A workbook of one sheet with these rows. */
export function workbook(rows) {
  const s = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
  return zip([
    ["xl/workbook.xml", `<workbook ${s} ${r}><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="${types}" Target="worksheets/sheet1.xml"/></Relationships>`],
    ["xl/worksheets/sheet1.xml", `<worksheet ${s}><sheetData>${rows}</sheetData></worksheet>`],
  ]);
}
