//! The sum over reports of the desk that are read again from their files.

use serde::{Deserialize, Serialize};

use super::{Failure, Row};
use crate::combine::{self, RollUp, roll_up_some};
use crate::expected::reported;
use crate::report::Report;
use crate::units::{Unit, taken};

/// The result of reading a file again, because some of its rows are to be added up.
#[derive(Serialize, Deserialize)]
pub struct Reread {
    /// The rows to be added up, each with its position in the file.
    pub rows: Vec<(usize, Row)>,
    /// The reports that the file contains now, by position; `None` where there is none.
    #[serde(default)]
    pub reports: Vec<Option<Report>>,
    /// Why the file could not be read.
    #[serde(default)]
    pub error: Option<Failure>,
}

impl Reread {
    /// Each row with its report, or why the report is not available.
    fn reports(self) -> impl Iterator<Item = Result<(Row, Report), Unread>> {
        let Reread { rows, mut reports, error } = self;
        rows.into_iter().map(move |(part, row)| {
            let found = reports.get_mut(part).and_then(Option::take);
            match found.filter(|report| row.tells_of(report)) {
                Some(report) => Ok((row, report)),
                None => Err(Unread {
                    name: row.called().into(),
                    agency: row.agency,
                    file: row.file,
                    why: error.as_ref().map_or(REPLACED.into(), |error| error.message.clone()),
                }),
            }
        })
    }
}

/// The message for a report that is no longer at its position.
pub const REPLACED: &str = "文件在检查之后已经更换，里面不再是这份报告；请重新添加这个文件。";

/// A report of the desk that is missing from a sum.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unread {
    /// Its name in a sentence.
    pub name: String,
    /// The agency's name.
    pub agency: String,
    /// The file's name.
    pub file: String,
    /// The reason, one Chinese sentence.
    pub why: String,
}

/// The sum over reports of the desk.
#[derive(Serialize, Deserialize)]
pub struct Sum {
    /// The sum. Positions in [`RollUp::repeated`] count the reports that were requested, in their
    /// order.
    pub rolled: RollUp,
    /// Reports that could not be read again and are missing from the sum.
    pub unread: Vec<Unread>,
    /// Reports that were requested in several files, and which file was added up.
    pub copies: Vec<Copies>,
}

/// A report in several files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Copies {
    /// The report's name in a sentence.
    pub name: String,
    /// The file that is taken.
    pub taken: String,
    /// The other files.
    pub left: Vec<String>,
}

/// Why there is no sum.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoSum {
    /// The reports cannot be added up.
    Combine(combine::Error),
    /// The report to compare with cannot be read again.
    Upper(Unread),
    /// No report can be read again.
    Unread(Unread),
}

/// Adds up reports of the desk that were read again, in the order of the files; `upper` is the file
/// of the report to compare with. Of several files of the same report only the one is added up that
/// [`taken`] takes. Reports that cannot be read are listed with the sum, and R-01 then does not take
/// the units as complete.
///
/// # Errors
/// No report can be read, the forms differ, or the report to compare with cannot be read.
pub fn sum(
    files: Vec<Reread>,
    mut wanted: combine::Wanted,
    upper: Option<Reread>,
) -> Result<Sum, NoSum> {
    if let Some(upper) = upper.and_then(|upper| upper.reports().next()) {
        wanted.upper = Some(upper.map_err(NoSum::Upper)?.1);
    }
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for (i, report) in files.into_iter().flat_map(Reread::reports).enumerate() {
        match report {
            Ok((row, report)) => read.push((i, row, report)),
            Err(one) => unread.push(one),
        }
    }
    if let (true, Some(first)) = (read.is_empty(), unread.first()) {
        return Err(NoSum::Unread(first.clone()));
    }
    let units: Vec<Unit> = read.iter().map(|(_, row, _)| row.unit()).collect();
    let taken = taken(&units);
    let copies = copies(&read, &taken);
    let (mut reports, mut positions, mut repeated) = (Vec::new(), Vec::new(), Vec::new());
    for (at, (i, _, report)) in read.into_iter().enumerate() {
        match taken[at] == at {
            true => {
                reports.push(report);
                positions.push(i);
            }
            false => repeated.push(i),
        }
    }
    let mut rolled = roll_up_some(&reports, &wanted, unread.is_empty()).map_err(NoSum::Combine)?;
    repeated.extend(rolled.repeated.iter().map(|i| positions[*i]));
    repeated.sort_unstable();
    rolled.repeated = repeated;
    // A unit whose report can no longer be read has reported all the same.
    let agencies: Vec<&str> = unread.iter().map(|one| one.agency.as_str()).collect();
    let mut handed_in = reported(&rolled.missing, &agencies).0.into_iter();
    rolled.missing.retain(|_| handed_in.next().flatten().is_none());
    Ok(Sum { rolled, unread, copies })
}

/// The reports that were read from several files.
fn copies(read: &[(usize, Row, Report)], taken: &[usize]) -> Vec<Copies> {
    let file = |at: usize| read[at].1.place();
    let of = |at: usize| Copies {
        name: read[at].1.called().into(),
        taken: file(at),
        left: (0..read.len()).filter(|i| *i != at && taken[*i] == at).map(file).collect(),
    };
    (0..read.len()).filter(|at| taken[*at] == *at).map(of).filter(|c| !c.left.is_empty()).collect()
}
