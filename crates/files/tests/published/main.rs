//! What is tried on published reports, which are others' and no part of the project.

mod real;
