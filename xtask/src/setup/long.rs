//! A step that takes its time, and says so.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// Runs a command that is quiet for minutes: its output goes to a log, and we say how far it is.
pub fn run(what: &str, usual: &str, command: &mut Command) -> Result<()> {
    let folder = project::root().join("target/setup");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join(format!("{}.log", what.replace([' ', '/'], "-")));
    let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    command.stdout(log.try_clone().context("cannot share the log")?).stderr(log);

    println!("setup: {what} (once; {usual})");
    let start = Instant::now();
    let mut child = command.spawn().with_context(|| format!("cannot start what brings {what}"))?;
    let terminal = std::io::stdout().is_terminal();
    let mut told = 0;
    let status = loop {
        if let Some(status) = child.try_wait().context("lost the step")? {
            break status;
        }
        thread::sleep(Duration::from_millis(200));
        let seconds = start.elapsed().as_secs();
        if seconds >= told + if terminal { 1 } else { 20 } {
            told = seconds;
            tell(terminal, &format!("  {seconds} s{}", progress(&fs::read_to_string(&path).unwrap_or_default())));
        }
    };
    if terminal {
        print!("\r\x1b[K");
    }
    if !status.success() {
        let text = fs::read_to_string(&path).unwrap_or_default();
        let lines: Vec<_> = text.lines().collect();
        bail!(
            "{what}: failed ({status}); the end of {}:\n{}",
            path.display(),
            lines[lines.len().saturating_sub(30)..].join("\n")
        );
    }
    println!("  done in {} s", start.elapsed().as_secs());
    Ok(())
}

fn tell(terminal: bool, line: &str) {
    if terminal {
        print!("\r\x1b[K{line}");
        let _ = std::io::stdout().flush();
    } else {
        println!("{line}");
    }
}

/// What a log of cargo's says about how far it is.
fn progress(log: &str) -> String {
    let locked = log.lines().find_map(|line| line.trim().strip_prefix("Locking ")?.split(' ').next()?.parse().ok());
    let fetched = log.lines().filter(|line| line.trim_start().starts_with("Downloaded ")).count();
    let compiled = log.lines().filter(|line| line.trim_start().starts_with("Compiling ")).count();
    match (compiled, locked) {
        (0, _) if fetched > 0 => format!(", {fetched} packages fetched"),
        (0, _) => String::new(),
        (_, Some(all)) if compiled <= all => format!(", {compiled} of about {all} packages compiled"),
        _ => format!(", {compiled} packages compiled"),
    }
}

#[cfg(test)]
mod tests {
    use super::progress;

    #[test]
    fn reads_how_far_cargo_is() {
        assert_eq!(progress("    Updating index\n"), "");
        assert_eq!(progress("  Downloaded a v1\n  Downloaded b v1\n"), ", 2 packages fetched");
        assert_eq!(progress("   Compiling a v1\n"), ", 1 packages compiled");
        assert_eq!(
            progress("     Locking 3 packages to latest\n   Compiling a v1\n"),
            ", 1 of about 3 packages compiled"
        );
    }
}
