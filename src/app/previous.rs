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
            _ if !own => "它是另一个机关的报告，没有填入数字，只作对照。".into(),
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

    /// Begins the report of the year after the one that is open, which becomes last year's. One undo
    /// brings it back.
    pub(super) fn begin_next(&mut self, ctx: &Context<Self>) -> bool {
        let Some(last) = self.report().cloned() else { return false };
        let Some(next) = report::next::next(&last) else {
            self.tell(
                ctx,
                "没有读到这份报告的年度，请先填写年度，再用它开始下一年的。".into(),
                false,
            );
            return true;
        };
        let words = format!(
            "已用{}开始下一年的：文字已沿用，其中 {} 处上年的数字和日期有标记，请逐处核对。",
            last_year_name(&last),
            next.carried.len()
        );
        self.compare(Some(last));
        self.set(|s| (s.next, s.notes, s.guesses) = (None, None, None));
        let change = Change::Named("用上年报告开始".into(), vec![Change::Replace(Box::new(next))]);
        self.step(ctx, change, words)
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
