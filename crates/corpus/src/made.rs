//! The files of a corpus: agency, year, form, fault and layout of each. Every fifth file is the
//! report for the year after the one before it.

mod faults;
pub mod layout;
mod prose;

use report::Report;
use report::form::Form;
use serde::Serialize;

pub use self::faults::Planted;
use self::layout::LAYOUTS;
use crate::Dice;
use crate::figures;

/// The first year of the reports.
const FIRST: u16 = 2014;
const LATEST: u16 = 2024;

/// A file of the corpus.
pub struct Made {
    /// The content of the file.
    pub bytes: Vec<u8>,
    /// The report before it was laid out; `None` for a ruined file.
    pub report: Option<Report>,
    /// What is known of the file.
    pub entry: Entry,
}

/// The entry of a file in the manifest.
#[derive(Clone, Serialize)]
pub struct Entry {
    /// The file's name.
    pub file: String,
    /// The name of the layout, or of the way in which the file was ruined.
    pub layout: &'static str,
    /// Whether a report can be read from it.
    pub readable: bool,
    /// The agency that reports.
    pub agency: String,
    /// The year that is reported on.
    pub year: u16,
    /// The id of the report's form.
    pub form: &'static str,
    /// The file with the same agency's report of the year before.
    pub previous: Option<String>,
    /// The planted fault; at most one.
    pub faults: Vec<Planted>,
}

/// `count` files; with `ruined`, every tenth is damaged or hostile.
pub fn corpus(count: usize, seed: u64, ruined: bool) -> impl Iterator<Item = Made> {
    let mut last: Option<Made> = None;
    (0..count).map(move |i| {
        if ruined && i % 10 == 9 {
            return layout::ruined(i, &mut Dice::new(seed ^ i as u64));
        }
        let previous = last.take().filter(|_| i % 5 == 4);
        let made = make(i, seed, previous.as_ref());
        last = Some(Made {
            bytes: Vec::new(),
            report: made.report.clone(),
            entry: made.entry.clone(),
        });
        made
    })
}

fn make(i: usize, seed: u64, previous: Option<&Made>) -> Made {
    let mut dice = Dice::new(seed.wrapping_mul(1_000_003) ^ i as u64);
    // With a fault in last year's report it would be unclear whether the rules over two years hold.
    let previous = previous.filter(|p| p.entry.faults.is_empty() && p.entry.year < LATEST);
    let last = previous.and_then(|p| p.report.as_ref());
    let year = match last {
        Some(last) => last.year.unwrap_or(2023) + 1,
        None => FIRST + dice.roll(usize::from(LATEST - FIRST) + 1) as u16,
    };
    let agency = last.map_or_else(|| agency(i), |last| last.agency.clone());
    let form = report::form_for_year(year);
    let fault = dice.chance(60).then(|| faults::choose(form, last, &mut dice));
    let (report, planted) = report(form, year, &agency, last, fault, &mut dice);
    let (layout, ending, write) = LAYOUTS[i % LAYOUTS.len()];
    let entry = Entry {
        file: format!("{:05}_{agency}_{year}.{ending}", i + 1),
        layout,
        readable: true,
        agency,
        year,
        form: form.id,
        previous: previous.map(|p| p.entry.file.clone()),
        faults: planted.into_iter().collect(),
    };
    Made { bytes: write(&report), report: Some(report), entry }
}

fn report(
    form: &'static Form,
    year: u16,
    agency: &str,
    last: Option<&Report>,
    fault: Option<&'static faults::Fault>,
    dice: &mut Dice,
) -> (Report, Option<Planted>) {
    let mut report = Report::new(form, Some(year), agency);
    let before = last.map(|last| faults::before(last, fault));
    report.cells = figures::cells(form, before.as_ref(), dice);
    prose::write(&mut report, dice);
    let planted = fault.and_then(|fault| fault.plant(&mut report, dice));
    (report, planted)
}

/// An agency that no other file has, except files of its other years.
fn agency(i: usize) -> String {
    const CITIES: [&str; 8] =
        ["云川", "南屏", "东麓", "白湖", "青岚", "松原岭", "石泉湾", "金沙坪"];
    const PLACES: [&str; 10] = [
        "城东区",
        "城西区",
        "北湖区",
        "滨江区",
        "高桥县",
        "柳溪县",
        "平安县",
        "长乐里县",
        "开源县",
        "望山县",
    ];
    const BODIES: [&str; 20] = [
        "教育局",
        "司法局",
        "财政局",
        "民政局",
        "农业农村局",
        "卫生健康局",
        "医疗保障局",
        "水务局",
        "交通运输局",
        "应急管理局",
        "审计局",
        "统计局",
        "文化和旅游局",
        "自然资源局",
        "住房和城乡建设局",
        "市场监督管理局",
        "生态环境局",
        "退役军人事务局",
        "人力资源和社会保障局",
        "人民政府",
    ];
    let pick = |list: &[&'static str], n: usize| list[n % list.len()];
    let (body, place) = (i, i / BODIES.len());
    let (city, round) = (place / PLACES.len(), place / PLACES.len() / CITIES.len());
    let again = if round == 0 { String::new() } else { format!("新{round}") };
    format!("{}{again}市{}{}", pick(&CITIES, city), pick(&PLACES, place), pick(&BODIES, body))
}
