//! `dist/nianbao.html`: the whole program in one file that makes no request.
//!
//! The page is `index.html` without Trunk's lines. The modules stand in it as text, gzip in base64,
//! in script elements that no browser runs; `www/offline.js` unpacks them.

use crate::command::Result;
use crate::dist::{Page, bundle, dist, gzip};
use crate::{read, root};
use base64::{Engine, engine::general_purpose::STANDARD};
use std::fs;

/// Nothing may be fetched or sent. The program itself is inline, its worker is made of a Blob, and
/// browsers before Chromium 97 know no narrower word than 'unsafe-eval' for WebAssembly.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' \
    'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; \
    font-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'";

/// Writes the file, then reads the modules back out of it and compares them.
pub fn pack(page: &Page) -> Result<()> {
    let bundled = root().join("target/offline.js");
    bundle(page, "www/offline.js", "iife", &bundled)?;
    let boot = read(&bundled)?.replace("</script", "<\\/script");
    let mut payloads = vec![("nianbao-module".to_string(), &page.module)];
    payloads.extend(page.chunks.iter().map(|(name, path)| (format!("nianbao-{name}"), path)));
    payloads.extend([
        ("nianbao-files-glue".into(), &page.files_glue),
        ("nianbao-files-worker".into(), &page.files_worker),
        ("nianbao-files-module".into(), &page.files_module),
    ]);
    let skeleton = skeleton()?;
    let payload = |id: &str, bytes: &[u8]| -> Result<String> {
        let text = STANDARD.encode(gzip(bytes)?);
        Ok(format!("<script type=\"text/plain\" id=\"{id}\">{text}</script>\n"))
    };
    let mut body = payload("nianbao-skeleton", skeleton.as_bytes())?;
    for (id, path) in &payloads {
        body += &payload(id, &fs::read(path)?)?;
        // The program starts as soon as its first module is there, before the others are read.
        if id == "nianbao-module" {
            body += &format!("<script id=\"nianbao-boot\">{boot}</script>\n");
        }
    }
    let html = skeleton.replace("</body>", &format!("{body}</body>"));
    let out = dist("nianbao.html");
    fs::write(&out, &html)?;
    for (id, path) in &payloads {
        if unpack(&html, id)? != fs::read(path)? {
            return Err(format!("{} carries another {id} than the page", out.display()).into());
        }
    }
    Ok(())
}

/// `index.html` with the policy, the styles and the first script inside, and the slot where a saved copy has its
/// report. It stands in the file once more, packed, so that a copy can be made of its parts.
fn skeleton() -> Result<String> {
    let mut html = String::new();
    for line in read(root().join("index.html"))?.lines() {
        if line == "</body>" {
            html += "<script type=\"application/json\" id=\"nianbao-report\"></script>\n";
        }
        let style = line.contains("rel=\"css\"").then(|| line.split("href=\"").nth(1)).flatten();
        if let Some(path) = style.and_then(|rest| rest.split('"').next()) {
            html += &format!("<style>\n{}</style>\n", read(root().join(path))?);
        } else if line == "<script src=\"failure.js\"></script>" {
            html += &format!("<script>{}</script>\n", read(dist("failure.js"))?.trim_end());
        } else if !line.contains("data-trunk") {
            html += line;
            html.push('\n');
        }
        if line.starts_with("<meta charset") {
            html +=
                &format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n");
        }
    }
    Ok(html)
}

fn unpack(html: &str, id: &str) -> Result<Vec<u8>> {
    let text = html.split(&format!("id=\"{id}\">")).nth(1).and_then(|rest| rest.split('<').next());
    let packed = STANDARD.decode(text.ok_or("a payload is missing")?)?;
    let mut bytes = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut bytes)?;
    Ok(bytes)
}
