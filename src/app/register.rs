//! The sheet 从台账填写: counting a register, taking answers, and filling the report in. What is read
//! of the register stays in [`crate::model::state::State::register`]; it goes with the report.

use std::rc::Rc;

use report::Report;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::App;
use crate::browser::chunk::in_chunk;
use crate::browser::{self, register};
use crate::model::msg::{Count, Msg};
use crate::model::register::{Counts, Given, Register};
use crate::model::state::{Saved, Sheet};
use crate::model::target::Target;

in_chunk! { "register"
    /// Handles what happens on the sheet; returns whether to draw again.
    pub fn counting(app: &mut App, ctx: &Context<App>, count: Count) -> bool {
        match count {
            Count::Open(bytes, name, told) => open(app, ctx, bytes, name, told),
            Count::Opened(register) => opened(app, *register),
            Count::Counted(version, told) => counted(app, ctx, version, told),
            Count::Answer(given, next) => answer(app, ctx, given, next),
            Count::Withdraw(id) => {
                register::forget(&id);
                change(app, ctx, |register| register.withdraw(&id));
            }
            Count::Year(year) => change(app, ctx, |register| register.choose(year)),
            Count::Fill => fill(app, ctx),
            Count::Template => template(app, ctx),
        }
        app.schedule(ctx);
        true
    }
}

/// Counts a file for the first time. `told` is what was said of it without any answers.
fn open(app: &mut App, ctx: &Context<App>, bytes: JsValue, name: String, told: Option<JsValue>) {
    app.set(|s| (s.dragging, s.fault, s.busy) = (false, None, Some("正在统计台账…".into())));
    let year = app.report().and_then(|report| report.year);
    let link = ctx.link().clone();
    spawn_local(async move {
        let register = first(bytes, name, told, year).await;
        link.send_message(match register {
            Ok(register) => Msg::Count(Count::Opened(Box::new(register))),
            Err(error) => Msg::Failed(error),
        });
    });
}

/// Counts the register with the remembered answers: the year of the report if the register has it.
async fn first(
    bytes: JsValue,
    name: String,
    told: Option<JsValue>,
    year: Option<u16>,
) -> Result<Register, JsValue> {
    let answers = register::remembered();
    let mut counts = match told.filter(|_| answers.is_empty()) {
        Some(told) => register::counts(&told)?,
        None => register::count(&bytes, &name, None, &answers).await?,
    };
    let other =
        year.filter(|year| *year != counts.year && counts.years.contains_key(&year.to_string()));
    if other.is_some() {
        counts = register::count(&bytes, &name, other, &answers).await?;
    }
    let counts = Rc::new(counts);
    Ok(Register { name, bytes, year: other, answers, counts, version: 0, running: None })
}

/// Shows the sheet; without a report, over a new one of the register's year.
fn opened(app: &mut App, mut register: Register) {
    // Higher than that of a register before, of which something may still be counted.
    register.version = app.state.register.as_ref().map_or(0, |before| before.version + 1);
    if app.work.is_none() {
        let year = register.counts.year;
        let report = Report::new(report::form_for_year(year), Some(year), "");
        app.show(report, None, None, Saved::Untouched);
    }
    app.goal = Some(Target::at("page"));
    app.set(|s| {
        s.register = Some(Rc::new(register));
        (s.sheet, s.busy, s.fault, s.told) = (Some(Sheet::Register), None, None, None);
    });
    check(app);
}

/// Checks the report again, which the register is now compared with (C-28).
fn check(app: &mut App) {
    if let Some(json) = app.report().map(browser::draft_json) {
        app.check(&json);
    }
}

/// Takes an answer. What holds for the next register too is remembered.
fn answer(app: &mut App, ctx: &Context<App>, given: Given, next: Option<String>) {
    if given.kept {
        register::remember(&given);
    }
    if let Some(next) = next {
        app.goal = Some(Target::at(&next));
    }
    change(app, ctx, |register| register.answer(given));
}

/// Changes the register, and counts it anew.
fn change(app: &mut App, ctx: &Context<App>, change: impl FnOnce(&mut Register)) {
    let Some(mut register) = app.state.register.as_deref().cloned() else { return };
    change(&mut register);
    recount(ctx, &mut register);
    app.set(|s| (s.register, s.fault) = (Some(Rc::new(register)), None));
}

/// Counts the newest version, unless an older one is still being counted: then that comes first.
fn recount(ctx: &Context<App>, register: &mut Register) {
    if register.running.is_some() {
        return;
    }
    let version = register.version;
    register.running = Some(version);
    let (bytes, name, year) = (register.bytes.clone(), register.name.clone(), register.year);
    let (answers, link) = (register.answers.clone(), ctx.link().clone());
    spawn_local(async move {
        let told = register::count(&bytes, &name, year, &answers).await.map(Rc::new);
        link.send_message(Msg::Count(Count::Counted(version, told)));
    });
}

fn counted(app: &mut App, ctx: &Context<App>, version: u64, told: Result<Rc<Counts>, JsValue>) {
    let register = app.state.register.as_deref().filter(|r| r.running == Some(version));
    // Another register was opened meanwhile.
    let Some(mut register) = register.cloned() else { return };
    register.running = None;
    let fault = match told {
        Ok(counts) => {
            register.counts = counts;
            None
        }
        Err(error) => Some(error),
    };
    if register.version != version {
        recount(ctx, &mut register);
    }
    app.set(|s| s.register = Some(Rc::new(register)));
    match fault {
        Some(error) => app.fail(&error),
        None => check(app),
    }
}

/// Fills the report in, as one step, once all answers are counted.
fn fill(app: &mut App, ctx: &Context<App>) {
    let Some(register) = app.state.register.clone().filter(|r| r.running.is_none()) else { return };
    let Some(report) = app.report() else { return };
    let count = register.changes(report).len();
    let change = register.step(report);
    let words = match (count, register.undecided()) {
        (0, _) => "报告里的数与台账相同，没有要填的。".to_string(),
        (_, 0) => format!("已从台账填入 {count} 格。"),
        (_, rows) => format!("已从台账填入 {count} 格；还有 {rows} 行没有确认，没有计入。"),
    };
    let table = report.form.cell("3.received.total").map(|cell| cell.table);
    app.goal = table.map(|table| Target::table(report, table));
    app.set(|s| s.sheet = None);
    match count {
        0 => app.tell(ctx, words, false),
        _ => drop(app.step(ctx, change, words)),
    }
}

/// Saves the blank register.
fn template(app: &mut App, ctx: &Context<App>) {
    app.set(|s| s.busy = Some("正在生成文件…".into()));
    let link = ctx.link().clone();
    spawn_local(async move {
        link.send_message(match register::template().await {
            Ok(bytes) => {
                browser::save(&bytes, "台账模板.xlsx");
                Msg::Done
            }
            Err(error) => Msg::Failed(error),
        });
    });
}
