#![no_main]
const PARTS: [(&str, &str); 2] =
    [("mimetype", "application/vnd.oasis.opendocument.text"), ("META-INF/manifest.xml", "")];
libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read_parts(data, &PARTS));
