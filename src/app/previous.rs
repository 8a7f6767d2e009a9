//! Last year's report: which cells it fills in, comparing with it, and beginning from it.

use std::rc::Rc;

use report::Report;
use report::session::{Change, Field, Session};
use web_sys::Element;
use yew::prelude::*;

use super::App;
use crate::browser;
use crate::browser::chunk::in_chunk;
use crate::model::target::{Target, difference};
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
        self.leave_beginning();
        self.compare(Some(last));
        let filled = change.is_some();
        if let Some(change) = change {
            self.edit(|session| session.apply(change));
        }
        self.tell(ctx, name + &words, filled);
    }

    /// The year of the report that may begin from this one; `None` if this one is not of an earlier
    /// year, or says nothing.
    pub(super) fn next_of(&self, report: &Report) -> Option<u16> {
        let year = report.year.filter(|year| *year < browser::last_year())?;
        let says = !report.cells.is_empty() || report.prose().any(|(.., text)| !text.is_empty());
        says.then_some(year + 1)
    }

    /// Begins the report of the year after the open one, which becomes last year's. One undo brings
    /// it back. The draft in which it is stored stays as it is.
    pub(super) fn begin_next(&mut self, ctx: &Context<Self>) {
        let Some(work) = self.work.as_ref().filter(|_| !self.state.readonly) else { return };
        let (last, before) = (work.view.report.clone(), work.view.previous.clone());
        let Some(report) = next(&last) else {
            let words = "没有读到这份报告的年度，请先填写年度，再用它开始下一年的。";
            self.set(|s| s.fault = Some(words.into()));
            return;
        };
        let words = format!(
            "已开始{}年的报告：文字沿用上年，标出的 {} 处数字和日期请逐处核对。",
            report.year.unwrap_or_default(),
            report.carried.len()
        );
        let guesses = self.state.guesses.clone();
        if work.stored {
            let json = [browser::draft_json(&report), browser::draft_json(&last)];
            self.host.hold(Some(&json[0]), Some(&json[1]), None, true);
        }
        self.compare(Some((*last).clone()));
        if let Some(work) = &mut self.work {
            (work.begun, work.stored) = (Some((last, before)), false);
        }
        self.set(|s| {
            (s.next, s.notes, s.fault) = (None, None, None);
            // The new cells were read from no file.
            s.places = Rc::default();
        });
        let change =
            Change::Named("用上年报告开始".into(), vec![Change::Replace(Box::new(report))]);
        self.step(ctx, change, words);
        // Agency and year were guessed for last year's report, and are no surer now.
        self.set(|s| {
            s.guesses = guesses;
            s.forget_guesses(|head| !matches!(head, "机关名称" | "年度"));
        });
    }

    /// Undoes or redoes a step. If its place is out of sight, the report scrolls there, and says what
    /// was undone. If that step began the report from last year's, the comparison changes, too.
    pub(super) fn go_back(&mut self, ctx: &Context<Self>, back: bool) {
        let Some(before) = self.work.as_ref().map(|work| work.view.report.clone()) else { return };
        let (step, word, name): (fn(&mut Session) -> bool, _, _) = match back {
            true => (Session::undo, "撤销", self.state.undo.clone()),
            false => (Session::redo, "重做", self.state.redo.clone()),
        };
        self.edit(step);
        let place = self.report().and_then(|now| difference(&before, now));
        let root = self.root.cast::<Element>();
        let moved = place.zip(root).and_then(|((target, line), root)| {
            Some(browser::bring(&browser::find(&root, &target.selectors())?, line))
        });
        if let Some(name) = name.filter(|_| moved == Some(true)) {
            self.tell(ctx, format!("已{word}：{name}。"), false);
        }
        let Some((work, (last, before))) =
            self.work.as_ref().and_then(|work| Some((work, work.begun.clone()?)))
        else {
            return;
        };
        let is_last = work.view.report.year == last.year;
        let wanted = if is_last { before } else { Some(last) };
        if wanted != work.view.previous {
            let next = self.next_of(&work.view.report).filter(|_| is_last);
            self.compare(wanted.as_deref().cloned());
            self.set(|s| s.next = next);
        }
    }

    /// Replaces a text with last year's, and marks what is last year's in it.
    pub(super) fn adopt(&mut self, ctx: &Context<Self>, field: Field) -> bool {
        let Some(view) = self.work.as_ref().map(|work| work.view.clone()) else { return false };
        let Some((last, words)) = view.previous.as_deref().zip(view.last_text(field)) else {
            return false;
        };
        let change = adopt(&view.report, last, field, words);
        let kept = field.set(words.to_string());
        let moved = !matches!(&change, Change::Named(_, all) if all.contains(&kept));
        let years = last.year.zip(view.report.year).filter(|_| moved);
        let years =
            years.map_or(String::new(), |(from, to)| format!("，年份已改（{from}年→{to}年等）"));
        let name = view.last_word();
        let told = format!("已采用{name}的文字{years}；标出的数字和日期请逐处核对。");
        self.goal = Some(Target::field(&view.report, field, 0..0));
        self.step(ctx, change, told)
    }

    /// Stops comparing with last year's report.
    pub(super) fn forget_previous(&mut self) {
        self.leave_beginning();
        self.compare(None);
        self.set(|s| s.told = None);
    }

    /// Another report of last year was chosen than that from which this one was begun.
    fn leave_beginning(&mut self) {
        if let Some(work) = &mut self.work {
            work.begun = None;
        }
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

in_chunk! { "extras"
    /// The report of the next year; see [`report::next::next`].
    fn next(last: &Report) -> Option<Report> {
        report::next::next(last)
    }
}

in_chunk! { "extras"
    /// The step that takes over a text; see [`report::next::adopt`].
    pub fn adopt(report: &Report, last: &Report, field: Field, words: &str) -> Change {
        report::next::adopt(report, last, field, words)
    }
}
