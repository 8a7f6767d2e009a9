//! One cell of a table. It is a plain function and no component: drawing is decided for whole rows.

use report::amount::Entry;
use report::form::Kind;
use report::{Cell, Severity};
use yew::prelude::*;

use super::severity;
use crate::model::view::View;

/// What a cell shows besides its value.
pub struct Look<'a> {
    /// It belongs to the selected block.
    pub picked: bool,
    /// What the previewed paste would put here.
    pub coming: Option<&'a String>,
    pub readonly: bool,
}

/// The cell's input, its marks, last year's value where it differs, and the description for screen
/// readers. A blank cell shows the offered value in grey. Keys and typing are handled by the table.
pub fn cell(view: &View, cell: &Cell, columns: usize, look: Look) -> Html {
    let Look { picked, coming, readonly } = look;
    let id = cell.id.as_str();
    let value = view.report.cell(id);
    let mark = view.mark(id);
    let loud = mark.filter(|m| !m.quiet);
    let offer = view.offer(id).filter(|_| !readonly);
    let class = match mark {
        Some(mark) if mark.quiet => "blank",
        Some(mark) => severity::class(mark.severity),
        None => "",
    };
    let error = loud.is_some_and(|m| m.severity == Severity::Error);
    let (same, coming) = (coming.is_some_and(|v| v == value), coming.filter(|v| *v != value));
    let last = view.last(id).filter(|last| last.trim() != value.trim());
    let tip = format!("tip-{id}");
    html! {
        <td class={classes!("value", class, last.map(|_| "had"), (picked || same).then_some("picked"))}
            colspan={columns.to_string()} data-coming={coming.cloned()}>
            <input type="text" data-cell={id.to_string()} value={value.to_string()}
                placeholder={offer.filter(|o| o.sure).map(|o| o.value.clone())}
                inputmode={if cell.kind() == Kind::Count { "numeric" } else { "decimal" }}
                aria-label={format!("{}（{}）", cell.label, cell.row.unit)}
                aria-invalid={error.then_some("true")} aria-describedby={tip.clone()}
                {readonly} autocomplete="off" />
            <small class="last" aria-hidden="true">
                { last.map(|last| format!("{} {last}", view.last_word())).unwrap_or_default() }
            </small>
            <span class="tip" id={tip}>
                { loud.map(|m| m.message.clone()).unwrap_or_default() }
                { for offer.map(|o| html! {
                    <span class="offer">
                        { format!("{}　{}填入 {}", o.why, if o.sure { "按 Enter " } else { "可" }, o.value) }
                    </span>
                }) }
            </span>
        </td>
    }
}

/// Last year's value and the difference to this year's, in words; empty if there is none.
pub fn against_last(view: &View, cell: &Cell) -> String {
    let Some(last) = view.last(&cell.id) else { return String::new() };
    let number = |text: &str| Entry::parse(text).number();
    let change = match (number(view.report.cell(&cell.id)), number(last)) {
        (Some(now), Some(then)) if now == then => "，持平".to_string(),
        (Some(now), Some(then)) if now > then => format!("，增 {}", now - then),
        (Some(now), Some(then)) => format!("，减 {}", then - now),
        _ => String::new(),
    };
    format!("{} {last}{change}", view.last_word())
}
