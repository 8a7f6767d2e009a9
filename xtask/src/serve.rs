//! `cargo xtask run`: builds, serves and shows the page.

use crate::command::{Result, command, find, run as run_command};
use crate::dist;
use std::process::Command;
use std::thread;
use std::time::Duration;

const ADDRESS: &str = "http://127.0.0.1:8080";

pub fn run() -> Result<()> {
    dist::build()?;
    println!("\nthe page       {ADDRESS}/   (an embedding page: {ADDRESS}/embed.html)");
    println!("the one file   {}", dist::dist("nianbao.html").display());
    println!("stop with Ctrl-C\n");
    thread::spawn(|| {
        thread::sleep(Duration::from_millis(500));
        open_browser();
    });
    run_command(&mut command("node xtask/serve.mjs dist 8080"))
}

/// Shows the page where there is a screen; elsewhere the printed address is enough.
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
        // Whether a browser comes up is the desktop's business.
        let _ = Command::new(opener).arg(ADDRESS).spawn();
    }
}
