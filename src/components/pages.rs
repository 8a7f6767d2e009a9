//! The pages of the Word file before it is downloaded (分页预览), and the office's own template (单位模板) by
//! which it is laid out. The pages are drawn by the browser, so where they break is approximate, and they say
//! so. They are a picture: a screen reader has the report itself.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::page::page;
use super::press;
use super::toolbar::open_button;
use crate::browser;
use crate::model::look::{Look, Template, paper, told};
use crate::model::msg::{Msg, Purpose};
use crate::model::state::Sheet;
use crate::model::view::View;

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    pub template: Option<Rc<Template>>,
    /// What went wrong, for instance with the file of a template; the report's own notice is covered.
    pub fault: Option<AttrValue>,
}

#[component]
pub fn Pages(props: &Props) -> Html {
    let Props { send, view, template, fault } = props;
    let (place, count) = (use_node_ref(), use_state(|| None));
    use_effect_with((view.report.clone(), template.clone()), {
        let (place, count) = (place.clone(), count.setter());
        move |(report, template)| {
            let (report, template) = (report.clone(), template.clone());
            let resized = Rc::new(RefCell::new(None));
            let kept = resized.clone();
            spawn_local(async move {
                let look = template.as_ref().map_or("{}", |template| template.look.as_str());
                let pages = match browser::pages(&report, look).await {
                    Ok(Some(pages)) => pages,
                    // A newer request is under way.
                    Ok(None) => return,
                    Err(_) => return count.set(Some(0)),
                };
                // The user may have closed the sheet meanwhile.
                let Some(place) = place.cast::<HtmlElement>() else { return };
                count.set(Some(browser::lay(&place, &pages).unwrap_or(0)));
                let paper = paper(&pages.look);
                *resized.borrow_mut() = web_sys::window().map(|window| {
                    EventListener::new(&window, "resize", move |_| browser::fit(&place, &paper))
                });
            });
            move || drop(kept.take())
        }
    });
    let words = match *count {
        None => "正在排版…".to_string(),
        Some(0) => "没能排出来，请直接下载 Word 文档。".to_string(),
        Some(n) => format!("Word 文件约 {n} 页。"),
    };
    let content = html! {
        <>
            <div class="layout">
                <p role="status"><b>{ words }</b></p>
                <p>{ "按 Word 文件的页边距、字体、字号和行距排出。没有装的字体用相近的代替；换行、换页可能与 Word 略有出入，以 Word 打开为准。" }</p>
                <p class="fault" role="alert" hidden={fault.is_none()}>{ fault.clone().unwrap_or_default() }</p>
                { of_template(template.as_deref()) }
                <div class="acts">
                    <button class="primary" data-download="docx" onclick={press(send, || Msg::Download("docx"))}>
                        { "下载 Word 文档" }
                    </button>
                    { open_button(send, Purpose::Template, if template.is_some() { "换单位模板" } else { "用单位模板" }, "") }
                    <button hidden={template.is_none()} data-template="forget"
                        onclick={press(send, || Msg::ForgetTemplate)}>{ "不用模板，并忘记" }</button>
                </div>
            </div>
            <div class="sheets" ref={place} aria-hidden="true"></div>
        </>
    };
    page(send, Sheet::Pages, "rules pages", "分页预览".into(), content)
}

/// Which look the file has.
fn of_template(template: Option<&Template>) -> Html {
    let Some(template) = template else {
        return html! {
            <p data-template="none">
                { "版式：党政机关公文格式（GB/T 9704）。也可以用本单位的模板：选一个 docx（空模板或去年的年报都行），" }
                { "只取其中的字体、字号、行距和页边距，只记在这个浏览器里。" }
            </p>
        };
    };
    let look: Look = report::json::read(&template.look).unwrap_or_default();
    html! {
        <div data-template="used">
            <p>{ format!("版式：单位模板“{}”，下载 Word 时也用。从中取了：", template.name) }</p>
            <ul>{ for told(&look).into_iter().map(|line| html! { <li key={line.clone()}>{ line }</li> }) }</ul>
        </div>
    }
}
