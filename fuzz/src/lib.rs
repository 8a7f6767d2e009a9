//! What the fuzz targets share: they read a file, and repack containers so that the fuzzer changes
//! their content instead of only their checksums.
//!
//! `run` limits time and memory; a panic, an overflow or a message that is not a sentence is a
//! finding. Findings become test cases of the readers.

use std::io::Write;

use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

/// Reads a file. Any result but a report, or an error with a code and a sentence, is a finding.
pub fn read(bytes: &[u8]) {
    if let Err(error) = files::locate_report(bytes) {
        assert!(error.message.ends_with('。'), "{error}");
    }
}

/// Reads input as a zip container if it begins as one. Other input is taken as the texts of parts,
/// each after a line with its name, such as `==> xl/workbook.xml`. `fixed` are the parts by which
/// the kind is recognised.
pub fn read_parts(data: &[u8], fixed: &[(&str, &str)]) {
    if data.starts_with(b"PK") {
        return read(data);
    }
    let text = String::from_utf8_lossy(data);
    let parts = text.split("==> ").filter_map(|part| part.split_once('\n'));
    let fixed = fixed.iter().copied();
    let mut zip = ZipArchiveWriter::new(Vec::new());
    for (name, text) in fixed.chain(parts).take(64) {
        let file = zip.new_file(name.trim()).compression_method(CompressionMethod::STORE);
        let Ok((mut entry, _)) = file.start() else { continue };
        entry.write_all(text.as_bytes()).unwrap();
        let output = DataDescriptorOutput::new(rawzip::crc32(text.as_bytes()), text.len() as u64);
        entry.finish(output).unwrap();
    }
    read(&zip.finish().unwrap());
}

/// Reads input as an OLE2 container if it begins as one; other input becomes the container's only
/// stream.
pub fn read_stream(data: &[u8], name: &str) {
    if data.starts_with(b"\xd0\xcf") {
        return read(data);
    }
    let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    file.create_stream(name).unwrap().write_all(data).unwrap();
    read(&file.into_inner().into_inner());
}

/// Reads input as a PDF file if it begins as one. Other input becomes the content of the only page,
/// and the text after `==> ` its ToUnicode table.
pub fn read_page(data: &[u8]) {
    if data.starts_with(b"%PDF") {
        return read(data);
    }
    let cut = data.windows(4).position(|w| w == b"==> ").unwrap_or(data.len());
    let (content, map) = (&data[..cut], data.get(cut + 4..).unwrap_or_default());
    let stream = |data: &[u8]| {
        let head = format!("<</Length {}>>stream\n", data.len());
        [head.as_bytes(), data, b"\nendstream"].concat()
    };
    let objects: [&[u8]; 7] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1/MediaBox[0 0 595 842]>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 6 0 R>>>>>>",
        &stream(content),
        b"<</Type/Font/Subtype/TrueType/ToUnicode 7 0 R/FirstChar 32/Widths[250 300 400 500]>>",
        b"<</Type/Font/Subtype/Type0/Encoding/GBK-EUC-H/DescendantFonts[<</W[1[500]2 9 300]>>]>>",
        &stream(map),
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    for (i, object) in objects.iter().enumerate() {
        file.extend(format!("{} 0 obj\n", i + 1).as_bytes());
        file.extend(*object);
        file.extend(b"\nendobj\n");
    }
    // The file has no table of objects, so the reader's search for objects is tried as well.
    file.extend(b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    read(&file);
}
