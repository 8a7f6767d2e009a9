//! A PDF of the report: its fonts come from the computer where the browser gives them, else from files that
//! the user chooses on the page 下载 PDF.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::App;
use super::files::file_name;
use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::model::msg::Msg;
use crate::model::pdf::{Font, Pdf, Press, Why, Written};
use crate::model::state::Sheet;
use crate::model::target::Target;

in_chunk! { "pdf"
    /// Handles what happens on the way to a PDF; returns whether to draw again.
    pub fn press(app: &mut App, ctx: &Context<App>, press: Press) -> bool {
        let own = app.state.pdf.as_deref().cloned().unwrap_or_default();
        match press {
            Press::Ask if !own.fonts.is_empty() => show(app, own),
            Press::Ask | Press::Local => {
                app.set(|s| (s.fault, s.busy) = (None, Some("正在找本机的字体…".into())));
                let link = ctx.link().clone();
                spawn_local(async move {
                    let found = browser::pdf::local_fonts().await;
                    link.send_message(Msg::Pdf(Press::Found(found)));
                });
            }
            Press::Found(Ok(fonts)) => write(app, ctx, fonts, false),
            Press::Found(Err(why)) => show(app, Pdf { why, ..own }),
            Press::Choose(files) => {
                app.set(|s| (s.dragging, s.fault, s.busy) = (false, None, Some("正在读字体…".into())));
                let link = ctx.link().clone();
                spawn_local(async move {
                    link.send_message(match browser::pdf::fonts_of(&files).await {
                        Ok(fonts) => Msg::Pdf(Press::Chosen(fonts)),
                        Err(error) => Msg::Pdf(Press::Made(String::new(), false, Err(error))),
                    });
                });
            }
            Press::Chosen(mut fonts) => {
                // A font that is chosen because others lack characters is used besides them.
                if let Why::Missing(_) = own.why {
                    fonts.splice(0..0, own.fonts);
                }
                write(app, ctx, fonts, false);
            }
            Press::Write(anyway) => write(app, ctx, own.fonts, anyway),
            Press::Made(name, anyway, made) => told(app, ctx, own.fonts, (name, anyway, made)),
        }
        true
    }
}

/// Shows the page 下载 PDF.
fn show(app: &mut App, pdf: Pdf) {
    if app.state.sheet != Some(Sheet::Pdf) || pdf.fonts.is_empty() {
        app.goal = Some(Target::at("page"));
    }
    app.set(|s| {
        (s.busy, s.told, s.sheet) = (None, None, Some(Sheet::Pdf));
        s.pdf = Some(Rc::new(pdf));
    });
}

/// Writes the report in these fonts, and saves it if that is to be.
fn write(app: &mut App, ctx: &Context<App>, fonts: Vec<Font>, anyway: bool) {
    let Some(report) = app.report().cloned() else { return };
    let pdf = Pdf { fonts: fonts.clone(), why: Why::Chosen };
    app.set(|s| {
        (s.fault, s.busy) = (None, Some("正在生成 PDF…".into()));
        s.pdf = Some(Rc::new(pdf));
    });
    let link = ctx.link().clone();
    spawn_local(async move {
        let name = file_name(&report, "pdf");
        let made = browser::pdf::write_pdf(&report, &fonts).await;
        let whole = made.as_ref().ok().filter(|made| anyway || made.missing.is_empty());
        if let Some(made) = whole {
            browser::save(made.bytes.unchecked_ref(), &name);
        }
        link.send_message(Msg::Pdf(Press::Made(name, anyway, made)));
    });
}

/// Says what became of it. The computer's fonts are not kept: the next time they are there again.
fn told(
    app: &mut App,
    ctx: &Context<App>,
    fonts: Vec<Font>,
    (name, anyway, made): (String, bool, Result<Written, JsValue>),
) {
    if app.report().is_none() {
        return app.set(|s| s.busy = None);
    }
    let made = match made {
        Ok(made) => made,
        Err(error) => {
            let (code, words) = browser::words(&error);
            browser::failed(&app.host, &code, &words);
            return show(app, Pdf { fonts: Vec::new(), why: Why::Failed(words) });
        }
    };
    if !made.missing.is_empty() && !anyway {
        return show(app, Pdf { fonts, why: Why::Missing(made.missing) });
    }
    let used: Vec<&str> = fonts.iter().map(|font| font.name.as_str()).collect();
    app.downloaded(ctx, &format!("{name}（字体：{}）", used.join("、")));
    let chosen = fonts.into_iter().filter(|font| font.face.is_empty()).collect();
    app.set(|s| {
        s.pdf = Some(Rc::new(Pdf { fonts: chosen, why: Why::Chosen }));
        if let Some((words, _)) = s.told.as_mut().filter(|_| !made.notes.is_empty()) {
            *words = format!("{words}{}", made.notes.concat()).into();
        }
    });
}
