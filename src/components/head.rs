//! The fields above the title: agency, year, level, date of publication. They are not printed
//! there.

use std::rc::Rc;

use report::form::Level;
use report::session::Change;
use report::{Form, Report, Severity, text};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use crate::model::msg::Msg;
use crate::model::target::dom_id;
use crate::model::view::View;

/// The fields above the title.
pub fn head(send: &Callback<Msg>, view: &Rc<View>, readonly: bool) -> Html {
    let report = &view.report;
    let year = report.year.map(|y| y.to_string()).unwrap_or_default();
    let level = change(send, view, |_, word| {
        Some(Change::Level(Level::ALL.into_iter().find(|l| l.word() == word)))
    });
    let level = level.reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let left = change(send, view, |_, typed| {
        text::parse_date(&typed).map(|date| Change::Published(text::iso_date(date)))
    });
    let left = left.reform(|e: Event| e.target_unchecked_into::<HtmlInputElement>().value());
    let agency = change(send, view, |report, typed| Some(rename(report, typed)));
    let published = change(send, view, |_, typed| Some(Change::Published(typed)));
    html! {
        <div class="head">
            <label class="field agency">
                <span>{ "机关名称" }</span>
                { input(view, "agency", &report.agency, "未填写", readonly, agency, None) }
            </label>
            <label class="field year">
                <span>{ "年度" }</span>
                { input(view, "year", &year, "未填写", readonly, change(send, view, set_year), None) }
            </label>
            <label class="field level">
                <span>{ "机关类别" }</span>
                <select data-field="level" disabled={readonly} onchange={level}>
                    <option value="" selected={report.level.is_none()}>{ "未选择" }</option>
                    { for Level::ALL.into_iter().map(|l| html! {
                        <option key={l.word()} value={l.word()} selected={report.level == Some(l)}>
                            { l.word() }
                        </option>
                    }) }
                </select>
            </label>
            <label class="field published">
                <span>{ "发布日期" }</span>
                { input(view, "published", &report.published, "如 2025-01-24", readonly, published, Some(left)) }
            </label>
            <div class="other-form">{ for other_form(send, view, readonly) }</div>
        </div>
    }
}

/// Sends the change that `make` derives from the report and the typed text, if it gives one.
fn change(
    send: &Callback<Msg>,
    view: &Rc<View>,
    make: fn(&Report, String) -> Option<Change>,
) -> Callback<String> {
    let (send, view) = (send.clone(), view.clone());
    Callback::from(move |typed: String| {
        if let Some(change) = make(&view.report, typed) {
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

/// Changes the agency, and the title with it while it is the prescribed one.
fn rename(report: &Report, agency: String) -> Change {
    let renamed = Report { agency: agency.clone(), ..report.clone() };
    following(report, Change::Agency(agency), &renamed)
}

/// Changes the year once it has four digits.
fn set_year(report: &Report, typed: String) -> Option<Change> {
    let digits: String = typed.trim().chars().map(text::half_width).collect();
    let year = digits.parse::<u16>().ok().filter(|y| (1990..=2100).contains(y));
    if year.is_none() && !digits.is_empty() {
        return None;
    }
    let dated = Report { year, ..report.clone() };
    Some(following(report, Change::Year(year), &dated))
}

fn following(report: &Report, change: Change, changed: &Report) -> Change {
    if report.title.trim() != report.standard_title() {
        return change;
    }
    Change::Together(vec![change, Change::Title(changed.standard_title())])
}
