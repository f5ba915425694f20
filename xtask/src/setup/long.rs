//! Runs slow setup steps, and shows their progress.

use std::fs::{self, File};
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// A command that may run for minutes.
pub struct Step {
    /// The name of what it installs.
    pub what: String,
    pub command: Command,
}

/// Runs one step; see [`run_all`].
pub fn run(what: &str, usual: &str, command: Command) -> Result<()> {
    run_all(vec![Step { what: what.to_owned(), command }], usual)
}

/// Runs steps in parallel. Their output goes to log files, and their progress to the terminal. `usual` is the usual
/// duration, in words.
pub fn run_all(steps: Vec<Step>, usual: &str) -> Result<()> {
    let whats: Vec<_> = steps.iter().map(|step| step.what.clone()).collect();
    println!("setup: {} (once; {usual})", whats.join(" and "));
    let start = Instant::now();
    let mut running = Vec::new();
    for step in steps {
        running.push(Running::start(step)?);
    }
    let terminal = std::io::stdout().is_terminal();
    let mut told = 0;
    let result = loop {
        match running.iter_mut().map(Running::ended).collect::<Result<Vec<_>>>() {
            Ok(ended) if ended.iter().all(|ended| *ended) => break Ok(()),
            Ok(_) => {}
            Err(error) => break Err(error),
        }
        thread::sleep(Duration::from_millis(200));
        let seconds = start.elapsed().as_secs();
        if seconds >= told + if terminal { 1 } else { 20 } {
            told = seconds;
            let far: Vec<_> = running.iter().filter_map(Running::progress_line).collect();
            print_line(terminal, &format!("  {seconds} s  {}", far.join("; ")));
        }
    };
    if terminal {
        print_line(true, "");
    }
    if result.is_err() {
        for step in &mut running {
            let _ = step.child.kill();
        }
    } else {
        println!("  done in {} s", start.elapsed().as_secs());
    }
    result
}

struct Running {
    what: String,
    log: PathBuf,
    child: Child,
}

impl Running {
    fn start(Step { what, mut command }: Step) -> Result<Self> {
        let folder = project::root().join("target/setup");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let path = folder.join(format!("{}.log", what.replace([' ', '/'], "-")));
        let log = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
        command.stdout(log.try_clone().context("cannot share the log")?).stderr(log);
        let child = command.spawn().with_context(|| format!("cannot start the setup of {what}"))?;
        Ok(Self { what, log: path, child })
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_default()
    }

    /// Whether the step has ended. If it failed, the error contains the end of its log.
    fn ended(&mut self) -> Result<bool> {
        match self.child.try_wait().context("lost the step")? {
            None => Ok(false),
            Some(status) if status.success() => Ok(true),
            Some(status) => {
                let text = self.text();
                let lines: Vec<_> = text.lines().collect();
                let end = lines[lines.len().saturating_sub(30)..].join("\n");
                bail!("{}: failed ({status}); the end of {}:\n{end}", self.what, self.log.display())
            }
        }
    }

    fn progress_line(&self) -> Option<String> {
        progress(&self.text()).map(|far| format!("{}: {far}", self.what))
    }
}

fn print_line(terminal: bool, line: &str) {
    if terminal {
        print!("\r\x1b[K{line}");
        let _ = std::io::stdout().flush();
    } else {
        println!("{line}");
    }
}

/// The progress of cargo, according to its log.
fn progress(log: &str) -> Option<String> {
    let lines = |word: &str| log.lines().filter(|line| line.trim_start().starts_with(word)).count();
    if lines("Finished ") > 0 {
        return None;
    }
    match (lines("Compiling "), lines("Downloaded ")) {
        (0, 0) => None,
        (0, fetched) => Some(format!("{fetched} packages fetched")),
        (compiled, _) => Some(format!("{compiled} packages compiled")),
    }
}

#[cfg(test)]
mod tests {
    use super::progress;

    #[test]
    fn reads_the_progress_of_cargo() {
        for (log, far) in [
            ("    Updating index\n", None),
            ("  Downloaded a v1\n  Downloaded b v1\n", Some("2 packages fetched")),
            ("  Downloaded a v1\n   Compiling a v1\n", Some("1 packages compiled")),
            ("   Compiling a v1\n    Finished `dev`\n", None),
        ] {
            assert_eq!(progress(log).as_deref(), far);
        }
    }
}
