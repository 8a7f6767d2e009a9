//! Tests on published reports, which belong to others and are not part of the project; and on the
//! registers in the folder `registers`, which were made for it.

mod real;

/// Registers in layouts unlike those of the crate `register`: a sheet for each quarter with numbers of
/// articles, a table in Word with boxes and lines for years, an export with numbers of the form; what was
/// done told in one sentence, a day in three columns, tables on their side, joint applicants, parts by
/// result. They are not looked at when the crate is tuned.
#[test]
fn made_registers_lead_to_their_cells() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/published/registers");
    real::registers::lead_to_their_cells(folder.as_ref(), 11);
}
