//! The few icons, drawn as strokes in the colour of the text, and the button that closes something.

use yew::prelude::*;

#[derive(Clone, Copy, PartialEq)]
pub enum Shape {
    Back,
    Undo,
    Redo,
    Open,
    New,
    Check,
    Down,
    Close,
    List,
    Alert,
    History,
    Chart,
    Help,
    Large,
    Pages,
}

/// A button with a cross; `label` says what it closes.
pub fn close_button(label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button class="quiet close" aria-label={label} {onclick}>{ icon(Shape::Close) }</button> }
}

/// An icon, hidden from screen readers: its meaning must be in a text next to it or in a label.
pub fn icon(shape: Shape) -> Html {
    let path = match shape {
        Shape::Back => "M15 5l-7 7 7 7",
        Shape::Undo => "M8 5L4 9l4 4M4 9h10a5 5 0 0 1 0 10h-3",
        Shape::Redo => "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h3",
        Shape::Open => "M3 18V6h6l2 2h10v10zM3 11h18",
        Shape::New => "M6 3h8l4 4v14H6zM14 3v4h4M12 11v6M9 14h6",
        Shape::Check => "M4 12l5 5L20 6",
        Shape::Down => "M6 9l6 6 6-6",
        Shape::Close => "M6 6l12 12M18 6L6 18",
        Shape::Pages => "M8 7V3h11v14h-4M5 7h10v14H5z",
        Shape::Alert => "M12 3l10 18H2zM12 10v5M12 18h.01",
        Shape::History => "M4 5v5h5M4.6 10a8 8 0 1 1-.4 4M12 8v5l3 2",
        Shape::Chart => "M5 20V10M12 20V4M19 20v-7",
        Shape::Help => {
            "M9 9a3 3 0 1 1 4 2.8c-.7.3-1 .8-1 1.7M12 17h.01M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20"
        }
        Shape::Large => "M3 19L9 5l6 14M5.5 14h7M18 9v8M14 13h8",
        Shape::List => "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d={path} />
        </svg>
    }
}
