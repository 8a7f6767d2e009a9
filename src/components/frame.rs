//! The frame of the app: start page or editor, keys that work everywhere, dropped files, and the
//! announcements to screen readers.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::collation::collation;
use super::desk::Desk;
use super::findings::Findings;
use super::help::help;
use super::icon::close_button;
use super::outline::Outline;
use super::pages::Pages;
use super::paper::Paper;
use super::pdf::{fonts, pdf};
use super::picture::Picture;
use super::press;
use super::register::register;
use super::rules::Rules;
use super::start::{opening, start};
use super::toolbar::{bar, toolbar};
use crate::browser;
use crate::browser::chunk::{EDITOR, in_chunk};
use crate::browser::desk::DeskController;
use crate::model::collation::Collate;
use crate::model::msg::{Early, Msg, Purpose, Write};
use crate::model::pdf::Press;
use crate::model::state::{Sheet, State};
use crate::model::target::Target;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub root: NodeRef,
    pub early: Callback<Early>,
    pub send: Callback<Msg>,
    pub view: Option<Rc<View>>,
    pub state: Rc<State>,
    /// The self-check desk, while it is open, also behind a report of it.
    pub desk: Option<Rc<DeskController>>,
}

#[component]
pub fn Frame(props: &Props) -> Html {
    let Props { root, early, send, view, state, desk } = props;
    let left = use_mut_ref(|| None::<HtmlElement>);
    let onkeydown = use_callback((send.clone(), state.sheet), move |event, (send, sheet)| {
        // Before the editor is loaded there is nothing that these keys could do.
        if EDITOR.is_ready() {
            key(&event, send, *sheet, &left);
        }
    });
    let ondragover = use_callback(early.clone(), |event: DragEvent, early| {
        if carries_file(&event) {
            event.prevent_default();
            early.emit(Early::Dragging(true));
        }
    });
    let on_desk = view.is_none() && desk.is_some();
    let to = (early.clone(), send.clone(), (on_desk, state.collation.is_some()), state.sheet);
    let ondrop = use_callback(to, |event: DragEvent, to| {
        if carries_file(&event) {
            event.prevent_default();
            let (early, send, on, sheet) = to;
            match dropped(&event, *on, *sheet) {
                Some(msg) => send.emit(msg),
                None => early.emit(Early::Dragging(false)),
            }
        }
    });
    let ondragleave = early.reform(|_: DragEvent| Early::Dragging(false));
    let screen = match (view, desk) {
        (Some(view), desk) => editor(early, send, view, state, desk.is_some()),
        (None, _) if state.opening => opening(early, state),
        (None, Some(desk)) => self_check(send, desk, state.large),
        (None, None) => match &state.collation {
            Some(own) => collation(early, send, state, own),
            None => start(early, send, state),
        },
    };
    html! {
        <div ref={root.clone()} class="app" lang="zh-CN" {onkeydown} {ondragover} {ondrop}>
            { screen }
            <div class="drop" hidden={!state.dragging} {ondragleave} key="drop">
                <p>{ "松开鼠标，打开拖来的文件" }</p>
            </div>
            <div class="told" role="status" key="told">
                { for state.told.as_ref().map(|(words, undoable)| told(send, words, *undoable)) }
            </div>
            <div class="busy" role="status" key="busy">{ state.busy.clone().unwrap_or_default() }</div>
            <div class="unseen" aria-live="polite" key="live">{ state.announced.clone() }</div>
        </div>
    }
}

in_chunk! { "editor"
    /// What the last larger step changed, with its undo button. Only the editor makes such steps.
    fn told(send: &Callback<Msg>, words: &AttrValue, undoable: bool) -> Html {
        html! {
            <p key={words.to_string()}>
                <span>{ words }</span>
                <button class="link" hidden={!undoable}
                    onclick={press(send, || Msg::Undo)}>{ "撤销" }</button>
                { close_button("关闭", press(send, || Msg::DismissTold)) }
            </p>
        }
    }
}

in_chunk! { "desk"
    /// The self-check desk.
    fn self_check(send: &Callback<Msg>, desk: &Rc<DeskController>, large: bool) -> Html {
        html! { <Desk key="desk" send={send.clone()} desk={desk.clone()} {large} /> }
    }
}

in_chunk! { "editor"
    /// Everything around an open report.
    fn editor(
        early: &Callback<Early>,
        send: &Callback<Msg>,
        view: &Rc<View>,
        state: &Rc<State>,
        from_desk: bool,
    ) -> Html {
        let sheet = match state.sheet {
            Some(Sheet::Outline) => "outline",
            Some(Sheet::Findings) => "findings",
            Some(Sheet::Rules) => "rules",
            Some(Sheet::Picture) => "picture",
            Some(Sheet::Help) => "help",
            Some(Sheet::Register) => "register",
            Some(Sheet::Pages) => "pages",
            Some(Sheet::Pdf) => "pdf",
            None => "none",
        };
        html! {
            <div class="editor" key="editor" data-sheet={sheet}>
                { toolbar(send, view, state, from_desk) }
                <Outline early={early.clone()} send={send.clone()} parts={view.outline()} large={state.large} />
                <Paper early={early.clone()} send={send.clone()} view={view.clone()}
                        readonly={state.readonly} search={state.search.clone()}
                        places={state.places.clone()} register={state.register.clone()} fault={state.fault.clone()}
                        other={state.other.clone()} notes={state.notes.clone()}
                        guesses={state.guesses.clone()} next={state.next} tour={state.tour} />
                <Findings send={send.clone()} view={view.clone()} readonly={state.readonly}
                        check_failed={state.check_failed} />
                <main class="page" hidden={!state.sheet.is_some_and(Sheet::is_page)}>
                    { match state.sheet.filter(|sheet| sheet.is_page()) {
                        Some(Sheet::Register) => register(early, send, view, state),
                        Some(sheet) => page(send, view, state, sheet),
                        None => html! { <div key="none"></div> },
                    } }
                </main>
                { bar(send, view, state) }
            </div>
        }
    }
}

in_chunk! { "extras"
    /// The page of a sheet that replaces the report ([`Sheet::is_page`]).
    fn page(send: &Callback<Msg>, view: &Rc<View>, state: &Rc<State>, sheet: Sheet) -> Html {
        match sheet {
            Sheet::Pages => html! {
                <Pages key="pages" send={send.clone()} view={view.clone()} template={state.template.clone()}
                    fault={state.fault.clone()} />
            },
            Sheet::Pdf => {
                let content = pdf(send, &state.pdf);
                super::page::page(send, sheet, "rules pdf", "下载 PDF".into(), content)
            }
            Sheet::Rules => html! {
                <Rules key="rules" send={send.clone()} view={view.clone()} />
            },
            Sheet::Picture => html! {
                <Picture key="picture" send={send.clone()} view={view.clone()}
                    left_out={state.left_out.clone()} fault={state.fault.clone()} />
            },
            _ => help(send),
        }
    }
}

in_chunk! { "editor"
    /// Handles keys that work everywhere; `left` is the element of the report that F6 left.
    fn key(
        event: &KeyboardEvent,
        send: &Callback<Msg>,
        sheet: Option<Sheet>,
        left: &RefCell<Option<HtmlElement>>,
    ) -> () {
        let msg = match event.key().as_str() {
            "F6" => {
                event.prevent_default();
                next_pane(event, left)
            }
            "F8" => {
                event.prevent_default();
                Some(Msg::Walk { back: event.shift_key() })
            }
            "Escape" if sheet == Some(Sheet::Rules) => Some(Msg::ShowFindings),
            "Escape" if sheet.is_some() => Some(Msg::Sheet(None)),
            _ => {
                let msg = shortcut(event).or_else(|| find(event));
                msg.inspect(|_| event.prevent_default())
            }
        };
        if let Some(msg) = msg {
            send.emit(msg);
        }
    }
}

/// The message for dropped files: on the page 核对多份 they are compared, fonts on the page 下载 PDF are
/// chosen; else several files or a folder go to the desk, one file is opened.
fn dropped(event: &DragEvent, on: (bool, bool), sheet: Option<Sheet>) -> Option<Msg> {
    let data = event.data_transfer()?;
    let (on_desk, on_collation) = on;
    if on_collation {
        return Some(Msg::Collate(Collate::Add(data.into())));
    }
    let files = data.files()?;
    if let Some(fonts) = (sheet == Some(Sheet::Pdf)).then(|| fonts(&files)).flatten() {
        return Some(Msg::Pdf(Press::Choose(fonts)));
    }
    let purpose = match sheet {
        Some(Sheet::Register) => Purpose::Register,
        _ => Purpose::Report,
    };
    match browser::many(&data, on_desk) {
        Some(many) => Some(Msg::Many(many)),
        None => files.get(0).map(|file| Msg::Choose(file, purpose)),
    }
}

/// F6 moves the focus around: from the report to the findings, the toolbar, the outline, and back
/// to where it was.
fn next_pane(event: &KeyboardEvent, left: &RefCell<Option<HtmlElement>>) -> Option<Msg> {
    let here = event.target()?.dyn_into::<HtmlElement>().ok()?;
    let within = |pane: &str| here.closest(pane).is_ok_and(|found| found.is_some());
    if within(".findings") {
        return Some(Msg::Jump(Target::at("toolbar")));
    }
    if within(".toolbar") {
        return Some(Msg::Jump(Target::at("outline")));
    }
    if within(".outline") {
        let back = left.take().filter(|e| e.is_connected() && e.focus().is_ok());
        return back.is_none().then(|| Msg::Jump(Target::at("paper")));
    }
    let editing = within(".editor");
    *left.borrow_mut() = Some(here);
    editing.then_some(Msg::ShowFindings)
}

/// Undo, redo and save. A field marked `data-own` keeps its own undo.
fn shortcut(event: &KeyboardEvent) -> Option<Msg> {
    let own = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
    let own = own.is_some_and(|e| e.has_attribute("data-own"));
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() {
        return None;
    }
    match event.key().to_ascii_lowercase().as_str() {
        "s" => Some(Msg::SaveNow),
        // With Caps Lock, the case of the letter does not show whether Shift is pressed.
        "z" if !own && !event.shift_key() => Some(Msg::Undo),
        "z" | "y" if !own => Some(Msg::Redo),
        _ => None,
    }
}

/// Ctrl+F and Ctrl+H search the report while the focus is in it; elsewhere they are the browser's.
/// Selected words become the search words.
fn find(event: &KeyboardEvent) -> Option<Msg> {
    let plain = (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key();
    if !plain || !matches!(event.key().as_str(), "f" | "h" | "F" | "H") {
        return None;
    }
    let here = event.target()?.dyn_into::<HtmlElement>().ok()?;
    here.closest(".editor-scroll").ok().flatten()?;
    let chosen = here.dyn_ref::<HtmlTextAreaElement>().map(browser::chosen).unwrap_or_default();
    let words = if chosen.contains('\n') { String::new() } else { chosen };
    Some(Msg::Write(Write::Find(words)))
}

fn carries_file(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}
