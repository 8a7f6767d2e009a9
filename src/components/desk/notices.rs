//! The notices (整改通知): what the supervising office fills in, and the text of the letter.

use std::rc::Rc;

use report::notice::{Letter, UnreadFile, fault};
use yew::prelude::*;

use super::shown::Shown;
use crate::browser::desk::DeskController;
use crate::model::desk::{At, Entry, Filter, Unread};

pub fn panel(desk: &Rc<DeskController>, shown: &Rc<Shown>) -> Html {
    let ui = desk.ui();
    let letter = ui.letter;
    // One notice for each report, about the file that counts, whichever of its files is shown.
    let (faulty, errors) = desk.with_list(|list| {
        let entry = |at: &At| list.get(*at);
        let faulty = |at: &&At| entry(at).is_some_and(Entry::is_faulty);
        let to: Vec<At> = shown.reports.iter().filter(faulty).copied().collect();
        let errors = to.iter().filter(|at| entry(at).is_some_and(|e| e.counts[0] > 0)).count();
        (to, errors)
    });
    let some = ui.filter != Filter::default();
    let (unread, nobodys) = unread_files(desk, shown);
    let (to, away, closed) = (faulty.len(), shown.absent.len(), unread.len());
    let reminders = if ui.no_reminders { Vec::new() } else { shown.absent.clone() };
    let unread = if ui.no_resends { Vec::new() } else { unread };
    let wrong = fault(&letter);
    let idle = to + reminders.len() + unread.len() == 0 || wrong.is_some();
    let all = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.notices(&faulty, &reminders, &unread))
    };
    let remind = desk.on::<Event>(|ui| ui.no_reminders = !ui.no_reminders);
    let resend = desk.on::<Event>(|ui| ui.no_resends = !ui.no_resends);
    let show = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.template())
    };
    let reset = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| {
            desk.update(|ui| ui.letter.template = None);
            desk.template();
        })
    };
    html! {
        <div class="letter">
            <p>{ format!("给{}有错误、提醒或没填完的 {to} 份报告各写一份 Word 通知（其中 {errors} 份有错误），列明问题、依据和期限；同一报告有几个文件的只写一份。",
                if some { "列表里筛选出来的报告中" } else { "" }) }</p>
            { check("reminders", away, !ui.no_reminders, remind, format!("给未报送的 {away} 个单位各写一份催报通知")) }
            { check("resends", closed, !ui.no_resends, resend, format!("给文件读不了的 {closed} 个单位各写一份重新报送通知")) }
            <p class="muted" data-nobodys="" hidden={nobodys == 0}>
                { format!("另有 {nobodys} 个读不了的文件没有写通知：不知道是哪个单位的，或者这个单位另有读得出的报告。\
                    文件名里有应报送名单上的单位名称，就认得出。") }
            </p>
            { field(desk, "发文机关", &letter.office, "例如：示例市政务公开办公室", |l, v| l.office = v) }
            { field(desk, "改正期限", &letter.due, "例如：2025-02-28", |l, v| l.due = v) }
            { field(desk, "发文日期", &letter.date, "例如：2025-02-10", |l, v| l.date = v) }
            <p class="fault" role="alert">{ wrong }</p>
            <div class="acts">
                <button class="primary" data-notice="all" disabled={idle} onclick={all}>{ if some { "下载这些通知" } else { "下载全部通知" } }</button>
                <button hidden={letter.template.is_some()} data-template="" onclick={show}>{ "修改通知的文字" }</button>
                <button hidden={letter.template.is_none()} class="link" onclick={reset}>{ "恢复原来的文字" }</button>
            </div>
            { texts(desk, &letter, away > 0, closed > 0) }
        </div>
    }
}

/// The shown files that could not be read: those whose unit gets a letter, and how many others there are.
fn unread_files(desk: &DeskController, shown: &Shown) -> (Vec<UnreadFile>, usize) {
    desk.with_list(|list| {
        let closed = |at: &&At| list.get(**at).is_some_and(|entry| entry.error.is_some());
        let of = |one: &Unread| shown.rows.contains(&one.at);
        let file = |one: &Unread| {
            let entry = list.get(one.at)?;
            let why = entry.error.clone()?;
            Some(UnreadFile { unit: one.unit.clone(), file: entry.file.clone(), why })
        };
        let files = list.marks().unread.iter().filter(|one| of(one)).filter_map(file);
        let files: Vec<UnreadFile> = files.collect();
        let others = shown.rows.iter().filter(closed).count() - files.len();
        (files, others)
    })
}

/// Whether letters are written to units without a report, of which there are so many.
fn check(
    name: &'static str,
    units: usize,
    checked: bool,
    onchange: Callback<Event>,
    words: String,
) -> Html {
    html! {
        <label class="check" hidden={units == 0}>
            <input type="checkbox" data-letter={name} {checked} {onchange} />{ words }
        </label>
    }
}

/// A field of the letter with its label.
fn field(
    desk: &Rc<DeskController>,
    label: &'static str,
    value: &str,
    hint: &'static str,
    set: fn(&mut Letter, String),
) -> Html {
    let oninput = desk.on_value::<InputEvent>(move |ui, value| set(&mut ui.letter, value));
    html! {
        <label class="field" key={label}>
            <span>{ label }</span>
            <input data-letter={label} placeholder={hint} value={value.to_string()} data-own="" {oninput} />
        </label>
    }
}

/// The texts of the letters, once they are to be changed.
fn texts(desk: &Rc<DeskController>, letter: &Letter, reminds: bool, resends: bool) -> Html {
    let on_resend = desk.on_value::<InputEvent>(|ui, words| ui.letter.resend = Some(words));
    let oninput = desk.on_value::<InputEvent>(|ui, words| ui.letter.template = Some(words));
    let on_reminder = desk.on_value::<InputEvent>(|ui, words| ui.letter.reminder = Some(words));
    html! {
        <>
            <label class="field" hidden={letter.template.is_none()}>
                <span>{ "通知的文字；花括号里的由程序填写" }</span>
                <textarea rows="16" data-own="" data-letter="template"
                    value={letter.template.clone().unwrap_or_default()} {oninput} />
            </label>
            <label class="field" hidden={letter.reminder.is_none() || !reminds}>
                <span>{ "催报通知的文字" }</span>
                <textarea rows="10" data-own="" data-letter="reminder"
                    value={letter.reminder.clone().unwrap_or_default()} oninput={on_reminder} />
            </label>
            <label class="field" hidden={letter.resend.is_none() || !resends}>
                <span>{ "重新报送通知的文字" }</span>
                <textarea rows="10" data-own="" data-letter="resend"
                    value={letter.resend.clone().unwrap_or_default()} oninput={on_resend} />
            </label>
        </>
    }
}
