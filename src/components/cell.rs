//! One cell of a table. Drawn again only when its own value or mark changes.

use report::form::Kind;
use report::session::Change;
use report::Severity;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::findings;
use crate::app::Msg;
use crate::view::{CellRef, Mark};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub cell: CellRef,
    pub value: AttrValue,
    pub mark: Option<Mark>,
    pub columns: usize,
    pub readonly: bool,
}

#[component]
pub fn CellInput(props: &Props) -> Html {
    let CellRef(cell) = props.cell;
    let oninput =
        use_callback((props.send.clone(), props.cell), |event: InputEvent, (send, cell)| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            send.emit(Msg::Change(Change::Cell(cell.0.id.clone(), typed)));
        });
    let mark = props.mark.as_ref();
    let loud = mark.filter(|m| !m.quiet);
    let class = match mark {
        Some(mark) if mark.quiet => "blank",
        Some(mark) => findings::class(mark.severity),
        None => "",
    };
    let error = loud.is_some_and(|m| m.severity == Severity::Error);
    let label = format!("{}（{}）", cell.label, cell.row.unit);
    html! {
        <td class={classes!("value", class)} colspan={props.columns.to_string()}>
            <input type="text" data-cell={cell.id.as_str()} value={props.value.clone()}
                inputmode={if cell.row.kind == Kind::Count { "numeric" } else { "decimal" }}
                aria-label={label} aria-invalid={error.then_some("true")}
                aria-describedby={mark.map(|m| m.id.clone())}
                readonly={props.readonly} autocomplete="off" {oninput} />
            <span class="tip" aria-hidden="true">{ loud.map(|m| m.message.clone()).unwrap_or_default() }</span>
        </td>
    }
}
