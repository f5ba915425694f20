//! No process outlives the program that started it.
//!
//! A program calls [`adopt`] first. From then on it is the parent of whatever its children leave behind, and being told
//! to end ends all of them. [`started`] lists those that still run, and [`end`] ends them.
//!
//! Only Linux has what this is made of: orphans go to a chosen ancestor, and `/proc` names the parent of every process.
//! Elsewhere nothing is listed and nothing is ended.

#[cfg(target_os = "linux")]
mod linux;

use std::fmt;
use std::io;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Locked from the moment when the program was told to end.
static ENDING: Mutex<()> = Mutex::new(());

const POLL: Duration = Duration::from_millis(20);
/// How long processes have to end by themselves when they are asked to.
const GRACE: Duration = Duration::from_secs(2);
/// How long the system may take to end those that were killed. Those of other users stay.
const PATIENCE: Duration = Duration::from_secs(5);

/// A process that was started by this program, or by another one that was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its number.
    pub id: u32,
    /// Its command line, or its short name where it has none.
    pub command: String,
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let command: String = self.command.chars().take(160).collect();
        write!(f, "{} ({command})", self.id)
    }
}

/// Makes this program the parent of what its children leave behind, and ends all that it started when it is told to end.
///
/// # Errors
/// When the system refuses that.
pub fn adopt() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    linux::adopt()?;
    Ok(())
}

/// Lets this program be told to end when the program that started it has ended in any way.
///
/// # Errors
/// When the system refuses that.
pub fn end_with_parent() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    linux::end_with_parent()?;
    Ok(())
}

/// Those that still run: children, their children, and so on. Not those that have ended and that nobody has waited for.
pub fn started() -> Vec<Process> {
    #[cfg(target_os = "linux")]
    return linux::started();
    #[cfg(not(target_os = "linux"))]
    Vec::new()
}

/// Those that still run after a time in which each may end by itself.
pub fn left_after(patience: Duration) -> Vec<Process> {
    let start = Instant::now();
    loop {
        let left = started();
        if left.is_empty() || start.elapsed() > patience {
            return left;
        }
        thread::sleep(POLL);
    }
}

/// Ends all that still run: asks them first, and kills those that do not listen.
pub fn end() {
    for process in started() {
        ask(process.id);
    }
    let _ = left_after(GRACE);
    let start = Instant::now();
    // Until none is left: one that is being ended may just have started another.
    loop {
        let left = started();
        if left.is_empty() || start.elapsed() > PATIENCE {
            return;
        }
        for process in left {
            kill(process.id);
        }
        thread::sleep(POLL);
    }
}

/// Asks one process to end.
pub fn ask(id: u32) {
    #[cfg(target_os = "linux")]
    linux::ask(id);
    #[cfg(not(target_os = "linux"))]
    send("TERM", &id.to_string());
}

/// Kills one process.
pub fn kill(id: u32) {
    #[cfg(target_os = "linux")]
    linux::kill(id);
    #[cfg(not(target_os = "linux"))]
    send("KILL", &id.to_string());
}

/// Kills a group of processes.
pub fn kill_group(id: u32) {
    #[cfg(target_os = "linux")]
    linux::kill_group(id);
    #[cfg(not(target_os = "linux"))]
    send("KILL", &format!("-{id}"));
}

/// Every shell has `kill` built in.
#[cfg(not(target_os = "linux"))]
fn send(signal: &str, to: &str) {
    let command = format!("kill -s {signal} -- {to}");
    let _ = Command::new("sh").args(["-c", &command]).stderr(std::process::Stdio::null()).status();
}

/// Starts a process, unless this program was told to end: then this waits for the end.
///
/// # Errors
/// When it does not start.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    let _not_ending = unless_ending();
    command.spawn()
}

/// Waits for the end if this program was told to end. A program calls this before it says why it failed: what it has
/// started may have been ended just then.
pub fn unless_ending() -> MutexGuard<'static, ()> {
    ENDING.lock().unwrap_or_else(PoisonError::into_inner)
}
