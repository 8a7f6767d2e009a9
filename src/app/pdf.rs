//! A PDF of the report: its fonts come from the computer where the browser gives them, else from files that
//! the user chooses on the page 下载 PDF.

use std::rc::Rc;

use report::Report;
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
        let mut own = match &app.state.pdf {
            Some(pdf) => Pdf::clone(pdf),
            None => Pdf::default(),
        };
        match press {
            Press::Ask if !own.fonts.is_empty() => show(app, own),
            Press::Ask | Press::Local => {
                begin(app, "正在找本机的字体…", None);
                let link = ctx.link().clone();
                spawn_local(async move {
                    let found = browser::pdf::local_fonts().await;
                    link.send_message(Msg::Pdf(Press::Found(found)));
                });
            }
            Press::Found(Ok(fonts)) => write(app, ctx, fonts, false),
            Press::Found(Err(why)) => show(app, Pdf { why, ..own }),
            Press::Choose(files) => {
                begin(app, "正在读字体…", None);
                let link = ctx.link().clone();
                spawn_local(async move {
                    link.send_message(Msg::Pdf(match browser::pdf::fonts_of(&files).await {
                        Ok(fonts) => Press::Chosen(fonts),
                        Err((code, words)) => Press::Unread(code, words),
                    }));
                });
            }
            Press::Unread(code, words) => {
                browser::failed(&app.host, code, &words);
                show(app, Pdf { why: Why::Failed(words), ..own });
            }
            Press::Chosen(fonts) => {
                // A font that is chosen because others lack characters is used besides them.
                if !matches!(own.why, Why::Missing(_)) {
                    own.fonts.clear();
                }
                for font in fonts {
                    own.fonts.push(font);
                }
                write(app, ctx, own.fonts, false);
            }
            Press::Write(anyway) => write(app, ctx, own.fonts, anyway),
            Press::Made(name, anyway, made) => told(app, ctx, own.fonts, (name, anyway, made)),
        }
        true
    }
}

// These are not in the chunk of PDF, so that it shares little with the editor: what two chunks share is in a
// module of its own, which is one more to load.

in_chunk! { "editor"
    /// Shows the page 下载 PDF.
    fn show(app: &mut App, pdf: Pdf) -> () {
        if app.state.sheet != Some(Sheet::Pdf) || pdf.fonts.is_empty() {
            app.goal = Some(Target::at("page"));
        }
        app.set(|s| {
            (s.busy, s.told, s.sheet) = (None, None, Some(Sheet::Pdf));
            s.pdf = Some(Rc::new(pdf));
        });
    }
}

in_chunk! { "editor"
    /// Says what is done, and keeps the fonts that it is done with.
    fn begin(app: &mut App, words: &'static str, pdf: Option<Pdf>) -> () {
        app.set(|s| {
            (s.dragging, s.fault, s.busy) = (false, None, Some(words.into()));
            s.pdf = pdf.map(Rc::new).or(s.pdf.take());
        });
    }
}

in_chunk! { "editor"
    /// The report, and the name of its PDF.
    fn named(app: &App) -> Option<(Report, String)> {
        app.report().map(|report| (report.clone(), file_name(report, "pdf")))
    }
}

in_chunk! { "editor"
    /// Says that it is saved, and what else is to be said.
    fn saved(app: &mut App, ctx: &Context<App>, pdf: Pdf, name: &str, notes: &str) -> () {
        app.downloaded(ctx, name);
        app.set(|s| {
            s.pdf = Some(Rc::new(pdf));
            if let Some((words, _)) = s.told.as_mut().filter(|_| !notes.is_empty()) {
                *words = format!("{words}{notes}").into();
            }
        });
    }
}

/// Writes the report in these fonts, and saves it if that is to be.
fn write(app: &mut App, ctx: &Context<App>, fonts: Vec<Font>, anyway: bool) {
    let Some((report, name)) = named(app) else { return };
    let pdf = Pdf { fonts: fonts.clone(), why: Why::Chosen };
    begin(app, "正在生成 PDF…", Some(pdf));
    let link = ctx.link().clone();
    spawn_local(async move {
        let made = browser::pdf::write_pdf(&report, &fonts).await;
        if let Ok(Written { bytes, missing, .. }) = &made
            && (anyway || missing.is_empty())
        {
            browser::save(bytes.unchecked_ref(), &name);
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
    let mut pdf = Pdf { fonts, why: Why::Chosen };
    match made {
        Err(error) => {
            let (code, words) = browser::words(&error);
            browser::failed(&app.host, &code, &words);
            show(app, Pdf { fonts: Vec::new(), why: Why::Failed(words) });
        }
        Ok(made) if !made.missing.is_empty() && !anyway => {
            pdf.why = Why::Missing(made.missing);
            show(app, pdf);
        }
        Ok(made) => {
            let name = format!("{name}（字体：{}）", pdf.names());
            pdf.fonts.retain(|font| font.face.is_empty());
            saved(app, ctx, pdf, &name, &made.notes);
        }
    }
}
