//! Measures what is read of the heads of pages: agency, year, form, sections, and whether guesses are
//! marked. The pages are not part of the project; `NIANBAO_REPORTS` names the folder that holds them.
//!
//! `NIANBAO_REPORTS=… cargo test -p files real::pages -- --ignored --nocapture`

use std::fs;

use report::Report;
use report::document::{Note, NoteLevel};
use report::text::key;

/// The rows of `heads.json`: for each page what is correct.
fn expected(folder: &str) -> serde_json::Map<String, serde_json::Value> {
    let heads = fs::read_to_string(format!("{folder}/heads.json")).expect("heads.json");
    serde_json::from_str(&heads).expect("heads.json is an object")
}

/// Which heads of a report are correct: agency, year, form, sections, cells.
fn right(report: &Report, truth: &serde_json::Value) -> [bool; 5] {
    let agency = key(truth["agency"].as_str().unwrap_or_default()) == key(&report.agency);
    let year = truth["year"].as_u64() == report.year.map(u64::from);
    let form = truth["form"].as_str() == Some(report.form.id);
    let wanted = truth["sections"].as_array().cloned().unwrap_or_default();
    let same = |(section, wanted): (&report::report::Section, &serde_json::Value)| {
        let id = serde_json::json!(section.id);
        let fits = match wanted["id_ok"].as_array() {
            Some(ids) => ids.contains(&id),
            None => wanted["id"] == id,
        };
        fits && key(wanted["heading"].as_str().unwrap_or_default()) == key(&section.heading)
    };
    let count = wanted.len() == report.sections.len();
    let sections = count && report.sections.iter().zip(&wanted).all(same);
    let cells = truth["cells"].as_object().is_none_or(|cells| {
        let read = |(id, value): (&String, &serde_json::Value)| {
            report.cells.get(id).map(String::as_str) == value.as_str()
        };
        cells.iter().all(read)
    });
    [agency, year, form, sections, cells]
}

/// The heads that notes mark as guessed.
fn marked(notes: &[Note]) -> String {
    let guessed = notes.iter().filter(|n| n.level == NoteLevel::Guessed);
    guessed.filter_map(|n| n.place.clone()).collect::<Vec<_>>().join(" ")
}

#[test]
#[ignore = "needs pages that are not part of the project"]
fn heads_of_pages() {
    let folder = std::env::var("NIANBAO_REPORTS").expect("NIANBAO_REPORTS") + "/pages";
    let mut totals = [[0; 2]; 5];
    for (file, truth) in expected(&folder) {
        let bytes = fs::read(format!("{folder}/{file}")).expect("a page");
        let read = files::read_report(&bytes);
        if truth["isReport"] == false {
            match read {
                Ok((report, _)) => println!("WRONG {file}: taken for “{}”", report.title),
                Err(error) => println!("right {file}: {} {}", error.code.name(), error.message),
            }
            continue;
        }
        let (right, told) = match &read {
            Ok((report, notes)) => (right(report, &truth), (marked(notes), tell(report, notes))),
            Err(error) => ([false; 5], (String::new(), error.message.to_string())),
        };
        for (total, right) in totals.iter_mut().zip(right) {
            total[usize::from(right)] += 1;
        }
        let names = ["agency", "year", "form", "sections", "cells"];
        let wrong: Vec<&str> = (0..5).filter(|&i| !right[i]).map(|i| names[i]).collect();
        let word = if wrong.is_empty() { "right" } else { "WRONG" };
        println!("{word} {file}: {} | guessed: {}", wrong.join(" "), told.0);
        if !wrong.is_empty() || std::env::var_os("TELL").is_some() {
            println!("{}", told.1);
        }
    }
    println!("wrong and right: agency, year, form, sections, cells {totals:?}");
}

fn tell(report: &Report, notes: &[Note]) -> String {
    let sections: Vec<_> = report.sections.iter().map(|s| (&s.id, &s.heading)).collect();
    let notes: Vec<_> = notes
        .iter()
        .map(|n| format!("{:?} {:?} {}", n.level, n.place, n.message.replace('\n', "⏎")))
        .collect();
    format!(
        "    {} {:?} {} “{}” cells {} extra {} published {}\n    preface {}\n    {sections:?}\n      {}",
        report.agency,
        report.year,
        report.form.id,
        report.title,
        report.cells.len(),
        report.extra_rows.len(),
        report.published,
        report.preface.chars().take(60).collect::<String>().replace('\n', "⏎"),
        notes.join("\n      ")
    )
}

/// Files saved by office programs, compared with their texts: every cell that is read is correct.
#[test]
#[ignore = "needs reports that are not part of the project"]
fn cells_of_saved_files() {
    let folder = std::env::var("NIANBAO_REPORTS").expect("NIANBAO_REPORTS");
    let listed = |folder: &str| fs::read_dir(folder).expect("a folder").flatten();
    let all: Vec<_> =
        [folder.clone(), format!("{folder}/files")].iter().flat_map(|f| listed(f)).collect();
    for expected in listed(&format!("{folder}/expected")) {
        let name = expected.file_name().into_string().expect("a name");
        let stem = name.trim_end_matches(".json").trim_end_matches(".html");
        let truth: serde_json::Value =
            serde_json::from_slice(&fs::read(expected.path()).expect("a file")).expect("JSON");
        for file in all.iter().filter(|f| f.file_name().to_string_lossy().starts_with(stem)) {
            let (report, notes) =
                files::read_report(&fs::read(file.path()).expect("a file")).expect("a report");
            let cells = serde_json::json!(report.cells);
            let right = report.cells.is_empty() || cells == truth["cells"];
            let heads =
                truth["form"] == report.form.id && truth["year"] == serde_json::json!(report.year);
            let sections: Vec<_> =
                report.sections.iter().map(|s| s.id.as_deref().unwrap_or("-")).collect();
            let (word, file) = (if right && heads { "right" } else { "WRONG" }, file.file_name());
            let guessed = marked(&notes);
            println!(
                "{word} {file:?}: {} {} {} {sections:?} {guessed}",
                report.cells.len(),
                report.agency,
                report.title
            );
        }
    }
}
