//! Registers of cards: each application is a small table of labels with their values beside them.

use report::document::{Block, CellRole, Document, Grid, GridCell, Place};
use report::text::key;

use crate::field::{Field, meant};

/// A document of cards as one with a single table, whose lines are the cards; `None` for a document
/// that does not consist of cards.
pub fn as_table(document: &Document) -> Option<Document> {
    let grids: Vec<&Grid> = document.grids().collect();
    let cards: Vec<Vec<(String, String)>> = grids.iter().map(|grid| card(grid)).collect();
    let good = cards.iter().filter(|card| is_card(card)).count();
    if good == 0 || good * 10 < grids.len() * 6 {
        return None;
    }
    let mut heads: Vec<String> = Vec::new();
    for (label, _) in cards.iter().filter(|card| is_card(card)).flatten() {
        if !heads.contains(label) && heads.len() < 60 {
            heads.push(label.clone());
        }
    }
    let mut table = Document::default();
    for (n, (grid, card)) in
        grids.iter().zip(&cards).enumerate().filter(|(_, (_, card))| is_card(card))
    {
        let name = match &grid.place {
            Some(Place::Sheet { name, .. }) => name.clone(),
            _ => (n + 1).to_string(),
        };
        let value =
            |head: &String| card.iter().find(|(label, _)| label == head).map_or("", |(_, v)| v);
        let cells = |texts: Vec<&str>| {
            texts.into_iter().map(|t| GridCell::new(CellRole::Value, t)).collect()
        };
        let place = Some(Place::Sheet { name, row: 0, column: 0 });
        let rows = vec![
            cells(heads.iter().map(String::as_str).collect()),
            cells(heads.iter().map(value).collect()),
        ];
        table.blocks.push(Block::Grid(Grid { rows, place, ..Grid::default() }));
    }
    Some(table)
}

/// Whether labels are those of an application.
fn is_card(card: &[(String, String)]) -> bool {
    let fields: Vec<Field> =
        card.iter().filter_map(|(label, _)| meant(std::slice::from_ref(label))).collect();
    let any = |list: &[Field]| list.iter().any(|field| fields.contains(field));
    any(&[Field::Applicant, Field::Kind])
        && any(&[Field::Result, Field::Detail, Field::Answered])
        && any(&[Field::Received, Field::Registered, Field::Filed])
        && card.len() <= 60
}

/// The labels of a grid with the values beside them.
fn card(grid: &Grid) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    if grid.rows.len() > 60 {
        return pairs;
    }
    let is_label = |text: &str| {
        let words = key(text).trim_end_matches(':').to_string();
        let short = (2..=16).contains(&words.chars().count());
        (short && meant(std::slice::from_ref(&words)).is_some()).then_some(words)
    };
    // A list has a line of labels without values; a card has a value beside each label.
    let mut bare = 0;
    for row in &grid.rows {
        let mut cells =
            row.iter().filter(|cell| cell.rows <= 2 || !cell.text.trim().is_empty()).peekable();
        let mut labels = 0;
        while let Some(cell) = cells.next() {
            let Some(label) = is_label(&cell.text) else { continue };
            labels += 1;
            if let Some(value) = cells.next_if(|next| is_label(&next.text).is_none()) {
                pairs.push((label, value.text.clone()));
            } else {
                bare += 1;
            }
        }
        if labels >= 3 && labels == row.len() {
            return Vec::new();
        }
    }
    if bare > 2 { Vec::new() } else { pairs }
}
