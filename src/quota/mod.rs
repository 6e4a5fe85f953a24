//! Targets and how far we are: cascade, attainment, pace, warnings. Pure arithmetic over a plan and facts.
