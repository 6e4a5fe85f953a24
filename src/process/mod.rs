//! The process: the one table of stages and steps, records, standing, permits.
