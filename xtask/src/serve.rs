//! `cargo xtask run`: builds, serves and shows the page.

use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::command::{Result, command, find, run as run_command};
use crate::page::{self, Profile};
use crate::{dist, workspace};

const ADDRESS: &str = "http://127.0.0.1:8080";

/// Builds the page for a quick look, in its own folder: only `cargo xtask dist` writes what is
/// published.
pub fn run() -> Result<()> {
    let page = page::build(Profile::Quick, workspace::target()?.join("page"))?;
    dist::pack(&page)?;
    println!("the page       {ADDRESS}/   (an embedding page: {ADDRESS}/embed.html)");
    println!("the one file   {}", page.out.join("nianbao.html").display());
    println!(
        "built quickly, so it is larger than what `cargo xtask dist` makes; stop with Ctrl-C\n"
    );
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(500));
        open_browser();
    });
    run_command(command("node xtask/serve.mjs").arg(&page.out).arg("8080"))
}

/// Opens the page in a browser if there is a screen; otherwise the printed address must do.
fn open_browser() {
    let has_screen =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some());
    let opener = if cfg!(windows) {
        Some("explorer")
    } else if cfg!(target_os = "macos") {
        Some("open")
    } else {
        Some("xdg-open").filter(|name| has_screen && find(name).is_some())
    };
    if let Some(opener) = opener {
        // A failure to start the browser is ignored.
        let _ = Command::new(opener).arg(ADDRESS).spawn();
    }
}
