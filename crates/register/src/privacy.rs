//! Takes personal words out of what leaves this crate. A register is full of names, numbers and
//! addresses; results carry counts, places and the office's own words for results.

use crate::applicant::{applicants, is_person, kind_alone};
use crate::contents::mostly;
use crate::field::Field;
use crate::grid::Sheet;
use crate::head::{Column, Table};
use crate::index::Index;
use crate::sentence;

/// Most characters of the words of a question.
const MOST: usize = 40;

/// The names that occur in a register.
#[derive(Default)]
pub struct Names(Index);

impl Names {
    /// All names in the columns of applicants, clerks and contacts, and in those full of names.
    pub fn of(sheets: &[Sheet], tables: &[Table]) -> Names {
        let mut names = Index::default();
        for table in tables {
            let lines = &sheets[table.sheet].lines[table.lines.clone()];
            let sample = |at: usize| lines.iter().filter_map(move |line| line.text(at)).take(100);
            // Of clerks under a head that is not known only the contents tell.
            let persons = |at: usize| mostly(&sample(at).collect::<Vec<_>>(), 50, is_person);
            let holds = |c: &&Column| match c.field {
                Some(Field::Applicant | Field::Person) => true,
                None | Some(Field::Other | Field::Vague | Field::Note) => persons(c.at),
                _ => false,
            };
            let columns: Vec<&Column> = table.columns.iter().filter(holds).collect();
            let silent = [Field::Applicant, Field::Person, Field::Contents, Field::Other];
            let tells = |c: &&Column| !c.field.is_some_and(|field| silent.contains(&field));
            let tell: Vec<&Column> = table.columns.iter().filter(tells).collect();
            for line in lines {
                let named = columns.iter().filter_map(|column| column.value(line));
                // A sentence of any column may name the applicant.
                let told = tell.iter().filter_map(|column| line.text(column.at));
                let told = told.filter_map(sentence::applicant);
                for text in named.chain(told) {
                    for part in applicants(text) {
                        for name in part.split(['(', ')']) {
                            let length = name.chars().count();
                            let kind = kind_alone(name).is_some();
                            if !kind && (length > 4 || length >= 2 && is_person(name)) {
                                names.put(name.to_string(), 1);
                            }
                        }
                    }
                }
            }
        }
        Names(names)
    }

    /// A text without the names of the register, long numbers, and addresses of mail; at most
    /// [`MOST`] characters.
    pub fn scrub(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().map(report::text::half_width).collect();
        let mut out = String::new();
        let (mut at, mut count) = (0, 0);
        while at < chars.len() && count < MOST {
            count += 1;
            let run = code(&chars[at..]);
            if run > 0 {
                out.push('…');
                at += run;
            } else if let Some(length) = self.name_at(&chars[at..]) {
                out.push('某');
                at += length;
            } else {
                out.push(if chars[at].is_whitespace() { ' ' } else { chars[at] });
                at += 1;
            }
        }
        out
    }

    /// The length of the name that begins here: one of the register, or a masked one.
    fn name_at(&self, chars: &[char]) -> Option<usize> {
        let most = chars.len().min(24);
        let known = (2..=most).rev().find(|n| {
            let text: String = chars[..*n].iter().collect();
            self.0.get(&text).is_some()
        });
        known.or_else(|| {
            let masks = chars.iter().skip(1).take_while(|c| matches!(c, '某' | '*')).count();
            (masks > 0 && chars[0] != '某').then_some(masks + 1)
        })
    }
}

/// Whether a text has a long number or an address of mail.
pub fn coded(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(report::text::half_width).collect();
    (0..chars.len()).any(|at| code(&chars[at..]) > 0)
}

/// The length of the number or address of mail that begins here: at least five digits, or an `@`.
fn code(chars: &[char]) -> usize {
    let part = |c: &&char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '*' | '_' | '-');
    let run = chars.iter().take_while(part).count();
    let digits = chars[..run].iter().filter(|c| c.is_ascii_digit()).count();
    if digits >= 5 || chars[..run].contains(&'@') { run } else { 0 }
}
