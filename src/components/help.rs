//! Help: the steps, the keys, the files, and what is stored where. Texts only.

use report::formats::READABLE;
use yew::prelude::*;

use super::page::page;
use super::press;
use crate::browser;
use crate::model::msg::Msg;
use crate::model::state::Sheet;

const STEPS: [&str; 4] = [
    "直接在纸上填写：正文像写公文，表格像用电子表格；也可以从 WPS、Excel 整块粘贴。",
    "边填边查：有问题的格有色边和角标，右侧列出每条的数字、依据和改法，点一下就到那里。",
    "载入上年报告：填好上年结转，逐格对照，检查两年是否衔接。",
    "下载 Word 文档用于报送、盖章，或下载网页直接发布；“自查表”列出每条规则的结果。",
];

/// Keys and what they do: those that work everywhere, then those of a table.
const KEYS: [(&str, &[(&str, &str)]); 2] = [
    (
        "随处可用",
        &[
            ("Ctrl+Z、Ctrl+Y", "撤销、重做"),
            ("Ctrl+F、Ctrl+H", "在全文中查找、替换"),
            ("Ctrl+S", "立即保存"),
            ("F6", "在报告、检查结果、工具栏、章节之间移动"),
            ("F8、Shift+F8", "到下一条、上一条检查结果"),
            ("Esc", "关闭打开的面板"),
        ],
    ),
    (
        "在表格里",
        &[
            ("方向键、Tab、Enter", "到相邻的格；有把握的建议值用 Enter 填入"),
            ("Shift+方向键、Ctrl+A", "选一块、选整张表"),
            ("Ctrl+C、Ctrl+V", "复制、粘贴一块，可与 WPS、Excel 来回"),
            ("Alt+=", "填入各项之和"),
            ("Delete、F2", "清空、修改原来的内容"),
            ("F1", "这一格填什么，依据哪一条"),
            ("Ctrl+Home、Ctrl+End", "到第一格、最后一格"),
        ],
    ),
];

const NOTES: [(&str, &str); 6] = [
    (
        "内容存在哪里",
        "每份草稿存在这台电脑的这个浏览器里，共两处（IndexedDB 和 localStorage），不会上传。\
        在首页可以删除；清除浏览器的网站数据会删去全部草稿。换电脑接着填，请下载“数据文件”或“离线程序”。",
    ),
    (
        "没有网络时",
        "用“下载”里的“离线程序”存一个文件，在任何电脑上双击即可打开，不需要安装和联网。",
    ),
    (
        "从台账填写",
        "把全年的依申请公开台账拖到首页或打开的报告上：按每件申请统计表三、表四，拿不准的问一次，一步填好。\
        台账的各行和姓名只在内存里；浏览器只记住本机关的说法各计入哪一种结果。",
    ),
    (
        "分页预览和单位模板",
        "“下载”里的“分页预览”把 Word 文件一页一页排出来看，换页与 Word 可能略有出入。给一个本单位的 docx，\
        下载的 Word 就照它的字体、字号、行距和页边距；只记版式，不记文字，随时可以忘记。",
    ),
    (
        "一次检查许多单位",
        "首页的“自检多份”：把文件夹、压缩包或许多文件拖进去，看谁有什么问题，写整改通知，\
        找雷同的文字，把各单位的数字汇总成一份报告。",
    ),
    (
        "检查的范围",
        "检查表内勾稽、两年衔接、正文与表格是否一致、结构和用语；每条规则见“检查结果”旁的“规则”。\
        说不准的地方不报；提醒可以写明理由后继续。",
    ),
];

/// The help page, which replaces the report.
pub fn help(send: &Callback<Msg>) -> Html {
    let licences = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            let send = send.clone();
            browser::save_licences(move |error| send.emit(Msg::Failed(error)));
        })
    };
    let content = html! {
        <>
            <h2>{ "怎样完成一份年报" }</h2>
            <ol>{ for STEPS.iter().map(|step| html! { <li key={*step}>{ *step }</li> }) }</ol>
            { for KEYS.iter().map(|(title, keys)| html! {
                <section key={*title}>
                    <h2>{ format!("按键：{title}") }</h2>
                    <dl>{ for keys.iter().map(|(keys, what)| html! {
                        <div key={*keys}><dt>{ *keys }</dt><dd>{ *what }</dd></div>
                    }) }</dl>
                </section>
            }) }
            <h2>{ "可以打开的文件" }</h2>
            <p>{ READABLE }</p>
            { for NOTES.iter().map(|(title, text)| html! {
                <section key={*title}><h2>{ *title }</h2><p>{ *text }</p></section>
            }) }
            <section hidden={!browser::offers("licences")}>
                <h2>{ "所用的开源软件" }</h2>
                <p>
                    { "用到的他人作品和许可条款都在这个文件里：" }
                    <button class="link" data-licences="" onclick={licences}>{ "下载许可文本" }</button>
                </p>
            </section>
        </>
    };
    page(send, Sheet::Help, "rules manual", "使用说明".into(), content)
}

/// An introduction for first-time users, in three sentences.
pub fn tour(send: &Callback<Msg>, shown: bool) -> Html {
    html! {
        <section class="notice tour" aria-label="三句话用法" hidden={!shown} data-tour="">
            <ol>{ for STEPS[..3].iter().map(|step| html! { <li key={*step}>{ *step }</li> }) }</ol>
            <button class="quiet" onclick={press(send, || Msg::EndTour)}>{ "知道了" }</button>
        </section>
    }
}
