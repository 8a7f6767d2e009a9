//! What the desk's matrix shows.

use report::Severity;

use crate::model::desk::{At, Column, Desk, Filter, Sort, StateFilter};

/// The states with their names for scripts and on the screen.
pub(super) const STATES: [(&str, &str, StateFilter); 9] = [
    ("any", "全部", StateFilter::Any),
    ("error", "有错误", StateFilter::Has(Severity::Error)),
    ("warning", "有提醒", StateFilter::Has(Severity::Warning)),
    ("blank", "没填完", StateFilter::Blank),
    ("clean", "没有问题", StateFilter::Clean),
    ("unread", "读不了", StateFilter::Unread),
    ("absent", "未报送", StateFilter::Absent),
    ("unlisted", "名单外", StateFilter::Unlisted),
    ("repeated", "同一报告", StateFilter::Repeated),
];

/// The visible files in their order, the columns, and below the files the units without a report.
#[derive(PartialEq)]
pub struct Shown {
    pub rows: Vec<At>,
    pub columns: Vec<Column>,
    /// The reports in these files, each by the file that counts.
    pub reports: Vec<At>,
    pub absent: Vec<String>,
    /// How many reports each of the [`STATES`] would show.
    pub counts: [usize; STATES.len()],
}

impl Shown {
    pub fn of(desk: &Desk, filter: &Filter, sort: Sort) -> Shown {
        let rows = desk.shown(filter, sort);
        let (columns, reports) = (desk.columns(&rows), desk.reports(&rows));
        let counts = STATES.map(|(.., state)| desk.count(state, filter));
        Shown { columns, reports, absent: desk.absent(filter), rows, counts }
    }

    /// Number of lines in the matrix.
    pub fn lines(&self) -> usize {
        self.rows.len() + self.absent.len()
    }
}
