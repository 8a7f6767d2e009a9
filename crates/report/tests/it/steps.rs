//! The steps of a session: what each is called, and which changes are one step.

use report::session::{Change, Session};
use report::{Report, form, newest_form};

fn session() -> Session {
    Session::new(Report::new(newest_form(), Some(2024), "示例县教育局"))
}

/// What the undo button says after this change.
fn name(change: Change) -> Option<String> {
    let mut session = session();
    session.apply(change);
    session.next_undo().map(String::from)
}

#[test]
fn a_step_is_called_by_what_it_changes() {
    let report = session().report().clone();
    let other = Report::new(form("2019").unwrap(), Some(2019), "示例县教育局");
    let like = Report { title: "另一份".into(), ..report.clone() };
    let cell = |id: &str, value: &str| Change::Cell(id.into(), value.into());
    for (change, called) in [
        (Change::Agency("甲局".into()), "修改机关名称"),
        (Change::Title("甲".into()), "修改标题"),
        (Change::Preface("甲".into()), "编辑前言"),
        (Change::Text(0, "甲".into()), "编辑“总体情况”"),
        (Change::RemoveSection(0), "删除“总体情况”"),
        (Change::Replace(Box::new(other)), "改用2019年格式"),
        (Change::Replace(Box::new(like)), "换成另一份报告"),
        (
            Change::Together(vec![cell("3.received.person", "1"), cell("3.received.total", "1")]),
            "填写 2 格",
        ),
    ] {
        assert_eq!(name(change).as_deref(), Some(called));
    }
}
