//! What a host wants beside the files: packed copies, the hashes of everything, and headers that name
//! the hashes of what is inline.

use crate::command::{Result, command, run};
use crate::dist::dist;
use crate::read;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

/// Writes `headers.txt`, then `SHA256SUMS`, which it also prints, and last the packed copies, whose
/// bytes differ from one Node to another.
pub fn write() -> Result<()> {
    fs::write(dist("headers.txt"), headers()?)?;
    let mut sums = String::new();
    for path in files(&dist(""))? {
        let name = path.strip_prefix(dist(""))?.to_string_lossy().replace('\\', "/");
        let sum = Sha256::digest(fs::read(&path)?);
        let hex: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{hex}  {name}\n");
    }
    println!("\n{sums}");
    fs::write(dist("SHA256SUMS"), sums)?;
    run(command("node xtask/compress.mjs").arg(dist("")))
}

/// For `nianbao.html` the tightest policy, for the package the hashes to load its scripts by.
fn headers() -> Result<String> {
    let page = read(dist("nianbao.html"))?;
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let inline = |open: &str, close: &str| -> Vec<String> {
        let starts = page.split(open).skip(1);
        starts.filter_map(|rest| Some(hash(rest.split_once(close)?.0))).collect()
    };
    let mut scripts = inline("<script>", "</script>");
    scripts.extend(inline("<script id=\"nianbao-boot\">", "</script>"));
    let styles = inline("<style>", "</style>");
    let integrity = |name: &str| -> Result<String> {
        let sum = Sha384::digest(fs::read(dist(name))?);
        Ok(format!("{name}  integrity=\"sha384-{}\"\n", STANDARD.encode(sum)))
    };
    Ok(format!(
        "nianbao.html\nContent-Security-Policy: default-src 'none'; script-src {} 'wasm-unsafe-eval'; \
         worker-src blob:; style-src {}; img-src data: blob:; base-uri 'none'; form-action 'none'\n\n{}",
        scripts.join(" "),
        styles.join(" "),
        ["npm/nianbao.js", "npm/failure.js"]
            .map(integrity)
            .into_iter()
            .collect::<Result<String>>()?
    ))
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(files(&path)?),
            false => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}
