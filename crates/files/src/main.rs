//! The worker's program: nothing but the exports of the library, which must be named to survive.

use files as _;

fn main() {}
