//! Files are damaged as people and programs damage them: no cell is read wrongly without a note
//! that names it, and no number is lost without a note. The variable `DAMAGED` sets how many reports
//! are damaged in every way and every format that can express the damage.

mod formats;
mod lines;
mod more;
mod ways;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use corpus::Dice;
use corpus::random::consistent;
use report::amount::Entry;
use report::compose::compose;
use report::document::{Block, Document, Note, NoteLevel};
use report::recognize::Recognized;
use report::{Form, Report};

use self::formats::FORMATS;
use self::lines::LINES;
use self::more::MORE;
use self::ways::{Damaged, WAYS};

/// A report whose figures are mostly different, so that a figure in the wrong place is noticed.
fn good(seed: u64) -> Report {
    let form = report::FORMS[report::FORMS.len() - 1];
    let mut report = consistent(form, seed);
    let mut dice = Dice::new(seed);
    for (i, cell) in form.cells().iter().enumerate() {
        report.cells.insert(cell.id.clone(), (101 + i * 3 + dice.roll(2)).to_string());
    }
    report.extra_rows.clear();
    report
}

/// The cells with changed values that no note names; one that quotes the value names it, too.
fn untold(report: &Report, damaged: &Damaged, found: &Recognized, before: &[Note]) -> Vec<String> {
    let form: &'static Form = report.form;
    let notes: Vec<&Note> = before.iter().chain(&found.notes).collect();
    let doubtful = |n: &&&Note| n.level != NoteLevel::Info || damaged.kept;
    // A note may quote a label as it was broken over lines.
    let tight = |text: &str| text.split_whitespace().collect::<String>();
    let tells = |words: &[&str]| {
        notes.iter().filter(doubtful).any(|note| {
            let message = tight(&note.message);
            words.iter().any(|w| !w.is_empty() && message.contains(&tight(w)))
        })
    };
    let mut wrong = Vec::new();
    for cell in form.cells() {
        let (is, was) = (found.report.cell(&cell.id), report.cell(&cell.id));
        if is == was || is.is_empty() && damaged.gone.contains(&cell.id) {
            continue;
        }
        // What is no number is kept as it stands, and V-01 tells of it.
        let readable = matches!(Entry::parse(is), Entry::Number(_));
        if !is.is_empty() && (!readable || Entry::parse(is) == Entry::parse(was)) {
            continue;
        }
        let head = cell.column.heads.last().copied().unwrap_or_default();
        let all = [
            "表格没有读入",
            "表格各格的内容连在了一起",
            "文件在表格中断开",
            "表头各列的顺序",
            "文件不完整",
            was,
        ];
        // A row without a label is named by its highest head, a table by its section.
        let top = cell.column.heads.first().filter(|_| cell.row.label.is_empty());
        let own =
            [cell.row.label, head, top.copied().unwrap_or_default(), table_of(form, &cell.id)];
        let named: Vec<&str> =
            all.into_iter().chain(own).chain(damaged.words.iter().map(String::as_str)).collect();
        if !tells(&named) {
            wrong.push(format!("{} is “{is}” and was “{was}”", cell.id));
        }
    }
    wrong
}

/// The heading of the section whose table has a cell.
fn table_of(form: &Form, cell: &str) -> &'static str {
    let table = form.tables.iter().find(|t| cell.starts_with(t.id)).and_then(|t| t.section);
    form.sections.iter().find(|s| Some(s.id) == table).map_or("", |s| s.heading)
}

/// Damages reports in every way and reads them in every format.
fn damage(formats: &[formats::Format], count: u64) -> (BTreeMap<String, usize>, Vec<String>) {
    let (mut tried, mut wrong) = (BTreeMap::new(), BTreeSet::new());
    for seed in 1..=count {
        let report = good(seed);
        for (way, spoil) in WAYS.iter().chain(MORE) {
            let mut dice = Dice::new(seed * 31);
            let printed = Document { data: None, ..compose(&report) };
            let mut damaged = Damaged::of(printed);
            spoil(&mut damaged, &mut dice);
            for (format, write) in formats.iter().chain(LINES) {
                let Some(bytes) = write(&damaged) else { continue };
                *tried.entry(format!("{way}, {format}")).or_default() += 1;
                let read = files::read(&bytes).unwrap_or_else(|e| panic!("{way}, {format}: {e}"));
                let found = report::recognize::locate(&read.document);
                let faults = untold(&report, &damaged, &found, &read.notes);
                if let Some(first) = faults.first() {
                    wrong.insert(format!("{way}, {format}: {} cells, {first}", faults.len()));
                }
            }
        }
    }
    (tried, wrong.into_iter().collect())
}

#[test]
fn damage_is_never_a_wrong_value_without_a_word() {
    let count = std::env::var("DAMAGED").map_or(1, |n| n.parse().unwrap());
    let (tried, wrong) = damage(FORMATS, count);
    println!("{} files, {} ways and formats", tried.values().sum::<usize>(), tried.len());
    assert!(tried.len() >= 12 * FORMATS.len() / 2, "{tried:?}");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), tried.len(), wrong.join("\n"));
}

/// Undamaged files are read without notes of doubt.
#[test]
fn whole_files_are_read_without_a_doubt() {
    for (format, write) in FORMATS.iter().chain(LINES) {
        let report = good(7);
        let damaged = Damaged::of(Document { data: None, ..compose(&report) });
        let bytes = write(&damaged).unwrap();
        let read = files::read(&bytes).unwrap();
        let found = report::recognize::locate(&read.document);
        assert_eq!(found.report.cells, report.cells, "{format}");
        let notes: Vec<_> = read.notes.iter().chain(&found.notes).collect();
        assert!(notes.iter().all(|n| n.level == NoteLevel::Info), "{format}: {notes:?}");
    }
}

/// The same damage in the files that LibreOffice makes of ours, in formats nobody writes by hand.
#[test]
#[ignore = "needs LibreOffice"]
fn damage_in_files_of_another_program() {
    let folder = tempfile::tempdir().unwrap();
    let report = good(3);
    let spoiled = |spoil: &dyn Fn(&mut Damaged, &mut Dice)| {
        let mut damaged = Damaged::of(Document { data: None, ..compose(&report) });
        spoil(&mut damaged, &mut Dice::new(17));
        damaged
    };
    let mut wrong: Vec<String> = Vec::new();
    for (format, others) in [("docx", vec!["doc", "odt", "pdf"]), ("xlsx", vec!["xls", "ods"])] {
        let (_, write) = FORMATS.iter().find(|(name, _)| *name == format).unwrap();
        let mut made = Vec::new();
        // LibreOffice leaves out a field that has no result, and nothing tells of it.
        let kept = |(way, _): &&(&str, _)| *way != "picture or field without a figure";
        for (i, (way, spoil)) in WAYS.iter().chain(MORE).filter(kept).enumerate() {
            let damaged = spoiled(spoil);
            let Some(bytes) = write(&damaged) else { continue };
            let path = folder.path().join(format!("{i:02}.{format}"));
            std::fs::write(&path, bytes).unwrap();
            made.push((*way, path, damaged));
        }
        let files: Vec<_> = made.iter().map(|(_, path, _)| path.clone()).collect();
        for other in others {
            crate::office::convert(&files, other, folder.path());
            for (way, path, damaged) in &made {
                let bytes = std::fs::read(path.with_extension(other)).unwrap();
                let read = files::read(&bytes).unwrap_or_else(|e| panic!("{way}, {other}: {e}"));
                let found = report::recognize::locate(&read.document);
                // Where there is no Chinese font, a print has no words; then notes quote its tables.
                let quoted = |n: &Note| n.message.contains("表格没有列入报告");
                let left_out = other == "pdf" && found.report.cells.is_empty();
                let faults = match left_out && found.notes.iter().any(quoted) {
                    true => Vec::new(),
                    false => untold(&report, damaged, &found, &read.notes),
                };
                if let Some(first) = faults.first() {
                    println!("{way}, {other}: {} cells, {first}", faults.len());
                    wrong.push(format!("{way}, {other}"));
                }
            }
        }
        println!("{} files of {format}", made.len());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of a document that are tables.
fn tables(document: &Document) -> Vec<usize> {
    let is_table = |(i, b): (usize, &Block)| matches!(b, Block::Grid(_)).then_some(i);
    document.blocks.iter().enumerate().filter_map(is_table).collect()
}
