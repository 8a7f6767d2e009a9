//! Pasting on the start page: a report copied from Word, WPS, a web page or a mail is opened like a
//! file.

use gloo::events::{EventListener, EventListenerOptions};
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, Event, File, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node,
    ShadowRoot,
};
use yew::prelude::*;

use crate::model::msg::{Msg, Purpose};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
}

/// Says that pasting works, and listens for it while the start page is shown.
#[component]
pub fn Paste(props: &Props) -> Html {
    let here = use_node_ref();
    use_effect_with((), {
        let (here, send) = (here.clone(), props.send.clone());
        move |_| {
            // Without a focused element the browser sends the event to the page's body, not to the
            // element.
            let document = web_sys::window().and_then(|w| w.document());
            let options = EventListenerOptions::enable_prevent_default();
            let listener = document.map(|document| {
                EventListener::new_with_options(&document, "paste", options, move |event| {
                    if let Some(file) = pasted(event, &here) {
                        event.prevent_default();
                        send.emit(Msg::Choose(file, Purpose::Report));
                    }
                })
            });
            move || drop(listener)
        }
    });
    html! {
        <p class="muted" ref={here}>{ "也可以直接粘贴报告全文（Ctrl+V）" }</p>
    }
}

/// The pasted content as a file. Text pasted into a field, here or in the host page, is left alone.
fn pasted(event: &Event, here: &NodeRef) -> Option<File> {
    let target = event.composed_path().get(0);
    let is_field = target.has_type::<HtmlInputElement>()
        || target.has_type::<HtmlTextAreaElement>()
        || target.has_type::<HtmlSelectElement>();
    let root = here.cast::<Node>()?.get_root_node();
    let document = web_sys::window()?.document()?;
    let active = document.active_element().filter(|a| !a.has_type::<web_sys::HtmlBodyElement>());
    let own = root.dyn_ref::<ShadowRoot>().map(ShadowRoot::host);
    if is_field || active.is_some() && active != own {
        return None;
    }
    let data = event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?;
    // Word also copies a picture of the text; tables are only in the rich text.
    let text = |kind| data.get_data(kind).ok().filter(|text| !text.trim().is_empty());
    match text("text/html").or_else(|| text("text/plain")) {
        Some(text) => {
            let parts = Array::of1(&JsValue::from(format!("\u{feff}{text}")));
            File::new_with_str_sequence(&parts, "粘贴的内容").ok()
        }
        None => data.files()?.get(0),
    }
}
