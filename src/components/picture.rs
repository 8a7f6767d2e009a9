//! The charts (图解) of the report, drawn by the second module and updated with every change. Those that are chosen
//! stand at the end of a downloaded page, and in pictures.

use std::collections::BTreeSet;
use std::rc::Rc;

use report::picture::pictures;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::page::page;
use crate::browser;
use crate::model::msg::Msg;
use crate::model::state::Sheet;
use crate::model::view::View;

/// Widths of pictures in pixels: for a page or an article, and for print.
const WIDTHS: [u32; 2] = [1080, 2160];
const COPIED: &str = "已复制图片，可以粘贴到文档、文章或聊天窗口中。";

#[derive(Properties, PartialEq)]
pub struct Props {
    pub send: Callback<Msg>,
    pub view: Rc<View>,
    /// Titles of the charts that are left out.
    pub left_out: Rc<BTreeSet<String>>,
    /// What went wrong, if anything.
    pub fault: Option<AttrValue>,
}

#[component]
pub fn Picture(props: &Props) -> Html {
    let Props { send, view, .. } = props;
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
    let fault = props.fault.clone();
    let content = html! {
        <>
            <p class="hint" hidden={words.is_empty()}>{ words }</p>
            <p class="fault" role="alert" hidden={fault.is_none()}>{ fault.unwrap_or_default() }</p>
            <div key="choices" class="poster" hidden={matches!(*count, None | Some(0))}>{ choices(props) }</div>
            <div key="charts" class="charts" ref={charts}></div>
        </>
    };
    page(send, Sheet::Picture, "rules picture", "图解".into(), content)
}

/// Which charts are shown, and the buttons that make a picture of them.
fn choices(props: &Props) -> Html {
    let Props { send, view, left_out, .. } = props;
    let titles: Vec<&'static str> =
        pictures(&view.report, view.previous.as_deref()).iter().map(|p| p.title).collect();
    let none = titles.iter().all(|title| left_out.contains(*title));
    let shown = titles.iter().map(|title| {
        let (send, title) = (send.clone(), *title);
        let onchange = Callback::from(move |event: Event| {
            let input = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            send.emit(Msg::ChooseChart(title, input.is_some_and(|input| input.checked())));
        });
        html! {
            <label key={title}>
                <input type="checkbox" data-chart={title} checked={!left_out.contains(title)} {onchange} />
                { title }
            </label>
        }
    });
    let button = |name: &'static str, words: String, make: Make| {
        html! {
            <button data-poster={name} disabled={none} onclick={pressed(props, make)}>{ words }</button>
        }
    };
    html! {
        <>
            <fieldset>
                <legend>{ "勾选的图附在下载的网页后面，也可以合成一张图片" }</legend>
                { for shown }
            </fieldset>
            <p class="actions">
                if browser::takes_pictures() {
                    { button("copy", "复制图片".into(), Make::Copy) }
                }
                { button("png", format!("保存图片（宽 {} 像素）", WIDTHS[0]), Make::Png(WIDTHS[0])) }
                { button("large", format!("保存大图（宽 {} 像素）", WIDTHS[1]), Make::Png(WIDTHS[1])) }
                { button("svg", "保存矢量图（SVG）".into(), Make::Svg) }
            </p>
        </>
    }
}

/// What a button makes of the chosen charts.
#[derive(Clone, Copy)]
enum Make {
    Copy,
    /// A file, so many pixels wide.
    Png(u32),
    Svg,
}

fn pressed(props: &Props, make: Make) -> Callback<MouseEvent> {
    let (send, view, left_out) = (props.send.clone(), props.view.clone(), props.left_out.clone());
    Callback::from(move |_| {
        let (send, view, left_out) = (send.clone(), view.clone(), left_out.clone());
        spawn_local(async move {
            send.emit(match made(&view, &left_out, make).await {
                Ok(told) => told,
                Err(error) => Msg::Failed(error),
            });
        });
    })
}

/// Makes a picture, and returns the message that says so.
async fn made(view: &View, left_out: &BTreeSet<String>, make: Make) -> Result<Msg, JsValue> {
    let (report, previous) = (&view.report, view.previous.as_deref());
    let shown = pictures(report, previous).into_iter().map(|picture| picture.title.to_string());
    let titles = shown.filter(|title| !left_out.contains(title)).collect();
    let svg = browser::poster(report, previous, titles).await?;
    let year = report.year.map_or_else(String::new, |year| format!("{year}年"));
    let name = browser::safe_name(&format!("{}{year}政府信息公开工作图解", report.agency.trim()));
    let (bytes, name) = match make {
        Make::Copy => {
            browser::copy_picture(&browser::png(&svg, WIDTHS[0]).await?).await?;
            return Ok(Msg::InClipboard(COPIED));
        }
        Make::Png(width) => {
            let picture = browser::png(&svg, width).await?;
            let bytes = js_sys::Uint8Array::new(&JsFuture::from(picture.array_buffer()).await?);
            (bytes, format!("{name}.png"))
        }
        Make::Svg => (js_sys::Uint8Array::from(svg.as_bytes()), format!("{name}.svg")),
    };
    browser::save(&bytes, &name);
    Ok(Msg::Saved(name))
}
