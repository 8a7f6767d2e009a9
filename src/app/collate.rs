//! The page 核对多份: files that should be copies of one report, and where they differ.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::App;
use crate::browser::chunk::in_chunk;
use crate::browser::collation::{compare, listed, save_receipt};
use crate::model::collation::{Collate, Collation};
use crate::model::msg::Msg;
use crate::model::target::Target;

in_chunk! { "extras"
    /// Handles what happens on the page; returns whether to draw again.
    pub fn collate(app: &mut App, ctx: &Context<App>, msg: Collate) -> bool {
        match msg {
            Collate::Add(things) => {
                let more = listed(&things);
                if app.state.collation.is_none() {
                    app.goal = Some(Target::at("page"));
                }
                change(app, ctx, |files| files.extend(more));
            }
            Collate::Remove(i) => {
                app.goal = Some(Target::at("page"));
                change(app, ctx, |files| {
                    files.remove(i);
                });
            }
            Collate::Lead(i) => {
                app.goal = Some(Target::at("page"));
                change(app, ctx, |files| files[..=i].rotate_right(1));
            }
            Collate::Compared(version, told) => compared(app, version, told),
            Collate::Save(format) => receipt(app, ctx, format),
            Collate::Close => app.home(),
        }
        true
    }
}

/// Changes the files, and compares them anew.
fn change(app: &mut App, ctx: &Context<App>, change: impl FnOnce(&mut Vec<web_sys::File>)) {
    let mut collation = app.state.collation.as_deref().cloned().unwrap_or_default();
    change(&mut collation.files);
    collation.version += 1;
    (collation.copies, collation.running) = (None, !collation.files.is_empty());
    if collation.running {
        let (files, version) = (collation.files.clone(), collation.version);
        let link = ctx.link().clone();
        spawn_local(async move {
            let told = compare(&files).await;
            link.send_message(Msg::Collate(Collate::Compared(version, told)));
        });
    }
    app.set(|s| {
        (s.dragging, s.fault, s.busy) = (false, None, None);
        s.collation = Some(Rc::new(collation));
    });
}

fn compared(
    app: &mut App,
    version: u32,
    told: Result<Rc<report::copies::Copies>, wasm_bindgen::JsValue>,
) {
    let own = app.state.collation.as_deref().filter(|own| own.version == version);
    let Some(own) = own.cloned() else { return };
    let (copies, fault) = match told {
        Ok(copies) => (Some(copies), None),
        Err(error) => (None, Some(error)),
    };
    app.set(|s| s.collation = Some(Rc::new(Collation { copies, running: false, ..own })));
    if let Some(error) = fault {
        app.fail(&error);
    }
}

/// Saves the receipt.
fn receipt(app: &mut App, ctx: &Context<App>, format: &'static str) {
    let Some(copies) = app.state.collation.as_ref().and_then(|own| own.copies.clone()) else {
        return;
    };
    app.set(|s| (s.busy, s.fault) = (Some("正在写核对单…".into()), None));
    let link = ctx.link().clone();
    spawn_local(async move {
        link.send_message(match save_receipt(&copies, format).await {
            Ok(name) => Msg::Saved(name),
            Err(error) => Msg::Failed(error),
        });
    });
}
