//! The page's program: what it is and does stands in the library, which must be named here or the
//! linker leaves its exports out.
fn main() {
    nianbao::start();
}
