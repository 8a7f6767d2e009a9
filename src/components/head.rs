//! The strip at the head of the paper: whose report, of which year, published when. Not printed.

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
    let change = |make: fn(&Report, String) -> Option<Change>| {
        let (send, view) = (send.clone(), view.clone());
        Callback::from(move |typed: String| {
            if let Some(change) = make(&view.report, typed) {
                send.emit(Msg::Change(change));
            }
        })
    };
    let typed = |change: Callback<String>| {
        change.reform(|e: InputEvent| e.target_unchecked_into::<HtmlInputElement>().value())
    };
    let level =
        change(|_, word| Some(Change::Level(Level::ALL.into_iter().find(|l| l.word() == word))));
    let level = level.reform(|e: Event| e.target_unchecked_into::<HtmlSelectElement>().value());
    let left = change(|_, typed| {
        text::parse_date(&typed).map(|date| Change::Published(text::iso_date(date)))
    });
    let left = left.reform(|e: Event| e.target_unchecked_into::<HtmlInputElement>().value());
    let fault =
        |place: &str| view.result.findings.iter().find(|f| f.at == place && f.explained.is_none());
    let described = |place: &str| fault(place).map(dom_id);
    let invalid =
        |place: &str| fault(place).filter(|f| f.severity == Severity::Error).map(|_| "true");
    html! {
        <div class="head">
            <label class="field agency">
                <span>{ "机关名称" }</span>
                <input data-field="agency" value={report.agency.clone()} {readonly} autocomplete="off"
                    aria-describedby={described("agency")} aria-invalid={invalid("agency")}
                    oninput={typed(change(|r, v| Some(rename(r, v))))} placeholder="未填写" />
            </label>
            <label class="field year">
                <span>{ "年度" }</span>
                <input data-field="year" value={report.year.map(|y| y.to_string()).unwrap_or_default()}
                    {readonly} inputmode="numeric" maxlength="4" autocomplete="off" placeholder="未填写"
                    aria-describedby={described("year")} aria-invalid={invalid("year")}
                    oninput={typed(change(set_year))} />
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
                <input data-field="published" value={report.published.clone()} {readonly}
                    autocomplete="off" placeholder="如 2025-01-24"
                    aria-describedby={described("published")} aria-invalid={invalid("published")}
                    oninput={typed(change(|_, v| Some(Change::Published(v))))} onchange={left} />
            </label>
            <div class="other-form">
                { for view.right_form().filter(|_| !readonly).map(|form| html! {
                    <p>
                        <span>
                            { format!("按年度应使用{}年格式，现为{}年格式。", form.id, report.form.id) }
                        </span>
                        { use_form(send, form) }
                    </p>
                }) }
            </div>
        </div>
    }
}

/// The button that moves the report to another form, in one step and told with what becomes of it.
pub fn use_form(send: &Callback<Msg>, form: &'static Form) -> Html {
    html! {
        <button data-use-form={form.id} onclick={send.reform(move |_: MouseEvent| Msg::UseForm(form))}>
            { format!("改用{}年格式", form.id) }
        </button>
    }
}

/// Changes the agency; the title follows while it is the prescribed one.
fn rename(report: &Report, agency: String) -> Change {
    let renamed = Report { agency: agency.clone(), ..report.clone() };
    following(report, Change::Agency(agency), &renamed)
}

/// Changes the year once four digits stand there.
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
