//! The project's commands: `cargo xtask run | test | dist | bench | env | corpus`.
//!
//! Every command installs what it needs and misses, into the project's own cache, and says so; the
//! next one finds it there. Packing lives here too: the page that Trunk builds is the only build,
//! everything else in `dist/` is made of its output.

mod command;
mod corpus;
mod dist;
mod gate;
mod offline;
mod publish;
mod serve;
mod setup;
mod split;
mod test;
mod tools;

use command::Result;

fn main() -> std::process::ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let done = match name.as_str() {
        "run" => serve::run(),
        "test" => test::run(),
        "dist" => dist::build(),
        "bench" => test::bench(),
        "env" => setup::print_env(),
        "corpus" => corpus::write(),
        _ => Err("usage: cargo xtask run | test | dist | bench | env | corpus".into()),
    };
    match done {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask {name}: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}

/// The repository's root, wherever the command was called from.
fn root() -> &'static std::path::Path {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root")
}

/// Reads a file as text, naming it when that fails.
fn read(path: impl AsRef<std::path::Path>) -> Result<String> {
    let path = path.as_ref();
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
