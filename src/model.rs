//! What the shell is about, without a browser: the messages, the state of the screen, and what is
//! derived from a report and its findings for the screen.
//!
//! The lowest floor. Of the browser it names only the values that messages carry from one floor to
//! another (`File`, `JsValue`, `Function`).

pub mod desk;
pub mod draft;
pub mod judged;
pub mod msg;
pub mod offers;
pub mod part;
pub mod ranges;
pub mod read;
pub mod state;
pub mod table_grid;
pub mod target;
pub mod view;
