//! How far the checking of the desk's files has got, as `www/desk.js` reports it.

use serde::Deserialize;

/// How far the checking has got.
#[derive(Clone, PartialEq, Default, Deserialize)]
pub struct Checking {
    pub state: Stage,
    pub done: usize,
    pub total: usize,
    #[serde(default)]
    pub seconds: Option<f64>,
    #[serde(default)]
    pub message: Option<String>,
}

impl Checking {
    pub fn is_running(&self) -> bool {
        use Stage::{Checking, Listing, Pairing, Paused};
        matches!(self.state, Listing | Checking | Pairing | Paused)
    }
}

/// What the checking is doing, by the names that `www/desk.js` uses.
#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Nothing has been asked for yet.
    #[default]
    Idle,
    Listing,
    Checking,
    /// Checking again, compared with last year's reports.
    Pairing,
    Paused,
    Done,
    Cancelled,
    Failed,
}

impl Stage {
    /// The name on the page; empty before the first request.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Idle => "",
            Stage::Listing => "listing",
            Stage::Checking => "checking",
            Stage::Pairing => "pairing",
            Stage::Paused => "paused",
            Stage::Done => "done",
            Stage::Cancelled => "cancelled",
            Stage::Failed => "failed",
        }
    }
}
