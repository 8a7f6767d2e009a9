//! The buttons that move a part of the report, remove it, or add one after it.

use report::form::Headings;
use report::session::may_shift;
use yew::prelude::*;

use crate::model::msg::{Arrange, Msg, Write};
use crate::model::view::View;

/// Whether a part may be removed: the form does not have it, or does not require it and it is
/// empty.
fn removable(view: &View, index: usize) -> bool {
    let section = &view.report.sections[index];
    let known = section.id.as_deref().and_then(|id| view.report.form.section(id));
    let asked = known.is_some_and(|s| s.required.is_some() || !section.text.trim().is_empty());
    !asked && view.tables(index).is_empty()
}

/// The buttons that move a part, remove it, or add one after it, where the form allows that.
pub fn arrange(send: &Callback<Msg>, view: &View, index: usize, readonly: bool) -> Html {
    let report = &view.report;
    let number = index + 1;
    let button = |does: Arrange, words: &'static str, label: String, may: bool| {
        html! {
            <button hidden={readonly || !may} aria-label={label}
                data-own-part={matches!(does, Arrange::Own(_)).then(|| index.to_string())}
                onclick={send.reform(move |_| Msg::Write(Write::Arrange(does)))}>{ words }</button>
        }
    };
    let may = |down| may_shift(report, index, down);
    let free = report.form.headings == Headings::Free;
    html! {
        <>
            { button(Arrange::Shift(index, false), "上移", format!("上移第{number}部分"), may(false)) }
            { button(Arrange::Shift(index, true), "下移", format!("下移第{number}部分"), may(true)) }
            { button(Arrange::Own(index), "增加", format!("在第{number}部分后增加一个部分"), free) }
            { button(Arrange::Remove(index), "删去", format!("删去第{number}部分"), removable(view, index)) }
        </>
    }
}
