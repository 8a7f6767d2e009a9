//! What the pages that replace the report have in common: a heading, which gets the focus when the
//! page is opened, and a button that leads back.

use yew::prelude::*;

use super::icon::{Shape, icon};
use super::press;
use crate::model::msg::Msg;
use crate::model::state::Sheet;

/// A page with its content. `class` gives the content its look.
pub fn page(
    send: &Callback<Msg>,
    sheet: Sheet,
    class: &'static str,
    heading: String,
    content: Html,
) -> Html {
    // The list of rules belongs to the findings, and goes back there.
    let of_findings = sheet == Sheet::Rules;
    let close: fn() -> Msg = if of_findings { || Msg::ShowFindings } else { || Msg::Sheet(None) };
    html! {
        <section key={class} {class} aria-labelledby="page-heading">
            <header>
                <h1 id="page-heading" tabindex="-1" data-place="page">{ heading }</h1>
                <button data-close-rules={of_findings.then_some("")}
                    data-close-page={(!of_findings).then_some("")} onclick={press(send, close)}>
                    { icon(Shape::Back) }{ "返回报告" }
                </button>
            </header>
            { content }
        </section>
    }
}
