//! The charts (图解) of the report, drawn by the second module and updated with every change.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::page::page;
use crate::browser;
use crate::model::msg::Msg;
use crate::model::state::Sheet;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
}

#[component]
pub fn Picture(props: &Props) -> Html {
    let Props { send, view } = props;
    let (charts, count) = (use_node_ref(), use_state(|| None));
    use_effect_with(view.clone(), {
        let (charts, count) = (charts.clone(), count.setter());
        move |view| {
            let view = view.clone();
            spawn_local(async move {
                let drawn = browser::pictures(&view.report, view.previous.as_deref()).await;
                // The user may have closed the sheet meanwhile.
                let (Ok(drawn), Some(place)) = (drawn, charts.cast::<Element>()) else { return };
                count.set(Some(browser::draw(&place, &drawn)));
            });
        }
    });
    let words = match *count {
        None => "正在绘制…",
        Some(0) => "还没有可以画出的数字；填写表格后，这里会画出申请、办理结果和复议诉讼等图。",
        Some(_) if view.previous.is_none() => "载入上年报告后，可与上年对照。",
        Some(_) => "",
    };
    let content = html! {
        <>
            <p class="hint" hidden={words.is_empty()}>{ words }</p>
            <div class="charts" ref={charts}></div>
        </>
    };
    page(send, Sheet::Picture, "rules picture", "图解".into(), content)
}
