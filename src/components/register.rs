//! The sheet 从台账填写: what was read of a register of applications, what is asked about it, and the
//! figures with which it fills the report in.

mod columns;
mod figures;
mod questions;
mod rules;

use std::collections::BTreeMap;
use std::rc::Rc;

use report::Report;
use web_sys::{HtmlSelectElement, MouseEvent};
use yew::prelude::*;

use super::notice::fault;
use super::page::page;
use super::press;
use super::toolbar::open_button;
use crate::browser::chunk::in_chunk;
use crate::model::msg::{Count, Early, Msg, Purpose};
use crate::model::register::{At, MOST, Register, fits, lines, places};
use crate::model::state::{Sheet, State};
use crate::model::view::View;

in_chunk! { "register"
    /// The sheet.
    pub fn register(
        early: &Callback<Early>,
        send: &Callback<Msg>,
        view: &View,
        state: &State,
    ) -> Html {
        let content = html! {
            <>
                { fault(early, &state.fault) }
                { match &state.register {
                    None => invitation(send),
                    Some(register) => counted(send, view, register, state.readonly),
                } }
            </>
        };
        page(send, Sheet::Register, "rules register", "从台账填写".into(), content)
    }
}

/// What the sheet shows before there is a register.
fn invitation(send: &Callback<Msg>) -> Html {
    html! {
        <div key="none">
            <p>{ "把全年的依申请公开台账拖到这里，或者选择文件：表三、表四按登记的每件申请统计填好。" }</p>
            <p class="muted">
                { "xlsx、xls、et、ods、csv 或 Word 表格，版式不限。台账只在这个窗口的内存里读，不保存、不上传；\
                   姓名等内容不会进入草稿和下载的文件。" }
            </p>
            <div class="acts">
                { open_button(send, Purpose::Register, "选择台账", "primary") }
                { template(send) }
            </div>
            <questions::Remembered />
        </div>
    }
}

/// The button that saves the blank register.
fn template(send: &Callback<Msg>) -> Html {
    html! {
        <button data-template="" title="带下拉选项的空白台账，照它登记的可以直接统计"
            onclick={press(send, || Msg::Count(Count::Template))}>{ "下载台账模板" }</button>
    }
}

/// Everything about an open register.
fn counted(send: &Callback<Msg>, view: &View, register: &Rc<Register>, readonly: bool) -> Html {
    html! {
        <div key="counted" aria-busy={register.running.is_some().to_string()}>
            { source(send, register) }
            { columns::columns(send, register) }
            { questions::questions(send, register) }
            { questions::answered(send, register) }
            { rules::rules(send, register) }
            { rules::deadlines(register) }
            { figures::figures(view, register) }
            { outcome(send, &view.report, register, readonly) }
        </div>
    }
}

/// The file, the year, and how many of its lines count.
fn source(send: &Callback<Msg>, register: &Register) -> Html {
    let counts = &register.counts;
    let skipped = match counts.skipped.len() {
        0 => String::new(),
        n => format!("，{n} 行不计"),
    };
    html! {
        <section class="source">
            <p><b data-register="name">{ &register.name }</b></p>
            <p data-register="counted">
                { years(send, register) }
                { format!("统计申请 {} 件{skipped}", counts.counted) }
                { fee(&counts.fee, &counts.unread_fees) }
            </p>
            { for counts.notes.iter().map(|words| html! {
                <p key={words.clone()} class="warn" data-register="note">{ words }</p>
            }) }
            <details hidden={counts.skipped.is_empty()} data-register="skipped">
                <summary>{ "不计的行" }</summary>
                <ul class="plain">{ for skipped_lines(register).into_iter().map(|(why, rows)| html! {
                    <li key={why.to_string()}>{ format!("{why}：{}", places(rows, MOST)) }</li>
                }) }</ul>
            </details>
            <div class="acts">
                { open_button(send, Purpose::Register, "换一份台账", "") }
                { template(send) }
            </div>
        </section>
    }
}

/// The rows that do not count, by the reason.
fn skipped_lines(register: &Register) -> BTreeMap<&str, Vec<&At>> {
    let mut lines: BTreeMap<&str, Vec<&At>> = BTreeMap::new();
    for skip in &register.counts.skipped {
        lines.entry(&skip.why).or_default().push(&skip.at);
    }
    lines
}

/// The counted year; a choice where the register has several.
fn years(send: &Callback<Msg>, register: &Register) -> Html {
    let counts = &register.counts;
    if counts.years.len() < 2 {
        return html! { <span key="year">{ format!("{}年度，", counts.year) }</span> };
    }
    let onchange = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let year = event.target_unchecked_into::<HtmlSelectElement>().value().parse();
            if let Ok(year) = year {
                send.emit(Msg::Count(Count::Year(year)));
            }
        })
    };
    html! {
        <label key="years" class="inline">
            <span>{ "年度" }</span>
            <select data-register="year" {onchange}>
                { for counts.years.iter().rev().map(|(year, n)| html! {
                    <option key={year.clone()} value={year.clone()} selected={*year == counts.year.to_string()}>
                        { format!("{year}（收到 {n} 件）") }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// The fee, which has no cell in the tables, and the rows whose fee is not understood.
fn fee(fee: &str, unread: &[At]) -> String {
    let mut words = String::new();
    if fee.contains(|c| !matches!(c, '0' | '.')) {
        words = format!("；实收信息处理费 {fee} 元，请写进正文");
    }
    if !unread.is_empty() {
        words += &format!("；{} 的收费看不出金额，没有计入信息处理费", places(unread, MOST));
    }
    words
}

/// What filling in would do, and the button that does it.
fn outcome(send: &Callback<Msg>, report: &Report, register: &Register, readonly: bool) -> Html {
    let counts = &register.counts;
    if !fits(report) {
        let words = format!("这份报告是{}年格式，没有可以从台账填写的表。", report.form.id);
        return html! { <p key="unfit" class="warn" data-register="unfit">{ words }</p> };
    }
    let changes = register.changes(report);
    let other = changes.iter().filter(|(id, _)| !report.cell(id).trim().is_empty()).count();
    let mut warnings = Vec::new();
    if let Some(year) = report.year.filter(|year| *year != counts.year) {
        warnings.push(format!("统计的是台账的{}年，这份报告是{year}年的。", counts.year));
    }
    match register.undecided() {
        0 => {}
        n => warnings.push(format!("还有 {n} 行没有确认：它们没有计入任何一格，填入的数会偏小。")),
    }
    match register.homeless(report) {
        0 => {}
        n => {
            warnings.push(format!("有 {n} 件在{}年格式里没有对应的格，不会填入。", report.form.id))
        }
    }
    let words = match (changes.len(), other) {
        (0, _) => "报告里的数与台账相同，没有要填的。".to_string(),
        (n, 0) => format!("将填入 {n} 格。"),
        (n, other) => format!("将填入 {n} 格，其中 {other} 格会改变报告现有的数（表中标出）。"),
    };
    html! {
        <div class="outcome" key="outcome">
            { for warnings.into_iter().map(|words| html! { <p key={words.clone()} class="warn">{ words }</p> }) }
            <p data-register="outcome">{ words }</p>
            <div class="acts">
                <button class="primary" data-place="fill" data-register="fill"
                    disabled={readonly} aria-disabled={register.running.is_some().then_some("true")}
                    onclick={press(send, || Msg::Count(Count::Fill))}>{ "填入报告" }</button>
                <button onclick={press(send, || Msg::Sheet(None))}>{ "不填，返回报告" }</button>
            </div>
        </div>
    }
}

in_chunk! { "register"
    /// The rows behind a cell of the report, and the register's figure where it differs.
    pub fn behind(register: &Register, report: &Report, cell: &str) -> Html {
        let counts = &register.counts;
        let value = counts.cells.get(cell).filter(|_| report.year == Some(counts.year));
        let Some(value) = value else { return html! { <span></span> } };
        let rows = lines(counts, cell);
        let lead = match report.cell(cell).trim() == value.as_str() {
            true if rows.is_empty() => return html! { <span></span> },
            true => "台账：".to_string(),
            false => format!("台账是 {value}："),
        };
        let few = format!("{lead}{}", places(rows.iter().copied(), 8));
        if rows.len() <= 8 {
            return html! { <span class="then" data-behind="">{ few }</span> };
        }
        let all = places(rows.iter().copied(), usize::MAX);
        html! {
            <details class="then" data-behind="">
                <summary onmousedown={|event: MouseEvent| event.prevent_default()}>{ few }</summary>
                { all }
            </details>
        }
    }
}
