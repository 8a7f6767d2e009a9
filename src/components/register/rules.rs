//! The rules by which a register was counted, and the answers that seem late.

use report::text::without_numeral;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::model::msg::{Count, Msg};
use crate::model::register::{Given, MOST, Register, UsedRule, places};

/// The rules that were used: first those about which offices differ, each with a switch.
pub fn rules(send: &Callback<Msg>, register: &Register) -> Html {
    let (open, fixed): (Vec<&UsedRule>, Vec<&UsedRule>) =
        register.counts.rules.iter().partition(|rule| !rule.other.is_empty());
    html! {
        <section hidden={register.counts.rules.is_empty()} data-register="rules">
            <h2>{ "计数规则" }</h2>
            <ul class="plain">{ for open.into_iter().map(|rule| line(send, rule)) }</ul>
            <details hidden={fixed.is_empty()}>
                <summary>{ format!("用到的其他规则（{}）", fixed.len()) }</summary>
                <ul class="plain">{ for fixed.into_iter().map(|rule| line(send, rule)) }</ul>
            </details>
        </section>
    }
}

fn line(send: &Callback<Msg>, rule: &UsedRule) -> Html {
    let words = match &*rule.other {
        "count" => "改为照常统计".to_string(),
        "skip" => "改为不计".to_string(),
        other => format!("改为计入“{}”", label(other)),
    };
    let onchange = send.reform({
        let (id, value) = (format!("rule:{}", rule.id), rule.other.clone());
        let (asked, label) = (rule.words.clone(), words.clone());
        move |event: Event| {
            let on = event.target_unchecked_into::<HtmlInputElement>().checked();
            let (id, value, words, label) =
                (id.clone(), value.clone(), asked.clone(), label.clone());
            let given = Given { id, value, words, label, kept: true };
            Msg::Count(if on { Count::Answer(given, None) } else { Count::Withdraw(given.id) })
        }
    });
    html! {
        <li key={rule.id.clone()} data-rule={rule.id.clone()}>
            <span>{ &rule.words }</span>
            <small>{ format!("依据：{}。{}", rule.basis, places(&rule.rows, MOST)) }</small>
            { for (!rule.other.is_empty()).then(|| html! {
                <label class="check">
                    <input type="checkbox" checked={rule.changed} {onchange} /><span>{ words }</span>
                </label>
            }) }
        </li>
    }
}

/// A column or a row of table 3 in words, by the second half of its id or by what follows `3.`.
fn label(value: &str) -> String {
    let mut cells = report::newest_form().cells().iter();
    let kind = format!("3.received.{value}");
    let result = format!("3.{value}.total");
    let cell = cells.find(|cell| cell.id == kind || cell.id == result);
    let label = match cell {
        Some(cell) if cell.id == kind => cell.column.heads.last().copied(),
        Some(cell) => Some(without_numeral(cell.row.label)),
        None => None,
    };
    label.unwrap_or(value).to_string()
}

/// Answers that seem late, as a hint.
pub fn deadlines(register: &Register) -> Html {
    let deadlines = &register.counts.deadlines;
    let rows =
        if deadlines.late.is_empty() { String::new() } else { places(&deadlines.late, MOST) };
    html! {
        <section hidden={deadlines.words.is_empty()} data-register="late">
            <h2>{ "疑似超期" }</h2>
            <p>{ &deadlines.words }</p>
            <p class="muted">{ rows }</p>
        </section>
    }
}
