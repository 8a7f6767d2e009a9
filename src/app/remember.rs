//! What is remembered of an agency from one report to the next: its preface, which has its address and
//! telephone. It stays in this browser.

use report::Report;
use report::session::Field;
use yew::prelude::*;

use super::App;
use super::previous::adopt;
use crate::browser;
use crate::model::state::Saved;
use crate::model::target::Target;

/// The name of the setting that keeps an agency's preface: the year of its report, a line feed, the text.
fn setting(agency: &str) -> String {
    format!("preface-{}", agency.trim())
}

impl App {
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
