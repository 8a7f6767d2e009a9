//! The roll-up (汇总): which reports are added up, for which agency, and each agency's share of
//! every cell.

use std::collections::BTreeMap;
use std::rc::Rc;

use report::amount::{Amount, Entry};
use report::combine::{RollUp, Share};
use report::desk::{Copies, Sum, Unread};
use report::document::{Note, NoteLevel};
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::shown::Shown;
use crate::browser::desk::{DeskController, Panel};
use crate::model::desk::At;
use crate::model::msg::{FromDesk, Msg};
use crate::model::read::Read;

/// Most shares named in a cell's help; the panel has all of them.
const NAMED: usize = 8;
/// Most reports in several files that are listed unasked.
const FEW: usize = 3;

pub fn panel(send: &Callback<Msg>, desk: &Rc<DeskController>, shown: &Rc<Shown>) -> Html {
    let sum = desk.ui().sum;
    let reports = &shown.reports;
    let (kinds, most) = kinds(desk, reports);
    let add = {
        let (desk, reports) = (desk.clone(), reports.clone());
        // All files of the reports: if the one that counts is gone, another is taken.
        Callback::from(move |_: MouseEvent| {
            let files = desk.with_list(|list| list.marks().whole(&reports));
            desk.sum(&files);
        })
    };
    let agency = desk.on_value::<InputEvent>(|ui, value| ui.sum.agency = value);
    let upper = {
        let all = reports.clone();
        desk.on_value::<Event>(move |ui, value| {
            ui.sum.upper = value.parse().ok().and_then(|i: usize| all.get(i).copied());
        })
    };
    html! {
        <div class="letter">
            <p>{ format!("把列表里的 {} 份报告逐格相加；用筛选选定单位和年度。同一报告有几个文件的，只加一个。", reports.len()) }</p>
            <p class="fault" hidden={kinds <= 1}>{ format!("列出的报告有 {kinds} 种格式或年度，请先筛选到一种，例如{most}。") }</p>
            <label class="field">
                <span>{ "汇总机关" }</span>
                <input data-sum="agency" data-own="" value={sum.agency.clone()} placeholder="例如：示例市人民政府" oninput={agency} />
            </label>
            <label class="field">
                <span>{ "与哪份上级报告核对（可不选）" }</span>
                <select data-sum="upper" onchange={upper}>
                    <option value="" selected={sum.upper.is_none()}>{ "不核对" }</option>
                    { for reports.iter().enumerate().map(|(i, at)| html! {
                        <option key={i} value={i.to_string()} selected={sum.upper == Some(*at)}>
                            { desk.with_list(|list| list.get(*at).map(|e| e.unit.clone())) }
                        </option>
                    }) }
                </select>
            </label>
            <p class="muted">
                { match desk.expected().names.len() {
                    0 => "有应报送名单时，会列出没有收到报告的单位。".to_string(),
                    n => format!("按应报送名单（{n} 个单位）列出没有收到报告的。"),
                } }
                <button class="link" data-sum="names" onclick={desk.on(|ui| ui.panel = Panel::Expected)}>{ "应报送名单" }</button>
            </p>
            <div class="acts">
                <button class="primary" data-sum="go" disabled={reports.is_empty() || kinds > 1} onclick={add}>{ "汇总" }</button>
            </div>
            { for sum.done.map(|done| result(send, desk, &done.0)) }
        </div>
    }
}

/// How many different forms and years there are, and the most frequent of them in words.
fn kinds(desk: &DeskController, all: &[At]) -> (usize, String) {
    let mut counts = BTreeMap::new();
    desk.with_list(|list| {
        for entry in all.iter().filter_map(|at| list.get(*at)) {
            *counts.entry((entry.form.clone(), entry.year)).or_insert(0) += 1;
        }
    });
    let most = counts.iter().max_by_key(|(_, n)| **n).map(|((form, year), _)| {
        format!("{}{form}年格式", year.map_or(String::new(), |y| format!("{y}年度")))
    });
    (counts.len(), most.unwrap_or_default())
}

fn result(send: &Callback<Msg>, desk: &DeskController, sum: &Sum) -> Html {
    let Sum { rolled: sum, unread, copies } = sum;
    // A unit whose file cannot be read has sent one all the same.
    let closed =
        |unit: &String| desk.with_list(|l| l.marks().unread.iter().any(|u| u.unit == *unit));
    let (closed, missing): (Vec<String>, Vec<String>) =
        sum.missing.iter().cloned().partition(closed);
    let units = |title: &str, names: &[String]| {
        html! { <p class="fault" hidden={names.is_empty()}>{ format!("{title} {} 个：{}", names.len(), names.join("、")) }</p> }
    };
    let again = sum.repeated.len() - copies.iter().map(|one| one.left.len()).sum::<usize>();
    let open = {
        let shares = sum.shares.iter();
        let read = Read {
            report: sum.report.clone(),
            notes: unread.iter().map(|one| Note::new(NoteLevel::Lost, left_out(one))).collect(),
            places: shares.map(|(id, shares)| (id.clone(), in_words(sum, shares))).collect(),
            name: "汇总".into(),
            original: JsValue::NULL,
        };
        let (send, read) = (send.clone(), Rc::new(read));
        Callback::from(move |_: MouseEvent| {
            let given = FromDesk { read: (*read).clone(), last: None, row: None, draft: None };
            send.emit(Msg::FromDesk(Box::new(given)))
        })
    };
    let cell = |(id, shares): (&String, &Vec<Share>)| {
        let label = sum.report.form.cell(id).map_or(id.clone(), |c| c.label.clone());
        html! {
            <details key={id.clone()} data-share={id.clone()}>
                <summary><span>{ label }</span><b>{ sum.report.cell(id).to_string() }</b></summary>
                <ul>{ for shares.iter().map(|s| html! {
                    <li><span>{ sum.units.get(s.unit).cloned() }</span><b>{ &s.value }</b></li>
                }) }</ul>
            </details>
        }
    };
    html! {
        <div class="rolled" data-rolled="">
            <p><b>{ format!("已汇总 {} 个单位。", sum.units.len()) }</b></p>
            <p class="printed">{ printed(desk, sum) }</p>
            { for unread.iter().enumerate().map(|(i, one)| html! {
                <p class="fault" key={i} data-left-out="">{ left_out(one) }</p>
            }) }
            { units("没有收到报告的", &missing) }
            { units("收到了文件、但读不出报告的", &closed) }
            { units("不在名单里的", &sum.unlisted) }
            { passed_over(copies) }
            <p class="fault" hidden={again == 0}>{ format!("同一单位重复的 {again} 份没有再计。") }</p>
            <div class="acts"><button class="primary" data-sum="open" onclick={open}>{ "在表格中打开" }</button></div>
            <ul class="findings-list">{ for sum.findings.iter().map(|f| html! {
                <li class="finding warning" data-finding={f.rule.to_string()}><p>{ &f.message }</p></li>
            }) }</ul>
            <h3>{ "各格由哪些单位相加" }</h3>
            <div class="shares">{ for sum.shares.iter().map(cell) }</div>
        </div>
    }
}

/// What a printed sum says besides: whose it is, and which units are in it.
fn printed(desk: &DeskController, sum: &RollUp) -> String {
    let year = sum.report.year.map_or(String::new(), |year| format!("{year}年"));
    format!(
        "{}{year}政府信息公开工作年度报告汇总，计入：{}。",
        desk.ui().sum.agency.trim(),
        sum.units.join("、")
    )
}

/// The reports in several files, and which file was added up.
fn passed_over(copies: &[Copies]) -> Html {
    html! {
        <details hidden={copies.is_empty()} open={copies.len() <= FEW}>
            <summary>{ format!("{} 个单位的报告有几个文件，各计入一个", copies.len()) }</summary>
            { for copies.iter().enumerate().map(|(i, one)| html! {
                <p key={i} data-copies="">{ format!("{}有 {} 个文件，采用 {}，没有计入 {}。",
                    one.name, one.left.len() + 1, one.taken, one.left.join("、")) }</p>
            }) }
        </details>
    }
}

/// Why a report is not in the sum.
fn left_out(Unread { name, file, why, .. }: &Unread) -> String {
    format!("没有计入合计：{name}（{file}）。{why}")
}

/// How much each agency adds to a cell, the largest first.
fn in_words(sum: &RollUp, shares: &[Share]) -> String {
    let number = |s: &&Share| Entry::parse_money(&s.value).number().unwrap_or(Amount::ZERO);
    let mut shares: Vec<&Share> = shares.iter().collect();
    shares.sort_by_key(|share| std::cmp::Reverse(number(share)));
    let named = shares
        .iter()
        .take(NAMED)
        .filter_map(|s| Some(format!("{} {}", sum.units.get(s.unit)?, s.value)));
    let more = if shares.len() > NAMED { "等" } else { "" };
    format!("{} 个单位：{}{more}", shares.len(), named.collect::<Vec<_>>().join("、"))
}
