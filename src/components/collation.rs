//! The page 核对多份: files that should be copies of one report, side by side.

use report::apart::Kind;
use report::copies::{Copies, Copy, in_words};
use wasm_bindgen::JsValue;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::apart::table;
use super::icon::{Shape, icon};
use super::notice::fault;
use super::press;
use crate::browser::chunk::in_chunk;
use crate::model::collation::{Collate, Collation};
use crate::model::msg::{Early, Msg};
use crate::model::state::State;

in_chunk! { "extras"
    /// The page.
    pub fn collation(
        early: &Callback<Early>,
        send: &Callback<Msg>,
        state: &State,
        own: &Collation,
    ) -> Html {
        html! {
            <main class="start collation" key="collation" aria-busy={own.running.to_string()}>
                <div class="start-column">
                    <header>
                        <button class="quiet" data-close-page="" title="返回首页" aria-label="返回首页"
                            onclick={press(send, || Msg::Collate(Collate::Close))}>{ icon(Shape::Back) }</button>
                        <h1 tabindex="-1" data-place="page">{ "核对多份" }</h1>
                    </header>
                    { fault(early, &state.fault) }
                    <section class="card">
                        <p>{ "把同一份报告的几份文件放在一起：审定的 Word 文件、要发布的网页、PDF、上周的稿子。\
                            发布前最后一眼，发布后再核对。" }</p>
                        <p class="muted">{ "各份都与第 1 份比。只是排版不同的不算：换行、空格、全角半角、引号样式、千分位、\
                            页码、序号样式。" }</p>
                        <div class={classes!("zone", (!own.files.is_empty()).then_some("small"))}>
                            <p>{ "把文件拖到这里" }</p>
                            { choose(send, if own.files.is_empty() { "选择文件" } else { "再加文件" }) }
                        </div>
                        <ol class="copies">{ for own.files.iter().enumerate().map(|(i, file)| html! {
                            <li key={format!("{i}{}", file.name())}>
                                <b>{ in_words(&[i]) }</b><span class="name">{ file.name() }</span>
                                <span class="acts">
                                    <button class="quiet" hidden={i == 0} aria-label={format!("作第 1 份：{}", file.name())}
                                        onclick={send.reform(move |_: MouseEvent| Msg::Collate(Collate::Lead(i)))}>{ "作第 1 份" }</button>
                                    <button class="quiet" aria-label={format!("移走：{}", file.name())}
                                        onclick={send.reform(move |_: MouseEvent| Msg::Collate(Collate::Remove(i)))}>{ "移走" }</button>
                                </span>
                            </li>
                        }) }</ol>
                    </section>
                    <p class="busy-words" role="status">{ if own.running { "正在核对…" } else { "" } }</p>
                    { for own.copies.iter().map(|copies| outcome(send, copies)) }
                </div>
            </main>
        }
    }
}

/// A file input in the shape of a button, for several files.
pub fn choose(send: &Callback<Msg>, word: &'static str) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        if let Some(files) = input.files().filter(|files| files.length() > 0) {
            send.emit(Msg::Collate(Collate::Add(JsValue::from(&files))));
        }
    });
    html! {
        <label class="button primary">
            <input type="file" multiple=true data-open="copies" class="unseen" {onchange} />
            { word }
        </label>
    }
}

/// The result, and the receipt.
fn outcome(send: &Callback<Msg>, copies: &Copies) -> Html {
    html! {
        <section class="card outcome" key="outcome">
            <div role="status">
                <h2 class={if copies.agree() { "clean" } else { "warn" }} data-verdict="">{ copies.verdict() }</h2>
            </div>
            { details(copies) }
            <div class="acts" hidden={copies.files.len() < 2}>
                { for [("docx", "下载核对单（Word）"), ("html", "下载核对单（网页）")].map(|(format, word)| html! {
                    <button key={format} data-receipt={format}
                        onclick={send.reform(move |_: MouseEvent| Msg::Collate(Collate::Save(format)))}>{ word }</button>
                }) }
            </div>
            <p class="muted" hidden={copies.files.len() < 2}>
                { "核对单写明核对了哪些文件、各文件的 SHA-256 值、核对时间和结果，可以签字存档。" }
            </p>
        </section>
    }
}

/// Which file each number stands for.
pub fn names(copies: &Copies) -> Html {
    html! {
        <ol class="plain named">{ for copies.files.iter().enumerate().map(|(i, copy)| html! {
            <li key={i}><span class="muted">{ in_words(&[i]) }</span>{ format!("　{}", name(copy)) }</li>
        }) }</ol>
    }
}

/// A file, and which of its reports.
fn name(copy: &Copy) -> String {
    copy.part.as_ref().map_or(copy.file.clone(), |part| format!("{}：{part}", copy.file))
}

/// The differences of copies, and what was read of each file.
pub fn details(copies: &Copies) -> Html {
    let stated = copies.differences.iter().filter(|one| one.kind == Kind::Stated);
    let stated: Vec<_> = stated.collect();
    html! {
        <>
            { for copies.found().next().is_some().then(|| table(copies.found(), &in_words)) }
            { for (!stated.is_empty()).then(|| html! {
                <details key="stated">
                    <summary>{ format!("只有部分文件写明的 {} 项，不算不同", stated.len()) }</summary>
                    { table(stated.iter().copied(), &in_words) }
                </details>
            }) }
            <details key="read">
                <summary>{ "读到的内容和文件的 SHA-256 值" }</summary>
                <ul class="plain">{ for copies.files.iter().enumerate().map(|(i, copy)| read(i, copy)) }</ul>
            </details>
        </>
    }
}

/// What was read of a file.
fn read(i: usize, copy: &Copy) -> Html {
    let Copy { sha256, agency, year, published, notes, error, .. } = copy;
    let year = year.map_or(String::new(), |year| format!("，{year}年度"));
    let day = if published.is_empty() { String::new() } else { format!("，{published} 发布") };
    let words = match error {
        Some(error) => error.clone(),
        None => format!("{agency}{year}{day}"),
    };
    html! {
        <li key={i}>
            <p><b>{ in_words(&[i]) }</b>{ format!("　{}", name(copy)) }</p>
            <p class={error.as_ref().map(|_| "warn")}>{ words }</p>
            { for notes.iter().map(|note| html! { <p class="muted" key={note.clone()}>{ note }</p> }) }
            <p class="muted hash">{ sha256 }</p>
        </li>
    }
}
