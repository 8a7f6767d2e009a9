//! The project's commands: `cargo xtask run | test | dist | bench | env`.
//!
//! Every command installs the tools that are missing, says so, and reuses them the next time. The
//! page is built from `index.html` in the same steps that Trunk takes; everything else in `dist/`
//! is made from that page.

mod bench;
mod command;
mod dist;
mod gate;
mod imports;
mod licences;
mod offline;
mod order;
mod package;
mod page;
mod publish;
mod serve;
mod setup;
mod seven;
mod split;
mod summary;
mod template;
mod test;
mod tools;
mod workspace;

use command::Result;

const USAGE: &str = "usage: cargo xtask run | test [PART…] | dist | bench [--built] [PART…] | env";

fn main() -> std::process::ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let done = match (name.as_str(), rest.is_empty()) {
        ("test", _) => test::run(&rest),
        ("run", true) => serve::run(),
        ("dist", true) => dist::build().map(drop),
        ("bench", _) => bench::bench(&rest),
        ("env", true) => setup::print_env(),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask {name}: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// The repository's root, independent of the current folder.
fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root")
}

/// Reads a file as text; an error names the file.
fn read(path: impl AsRef<std::path::Path>) -> Result<String> {
    let path = path.as_ref();
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
