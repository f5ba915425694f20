//! Tests `cargo xtask serve` with fake tools that only wait.
#![cfg(target_os = "linux")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const TERMINATED: i32 = 15;
const PATIENCE: Duration = Duration::from_secs(20);

/// A fake tool. It prints its version, or starts three processes: one in its own process group, one in another session,
/// and one that ignores SIGTERM.
const TOOL: &str = "#!/bin/sh
if [ \"$1\" = --version ]; then
  case $0 in *trunk) echo 'trunk {trunk}' ;; *) echo 'wasm-bindgen {wasm-bindgen}' ;; esac
  exit
fi
sleep 60 &
(setsid sleep 60 &)
(trap '' TERM; exec sleep 60) &
echo started
wait
";

fn version<'a>(text: &'a str, before: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split('"').next()).unwrap()
}

/// The command lines of the processes that have this text in their environment.
fn with(mark: &str) -> Vec<String> {
    let entries = fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    let marked = |path: &Path| {
        fs::read(path.join("environ")).is_ok_and(|all| all.windows(mark.len()).any(|part| part == mark.as_bytes()))
    };
    let marked = entries.filter(|path| marked(path));
    marked.map(|path| fs::read_to_string(path.join("cmdline")).unwrap_or_default().replace('\0', " ")).collect()
}

/// Waits until a condition holds, but at most `PATIENCE`.
fn until(holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() && start.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn ending_serve_by_its_process_id_ends_all_its_processes() {
    let tools = tempfile::tempdir().unwrap();
    let lock = include_str!("../../Cargo.lock");
    let text = TOOL
        .replace("{trunk}", version(include_str!("../src/setup/tools.rs"), "TRUNK: &str = \""))
        .replace("{wasm-bindgen}", version(lock, "name = \"wasm-bindgen\"\nversion = \""));
    for name in ["trunk", "wasm-bindgen", "wasm-bindgen-test-runner"] {
        let path = tools.path().join(name);
        fs::write(&path, &text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let port = TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    let mark = format!("SERVE_TEST={}", tools.path().display());
    let (name, value) = mark.split_once('=').unwrap();
    let path = std::env::join_paths(
        std::iter::once(tools.path().to_owned()).chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );

    let mut serve = Command::new(env!("CARGO_BIN_EXE_xtask"));
    serve.args(["serve", "--port", &port.to_string()]).env("PATH", path.unwrap()).env(name, value);
    let mut serve = serve.stdout(Stdio::piped()).spawn().unwrap();
    let said = BufReader::new(serve.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.into_iter().any(|line| line == "started"), "Trunk was not started");
    until(|| with(&mark).len() >= 5);
    assert!(with(&mark).len() >= 5, "{:?}", with(&mark));

    processes::ask(serve.id());
    assert_eq!(serve.wait().unwrap().signal(), Some(TERMINATED));
    until(|| with(&mark).is_empty());
    assert_eq!(with(&mark), [""; 0]);
}
