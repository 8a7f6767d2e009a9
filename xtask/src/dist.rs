//! `cargo xtask dist`: builds everything that is published into `dist/`.
//!
//! Nothing is compiled twice: the one-file page and the package contain the page's wasm modules
//! byte for byte, and their JavaScript is bundled from the same glue.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::{Compression, write::GzEncoder};

use crate::command::Result;
use crate::page::{self, Page, Profile, TARGET};
use crate::{gate, licences, offline, package, publish, root};

/// Size limits of the gzipped modules in bytes. Nothing is shown before the first module is loaded,
/// and nothing can be filled in before the editor's chunk is.
const PAGE_LIMIT: usize = 115_000;
const CHUNK_LIMIT: usize = 160_000;
const FILES_LIMIT: usize = 1_050_000;
const UNPACKER_LIMIT: usize = 10_000;
/// Of the module that writes PDF, which is loaded only for that.
const PDF_LIMIT: usize = 200_000;

/// Builds, checks and packs everything.
pub fn build() -> Result<Page> {
    let page = page::build(Profile::Release, root().join("dist"))?;
    gate::check(&page.module, PAGE_LIMIT)?;
    for (_, chunk) in &page.chunks {
        gate::check(chunk, CHUNK_LIMIT)?;
    }
    gate::check(&page.files_module, FILES_LIMIT)?;
    gate::check(&page.unpacker, UNPACKER_LIMIT)?;
    gate::check(&page.pdf_module, PDF_LIMIT)?;
    // The worker's scripts are the same in every deliverable, so they are minified first, in place;
    // the page's own scripts are minified after they are bundled.
    let of_workers = [&page.files_glue, &page.files_worker, &page.pdf_glue].map(PathBuf::clone);
    page.minify(TARGET, &of_workers)?;
    // This script tells users of old browsers to update, so old browsers must be able to run it.
    page.minify("--target=es5", &[page.out.join("failure.js")])?;
    pack(&page)?;
    let mut scripts = page::scripts_below(&page.out.join("snippets"))?;
    scripts.push(page.glue.clone());
    page.minify(TARGET, &scripts)?;
    page.bundle("www/boot.js", "esm", &page.out.join("boot.js"))?;
    for part in ["program.js", "frame.js"] {
        fs::remove_file(page.out.join(part))?;
    }
    print_sizes(&page.out)?;
    publish::write(&page.out)?;
    Ok(page)
}

/// Makes everything else from a built page: the package, the one-file page, the examples, the
/// licences.
pub fn pack(page: &Page) -> Result<()> {
    let notices = licences::third_party()?;
    fs::write(page.out.join("THIRD-PARTY.txt"), &notices)?;
    package::write(page)?;
    offline::write(page, &notices)?;
    for example in ["embed.html", "embed-frame.html"] {
        fs::copy(root().join("www").join(example), page.out.join(example))?;
    }
    Ok(())
}

/// Prints the size of each deliverable.
fn print_sizes(out: &Path) -> Result<()> {
    println!("\n{:<44} {:>9} {:>9}", "dist/", "KB", "gzip KB");
    let kilobytes = |bytes: usize| format!("{:.1}", bytes as f64 / 1000.0);
    for path in page::files_below(out)? {
        let bytes = fs::read(&path)?;
        let name = path.strip_prefix(out)?.display().to_string();
        let packed = gzip(&bytes)?.len();
        println!("{name:<44} {:>9} {:>9}", kilobytes(bytes.len()), kilobytes(packed));
    }
    Ok(())
}

/// Compresses bytes with gzip, as small as possible.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
