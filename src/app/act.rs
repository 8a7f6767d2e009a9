//! What the editor does with each message: a table, one line a message.

use std::rc::Rc;

use report::Finding;
use report::session::Change;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::App;
use super::collate::collate;
use super::open_desk::many;
use super::pdf::press;
use super::register::counting;
use crate::browser;
use crate::model::msg::{Msg, Purpose};
use crate::model::state::{Saved, Sheet};
use crate::model::target::{Target, dom_id};

impl App {
    /// Handles a message of the editor; returns whether to draw again.
    pub(super) fn act(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let Some(msg) = self.when_loaded(ctx, msg) else { return true };
        match msg {
            // Files, drafts, and the desk.
            Msg::Begin => self.begin(),
            Msg::Create(report) => self.show(*report, None, None, Saved::Untouched),
            Msg::Set(report) => self.show(*report, None, None, Saved::Pending),
            Msg::Choose(file, purpose) => self.choose(ctx, file, purpose),
            Msg::Opened(read, Purpose::Report | Purpose::Register | Purpose::Template) => {
                self.opened(*read);
            }
            Msg::Opened(read, Purpose::Previous) => self.load_previous(ctx, read.report),
            Msg::Opened(read, Purpose::Next) => {
                self.opened(*read);
                self.begin_next(ctx);
            }
            Msg::Count(count) => return counting(self, ctx, count),
            Msg::Collate(msg) => return collate(self, ctx, msg),
            Msg::Pdf(msg) => return press(self, ctx, msg),
            Msg::BeginNext => self.begin_next(ctx),
            Msg::StayInYear => self.set(|s| s.next = None),
            Msg::ForgetPrevious => self.forget_previous(),
            Msg::Failed(error) => self.fail(&error),
            Msg::Many(things) => many(self, &things),
            Msg::FromDesk(given) => self.open_from_desk(*given),
            Msg::Back => self.back(ctx),
            Msg::LeaveDesk => self.leave_desk(),
            Msg::Home => self.leave(ctx),
            Msg::Sample => self.sample(ctx),
            Msg::Sampled(reports) => self.sampled(*reports),
            Msg::Templated(template) => self.use_template(ctx, template),
            Msg::ForgetTemplate => self.forget_template(ctx),
            Msg::Download(format) => self.download(ctx, format),
            Msg::ChooseChart(title, shown) => self.choose_chart(title, shown),
            Msg::CopyPage => self.copy_page(ctx),
            Msg::InClipboard(words) => {
                self.set(|s| s.busy = None);
                self.tell(ctx, words.into(), false);
            }
            Msg::Annotate => self.annotate(ctx),
            Msg::Done => self.set(|s| s.busy = None),
            Msg::Downloaded(name) => self.downloaded(ctx, &name),
            Msg::Saved(name) => self.tell(ctx, format!("已下载 {name}。"), false),
            Msg::Kept(kept) => return self.kept(ctx, &kept),
            Msg::ShowDraft(id) => self.show_draft(&id),
            Msg::Resume(id) => self.refreshed(ctx, Msg::ShowDraft(id)),
            Msg::Forget(id) => self.forget(ctx, id),
            Msg::Compare(id) => self.compare_drafts(ctx, id),
            Msg::Compared(id, how) => self.set(|s| s.compared = Some(Rc::new((id, how)))),
            Msg::Rescue(id) => self.rescue(&id),
            Msg::SaveCopy => self.save_copy(ctx),
            Msg::Copied(how, name) => return self.copied(ctx, how, &name),
            Msg::SaveNow => return self.save_now(ctx),
            // Changes of the report.
            Msg::Change(change) => self.change(change),
            Msg::Write(write) => return self.write(ctx, write),
            Msg::Tell(change, words) => return self.step(ctx, *change, words),
            Msg::Accept(fix, words) => return self.accept(ctx, fix, words),
            Msg::Fill(table) => return self.fill(ctx, table),
            Msg::Confirm(head) => self.set(|s| s.forget_guesses(|place| place == head)),
            Msg::UseForm(form) => return self.use_form(ctx, form),
            Msg::Explain(finding, reason) => self.explain(&finding, &reason),
            Msg::Undo => self.go_back(ctx, true),
            Msg::Redo => self.go_back(ctx, false),
            Msg::Pause => return self.pause(),
            Msg::Settle => return self.settle(),
            // Checking.
            Msg::Checked(asked, checked) => return self.checked(ctx, asked, *checked),
            Msg::CheckFailed(asked, error) => return self.check_failed(asked, &error),
            Msg::Await(tell, fail) => return self.promise(tell, fail),
            Msg::Announce => return self.announced(),
            // What is shown, and where the focus goes.
            Msg::Jump(target) => self.jump(target, None),
            Msg::Walk { back } => self.walk(ctx, back),
            Msg::ShowFindings => self.jump(Target::at("findings"), Some(Sheet::Findings)),
            Msg::SelfCheck => self.self_check(ctx),
            Msg::Sheet(sheet) => self.open(sheet),
            Msg::EndTour => self.end_tour(),
            Msg::DismissNotes => self.set(|s| s.notes = None),
            Msg::DismissTold => self.set(|s| s.told = None),
        }
        self.schedule(ctx);
        true
    }

    /// Shows an error to the user and reports it to the page.
    pub(super) fn fail(&mut self, error: &JsValue) {
        let (code, message) = browser::words(error);
        browser::failed(&self.host, &code, &message);
        self.set(|s| (s.busy, s.told, s.fault) = (None, None, Some(message.into())));
    }

    /// Applies a change to the report. If that removes the button which made the change, the focus
    /// moves on; after typing or pasting into several cells it stays.
    fn change(&mut self, change: Change) {
        if !matches!(change, Change::Together(_)) {
            self.goal = self.follow(&change).or(self.goal.take());
        }
        self.edit(|session| session.apply(change));
    }

    fn pause(&mut self) -> bool {
        if let Some(work) = &mut self.work {
            work.session.pause();
        }
        false
    }

    /// Goes to the next finding in the order of the report, or to the one before, and says what it is;
    /// behind the last comes the first.
    fn walk(&mut self, ctx: &Context<Self>, back: bool) {
        let Some(work) = &mut self.work else { return };
        let open = work.view.result.findings.iter().filter(|f| f.explained.is_none());
        let open: Vec<&Finding> = open.collect();
        if open.is_empty() {
            return self.tell(ctx, "没有待处理的问题。".into(), false);
        }
        let next = match &work.walked {
            None if back => open.len() - 1,
            None => 0,
            Some((at, _)) if back => at + open.len() - 1,
            // Where a finding was mended, the next one has its place.
            Some((at, id)) => at + usize::from(open.get(*at).is_some_and(|f| dom_id(f) == *id)),
        };
        let (at, count) = (next % open.len(), open.len());
        let finding = open[at];
        let (nth, rule, message) = (at + 1, &finding.rule, &finding.message);
        let words = format!("第 {nth} 条，共 {count} 条（{rule}）：{message}");
        let target = Target::from(finding);
        work.walked = Some((at, dom_id(finding)));
        self.jump(target, None);
        self.tell(ctx, words, false);
    }

    fn jump(&mut self, target: Target, sheet: Option<Sheet>) {
        self.goal = Some(target);
        self.set(|s| s.sheet = sheet);
    }

    /// Opens a sheet, or closes the one that is open; the heading of a page gets the focus.
    fn open(&mut self, sheet: Option<Sheet>) {
        if sheet.is_some_and(Sheet::is_page) {
            self.goal = Some(Target::at("page"));
        }
        self.set(|s| (s.sheet, s.told) = (sheet, None));
    }

    fn end_tour(&mut self) {
        browser::set_known("tour");
        self.set(|s| s.tour = false);
    }
}
