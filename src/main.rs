//! The page's program. All of it is in the library, which must be called here, or the linker leaves
//! its exports out.
fn main() {
    nianbao::start();
}
