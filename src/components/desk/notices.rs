//! The notices (整改通知): what the supervising office fills in, and the text of the letter.

use std::rc::Rc;

use report::Severity;
use report::notice::Letter;
use yew::prelude::*;

use crate::browser::desk::DeskController;
use crate::model::desk::StateFilter;

pub fn panel(desk: &Rc<DeskController>) -> Html {
    let letter = desk.ui().letter;
    let (errors, clean) = desk.with_list(|list| {
        (list.count(StateFilter::Has(Severity::Error)), list.count(StateFilter::Clean))
    });
    let to = desk.with_list(|list| list.count(StateFilter::Any) - list.count(StateFilter::Unread))
        - clean;
    let field = |label: &'static str,
                 value: &str,
                 hint: &'static str,
                 set: fn(&mut Letter, String)| {
        let oninput = desk.on_value::<InputEvent>(move |ui, value| set(&mut ui.letter, value));
        html! {
            <label class="field" key={label}>
                <span>{ label }</span>
                <input data-letter={label} placeholder={hint} value={value.to_string()} data-own="" {oninput} />
            </label>
        }
    };
    let all = {
        let desk = desk.clone();
        Callback::from(move |_: MouseEvent| desk.notices(None))
    };
    let oninput = desk.on_value::<InputEvent>(|ui, words| ui.letter.template = Some(words));
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
            <p>{ format!("给 {to} 个有错误、提醒或没填完的单位各写一份 Word 通知（其中 {errors} 个有错误），列明问题、依据和期限。") }</p>
            { field("发文机关", &letter.office, "例如：示例市政务公开办公室", |l, v| l.office = v) }
            { field("改正期限", &letter.due, "例如：2025-02-28", |l, v| l.due = v) }
            { field("发文日期", &letter.date, "例如：2025-02-10", |l, v| l.date = v) }
            <div class="acts">
                <button class="primary" data-notice="all" disabled={to == 0} onclick={all}>{ "下载全部通知" }</button>
                <button hidden={letter.template.is_some()} data-template="" onclick={show}>{ "修改通知的文字" }</button>
                <button hidden={letter.template.is_none()} class="link" onclick={reset}>{ "恢复原来的文字" }</button>
            </div>
            <label class="field" hidden={letter.template.is_none()}>
                <span>{ "通知的文字；花括号里的由程序填写" }</span>
                <textarea rows="16" data-own="" data-letter="template"
                    value={letter.template.clone().unwrap_or_default()} {oninput} />
            </label>
        </div>
    }
}
