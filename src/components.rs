//! What is drawn: one file a component. Every component renders exactly one root node and sits in a
//! permanent container; lists have stable keys (Yew 0.23 crashes otherwise).

mod apart;
mod arrange;
mod cell;
mod collation;
mod desk;
mod download;
mod findings;
pub mod frame;
mod grow;
mod head;
mod help;
mod icon;
mod notice;
mod outline;
mod page;
mod pages;
mod paper;
mod paste;
mod pdf;
mod picture;
mod prose;
mod register;
mod rules;
mod search;
mod severity;
mod start;
mod style;
mod table;
mod toolbar;

use web_sys::MouseEvent;
use yew::Callback;

/// The `onclick` of a button that always sends the same message. All buttons share this function; a
/// closure for each would repeat the same code in the module.
fn press<M: 'static>(send: &Callback<M>, msg: fn() -> M) -> Callback<MouseEvent> {
    send.reform(move |_| msg())
}
