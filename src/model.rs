//! The data of the shell: the messages, the state of the screen, and what the screen derives from a
//! report and its findings.
//!
//! This is the lowest floor. It calls no browser, and names only the browser's values that messages
//! carry from one floor to another (`File`, `JsValue`, `Function`).

pub mod checked;
pub mod checking;
pub mod collation;
pub mod desk;
pub mod draft;
pub mod look;
pub mod msg;
pub mod offers;
pub mod part;
pub mod pdf;
pub mod ranges;
pub mod read;
pub mod register;
pub mod state;
pub mod table_grid;
pub mod target;
pub mod title;
pub mod view;
