//! The fields above the title: agency, year, level, date of publication. They are not printed
//! there.

use report::document::Note;
use report::form::Level;
use report::session::Change;
use report::{Form, Severity, text};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use crate::browser;
use crate::model::msg::Msg;
use crate::model::target::dom_id;
use crate::model::view::View;

/// The fields above the title; `guesses` are notes on heads that were guessed.
pub fn head(send: &Callback<Msg>, view: &View, guesses: &[Note], readonly: bool) -> Html {
    let report = &view.report;
    let year = report.year.map(|y| y.to_string()).unwrap_or_default();
    let level =
        change(send, |word| Some(Change::Level(Level::ALL.into_iter().find(|l| l.word() == word))));
    let sure = level.clone();
    let level = level.reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let left = change(send, |typed| {
        text::parse_date(&typed).map(|date| Change::Published(text::iso_date(date)))
    });
    let left = left.reform(|e: Event| e.target_unchecked_into::<HtmlInputElement>().value());
    let agency = change(send, |typed| Some(Change::Agency(typed)));
    let published = change(send, |typed| Some(Change::Published(typed)));
    let kind = view.result.kind.clone().filter(|_| report.level.is_none());
    // A name may allow several kinds; then one has to be chosen, and the field has no room to name them.
    let several = kind.as_ref().filter(|kind| kind.contains('或'));
    let guessed = several.map(|kind| format!("按名称是{kind}，请选择"));
    let form = format!("{}年格式：", report.form.id);
    html! {
        <div class="head">
            <div>
                { labelled("机关名称", "field", input(view, "agency", &report.agency, "未填写", readonly, agency, None)) }
                { guess(send, guesses, "机关名称", "", readonly) }
            </div>
            <div>
                { labelled("年度", "field", input(view, "year", &year, "未填写", readonly, change(send, set_year), None)) }
                { guess(send, guesses, "年度", "", readonly) }
            </div>
            <div>
                { labelled("机关类别", "field", html! {
                    <select data-field="level" disabled={readonly} onchange={level}>
                        <option value="" selected={report.level.is_none()}>
                            { kind.as_deref().filter(|_| several.is_none()).unwrap_or("未选择") }
                        </option>
                        { for Level::ALL.into_iter().map(|l| html! {
                            <option key={l.word()} value={l.word()} selected={report.level == Some(l)}>
                                { l.word() }
                            </option>
                        }) }
                    </select>
                }) }
                { mark("机关类别", "", guessed.as_deref().unwrap_or(GUESSED), kind.clone().map(|kind| format!("按机关名称推测为{kind}")), {
                    let one = kind.clone().filter(|_| !readonly && several.is_none());
                    one.map(|kind| sure.reform(move |_: MouseEvent| kind.clone()))
                }) }
            </div>
            <div>
                { labelled("发布日期", "field published",
                    input(view, "published", &report.published, "如 2025-01-24", readonly, published, Some(left))) }
                { due(view) }
            </div>
            <div class="other-form">
                { guess(send, guesses, "格式", &form, readonly) }
                { for other_form(send, view, readonly) }
            </div>
        </div>
    }
}

/// How many days are left to publish the report, by the kind of body; nothing once it has a date, or
/// if its time is long over.
fn due(view: &View) -> Html {
    const LONG_OVER: i32 = -60;
    let report = &view.report;
    let last = report.deadline().filter(|_| report.published.trim().is_empty());
    let last = last.map(|last| (last, browser::days_until(last)));
    let last = last.filter(|(_, days)| *days >= LONG_OVER && !report.levels().is_empty());
    let words = last.map(|(last, days)| {
        let day = text::chinese_date(last);
        match days {
            0 => format!("最迟{day}，就是今天"),
            days if days < 0 => format!("最迟{day}，已过 {} 天", -days),
            days => format!("最迟{day}，还有 {days} 天"),
        }
    });
    html! { <p class="due" data-due="" hidden={words.is_none()}>{ words.unwrap_or_default() }</p> }
}

/// A field with its name before it.
fn labelled(name: &'static str, class: &'static str, field: Html) -> Html {
    html! { <label {class}><span>{ name }</span>{ field }</label> }
}

/// The mark of a guessed head, shown until the head is edited or confirmed. `words` are placed
/// before it.
pub fn guess(
    send: &Callback<Msg>,
    guesses: &[Note],
    head: &'static str,
    words: &str,
    readonly: bool,
) -> Html {
    let note = guesses.iter().find(|note| note.place.as_deref() == Some(head));
    let sure = (!readonly).then(|| send.reform(move |_: MouseEvent| Msg::Confirm(head)));
    mark(head, words, GUESSED, note.map(|note| note.message.clone()), sure)
}

/// What a mark of a guess says.
const GUESSED: &str = "推测，请核对";

/// A small mark that says `told` after `words`, with `why` as its tooltip, and a button that confirms the
/// guess.
fn mark(
    head: &'static str,
    words: &str,
    told: &str,
    why: Option<String>,
    sure: Option<Callback<MouseEvent>>,
) -> Html {
    let hidden = why.is_none();
    html! {
        <p class="guess" data-guess={head} {hidden} title={why}>
            { words }<span>{ told }</span>
            <button class="link" aria-label={format!("{head}无误")} hidden={sure.is_none()}
                onclick={sure.unwrap_or_default()}>{ "无误" }</button>
        </p>
    }
}

/// Sends the change that `make` derives from the typed text, if it gives one.
fn change(send: &Callback<Msg>, make: fn(String) -> Option<Change>) -> Callback<String> {
    let send = send.clone();
    Callback::from(move |typed: String| {
        if let Some(change) = make(typed) {
            send.emit(Msg::Change(change));
        }
    })
}

/// A text field, described by the finding about it. `typed` is called at every key, `left` when the
/// field is left.
fn input(
    view: &View,
    name: &'static str,
    value: &str,
    placeholder: &'static str,
    readonly: bool,
    typed: Callback<String>,
    left: Option<Callback<Event>>,
) -> Html {
    let mut findings = view.result.findings.iter();
    let fault = findings.find(|f| f.at == name && f.explained.is_none());
    let invalid = fault.filter(|f| f.severity == Severity::Error).map(|_| "true");
    let typed = typed.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value());
    let digits = name == "year";
    html! {
        <input data-field={name} value={value.to_string()} {readonly} autocomplete="off" {placeholder}
            inputmode={digits.then_some("numeric")} maxlength={digits.then_some("4")}
            aria-describedby={fault.map(dom_id)} aria-invalid={invalid}
            oninput={typed} onchange={left} />
    }
}

/// A note that the year requires another form, with a button that moves the report to it.
fn other_form(send: &Callback<Msg>, view: &View, readonly: bool) -> Option<Html> {
    let form = view.right_form().filter(|_| !readonly)?;
    Some(html! {
        <p>
            <span>
                { format!("按年度应使用{}年格式，现为{}年格式。", form.id, view.report.form.id) }
            </span>
            { use_form(send, form) }
        </p>
    })
}

/// The button that moves the report to another form, in one step.
pub fn use_form(send: &Callback<Msg>, form: &'static Form) -> Html {
    html! {
        <button data-use-form={form.id} onclick={send.reform(move |_: MouseEvent| Msg::UseForm(form))}>
            { format!("改用{}年格式", form.id) }
        </button>
    }
}

/// Changes the year once it has four digits.
fn set_year(typed: String) -> Option<Change> {
    let digits: String = typed.trim().chars().map(text::half_width).collect();
    let year = digits.parse::<u16>().ok().filter(|y| (1990..=2100).contains(y));
    if year.is_none() && !digits.is_empty() {
        return None;
    }
    Some(Change::Year(year))
}
