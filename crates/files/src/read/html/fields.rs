//! Form fields in the cells of a table: what is filled in is read as the cell's text, what only prompts is
//! kept beside it. Fields outside of tables belong to the page.

use report::document::AsideKind;

use super::Page;

/// A field with content of its own.
#[derive(Default)]
pub struct Field {
    name: String,
    /// The choices of a list: whether each is chosen, and its words. A text field has one.
    choices: Vec<(bool, String)>,
}

impl Field {
    pub fn text(&mut self, text: &str) {
        if let Some((_, words)) = self.choices.last_mut() {
            words.push_str(text);
        }
    }

    /// What it shows: what is chosen, else the first choice.
    fn shown(self) -> String {
        let chosen = self.choices.iter().position(|(chosen, _)| *chosen).unwrap_or(0);
        self.choices.into_iter().nth(chosen).map_or(String::new(), |(_, words)| words)
    }
}

impl Page {
    /// Takes an element that begins, if it is a form field in a cell or stands in one.
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

    /// A field of one line. Buttons and boxes to tick hold no figure.
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

    /// Ends the field that is open, if an element of this name does; whether one was open.
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
