//! Tests on published reports, which belong to others and are not part of the project.

mod real;
