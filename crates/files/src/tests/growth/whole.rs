//! A report that grows in one respect: what is read, recognised and checked of it takes at most as many
//! times the steps. `cargo xtask bench growth` makes a table of the lines that begin with `growth`.

use std::fmt::Write;

use report::Report;

use super::steps_of;
use super::texts::done;
use crate::archive::pack;
use crate::write;

/// What grows: its name, how many of it a report of usual size has, and a file with so many.
type Kind = (&'static str, usize, fn(usize) -> Vec<u8>);

const KINDS: &[Kind] = &[
    // One table of the form has 200 cells; a workbook of a city has a sheet for each agency.
    ("cells", 200, |count| {
        let rows = 1 + count / 10;
        let cells =
            |i: usize| (0..9).map(|j| format!("<td>{}</td>", i * 9 + j)).collect::<String>();
        let table: String =
            (0..rows).map(|i| format!("<tr><td>第{i}项</td>{}</tr>", cells(i))).collect();
        let page = String::from_utf8(write(&consistent(), None, "html").unwrap()).unwrap();
        page.replacen("</main>", &format!("<table>{table}</table></main>"), 1).into_bytes()
    }),
    ("characters of prose", 3_000, |count| {
        docx_with(count, |i, text| {
            let (n, lines) = (i * 7 % 977, ["培训", "检查", "会议", "走访"]);
            done(writeln!(text, "第{i}次{}有{n}人参加，印发材料{}份。", lines[i % 4], n * 3));
        })
    }),
    ("findings", 10, |count| {
        // Each such sentence has 23 characters and contradicts the table.
        docx_with(count * 23, |i, text| {
            done(writeln!(text, "本局全年新收政府信息公开申请{}件。", 100_000 + i));
        })
    }),
    ("files in a zip", 1, |count| {
        let file = docx_with(1_000, |i, text| done(writeln!(text, "第{i}次会议有9人参加。")));
        let names: Vec<String> = (0..count).map(|i| format!("{i}.docx")).collect();
        pack(&names.iter().map(|name| (name.as_str(), &file)).collect::<Vec<_>>())
    }),
];

fn consistent() -> Report {
    corpus::random::consistent(report::newest_form(), 3)
}

/// A Word file whose first section has about so many characters; `one` writes the `i`th paragraph.
fn docx_with(characters: usize, one: impl Fn(usize, &mut String)) -> Vec<u8> {
    let mut report = consistent();
    let text = &mut report.sections[0].text;
    text.clear();
    for i in 0.. {
        if text.chars().count() >= characters {
            break;
        }
        one(i, text);
    }
    write(&report, None, "docx").unwrap()
}

/// The variable `GROWTH_TIMES` sets how many times the usual size is the largest.
#[test]
fn a_report_that_grows_takes_at_most_as_many_times_the_steps() {
    const MORE: f64 = 1.15;
    let most = std::env::var("GROWTH_TIMES").map_or(10, |times| times.parse().unwrap());
    let mut faster = Vec::new();
    for (name, usual, make) in KINDS {
        let mut before: Option<(usize, u64)> = None;
        for times in [1, 3, 10, 30, 100].into_iter().filter(|times| *times <= most) {
            let steps = steps_of(&make(usual * times)).expect("within the budget");
            println!("growth\t{name}\t{usual}\t{times}\t{steps}");
            let linear =
                |(fewer, small): (usize, u64)| (small * times as u64) as f64 / fewer as f64;
            if before.is_some_and(|before| steps as f64 > linear(before) * MORE) {
                faster.push(format!("{name}: {times} times take {steps} steps, {before:?}"));
            }
            before = Some((times, steps));
        }
    }
    assert!(faster.is_empty(), "{}", faster.join("\n"));
}

/// Else the lines of the findings would say nothing.
#[test]
fn there_are_as_many_findings_as_are_asked_for() {
    let (_, usual, make) = KINDS.iter().find(|(name, ..)| *name == "findings").unwrap();
    for count in [*usual, 10 * usual] {
        let rows = crate::desk::check_file(&make(count), "", &Default::default());
        let found = rows[0].findings.len();
        assert!((count..2 * count + 5).contains(&found), "{found} findings, not {count}");
    }
}
