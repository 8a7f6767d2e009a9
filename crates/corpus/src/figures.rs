//! Plausible figures for the tables of a form: parts first, then the totals. Forms are
//! distinguished by their cells, so that a new one needs nothing here unless it has a new table.
//!
//! `random.rs` cannot replace this: it only makes the sums of one table hold. A file without a
//! fault must also keep the order between cells, continue last year's figures, and look like an
//! agency's.

use std::collections::BTreeMap;

use report::form::Form;

use crate::Dice;

/// The cells of a report.
pub type Cells = BTreeMap<String, String>;

/// The cells of a report in which every relation holds; they continue last year's cells if there
/// are any.
pub fn cells(form: &'static Form, last: Option<&Cells>, dice: &mut Dice) -> Cells {
    let cells = form.cells().iter().map(|cell| (cell.id.clone(), "0".to_string())).collect();
    let mut table = Table { cells, last, dice };
    let has = |id: &str| form.position(id).is_some();
    if has("1.2.2") {
        table.activities();
    }
    if has("2.normative.open") {
        table.published_and_open();
    }
    if has("2.normative.in_force") {
        table.made_and_in_force();
    }
    if has("3.received.total") {
        table.requests(form);
    }
    if has("4.review.total") {
        table.cases();
    }
    table.cells
}

struct Table<'a> {
    cells: Cells,
    last: Option<&'a Cells>,
    dice: &'a mut Dice,
}

impl Table<'_> {
    fn set(&mut self, id: &str, n: usize) -> usize {
        self.cells.insert(id.into(), n.to_string());
        n
    }

    /// A number from 0 to `sides - 1`, small ones more often.
    fn some(&mut self, id: &str, sides: usize) -> usize {
        let most = 1 + self.dice.roll(sides);
        let n = self.dice.roll(most);
        self.set(id, n)
    }

    fn amount(&mut self, id: &str, unit: &str) {
        let text = match self.dice.roll(4) {
            0 => "0".to_string(),
            1 => (1 + self.dice.roll(900)).to_string(),
            _ => format!("{}.{}{}", self.dice.roll(900), self.dice.roll(10), 1 + self.dice.roll(9)),
        };
        let text = if text == "0" { text } else { text + unit };
        self.cells.insert(id.into(), text);
    }

    /// Last year's value of a cell; a random number if there is none.
    fn before(&mut self, id: &str, sides: usize) -> usize {
        let last = self.last.and_then(|cells| cells.get(id)).and_then(|n| n.parse().ok());
        last.unwrap_or_else(|| self.dice.roll(sides))
    }

    /// Distributes a number among cells.
    fn divide(&mut self, n: usize, among: &[&str]) {
        let mut parts = vec![0; among.len()];
        for _ in 0..n {
            // The first cells are the usual ones.
            let most = 1 + self.dice.roll(among.len());
            parts[self.dice.roll(most)] += 1;
        }
        among.iter().zip(parts).for_each(|(id, n)| {
            self.set(id, n);
        });
    }

    /// Fills the single table of the form before tables 2 to 4 existed.
    fn activities(&mut self) {
        let site = 40 + self.dice.roll(900);
        self.set("1.2.2", site);
        let others: usize =
            ["1.2.1", "1.2.3", "1.2.4", "1.2.5"].map(|id| self.some(id, site)).iter().sum();
        let all = site + self.dice.roll(others + 1);
        self.set("1.1", all);
        let made = self.some("1.1b", 25);
        let open = self.dice.roll(made.min(all) + 1);
        self.set("1.1a", open);
        for (id, sides) in [("2.1", 12), ("2.2.3", 30), ("2.2.4", 20), ("2.2.5", 20), ("6", 4)] {
            self.some(id, sides);
        }
        for (whole, part) in [("2.2.1", "2.2.1a"), ("2.2.2", "2.2.2a")] {
            let n = self.some(whole, 9);
            let part_of = self.dice.roll(n + 1);
            self.set(part, part_of);
        }
        let received = if self.dice.chance(20) { 0 } else { self.dice.roll(120) };
        self.set("3.1", received);
        self.divide(received, &["3.1.3", "3.1.4", "3.1.1", "3.1.2"]);
        let late = self.dice.roll(received / 8 + 1);
        self.set("3.2", received);
        self.set("3.2.1", received - late);
        self.set("3.2.2", late);
        self.set("3.3", received);
        let refused = self.dice.roll(received / 5 + 1);
        self.set("3.3.4", refused);
        self.divide(refused, &["3.3.4c", "3.3.4e", "3.3.4f", "3.3.4b", "3.3.4a", "3.3.4d"]);
        let rest = ["3.3.2", "3.3.1", "3.3.6", "3.3.5", "3.3.3", "3.3.8", "3.3.7"];
        self.divide(received - refused, &rest);
        for whole in ["4", "5"] {
            let n = if received == 0 { 0 } else { self.some(whole, 7) };
            self.set(whole, n);
            let parts = ["1", "2", "3"].map(|part| format!("{whole}.{part}"));
            self.divide(n, &[&parts[0], &parts[2], &parts[1]]);
        }
        let fee = if received > 20 && self.dice.chance(30) { "0.052" } else { "0" };
        self.cells.insert("7".into(), fee.into());
        self.some("8.1", 3);
        self.some("8.2", 9);
        let staff = self.some("8.3.1", 4) + self.some("8.3.2", 9);
        self.set("8.3", staff);
        self.amount("8.4", "");
        self.some("9.1", 8);
        let courses = self.some("9.2", 6);
        let trained = courses * (15 + self.dice.roll(60));
        self.set("9.3", trained);
    }

    /// Fills table 2 with documents published this year, and published in total.
    fn published_and_open(&mut self) {
        let published = self.some("2.normative.published", 20);
        let new = published + self.dice.roll(4);
        self.set("2.normative.new", new);
        let open = self.before("2.normative.open", 120) + published;
        self.set("2.normative.open", open);
        for id in ["licence", "service", "penalty", "coercion", "fee"] {
            let id = format!("2.{id}");
            let changed: i64 =
                self.last.and_then(|c| c.get(&format!("{id}.change"))?.parse().ok()).unwrap_or(0);
            let before = self.before(&format!("{id}.last_year"), 150) as i64 + changed;
            self.set(&format!("{id}.last_year"), before.max(0) as usize);
            let change = self.dice.roll(9) as i64 - (self.dice.roll(6) as i64).min(before.max(0));
            self.cells.insert(format!("{id}.change"), change.to_string());
            if id != "2.fee" {
                self.some(&format!("{id}.decisions"), 3_000);
            }
        }
        self.amount("2.procurement.amount", "万元");
        let bought = self.cells["2.procurement.amount"] != "0";
        let items = if bought { 1 + self.dice.roll(40) } else { 0 };
        self.set("2.procurement.items", items);
    }

    /// Fills table 2 with documents made this year, and in force in total.
    fn made_and_in_force(&mut self) {
        let made = self.some("2.normative.made", 20);
        let before = self.before("2.normative.in_force", 90);
        let repealed = self.dice.roll((before + made) / 4 + 1);
        self.set("2.normative.repealed", repealed);
        self.set("2.normative.in_force", before + made - repealed);
        for id in ["licence", "penalty", "coercion"] {
            self.some(&format!("2.{id}.decisions"), 5_000);
        }
        self.amount("2.fee.amount", "");
    }

    /// Fills table 3: for each kind of applicant the requests received, their results, and what is
    /// left.
    fn requests(&mut self, form: &'static Form) {
        const APPLICANTS: [&str; 6] =
            ["person", "company", "research", "charity", "legal", "other_org"];
        /// The usual results come first and several times.
        const RESULTS: [&str; 19] = [
            "3.granted",
            "3.granted",
            "3.granted",
            "3.partial",
            "3.unavailable.not_held",
            "3.refused.internal",
            "3.refused.third_party",
            "3.unavailable.to_create",
            "3.refused.process",
            "3.declined.petition",
            "3.refused.enforcement",
            "3.unavailable.unclear",
            "3.refused.inquiry",
            "3.declined.repeat",
            "3.refused.law",
            "3.refused.safety",
            "3.declined.excessive",
            "3.declined.publication",
            "3.refused.secret",
        ];
        let own = |row: &String| form.cell(&format!("{row}.total")).is_some_and(|c| !c.variant);
        let closed: Vec<String> = form.named("[（六）其他处理]").into_iter().filter(own).collect();
        let busy = if self.dice.chance(15) { 0 } else { 1 + self.dice.roll(250) };
        let (mut processed, mut put_away) = (0, 0);
        for (i, applicant) in APPLICANTS.iter().enumerate() {
            let received = if busy == 0 { 0 } else { self.dice.roll(busy / (1 + 5 * i) + 1) };
            let carried_in =
                self.before(&format!("3.carried_out.{applicant}"), busy / (20 + 40 * i) + 1);
            let left = self.dice.roll(received / 12 + 1);
            self.add("3.received", applicant, received);
            self.add("3.carried_in", applicant, carried_in);
            self.add("3.carried_out", applicant, left);
            for _ in 0..received + carried_in - left {
                processed += 1;
                self.add("3.processed", applicant, 1);
                let most = 1 + self.dice.roll(RESULTS.len());
                let mut result = RESULTS[self.dice.roll(most)];
                if self.dice.chance(6) && put_away * 10 < processed {
                    put_away += 1;
                    result = &closed[self.dice.roll(closed.len())];
                }
                self.add(result, applicant, 1);
            }
        }
    }

    /// Adds to a cell of table 3 and to the total of its row.
    fn add(&mut self, row: &str, applicant: &str, n: usize) {
        for column in [applicant, "total"] {
            let id = format!("{row}.{column}");
            let before: usize = self.cells[&id].parse().unwrap_or(0);
            self.set(&id, before + n);
        }
    }

    fn cases(&mut self) {
        for group in ["4.review", "4.direct", "4.after"] {
            let n = if self.dice.chance(40) { self.dice.roll(9) } else { 0 };
            self.set(&format!("{group}.total"), n);
            let parts = ["upheld", "other", "corrected", "pending"].map(|p| format!("{group}.{p}"));
            self.divide(n, &parts.each_ref().map(String::as_str));
        }
    }
}
