//! The search among all slips for those that can have led to a report.

use report::amount::{Amount, Entry};
use report::claims::claims;
use report::form::{Kind, Order, PlacedRelation};
use report::rules::{Verdict, judge};
use report::{Form, Report, Severity};

use super::super::table::is_error_sum;
use super::slip::{Slip, all, typed};

fn is_equal(placed: &PlacedRelation) -> bool {
    is_error_sum(placed) == Some(Order::Equal)
}

/// A report as it is shown, with all that speaks for or against a change.
pub struct Shown {
    form: &'static Form,
    entries: Vec<Entry>,
    told: Vec<(Vec<usize>, Amount)>,
}

type Edits = Vec<(usize, Amount)>;
/// What speaks for an explanation, its changes, and whether it is one slip.
type Found = ([isize; 3], Edits, bool);

impl Shown {
    pub fn new(report: &Report, last: Option<&Report>) -> Shown {
        let form = report.form;
        let cells = |ids: &[String]| ids.iter().map(|id| form.position(id).unwrap()).collect();
        let told = claims(report).into_iter().map(|c| (cells(&c.cells), c.stated)).collect();
        Shown { form, entries: report.entries_with_last(last), told }
    }

    fn relations(&self) -> impl Iterator<Item = &'static PlacedRelation> {
        self.form.placed_relations().iter().filter(|p| is_error_sum(p).is_some())
    }

    /// The sums that are wrong.
    pub fn broken(&self) -> Vec<&'static PlacedRelation> {
        self.relations().filter(|p| matches!(judge(p, &self.entries), Verdict::Broken(_))).collect()
    }

    /// Statements that agree, milder rules that hold, figures that do not leap from last year's.
    fn evidence(&self, entries: &[Entry]) -> [isize; 3] {
        let sum = |cells: &[usize]| cells.iter().map(|&c| entries[c].counted()).sum::<Option<_>>();
        let agree = self.told.iter().filter(|(cells, n)| sum(cells) == Some(*n)).count();
        let mild = self.form.placed_relations().iter();
        let mild = mild.filter(|p| p.relation.severity != Severity::Error);
        let wrong = mild.filter(|p| matches!(judge(p, entries), Verdict::Broken(_))).count();
        let all = self.form.all_cells();
        let leaps = (0..all.len()).filter(|&c| {
            let pair = entries[c].number().zip(entries[c + all.len()].number());
            let kind = all[c].kind() != Kind::Change;
            pair.is_some_and(|(n, l)| {
                let (few, many) = (n.min(l), n.max(l));
                kind && few > Amount::ZERO
                    && many >= Amount::whole(50)
                    && few.times(5).unwrap() <= many
            })
        });
        [agree as isize, -(wrong as isize), -(leaps.count() as isize)]
    }

    /// These entries with the values that sums leave for cells.
    fn filled(&self, known: &[(usize, Amount)], mut lost: Vec<usize>) -> Vec<Entry> {
        let mut entries = self.entries.clone();
        known.iter().for_each(|&(cell, n)| entries[cell] = Entry::Number(n));
        lost.iter().for_each(|&cell| entries[cell] = Entry::Blank);
        while !lost.is_empty() {
            let known = |cells: &[usize]| -> Amount {
                cells.iter().filter_map(|&c| entries[c].counted()).sum()
            };
            let value = |cell: usize| {
                let only = |p: &&PlacedRelation| {
                    is_equal(p)
                        && p.cells().any(|c| c == cell)
                        && p.cells().all(|c| c == cell || entries[c].counted().is_some())
                };
                let placed = self.relations().find(only)?;
                let (left, right) = (known(&placed.left), known(&placed.right));
                Some(if placed.left.contains(&cell) { right - left } else { left - right })
            };
            let next = (0..lost.len()).find_map(|i| Some((i, value(lost[i])?)));
            let Some((at, n)) = next else { break };
            entries[lost.swap_remove(at)] = Entry::Number(n);
        }
        entries
    }

    /// The changes, if after them no sum is wrong and those that were wrong hold.
    fn sound(&self, entries: &[Entry]) -> Option<Edits> {
        let all = self.form.all_cells();
        let changed: Vec<usize> =
            (0..all.len()).filter(|&c| entries[c] != self.entries[c]).collect();
        let admitted = |c: &usize| {
            all[*c].kind() != Kind::Money
                && entries[*c].number().is_none_or(|n| all[*c].kind().admits(n))
        };
        let holds = self.broken().into_iter().all(|p| judge(p, entries) == Verdict::Holds);
        let none = self.relations().all(|p| !matches!(judge(p, entries), Verdict::Broken(_)));
        let fine = !changed.is_empty() && changed.iter().all(admitted) && holds && none;
        fine.then(|| {
            changed.iter().map(|&c| (c, entries[c].number().unwrap_or_default())).collect()
        })
    }

    /// The changes by which the only slip that explains most is undone. `None` if there are several
    /// or none. `blank` asks about cells that were not filled in.
    pub fn explanations(&self, blank: bool) -> Option<Edits> {
        let broken = self.broken();
        if blank {
            return self.only_zero().filter(|_| broken.is_empty());
        }
        let mut found = self.moved(&broken);
        self.single(&broken, &mut found);
        let most = found.iter().map(|f| f.0).max()?;
        found.retain(|f| f.0 == most || !f.2 && f.1.len() > 1);
        let mut named: Vec<&Edits> = found.iter().filter(|f| f.2).map(|f| &f.1).collect();
        let open = |edits: &&Edits| found.iter().any(|f| !f.2 && f.1.len() > 1 && f.1 == **edits);
        named.retain(|edits| !open(edits));
        named.sort_unstable();
        named.dedup();
        let [only] = named[..] else { return None };
        let rival = |f: &Found| !f.2 && f.1 != *only;
        let sure = only.len() == 1 || !found.iter().any(rival);
        (sure && most[0] >= 0 && most[1] >= 0).then(|| only.clone())
    }

    /// What a change gains of each kind of evidence.
    fn gain(&self, entries: &[Entry]) -> [isize; 3] {
        let (now, start) = (self.evidence(entries), self.evidence(&self.entries));
        [now[0] - start[0], now[1] - start[1], (now[2] - start[2]).signum()]
    }

    /// The slips over several cells that explain the report. What two or more sums and statements
    /// speak for counts, apart from the values that sums fill in.
    fn moved(&self, broken: &[&PlacedRelation]) -> Vec<Found> {
        let mut found = Vec::new();
        let over = |p: &&&PlacedRelation| p.cells().any(|c| c >= self.form.all_cells().len());
        let equal = || broken.iter().filter(|p| is_equal(p));
        // That several columns do not continue last year's is one thing.
        let equal = equal().filter(|p| !over(p)).count() + equal().filter(over).count().min(1);
        let equal = equal as isize;
        for slip in all(self.form)[4..9].iter().flatten() {
            let Some((known, lost)) = slip.unmake(&self.entries) else { continue };
            let changes = |c: usize| known.iter().any(|k| k.0 == c) || lost.contains(&c);
            if !broken.iter().all(|p| p.cells().any(changes)) {
                continue;
            }
            let entries = self.filled(&known, lost.clone());
            if !self.leads_back(slip, &entries, &lost) {
                continue;
            }
            let Some(edits) = self.sound(&entries) else { continue };
            let open = lost.iter().any(|&c| entries[c] == Entry::Blank);
            let filled =
                |c: &&usize| entries[**c] != self.entries[**c] && entries[**c] != Entry::Blank;
            let filled = match slip {
                Slip::Last(_) => 0,
                _ => lost.iter().filter(filled).count() as isize,
            };
            let by = self.gain(&entries);
            let backed = equal - filled + by[0] + by[2] >= 2;
            if edits.len() > 1 && backed && (!broken.is_empty() || by[0] > 0) {
                found.push((by, edits, !open));
            }
        }
        found
    }

    /// Whether the slip leads from these entries to what is shown, whatever the lost ones were.
    fn leads_back(&self, slip: &Slip, entries: &[Entry], lost: &[usize]) -> bool {
        let mut any = entries.to_vec();
        for &c in lost.iter().filter(|&&c| entries[c] == Entry::Blank) {
            any[c] = Entry::Number(Amount::ZERO);
        }
        let digits = |c: usize| self.entries[c].number().map_or(0, |n| n.to_string().len());
        let again = match slip {
            Slip::Split(a, b, _) => Slip::Split(*a, *b, digits(*a)),
            // They may lack any change, the same for all.
            Slip::Total(totals, _) => {
                let lacks = |c: &usize| Some(entries[*c].number()? - self.entries[*c].number()?);
                let first = lacks(&totals[0]);
                return first.is_some() && totals.iter().all(|c| lacks(c) == first);
            }
            other => other.clone(),
        };
        let mut fills = [Entry::Blank, Entry::Number(Amount::ZERO), Entry::Absent].into_iter();
        fills.any(|fill| again.make(&any, fill).is_some_and(|made| made == self.entries))
    }

    /// Every change of one cell after which all sums hold, and those that only the prose or another
    /// unit suggests.
    fn single(&self, broken: &[&PlacedRelation], found: &mut Vec<Found>) {
        let cells = self.form.cells();
        for cell in 0..cells.len() {
            let Some(now) = self.entries[cell].number() else { continue };
            if !broken.iter().all(|p| p.cells().any(|c| c == cell)) {
                continue;
            }
            let told = self.told.iter().filter(|(cells, _)| *cells == [cell]).map(|t| t.1);
            let yuan = now.part(10_000).filter(|_| cells[cell].kind() == Kind::Amount);
            let mut values: Vec<Amount> = told.chain(yuan).collect();
            values.extend(self.filled(&[], vec![cell])[cell].number());
            values.sort_unstable();
            values.dedup();
            for value in values {
                let mut entries = self.entries.clone();
                entries[cell] = Entry::Number(value);
                if self.sound(&entries).is_none() {
                    continue;
                }
                let own = |p: &&PlacedRelation| p.cells().all(|c| c < self.form.all_cells().len());
                let total =
                    broken.iter().filter(|p| is_equal(p) && own(p)).any(|p| p.left == [cell]);
                let (unit, by) = (yuan == Some(value), self.gain(&entries));
                let leap = by[2] > 0 && value >= Amount::whole(1);
                let told = by[0] > 0 && by[0] + by[2] >= 2;
                if !broken.is_empty() || told || unit && (by[0] > 0 || leap) {
                    let named = self.is_typed((cell, value)) || total || unit;
                    found.push((by, vec![(cell, value)], named));
                }
            }
        }
    }

    fn is_typed(&self, (cell, value): (usize, Amount)) -> bool {
        let now = self.entries[cell].number().unwrap().to_string();
        value.is_integer() && (0..4).any(|way| typed(way, &value.to_string()).contains(&now))
    }

    /// The blank cell, if there is one and any other number than 0 breaks a sum.
    fn only_zero(&self) -> Option<Edits> {
        let blank = |c: &usize| self.entries[*c] == Entry::Blank;
        let cell = (0..self.form.cells().len()).find(blank)?;
        let breaks = |n: u64| {
            let mut entries = self.entries.clone();
            entries[cell] = Entry::Number(Amount::whole(n));
            self.relations().any(|p| matches!(judge(p, &entries), Verdict::Broken(_)))
        };
        let only = !breaks(0) && [1, 2, 7, 50].into_iter().all(breaks);
        only.then(|| vec![(cell, Amount::ZERO)])
    }
}
