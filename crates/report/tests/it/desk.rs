//! The self-check desk: similar texts, pairs of years, the roll-up.

use std::collections::BTreeMap;

use proptest::prelude::*;
use report::amount::{Amount, Entry};
use report::combine::{Error, Wanted, combine, roll_up};
use report::desk::{self, Row};
use report::draft;
use report::likeness::{Piece, Prints, alike, prints, shared_words, shingles};
use report::recognize::Recognized;
use report::units::{Unit, Version, pairs, taken};
use report::{FORMS, Report, newest_form};

use corpus::Dice;
use corpus::random::consistent;

/// A text of random characters: no two share a shingle.
fn words(dice: &mut Dice, length: usize) -> String {
    (0..length).filter_map(|_| char::from_u32(0x4e00 + dice.roll(20_000) as u32)).collect()
}

/// A report with random prose of its own.
fn told(dice: &mut Dice) -> Report {
    let mut report = consistent(newest_form(), dice.roll(1 << 30) as u64);
    report.sections.iter_mut().for_each(|s| s.text = words(dice, 700));
    report
}

fn pair(a: &Report, b: &Report) -> Option<u8> {
    let found = alike(&[prints(a), prints(b)]);
    let back = alike(&[prints(b), prints(a)]);
    let percent = |found: &[report::likeness::Alike]| found.first().map(|pair| pair.percent);
    assert_eq!(percent(&found), percent(&back), "not symmetric");
    percent(&found)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Equal texts are 100 % alike, random ones 0 %; in between, the sample gives about the same as
    /// comparing two texts.
    #[test]
    fn likeness_is_a_share_of_words(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let (one, other) = (told(&mut dice), told(&mut dice));
        prop_assert_eq!(pair(&one, &one), Some(100));
        prop_assert_eq!(pair(&one, &other), None);
        let mut mixed = other.clone();
        let copied = 4 + dice.roll(2);
        for (to, from) in mixed.sections.iter_mut().zip(&one.sections).take(copied) {
            to.text = from.text.clone();
        }
        let all = |r: &Report| -> Vec<u64> { r.prose().flat_map(|(.., t)| shingles(t)).collect() };
        let known = all(&one);
        let mine = all(&mixed);
        let exact = mine.iter().filter(|s| known.contains(s)).count() * 100 / mine.len();
        let measured = pair(&one, &mixed).map_or(0, usize::from);
        prop_assert!(measured.abs_diff(exact) <= 8, "{} {}", measured, exact);
    }

    /// The pieces together are the text, and both sides share the same words.
    #[test]
    fn shared_words_are_the_same_on_both_sides(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        let shared = words(&mut dice, 30);
        let side = |dice: &mut Dice| format!("{}\n{shared}{}", words(dice, 20), words(dice, 9));
        let (a, b) = (side(&mut dice), side(&mut dice));
        let (left, right) = shared_words(&a, &b);
        let joined = |pieces: &[Piece]| pieces.iter().map(|p| p.text.as_str()).collect::<String>();
        prop_assert_eq!((joined(&left), joined(&right)), (a, b));
        let common = |pieces: Vec<Piece>| -> Vec<String> {
            pieces.into_iter().filter(|p| p.shared).map(|p| p.text).collect()
        };
        prop_assert_eq!(common(left), vec![shared.clone()]);
        prop_assert_eq!(common(right), vec![shared]);
    }

    /// Every cell of a roll-up is the sum of its shares, for any units.
    #[test]
    fn a_sum_is_the_sum_of_its_shares(seed in any::<u64>(), count in 1usize..9) {
        let form = FORMS[seed as usize % FORMS.len()];
        let reports: Vec<Report> = (0..count)
            .map(|i| Report {
                agency: format!("示例市第{i}局"),
                year: Some(form.since),
                ..consistent(form, seed.wrapping_add(i as u64 * 7919))
            })
            .collect();
        let sum = roll_up(&reports, &Wanted { agency: "示例市".into(), ..Wanted::default() }).unwrap();
        prop_assert_eq!(&sum.report.cells, &combine(&reports, "示例市").unwrap().cells);
        for cell in form.cells() {
            let number = |text: &str| Entry::parse(text).number().unwrap_or(Amount::ZERO);
            let shares = sum.shares.get(&cell.id).map_or(&[][..], Vec::as_slice);
            let total: Amount = shares.iter().map(|s| number(&s.value)).sum();
            prop_assert_eq!(total, number(sum.report.cell(&cell.id)));
            for share in shares {
                prop_assert_eq!(&share.value, reports[share.unit].cell(&cell.id));
            }
        }
    }

    /// The sum itself satisfies R-01, less does not, and more does only if a unit is missing.
    #[test]
    fn an_upper_report_is_compared_with_its_units(seed in any::<u64>()) {
        let reports: Vec<Report> = (1..4)
            .map(|i| Report { agency: format!("甲县{i}局"), ..consistent(newest_form(), seed / 2 + i) })
            .collect();
        let names: Vec<String> = reports.iter().map(|r| r.agency.clone()).collect();
        let upper = combine(&reports, "甲县人民政府").unwrap();
        let found = |cell: &str, change: i64, names: &[String]| -> Vec<String> {
            let mut upper = upper.clone();
            let value: i64 = upper.cell(cell).parse().unwrap();
            upper.cells.insert(cell.into(), (value + change).to_string());
            let wanted = Wanted { upper: Some(upper), names: names.to_vec(), ..Wanted::default() };
            roll_up(&reports, &wanted).unwrap().findings.into_iter().map(|f| f.at).collect()
        };
        let cell = "3.received.person";
        prop_assert_eq!(found(cell, 0, &names), [""; 0]);
        prop_assert_eq!(found(cell, -1, &names), [cell]);
        prop_assert_eq!(found(cell, 1, &names), [cell]);
        prop_assert_eq!(found(cell, 1, &[]), [""; 0]);
        let more: Vec<String> = names.iter().cloned().chain(["甲县医保局".into()]).collect();
        prop_assert_eq!(found(cell, 1, &more), [""; 0]);
        prop_assert_eq!(found(cell, -1, &more), [cell]);
    }
}

/// Words of most reports are no copies; words of a few are.
#[test]
fn customary_words_do_not_count() {
    let mut dice = Dice::new(77);
    let custom = words(&mut dice, 3_000);
    let mut reports: Vec<Report> = (0..40).map(|_| told(&mut dice)).collect();
    for report in &mut reports {
        report.sections[0].text = custom.clone();
    }
    let of = |reports: &[Report]| alike(&reports.iter().map(prints).collect::<Vec<Vec<Prints>>>());
    assert_eq!(of(&reports), []);
    let copied = reports[3].clone();
    for report in &mut reports[20..32] {
        report.sections[1..].clone_from_slice(&copied.sections[1..]);
    }
    let found = of(&reports);
    // Each of the thirteen is paired with another one, though not with all.
    for i in (20..32).chain([3]) {
        assert!(found.iter().any(|p| p.percent == 100 && (p.a == i || p.b == i)), "{i}");
    }
    assert!(found.iter().all(|p| [p.a, p.b].iter().all(|i| *i == 3 || (20..32).contains(i))));
}

#[test]
fn prints_survive_their_text() {
    let report = told(&mut Dice::new(5));
    let text = serde_json::to_string(&prints(&report)).unwrap();
    assert_eq!(serde_json::from_str::<Vec<Prints>>(&text).unwrap(), prints(&report));
}

/// Samples are kept in files and compared with those that a later version takes: the same text has the same.
#[test]
fn a_text_has_the_same_sample_in_every_version() {
    let text: String = (0..60).map(|i| format!("第{i}项工作按照年初的安排完成。")).collect();
    let report = crate::small::with(crate::small::report("示例县教育局", 2023), "6", &text);
    let prints = prints(&report).into_iter().max_by_key(|p| p.marks.len()).unwrap();
    let marks = serde_json::to_value(&prints).unwrap()["marks"].as_str().unwrap().to_string();
    let known = "1MKZe2vAi53NAO-7bQJE9QGCm9-WJGBOpYRBZ4KXC46PBDsojsEZOcJGiv-GGmGVBHV31dHyeuFI1ZzqJXLk5KZc5\
        2Kf5YQKwBH_NvR8KPq8X0RFS1nRY4JYTYRLRVVDjFZVp26ZwiBnZxfAubwlLbcTTADdQJVRf4hJZg6XiyghUFghZj\
        10iHHbOoeXnjootfooz4gYp8xLppshWrw5depwU2GJxuz5zyztP_zpOCw-mzDB-sLc4";
    assert_eq!(marks, known);
    let found = alike(&[vec![prints.clone()], vec![prints]]);
    let sections = &found[0].sections;
    assert_eq!(
        (sections.len(), &*sections[0].place, sections[0].percent),
        (1, "6", 100),
        "{found:?}"
    );
}

fn units(list: &[(&str, u16)]) -> Vec<Unit> {
    let unit = |(agency, year): &(&str, u16)| Unit {
        agency: (*agency).into(),
        year: Some(*year),
        version: Version::default(),
    };
    list.iter().map(unit).collect()
}

#[test]
fn years_of_a_unit_are_paired() {
    let found = pairs(&units(&[
        ("银川市金凤区司法局", 2024),
        ("金凤区司法局", 2023),
        ("金凤区教育局（本级）", 2023),
        ("金凤区 教育局", 2022),
        ("金凤区教育局", 2024),
        ("金凤区教育局", 2022),
        ("", 2023),
        ("", 2024),
    ]));
    assert_eq!(found, [Some(1), None, Some(3), None, Some(2), None, None, None]);
}

/// A short name that fits two units is paired with neither.
#[test]
fn a_doubtful_name_is_not_paired() {
    let two = [("甲市城东区司法局", 2024), ("乙市城东区司法局", 2024), ("城东区司法局", 2023)];
    assert_eq!(pairs(&units(&two)), [None; 3]);
    assert_eq!(pairs(&units(&[("示例市司法局", 2024), ("司法局", 2023)])), [None; 2]);
}

proptest! {
    /// For any names, a pair consists of a unit's report and one of the year before.
    #[test]
    fn a_pair_is_a_year_apart(list in prop::collection::vec(("[甲乙]?[市县]?[甲乙]?局?", 2020u16..2024), 0..20)) {
        let list: Vec<(&str, u16)> = list.iter().map(|(a, y)| (a.as_str(), *y)).collect();
        let units = units(&list);
        for (i, last) in pairs(&units).into_iter().enumerate() {
            let Some(last) = last else { continue };
            prop_assert_eq!(units[last].year.unwrap() + 1, units[i].year.unwrap());
            let (a, b) = (&units[i].agency, &units[last].agency);
            prop_assert!(a.ends_with(b.as_str()) || b.ends_with(a.as_str()), "{} {}", a, b);
            let copies = |j: usize| units[j].agency == units[last].agency && units[j].year == units[last].year;
            prop_assert!(!(0..last).any(copies));
        }
    }
}

/// Amounts with units are added, so is a row printed in place of three, and a unit counts once.
#[test]
fn what_a_roll_up_takes_of_its_units() {
    let form = report::form("2019").unwrap();
    let money = form.cells().iter().find(|c| c.kind() == report::form::Kind::Money).unwrap();
    let unit = |name: &str, amount: &str| {
        let mut report = Report::new(form, Some(2019), name);
        report.cells.insert(money.id.clone(), amount.into());
        report
    };
    let reports = [unit("甲局", "251000元"), unit("乙局", "7.5万元"), unit("甲 局", "9元")];
    let sum = roll_up(
        &reports,
        &Wanted { names: vec!["丙局".into(), "甲局".into()], ..Wanted::default() },
    );
    let sum = sum.unwrap();
    assert_eq!(sum.report.cell(&money.id), "326000元");
    // Where one unit wrote no unit, nobody knows whether it meant 元.
    let mixed = combine(&[unit("甲局", "251000元"), unit("乙局", "7.5")], "示例县").unwrap();
    assert!(!mixed.cell(&money.id).ends_with('元'), "{}", mixed.cell(&money.id));
    assert_eq!((sum.repeated, sum.units.len()), (vec![2], 2));
    assert_eq!((sum.missing, sum.unlisted), (vec!["丙局".to_string()], vec!["乙局".to_string()]));
    let other = Report::new(FORMS[0], Some(2015), "丁局");
    assert!(matches!(combine(&[reports[0].clone(), other], ""), Err(Error::Forms)));
    assert!(matches!(combine(&[], ""), Err(Error::Nothing)));
    assert_eq!(draft::parse(&draft::print(&sum.report)).unwrap(), sum.report);
    let variant = newest_form().all_cells().iter().find(|c| c.variant).unwrap();
    let unit = |name| Report {
        cells: [(variant.id.clone(), "2".into())].into(),
        ..Report::new(newest_form(), None, name)
    };
    let sum = combine(&[unit("甲局"), unit("乙局")], "").unwrap();
    assert_eq!(sum.cell(&variant.id), "4");
}

/// A report in several files is the same by unit and year; the whole one is taken, then the one
/// with fewer doubts, then the one that was written first.
#[test]
fn the_better_file_of_a_report_is_taken() {
    let version = |blank, doubts, derived| Version { blank, doubts, derived, ..Version::default() };
    let unit = |agency: &str, year, version| Unit { agency: agency.into(), year, version };
    let all = [
        unit("银川市金凤区司法局", Some(2024), version(0, 0, 5)),
        unit("金凤区司法局", Some(2024), version(0, 0, 0)),
        unit("金凤区司法局", Some(2023), version(0, 9, 0)),
        unit("甲局", Some(2024), version(0, 2, 0)),
        unit("甲 局", Some(2024), version(0, 1, 5)),
        unit("甲局", Some(2024), version(3, 0, 0)),
        unit("乙局", None, version(0, 0, 0)),
        unit("乙局", Some(2024), version(0, 0, 0)),
        unit("", Some(2024), version(0, 0, 0)),
        unit("", Some(2024), version(0, 0, 0)),
    ];
    assert_eq!(taken(&all), [1, 1, 2, 4, 4, 4, 6, 7, 8, 9]);
    // What somebody has corrected counts, whatever another file may have.
    let corrected = Version { corrected: true, ..version(2, 3, 5) };
    let two = [unit("甲局", Some(2024), version(0, 0, 0)), unit("甲局", Some(2024), corrected)];
    assert_eq!(taken(&two), [1, 1]);
    // Last year's report is the better of its files, too.
    let years = [
        unit("甲局", Some(2023), version(1, 0, 0)),
        unit("甲局", Some(2023), version(0, 0, 5)),
        unit("甲局", Some(2024), version(0, 0, 0)),
    ];
    assert_eq!(pairs(&years)[2], Some(1));
}

/// Whether two files of a report have the same numbers is told without the numbers; blanks and the
/// spelling do not matter, and complete files in the original format have the better version.
#[test]
fn the_version_of_a_file_tells_its_numbers_and_doubts() {
    let row = |file: &str, cells: &[(&str, &str)]| {
        let mut report = consistent(newest_form(), 3);
        report.agency = "示例市水务局".into();
        for (id, value) in cells {
            report.cells.insert((*id).into(), (*value).into());
        }
        let (notes, places) = (Vec::new(), BTreeMap::new());
        let read = Recognized { report, notes, places, other: None };
        Row::judged(file, None, read, &desk::Wanted::default(), None).version
    };
    let word = row("甲.DOCX", &[]);
    let value = consistent(newest_form(), 3).cell("3.received.person").to_string();
    assert_eq!(row("甲.docx", &[("3.received.person", &format!(" {value} "))]), word);
    let other = row("甲.docx", &[("3.received.person", "987654")]);
    assert!(other.figures != word.figures && other.doubts > word.doubts);
    assert_eq!(row("甲.pdf", &[]).figures, word.figures);
    let derived: Vec<u32> =
        ["甲.docx", "甲.xls", "甲.html", "甲.pdf", "甲"].map(|f| row(f, &[]).derived).into();
    assert!(derived.is_sorted() && derived[0] == 0 && derived.windows(2).all(|w| w[0] < w[1]));
    assert_eq!(row("甲.docx", &[("3.received.person", "")]).blank, word.blank + 1);
}
