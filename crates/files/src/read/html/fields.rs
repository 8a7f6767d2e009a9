//! Form fields in table cells. The entered value becomes the cell's text; a mere prompt becomes an
//! aside. Fields outside tables belong to the page.

use report::document::AsideKind;

use super::Page;

/// A form field that has content.
#[derive(Default)]
pub struct Field {
    name: String,
    /// The choices of a list, each with whether it is selected, and its words. A text field has one
    /// choice.
    choices: Vec<(bool, String)>,
}

impl Field {
    pub fn text(&mut self, text: &str) {
        if let Some((_, words)) = self.choices.last_mut() {
            words.push_str(text);
        }
    }

    /// The displayed value: the selected choice, else the first.
    fn shown(self) -> String {
        let chosen = self.choices.iter().position(|(chosen, _)| *chosen).unwrap_or(0);
        self.choices.into_iter().nth(chosen).map_or(String::new(), |(_, words)| words)
    }
}

impl Page {
    /// Handles the start of an element that is a form field in a cell, or is inside one; gives
    /// whether it is.
    pub(super) fn field(
        &mut self,
        name: &str,
        attribute: &impl Fn(&str) -> Option<String>,
    ) -> bool {
        if let Some(field) = &mut self.field {
            if name == "option" {
                field.choices.push((attribute("selected").is_some(), String::new()));
            }
            return !matches!(name, "td" | "th" | "tr" | "table")
                || self.end_field(&self.open_field());
        }
        if !self.flow.in_cell() {
            return false;
        }
        match name {
            "input" => self.input(attribute),
            "textarea" => {
                let choices = vec![(true, String::new())];
                self.field = Some(Field { name: name.into(), choices });
            }
            "select" => self.field = Some(Field { name: name.into(), choices: Vec::new() }),
            _ => return false,
        }
        true
    }

    fn open_field(&self) -> String {
        self.field.as_ref().map_or(String::new(), |field| field.name.clone())
    }

    /// Reads a single-line field. Buttons and checkboxes contain no figure.
    fn input(&mut self, attribute: &impl Fn(&str) -> Option<String>) {
        let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
        let value = attribute("value").unwrap_or_default();
        match kind.as_str() {
            "button" | "submit" | "reset" | "image" | "checkbox" | "radio" | "file" => {}
            "hidden" => self.flow.push_aside(AsideKind::Hidden, value.trim()),
            _ if value.trim().is_empty() => {
                let prompt = attribute("placeholder").unwrap_or_default();
                self.flow.push_aside(AsideKind::Prompt, prompt.trim());
            }
            _ => self.flow.push_aside(AsideKind::Field, value.trim()),
        }
    }

    /// Ends the open field if an element with this name is its end; gives whether it was.
    pub(super) fn end_field(&mut self, name: &str) -> bool {
        let Some(field) = &self.field else { return false };
        let cell = matches!(name, "td" | "th" | "tr" | "table");
        if field.name == name || cell {
            let shown = self.field.take().map(Field::shown).unwrap_or_default();
            let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            self.flow.push_aside(AsideKind::Field, &words);
        }
        !cell
    }
}
