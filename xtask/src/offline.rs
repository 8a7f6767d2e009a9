//! `nianbao.html`: the whole program in one file that makes no request.
//!
//! The page is `index.html` without Trunk's elements. Each module and the program's script are text
//! in the page (packed, with seven bits for a character, `seven.rs`), in script elements of a type
//! that browsers do not run. What the start page needs is packed by gzip, which browsers unpack
//! (`www/unpack.js`), the rest is one LZMA stream, which is much smaller and is unpacked by a module
//! (`www/offline.js`) as far as it is needed.

use std::fs;
use std::io::Read;

use lzma_rust2::{LzmaOptions, LzmaWriter, Write};
use unpack::Unpacker;

use crate::command::Result;
use crate::dist::gzip;
use crate::page::{Page, Profile};
use crate::template::Template;
use crate::{read, root, seven, workspace};

/// The content security policy: nothing may be fetched or sent. The program itself is inline and
/// its worker is made from a Blob. Browsers before Chromium 97 allow WebAssembly only by
/// 'unsafe-eval'.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' \
    'wasm-unsafe-eval' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data: blob:; \
    font-src data:; connect-src 'none'; form-action 'none'; base-uri 'none'";

/// The id of the packed script that `www/unpack.js` runs.
pub const PROGRAM: &str = "nianbao-program";

/// Writes the file. `notices` are the licence texts of others' works, which 使用说明 offers.
pub fn write(page: &Page, notices: &str) -> Result<()> {
    let bundled = |name: &str| -> Result<String> {
        let path = workspace::target()?.join(name);
        page.bundle(&format!("www/{name}"), "iife", &path)?;
        read(&path)
    };
    let boot = bundled("unpack.js")?;
    let module = fs::read(&page.module)?;
    let skeleton = skeleton(page)?;
    let payload = |id: &str, bytes: &[u8]| -> Result<String> {
        Ok(element(&format!("id=\"{id}\""), &gzipped(page.profile, bytes)?))
    };
    let mut body = payload("nianbao-skeleton", skeleton.as_bytes())?;
    body += &payload(PROGRAM, bundled("offline.js")?.as_bytes())?;
    body += &payload("nianbao-module", &module)?;
    // The program starts once its script and its first module are parsed, before what follows.
    body += &format!("<script id=\"nianbao-boot\">{boot}</script>\n");
    body += &payload("nianbao-unpacker", &fs::read(&page.unpacker)?)?;
    body += &parts(page, &module, notices)?;
    if boot.contains("</") {
        return Err("a script that would end its script element".into());
    }
    // Put in as it is: blank lines are part of the packed text.
    let (begin, end) = skeleton.rsplit_once("</body>").ok_or("index.html has no </body>")?;
    let html = format!("{begin}{body}</body>{end}");
    Ok(fs::write(page.out.join("nianbao.html"), html)?)
}

/// The element with all that the start page does not need, in the order in which it is needed: the
/// modules of the editor, what workers need, the other chunks without that of PDF (`www/offline.js` says
/// why), the licences of others' work. `known` is the first module.
fn parts(page: &Page, known: &[u8], notices: &str) -> Result<String> {
    let (editor, others) = page.chunks.split_at(page.of_editor);
    let workers = [
        ("files-glue".to_string(), page.files_glue.clone()),
        ("files-worker".into(), page.files_worker.clone()),
        ("files-module".into(), page.files_module.clone()),
    ];
    let (mut bytes, mut lengths) = (Vec::new(), Vec::new());
    let others = others.iter().filter(|(name, _)| name != "pdf");
    for (name, path) in editor.iter().chain(&workers).chain(others) {
        let file = fs::read(path)?;
        lengths.push(format!("{name}:{}", file.len()));
        bytes.extend(file);
    }
    lengths.push(format!("licences:{}", notices.len()));
    bytes.extend(notices.as_bytes());
    let packed = lzma(&bytes, known)?;
    let length = u32::try_from(bytes.len())?;
    let again = Unpacker::of(packed.clone(), length, known).map(|mut it| it.next(bytes.len()));
    if again.as_ref() != Some(&bytes) {
        return Err("the parts of the one file do not unpack as they were".into());
    }
    Ok(element(&format!("id=\"nianbao-parts\" data-parts=\"{}\"", lengths.join(" ")), &packed))
}

/// `index.html` with the policy, the styles, the first script, and the slot for the report of a
/// saved copy. The skeleton is also in the file in packed form, so that the program can put a copy
/// together.
fn skeleton(page: &Page) -> Result<String> {
    let template = Template::of_project()?;
    let mut edits = Vec::new();
    for part in ["copy-file", "rust"].iter().flat_map(|kind| template.parts(kind)) {
        edits.push((part, String::new()));
    }
    for part in template.parts("css") {
        let sheet = read(root().join(part.required("href")?))?;
        edits.push((part, format!("<style>\n{sheet}</style>")));
    }
    let failure = read(page.out.join("failure.js"))?;
    edits.push((
        template.only("script src=failure.js")?,
        format!("<script>{}</script>", failure.trim_end()),
    ));
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    edits.push((
        template.only("meta charset=utf-8")?,
        format!("<meta charset=\"utf-8\">\n{policy}"),
    ));
    let slot = "<script type=\"application/json\" id=\"nianbao-report\"></script>\n</body>";
    edits.push((template.only("/body")?, slot.into()));
    Ok(template.with(edits))
}

/// A script element with packed bytes as text.
fn element(attributes: &str, packed: &[u8]) -> String {
    let (length, text) = (packed.len(), seven::encode(packed));
    format!("<script type=\"text/plain\" {attributes} data-bytes=\"{length}\">{text}</script>\n")
}

/// Bytes in gzip: quickly for a quick build, and by zopfli for publishing (4 % smaller).
fn gzipped(profile: Profile, bytes: &[u8]) -> Result<Vec<u8>> {
    if profile == Profile::Quick {
        return gzip(bytes);
    }
    let mut packed = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut packed)?;
    Ok(packed)
}

/// Bytes as an LZMA stream, given bytes that whoever unpacks them has.
fn lzma(bytes: &[u8], known: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions {
        lc: unpack::CONTEXT,
        lp: unpack::ALIGNED,
        pb: unpack::ALIGNED,
        dict_size: unpack::REACH,
        nice_len: 273,
        preset_dict: Some(known.to_vec()),
        ..LzmaOptions::with_preset(9)
    };
    let packed = LzmaWriter::new_no_header(Vec::new(), &options, false).and_then(|mut writer| {
        writer.write_all(bytes)?;
        writer.finish()
    });
    packed.map_err(|error| format!("LZMA: {error:?}").into())
}

/// What is packed by gzip into the element of the page with this id.
pub fn unpack(html: &str, id: &str) -> Result<Vec<u8>> {
    let element = html.split_once(&format!("id=\"{id}\" data-bytes=\"")).map(|(_, rest)| rest);
    let (length, rest) =
        element.and_then(|rest| rest.split_once("\">")).ok_or("a payload is missing")?;
    let text = rest.split('<').next().unwrap_or_default();
    let packed = seven::decode(text, length.parse()?);
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes)?;
    Ok(bytes)
}
