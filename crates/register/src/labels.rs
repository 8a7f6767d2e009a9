//! The official labels of the results.

use report::text::key;

use crate::senses::{GROUPS, RESULTS};
use crate::words::{each, has};

/// The official labels of the results, normalised.
pub struct Labels(Vec<(String, usize)>);

impl Labels {
    /// The labels of the form in force.
    pub fn new() -> Labels {
        let mut labels = Vec::new();
        for (n, id) in RESULTS.iter().enumerate() {
            let name = key(report::text::without_numeral(label(id)));
            // 其他 alone says nothing; what is in brackets is a remark.
            let name = name.split('(').next().unwrap_or_default().to_string();
            if name.chars().count() > 2 {
                labels.push((name, n));
            }
        }
        Labels(labels)
    }

    /// The result of whose label alone a text is the beginning, with or without 属于 and the like before
    /// it: 部分, 第三方.
    pub fn abbreviated(&self, text: &str) -> Option<usize> {
        let short = (2..=6).contains(&text.chars().count());
        if !short || has(text, "补正|申请") {
            return None;
        }
        let core = |name: &str| {
            let leads = ["属于", "保护", "本机关", "危及"];
            leads.iter().any(|lead| name.strip_prefix(lead).is_some_and(|n| n.starts_with(text)))
        };
        let mut fits = self.0.iter().filter(|(name, _)| name.starts_with(text) || core(name));
        let first = fits.next()?.1;
        fits.next().is_none().then_some(first)
    }

    /// The result of which a text is the label, without or with its numeral and its group.
    pub fn find(&self, text: &str) -> Option<usize> {
        let is = |name: &&(String, usize)| {
            let rest = text.strip_suffix(name.0.as_str())?;
            let rest = rest.trim_end_matches(|c: char| {
                c.is_ascii_digit() || "().、-—:;/一二三四五六七".contains(c)
            });
            let group = rest.is_empty()
                || GROUPS.iter().any(|(_, words)| each(words).any(|word| word == rest));
            (group && name.1 > 1).then_some(())
        };
        self.0.iter().find(|name| is(name).is_some()).map(|(_, n)| *n)
    }
}

/// The official label of a result.
fn label(id: &str) -> &'static str {
    let of = |table: &'static report::form::Table| table.blocks.iter().flat_map(|b| b.rows.iter());
    let mut rows = report::newest_form().tables.iter().flat_map(of);
    let row = rows.find(|row| row.id.strip_prefix("3.") == Some(id));
    row.map_or("", |row| row.label)
}

/// The official label of a result with that of its group: `不予公开—属于国家秘密`.
pub fn full_label(id: &str) -> String {
    let name = report::text::without_numeral(label(id));
    let name = name.split('（').next().unwrap_or(name);
    match GROUPS.iter().find(|(group, _)| id.starts_with(group)) {
        Some((_, words)) => format!("{}—{name}", each(words).next().unwrap_or_default()),
        None => name.to_string(),
    }
}
