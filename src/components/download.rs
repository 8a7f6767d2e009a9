//! The download button: one click saves a Word file; a menu has the other formats.

use std::rc::Rc;

use report::formats::{Format, offered};
use wasm_bindgen::JsCast;
use web_sys::{FocusEvent, HtmlElement, Node};
use yew::prelude::*;

use super::icon::{Shape, icon};
use crate::browser;
use crate::model::msg::Msg;
use crate::model::pdf::Press;
use crate::model::state::Sheet;

#[derive(Properties, PartialEq)]
pub struct DownloadProps {
    pub send: Callback<Msg>,
    /// Number of errors left in the report, and of cells that are still blank.
    pub left: (usize, usize),
    /// The report was opened from a file that is at hand.
    pub original: bool,
}

/// What an entry of the menu does.
type Act = Rc<dyn Fn(&Callback<Msg>)>;

/// One click saves a Word file; a menu has the other formats.
#[component]
pub fn Download(props: &DownloadProps) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_| open.set(!*open))
    };
    let onkeydown = close_by_key(&open);
    // Closes the menu, then calls `act`.
    let close_and = |act: Act| {
        let (open, send) = (open.clone(), props.send.clone());
        Callback::from(move |_: MouseEvent| {
            open.set(false);
            act(&send);
        })
    };
    let choose = |format: &'static Format| close_and(Rc::new(move |send| send.emit(asked(format))));
    let copy = close_and(Rc::new(|send| send.emit(Msg::SaveCopy)));
    let annotate = close_and(Rc::new(|send| send.emit(Msg::Annotate)));
    let copy_page = close_and(Rc::new(|send| send.emit(Msg::CopyPage)));
    let pages = close_and(Rc::new(|send| send.emit(Msg::Sheet(Some(Sheet::Pages)))));
    let print = close_and(Rc::new(|_| browser::print()));
    let errors = props.left.0;
    let writes_pdf = browser::pdf::writes_pdf();
    let mut formats = offered();
    let left = left(props.left);
    let Some(first) = formats.next() else { return html! {} };
    html! {
        <div class="download" onfocusout={close_outside(&open)} {onkeydown}>
            <button class="primary" data-download={first.id} onclick={choose(first)} title={left.clone()}
                aria-describedby={(!left.is_empty()).then_some("download-left")}>
                { "下载" }<span class="wide-only">{ first.label }</span>
                <em class="left" hidden={errors == 0} aria-hidden="true">
                    { errors }<span class="wide-only">{ " 个错误" }</span>
                </em>
            </button>
            <button class="primary more" aria-label="下载其他格式" aria-expanded={open.to_string()}
                title="下载其他格式" onclick={toggle}>{ icon(Shape::Down) }</button>
            <div class="menu" hidden={!*open}>
                <p class="left" id="download-left" hidden={left.is_empty()}>{ left }</p>
                { for formats.map(|f| html! {
                    <button key={f.id} class="quiet" data-download={f.id} hidden={!f.writes && !writes_pdf}
                        onclick={choose(f)}>
                        <b>{ f.label }</b><small>{ f.hint }</small>
                    </button>
                }) }
                { copied(copy_page) }
                { annotated(props.original, annotate) }
                { preview(pages) }
                { printed(writes_pdf, print) }
                <button class="quiet" data-save="copy" hidden={!browser::offers("copy")} onclick={copy}>
                    <b>{ "离线程序" }</b><small>{ "含本报告的一个文件，在哪台电脑上都能打开接着填" }</small>
                </button>
            </div>
        </div>
    }
}

/// What asks for a file of this format. The writer of PDF first asks for fonts.
fn asked(format: &'static Format) -> Msg {
    match format.writes {
        true => Msg::Download(format.id),
        false => Msg::Pdf(Press::Ask),
    }
}

/// The entry that shows the pages of the Word file.
fn preview(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="quiet" data-sheet="pages" {onclick}>
            <b>{ "分页预览" }</b><small>{ "看 Word 文件怎样分页；可用单位模板排版" }</small>
        </button>
    }
}

/// The entry that prints, which in the one file is the way to a PDF.
fn printed(writes_pdf: bool, onclick: Callback<MouseEvent>) -> Html {
    let (word, hint) = match writes_pdf {
        true => ("打印", "用浏览器打印报告"),
        false => ("打印或 PDF", "离线程序里，PDF 用打印 › 另存为 PDF 得到"),
    };
    html! {
        <button class="quiet" data-print="paper" {onclick}><b>{ word }</b><small>{ hint }</small></button>
    }
}

/// The entry that puts the content of the page into the clipboard.
fn copied(onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="quiet" data-copy="page" {onclick}>
            <b>{ "复制网页内容" }</b><small>{ "正文和表格带样式，直接贴进网站后台" }</small>
        </button>
    }
}

/// The entry for the file that was opened, with the findings as comments.
fn annotated(shown: bool, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button class="quiet" data-download="annotated" hidden={!shown} {onclick}>
            <b>{ "带批注的原文件" }</b><small>{ "原样不动，问题批注在相应的字句和单元格上" }</small>
        </button>
    }
}

/// What is left to do in the report, which the file will show as well: errors and blank cells.
fn left(left: (usize, usize)) -> String {
    match left {
        (0, 0) => String::new(),
        (0, blank) => format!("还有 {blank} 格没有填，下载的文件里也空着。"),
        (errors, 0) => format!("还有 {errors} 个错误没有改，下载的文件里也有。"),
        (errors, blank) => {
            format!("还有 {errors} 个错误没有改、{blank} 格没有填，下载的文件里也一样。")
        }
    }
}

/// Closes the menu by Escape.
fn close_by_key(open: &UseStateHandle<bool>) -> Callback<KeyboardEvent> {
    let open = open.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            open.set(false);
        }
    })
}

/// Closes the menu when the focus leaves it.
fn close_outside(open: &UseStateHandle<bool>) -> Callback<FocusEvent> {
    let open = open.clone();
    Callback::from(move |event: FocusEvent| {
        let next = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
        let menu = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
        let menu = menu.and_then(|t| t.closest(".download").ok().flatten());
        if !menu.is_some_and(|menu| menu.contains(next.as_ref())) {
            open.set(false);
        }
    })
}
