//! The exports: decode, split, parse fields, join, the hot loop. The only room that knows their shape.
