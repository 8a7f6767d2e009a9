//! Last year's report: which cells it fills in, and comparing with it.

use std::rc::Rc;

use report::Report;
use report::session::Change;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::model::view::{View, last_year_name};

impl App {
    /// Loads last year's report: copies the values with which this year begins, and compares from
    /// now on.
    pub(super) fn load_previous(&mut self, ctx: &Context<Self>, last: Report) {
        let Some(report) = self.report() else { return };
        let name = format!("已载入{}。", last_year_name(&last));
        let adjoins = last.year.zip(report.year).is_none_or(|(last, year)| last + 1 == year);
        let own = report.is_of_same_agency(&last);
        let may = adjoins && own && !self.state.readonly;
        let change = Change::from_last_year(report, &last).filter(|_| may);
        let words = match &change {
            _ if last.cells.is_empty() => "其中没有读到统计数，只对照文字。".into(),
            _ if !own => "它是另一个机关的报告，只作对照。".into(),
            _ if !adjoins => "它不是上一年度的报告，没有填入数字，只作对照。".into(),
            Some(Change::Together(all)) => format!("上年结转的 {} 格已按它填入。", all.len()),
            _ => "各格可对照上年数。".into(),
        };
        self.compare(Some(last));
        let filled = change.is_some();
        if let Some(change) = change {
            self.edit(|session| session.apply(change));
        }
        self.tell(ctx, name + &words, filled);
    }

    /// Stops comparing with last year's report.
    pub(super) fn forget_previous(&mut self) {
        self.compare(None);
        self.set(|s| s.told = None);
    }

    /// Compares with another report of last year, or with none.
    pub(super) fn compare(&mut self, previous: Option<Report>) {
        let Some(work) = &mut self.work else { return };
        work.previous = previous.as_ref().map(browser::draft_json);
        self.host.set_last_year(work.previous.as_ref());
        let (report, checked) = (work.view.report.clone(), work.view.checked.clone());
        let json = browser::draft_json(&report);
        work.view = View::new(report, previous.map(Rc::new), checked);
        work.untold = true;
        self.check(&json);
        self.set(|s| {
            s.busy = None;
            s.pend();
        });
    }
}
