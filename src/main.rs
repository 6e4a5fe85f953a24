//! The program: parse, run, show, exit.

fn main() {}
