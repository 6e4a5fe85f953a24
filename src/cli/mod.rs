//! The commands: one file each (arguments and run). Clock, terminal and environment are met here only.
