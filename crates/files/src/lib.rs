//! File formats: bytes to [`report::document::Document`] and back.
