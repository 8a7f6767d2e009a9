//! The paper in the middle: the report as it will be printed, typed straight into.

use std::rc::Rc;

use report::form::Headings;
use report::session::{Field, may_shift};
use report::text;
use yew::prelude::*;

use super::frame::State;
use super::grow::Grow;
use super::head::head;
use super::help::tour;
use super::icon::{Shape, icon};
use super::notice::{elsewhere, fault, notes};
use super::prose::{Prose, hits};
use super::search::SearchBar;
use super::table::TableView;
use crate::app::{Arrange, Msg, Write};
use crate::view::View;

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
            && (one.readonly, &one.search) == (two.readonly, &two.search)
            && Rc::ptr_eq(&one.places, &two.places)
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
            <TableView key={format!("{}-{}", form.id, form.tables[i].id)} send={send.clone()} view={view.clone()} table={i}
                places={state.places.clone()} {readonly} />
        }
    };
    let search = &state.search;
    // Title and headings: texts without help, but looked through.
    let line = |field: Field, label: String, placeholder: &'static str| {
        html! {
            <Grow send={send.clone()} {field} text={field.text(report).to_string()} {label} {placeholder}
                {readonly} marks={hits(search.as_deref(), view, field)} />
        }
    };
    let sections = report.sections.iter().enumerate().map(|(i, section)| {
        let place = report.place(i);
        let known = section.id.as_deref().and_then(|id| form.section(id));
        html! {
            <section class="part" key={place.clone()} data-reads={format!("section:{place}")}>
                <h2>{ line(Field::Heading(i), format!("第{}部分的标题", i + 1), "（标题）") }</h2>
                <Prose send={send.clone()} view={view.clone()} search={search.clone()}
                    field={Field::Text(i)} {place} label={format!("{}的正文", section.heading)}
                    guidance={known.map_or("在这里填写正文。", |s| s.guidance)}
                    limit={known.and_then(|s| s.limit)} {readonly} />
                <div class="tables">{ for view.tables(i).into_iter().map(table) }</div>
            </section>
        }
    });
    let missing = form.sections.iter().filter(|s| {
        !readonly && !report.sections.iter().any(|have| have.id.as_deref() == Some(s.id))
    });
    let add = missing.map(|section| {
        let id = section.id;
        html! {
            <button key={id} class="quiet add" data-add={id}
                onclick={send.reform(move |_| Msg::Write(Write::Arrange(Arrange::Known(id))))}>
                { icon(Shape::New) }{ format!("增加“{}”", section.heading) }
            </button>
        }
    });
    html! {
        <main class="editor-scroll" part="paper" aria-label="报告" {onfocusout}>
            { fault(send, &state.fault) }
            <div class="notices">
                { elsewhere(send, &state.other) }
                { notes(send, &state.notes) }
                { tour(send, state.tour && !readonly) }
            </div>
            <div class="search-place">{ for search.clone().map(|search| html! {
                <SearchBar send={send.clone()} view={view.clone()} {search} {readonly} />
            }) }</div>
            <article class="paper" tabindex="-1" data-place="paper">
                { head(send, view, readonly) }
                <div class="title" role="heading" aria-level="1" data-reads="preface">
                    { line(Field::Title, "标题".into(), "××市××局20××年政府信息公开工作年度报告") }
                </div>
                <Prose send={send.clone()} view={view.clone()} search={search.clone()}
                    field={Field::Preface} place="preface" label="前言" {readonly}
                    guidance="前言：编制依据、报告的组成、统计期限和联系方式。没有前言的可以不写。" />
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

/// The buttons that move a part, take it away, or add one behind it, where the form leaves that free.
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
