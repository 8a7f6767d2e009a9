//! Writes a report as a PDF: `cargo run -p pdf --example write -- report.json out.pdf font.ttf …`; a font
//! of a collection is named behind a `#`.

use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [report, out, fonts @ ..] = &arguments[..] else {
        return Err("REPORT.json OUT.pdf FONT…".into());
    };
    let read = |font: &String| {
        let (path, name) = font.split_once('#').unwrap_or((font, ""));
        fs::read(path).map(|bytes| (bytes, name.to_string()))
    };
    let fonts: Vec<(Vec<u8>, String)> = fonts.iter().map(read).collect::<Result<_, _>>()?;
    let given: Vec<pdf::Given> =
        fonts.iter().map(|(bytes, name)| pdf::Given { bytes, name }).collect();
    let report =
        report::draft::parse(&fs::read_to_string(report)?).map_err(|e| format!("{e:?}"))?;
    let start = std::time::Instant::now();
    let made = pdf::write(&report::compose::compose(&report), &given).map_err(|e| e.message)?;
    println!("{} pages, {} bytes, {:?}", made.pages, made.bytes.len(), start.elapsed());
    println!("missing {:?}; {:?}", made.missing, made.refused);
    Ok(fs::write(out, made.bytes)?)
}
