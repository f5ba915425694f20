//! The implementation for Linux.

use std::collections::{BTreeMap, VecDeque};
use std::fs;
use std::io;
use std::thread;

use rustix::process::{
    Pid, Signal, getpid, kill_process, kill_process_group, set_child_subreaper, set_parent_process_death_signal,
};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::{Process, end, unless_ending};

pub fn adopt() -> io::Result<()> {
    set_child_subreaper(Some(getpid()))?;
    // A signal that is ignored stays ignored: `nohup` makes a program ignore SIGHUP.
    let heard: Vec<_> = [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal)).collect();
    let mut signals = Signals::new(heard)?;
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let _ending = unless_ending();
            end();
            // Ends this program by the same signal, so that its parent sees the real cause.
            let _ = emulate_default_handler(signal);
        }
    });
    Ok(())
}

/// Whether this program was started with the signal ignored.
fn is_ignored(signal: i32) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask >> (signal - 1) & 1 == 1
}

pub fn end_with_parent() -> io::Result<()> {
    Ok(set_parent_process_death_signal(Some(Signal::TERM))?)
}

pub fn started() -> Vec<Process> {
    let mut children: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let id = entry.file_name().to_str().and_then(|name| name.parse().ok());
        // A process that has ended in the meantime is skipped.
        if let Some(id) = id
            && let Some(parent) = fs::read_to_string(entry.path().join("stat")).ok().as_deref().and_then(parent)
        {
            children.entry(parent).or_default().push(id);
        }
    }
    let mut found = Vec::new();
    let mut parents = VecDeque::from([std::process::id()]);
    while let Some(parent) = parents.pop_front() {
        for id in children.remove(&parent).unwrap_or_default() {
            found.push(Process { id, command: command(id) });
            parents.push_back(id);
        }
    }
    found
}

/// Reads the parent of a running process from its `stat`: `id (name) state parent …`. The name may contain brackets.
fn parent(stat: &str) -> Option<u32> {
    let mut rest = stat.rsplit_once(") ")?.1.split(' ');
    let ended = matches!(rest.next()?, "Z" | "X");
    rest.next()?.parse().ok().filter(|_| !ended)
}

fn command(id: u32) -> String {
    let line = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
    let line = String::from_utf8_lossy(&line).replace('\0', " ");
    if line.trim().is_empty() {
        return fs::read_to_string(format!("/proc/{id}/comm")).unwrap_or_default().trim().to_owned();
    }
    line.trim().to_owned()
}

fn pid(id: u32) -> Option<Pid> {
    i32::try_from(id).ok().and_then(Pid::from_raw)
}

// Errors are ignored: the process may have ended, or may belong to another user.

pub fn ask(id: u32) {
    let _ = pid(id).map(|pid| kill_process(pid, Signal::TERM));
}

pub fn kill(id: u32) {
    let _ = pid(id).map(|pid| kill_process(pid, Signal::KILL));
}

pub fn kill_group(id: u32) {
    let _ = pid(id).map(|pid| kill_process_group(pid, Signal::KILL));
}

#[cfg(test)]
mod tests {
    use super::parent;

    #[test]
    fn finds_the_parent_of_a_running_process() {
        assert_eq!(parent("12 (cat) S 7 12 1 0"), Some(7));
        assert_eq!(parent("12 (a) Z (b) R 8 12 1 0"), Some(8));
        assert_eq!(parent("12 (cat) Z 7 12 1 0"), None);
        assert_eq!(parent("12 (cat"), None);
    }
}
