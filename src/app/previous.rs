//! Last year's report beside this year's: what it fills in, and that it is kept with the draft.

use std::rc::Rc;

use report::Report;
use report::session::Change;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::view::View;

impl App {
    /// Loads last year's report: fills in what this year begins with, and compares from now on.
    pub(super) fn load_previous(&mut self, ctx: &Context<Self>, last: Report) {
        let Some(report) = self.report() else { return };
        let name = format!("已载入{}。", last_year_name(&last));
        let adjoins = last.year.zip(report.year).is_none_or(|(last, year)| last + 1 == year);
        let may = adjoins && !self.state.readonly;
        let change = Change::from_last_year(report, &last).filter(|_| may);
        let words = match &change {
            _ if last.cells.is_empty() => "其中没有读到统计数，只对照文字。".into(),
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

    /// Compares with another report of last year, or with none.
    pub(super) fn compare(&mut self, previous: Option<Report>) {
        let Some(work) = &mut self.work else { return };
        work.previous = previous.as_ref().map(browser::json);
        browser::beside(&self.host, work.previous.as_ref());
        let (report, judged) = (work.view.report.clone(), work.view.judged.clone());
        let json = browser::json(&report);
        work.view = View::new(report, previous.map(Rc::new), judged);
        work.untold = true;
        self.judge(&json);
        self.set(|s| {
            s.busy = None;
            s.pend();
        });
    }
}

/// Title and year of last year's report, for a sentence.
pub fn last_year_name(last: &Report) -> String {
    let year = last.year.map_or_else(String::new, |year| year.to_string());
    match (last.title.trim(), last.agency.trim()) {
        ("", "") => format!("{year}年度报告"),
        ("", agency) => format!("{agency}{year}年度报告"),
        (title, _) => format!("《{title}》"),
    }
}
