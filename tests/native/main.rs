//! All native integration tests: one binary, one module for each subject.

mod architecture;
mod contrast;
mod guides;
mod hostile;
mod imports;
mod markup;
mod open_data;
mod prerender;
mod record_syntax;
mod records;
mod recovery;
mod score;
mod settings;
mod simulation;
mod snapshot;
mod statements;
mod stores;
mod suggestions;
mod workflows;
