//! Laws of the language as properties.
