//! All slips that are possible in a form, each made and undone by definition, and the search among
//! all of them for those that can have led to a report.

use report::amount::{Amount, Entry};
use report::claims::claims;
use report::form::{Kind, Order, PlacedRelation, Shape};
use report::rules::{Verdict, judge};
use report::{Form, Report, Severity};

use corpus::Dice;

pub const KINDS: [&str; 11] = [
    "dropped",
    "doubled",
    "transposed",
    "mistyped",
    "split",
    "shifted",
    "swapped",
    "last-year",
    "total",
    "unit",
    "blank",
];

/// A slip of a person.
#[derive(Clone, Debug)]
pub enum Slip {
    /// A number typed in one of the first four ways of [`KINDS`], at the digit that the dice show.
    Digit(usize, usize, usize),
    /// A number over two cells; the first has so many digits.
    Split(usize, usize, usize),
    /// Figures that moved along each of these paths by one cell.
    Shift(Vec<Vec<usize>>),
    /// Cells whose figures were exchanged.
    Swap(Vec<(usize, usize)>),
    /// Cells with last year's figures.
    Last(Vec<usize>),
    /// A total that lacks a later change of this size.
    Total(usize, u64),
    Unit(usize),
    Blank(usize),
}

fn number(text: &str) -> Option<Entry> {
    let whole = text == "0" || !text.starts_with('0');
    Amount::parse(text).filter(|_| whole).map(Entry::Number)
}

/// The ways to mistype a number in one of the first four ways of [`KINDS`].
fn typed(way: usize, right: &str) -> Vec<String> {
    let digits: Vec<char> = right.chars().collect();
    let put = |digits: Vec<char>| digits.into_iter().collect::<String>();
    let each = |i: usize| {
        let mut typed = digits.clone();
        match way {
            0 => drop(typed.remove(i)),
            1 => typed.insert(i, digits[i]),
            2 if i + 1 < digits.len() => typed.swap(i, i + 1),
            2 => {}
            _ => {
                let other = |d: char| (d != digits[i]).then_some(d);
                let all = ('0'..='9').filter_map(other);
                let typed = |d| put([&digits[..i], &[d], &digits[i + 1..]].concat());
                return all.map(typed).collect();
            }
        }
        vec![put(typed)]
    };
    let all = (0..digits.len()).flat_map(each);
    all.filter(|t| t != right && t != "0" && right != "0" && number(t).is_some()).collect()
}

impl Slip {
    pub fn is_blank(&self) -> bool {
        matches!(self, Slip::Blank(_))
    }

    /// The slip with what the dice decide.
    pub fn at_random(self, dice: &mut Dice) -> Slip {
        match self {
            Slip::Digit(cell, way, _) => Slip::Digit(cell, way, dice.roll(100)),
            Slip::Split(a, b, _) => Slip::Split(a, b, 1 + dice.roll(3)),
            Slip::Total(cell, _) => Slip::Total(cell, 1 + dice.roll(30) as u64),
            other => other,
        }
    }

    /// The entries after this slip; `None` if it cannot happen in these. `fill` is what remains
    /// where figures have moved away: nothing, 0, or (absent) the figure itself.
    pub fn make(&self, entries: &[Entry], fill: Entry) -> Option<Vec<Entry>> {
        let mut after = entries.to_vec();
        let at = |cell: &usize| entries[*cell].number();
        match self {
            Slip::Digit(cell, way, which) => {
                let all = typed(*way, &at(cell)?.to_string());
                after[*cell] = number(all.get(which % all.len().max(1))?)?;
            }
            Slip::Split(a, b, digits) => {
                let whole = at(a)?.to_string();
                at(b)?;
                let (first, rest) = whole.split_at_checked(*digits).filter(|s| !s.1.is_empty())?;
                (after[*a], after[*b]) = (number(first)?, number(rest)?);
            }
            Slip::Shift(paths) => {
                let mut any = false;
                for path in paths {
                    for pair in path.windows(2) {
                        after[pair[1]] = Entry::Number(at(&pair[0])?);
                        any |= at(&pair[0])? != Amount::ZERO;
                    }
                    at(path.last()?)?;
                    let left = Some(fill).filter(|fill| *fill != Entry::Absent);
                    after[path[0]] = left.unwrap_or(entries[path[0]]);
                }
                any.then_some(())?;
            }
            Slip::Swap(pairs) => {
                for (a, b) in pairs {
                    (after[*a], after[*b]) = (Entry::Number(at(b)?), Entry::Number(at(a)?));
                }
            }
            Slip::Last(cells) => {
                for cell in cells {
                    after[*cell] = Entry::Number(at(&(cell + entries.len() / 2))?);
                    at(cell)?;
                }
                cells.iter().any(|c| after[*c] != Entry::Number(Amount::ZERO)).then_some(())?;
            }
            Slip::Total(cell, lacks) => {
                let less = at(cell)? - Amount::whole(*lacks);
                after[*cell] = Entry::Number(Some(less).filter(|n| !n.is_negative())?);
            }
            Slip::Unit(cell) => {
                let yuan = at(cell)?.times(10_000).filter(|n| *n > Amount::ZERO)?;
                after[*cell] = Entry::Number(yuan);
            }
            Slip::Blank(cell) => {
                (at(cell)? == Amount::ZERO).then_some(())?;
                after[*cell] = Entry::Blank;
            }
        }
        Some(after)
    }

    /// What the entries were before: known values, and cells whose value is lost.
    fn unmake(&self, shown: &[Entry]) -> Option<(Vec<(usize, Amount)>, Vec<usize>)> {
        let at = |cell: usize| shown[cell].number();
        let (mut known, mut lost) = (Vec::new(), Vec::new());
        match self {
            Slip::Split(a, b, _) => {
                let whole = number(&format!("{}{}", at(*a)?, at(*b)?))?.number()?;
                (at(*a)? > Amount::ZERO).then_some(())?;
                (known, lost) = (vec![(*a, whole)], vec![*b]);
            }
            Slip::Shift(paths) => {
                for path in paths {
                    for pair in path.windows(2) {
                        known.push((pair[0], at(pair[1])?));
                    }
                    lost.push(*path.last()?);
                }
            }
            Slip::Swap(pairs) => {
                for (a, b) in pairs {
                    known.extend([(*a, at(*b)?), (*b, at(*a)?)]);
                }
            }
            Slip::Last(cells) => lost.clone_from(cells),
            _ => return None,
        }
        Some((known, lost))
    }
}

/// All slips of each kind in a form.
pub fn all(form: &'static Form) -> [Vec<Slip>; KINDS.len()] {
    let mut all: [Vec<Slip>; KINDS.len()] = Default::default();
    for (cell, of) in form.cells().iter().enumerate() {
        match of.kind() {
            Kind::Count => {
                (0..4).for_each(|way| all[way].push(Slip::Digit(cell, way, 0)));
                all[10].push(Slip::Blank(cell));
            }
            Kind::Amount => all[9].push(Slip::Unit(cell)),
            _ => {}
        }
    }
    for placed in form.placed_relations().iter().filter(|p| is_equal(p)) {
        if let [total] = placed.left[..] {
            all[8].push(Slip::Total(total, 1));
        }
    }
    let mut first = 0;
    for block in form.tables.iter().flat_map(|t| t.blocks) {
        let rows = block.rows.iter().filter(|r| r.kind != Kind::Heading).count();
        let columns = block.columns.len();
        let at = |row: usize, column: usize| first + row * columns + column;
        let by_row: Vec<Vec<usize>> =
            (0..rows).map(|r| (0..columns).map(|c| at(r, c)).collect()).collect();
        let by_column: Vec<Vec<usize>> =
            (0..columns).map(|c| (0..rows).map(|r| at(r, c)).collect()).collect();
        in_lines(&by_row, &mut all);
        in_lines(&by_column, &mut all);
        first += rows * columns;
    }
    all
}

/// Adds the slips along lines of cells.
fn in_lines(lines: &[Vec<usize>], all: &mut [Vec<Slip>; KINDS.len()]) {
    let places = lines[0].len();
    if places < 2 {
        return;
    }
    all[7].extend(lines.iter().map(|line| Slip::Last(line.clone())));
    for a in 0..lines.len() {
        for b in a..lines.len() {
            let (one, every) = (a == b, b - a + 1 == lines.len());
            for from in 0..places {
                for to in from + 1..places {
                    let some = &lines[a..=b];
                    let whole = from == 0 && to + 2 >= places;
                    if one || every || whole {
                        let on: Vec<_> = some.iter().map(|l| l[from..=to].to_vec()).collect();
                        let back = on.iter().map(|p| p.iter().rev().copied().collect()).collect();
                        all[5].extend([Slip::Shift(on), Slip::Shift(back)]);
                    }
                    if one || every {
                        let pair = |line: &Vec<usize>| (line[from], line[to]);
                        all[6].push(Slip::Swap(some.iter().map(pair).collect()));
                    }
                    if one && to == from + 1 {
                        all[4].push(Slip::Split(lines[a][from], lines[a][to], 1));
                    }
                }
            }
        }
    }
}

fn is_equal(placed: &PlacedRelation) -> bool {
    matches!(placed.relation.shape, Shape::Sum(_, Order::Equal, _))
        && placed.relation.severity == Severity::Error
}

/// A report as it is shown, with all that speaks for or against a change.
pub struct Shown {
    form: &'static Form,
    entries: Vec<Entry>,
    told: Vec<(Vec<usize>, Amount)>,
}

type Edits = Vec<(usize, Amount)>;

impl Shown {
    pub fn new(report: &Report, last: Option<&Report>) -> Shown {
        let form = report.form;
        let cells = |ids: &[String]| ids.iter().map(|id| form.position(id).unwrap()).collect();
        let told = claims(report).into_iter().map(|c| (cells(&c.cells), c.stated)).collect();
        Shown { form, entries: report.entries_with_last(last), told }
    }

    fn relations(&self) -> impl Iterator<Item = &'static PlacedRelation> {
        let sums = |p: &&PlacedRelation| matches!(p.relation.shape, Shape::Sum(..));
        let all = self.form.placed_relations().iter().filter(sums);
        all.filter(|p| p.relation.severity == Severity::Error)
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
    fn filled(&self, known: &[(usize, Amount)], mut lost: Vec<usize>) -> Option<Vec<Entry>> {
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
            let (at, n) = (0..lost.len()).find_map(|i| Some((i, value(lost[i])?)))?;
            entries[lost.swap_remove(at)] = Entry::Number(n);
        }
        Some(entries)
    }

    /// The changes, if after them no sum is wrong and those that were wrong hold.
    fn sound(&self, entries: &[Entry]) -> Option<Edits> {
        let all = self.form.all_cells();
        let changed: Vec<usize> =
            (0..all.len()).filter(|&c| entries[c] != self.entries[c]).collect();
        let admitted = |c: &usize| {
            all[*c].kind() != Kind::Money
                && entries[*c].number().is_some_and(|n| all[*c].kind().admits(n))
        };
        let holds = self.broken().into_iter().all(|p| judge(p, entries) == Verdict::Holds);
        let none = self.relations().all(|p| !matches!(judge(p, entries), Verdict::Broken(_)));
        let fine = !changed.is_empty() && changed.iter().all(admitted) && holds && none;
        fine.then(|| changed.iter().map(|&c| (c, entries[c].number().unwrap())).collect())
    }

    /// The changes by which the only slip that explains most is undone. `None` if there are several
    /// or none. `blank` asks about cells that were not filled in.
    pub fn explanations(&self, blank: bool) -> Option<Edits> {
        let broken = self.broken();
        if blank {
            return self.only_zero().filter(|_| broken.is_empty());
        }
        let start = self.evidence(&self.entries);
        let mut found: Vec<([isize; 3], Edits, bool)> = Vec::new();
        let equal = broken.iter().filter(|p| is_equal(p)).count() as isize;
        let gain = |entries: &[Entry]| {
            let now = self.evidence(entries);
            [0, 1, 2].map(|i| now[i] - start[i])
        };
        let slips = all(self.form);
        for slip in slips[4..8].iter().flatten() {
            let Some((known, lost)) = slip.unmake(&self.entries) else { continue };
            let changes = |c: usize| known.iter().any(|k| k.0 == c) || lost.contains(&c);
            if !broken.iter().all(|p| p.cells().any(changes)) {
                continue;
            }
            let Some(entries) = self.filled(&known, lost.clone()) else { continue };
            let fills = [Entry::Blank, Entry::Number(Amount::ZERO), Entry::Absent];
            let digits = |c: usize| self.entries[c].number().map_or(0, |n| n.to_string().len());
            let again = match slip {
                Slip::Split(a, b, _) => Slip::Split(*a, *b, digits(*a)),
                other => other.clone(),
            };
            // Undoing must lead to a table in which the slip leads back to what is shown.
            let comes = |fill| again.make(&entries, fill).is_some_and(|made| made == self.entries);
            if !fills.into_iter().any(comes) {
                continue;
            }
            let Some(edits) = self.sound(&entries) else { continue };
            let filled = lost.iter().filter(|&&c| entries[c] != self.entries[c]).count() as isize;
            let filled = if matches!(slip, Slip::Last(_)) { 0 } else { filled };
            let by = gain(&entries);
            let backed = equal - filled + by[0] + by[2] >= 2;
            if (edits.len() == 1 || backed) && (!broken.is_empty() || by[0] > 0) {
                found.push((by, edits, true));
            }
        }
        self.single(&broken, &mut |edit, entries| {
            let named = self.is_typed(edit) || broken.iter().any(|p| p.left == [edit.0]);
            let unit = self.entries[edit.0].number().and_then(|n| n.part(10_000)) == Some(edit.1);
            let unit = unit && self.form.all_cells()[edit.0].kind() == Kind::Amount;
            let by = gain(entries);
            let told = by[0] > 0 && by[0] + by[2] >= 2;
            if !broken.is_empty() || told || unit && by[0] + by[2] >= 1 {
                found.push((by, vec![edit], named || unit));
            }
        });
        let most = found.iter().map(|f| f.0).max()?;
        found.retain(|f| f.0 == most && f.0[0] >= 0 && f.0[1] >= 0);
        let mut named: Vec<&Edits> = found.iter().filter(|f| f.2).map(|f| &f.1).collect();
        named.sort_unstable();
        named.dedup();
        let [only] = named[..] else { return None };
        let rival = |f: &([isize; 3], Edits, bool)| !f.2 && f.1 != *only;
        (only.len() == 1 || !found.iter().any(rival)).then(|| only.clone())
    }

    /// Every change of one cell after which all sums hold, and those that only the prose or another
    /// unit suggests.
    fn single(&self, broken: &[&PlacedRelation], look: &mut dyn FnMut((usize, Amount), &[Entry])) {
        for cell in 0..self.form.cells().len() {
            let Some(now) = self.entries[cell].number() else { continue };
            let told = self.told.iter().filter(|(cells, _)| *cells == [cell]).map(|t| t.1);
            let mut values: Vec<Amount> = told.chain(now.part(10_000)).collect();
            if broken.is_empty() || broken.iter().all(|p| p.cells().any(|c| c == cell)) {
                let fills = self.filled(&[], vec![cell]);
                values.extend(fills.and_then(|entries| entries[cell].number()));
                values.sort_unstable();
                values.dedup();
                for value in values {
                    let mut entries = self.entries.clone();
                    entries[cell] = Entry::Number(value);
                    if self.sound(&entries).is_some() {
                        look((cell, value), &entries);
                    }
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
