//! `cargo run -p corpus -- COUNT FOLDER SEED [ruined]`: writes made-up reports as files, and
//! `manifest.json`, which says what was planted in each.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let usage = "usage: cargo run -p corpus -- COUNT FOLDER SEED [ruined]";
    let mut args = std::env::args().skip(1);
    let mut next = || args.next().ok_or(usage);
    let (count, folder, seed) = (next()?.parse()?, next()?, next()?.parse()?);
    let ruined = match args.next().as_deref() {
        None => false,
        Some("ruined") => true,
        Some(_) => return Err(usage.into()),
    };
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    let mut entries = Vec::new();
    for made in corpus::corpus(count, seed, ruined) {
        fs::write(folder.join(&made.entry.file), &made.bytes)?;
        entries.push(made.entry);
    }
    fs::write(folder.join("manifest.json"), serde_json::to_string_pretty(&entries)?)?;
    println!("{count} files in {}", folder.display());
    Ok(())
}
