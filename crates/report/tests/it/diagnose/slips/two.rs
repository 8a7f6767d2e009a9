//! Two slips in one report: hardly ever one is named that did not happen, and mostly one slip explains
//! all that is seen then.

use report::Report;
use report::amount::Entry;

use corpus::Dice;

use super::search::Shown;
use super::slip::{Slip, all};
use super::{Amount, FORMS, HOW_MANY, KINDS, Kind, edits, pair, set, told};

const PAIRS: usize = 66;

/// What became of the planted pairs.
#[derive(Default, Debug)]
struct Score {
    planted: usize,
    silent: usize,
    /// All that was named, one slip or both, did happen.
    right: usize,
    /// One other slip leads to the same report, and nothing else explains as much.
    like_one: usize,
    wrong: usize,
}

/// Slips that were made, each with what remains where figures have moved away, and the entries after them.
type Made = (Vec<(Slip, Entry)>, Vec<Entry>);

/// Two slips of any kinds, one after the other, as far as they are possible.
fn two(slips: &[Vec<Slip>], before: &[Entry], dice: &mut Dice) -> Made {
    let (mut made, mut after) = (Vec::new(), before.to_vec());
    for _ in 0..2 {
        let of_kind = &slips[dice.roll(KINDS.len())];
        let fill = [Entry::Blank, Entry::Number(Amount::ZERO), Entry::Absent][dice.roll(3)];
        let Some(slip) = of_kind.get(dice.roll(of_kind.len().max(1))) else { continue };
        let slip = slip.clone().at_random(dice);
        let Some(entries) = slip.make(&after, fill) else { continue };
        if entries != after {
            after = entries;
            made.push((slip, fill));
        }
    }
    (made, after)
}

#[test]
fn of_two_slips_hardly_one_is_named_that_did_not_happen() {
    let many =
        std::env::var(HOW_MANY).ok().and_then(|n| n.parse().ok()).map_or(PAIRS, |n: usize| n / 5);
    let mut dice = Dice::new(78);
    let slips: Vec<_> = FORMS.iter().map(|form| all(form)).collect();
    let (mut score, mut seed) = (Score::default(), 50_000);
    while score.planted < many {
        seed += 1;
        let here = dice.roll(FORMS.len());
        let form = FORMS[here];
        let (report, last) = pair(form, seed);
        let last = dice.chance(70).then_some(&last);
        let before = report.entries_with_last(last);
        let (made, after) = two(&slips[here], &before, &mut dice);
        let changed: Vec<usize> = (0..after.len()).filter(|&c| after[c] != before[c]).collect();
        let money = |c: &usize| form.all_cells()[*c].kind() == Kind::Money;
        if made.len() < 2 || changed.is_empty() || changed.iter().any(money) {
            continue;
        }
        let mut wrong = report.clone();
        changed.iter().for_each(|&cell| set(&mut wrong, cell, after[cell]));
        score.planted += 1;
        let told = told(&wrong, last);
        let mut mended = wrong.clone();
        for (cell, value) in told.iter().flat_map(|suspect| edits(&wrong, suspect)) {
            set(&mut mended, cell, Entry::Number(value));
        }
        let broken = |report: &Report| Shown::new(report, last).broken().len();
        assert!(told.is_empty() || broken(&mended) == 0, "{made:?}: {told:?}");
        // What was named is undone in the sound report, or in one with the other slip only.
        let only = |(slip, fill): &(Slip, Entry)| slip.make(&before, *fill);
        let states: Vec<Vec<Entry>> =
            made.iter().filter_map(only).chain([before.clone()]).collect();
        let is_true = |suspect| {
            let edits = edits(&wrong, suspect);
            states.iter().any(|s| edits.iter().all(|(cell, n)| s[*cell] == Entry::Number(*n)))
        };
        if told.is_empty() {
            score.silent += 1;
        } else if told.iter().all(is_true) {
            score.right += 1;
        } else {
            let only = Shown::new(&wrong, last).explanations(false);
            match told.iter().all(|s| is_true(s) || only.as_ref() == Some(&edits(&wrong, s))) {
                true => score.like_one += 1,
                false => {
                    score.wrong += 1;
                    if std::env::var_os("SHOW").is_some() {
                        println!("wrong {} {made:?} told {told:?}", form.id);
                    }
                }
            }
        }
    }
    println!("two slips: {score:?}");
    assert!(score.right > many / 10, "{score:?}");
    assert!(score.wrong * 100 <= many * 2, "{score:?}");
    assert!(score.like_one * 100 <= many * 3, "{score:?}");
}
