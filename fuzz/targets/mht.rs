#![no_main]
libfuzzer_sys::fuzz_target!(|data: &[u8]| fuzz::read(&[b"MIME-Version: 1.0\nContent-Type: ", data].concat()));
