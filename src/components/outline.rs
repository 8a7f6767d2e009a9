//! The outline at the left: the parts of the report, each with its state by shape, colour and word.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{Shape, icon};
use super::press;
use crate::model::msg::{Early, Msg};
use crate::model::part::{Part, State};
use crate::model::state::Sheet;
use crate::model::target::Target;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub early: Callback<Early>,
    pub send: Callback<Msg>,
    pub parts: Rc<[Part]>,
    pub large: bool,
}

/// All parts, each a button that goes there.
#[component]
pub fn Outline(props: &Props) -> Html {
    let Props { early, send, parts, large } = props;
    let page = |name: &'static str, sheet: Sheet, shape: Shape, word: &str, hint: &'static str| {
        html! {
            <button class="quiet" data-page={name} title={hint}
                onclick={send.reform(move |_| Msg::Sheet(Some(sheet)))}>
                { icon(shape) }<span>{ word }</span>
            </button>
        }
    };
    html! {
        <nav class="outline" aria-label="章节">
            <h2 tabindex="-1" data-place="outline">{ "章节" }</h2>
            <ul>{ for parts.iter().map(|part| item(send, part)) }</ul>
            <div class="more">
                { page("picture", Sheet::Picture, Shape::Chart, "图解", "各项数字的图") }
                { page("pages", Sheet::Pages, Shape::Pages, "分页预览", "下载前看 Word 文件的各页；单位模板") }
                { page("help", Sheet::Help, Shape::Help, "使用说明", "步骤、按键、文件和草稿") }
                <button class="quiet" data-large="" aria-pressed={large.to_string()}
                    title="长者模式：放大全部文字" onclick={press(early, || Early::Enlarge)}>
                    { icon(Shape::Large) }<span>{ "大字" }</span>
                </button>
            </div>
        </nav>
    }
}

fn item(send: &Callback<Msg>, part: &Part) -> Html {
    let target = Target::at(&part.at);
    let (shape, word) = match part.state {
        State::Missing => ("missing", "缺少本部分"),
        State::Empty => ("empty", "未填写"),
        State::Begun => ("begun", "还没填完"),
        State::Errors => ("errors", "有错误"),
        State::Warnings => ("warnings", "有提醒"),
        State::Done => ("done", "没有发现问题"),
    };
    let faults = match (part.errors, part.warnings) {
        _ if part.state == State::Empty => String::new(),
        (0, 0) => String::new(),
        (0, n) | (n, _) => n.to_string(),
    };
    let more = match part.blank {
        0 => String::new(),
        n => format!("余 {n} 格"),
    };
    html! {
        <li key={part.at.clone()}>
            <button class="quiet" data-part={part.at.clone()} title={word}
                onclick={send.reform(move |_| Msg::Jump(target.clone()))}>
                <i class={classes!("dot", shape)} aria-hidden="true"></i>
                <span>{ &part.label }<small>{ more }</small></span>
                <em class={if part.errors > 0 { "error" } else { "warning" }}>{ faults }</em>
                <span class="unseen">{ word }</span>
            </button>
        </li>
    }
}
