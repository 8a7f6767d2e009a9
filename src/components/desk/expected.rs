//! The list of the units that are expected to report (应报送名单), and who of them has.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::desk::{DeskController, Panel};
use crate::model::checking::Stage;
use crate::model::desk::{At, Entry, Mark};

pub fn panel(desk: &Rc<DeskController>) -> Html {
    let ui = desk.ui();
    let oninput = desk.on_value::<InputEvent>(|ui, value| ui.expected = value.into());
    let clear = desk.on(|ui| ui.former = Some(std::mem::take(&mut ui.expected)));
    let back = desk.on(|ui| {
        let former = ui.former.take().unwrap_or_default();
        ui.expected = former;
    });
    html! {
        <div class="letter">
            <p>{ "每行一个单位。可以直接粘贴（包括从表格里复制的一列），也可以把名单文件（txt、csv、xlsx 等）拖进来。名单只保存在这台电脑的浏览器里。" }</p>
            <label class="field">
                <span>{ "应报送的单位" }</span>
                <textarea rows="8" data-list="expected" data-own="" value={ui.expected.clone()}
                    placeholder="示例市水务局" {oninput} />
            </label>
            <div class="acts">
                { file(desk) }
                <button class="link" hidden={ui.former.is_none()} onclick={back}>{ "恢复原来的名单" }</button>
                <button class="link" hidden={ui.expected.is_empty()} onclick={clear}>{ "清空" }</button>
            </div>
            { for (!ui.expected.is_empty()).then(|| year(desk)) }
            { result(desk) }
        </div>
    }
}

/// For which year the units are expected: the one of the filter, the one that is chosen here, or the
/// latest.
fn year(desk: &Rc<DeskController>) -> Html {
    let ui = desk.ui();
    let (years, asked) = desk.with_list(|list| (list.years(), list.marks().year));
    let latest = match asked.filter(|_| ui.filter.year.or(ui.year).is_none()) {
        Some(year) => format!("最近的年度（现在是 {year}）"),
        None => "最近的年度".into(),
    };
    let chosen = ui.filter.year.or(ui.year);
    let onchange = desk.on_value::<Event>(|ui, value| ui.year = value.parse().ok());
    html! {
        <label class="field">
            <span>{ if ui.filter.year.is_some() { "核对哪个年度（按列表的筛选）" } else { "核对哪个年度" } }</span>
            <select data-list="year" disabled={ui.filter.year.is_some()} {onchange}>
                <option value="" selected={chosen.is_none()}>{ latest }</option>
                { for years.into_iter().map(|year| html! {
                    <option key={year} value={year.to_string()} selected={chosen == Some(year)}>
                        { format!("{year}年度") }
                    </option>
                }) }
            </select>
        </label>
    }
}

/// The input for a file with the list.
fn file(desk: &Rc<DeskController>) -> Html {
    let desk = desk.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            desk.read_names(&js_sys::Array::of1(&files.get(0).into()));
            // Without this the same file could not be chosen again.
            input.set_value("");
        }
    });
    html! {
        <label class="button">{ "从文件读取" }<input class="unseen" type="file" data-open="names" {onchange} /></label>
    }
}

/// Who has reported, who has not, and who was not expected.
fn result(desk: &Rc<DeskController>) -> Html {
    let expected = desk.expected().names.len();
    if expected == 0 || desk.progress().state != Stage::Done {
        let words = if expected == 0 {
            ""
        } else {
            "全部文件检查完以后，列出没有报送的单位。"
        };
        return html! { <p class="muted">{ words }</p> };
    }
    let (summary, absent, marked) = desk.with_list(|list| {
        let marks = list.marks();
        let mark = |(at, entry): (At, &Entry)| Some((at, entry.clone(), marks.get(at)?.clone()));
        let marked = list.all().filter_map(mark).filter(|(at, _, mark)| mark.taken == *at);
        (marks.summary(), marks.absent.clone(), marked.collect::<Vec<(At, Entry, Mark)>>())
    });
    let unlisted: Vec<&(At, Entry, Mark)> = marked.iter().filter(|(.., m)| m.unlisted).collect();
    let summary = format!("{summary}；另有名单外的 {} 个。", unlisted.len());
    let (unread, similar): (Vec<_>, Vec<_>) = marked
        .iter()
        .filter_map(|(_, entry, mark)| Some((mark.listed_as.clone()?, entry)))
        .partition(|(_, entry)| entry.error.is_some());
    let heading = |word: &'static str, any: bool| html! { <h3 hidden={!any}>{ word }</h3> };
    html! {
        <div data-called="">
            <p><b>{ summary }</b></p>
            { for similar.iter().map(|(name, entry)| html! {
                <p key={name.clone()} class="note">{ format!("名单上的“{name}”认作“{}”，请核对。", entry.unit) }</p>
            }) }
            { heading("未报送", !absent.is_empty()) }
            <ul>{ for absent.iter().map(|one| html! { <li key={one.clone()}>{ one }</li> }) }</ul>
            { heading("文件读不了", !unread.is_empty()) }
            <ul>{ for unread.iter().map(|(name, entry)| html! {
                <li key={entry.file.clone()}>{ format!("{name}：{}", entry.file) }</li>
            }) }</ul>
            { heading("名单外", !unlisted.is_empty()) }
            <ul>{ for unlisted.iter().map(|(at, entry, _)| {
                let at = *at;
                html! {
                    <li key={format!("{}-{}", at.0, at.1)}>
                        <button class="link" onclick={desk.on(move |ui| ui.panel = Panel::Report(at))}>{ &entry.unit }</button>
                    </li>
                }
            }) }</ul>
        </div>
    }
}
