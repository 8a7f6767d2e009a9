//! The outline at the left: the parts of the report, each with its state by shape, colour and word.

use std::rc::Rc;

use yew::prelude::*;

use super::icon::{icon, Shape};
use crate::app::{Msg, Sheet};
use crate::target::Target;
use crate::view::{Part, State, View};

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
}

/// All parts, each a button that goes there.
#[component]
pub fn Outline(props: &Props) -> Html {
    let Props { send, view } = props;
    html! {
        <nav class="outline" aria-label="章节">
            <h2 tabindex="-1" data-place="outline">{ "章节" }</h2>
            <ul>{ for view.outline().iter().map(|part| item(send, part)) }</ul>
            <button class="quiet more" data-page="picture" title="各项数字的图，可与上年对照"
                onclick={send.reform(|_| Msg::Sheet(Some(Sheet::Picture)))}>
                { icon(Shape::Chart) }<span>{ "图解" }</span>
            </button>
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
