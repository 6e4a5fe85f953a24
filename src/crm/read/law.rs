//! Laws of reading: to be written.
