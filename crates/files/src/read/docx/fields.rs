//! Fields of Word: a code, which is not shown, and mostly a result, which is. A field in a cell
//! whose result is blank is named.

use report::document::AsideKind;

use super::{Body, Xml, attribute, each, number, symbols};
use crate::error::Error;

/// Fields that show nothing.
const SILENT: [&str; 6] = ["FORMDROPDOWN", "PRIVATE", "SET", "TA", "TC", "XE"];

impl Body {
    /// Reads the properties of a form field: for a list, which choice is selected.
    pub(super) fn choice(&mut self, xml: &mut Xml) -> Result<(), Error> {
        let (mut chosen, mut entries) = (0, Vec::new());
        each(xml, |name, e| match name {
            "result" => chosen = number(e, "val").unwrap_or(0),
            "listEntry" => entries.extend(attribute(e, "val")),
            _ => {}
        })?;
        if let Some(entry) = entries.get(chosen).filter(|_| self.flow.in_cell()) {
            self.flow.push_aside(AsideKind::Field, entry);
        }
        Ok(())
    }

    /// Handles the begin, the separator or the end of a field.
    pub(super) fn field(&mut self, kind: &str) {
        match kind {
            "begin" => {
                self.fields.push(Some(String::new()));
                self.results.push(None);
            }
            "separate" => {
                let code = self.fields.last_mut().and_then(Option::take);
                if let Some(result) = self.results.last_mut() {
                    *result = code.map(|code| (code, self.flow.text.len()));
                }
            }
            _ => {
                let code = self.fields.pop().flatten();
                let result = self.results.pop().flatten();
                self.coded = self.coded.min(self.fields.len());
                let drawn = code.as_deref().and_then(symbols::drawn);
                match (drawn, code, result) {
                    (Some(drawn), _, _) => self.text(&drawn),
                    (_, Some(code), _) => self.without_result(&code, self.flow.text.len()),
                    (_, _, Some((code, from))) => self.without_result(&code, from),
                    _ => {}
                }
            }
        }
    }

    /// Names a field in a cell by its code if the text has nothing from this place on.
    pub(super) fn without_result(&mut self, code: &str, from: usize) {
        let blank = self.flow.text.get(from..).is_some_and(|text| text.trim().is_empty());
        let code = code.trim();
        let name = code.split(' ').next().unwrap_or_default().to_ascii_uppercase();
        if blank && self.flow.in_cell() && self.fields.is_empty() && !SILENT.contains(&&*name) {
            let code: String = code.chars().take(40).collect();
            self.flow.push_aside(AsideKind::Prompt, &code);
        }
    }
}
