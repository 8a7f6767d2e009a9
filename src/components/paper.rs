//! The paper in the middle: the report as it will be printed, typed straight into.

use std::ops::Range;
use std::rc::Rc;

use report::session::Change;
use report::{text, Severity};
use yew::prelude::*;

use super::frame::State;
use super::grow::{Grow, Quoted, Slot};
use super::head::head;
use super::help::tour;
use super::icon::{icon, Shape};
use super::notice::{elsewhere, fault, notes};
use super::table::TableView;
use crate::app::Msg;
use crate::view::{dom_id, View};

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub state: Rc<State>,
}

/// That a draft was stored, and the like, is no reason to draw the paper again.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        let (one, two) = (&self.state, &other.state);
        self.view == other.view
            && one.readonly == two.readonly
            && (&one.fault, &one.other, &one.notes) == (&two.fault, &two.other, &two.notes)
    }
}

/// The paper with what is to be said above it.
#[component]
pub fn Paper(props: &Props) -> Html {
    let Props { send, view, state } = props;
    let report = &view.report;
    let form = report.form;
    let readonly = state.readonly;
    let onfocusout = send.reform(|_: FocusEvent| Msg::Pause);
    let table = |i: usize| {
        html! {
            <TableView key={format!("{}-{}", form.id, form.tables[i].id)} send={send.clone()} view={view.clone()} table={i} {readonly} />
        }
    };
    let grow = |slot: Slot, place: &str, body: &str, label: String, placeholder: &'static str| {
        let ids: Vec<String> = view.about(place).map(dom_id).collect();
        let worst = view.about(place).map(|f| f.severity).min();
        let is_text = matches!(slot, Slot::Preface | Slot::Text(..));
        html! {
            <Grow send={send.clone()} {slot} text={body.to_string()} {label} {placeholder} {readonly}
                quoted={if is_text { quoted(view, place, body) } else { Vec::new() }}
                described={(is_text && !ids.is_empty()).then(|| AttrValue::from(ids.join(" ")))}
                invalid={is_text && worst == Some(Severity::Error)} />
        }
    };
    let sections = report.sections.iter().enumerate().map(|(i, section)| {
        let place = report.place(i);
        let known = section.id.as_deref().and_then(|id| form.section(id));
        let number = i + 1;
        let count = text::length(&section.text);
        let limit = known.and_then(|s| s.limit);
        let over = limit.is_some_and(|limit| count > limit);
        html! {
            <section class="part" key={place.clone()} data-reads={format!("section:{place}")}>
                <h2>
                    { grow(Slot::Heading(i), "", &section.heading, format!("第{number}部分的标题"), "（标题）") }
                    { remove(send, i, readonly || !removable(view, i)) }
                </h2>
                <div class="text">
                    { grow(
                        Slot::Text(i, place.clone().into()), &place, &section.text,
                        format!("{}的正文", section.heading), known.map_or("在这里填写正文。", |s| s.guidance),
                    ) }
                    <small class={classes!("length", over.then_some("over"))}>
                        { match limit {
                            Some(limit) => format!("{count} / {limit} 字"),
                            None => format!("{count} 字"),
                        } }
                    </small>
                </div>
                <div class="tables">{ for view.tables(i).into_iter().map(table) }</div>
            </section>
        }
    });
    let missing = form.sections.iter().filter(|s| {
        !readonly && !report.sections.iter().any(|have| have.id.as_deref() == Some(s.id))
    });
    let add = missing.map(|section| {
        let change = add_section(report, section);
        html! {
            <button key={section.id} class="quiet add" data-add={section.id}
                onclick={send.reform(move |_| Msg::Change(change.clone()))}>
                { icon(Shape::New) }{ format!("增加“{}”", section.heading) }
            </button>
        }
    });
    html! {
        <main class="desk" part="paper" aria-label="报告" {onfocusout}>
            { fault(send, &state.fault) }
            <div class="notices">
                { elsewhere(send, &state.other) }
                { notes(send, &state.notes) }
                { tour(send, state.tour && !readonly) }
            </div>
            <article class="paper" tabindex="-1" data-place="paper">
                { head(send, view, readonly) }
                <div class="title" role="heading" aria-level="1" data-reads="preface">
                    { grow(Slot::Title, "title", &report.title, "标题".into(),
                        "××市××局20××年政府信息公开工作年度报告") }
                </div>
                <div class="text preface">
                    { grow(Slot::Preface, "preface", &report.preface, "前言".into(),
                        "前言：编制依据、报告的组成、统计期限和联系方式。没有前言的可以不写。") }
                </div>
                <div class="parts">{ for sections }</div>
                <div class="adds">{ for add }</div>
                <div class="signature">{ for signature(view) }</div>
                <div class="annexes">{ for view.annexes().into_iter().map(|i| html! {
                    <section class="annex" key={form.tables[i].id}
                        data-reads={format!("table:{}", form.tables[i].id)}>
                        <p class="annex-word">{ "附件" }</p>
                        { table(i) }
                    </section>
                }) }</div>
            </article>
        </main>
    }
}

/// The words of a text that findings quote, in order.
fn quoted(view: &View, place: &str, body: &str) -> Vec<Quoted> {
    let find = |f: &report::Finding| {
        let Range { start, end } = view.words(f, place, body)?;
        Some(Quoted { start, end, severity: f.severity })
    };
    let mut all: Vec<Quoted> = view.about(place).filter_map(find).collect();
    all.sort_by_key(|q| (q.start, q.severity));
    all
}

/// Agency and date under the text, as they will be printed.
fn signature(view: &View) -> Vec<Html> {
    let date = text::parse_date(&view.report.published);
    let Some(date) = date.filter(|_| !view.report.agency.is_empty()) else { return Vec::new() };
    vec![html! { <p>{ &view.report.agency }</p> }, html! { <p>{ text::chinese_date(date) }</p> }]
}

/// A part may be removed if the form does not know it, or does not ask for it and it is empty.
fn removable(view: &View, index: usize) -> bool {
    let section = &view.report.sections[index];
    let known = section.id.as_deref().and_then(|id| view.report.form.section(id));
    let asked = known.is_some_and(|s| s.required.is_some() || !section.text.trim().is_empty());
    !asked && view.tables(index).is_empty()
}

/// Puts a section of the form that the report lacks where the form has it.
fn add_section(report: &report::Report, section: &report::form::Section) -> Change {
    let order = |id: &str| report.form.sections.iter().position(|s| s.id == id);
    let own = order(section.id);
    let before = report.sections.iter().rposition(|s| s.id.as_deref().and_then(order) < own);
    let at = before.map_or(0, |i| i + 1);
    let numeral = text::chinese_numeral(at + 1);
    Change::AddSection(
        at,
        report::report::Section {
            id: Some(section.id.into()),
            heading: format!("{numeral}、{}", section.heading),
            text: String::new(),
        },
    )
}

/// The button that takes a section away.
fn remove(send: &Callback<Msg>, index: usize, hidden: bool) -> Html {
    html! {
        <button class="quiet remove" {hidden} title="删去本部分（可以撤销）"
            aria-label={format!("删去第{}部分", index + 1)}
            onclick={send.reform(move |_| Msg::Change(Change::RemoveSection(index)))}>
            { icon(Shape::Close) }
        </button>
    }
}
