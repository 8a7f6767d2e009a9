//! The table in a fragment of HTML, as Word and spreadsheets put it on the clipboard. The fragment is
//! parsed outside the page, where nothing in it is loaded or run.

use report::document::{AsideKind, CellRole, Grid, GridCell};
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use crate::browser;
use crate::model::table_grid::{aside, paste};

/// Elements that begin a line of their own.
const LINES: &[&str] = &["br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Most elements within each other that are looked into.
const DEPTH: usize = 200;

/// The largest table; without one, the text as a table of one cell if a part of it is raised, struck
/// out or hidden, since plain text does not tell.
pub fn grid(html: &str) -> Option<Grid> {
    if html.len() > paste::MOST_BYTES || html.is_empty() {
        return None;
    }
    let page = browser::parse_markup(html, "text/html").ok()?.document_element()?;
    let css: String = all(&page, "style").iter().filter_map(|style| style.text_content()).collect();
    let looks = Looks(aside::classes(&css));
    let rows_of = |table: &Element| own(table, "tr", table);
    let largest = all(&page, "table").into_iter().max_by_key(|table| rows_of(table).len());
    let Some(table) = largest else {
        let cell = looks.cell(&all(&page, "body").pop()?);
        let rows = vec![vec![cell]];
        return (!rows[0][0].asides.is_empty()).then(|| Grid { rows, ..Grid::default() });
    };
    let row = |row: &Element| own(row, "td, th", &table).iter().map(|c| looks.cell(c)).collect();
    let rows = rows_of(&table).iter().take(paste::MOST_ROWS).map(row).collect();
    Some(Grid { rows, ..Grid::default() })
}

fn all(element: &Element, selector: &str) -> Vec<Element> {
    let found = element.query_selector_all(selector).ok();
    let items = found.iter().flat_map(|list| (0..list.length()).map(|i| list.item(i)));
    items.filter_map(|node| node?.dyn_into().ok()).collect()
}

/// The parts of an element that belong to this table, not to one within it.
fn own(element: &Element, selector: &str, table: &Element) -> Vec<Element> {
    let mut parts = all(element, selector);
    parts.retain(|part| part.closest("table").is_ok_and(|found| found.as_ref() == Some(table)));
    parts
}

/// What the style sheet declares for each class.
struct Looks<'a>(Vec<(String, &'a str)>);

impl Looks<'_> {
    fn cell(&self, element: &Element) -> GridCell {
        let span = |name: &str| {
            element.get_attribute(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1)
        };
        let mut cell = GridCell::new(CellRole::Value, "");
        let row = element.closest("tr").ok().flatten();
        let kind = self.kind(element).or_else(|| row.and_then(|row| self.kind(&row)));
        self.read(element, kind, DEPTH, &mut cell);
        cell.text = cell.text.trim().to_string();
        GridCell { columns: span("colspan"), rows: span("rowspan"), ..cell }
    }

    fn kind(&self, element: &Element) -> Option<AsideKind> {
        let name = element.tag_name().to_ascii_lowercase();
        let classes = element.class_name().to_ascii_lowercase();
        let has = |class: &str| classes.split(' ').any(|own| own == class);
        let declared = self.0.iter().filter(|(class, _)| has(class)).map(|(_, style)| *style);
        let style = element.get_attribute("style").unwrap_or_default();
        std::iter::once(&*style).chain(declared).find_map(|style| aside::kind(&name, style))
    }

    /// Adds the words of a node, those of a kind as asides.
    fn read(&self, node: &Node, kind: Option<AsideKind>, depth: usize, cell: &mut GridCell) {
        let children = node.child_nodes();
        for child in (0..children.length()).filter_map(|i| children.item(i)) {
            let Some(element) = child.dyn_ref::<Element>() else {
                let text = match child.node_type() {
                    Node::TEXT_NODE => child.node_value().unwrap_or_default(),
                    _ => continue,
                };
                let text = text.replace(char::is_whitespace, " ");
                if kind.is_none_or(|kind| kind == AsideKind::Nested) {
                    cell.text.push_str(&text);
                }
                if let Some(kind) = kind.filter(|_| !text.trim().is_empty()) {
                    cell.put_aside(kind, &text);
                }
                continue;
            };
            let name = element.tag_name().to_ascii_lowercase();
            if matches!(name.as_str(), "style" | "script" | "title") || depth == 0 {
                continue;
            }
            if LINES.contains(&name.as_str()) && !cell.text.trim().is_empty() {
                cell.text.push('\n');
            }
            let nested = (name == "table").then_some(AsideKind::Nested);
            self.read(&child, kind.or(nested).or_else(|| self.kind(element)), depth - 1, cell);
        }
    }
}
