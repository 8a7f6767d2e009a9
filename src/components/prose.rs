//! A text of the report with its writing aids: guidance and character count, sentences drafted from
//! the table, figures tied to cells, and last year's text.

mod figure;
mod last;

use std::ops::Range;
use std::rc::Rc;

use report::links::State as LinkState;
use report::session::{Change, Field, find};
use report::{Finding, Severity, text};
use yew::prelude::*;

use super::arrange::arrange;
use super::grow::{Grow, Mark};
use super::severity;
use crate::model::msg::{Msg, Write};
use crate::model::state::Search;
use crate::model::target::{Target, dom_id};
use crate::model::view::View;
use crate::model::view::prose::Linked;
use figure::{about, fixes};
use last::{is_rewritten, last_year, use_changes};

#[derive(Properties)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub search: Option<Rc<Search>>,
    pub field: Field,
    /// Its public name.
    pub place: AttrValue,
    pub label: AttrValue,
    pub guidance: &'static str,
    #[prop_or_default]
    pub limit: Option<usize>,
    pub readonly: bool,
}

/// A text is drawn again only if it, or what is shown about it, has changed.
impl PartialEq for Props {
    fn eq(&self, other: &Props) -> bool {
        let told = |p: &Props| {
            let names = (p.place.clone(), p.label.clone(), p.guidance);
            (p.send.clone(), p.field, names, p.limit, p.readonly)
        };
        let same = match (&self.search, &other.search) {
            // The search bar counts the hits of all texts.
            (None, None) => self.view.same_text(&other.view, self.field, &self.place),
            (one, two) => one == two && self.view == other.view,
        };
        same && told(self) == told(other)
    }
}

#[component]
pub fn Prose(props: &Props) -> Html {
    let Props { send, view, field, place, readonly, .. } = props;
    let body = field.text(&view.report);
    let caret = use_state_eq(|| None::<usize>);
    let beside = use_state_eq(|| false);
    let last = view.last_text(*field).map(|words| AttrValue::from(words.to_string()));
    let last = last.filter(|_| *beside);
    let now = AttrValue::from(body.to_string());
    let changes = use_changes(place, last.clone(), now.clone());
    let carried = view.report.carried_in(place, body);
    let mends: Vec<_> = mends(view, place, body).collect();
    let figures = view.links(place, body).map(|l| l.range).chain(carried.iter().cloned());
    let figures = figures.chain(mends.iter().map(|(_, range)| range.clone()));
    let oncaret = use_figure_at(&caret, figures.collect());
    let worst = view.about(place).map(|f| f.severity).min();
    let mut marks = marks(props, body, &carried);
    let came = changes.iter().map(|c| Mark { start: c.new.start, end: c.new.end, class: "came" });
    marks.extend(came.filter(|_| last.as_ref().is_some_and(|last| !is_rewritten(last, &changes))));
    let ids = view.about(place).map(dom_id);
    let described = [guide_id(place)].into_iter().chain(ids).collect::<Vec<_>>().join(" ");
    let here = |range: &Range<usize>| caret.is_some_and(|at| range.start <= at && at <= range.end);
    let found = AtCaret {
        shown: view.links(place, body).find(|linked| here(&linked.range)),
        kept: carried.iter().find(|range| here(range)),
        put: mends.iter().find(|(_, range)| here(range)).map(|(finding, _)| *finding),
    };
    let compared = last.is_some();
    // A click on a button of the tool bar does not move the caret.
    let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
    html! {
        <div class={classes!("prose", compared.then_some("compared"), body.is_empty().then_some("blank"))}>
            <div class="text">
                <Grow send={send.clone()} field={*field} place={place.clone()} text={now}
                    label={props.label.clone()} placeholder={props.guidance} {marks} {described}
                    invalid={worst == Some(Severity::Error)} readonly={*readonly} {oncaret} />
            </div>
            <div class="aid" {onmousedown}>
                <div class={classes!("line", found.any().then_some("at"))} role="group" aria-label={format!("{}：辅助", props.label)}>
                    <span>
                        <span class="guide" id={guide_id(place)} hidden={found.any()}>{ props.guidance }</span>
                        { for sentences(view, body, &found) }
                        { count(body, props.limit) }
                    </span>
                    <span class="tools">
                        { for mending(props, &found) }
                        { for (carried.len() > 1).then(|| {
                            confirm(props, None, format!("{} 处都已核对", carried.len()))
                        }) }
                        { for found.shown.as_ref().map(|linked| fixes(send, view, *field, *readonly, linked)) }
                        { tools(props, body, &beside) }
                        { for part(field).map(|i| arrange(send, view, i, *readonly)) }
                    </span>
                </div>
            </div>
            <div class="beside">
                { for last.map(|last| last_year(send, view, *field, place, &last, &changes, *readonly)) }
            </div>
        </div>
    }
}

/// What is known of the words at the caret.
struct AtCaret<'a> {
    /// A figure that is tied to cells.
    shown: Option<Linked<'a>>,
    /// Words taken over from last year's text.
    kept: Option<&'a Range<usize>>,
    /// A finding whose right words are known.
    put: Option<&'a Finding>,
}

impl AtCaret<'_> {
    fn any(&self) -> bool {
        self.shown.is_some() || self.kept.is_some() || self.put.is_some()
    }
}

/// What is known of the words at the caret, in sentences.
fn sentences(view: &View, body: &str, found: &AtCaret) -> Vec<Html> {
    let figure = |words: String| html! { <span class="figure different">{ words }</span> };
    let kept =
        found.kept.map(|range| figure(format!("“{}”沿用上年的文字。", &body[range.clone()])));
    let put = found.put.filter(|_| found.kept.is_none());
    let put = put.map(|finding| figure(finding.message.clone()));
    let shown = found.shown.as_ref().map(|linked| about(view, linked));
    kept.into_iter().chain(put).chain(shown).collect()
}

/// The buttons that set the words at the caret right, or confirm them.
fn mending(props: &Props, found: &AtCaret) -> Vec<Html> {
    let put = found.put.filter(|_| !props.readonly).map(|finding| {
        let finding = Rc::new(finding.clone());
        let mend = finding.mend.clone().unwrap_or_default();
        let onclick =
            props.send.reform(move |_: MouseEvent| Msg::Write(Write::Put(finding.clone())));
        html! { <button data-mends="year" {onclick}>{ format!("改为 {mend}") }</button> }
    });
    let year = found.kept.filter(|_| put.is_none()).map(|range| in_year(props, range));
    let kept = found.kept.map(|range| confirm(props, Some(range), "确认不变".into()));
    put.into_iter().chain(year).chain(kept).collect()
}

/// Stores the caret's position in bytes in `caret` while it is at a figure; elsewhere nothing needs
/// drawing.
#[hook]
fn use_figure_at(
    caret: &UseStateHandle<Option<usize>>,
    figures: Vec<Range<usize>>,
) -> Callback<usize> {
    let known = use_mut_ref(Vec::new);
    *known.borrow_mut() = figures;
    let caret = caret.clone();
    use_callback((), move |at: usize, ()| {
        let of_figure = known.borrow().iter().any(|r| r.start <= at && at <= r.end);
        caret.set(of_figure.then_some(at));
    })
}

/// The part of the report that a text belongs to.
fn part(field: &Field) -> Option<usize> {
    match field {
        Field::Text(index) => Some(*index),
        _ => None,
    }
}

fn guide_id(place: &str) -> String {
    format!("guide-{place}")
}

/// The button that confirms a figure taken over from last year, or all of the text. The caret stays
/// there.
fn confirm(props: &Props, figure: Option<&Range<usize>>, words: String) -> Html {
    let Props { view, field, place, readonly, .. } = props;
    let (view, field, place) = (view.clone(), *field, place.clone());
    let range = figure.cloned();
    let told = match figure {
        Some(_) => None,
        None => Some(format!("{words}，不再标出。")),
    };
    let onclick = props.send.reform(move |_: MouseEvent| {
        let rest = view.report.confirmed(&place, field.text(&view.report), range.as_ref());
        let target = Target::words_at(&place, range.clone().unwrap_or_default());
        Msg::Write(Write::Step(Change::Carried(rest), target, told.clone()))
    });
    let mends = if figure.is_some() { "confirm" } else { "confirm-all" };
    html! { <button data-mends={mends} hidden={*readonly} {onclick}>{ words }</button> }
}

/// The button that puts the report's year in the place of another one that was taken over.
fn in_year(props: &Props, range: &Range<usize>) -> Html {
    let Props { view, field, place, readonly, .. } = props;
    let body = field.text(&view.report);
    let year = view.report.year.and_then(|year| text::in_year(&body[range.clone()], year));
    let Some(words) = year.filter(|_| !readonly) else { return html! { <></> } };
    let label = format!("改为 {words}");
    let mut mended = body.to_string();
    mended.replace_range(range.clone(), &words);
    let step = Change::Named(label.clone(), vec![field.set(mended)]);
    let target = Target::words_at(place, range.start..range.start + words.len());
    let onclick = props
        .send
        .reform(move |_: MouseEvent| Msg::Write(Write::Step(step.clone(), target.clone(), None)));
    html! { <button data-mends="year" {onclick}>{ label }</button> }
}

/// The findings about a text whose right words are known, and where they are now.
fn mends<'a>(
    view: &'a View,
    place: &'a str,
    body: &'a str,
) -> impl Iterator<Item = (&'a Finding, Range<usize>)> {
    let known = view.about(place).filter(|f| f.mend.is_some());
    known.filter_map(move |f| Some((f, view.words(f, place, body)?)))
}

/// The number of characters, and the limit.
fn count(body: &str, limit: Option<usize>) -> Html {
    let count = text::length(body);
    let over = limit.is_some_and(|limit| count > limit);
    html! {
        <small class={classes!("length", over.then_some("over"))}>
            { match limit {
                Some(limit) => format!("{count} / {limit} 字"),
                None => format!("{count} 字"),
            } }
        </small>
    }
}

/// The marks of a text: what findings quote, figures tied to cells, those that are last year's, and
/// search hits.
fn marks(props: &Props, body: &str, carried: &[Range<usize>]) -> Vec<Mark> {
    let Props { view, place, .. } = props;
    let quoted = view.about(place).filter_map(|f| {
        let at = view.words(f, place, body)?;
        Some(Mark { start: at.start, end: at.end, class: severity::class(f.severity) })
    });
    let linked = view.links(place, body).map(|l| {
        let class = match l.link.state {
            LinkState::Equal => "fig equal",
            LinkState::Different => "fig different",
            LinkState::Blank => "fig unfilled",
        };
        Mark { start: l.range.start, end: l.range.end, class }
    });
    let hits = hits(props.search.as_deref(), view, props.field);
    let carried = carried.iter().map(|r| Mark { start: r.start, end: r.end, class: "carried" });
    quoted.chain(linked).chain(carried).chain(hits).collect()
}

/// The marks of the search hits in one text.
pub fn hits(search: Option<&Search>, view: &View, field: Field) -> Vec<Mark> {
    let Some(search) = search else { return Vec::new() };
    let all = find(&view.report, &search.words).into_iter().enumerate();
    let own = all.filter(|(_, (of, _))| *of == field);
    let mark = |(i, (_, start)): (usize, (Field, usize))| Mark {
        start,
        end: start + search.words.len(),
        class: if i == search.at { "hit now" } else { "hit" },
    };
    own.map(mark).collect()
}

/// The buttons for the text.
fn tools(props: &Props, body: &str, beside: &UseStateHandle<bool>) -> Html {
    let Props { send, view, place, readonly, .. } = props;
    let field = props.field;
    let draft = view.may_draft(field, place) && !readonly;
    let mended = view.mended(place, body).filter(|(_, count)| !readonly && *count > 1);
    let compare = view.last_text(field).is_some();
    let toggle = {
        let beside = beside.clone();
        Callback::from(move |_: MouseEvent| beside.set(!*beside))
    };
    html! {
        <>
            { for draft.then(|| html! {
                <button key="draft" data-write={place.clone()}
                    title="按表中数字写成句子，还没写到的方面留出空格待填；可以撤销"
                    onclick={send.reform(move |_| Msg::Write(Write::Draft(field)))}>{ "起草" }</button>
            }) }
            { for mended.map(|(_, count)| html! {
                <button key="mend" data-mend={place.clone()}
                    onclick={send.reform(move |_| Msg::Write(Write::Mend(field)))}>
                    { format!("按表改正 {count} 处") }
                </button>
            }) }
            <button key="beside" hidden={!compare} data-beside={place.clone()}
                aria-expanded={(**beside).to_string()} onclick={toggle}>
                { format!("对照{}", view.last_word()) }
            </button>
        </>
    }
}
