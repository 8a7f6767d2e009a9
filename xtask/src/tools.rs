//! Where tools are kept, how Debian's are fetched, and what only the tests need.

use crate::command::{Result, command, find, output, run};
use std::env;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The project's cache, shared by all checkouts of one user.
pub fn cache() -> PathBuf {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).unwrap_or_default();
    let base = env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    base.unwrap_or_else(|| PathBuf::from(home()).join(".cache")).join("nianbao")
}

/// Installs Debian packages where that is ours to do, and says what to install where it is not.
pub fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    let is_root = output(&mut command("id -u")).as_deref() == Some("0");
    if !is_root || find("apt-get").is_none() {
        return Err(format!("please install {names} ({why}) and run the command again").into());
    }
    eprintln!("installing {names}: {why}");
    run(&mut command("apt-get -qq update"))?;
    let mut install = command("apt-get -qq -y --no-install-recommends install");
    let quiet = install.args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    run(quiet.stdout(Stdio::null()))
}

/// The npm packages that the lock file of a folder names; returns where they are.
pub fn npm_packages(folder: &str, why: &str) -> Result<PathBuf> {
    let base = crate::root().join(folder);
    let modules = base.join("node_modules");
    let modified = |path: PathBuf| path.metadata().and_then(|data| data.modified()).ok();
    if modified(modules.join(".package-lock.json")) < modified(base.join("package-lock.json")) {
        eprintln!("installing the packages of {folder}/package.json: {why}");
        let mut npm = command("npm ci --ignore-scripts --no-audit --no-fund --silent");
        run(npm.args(["--legacy-peer-deps", "--prefix", folder]))?;
    }
    Ok(modules)
}

/// Firefox and WebKit for the tests, where they are or can be had; the tests say so themselves where
/// one is missing.
pub fn other_engines() {
    let missing = |program: &&str| find(program).is_none();
    let firefox = env::var_os("FIREFOX").is_none().then_some("firefox-esr");
    let wanted = [
        (firefox, "firefox-esr"),
        (Some("WebKitWebDriver"), "webkit2gtk-driver"),
        (Some("xvfb-run"), "xvfb"),
    ];
    for (_, package) in wanted.iter().filter(|(program, _)| program.as_ref().is_some_and(missing)) {
        if let Err(error) = apt_install(&[package], "the page is tested in it") {
            eprintln!("going on without: {error}");
        }
    }
}

/// A Chromium for the tests: the one named by CHROMIUM, an installed one, Debian's, or Playwright's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM") {
        return Ok(path.into());
    }
    if let Some(path) = installed_chromium() {
        return Ok(path);
    }
    if apt_install(&["chromium", "fonts-noto-cjk"], "the page is tested in a browser").is_err() {
        eprintln!("installing Chromium by Playwright: the page is tested in a browser");
        run(&mut command("node xtask/node_modules/playwright-core/cli.js install chromium"))?;
    }
    installed_chromium().ok_or_else(|| "no Chromium found; set CHROMIUM to its path".into())
}

fn installed_chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    let places = [
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    ];
    let playwright = || {
        let ask = "console.log(require('./xtask/node_modules/playwright-core').chromium.executablePath())";
        Some(PathBuf::from(output(command("node").args(["-e", ask]))?))
            .filter(|path| path.is_file())
    };
    names
        .iter()
        .find_map(|name| find(name))
        .or_else(|| places.iter().map(PathBuf::from).find(|path| path.is_file()))
        .or_else(playwright)
}

/// Independent readers of our files: LibreOffice, poppler, and python-docx and openpyxl in an
/// environment of their own. Returns the PATH with that environment first. Tests that want a reader
/// say so where it is missing, so here a failure is a line and no error.
pub fn readers() -> OsString {
    let wanted = [("soffice", "libreoffice-writer-nogui"), ("pdftotext", "poppler-utils")];
    let missing: Vec<_> = wanted
        .iter()
        .filter(|(program, _)| find(program).is_none())
        .map(|(_, name)| *name)
        .collect();
    if !missing.is_empty()
        && let Err(error) = apt_install(&missing, "the tests open our files with them")
    {
        eprintln!("going on without: {error}");
    }
    let path = env::var_os("PATH").unwrap_or_default();
    match python() {
        Ok(bin) => {
            let all = std::iter::once(bin).chain(env::split_paths(&path));
            env::join_paths(all).unwrap_or(path)
        }
        Err(error) => {
            eprintln!("going on without python-docx and openpyxl: {error}");
            path
        }
    }
}

/// Python with the packages by which the tests open our files.
fn python() -> Result<PathBuf> {
    python_with("python", "python-docx openpyxl", "the tests open our files with them")
}

/// The folder of programs of a Python environment of this name with these packages.
pub fn python_with(name: &str, packages: &str, why: &str) -> Result<PathBuf> {
    let folder = cache().join(name);
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    if !folder.join("ready").is_file() {
        eprintln!("installing {packages}: {why}");
        let mut create = command("python3 -m venv --clear");
        create.arg(&folder).stdout(Stdio::null());
        if run(&mut create).is_err() {
            apt_install(&["python3", "python3-venv"], why)?;
            run(&mut create)?;
        }
        let mut pip = Command::new(bin.join("python"));
        run(pip.args("-m pip install --quiet".split(' ')).args(packages.split(' ')))?;
        std::fs::write(folder.join("ready"), "")?;
    }
    Ok(bin)
}
