//! The paper in the middle of the screen: the report as it will be printed, with fields to type
//! into.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::document::Note;
use report::session::Field;
use report::text;
use yew::prelude::*;

use super::grow::Grow;
use super::head::{guess, head};
use super::help::tour;
use super::icon::{Shape, icon};
use super::notice::{earlier, elsewhere, fault, notes};
use super::prose::{Prose, hits};
use super::search::search_bar;
use super::style::use_style;
use super::table::TableView;
use crate::browser;
use crate::model::msg::{Arrange, Early, Msg, Write};
use crate::model::register::Register;
use crate::model::state::{Other, Search};
use crate::model::title::widths;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub early: Callback<Early>,
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub readonly: bool,
    pub search: Option<Rc<Search>>,
    /// See [`crate::model::state::State`], as for the following fields.
    pub places: Rc<BTreeMap<String, String>>,
    pub register: Option<Rc<Register>>,
    pub fault: Option<AttrValue>,
    pub other: Option<Other>,
    pub notes: Option<Rc<(String, Vec<Note>)>>,
    pub guesses: Option<Rc<(String, Vec<Note>)>>,
    pub next: Option<u16>,
    pub tour: bool,
}

/// The paper, and the notes about the report above it.
#[component]
pub fn Paper(props: &Props) -> Html {
    let Props { early, send, view, readonly, search, .. } = props;
    let readonly = *readonly;
    let guesses = props.guesses.as_ref().map_or(&[][..], |guesses| &guesses.1);
    let title = use_node_ref();
    let phrased = widths(&view.report.title);
    let em = |width: Option<f32>| width.map_or(String::new(), |em| format!("{em:.2}em"));
    let line_of_title = em(phrased.as_ref().map(|w| w.line));
    let whole = em(phrased.as_ref().map(|w| w.whole));
    use_style(&title, [("--line", line_of_title), ("--whole", whole)]);
    let onfocusin = Callback::from(|event: FocusEvent| browser::dock(&event));
    let onfocusout = {
        let send = send.clone();
        Callback::from(move |event: FocusEvent| {
            browser::dock(&event);
            send.emit(Msg::Pause);
        })
    };
    let onclick = Callback::from(|event: MouseEvent| browser::keep_clear(&event));
    html! {
        <main class="editor-scroll" part="paper" aria-label="报告" {onfocusin} {onfocusout} {onclick}>
            { fault(early, &props.fault) }
            <div class="notices">
                { elsewhere(send, &props.other) }
                { earlier(send, props.next.filter(|_| !readonly)) }
                { notes(send, props.notes.as_deref()) }
                { tour(send, props.tour && !readonly) }
            </div>
            <div class="search-place">
                { for search.as_ref().map(|search| search_bar(send, view, search, readonly)) }
            </div>
            <article class="paper" tabindex="-1" data-place="paper" aria-label="年报">
                { head(send, view, guesses, readonly) }
                <div class={classes!("title", phrased.is_some().then_some("phrased"))} ref={title}
                    role="heading" aria-level="1" data-reads="preface">
                    { line(props, Field::Title, "标题".into(), "××市××局20××年政府信息公开工作年度报告") }
                </div>
                { guess(send, guesses, "标题", "", readonly) }
                <Prose send={send.clone()} view={view.clone()} search={search.clone()}
                    field={Field::Preface} place="preface" label="前言" {readonly}
                    guidance="前言：编制依据、报告的组成、统计期限和联系方式。没有前言的可以不写。" />
                <div class="parts">{ for (0..view.report.sections.len()).map(|i| section(props, i)) }</div>
                <div class="adds">{ for missing(props) }</div>
                <div class="signature">{ for signature(view) }</div>
                <div class="annexes">{ for view.annexes().into_iter().map(|i| annex(props, i)) }</div>
            </article>
        </main>
    }
}

/// Title and headings: texts without writing aids, but included in a search.
fn line(props: &Props, field: Field, label: String, placeholder: &'static str) -> Html {
    let Props { send, view, readonly, search, .. } = props;
    html! {
        <Grow send={send.clone()} {field} text={field.text(&view.report).to_string()} {label} {placeholder}
            readonly={*readonly} marks={hits(search.as_deref(), view, field)} />
    }
}

/// A section of the report: heading, text, tables.
fn section(props: &Props, i: usize) -> Html {
    let Props { send, view, readonly, search, .. } = props;
    let (section, place) = (&view.report.sections[i], view.report.place(i));
    let known = section.id.as_deref().and_then(|id| view.report.form.section(id));
    let tables = view.tables(i);
    // Its heading stands right above a table.
    let bare = section.text.trim().is_empty() && !tables.is_empty();
    html! {
        <section class={classes!("part", bare.then_some("bare"))} key={place.clone()} data-reads={format!("section:{place}")}>
            <h2>{ line(props, Field::Heading(i), format!("第{}部分的标题", i + 1), "（标题）") }</h2>
            <Prose send={send.clone()} view={view.clone()} search={search.clone()}
                field={Field::Text(i)} {place} label={format!("{}的正文", section.heading)}
                guidance={known.map_or("在这里填写正文。", |s| s.guidance)}
                limit={known.and_then(|s| s.limit)} readonly={*readonly} />
            <div class="tables">{ for tables.into_iter().map(|i| table(props, i)) }</div>
        </section>
    }
}

fn table(props: &Props, i: usize) -> Html {
    let Props { send, view, readonly, places, register, .. } = props;
    let form = view.report.form;
    html! {
        <TableView key={format!("{}-{}", form.id, form.tables[i].id)} send={send.clone()} view={view.clone()}
            table={i} places={places.clone()} register={register.clone()} readonly={*readonly} />
    }
}

/// A table that is printed after the last section.
fn annex(props: &Props, i: usize) -> Html {
    let id = props.view.report.form.tables[i].id;
    html! {
        <section class="annex" key={id} data-reads={format!("table:{id}")}>
            <p class="annex-word">{ "附件" }</p>
            { table(props, i) }
        </section>
    }
}

/// Buttons that add the sections which the form has and the report lacks.
fn missing(props: &Props) -> impl Iterator<Item = Html> {
    let Props { send, view, readonly, .. } = props;
    let report = &view.report;
    let missing = report.form.sections.iter().filter(move |s| {
        !readonly && !report.sections.iter().any(|have| have.id.as_deref() == Some(s.id))
    });
    missing.map(move |section| {
        let id = section.id;
        html! {
            <button key={id} class="quiet add" data-add={id}
                onclick={send.reform(move |_| Msg::Write(Write::Arrange(Arrange::Known(id))))}>
                { icon(Shape::New) }{ format!("增加“{}”", section.heading) }
            </button>
        }
    })
}

/// Agency and date under the text, as they will be printed.
fn signature(view: &View) -> Vec<Html> {
    let date = text::parse_date(&view.report.published);
    let Some(date) = date.filter(|_| !view.report.agency.is_empty()) else { return Vec::new() };
    vec![html! { <p>{ &view.report.agency }</p> }, html! { <p>{ text::chinese_date(date) }</p> }]
}
