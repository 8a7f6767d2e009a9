//! The program of the wasm module: it only names the library, so that the linker keeps its exports.

use pdf as _;

fn main() {}
