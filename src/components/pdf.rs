//! The page 下载 PDF, where the user chooses the fonts of a PDF from files.

use std::rc::Rc;

use web_sys::{File, FileList, HtmlInputElement};
use yew::prelude::*;

use super::press;
use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::model::msg::Msg;
use crate::model::pdf::{Pdf, Press, Why};

/// The endings of the names of fonts.
const ENDINGS: [&str; 3] = [".ttf", ".otf", ".ttc"];

in_chunk! { "pdf"
    /// What the page says, and its buttons.
    pub fn pdf(send: &Callback<Msg>, own: &Option<Rc<Pdf>>) -> Html {
        let none = Pdf::default();
        content(send, own.as_deref().unwrap_or(&none))
    }
}

in_chunk! { "editor"
    /// Opens the browser's print window.
    fn print() -> () {
        browser::print();
    }
}

in_chunk! { "pdf"
    /// Dropped files, if they are fonts by their names.
    pub fn fonts(dropped: &FileList) -> Option<Vec<File>> {
        let is_font = |file: &File| {
            let name = browser::pdf::name_of(file).to_ascii_lowercase();
            ENDINGS.iter().any(|ending| name.ends_with(ending))
        };
        Some(listed(dropped)).filter(|files| !files.is_empty() && files.iter().all(is_font))
    }
}

/// The files of a list, which the field that has it may empty later.
fn listed(files: &FileList) -> Vec<File> {
    let mut all = Vec::new();
    for at in 0..files.length() {
        if let Some(file) = files.get(at) {
            all.push(file);
        }
    }
    all
}

fn content(send: &Callback<Msg>, own: &Pdf) -> Html {
    let Pdf { fonts, why } = own;
    let missing = matches!(why, Why::Missing(_));
    let (said, wrong) = said(why);
    let (fault, hint) = if wrong { (said, String::new()) } else { (String::new(), said) };
    let word = match fonts.is_empty() {
        true => "选择字体文件",
        false if missing => "再加一个字体文件",
        false => "换字体文件",
    };
    html! {
        <div class="layout">
            <p class="fault" role="alert" data-pdf="fault" hidden={!wrong}>{ fault }</p>
            <p hidden={hint.is_empty()}>{ hint }</p>
            <p>{ "PDF 要把用到的字嵌在文件里，所以需要中文字体：仿宋、宋体、黑体等，ttf、otf 或 ttc 文件，可以一次选几个，\
                标题、正文、表格各用合适的。Windows 的字体在 C:\\Windows\\Fonts。" }</p>
            <p class="muted">{ "字体只在这个窗口里用，不上传，也不保存；许可不允许嵌入的字体不会用。" }</p>
            <p data-pdf="fonts" hidden={fonts.is_empty()}><b>{ format!("已选字体：{}", own.names()) }</b></p>
            <div class="acts">
                <button class="primary" data-pdf="write" hidden={fonts.is_empty() || missing}
                    onclick={press(send, || Msg::Pdf(Press::Write(false)))}>{ "下载 PDF" }</button>
                { choose(send, word, fonts.is_empty() || missing) }
                <button data-pdf="anyway" hidden={!missing}
                    onclick={press(send, || Msg::Pdf(Press::Write(true)))}>{ "缺的字画成方框，仍然下载" }</button>
                <button data-pdf="local" hidden={!browser::pdf::gives_fonts()}
                    onclick={press(send, || Msg::Pdf(Press::Local))}>{ "用本机的字体" }</button>
                <button data-print="paper" onclick={Callback::from(|_: MouseEvent| print())}>
                    { "改用打印" }
                </button>
            </div>
            <p class="muted">{ "打印窗口中可存为 PDF：按浏览器的排版，不附报告数据。" }</p>
        </div>
    }
}

/// Why the page is shown, and whether something went wrong.
fn said(why: &Why) -> (String, bool) {
    match why {
        Why::Chosen => (String::new(), false),
        Why::Unable => ("请选择排版用的字体。".into(), false),
        Why::Refused => ("没有得到使用本机字体的许可，请选择字体文件。".into(), false),
        Why::Unfitting => ("本机没有找到合适的中文字体，请选择字体文件。".into(), false),
        Why::Missing(characters) => {
            let mut listed = String::new();
            for c in characters.chars() {
                listed.push_str(if listed.is_empty() { "" } else { "、" });
                listed.push(c);
            }
            let end = "请再加一个有这些字的字体，或换成别的写法。";
            (format!("所选字体里没有这些字：{listed}。{end}"), true)
        }
        Why::Failed(words) => (words.clone(), true),
    }
}

/// A file input in the shape of a button, for one or several fonts.
fn choose(send: &Callback<Msg>, word: &'static str, primary: bool) -> Html {
    let send = send.clone();
    let onchange = Callback::from(move |event: Event| {
        let input = event.target_unchecked_into::<HtmlInputElement>();
        let files = input.files().map(|files| listed(&files)).unwrap_or_default();
        if !files.is_empty() {
            send.emit(Msg::Pdf(Press::Choose(files)));
        }
        // The same file may be chosen again.
        input.set_value("");
    });
    html! {
        <label class={classes!("button", primary.then_some("primary"))}>
            <input type="file" multiple=true accept=".ttf,.otf,.ttc" data-open="font" class="unseen"
                aria-label={word} {onchange} />
            { word }
        </label>
    }
}
