//! Choosing files for the desk.

use std::rc::Rc;

use web_sys::{Event, HtmlInputElement};
use yew::prelude::*;

use crate::browser::desk::DeskController;

/// A file input in the shape of a button, for several files or for a folder.
pub fn pick(desk: &Rc<DeskController>, folder: bool, word: &'static str) -> Html {
    let desk = desk.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            desk.add(&files);
            // Without this the same files could not be chosen again.
            input.set_value("");
        }
    });
    let name = if folder { "folder" } else { "many" };
    html! {
        <label class="button">
            { word }
            <input class="unseen" type="file" multiple=true data-open={name}
                webkitdirectory={folder} {onchange} />
        </label>
    }
}
