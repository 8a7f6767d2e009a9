//! Near-copies: pairs of reports whose texts are suspiciously alike, and the shared words of two.

use std::rc::Rc;

use report::likeness::Piece;
use yew::prelude::*;

use crate::browser::desk::{DeskController, Pair, Panel, SideBySide};
use crate::model::desk::At;

/// Most pairs that are listed; the workbook has all of them.
const LISTED: usize = 200;

pub fn panel(desk: &Rc<DeskController>) -> Html {
    let ui = desk.ui();
    let look = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.alike())
    };
    if let Some(beside) = &ui.side_by_side {
        return side_by_side(desk, beside);
    }
    let pairs = ui.alike.as_deref().unwrap_or_default();
    html! {
        <div>
            <p>{ "比较各单位报告的文字，找出大段相同的；各单位都有的套话不算。" }</p>
            <div class="acts">
                <button class="primary" data-alike="" onclick={look}>
                    { if ui.alike.is_some() { "重新比较" } else { "开始比较" } }
                </button>
            </div>
            <p class="clean" hidden={ui.alike.as_ref().is_none_or(|p| !p.is_empty())}>{ "没有发现雷同的报告。" }</p>
            <ul class="units">{ for pairs.iter().take(LISTED).map(|pair| line(desk, pair)) }</ul>
            <p class="muted" hidden={pairs.len() <= LISTED}>{ format!("只列出前 {LISTED} 对；全部见下载的工作簿。") }</p>
        </div>
    }
}

fn name(desk: &DeskController, at: At) -> String {
    desk.with_list(|list| {
        list.get(at).map(|e| match e.year {
            Some(year) => format!("{}（{year}年度）", e.unit),
            None => e.unit.clone(),
        })
    })
    .unwrap_or_default()
}

fn line(desk: &Rc<DeskController>, pair: &Pair) -> Html {
    let compare = {
        let (desk, pair) = (desk.clone(), pair.clone());
        Callback::from(move |_: MouseEvent| desk.compare(pair.clone()))
    };
    let open = |at: At| {
        let to = desk.on(move |ui| ui.panel = Panel::Report(at));
        html! { <button class="link" onclick={to}>{ name(desk, at) }</button> }
    };
    html! {
        <li key={format!("{}-{}-{}-{}", pair.a.0, pair.a.1, pair.b.0, pair.b.1)} class="pair-line" data-pair="">
            <p>{ open(pair.a) }{ " 与 " }{ open(pair.b) }<b>{ format!("约 {}% 相同", pair.percent) }</b></p>
            <p class="muted">{ pair.sections.iter().map(|s| format!("{} {}%", s.heading, s.percent)).collect::<Vec<_>>().join("；") }</p>
            <button data-compare="" onclick={compare}>{ "并排对照" }</button>
        </li>
    }
}

fn side_by_side(desk: &Rc<DeskController>, beside: &SideBySide) -> Html {
    let SideBySide { pair, texts } = beside;
    let words = |pieces: &[Piece]| {
        pieces
            .iter()
            .map(|piece| match piece.shared {
                true => html! { <mark>{ &piece.text }</mark> },
                false => html! { <span>{ &piece.text }</span> },
            })
            .collect::<Html>()
    };
    html! {
        <div class="beside-texts">
            <div class="acts">
                <button data-back="" onclick={desk.on(|ui| ui.side_by_side = None)}>{ "返回雷同列表" }</button>
            </div>
            <p class="muted">{ "划线的是两份报告相同的文字。" }</p>
            { for pair.sections.iter().zip(texts).map(|(section, (a, b))| html! {
                <section key={section.place.clone()}>
                    <h3>{ format!("{}（约 {}% 相同）", section.heading, section.percent) }</h3>
                    <div class="two">
                        <div><h4>{ name(desk, pair.a) }</h4><p>{ words(a) }</p></div>
                        <div><h4>{ name(desk, pair.b) }</h4><p>{ words(b) }</p></div>
                    </div>
                </section>
            }) }
        </div>
    }
}
