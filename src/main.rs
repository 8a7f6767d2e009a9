//! The page's program. All code is in the library; it is called here so that the linker keeps its
//! exports.
fn main() {
    nianbao::start();
}
