//! The charts (图解) as figures: those of the form's charts, this year's and last year's. The
//! writers draw them.

use crate::amount::{Amount, Entry};
use crate::form::Form;
use crate::report::Report;

/// A chart with its figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Picture {
    /// The chart's title.
    pub title: &'static str,
    /// The unit of its figures.
    pub unit: &'static str,
    /// Its bars in the form's order.
    pub bars: Vec<Bar>,
}

/// One bar. A value is `None` if all its cells are blank: unknown is not 0.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    /// The bar's label.
    pub label: &'static str,
    /// This year's figure.
    pub value: Option<Amount>,
    /// Last year's figure.
    pub last: Option<Amount>,
}

/// The charts with a figure above 0 this year or last; bars without any figure are left out. Last
/// year's figures are taken from `last` cell by cell, so that a report on another form contributes
/// only the cells that both forms have.
pub fn pictures(report: &Report, last: Option<&Report>) -> Vec<Picture> {
    let charts = report.form.charts.iter().copied().flatten();
    let pictures = charts.map(|chart| {
        let bars = chart.bars.iter().map(|(label, cells)| Bar {
            label,
            value: sum(report, report.form, cells),
            last: last.and_then(|last| sum(last, report.form, cells)),
        });
        let bars = bars.filter(|bar| bar.value.is_some() || bar.last.is_some()).collect();
        Picture { title: chart.title, unit: chart.unit, bars }
    });
    let shows = |bar: &Bar| [bar.value, bar.last].into_iter().flatten().any(|n| n > Amount::ZERO);
    pictures.filter(|picture| picture.bars.iter().any(shows)).collect()
}

/// The sum of a report's cells that hold numbers, out of those that `form` gives the same name.
fn sum(report: &Report, form: &Form, cells: &[&str]) -> Option<Amount> {
    let ids = cells.iter().flat_map(|id| form.named(id));
    let numbers = ids.filter_map(|id| Entry::parse(report.cell(&id)).number());
    numbers.filter(|n| !n.is_negative()).reduce(|sum, n| sum + n)
}
