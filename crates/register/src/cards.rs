//! Registers of cards: each application is a small table of labels with their values beside them.

use report::document::{Block, CellRole, Document, Grid, GridCell, Place};
use report::text::key;

use crate::applicant::{Said, said};
use crate::dates::written;
use crate::field::{Field, meant};

/// A card: the line on which it begins, and its labels with their values.
#[derive(Default)]
struct Card {
    row: usize,
    pairs: Vec<(String, String)>,
}

/// A document of cards as one with tables of one line each; `None` for a document that does not
/// consist of cards.
pub fn as_table(document: &Document) -> Option<Document> {
    let grids: Vec<&Grid> = document.grids().collect();
    let all: Vec<Vec<Card>> = grids.iter().map(|grid| cards(grid)).collect();
    let good = all.iter().filter(|cards| cards.iter().any(is_card)).count();
    if good == 0 || good * 10 < grids.len() * 6 {
        return None;
    }
    let mut heads: Vec<&String> = Vec::new();
    for (label, _) in all.iter().flatten().filter(|card| is_card(card)).flat_map(|c| &c.pairs) {
        if !heads.contains(&label) && heads.len() < 60 {
            heads.push(label);
        }
    }
    let mut table = Document::default();
    for (n, (grid, cards)) in grids.iter().zip(&all).enumerate() {
        let (name, top) = match &grid.place {
            Some(Place::Sheet { name, row, .. }) => (name.clone(), *row),
            _ => ((n + 1).to_string(), 0),
        };
        for card in cards.iter().filter(|card| is_card(card)) {
            let value = |head: &&String| {
                let pair = card.pairs.iter().find(|(label, _)| label == *head);
                GridCell::new(CellRole::Value, pair.map_or("", |(_, value)| value))
            };
            let head = |head: &&String| GridCell::new(CellRole::Value, head.as_str());
            let rows = vec![heads.iter().map(head).collect(), heads.iter().map(value).collect()];
            // The line of values gets the number of the card's first line.
            let row = (top + card.row).saturating_sub(1);
            let place = Some(Place::Sheet { name: name.clone(), row, column: 0 });
            table.blocks.push(Block::Grid(Grid { rows, place, ..Grid::default() }));
        }
    }
    Some(table)
}

/// Whether labels are those of an application.
fn is_card(card: &Card) -> bool {
    let card = &card.pairs;
    let fields: Vec<Field> =
        card.iter().filter_map(|(label, _)| meant(std::slice::from_ref(label))).collect();
    let any = |list: &[Field]| list.iter().any(|field| fields.contains(field));
    any(&[Field::Applicant, Field::Kind])
        && any(&[Field::Result, Field::Detail, Field::Answered])
        && any(&[Field::Received, Field::Registered, Field::Filed])
        && card.len() <= 60
}

/// The cards of a grid; a card begins where the first label of the one before stands again.
fn cards(grid: &Grid) -> Vec<Card> {
    let is_label = |text: &str| {
        let words = key(text).trim_end_matches(':').to_string();
        let short = (2..=16).contains(&words.chars().count());
        if !short || meant(std::slice::from_ref(&words)).is_none() {
            return None;
        }
        // 2023年5月4日 and 自然人 are values, though heads may be written so.
        let value = written(text).is_some()
            || said(&words) != Said::Nothing && !words.contains(['类', '性', '型', '称', '名']);
        (!value).then_some(words)
    };
    let mut cards: Vec<Card> = Vec::new();
    // A list has a line of labels without values; a card has a value beside each label.
    let mut bare = 0;
    // A list turned on its side, with a column for each application, has many values beside a label.
    let mut wide = 0;
    for (r, row) in grid.rows.iter().enumerate() {
        let labels: Vec<Option<String>> = row.iter().map(|cell| is_label(&cell.text)).collect();
        if labels.windows(3).any(|three| three.iter().all(Option::is_some)) {
            return Vec::new();
        }
        let value = |n: &usize| labels[*n].is_none() && !row[*n].text.trim().is_empty();
        wide += usize::from((1..row.len()).take_while(value).count() >= 3);
        let mut at = 0;
        while at < row.len() {
            let Some(label) = &labels[at] else {
                at += 1;
                continue;
            };
            let is_bare = |n: usize| labels.get(n).is_none_or(Option::is_some);
            // A group has labels beside it; what looks like a label before another is a value.
            if at + 1 >= row.len() || labels[at + 1].is_some() && !is_bare(at + 2) {
                bare += usize::from(at + 1 >= row.len());
                at += 1;
                continue;
            }
            let begins = |card: &Card| card.pairs.first().is_some_and(|(first, _)| first == label);
            if cards.last().is_none_or(begins) {
                cards.push(Card { row: r, pairs: Vec::new() });
            }
            let last = cards.len() - 1;
            cards[last].pairs.push((label.clone(), row[at + 1].text.clone()));
            at += 2;
        }
    }
    if bare > 2 + cards.len() || wide >= 3 { Vec::new() } else { cards }
}
