//! The form for a new report, on the start page.

use report::form::Level;
use report::{Form, Report};
use web_sys::{Event, HtmlInputElement, HtmlSelectElement, SubmitEvent};
use yew::prelude::*;

use crate::browser;
use crate::components::toolbar::open_button;
use crate::model::msg::{Msg, Purpose};

#[derive(Properties, PartialEq)]
pub struct NewProps {
    pub send: Callback<Msg>,
}

/// Asks for agency, year and level. The year decides the report's form, unless one is chosen.
#[component]
pub fn New(props: &NewProps) -> Html {
    let (agency, level) = (use_node_ref(), use_node_ref());
    let year = use_state(|| browser::last_year().to_string());
    let chosen = use_state(|| None::<&'static Form>);
    let first = report::all_forms().next().map_or(0, |form| form.since);
    let number = year.trim().parse::<u16>().ok().filter(|y| (first..=2100).contains(y));
    let oninput = {
        let year = year.clone();
        Callback::from(move |e: InputEvent| {
            year.set(e.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |e: Event| {
            chosen.set(report::form(&e.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    let onsubmit = create(&props.send, number, *chosen, [&agency, &level]);
    html! {
        <form class="card" aria-labelledby="new-title" {onsubmit}>
            <h2 id="new-title">{ "新建" }</h2>
            <label class="field">
                <span>{ "机关名称" }</span>
                <input data-new="agency" ref={agency} autocomplete="organization"
                    placeholder="例如：示例市民政局" />
            </label>
            <div class="pair">
                <label class="field year">
                    <span>{ "年度" }</span>
                    <input data-new="year" inputmode="numeric" maxlength="4" autocomplete="off"
                        value={(*year).clone()} {oninput} aria-describedby="new-note"
                        aria-invalid={number.is_none().then_some("true")} />
                </label>
                <label class="field">
                    <span>{ "机关类别" }</span>
                    <select data-new="level" ref={level}>
                        <option value="" selected=true>{ "以后再选" }</option>
                        { for Level::ALL.iter().map(|l| html! {
                            <option key={l.word()} value={l.word()}>{ l.word() }</option>
                        }) }
                    </select>
                </label>
            </div>
            { form_choice(number, *chosen, onchange) }
            <p class="muted" id="new-note" aria-live="polite">{ note(number, *chosen) }</p>
            <button type="submit" class="primary wide" data-new="create" disabled={number.is_none()}>
                { "开始填写" }
            </button>
            { open_button(&props.send, Purpose::Next, "用上年报告开始", "wide") }
            { open_button(&props.send, Purpose::Register, "从依申请公开台账开始", "wide") }
        </form>
    }
}

/// Creates the report, unless the year is invalid. `fields` are agency and level.
fn create(
    send: &Callback<Msg>,
    year: Option<u16>,
    chosen: Option<&'static Form>,
    fields: [&NodeRef; 2],
) -> Callback<SubmitEvent> {
    let (send, [agency, level]) = (send.clone(), fields.map(NodeRef::clone));
    Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        let Some(year) = year else { return };
        let agency = agency.cast::<HtmlInputElement>().map_or(String::new(), |i| i.value());
        let form = chosen.unwrap_or_else(|| report::form_for_year(year));
        let mut report = Report::new(form, Some(year), agency.trim());
        let word = level.cast::<HtmlSelectElement>().map(|s| s.value());
        report.level = word.and_then(|w| Level::ALL.into_iter().find(|l| l.word() == w));
        send.emit(Msg::Create(Box::new(report)));
    })
}

/// The field in which another form than the year's can be chosen.
fn form_choice(
    year: Option<u16>,
    chosen: Option<&'static Form>,
    onchange: Callback<Event>,
) -> Html {
    html! {
        <label class="field">
            <span>{ "格式" }</span>
            <select data-new="form" {onchange} aria-describedby="new-note">
                <option value="" selected={chosen.is_none()}>
                    { match year.map(report::form_for_year) {
                        Some(form) => format!("按年度选用：{}年格式", form.id),
                        None => "按年度选用".to_string(),
                    } }
                </option>
                { for report::FORMS.iter().map(|f| html! {
                    <option key={f.id} value={f.id} selected={chosen == Some(*f)}>
                        { format!("{}年格式", f.id) }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// By which document the form was issued, or what is wrong with the choice.
fn note(year: Option<u16>, chosen: Option<&'static Form>) -> String {
    let right = year.map(report::form_for_year);
    match (year.zip(right), chosen.or(right)) {
        (Some((year, right)), Some(form)) if right != form => {
            format!("{year}年度的报告应使用{}年格式（{}）", right.id, right.issued_by)
        }
        (Some(_), Some(form)) => format!("依据{}", form.issued_by),
        _ => "请填写四位数的年度".to_string(),
    }
}
