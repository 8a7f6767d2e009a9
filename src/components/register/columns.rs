//! The columns of a register as they were understood, each with a way to change it.

use register::field::{by_name, names};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::model::msg::{Count, Msg};
use crate::model::register::{ColumnLine, Given, Register};

/// What a column may be made, by the names of the fields.
const MEANINGS: [&str; 24] = [
    "number",
    "applicant",
    "kind",
    "received",
    "registered",
    "filed",
    "month",
    "answered",
    "result",
    "detail",
    "status",
    "period",
    "review",
    "suit",
    "remedy",
    "fee",
    "extended",
    "correction",
    "third_party",
    "contents",
    "note",
    "serial",
    "person",
    "other",
];

/// The list of columns, open if one of them was guessed.
pub fn columns(send: &Callback<Msg>, register: &Register) -> Html {
    let columns = &register.counts.columns;
    let guessed = columns.iter().filter(|column| column.guessed).count();
    let used = columns.iter().filter(|column| column.means.is_some()).count();
    let several = columns.iter().any(|column| column.sheet != columns[0].sheet);
    let doubt = match guessed {
        0 => String::new(),
        n => format!("，{n} 栏按内容推测，请核对"),
    };
    html! {
        <details class="columns" open={guessed > 0} data-register="columns">
            <summary>{ format!("台账的栏目（用到 {used} 栏{doubt}）") }</summary>
            <ul class="plain">{ for columns.iter().map(|c| column(send, register, c, several)) }</ul>
        </details>
    }
}

fn column(send: &Callback<Msg>, register: &Register, column: &ColumnLine, several: bool) -> Html {
    let id = format!("column:{}!{}", column.sheet, column.column);
    let given = register.answers.iter().find(|given| given.id == id);
    let means = given.map(|given| given.value.as_str()).or(column.means.as_deref());
    let means = means.unwrap_or("other");
    let sheet = if several { format!("“{}”", column.sheet) } else { String::new() };
    let head = match column.head.trim() {
        "" => format!("{sheet}第 {} 列", column.column),
        head => format!("{sheet}{head}"),
    };
    let onchange = send.reform({
        let (id, head) = (id.clone(), head.clone());
        move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let label = by_name(&value).map_or("", |field| names(field).1).to_string();
            let given = Given { id: id.clone(), value, words: head.clone(), label, kept: false };
            Msg::Count(Count::Answer(given, None))
        }
    });
    let known = (!MEANINGS.contains(&means)).then_some(means);
    html! {
        <li key={id} class={column.guessed.then_some("guessed")}>
            <b>{ &head }</b>
            <select aria-label={format!("“{head}”是什么")} {onchange}>
                { for MEANINGS.into_iter().chain(known).map(|name| html! {
                    <option key={name.to_string()} value={name.to_string()} selected={name == means}>
                        { by_name(name).map_or("", |field| names(field).1) }
                    </option>
                }) }
            </select>
            <small>
                { if column.guessed { "按内容推测。" } else { "" } }
                { if column.examples.is_empty() { String::new() } else { format!("如：{}", column.examples.join("、")) } }
            </small>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_is_one_of_the_register() {
        for name in MEANINGS {
            assert!(by_name(name).is_some(), "{name}");
        }
    }
}
