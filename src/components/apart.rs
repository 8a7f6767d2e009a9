//! Where copies of a report differ, place by place.

use report::apart::{Difference, Value};
use report::likeness::Piece;
use yew::prelude::*;

/// A table of differences; `name` names copies by their positions.
pub fn table<'a>(
    all: impl Iterator<Item = &'a Difference>,
    name: &dyn Fn(&[usize]) -> String,
) -> Html {
    html! {
        <table class="apart" aria-label="不同的地方">
            <thead><tr>
                <th scope="col">{ "不同的地方" }</th><th scope="col">{ "各份的写法" }</th>
            </tr></thead>
            <tbody>{ for all.enumerate().map(|(i, one)| html! {
                <tr key={i}>
                    <th scope="row">{ one.place() }</th>
                    <td>{ said(one, name) }</td>
                </tr>
            }) }</tbody>
        </table>
    }
}

/// What the copies say at a place, one line for those that say the same.
fn said(one: &Difference, name: &dyn Fn(&[usize]) -> String) -> Html {
    let is_text = one.is_text();
    let line = |(copies, value): (Vec<usize>, &Value)| {
        html! { <li><b>{ name(&copies) }</b><span>{ words(value, is_text) }</span></li> }
    };
    html! { <ul class="said-by">{ for one.said().into_iter().map(line) }</ul> }
}

/// The words of a copy; those that differ are marked, and so is the place where it has none.
fn words(value: &Value, is_text: bool) -> Html {
    if value.text().is_empty() {
        return html! { <i class="muted">{ "（空）" }</i> };
    }
    let piece = |piece: &Piece| match (piece.shared || !is_text, piece.text.as_str()) {
        (true, text) => html! { <span>{ text }</span> },
        (false, "") => html! { <mark>{ "（无）" }</mark> },
        (false, text) => html! { <mark>{ text }</mark> },
    };
    value.pieces.iter().map(piece).collect()
}
