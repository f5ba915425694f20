//! All native integration tests: one binary, one module for each subject.

mod recovery;
mod score;
mod simulation;
