//! Reports of the desk that are corrected in the editor, and files that are taken off the desk.

use std::rc::Rc;

use js_sys::{Array, JsString};
use report::desk::Opened;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::{DeskController, Panel, Ui, js};
use crate::browser;
use crate::model::desk::At;
use crate::model::msg::{FromDesk, Msg};
use crate::model::read::Read;

/// The name of the zip of files with comments.
const ANNOTATED: &str = "带批注的原文件.zip";

impl DeskController {
    /// Opens a report in the editor, with last year's where that is among the files.
    pub fn open(self: &Rc<DeskController>, at: At, send: &Callback<Msg>) {
        let name = self.row(at).map(|row| row.place()).unwrap_or_default();
        let send = send.clone();
        let asked = self.script.open(at.0 as u32, at.1 as u32);
        let original = self.script.original(at.0 as u32);
        self.work("正在打开…", asked, move |desk, opened| {
            let Some(opened) = desk.answer(&opened) else { return };
            let Opened { report, previous: last, notes, places } = opened;
            let read = Read { report, notes, places, name, original };
            let draft = desk.draft_of(at.0);
            desk.update(|ui| ui.back = Some(at));
            send.emit(Msg::FromDesk(Box::new(FromDesk { read, last, row: Some(at), draft })));
        });
    }

    /// Saves a zip of the files with their findings as comments.
    pub fn annotated(self: &Rc<DeskController>) {
        let reports: Array = self.with_list(|list| list.all().map(|(at, _)| js(at)).collect());
        self.work("正在写批注…", self.script.annotated(&reports), |desk, made| {
            let made = Array::from(&made);
            browser::save(&made.get(0).unchecked_into(), ANNOTATED);
            let without = made.get(1).as_f64().unwrap_or(0.0);
            let others = if without > 0.0 {
                format!("另有 {without} 个文件不能写批注（要 docx 或 xlsx），问题的位置见表格“在文件中的位置”一栏。")
            } else {
                String::new()
            };
            desk.update(|ui| ui.said = Some((format!("已下载 {ANNOTATED}。{others}"), false)));
        });
    }

    /// Puts a corrected report (JSON) in the place of a row. `draft` is the id of its draft.
    pub fn correct(&self, at: At, json: &JsString, draft: Option<String>) {
        let before = self.with_list(|list| list.get(at).map(|entry| entry.counts));
        let file = self.script.correct(at.0 as u32, at.1 as u32, json) as usize;
        if file != at.0 {
            self.list.borrow_mut().correct(at, file);
        }
        self.drafts.borrow_mut().extend(draft.map(|draft| (file, draft)));
        let new = (file, 0);
        self.update(|ui| {
            forget_results(ui);
            ui.sum.upper = ui.sum.upper.map(|upper| if upper == at { new } else { upper });
            (ui.back, ui.corrected) = (Some(new), before.map(|before| (new, before)));
        });
    }

    /// The rows of these files have come: says what became of the report that was corrected.
    pub(super) fn tell_corrected(&self, files: &[usize]) {
        let Some((at, before)) = self.ui.borrow().corrected else { return };
        let entry = self.with_list(|list| list.get(at).cloned());
        let Some(entry) = entry.filter(|_| files.contains(&at.0)) else { return };
        let change = |(i, word): (usize, &str)| format!("{word} {}→{}", before[i], entry.counts[i]);
        let changes = ["错误", "提醒", "提示"].into_iter().enumerate().map(change);
        let changes = changes.collect::<Vec<_>>().join("，");
        let words = format!("“{}”已按修改后的重新检查：{changes}。", entry.unit);
        self.update(|ui| {
            (ui.corrected, ui.said, ui.panel) = (None, Some((words, false)), Panel::Report(at));
        });
    }

    /// Puts the report as its file has it in the place of the corrected one in this file of the desk.
    pub fn restore(&self, file: usize) {
        self.script.restore(file as u32);
        let at = self.list.borrow_mut().restore(file);
        let kept = self.draft_of(file).is_some();
        let kept = if kept { "改过的仍在首页的草稿里。" } else { "" };
        self.mark_again();
        self.update(|ui| {
            forget_results(ui);
            (ui.sum.upper, ui.back) = (ui.sum.upper.filter(|upper| upper.0 != file), at);
            ui.panel = at.map_or(Panel::None, Panel::Report);
            ui.said = Some((format!("已恢复为文件原来的内容。{kept}"), false));
        });
    }

    /// Takes a file off the desk, with all its reports.
    pub fn remove(&self, file: usize) {
        let name = self.with_list(|list| list.get((file, 0)).map(|entry| entry.file.clone()));
        self.script.remove(file as u32);
        self.list.borrow_mut().take(file, []);
        self.mark_again();
        self.update(|ui| {
            forget_results(ui);
            ui.panel = Panel::None;
            ui.sum.upper = ui.sum.upper.filter(|at| at.0 != file);
            let name = name.unwrap_or_default();
            ui.said = Some((format!("已移走 {name}，没有删除文件。"), true));
            ui.removed.push((file, name));
        });
    }

    /// Puts the file back that was taken off last.
    pub fn put_back(&self) {
        self.update(|ui| {
            let Some((file, name)) = ui.removed.pop() else { return };
            self.script.put_back(file as u32);
            forget_results(ui);
            let more = match ui.removed.len() {
                0 => String::new(),
                n => format!("另外移走的还有 {n} 个文件。"),
            };
            (ui.panel, ui.back) = (Panel::Report((file, 0)), Some((file, 0)));
            ui.said = Some((format!("已放回 {name}。{more}"), !ui.removed.is_empty()));
        });
    }

    /// The draft in which the corrected report in this file was edited last.
    fn draft_of(&self, file: usize) -> Option<String> {
        let drafts = self.drafts.borrow();
        drafts.iter().rev().find(|(own, _)| *own == file).map(|(_, draft)| draft.clone())
    }

    fn mark_again(&self) {
        if !self.progress.borrow().is_running() {
            self.mark();
        }
    }
}

/// Sum and near-copies are those of other reports now.
fn forget_results(ui: &mut Ui) {
    (ui.sum.done, ui.alike, ui.side_by_side) = (None, None, None);
}
