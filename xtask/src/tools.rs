//! Where tools are stored, how Debian packages are installed, and the tools that only tests need.

use crate::command::{Result, command, find, output, program, run};
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The project's cache folder, shared by all checkouts of a user.
pub fn cache() -> PathBuf {
    let home = || env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).unwrap_or_default();
    let base = env::var_os("XDG_CACHE_HOME").filter(|path| !path.is_empty()).map(PathBuf::from);
    base.unwrap_or_else(|| PathBuf::from(home()).join(".cache")).join("nianbao")
}

/// Whether we may install Debian packages: as root on Debian.
pub fn may_install() -> bool {
    output(&mut command("id -u")).as_deref() == Some("0") && find("apt-get").is_some()
}

/// Installs Debian packages where we may; elsewhere says what to install.
pub fn apt_install(packages: &[&str], why: &str) -> Result<()> {
    let names = packages.join(" ");
    if !may_install() {
        let how = match find("apt-get") {
            Some(_) => format!("sudo apt-get install --no-install-recommends {names}"),
            None => format!("what Debian calls {names}"),
        };
        return Err(format!("please install ({why}):\n    {how}").into());
    }
    eprintln!("installing {names}: {why}");
    run(&mut command("apt-get -qq update"))?;
    let mut install = command("apt-get -qq -y --no-install-recommends install");
    let quiet = install.args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    run(quiet.stdout(Stdio::null()))
}

/// Installs the npm packages of a folder's lock file for the tests; returns their folder. npm skips
/// packages that do not fit the running Node, so it runs on the Node of the tests.
pub fn npm_packages_for_tests(folder: &str, why: &str) -> Result<PathBuf> {
    let node = node(22)?;
    let folders = node.parent().map(PathBuf::from);
    let path = env::var_os("PATH").unwrap_or_default();
    let path = env::join_paths(folders.into_iter().chain(env::split_paths(&path)))?;
    install_npm_packages(folder, why, &path)
}

/// Like [`npm_packages_for_tests`], on the system's Node.
pub fn npm_packages(folder: &str, why: &str) -> Result<PathBuf> {
    install_npm_packages(folder, why, &env::var_os("PATH").unwrap_or_default())
}

fn install_npm_packages(folder: &str, why: &str, path: &OsStr) -> Result<PathBuf> {
    let base = crate::root().join(folder);
    let modules = base.join("node_modules");
    let modified = |path: PathBuf| path.metadata().and_then(|data| data.modified()).ok();
    if modified(modules.join(".package-lock.json")) < modified(base.join("package-lock.json")) {
        eprintln!("installing the packages of {folder}/package.json: {why}");
        let mut npm = command("npm ci --ignore-scripts --no-audit --no-fund --loglevel=error");
        npm.args(["--legacy-peer-deps", "--prefix", folder]).env("PATH", path);
        run(npm.stdout(Stdio::null()))?;
    }
    Ok(modules)
}

/// A program that only tests need, and the Debian package that has it.
pub struct Tool {
    /// Its name, or the path of a file that is no program.
    program: &'static str,
    /// A library next to the program, if the package has only a part of the program.
    part: Option<&'static str>,
    package: &'static str,
}

impl Tool {
    const fn new(program: &'static str, package: &'static str) -> Tool {
        Tool { program, part: None, package }
    }

    const fn part(program: &'static str, library: &'static str, package: &'static str) -> Tool {
        Tool { program, part: Some(library), package }
    }

    fn is_there(&self) -> bool {
        if self.program.starts_with('/') {
            return Path::new(self.program).is_file();
        }
        let Some(path) = find(self.program) else { return false };
        // On other systems LibreOffice is installed as a whole.
        let Some(part) = self.part.filter(|_| cfg!(target_os = "linux")) else { return true };
        path.canonicalize().is_ok_and(|path| path.with_file_name(part).is_file())
    }
}

/// The programs that run the build's own tools.
pub const NODE: &[Tool] = &[Tool::new("node", "nodejs"), Tool::new("npm", "npm")];

/// Prints the text of a PDF.
pub const POPPLER: Tool = Tool::new("pdftotext", "poppler-utils");

/// Programs that read our files independently: LibreOffice, poppler, Java for the validator,
/// Python.
pub const READERS: &[Tool] = &[
    Tool::part("soffice", "libswlo.so", "libreoffice-writer-nogui"),
    Tool::part("soffice", "libsclo.so", "libreoffice-calc-nogui"),
    POPPLER,
    Tool::new("java", "default-jre-headless"),
    Tool::new("python3", "python3-venv"),
];

/// A font for PDF files.
pub const FONTS: &[Tool] =
    &[Tool::new("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", "fonts-arphic-gbsn00lp")];

/// Other browsers than Chromium, and a screen for the one that needs it.
pub const ENGINES: &[Tool] = &[
    Tool::new("firefox-esr", "firefox-esr"),
    Tool::new("WebKitWebDriver", "webkit2gtk-driver"),
    Tool::new("xvfb-run", "xvfb"),
    Tool::new("xauth", "xauth"),
];

/// Installs the missing ones of these programs together; returns those that are still missing, each
/// with the package to install.
pub fn provide<'a>(wanted: impl IntoIterator<Item = &'a Tool>, why: &str) -> Vec<String> {
    let wanted: Vec<_> = wanted.into_iter().collect();
    let missing = || wanted.iter().filter(|tool| !tool.is_there());
    let packages: Vec<_> = missing().map(|tool| tool.package).collect();
    if !packages.is_empty()
        && let Err(error) = apt_install(&packages, why)
    {
        eprintln!("{error}\n");
    }
    missing().map(|tool| format!("{} (Debian: {})", tool.program, tool.package)).collect()
}

/// Debian's Chromium; `None` if another Chromium is there.
pub fn chromium_package() -> Option<Tool> {
    let is_there = env::var_os("CHROMIUM").is_some() || installed_chromium().is_some();
    (!is_there).then_some(Tool::new("chromium", "chromium"))
}

/// The Chromium for the tests: the one named by CHROMIUM, an installed one, or Playwright's.
pub fn chromium() -> Result<PathBuf> {
    if let Some(path) = env::var_os("CHROMIUM").map(PathBuf::from).or_else(installed_chromium) {
        return Ok(path);
    }
    eprintln!("installing Chromium by Playwright: the page is tested in a browser");
    let mut playwright = program(node(22)?);
    run(playwright.args(["xtask/node_modules/playwright-core/cli.js", "install", "chromium"]))?;
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

/// The folder of a Python with the packages that the tests use to open our files.
pub fn python() -> Result<PathBuf> {
    let packages = "python-docx==1.2.0 openpyxl==3.1.5 pikepdf==10.18.0 pypdf==7.1.1";
    python_with("python", packages, "the tests open our files with them")
}

/// A Node of this major version for the tests: Debian's may be older than Playwright needs, and the
/// package must work in Node 18. If no package has it, the Node on PATH is used in place of the
/// newer one.
pub fn node(major: u32) -> Result<PathBuf> {
    let modules = npm_packages("tests/node", "the tests run in these versions of Node")?;
    let packaged = modules.join(format!("node-{major}/bin/node"));
    if packaged.is_file() {
        return Ok(packaged);
    }
    let own = find("node").ok_or("no Node on PATH")?;
    let version = output(program(&own).arg("--version")).unwrap_or_default();
    let found: u32 = version.trim_start_matches('v').split('.').next().unwrap_or("").parse()?;
    match found == major || major > 18 && found >= 20 {
        true => Ok(own),
        false => Err(format!("please install Node {major} (here is {version})").into()),
    }
}

/// Makes a Python environment with these packages; returns the folder of its programs.
pub fn python_with(name: &str, packages: &str, why: &str) -> Result<PathBuf> {
    let folder = cache().join(name);
    let bin = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let ready = folder.join("ready");
    if std::fs::read_to_string(&ready).ok().as_deref() != Some(packages) {
        eprintln!("installing {packages}: {why}");
        let mut create = command("python3 -m venv --clear");
        create.arg(&folder).stdout(Stdio::null());
        if run(&mut create).is_err() {
            apt_install(&["python3-venv"], why)?;
            run(&mut create)?;
        }
        let mut pip = Command::new(bin.join("python"));
        run(pip.args("-m pip install --quiet".split(' ')).args(packages.split(' ')))?;
        std::fs::write(ready, packages)?;
    }
    Ok(bin)
}
