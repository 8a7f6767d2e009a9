//! Made-up registers: all persons, bodies and numbers are invented.

mod asked;
mod layouts;
mod made;
mod private;
mod refused;
mod strangers;
mod told;
mod variants;
mod wordings;
mod years;
