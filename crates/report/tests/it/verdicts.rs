//! Small cases of prose (`tests/prose/verdicts.txt` and `tests/truth`, see the READMEs there):
//! sentences in which a rule must find something, and sentences in which it must not.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use report::Report;
use report::checks::check;
use report::claims::claims;
use report::links::{Link, State, links};
use report::report::Section;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

/// A sentence, the cells of its report (every other cell is 0, or blank), and what is to be found.
struct Case {
    form: &'static str,
    year: u16,
    agency: String,
    section: String,
    cells: Vec<(String, String)>,
    blank: bool,
    rule: String,
    found: bool,
    text: String,
    family: String,
}

fn cases(file: &str) -> Vec<Case> {
    let file = Path::new(FOLDER).join(file);
    let file = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let mut head: Vec<&str> = Vec::new();
    let mut family = "";
    let mut cases = Vec::new();
    for line in file.lines().filter(|l| !l.is_empty()) {
        if let Some(remark) = line.strip_prefix("//") {
            family = remark.strip_prefix(" family ").unwrap_or(family);
            continue;
        }
        if let Some(words) = line.strip_prefix("= ") {
            head = words.split_whitespace().collect();
            continue;
        }
        let (judged, text) = line.split_once(' ').unwrap_or_else(|| panic!("{line}"));
        let form = report::form(head[0]).unwrap().id;
        let pairs = head[2..].iter().filter_map(|w| w.split_once('='));
        let (heads, cells): (Vec<_>, Vec<_>) =
            pairs.partition(|(id, _)| ["agency", "section"].contains(id));
        let said = |key, else_: &str| {
            heads.iter().find(|(k, _)| *k == key).map_or(else_, |(_, v)| v).to_string()
        };
        cases.push(Case {
            form,
            year: head[1].parse().unwrap(),
            agency: said("agency", "示例市人民政府"),
            section: said("section", "1"),
            cells: cells.into_iter().map(|(id, v)| (id.into(), v.into())).collect(),
            blank: head.contains(&"blank"),
            rule: judged[1..].to_string(),
            found: judged.starts_with('+'),
            text: text.replace("\\n", "\n"),
            family: family.to_string(),
        });
    }
    cases
}

impl Case {
    fn report(&self) -> Report {
        let form = report::form(self.form).unwrap();
        let mut report = Report::new(form, Some(self.year), &self.agency);
        if !self.blank {
            report.cells.extend(form.cells().iter().map(|c| (c.id.clone(), "0".into())));
        }
        for (id, value) in self.cells.iter().filter(|(id, _)| !id.starts_with(LAST)) {
            assert!(form.position(id).is_some(), "{id}");
            report.cells.insert(id.clone(), value.clone());
        }
        let Some(section) = form.section(&self.section) else {
            assert_eq!(self.section, "preface");
            report.preface = self.text.clone();
            return report;
        };
        let heading = section.heading.to_string();
        report.sections =
            vec![Section { id: Some(section.id.into()), heading, text: self.text.clone() }];
        report
    }

    /// Last year's report, if the head has one of its cells.
    fn last(&self) -> Option<Report> {
        let cells: Vec<_> =
            self.cells.iter().filter_map(|(id, v)| Some((id.strip_prefix(LAST)?, v))).collect();
        let form = report::form(self.form).unwrap();
        let mut last = Report::new(form, Some(self.year - 1), &self.agency);
        last.cells.extend(cells.iter().map(|(id, value)| (id.to_string(), value.to_string())));
        (!cells.is_empty()).then_some(last)
    }
}

/// Before the id of a cell of last year's report.
const LAST: &str = "last.";

/// Numbers of errors found and missed, and of correct cases reported and not reported.
#[derive(Clone, Copy, Default)]
struct Counts([usize; 4]);

impl Counts {
    /// Whether precision and recall, in per cent, are at least these.
    fn reaches(&self, precision: usize, recall: usize) -> bool {
        let [found, missed, wrong, _] = self.0;
        found * 100 >= (found + wrong) * precision && found * 100 >= (found + missed) * recall
    }
}

/// Judges the cases of a set by family, and prints the wrong ones if `show`.
fn measure(set: &str, cases: &[Case], show: bool) -> Counts {
    let mut families: BTreeMap<&str, Counts> = BTreeMap::new();
    for case in cases {
        let findings = check(&case.report(), case.last().as_ref()).findings;
        let hits: Vec<&str> =
            findings.iter().filter(|f| f.rule == case.rule).map(|f| f.message.as_str()).collect();
        let kind = match (case.found, hits.is_empty()) {
            (true, false) => 0,
            (true, true) => 1,
            (false, false) => 2,
            (false, true) => 3,
        };
        families.entry(&case.family).or_default().0[kind] += 1;
        if show && (kind == 1 || kind == 2) {
            let sign = if case.found { "missed" } else { "false" };
            println!("{sign} {}: {} {}", case.rule, case.text, hits.join(" "));
        }
    }
    let mut all = Counts::default();
    for (family, counts) in families {
        let [found, missed, wrong, silent] = counts.0;
        println!("truth\t{set}\tsentences {family}\t{found}\t{missed}\t{wrong}\t{silent}");
        (0..4).for_each(|kind| all.0[kind] += counts.0[kind]);
    }
    all
}

/// Cases by which the rules were tuned, and a part of the labelled set by its name: how many there are
/// at least, and which precision and recall they reach at least. Of `unseen` only figures are shown,
/// unless `NIANBAO_UNSEEN=show`.
const FLOORS: [(&str, &str, usize, usize, usize); 3] = [
    ("prose", "prose/verdicts.txt", 1060, 100, 100),
    ("open", "truth/open/sentences.txt", 1600, 99, 94),
    ("unseen", "truth/unseen/sentences.txt", 330, 95, 85),
];

#[test]
fn sentences() {
    for (set, file, least, precision, recall) in FLOORS {
        let show = set != "unseen" || std::env::var("NIANBAO_UNSEEN").is_ok_and(|v| v == "show");
        let cases = cases(file);
        let counts = measure(set, &cases, show);
        assert!(cases.len() >= least, "{set}: the cases were cut");
        assert!(counts.reaches(precision, recall), "{set}: {:?}", counts.0);
    }
}

/// A text that is mended by the table states, at the same place, what the same cells hold; where it is
/// not certain which cells a sentence speaks of, no such fix is offered.
#[test]
fn a_mended_text_speaks_of_the_same_cells() {
    let mut mended = 0;
    let seen = FLOORS.iter().filter(|(set, ..)| *set != "unseen");
    for case in seen.flat_map(|(_, file, ..)| cases(file)) {
        let report = case.report();
        for link in links(&report, &claims(&report)) {
            let Some(at) = report.at_place(&link.place) else { continue };
            let Some(text) = link.mend(&report.sections[at].text) else { continue };
            let mut after = report.clone();
            after.sections[at].text = text;
            let again = links(&after, &claims(&after));
            let same = |l: &&Link| l.place == link.place && l.range.start == link.range.start;
            let now = again.iter().find(same).unwrap_or_else(|| panic!("{}", case.text));
            assert_eq!((now.state, &now.cells), (State::Equal, &link.cells), "{}", case.text);
            assert_eq!(Some(&now.stated), link.sum.as_ref(), "{}", case.text);
            mended += 1;
        }
    }
    assert!(mended >= 60, "only {mended} texts were mended");
}

#[test]
fn no_fix_is_offered_from_a_doubtful_link() {
    // Received, or received and carried over; one office or the whole city; this year or last.
    for text in [
        "全年收到政府信息公开申请500件。",
        "市政府办公室代表示例市人民政府共收到政府信息公开申请90件。",
        "2022年，全市共办结政府信息公开申请455件。",
    ] {
        let cells = ["3.received.total=480", "3.carried_in.total=12", "3.processed.total=470"];
        let cells = cells.iter().filter_map(|c| c.split_once('='));
        let case = Case {
            form: "2021",
            year: 2023,
            agency: "示例市人民政府".into(),
            section: "1".into(),
            cells: cells.map(|(id, v)| (id.into(), v.into())).collect(),
            blank: false,
            rule: String::new(),
            found: true,
            text: text.into(),
            family: String::new(),
        };
        let report = case.report();
        let all = links(&report, &claims(&report));
        let differs = all.iter().find(|l| l.state == State::Different);
        let differs = differs.unwrap_or_else(|| panic!("no link differs: {text}"));
        assert_eq!(differs.mend(text), None, "{text}");
    }
}
