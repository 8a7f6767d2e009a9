//! The figure at the caret: which cells it refers to, and both ways to make them agree.

use report::links::State;
use report::session::Field;
use yew::prelude::*;

use crate::model::msg::{Msg, Write};
use crate::model::target::Target;
use crate::model::view::View;
use crate::model::view::prose::Linked;

/// What is known of a figure, in one sentence.
pub fn about(view: &View, linked: &Linked) -> Html {
    let link = linked.link;
    let form = view.report.form;
    let label = |id: &String| form.cell(id).map_or(String::new(), |c| format!("“{}”", c.name));
    let cells = match link.cells.as_slice() {
        many if many.len() > 3 => format!("{}等 {} 格之和", label(&many[0]), many.len()),
        few => few.iter().map(label).collect::<Vec<_>>().join("＋"),
    };
    let words = match (link.state, &link.sum) {
        (State::Equal, _) => format!("✓ 与表中{cells}一致。"),
        (State::Different, Some(sum)) => {
            format!("正文为 {}，表中{cells}为 {sum}。", link.stated)
        }
        (State::Different, None) => format!("似未计入表中{cells}。"),
        (State::Blank, _) => format!("表中{cells}未填写。"),
    };
    html! {
        <span class={classes!("figure", class(link.state))} data-figure={link.cells.join(" ")}>{ words }</span>
    }
}

/// Buttons for both ways to make text and table agree, and one that goes to the table.
pub fn fixes(
    send: &Callback<Msg>,
    view: &View,
    field: Field,
    readonly: bool,
    linked: &Linked,
) -> Html {
    let (link, start) = (linked.link, linked.range.start);
    let text = link.mend(field.text(&view.report)).filter(|_| !readonly);
    let cell = link.cell().filter(|_| !readonly);
    let go = |table: bool| {
        send.reform(move |_: MouseEvent| Msg::Write(Write::Agree(field, start, table)))
    };
    let see = link.cells.first().map(|id| Target::at(id));
    html! {
        <>
            { for text.zip(link.sum.as_ref()).map(|(_, sum)| html! {
                <button data-mends="text" onclick={go(false)}>{ format!("改正文为 {sum}") }</button>
            }) }
            { for cell.map(|_| html! {
                <button data-mends="cell" onclick={go(true)}>
                    { match (link.state, link.breaks) {
                        (State::Blank, _) => format!("填入表格 {}", link.stated),
                        (_, 0) => format!("改表格为 {}", link.stated),
                        (_, n) => format!("改表格为 {}（另有 {n} 处合计会不符）", link.stated),
                    } }
                </button>
            }) }
            { for see.map(|target| html! {
                <button data-mends="see" onclick={send.reform(move |_| Msg::Jump(target.clone()))}>
                    { "看表格" }
                </button>
            }) }
        </>
    }
}

fn class(state: State) -> &'static str {
    match state {
        State::Equal => "equal",
        State::Different => "different",
        State::Blank => "unfilled",
    }
}
