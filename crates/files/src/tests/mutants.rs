//! Files of every kind with bytes changed, parts cut out, doubled or exchanged with other files: each
//! is read or refused, without a crash and soon.

use std::panic::{AssertUnwindSafe, catch_unwind};

use corpus::Dice;
use corpus::random::consistent;

use super::growth::processor;
use super::import;
use crate::archive::{Archive, pack};
use crate::desk::check_file;

/// Our own files of every format, and those of other programs.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut seeds = import::files();
    for (i, form) in report::FORMS.iter().enumerate() {
        let report = consistent(form, 7 + i as u64);
        for format in super::there_and_back() {
            let name = format!("ours, {}, {format}", form.id);
            seeds.push((name, crate::write(&report, None, format).unwrap()));
        }
    }
    let two =
        [seeds[0].1.clone(), seeds[1].1.clone()].map(|b| String::from_utf8_lossy(&b).into_owned());
    seeds.push(("zip".into(), pack(&[("a.html", two[0].clone()), ("b.html", two[1].clone())])));
    seeds
}

/// One to six changes to the bytes.
fn mutate(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..1 + dice.roll(6) {
        if bytes.is_empty() {
            return;
        }
        let at = dice.roll(bytes.len());
        let end = (at + 1 + dice.roll(64)).min(bytes.len());
        match dice.roll(9) {
            0 => bytes[at] ^= 1 << dice.roll(8),
            1 => bytes[at] = [0, 1, 0x7f, 0xff, b'<', b'"', b'9', 0x80][dice.roll(8)],
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece.repeat(1 + dice.roll(200)));
            }
            5 => {
                let from = dice.roll(other.len());
                let piece = other[from..(from + 1 + dice.roll(400)).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            6 => {
                let number = [0_u32, 1, 0xffff, 0x7fff_ffff, u32::MAX][dice.roll(5)].to_le_bytes();
                let end = (at + 4).min(bytes.len());
                bytes[at..end].copy_from_slice(&number[..end - at]);
            }
            7 => drop(bytes.splice(at..end, b"99999999999999999999".iter().copied())),
            _ => bytes[at..end].reverse(),
        }
    }
}

/// A changed file: of a container half the time its parts are changed, and packed again.
fn mutant(seed: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    let archive = Archive::open(seed).ok().filter(|_| dice.chance(60));
    let Some(archive) = archive else {
        mutate(&mut bytes, other, dice);
        return bytes;
    };
    let names: Vec<String> = archive.names().map(String::from).collect();
    let chosen = dice.roll(names.len());
    let parts: Vec<(&str, String)> = (0..names.len())
        .map(|i| {
            let mut bytes = archive.part_at(i).ok().flatten().unwrap_or_default();
            if i == chosen || dice.chance(20) {
                mutate(&mut bytes, other, dice);
            }
            (names[i].as_str(), String::from_utf8_lossy(&bytes).into_owned())
        })
        .collect();
    pack(&parts)
}

/// The variable `MUTANTS` sets how many files are tried.
#[test]
fn mutants_are_read_or_refused_soon() {
    const SECONDS: f64 = 10.0;
    let count = std::env::var("MUTANTS").map_or(300, |n| n.parse().unwrap());
    let seeds = seeds();
    let (mut faults, mut refused, mut slowest) = (Vec::new(), 0, (0.0, String::new()));
    for i in 0..count {
        let mut dice = Dice::new(9_000 + i as u64);
        let (name, seed) = &seeds[i % seeds.len()];
        let bytes = mutant(seed, &seeds[dice.roll(seeds.len())].1, &mut dice);
        let begun = processor();
        let rows = catch_unwind(AssertUnwindSafe(|| check_file(&bytes, "", &Default::default())));
        let taken = processor() - begun;
        if taken > slowest.0 {
            slowest = (taken, format!("{i}, {name}"));
        }
        match rows {
            Err(_) => faults.push(format!("{i}, {name}: a crash")),
            Ok(_) if taken > SECONDS => faults.push(format!("{i}, {name}: {taken:.1} s")),
            Ok(rows) => {
                let errors: Vec<_> = rows.iter().filter_map(|r| r.error.as_ref()).collect();
                refused += usize::from(!errors.is_empty());
                if errors.iter().any(|e| !e.message.ends_with('。')) {
                    faults.push(format!("{i}, {name}: no sentence"));
                }
            }
        }
    }
    println!(
        "{count} mutants of {} files, {refused} refused, the slowest {slowest:?}",
        seeds.len()
    );
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
