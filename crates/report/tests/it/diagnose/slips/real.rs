//! The same slips in the tables of published reports, which are not part of the project:
//! `NIANBAO_REPORTS` names a folder with `expected/NAME.json`, the correct form, year and cells of each.

use std::path::PathBuf;

use report::Report;

use super::search::Shown;
use super::{Dice, planted, stated, table, told};

fn tables() -> Vec<Report> {
    let folder = std::env::var_os("NIANBAO_REPORTS").expect("NIANBAO_REPORTS names no folder");
    let files = std::fs::read_dir(PathBuf::from(folder).join("expected")).unwrap();
    let table = |path: PathBuf| {
        let known: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let mut report = Report::blank(report::form(known["form"].as_str().unwrap()).unwrap());
        report.year = known["year"].as_u64().map(|year| year as u16);
        report.agency = "示例市教育局".into();
        report.cells = serde_json::from_value(known["cells"].clone()).unwrap();
        report
    };
    let mut tables: Vec<Report> = files.map(|file| table(file.unwrap().path())).collect();
    tables.retain(|report| Shown::new(report, None).broken().is_empty());
    tables.sort_by_key(|report| report.cells.clone());
    tables
}

#[test]
#[ignore = "needs NIANBAO_REPORTS"]
fn slips_in_published_tables_are_named() {
    let tables = tables();
    assert!(tables.len() > 2, "{}", tables.len());
    for report in &tables {
        assert_eq!(told(report, None), [], "{:?}", report.year);
    }
    planted(|dice: &mut Dice, _| {
        let mut report = tables[dice.roll(tables.len())].clone();
        // Another agency's or year's figures of the same form stand for last year's.
        let others: Vec<&Report> = tables.iter().filter(|o| o.form.id == report.form.id).collect();
        let mut last = others[dice.roll(others.len())].clone();
        last.year = report.year.map(|year| year - 1);
        last.cells.extend(table::last_year(&report).cells);
        if dice.chance(50) {
            stated(&mut report);
        }
        (report, last)
    });
}
