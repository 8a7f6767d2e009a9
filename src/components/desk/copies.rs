//! The panel 核对多份: the files of each report that is there in several, compared with each other.

use std::rc::Rc;

use report::copies::Copies;
use yew::prelude::*;

use crate::browser::desk::DeskController;
use crate::components::collation::{details, names};

/// Most reports that are listed; the receipt has all of them.
const LISTED: usize = 200;

pub fn panel(desk: &Rc<DeskController>) -> Html {
    let (ui, groups) = (desk.ui(), desk.repeated().len());
    let act = |act: fn(&Rc<DeskController>)| {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| act(&desk))
    };
    let all = ui.copies.as_deref().map(Vec::as_slice).unwrap_or_default();
    let agreeing = all.iter().filter(|copies| copies.agree()).count();
    html! {
        <div>
            <p>{ "同一单位、同一年度的报告有几个文件的，逐份核对：审定的 Word 文件、发布的网页、PDF 是不是一致。\
                发布前最后一眼，发布后再核对。" }</p>
            <p data-groups={groups.to_string()}>{ match groups {
                0 => "这里没有一份报告有几个文件；把网页、PDF 等也拖进来，就能核对。".to_string(),
                n => format!("有 {n} 份报告各有几个文件。"),
            } }</p>
            <div class="acts">
                <button class="primary" data-collate="" disabled={groups == 0} onclick={act(DeskController::collate)}>
                    { if ui.copies.is_some() { "重新核对" } else { "开始核对" } }
                </button>
                <button data-receipt="docx" disabled={all.is_empty()} onclick={act(|desk| desk.receipt("docx"))}>{ "核对单（Word）" }</button>
                <button data-receipt="html" disabled={all.is_empty()} onclick={act(|desk| desk.receipt("html"))}>{ "核对单（网页）" }</button>
            </div>
            <p data-agreeing={agreeing.to_string()} hidden={all.is_empty()}>
                { format!("{agreeing} 份一致，{} 份不一致或没有核对完。", all.len() - agreeing) }
            </p>
            <ul class="units">{ for all.iter().take(LISTED).enumerate().map(line) }</ul>
            <p class="muted" hidden={all.len() <= LISTED}>{ format!("只列出前 {LISTED} 份；全部见核对单。") }</p>
        </div>
    }
}

fn line((i, copies): (usize, &Copies)) -> Html {
    html! {
        <li key={format!("{i}{}", copies.name())} data-copies="">
            <p><b>{ copies.name() }</b>{ format!("（{} 个文件）", copies.files.len()) }</p>
            <p class={if copies.agree() { "clean" } else { "warn" }}>{ copies.verdict() }</p>
            { for (!copies.agree()).then(|| names(copies)) }
            { details(copies) }
        </li>
    }
}
