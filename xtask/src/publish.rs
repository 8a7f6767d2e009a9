//! What a web host needs in addition to the files: compressed copies, the hashes of all files, and
//! HTTP headers with the hashes of inline scripts.

use std::fs;
use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

use crate::command::{Result, command, output, run};
use crate::page::files_below;
use crate::{offline, read};

/// Writes `headers.txt`, then `SHA256SUMS`, which it also prints, and last the compressed copies,
/// whose bytes depend on the version of Node.
pub fn write(out: &Path) -> Result<()> {
    fs::write(out.join("headers.txt"), headers(out)?)?;
    // Only this compiler gives these bytes from the same source. `sha256sum --check` ignores the
    // line.
    let compiler =
        output(&mut command("rustc --version")).ok_or("rustc does not name its version")?;
    let mut sums = format!("# built by {compiler}\n");
    for path in files_below(out)? {
        let name = path.strip_prefix(out)?.to_string_lossy().replace('\\', "/");
        let sum = Sha256::digest(fs::read(&path)?);
        let hex: String = sum.iter().map(|byte| format!("{byte:02x}")).collect();
        sums += &format!("{hex}  {name}\n");
    }
    println!("\n{sums}");
    fs::write(out.join("SHA256SUMS"), sums)?;
    run(command("node xtask/compress.mjs").arg(out))
}

/// The headers: for `nianbao.html` the strictest policy, for the package the hashes of its scripts.
fn headers(out: &Path) -> Result<String> {
    let page = read(out.join("nianbao.html"))?;
    let hash = |text: &[u8]| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let inline = |open: &str, close: &str| -> Vec<String> {
        let starts = page.split(open).skip(1);
        starts.filter_map(|rest| Some(hash(rest.split_once(close)?.0.as_bytes()))).collect()
    };
    let mut scripts = inline("<script>", "</script>");
    scripts.extend(inline("<script id=\"nianbao-boot\">", "</script>"));
    let styles = inline("<style>", "</style>");
    if scripts.len() != 2 || styles.len() != 1 {
        return Err("nianbao.html has other scripts and styles than its policy names".into());
    }
    scripts.push(hash(&offline::unpack(&page, offline::PROGRAM)?));
    let integrity = |name: &str| -> Result<String> {
        let sum = Sha384::digest(fs::read(out.join(name))?);
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
