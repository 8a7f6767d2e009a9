//! Last year's text next to this year's, with the differences marked in both. It can be taken over as
//! a first draft.

use std::rc::Rc;

use report::session::Field;
use report::text;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::components::grow::{Mark, twin_line};
use crate::model::msg::{Msg, Write};
use crate::model::ranges::{Changed, moved};
use crate::model::view::View;

/// Last year's text, with its changes to the text of this year: `field`, whose public name is
/// `place`.
pub fn last_year(
    send: &Callback<Msg>,
    view: &View,
    field: Field,
    place: &str,
    last: &str,
    changes: &[Changed],
    readonly: bool,
) -> Html {
    let blank = field.text(&view.report).trim().is_empty();
    let words = if blank { "采用为初稿" } else { "用它替换本部分" };
    let take = send.reform(move |_: MouseEvent| Msg::Write(Write::Adopt(field)));
    let rewritten = is_rewritten(last, changes);
    let hint = match (blank, rewritten, changes.is_empty()) {
        (true, ..) => "今年还没有写",
        (_, true, _) => "与今年的大多不同，不逐字标出",
        (.., true) => "",
        _ => "划线的字今年没有，浅底的字今年新写",
    };
    let mut marks: Vec<Mark> = changes
        .iter()
        .filter(|_| !rewritten)
        .map(|c| Mark { start: c.old.start, end: c.old.end, class: "gone" })
        .collect();
    marks.extend(year_marks(last));
    html! {
        <section key="last" class="before" aria-label={format!("{}的文字", view.last_word())}>
            <header>
                <b>{ view.last_word() }</b>
                <span>{ hint }</span>
                <button class="quiet" hidden={readonly} data-take={place.to_string()} onclick={take}>{ words }</button>
            </header>
            <div>{ for last.split('\n').scan(0, |start, line| {
                let from = *start;
                *start += line.len() + 1;
                Some(twin_line(line, from, &marks))
            }) }</div>
        </section>
    }
}

/// Whether so little of last year's text is left that marking what has changed says nothing.
pub fn is_rewritten(last: &str, changes: &[Changed]) -> bool {
    let gone: usize = changes.iter().map(|c| c.old.len()).sum();
    gone * 3 > last.len() * 2
}

/// The years that a text mentions.
fn year_marks(words: &str) -> Vec<Mark> {
    let (mut marks, mut at) = (Vec::new(), 0);
    while let Some((start, length, _)) = text::find_year(&words[at..]) {
        let end = at + start + length + "年".len();
        marks.push(Mark { start: at + start, end, class: "year" });
        at = end;
    }
    marks
}

/// The changes from `last` to `now`, as far as known. Until a new answer arrives, the former one is
/// adapted to the edited text.
#[hook]
pub fn use_changes(place: &str, last: Option<AttrValue>, now: AttrValue) -> Rc<Vec<Changed>> {
    let known = use_state(|| None::<(AttrValue, AttrValue, Rc<Vec<Changed>>)>);
    {
        let (known, place) = (known.clone(), place.to_string());
        use_effect_with((last.clone(), now.clone()), move |(last, now)| {
            if let Some(last) = last.clone() {
                let now = now.clone();
                spawn_local(async move {
                    if let Some(changes) = browser::compare(&place, &last, &now).await {
                        known.set(Some((last, now, Rc::new(changes))));
                    }
                });
            }
        });
    }
    match &*known {
        Some((old, new, changes)) if Some(old) == last.as_ref() => match *new == now {
            true => changes.clone(),
            false => Rc::new(
                changes
                    .iter()
                    .filter_map(|c| {
                        Some(Changed { old: c.old.clone(), new: moved(new, &now, c.new.clone())? })
                    })
                    .collect(),
            ),
        },
        _ => Rc::default(),
    }
}
