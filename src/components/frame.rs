//! The frame of everything: start page or editor, the keys that work everywhere, dropped files, and
//! what is announced to screen readers.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use report::document::Note;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::desk::Desk;
use super::findings::Findings;
use super::help::Help;
use super::icon::{Shape, icon};
use super::outline::Outline;
use super::paper::Paper;
use super::picture::Picture;
use super::press;
use super::rules::Rules;
use super::start::{opening, start};
use super::toolbar::{bar, toolbar};
use crate::app::desk::DeskController;
use crate::app::{Msg, Other, Purpose, Saved, Search, Sheet, Write};
use crate::chunk::in_chunk;
use crate::target::Target;
use crate::view::View;
use crate::{browser, drafts};

/// What the screen shows beside the report.
#[derive(Clone, PartialEq, Default)]
pub struct State {
    pub drafts: Vec<drafts::Entry>,
    pub readonly: bool,
    pub saved: Saved,
    /// Another window shows this report too.
    pub other: Option<Other>,
    /// The self-check desk, while it is open, also behind a report of it.
    pub desk: Option<Rc<DeskController>>,
    /// Names of the steps that can be undone and redone.
    pub undo: Option<AttrValue>,
    pub redo: Option<AttrValue>,
    /// Name of the opened file and what could not be placed.
    pub notes: Option<(String, Vec<Note>)>,
    /// Where each cell stood in the opened file, in words, by cell id.
    pub places: Rc<BTreeMap<String, String>>,
    /// A report is about to be shown.
    pub opening: bool,
    /// The editor was needed and could not be fetched.
    pub missing: bool,
    /// One sentence: what went wrong.
    pub fault: Option<AttrValue>,
    pub busy: Option<AttrValue>,
    /// What a larger step did, and whether undo would take it back.
    pub told: Option<(AttrValue, bool)>,
    pub sheet: Option<Sheet>,
    pub dragging: bool,
    pub search: Option<Rc<Search>>,
    /// The rules could not look at the last change.
    pub unjudged: bool,
    /// The last result in words, set once typing has paused.
    pub announced: String,
    pub large: bool,
    /// The words for a first-time user are shown.
    pub tour: bool,
}

impl State {
    /// What stays when another report is shown.
    pub fn kept(&self) -> State {
        let desk = self.desk.clone();
        State { readonly: self.readonly, large: self.large, desk, ..State::default() }
    }

    /// The report has changed and is not stored yet.
    pub fn pend(&mut self) {
        if self.saved != Saved::Off {
            self.saved = Saved::Pending;
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct Props {
    pub root: NodeRef,
    pub send: Callback<Msg>,
    pub view: Option<Rc<View>>,
    pub state: Rc<State>,
}

#[component]
pub fn Frame(props: &Props) -> Html {
    let Props { root, send, view, state } = props;
    let left = use_mut_ref(|| None::<HtmlElement>);
    let onkeydown = use_callback((send.clone(), state.sheet), move |event: KeyboardEvent, key| {
        let (send, sheet) = key;
        if event.key() == "F6" {
            event.prevent_default();
            if let Some(msg) = next_pane(&event, &left) {
                send.emit(msg);
            }
        } else if sheet.is_some() && event.key() == "Escape" {
            send.emit(if *sheet == Some(Sheet::Rules) {
                Msg::ShowFindings
            } else {
                Msg::Sheet(None)
            });
        } else if let Some(msg) = shortcut(&event).or_else(|| find(&event)) {
            event.prevent_default();
            send.emit(msg);
        }
    });
    let ondragover = use_callback(send.clone(), |event: DragEvent, send| {
        if carries_file(&event) {
            event.prevent_default();
            send.emit(Msg::Dragging(true));
        }
    });
    let on_desk = view.is_none() && state.desk.is_some();
    let ondrop = use_callback((send.clone(), on_desk), |event: DragEvent, (send, desk)| {
        if carries_file(&event) {
            event.prevent_default();
            let data = event.data_transfer();
            let file = data.as_ref().and_then(|data| data.files()?.get(0));
            let many = data.and_then(|data| browser::many(&data, *desk));
            send.emit(match (many, file) {
                (Some(many), _) => Msg::Many(many),
                (_, Some(file)) => Msg::Choose(file, Purpose::Report),
                _ => Msg::Dragging(false),
            });
        }
    });
    let ondragleave = send.reform(|_: DragEvent| Msg::Dragging(false));
    let screen = match view {
        Some(view) => editor(send, view, state),
        None if state.opening => opening(send, state),
        None => match &state.desk {
            Some(controller) => desk(send, controller, state.large),
            None => start(send, state),
        },
    };
    html! {
        <div ref={root.clone()} class="app" lang="zh-CN" {onkeydown} {ondragover} {ondrop}>
            { screen }
            <div class="drop" hidden={!state.dragging} {ondragleave} key="drop">
                <p>{ "松开鼠标，打开拖来的文件" }</p>
            </div>
            <div class={classes!("told", state.fault.is_some().then_some("below"))} role="status" key="told">
                { for state.told.clone().map(|(words, undoable)| html! { <p key={words.to_string()}>
                    <span>{ words }</span>
                    <button class="link" hidden={!undoable}
                        onclick={press(send, || Msg::Undo)}>{ "撤销" }</button>
                    <button class="quiet" aria-label="关闭"
                        onclick={press(send, || Msg::DismissTold)}>{ icon(Shape::Close) }</button>
                </p> }) }
            </div>
            <div class="busy" role="status" key="busy">{ state.busy.clone().unwrap_or_default() }</div>
            <div class="unseen" aria-live="polite" key="live">{ state.announced.clone() }</div>
        </div>
    }
}

in_chunk! { "desk" "00000000000000000000000000000008"
    fn desk(send: &Callback<Msg>, controller: &Rc<DeskController>, large: bool) -> Html {
        html! { <Desk key="desk" send={send.clone()} desk={controller.clone()} {large} /> }
    }
}

in_chunk! { "editor" "00000000000000000000000000000003"
    /// Everything around an open report.
    fn editor(
        send: &Callback<Msg>,
        view: &Rc<View>,
        state: &Rc<State>,
    ) -> Html {
        let sheet = match state.sheet {
            Some(Sheet::Outline) => "outline",
            Some(Sheet::Findings) => "findings",
            Some(Sheet::Rules) => "rules",
            Some(Sheet::Picture) => "picture",
            Some(Sheet::Help) => "help",
            None => "none",
        };
        html! {
                <div class="editor" key="editor" data-sheet={sheet}>
                    { toolbar(send, view, state) }
                    <Outline send={send.clone()} view={view.clone()} large={state.large} />
                    <Paper send={send.clone()} view={view.clone()} state={state.clone()} />
                    <Findings send={send.clone()} view={view.clone()} state={state.clone()} />
                    <main class="page" hidden={!state.sheet.is_some_and(Sheet::is_page)}>
                        { match state.sheet {
                            Some(Sheet::Rules) => html! {
                                <Rules key="rules" send={send.clone()} view={view.clone()} />
                            },
                            Some(Sheet::Picture) => html! {
                                <Picture key="picture" send={send.clone()} view={view.clone()} />
                            },
                            Some(Sheet::Help) => html! { <Help key="help" send={send.clone()} /> },
                            _ => html! { <div key="none"></div> },
                        } }
                    </main>
                    { bar(send, view, state) }
                </div>
        }
    }
}

/// F6 goes round: from the paper to the findings, the toolbar, the outline, and back to where one
/// was.
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

/// Keys that work everywhere. A field marked `data-own` keeps its own undo.
fn shortcut(event: &KeyboardEvent) -> Option<Msg> {
    let own = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
    let own = own.is_some_and(|e| e.has_attribute("data-own"));
    if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() {
        return None;
    }
    match event.key().to_ascii_lowercase().as_str() {
        "s" => Some(Msg::SaveNow),
        // The letter's case says nothing of Shift while Caps Lock is on.
        "z" if !own && !event.shift_key() => Some(Msg::Undo),
        "z" | "y" if !own => Some(Msg::Redo),
        _ => None,
    }
}

/// Ctrl+F and Ctrl+H look through the report while the focus is in it; elsewhere they are the
/// browser's. Words that are selected are what is looked for.
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
