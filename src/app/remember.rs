//! What is remembered of an agency from one report to the next: its preface, which has its address and
//! telephone. It stays in this browser.

use std::collections::BTreeSet;
use std::rc::Rc;

use report::Report;
use report::session::Field;
use yew::prelude::*;

use super::App;
use super::previous::adopt;
use crate::browser;
use crate::model::look::Template;
use crate::model::state::Saved;
use crate::model::target::Target;

/// The name of the setting that keeps an agency's preface: the year of its report, a line feed, the text.
fn setting(agency: &str) -> String {
    format!("preface-{}", agency.trim())
}

/// The settings that keep the office's template: the name of its file, and its look.
const TEMPLATE: [&str; 2] = ["template-name", "template"];

/// The template that is remembered.
pub(super) fn template() -> Option<Rc<Template>> {
    let [name, look] = TEMPLATE.map(browser::setting);
    (!look.is_empty()).then(|| Rc::new(Template { name, look }))
}

/// The setting that keeps the titles of charts that are left out, a line each.
const LEFT_OUT: &str = "charts-left-out";

/// The titles of charts that are left out, as remembered.
pub(super) fn left_out() -> BTreeSet<String> {
    browser::setting(LEFT_OUT).lines().map(str::to_string).collect()
}

impl App {
    /// Shows a chart in pages and pictures from now on, or not, and remembers it.
    pub(super) fn choose_chart(&mut self, title: &'static str, shown: bool) {
        let mut left_out = BTreeSet::clone(&self.state.left_out);
        if shown {
            left_out.remove(title);
        } else {
            left_out.insert(title.to_string());
        }
        if self.state.saved != Saved::Off {
            let titles: Vec<&str> = left_out.iter().map(String::as_str).collect();
            browser::set(LEFT_OUT, &titles.join("\n"));
        }
        self.set(|s| s.left_out = Rc::new(left_out));
    }

    /// Lays Word files out by a template from now on, and remembers it; not where the host page asked to store
    /// nothing.
    pub(super) fn use_template(&mut self, ctx: &Context<Self>, template: Rc<Template>) {
        if self.state.saved != Saved::Off {
            browser::set(TEMPLATE[0], &template.name);
            browser::set(TEMPLATE[1], &template.look);
        }
        let words = format!("下载 Word 时按“{}”排版。", template.name);
        self.set(|s| (s.busy, s.template) = (None, Some(template)));
        self.tell(ctx, words, false);
    }

    /// Forgets the office's template.
    pub(super) fn forget_template(&mut self, ctx: &Context<Self>) {
        TEMPLATE.iter().for_each(|name| browser::set(name, ""));
        self.goal = Some(Target::at("page"));
        self.set(|s| s.template = None);
        self.tell(ctx, "已忘记单位模板，按国家标准排版。".into(), false);
    }

    /// Remembers the preface of the report, which was just downloaded; not where the host page asked to
    /// store nothing.
    pub(super) fn remember(&self) {
        let Some(report) = self.report().filter(|_| self.state.saved != Saved::Off) else { return };
        let said = !report.preface.trim().is_empty() && !report.agency.trim().is_empty();
        if let Some(year) = report.year.filter(|_| said) {
            browser::set(&setting(&report.agency), &format!("{year}\n{}", report.preface));
        }
    }

    /// The preface that is remembered for the agency, as a report that has only that.
    fn remembered(&self) -> Option<Report> {
        let report = self.report().filter(|report| report.preface.trim().is_empty())?;
        let kept = browser::setting(&setting(&report.agency));
        let (year, preface) = kept.split_once('\n')?;
        let year = Some(year.parse::<u16>().ok()?);
        Some(Report { year, preface: preface.into(), ..Report::blank(report.form) })
    }

    /// Takes the remembered preface over, with its years adapted and its figures marked; returns whether
    /// there is one.
    pub(super) fn draft_preface(&mut self, ctx: &Context<Self>) -> bool {
        let Some(last) = self.remembered() else { return false };
        let Some(change) =
            self.report().map(|report| adopt(report, &last, Field::Preface, &last.preface))
        else {
            return false;
        };
        let year = last.year.unwrap_or_default();
        let words = format!("已采用本机记住的{year}年前言，年份已改；标出的数字和日期请逐处核对。");
        self.goal = Some(Target::at("preface"));
        self.step(ctx, change, words)
    }
}
