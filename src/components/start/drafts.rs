//! The drafts of this computer, on the start page.

use std::rc::Rc;

use report::apart::Comparison;
use yew::prelude::*;

use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::components::apart::table;
use crate::model::draft::Entry;
use crate::model::msg::Msg;

#[derive(Properties, PartialEq)]
pub struct DraftsProps {
    pub send: Callback<Msg>,
    pub drafts: Vec<Entry>,
    /// See [`crate::model::state::State::compared`].
    pub compared: Option<Compared>,
}

type Compared = Rc<(String, Comparison)>;

/// How many drafts are shown at once, so that what else there is to choose stays in sight.
const FEW: usize = 2;

/// The last drafts, and all of them if asked; the first one has the focus.
#[component]
pub fn Drafts(props: &DraftsProps) -> Html {
    let (first, all) = (use_node_ref(), use_state(|| false));
    use_effect_with((), {
        let first = first.clone();
        move |_| {
            if let Some(button) = first.cast::<web_sys::HtmlElement>() {
                let _ = button.focus();
            }
        }
    });
    html! {
        <section class="drafts" aria-labelledby="drafts-title" hidden={props.drafts.is_empty()}>
            <h2 id="drafts-title">{ "接着写" }</h2>
            <ul>
                { for props.drafts.iter().enumerate().map(|(i, entry)| html! {
                    <Draft key={entry.id.clone()} send={props.send.clone()} entry={entry.clone()}
                        compared={props.compared.clone().filter(|compared| compared.0 == entry.id)}
                        hidden={i >= FEW && !*all}
                        button={if i == 0 { first.clone() } else { NodeRef::default() }} />
                }) }
            </ul>
            <button class="link" data-all-drafts="" hidden={*all || props.drafts.len() <= FEW}
                onclick={{ let all = all.clone(); move |_: MouseEvent| all.set(true) }}>
                { format!("另有 {} 份草稿", props.drafts.len().saturating_sub(FEW)) }
            </button>
            <details>
                <summary>{ "草稿存在哪里，怎样删除" }</summary>
                <p>{ "每份草稿存在这台电脑的这个浏览器里，共两处（IndexedDB 和 localStorage），不会上传；\
                    换一个浏览器或另一台电脑就看不到。点“删除”，两处一并删去；清除浏览器的网站数据，\
                    会删去全部草稿。要带走或长期保存，请在填写时下载“数据文件”或“离线程序”。" }</p>
            </details>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct DraftProps {
    send: Callback<Msg>,
    entry: Entry,
    compared: Option<Compared>,
    hidden: bool,
    button: NodeRef,
}

/// One draft; its delete button asks for confirmation in place.
#[component]
fn Draft(props: &DraftProps) -> Html {
    let asking = use_state(|| false);
    let ask = |value: bool| {
        let asking = asking.clone();
        Callback::from(move |_| asking.set(value))
    };
    let entry = &props.entry;
    let name = match (entry.agency.trim(), entry.title.trim()) {
        _ if entry.damaged => "读不出来的草稿",
        ("", "") => "未命名的年度报告",
        ("", title) => title,
        (agency, _) => agency,
    };
    let id = || entry.id.clone();
    let send = |msg: fn(String) -> Msg| {
        let id = id();
        props.send.reform(move |_| msg(id.clone()))
    };
    html! {
        <li class="draft" data-draft={id()} hidden={props.hidden}>
            <div class="what">
                <b>{ name }</b>
                <span>{ for about(entry).into_iter().map(|words| html! {
                    <span class="piece" key={words.clone()}>{ words }</span>
                }) }</span>
            </div>
            <div class="acts">
                <button class="quiet" data-compare="" hidden={!entry.later}
                    aria-expanded={props.compared.is_some().to_string()}
                    aria-label={format!("比较 {name} 与较新的一份")} onclick={send(Msg::Compare)}>{ "比较" }</button>
                <button class="quiet" hidden={*asking || entry.in_file} onclick={ask(true)}
                    aria-label={format!("删除草稿 {name}")}>{ "删除" }</button>
                <button class="danger" hidden={!*asking} onclick={send(Msg::Forget)}>
                    { "确定删除" }
                </button>
                <button class="quiet" hidden={!*asking} onclick={ask(false)}>{ "不删" }</button>
                <button hidden={!entry.damaged} onclick={send(Msg::Rescue)}>{ "另存为文件" }</button>
                <button class="primary" ref={props.button.clone()} data-resume={id()}
                    hidden={entry.damaged} aria-label={format!("继续填写 {name}")}
                    onclick={send(Msg::Resume)}>{ "继续" }</button>
            </div>
            { for props.compared.iter().map(|compared| differences(&compared.1)) }
        </li>
    }
}

in_chunk! { "extras"
    /// Where a draft and a later one differ.
    fn differences(compared: &Comparison) -> Html {
        if compared.differences.is_empty() {
            return html! { <p class="apart-none" role="status">{ "两份的文字、数字都相同。" }</p> };
        }
        let name = |copies: &[usize]| match copies {
            [0] => "这一份".to_string(),
            [1] => "较新的一份".into(),
            _ => "两份".into(),
        };
        table(compared.differences.iter(), &name)
    }
}

/// Year, completeness and time of a draft, and its peculiarities.
fn about(entry: &Entry) -> Vec<String> {
    if entry.damaged {
        return vec!["内容不完整，或由更新的程序保存".into()];
    }
    let year = entry.year.map_or("年度未填".to_string(), |y| format!("{y} 年度报告"));
    let all = report::form(&entry.form).map_or(0, report::Form::size);
    let mut pieces = vec![year, format!("已填 {}/{all} 格", entry.filled.min(all))];
    // Two drafts of one year may differ in nothing else.
    if entry.written > 0 {
        pieces.push(format!("正文 {} 字", entry.written));
    }
    if !entry.source.is_empty() {
        pieces.push(format!("来自 {}", entry.source));
    }
    if entry.time > 0.0 {
        let verb = if entry.places > 0 || entry.in_file { "保存" } else { "改" };
        pieces.push(format!("{verb}于 {}", browser::clock(entry.time)));
    }
    if entry.places == 0 && !entry.in_file {
        pieces.push("没有存下来，只在这个窗口里".into());
    }
    if entry.in_file {
        pieces.push("在这个文件里".into());
    }
    if entry.later {
        pieces.push("上面有同一报告较新的一份".into());
    }
    if entry.sibling {
        pieces.push("同一份报告的另一份草稿".into());
    }
    pieces
}
