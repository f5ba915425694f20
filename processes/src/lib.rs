//! Ends all processes that a program has started, directly or indirectly, when the program ends.
//!
//! A program calls [`adopt`] first. From then on it becomes the parent of all orphaned descendants, and a signal that
//! ends the program ends them too. [`started`] lists the descendants that still run, and [`end`] ends them.
//!
//! This works only on Linux, where orphans get a chosen ancestor as their parent and `/proc` shows the parent of every
//! process. On other systems nothing is listed, and nothing is ended.

#[cfg(target_os = "linux")]
mod linux;

use std::fmt;
use std::io;
use std::process::{Child, Command};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Locked as soon as the program has received a signal to end.
static ENDING: Mutex<()> = Mutex::new(());

const POLL: Duration = Duration::from_millis(20);
/// How long processes may take to end after SIGTERM.
const GRACE: Duration = Duration::from_secs(2);
/// How long the system may take to end processes after SIGKILL. Processes of other users cannot be killed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A descendant of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// Its process id.
    pub id: u32,
    /// Its command line, or its short name if the command line is empty.
    pub command: String,
}

impl fmt::Display for Process {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let command: String = self.command.chars().take(160).collect();
        write!(f, "{} ({command})", self.id)
    }
}

/// Makes this program the parent of its orphaned descendants. Installs a handler that ends all descendants when this
/// program receives SIGHUP, SIGINT or SIGTERM.
///
/// # Errors
/// If the system refuses it.
pub fn adopt() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    linux::adopt()?;
    Ok(())
}

/// Makes the system send SIGTERM to this program when its parent has ended in any way.
///
/// # Errors
/// If the system refuses it.
pub fn end_with_parent() -> io::Result<()> {
    #[cfg(target_os = "linux")]
    linux::end_with_parent()?;
    Ok(())
}

/// The descendants that still run, without zombies.
pub fn started() -> Vec<Process> {
    #[cfg(target_os = "linux")]
    return linux::started();
    #[cfg(not(target_os = "linux"))]
    Vec::new()
}

/// Waits until all descendants have ended, but at most `patience`. Returns those that still run.
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

/// Ends all descendants: first with SIGTERM, and after `GRACE` with SIGKILL.
pub fn end() {
    for process in started() {
        ask(process.id);
    }
    let _ = left_after(GRACE);
    let start = Instant::now();
    // Repeated until none is left, because a process may start another one just before it ends.
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

/// Sends SIGTERM to a process.
pub fn ask(id: u32) {
    #[cfg(target_os = "linux")]
    linux::ask(id);
    #[cfg(not(target_os = "linux"))]
    send("TERM", &id.to_string());
}

/// Sends SIGKILL to a process.
pub fn kill(id: u32) {
    #[cfg(target_os = "linux")]
    linux::kill(id);
    #[cfg(not(target_os = "linux"))]
    send("KILL", &id.to_string());
}

/// Sends SIGKILL to a process group.
pub fn kill_group(id: u32) {
    #[cfg(target_os = "linux")]
    linux::kill_group(id);
    #[cfg(not(target_os = "linux"))]
    send("KILL", &format!("-{id}"));
}

/// Sends a signal with `kill`, which is built into every shell.
#[cfg(not(target_os = "linux"))]
fn send(signal: &str, to: &str) {
    let command = format!("kill -s {signal} -- {to}");
    let _ = Command::new("sh").args(["-c", &command]).stderr(std::process::Stdio::null()).status();
}

/// Starts a process. If this program has received a signal to end, waits for its end instead.
///
/// # Errors
/// If the process does not start.
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    let _not_ending = unless_ending();
    command.spawn()
}

/// If this program has received a signal to end, waits for its end. A program calls this before it reports a failure,
/// because the failure may only be the effect of ending its descendants.
pub fn unless_ending() -> MutexGuard<'static, ()> {
    ENDING.lock().unwrap_or_else(PoisonError::into_inner)
}
