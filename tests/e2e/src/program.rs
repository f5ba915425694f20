//! The main function of every program here. When it ends, all processes that it started have ended too.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

/// The time within which helper processes of a killed browser must end.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs a program that starts browsers. It succeeds if `work` returns true and no process is left.
pub fn program(work: impl FnOnce() -> Result<bool>) -> ExitCode {
    let adopted = processes::adopt().context("processes cannot be kept together");
    let worked = adopted.and_then(|()| work());
    let left = nothing_is_left();
    let _not_ending = processes::unless_ending();
    processes::end();
    for error in [worked.as_ref().err(), left.as_ref().err()].into_iter().flatten() {
        eprintln!("error: {error:#}");
    }
    if matches!(worked, Ok(true)) && left.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn nothing_is_left() -> Result<()> {
    let left = processes::left_after(PATIENCE);
    let names: Vec<_> = left.iter().map(|process| format!("\n  {process}")).collect();
    ensure!(left.is_empty(), "started here, and still running ({}):{}", left.len(), names.concat());
    Ok(())
}
