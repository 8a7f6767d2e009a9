//! Made-up reports for tests, measurements and for trying out the desk; no part of the program
//! depends on this crate. The same seed gives the same bytes. The agencies do not exist.
//!
//! - [`random`]: reports on any form in which every sum holds;
//! - [`figures`]: figures as an agency has them, which continue last year's;
//! - [`written`]: texts in the repository that tests write themselves;
//! - `hostile` (feature `proptest`): any possible report, for property tests;
//! - `corpus` (feature `files`): plausible reports with figures that their prose repeats, some with
//!   one planted fault of known rule and place, as files of every kind.

#![warn(missing_docs)]

pub mod figures;
#[cfg(feature = "proptest")]
pub mod hostile;
#[cfg(feature = "files")]
mod made;
pub mod random;
pub mod written;

#[cfg(feature = "files")]
pub use made::layout::{LAYOUTS, RUINED};
#[cfg(feature = "files")]
pub use made::{Entry, Made, Planted, corpus};

/// A small generator of pseudo-random numbers (SplitMix64), so that a seed determines a report.
pub struct Dice(u64);

impl Dice {
    /// A generator with a sequence of its own for each seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number from 0 to `sides - 1`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut n = self.0;
        n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((n ^ (n >> 31)) % sides.max(1) as u64) as usize
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}
