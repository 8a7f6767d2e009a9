//! The notices (整改通知): what the supervising office fills in, and the text of the letter.

use std::rc::Rc;

use report::notice::Letter;
use yew::prelude::*;

use super::shown::Shown;
use crate::browser::desk::DeskController;
use crate::model::desk::{At, Entry, Filter};

pub fn panel(desk: &Rc<DeskController>, shown: &Rc<Shown>) -> Html {
    let (letter, no_reminders) = (desk.ui().letter, desk.ui().no_reminders);
    // One notice for each report, about the file that counts, whichever of its files is shown.
    let (faulty, errors) = desk.with_list(|list| {
        let entry = |at: &At| list.get(*at);
        let faulty = |at: &&At| entry(at).is_some_and(Entry::is_faulty);
        let to: Vec<At> = shown.reports.iter().filter(faulty).copied().collect();
        let errors = to.iter().filter(|at| entry(at).is_some_and(|e| e.counts[0] > 0)).count();
        (to, errors)
    });
    let some = desk.ui().filter != Filter::default();
    let absent: Vec<String> =
        shown.absent.iter().filter(|a| a.file.is_none()).map(|a| a.unit.clone()).collect();
    let (to, away) = (faulty.len(), absent.len());
    let reminders = if no_reminders { Vec::new() } else { absent };
    let idle = to + reminders.len() == 0;
    let all = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.notices(&faulty, reminders.clone()))
    };
    let remind = desk.on::<Event>(|ui| ui.no_reminders = !ui.no_reminders);
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
                if some { "左边筛选出来的报告中" } else { "" }) }</p>
            <label class="check" hidden={away == 0}>
                <input type="checkbox" data-letter="reminders" checked={!no_reminders} onchange={remind} />
                { format!("给未报送的 {away} 个单位各写一份催报通知") }
            </label>
            { field(desk, "发文机关", &letter.office, "例如：示例市政务公开办公室", |l, v| l.office = v) }
            { field(desk, "改正期限", &letter.due, "例如：2025-02-28", |l, v| l.due = v) }
            { field(desk, "发文日期", &letter.date, "例如：2025-02-10", |l, v| l.date = v) }
            <div class="acts">
                <button class="primary" data-notice="all" disabled={idle} onclick={all}>{ if some { "下载这些通知" } else { "下载全部通知" } }</button>
                <button hidden={letter.template.is_some()} data-template="" onclick={show}>{ "修改通知的文字" }</button>
                <button hidden={letter.template.is_none()} class="link" onclick={reset}>{ "恢复原来的文字" }</button>
            </div>
            { texts(desk, &letter, away > 0) }
        </div>
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
fn texts(desk: &Rc<DeskController>, letter: &Letter, reminds: bool) -> Html {
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
        </>
    }
}
