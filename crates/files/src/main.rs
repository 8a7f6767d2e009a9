//! The program of the worker's wasm module: it only names the library, so that the linker keeps its
//! exports.

use files as _;

fn main() {}
