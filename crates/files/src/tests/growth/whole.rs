//! A report that grows in one respect is read, recognised and checked in steps that grow with it. `cargo xtask bench growth` makes a table of the lines that begin with `growth`.

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

/// One more of it costs about the same at every size: work that grows as the square would cost three
/// times as much from one size to the next. The variable `GROWTH_TIMES` sets how many times the usual
/// size is the largest.
#[test]
fn one_more_costs_as_much_in_a_large_report_as_in_a_small_one() {
    const MORE: f64 = 2.0;
    let most = std::env::var("GROWTH_TIMES").map_or(10, |times| times.parse().unwrap());
    let mut dearer = Vec::new();
    for (name, usual, make) in KINDS {
        let sizes = [1, 3, 10, 30, 100].into_iter().filter(|times| *times <= most);
        let sizes: Vec<usize> = sizes.map(|times| usual * times).collect();
        let steps: Vec<u64> =
            sizes.iter().map(|size| steps_of(&make(*size)).expect("within the budget")).collect();
        let one_more: Vec<f64> = (1..sizes.len())
            .map(|i| (steps[i] - steps[i - 1]) as f64 / (sizes[i] - sizes[i - 1]) as f64)
            .collect();
        for (size, cost) in sizes[1..].iter().zip(&one_more) {
            println!("growth\t{name}\t{size}\t{cost:.1}");
        }
        if one_more.windows(2).any(|pair| pair[1] > pair[0] * MORE) {
            dearer.push(format!("{name}, steps for one more: {one_more:?}"));
        }
    }
    assert!(dearer.is_empty(), "{}", dearer.join("\n"));
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
