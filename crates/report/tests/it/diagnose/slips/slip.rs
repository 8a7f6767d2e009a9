//! All slips that are possible in a form, each made and undone by definition.

use report::Form;
use report::amount::{Amount, Entry};
use report::form::{Kind, Order, PlacedRelation};

use corpus::Dice;

use super::super::table::is_error_sum;

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
    /// Totals that lack a later change of this size: one, or all that a cell counts in.
    Total(Vec<usize>, u64),
    Unit(usize),
    Blank(usize),
}

/// Cells with their former values, and cells whose values are lost.
type Unmade = (Vec<(usize, Amount)>, Vec<usize>);

fn number(text: &str) -> Option<Entry> {
    let whole = text == "0" || !text.starts_with('0');
    Amount::parse(text).filter(|_| whole).map(Entry::Number)
}

/// The ways to mistype a number in one of the first four ways of [`KINDS`].
pub fn typed(way: usize, right: &str) -> Vec<String> {
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
            Slip::Total(totals, _) => Slip::Total(totals, 1 + dice.roll(30) as u64),
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
            Slip::Total(totals, lacks) => {
                for total in totals {
                    let less = at(total)? - Amount::whole(*lacks);
                    after[*total] = Entry::Number(Some(less).filter(|n| !n.is_negative())?);
                }
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
    pub fn unmake(&self, shown: &[Entry]) -> Option<Unmade> {
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
            Slip::Total(totals, _) if totals.len() > 1 => lost.clone_from(totals),
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
    for placed in sums(form) {
        all[8].push(Slip::Total(vec![placed.left[0]], 1));
    }
    let mut several: Vec<Vec<usize>> =
        (0..form.cells().len()).map(|c| over(form, c)).filter(|totals| totals.len() > 1).collect();
    several.sort_unstable();
    several.dedup();
    all[8].extend(several.into_iter().map(|totals| Slip::Total(totals, 1)));
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

/// The sums of a form that have a total and parts of the same year.
fn sums(form: &'static Form) -> impl Iterator<Item = &'static PlacedRelation> {
    let own = |p: &&PlacedRelation| {
        p.left.len() == 1 && p.cells().all(|cell| cell < form.all_cells().len())
    };
    let all = form.placed_relations().iter();
    all.filter(|p| is_error_sum(p) == Some(Order::Equal)).filter(own)
}

/// The totals in which a cell counts, with those in which they count, in the order of the form.
fn over(form: &'static Form, cell: usize) -> Vec<usize> {
    let (mut totals, mut open) = (Vec::new(), vec![cell]);
    while let Some(part) = open.pop() {
        for placed in sums(form).filter(|p| p.right.contains(&part)) {
            let total = placed.left[0];
            if !totals.contains(&total) {
                totals.push(total);
                open.push(total);
            }
        }
    }
    totals.sort_unstable();
    totals
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
