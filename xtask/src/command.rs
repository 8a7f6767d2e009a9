//! Running other programs, with errors that name the command.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};

pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// A program in the repository's root; `line` is split at spaces.
pub fn command(line: &str) -> Command {
    let mut words = line.split(' ');
    let name = words.next().unwrap_or_default();
    // Windows starts npm's scripts only by their full name.
    let mut command = program(if cfg!(windows) && name == "npm" { "npm.cmd" } else { name });
    command.args(words);
    command
}

/// The program at this path, without arguments; it runs in the repository's root.
pub fn program(path: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(path);
    command.current_dir(crate::root());
    command
}

/// Runs a command with its output shown; fails when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status();
    judge(command, status)
}

/// Like [`run`]; `look` is called with each line of standard output.
pub fn run_watched(command: &mut Command, mut look: impl FnMut(&str)) -> Result<()> {
    let status = command.stdout(Stdio::piped()).spawn().and_then(|mut child| {
        let lines = child.stdout.take().map(BufReader::new);
        for line in lines.into_iter().flat_map(|lines| lines.split(b'\n')) {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            look(&line);
        }
        child.wait()
    });
    judge(command, status)
}

fn judge(command: &Command, status: std::io::Result<ExitStatus>) -> Result<()> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} failed ({status})", words(command)).into()),
        Err(error) => Err(format!("{} could not start: {error}", words(command)).into()),
    }
}

/// The trimmed output of a command; `None` when the program is missing or fails.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_string();
    output.status.success().then_some(text)
}

/// The path of a program on PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths)
        .flat_map(|dir| [dir.join(program), dir.join(format!("{program}.exe"))])
        .find(|path| path.is_file())
}

fn words(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
