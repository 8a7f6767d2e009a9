//! Files: opening what the user chose, and downloads.

use std::rc::Rc;

use report::Report;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::model::look::Template;
use crate::model::msg::{Count, Msg, Purpose};

impl App {
    pub(super) fn choose(&mut self, ctx: &Context<Self>, file: File, purpose: Purpose) {
        self.set(|s| {
            (s.dragging, s.fault, s.told) = (false, None, None);
            s.busy = Some(format!("正在读取 {}…", file.name()).into());
        });
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(opened(&file, purpose).await.unwrap_or_else(Msg::Failed));
        });
    }

    /// Loads and shows the sample reports.
    pub(super) fn sample(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        spawn_local(async move {
            link.send_message(match browser::sample().await {
                Ok(reports) => Msg::Sampled(Box::new(reports)),
                Err(error) => Msg::Failed(error),
            });
        });
    }

    pub(super) fn download(&mut self, ctx: &Context<Self>, format: &'static str) {
        let Some(report) = self.report().cloned() else { return };
        let previous = self.previous().cloned();
        let charts = self.charts();
        let template = self.state.template.clone().filter(|_| format == "docx");
        self.set(|s| (s.fault, s.busy) = (None, Some("正在生成文件…".into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            let written = match template {
                Some(template) => browser::write_like(&report, &template.look).await,
                None => browser::write(&report, previous.as_ref(), format, &charts).await,
            };
            link.send_message(match written {
                Ok(bytes) => {
                    let name = file_name(&report, format);
                    browser::save(&bytes, &name);
                    Msg::Downloaded(name)
                }
                Err(error) => Msg::Failed(error),
            });
        });
    }

    /// The titles of the charts that are not left out.
    pub(crate) fn charts(&self) -> Vec<String> {
        let charts = self.report().into_iter().flat_map(|report| report.form.charts);
        let titles = charts.copied().flatten().map(|chart| chart.title);
        titles.filter(|title| !self.state.left_out.contains(*title)).map(str::to_string).collect()
    }

    /// Puts the content of the report's page into the clipboard.
    pub(super) fn copy_page(&mut self, ctx: &Context<Self>) {
        let Some(report) = self.report().cloned() else { return };
        self.set(|s| (s.fault, s.busy) = (None, Some("正在复制…".into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            let copied = match browser::fragment(&report).await {
                Ok([html, text]) => browser::copy_page(&html, &text).await,
                Err(error) => Err(error),
            };
            link.send_message(match copied {
                Ok(()) => Msg::InClipboard(COPIED),
                Err(error) => Msg::Failed(error),
            });
        });
    }

    /// Saves the file that was opened, with the findings as comments.
    pub(super) fn annotate(&mut self, ctx: &Context<Self>) {
        let opened = self.state.original.clone();
        let Some((report, opened)) = self.report().cloned().zip(opened) else { return };
        let previous = self.previous().cloned();
        self.set(|s| (s.fault, s.busy) = (None, Some("正在写批注…".into())));
        let link = ctx.link().clone();
        spawn_local(async move {
            let original = opened.0.clone();
            link.send_message(
                match browser::annotate(original, &report, previous.as_ref()).await {
                    Ok(bytes) => {
                        let name = opened.1.rsplit(['/', '\\']).next().unwrap_or_default();
                        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, "docx"));
                        let name = format!("{stem}（带批注）.{kind}");
                        browser::save(&bytes, &name);
                        Msg::Downloaded(name)
                    }
                    Err(error) => Msg::Failed(error),
                },
            );
        });
    }
}

const COPIED: &str = "已复制正文和表格，可以贴进网站后台的编辑器；标题请填在后台的标题栏。";

/// The message for a chosen file: its report, or the register that it is. Registers are workbooks as a
/// rule, and one of thousands of rows would be read as a report for seconds; so with a workbook that is
/// tried first, and with others last.
async fn opened(file: &File, purpose: Purpose) -> Result<Msg, JsValue> {
    let (bytes, name) = (browser::bytes(file).await?, file.name());
    let count = |told| Msg::Count(Count::Open(bytes.clone().into(), name.clone(), told));
    if purpose == Purpose::Register {
        return Ok(count(None));
    }
    if purpose == Purpose::Template {
        let look = browser::read_template(bytes.clone()).await?;
        return Ok(Msg::Templated(Rc::new(Template { name, look })));
    }
    let may = purpose == Purpose::Report;
    let is_workbook = is_workbook(&name);
    let register = || browser::register::read(&bytes, &name);
    if may
        && is_workbook
        && let Ok(told) = register().await
    {
        return Ok(count(Some(told)));
    }
    match browser::read(bytes.clone(), &name).await {
        Ok(read) => Ok(Msg::Opened(Box::new(read), purpose)),
        Err(error) if may && !is_workbook => {
            register().await.map(|told| count(Some(told))).map_err(|_| error)
        }
        Err(error) => Err(error),
    }
}

fn is_workbook(name: &str) -> bool {
    let kind = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(&*kind, "xlsx" | "xls" | "et" | "ods" | "csv")
}

impl App {
    /// Says that a file was saved, and what the rules still find in the report.
    pub(super) fn downloaded(&mut self, ctx: &Context<Self>, name: &str) {
        self.remember();
        self.set(|s| s.busy = None);
        let found = self.work.as_ref().map(|work| &work.view).filter(|view| view.loud() > 0);
        let words = match found {
            Some(view) => format!("已下载 {name}；其中还有 {} 没有处理。", view.summary()),
            None => format!("已下载 {name}。"),
        };
        self.tell(ctx, words, false);
    }
}

/// The name of a download, `{机关}{年}年政府信息公开工作年度报告.docx`, without characters that
/// file names must not have.
pub fn file_name(report: &Report, format: &str) -> String {
    let name = match (report.year, report.agency.trim()) {
        (Some(year), agency) => format!("{agency}{year}年{}", report.form.title),
        (None, agency) => format!("{agency}{}", report.form.title),
    };
    let name = browser::safe_name(&name);
    let format = report::formats::offered().find(|offered| offered.id == format);
    format.map_or(name.clone(), |format| format.file_name(&name))
}
