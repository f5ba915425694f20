//! The workflow files: they call only scripts of the repository, and their actions cannot be changed unnoticed.

use std::fs;
use std::path::Path;

/// The values of a key in a workflow file, such as `run`.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let start = format!("{key}: ");
    text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix(&start)).collect()
}

fn workflows() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn a_workflow_calls_only_scripts_of_the_repository() {
    // What prepares the container, and does nothing for the project.
    let prepares = ["git config --global --add safe.directory ", "apt-get update && apt-get install "];
    for (file, text) in workflows() {
        let runs = values(&text, "run");
        assert!(!runs.is_empty(), "{file} runs nothing");
        for run in runs.iter().filter(|run| !prepares.iter().any(|start| run.starts_with(start))) {
            let script = run.split(' ').next().unwrap_or_default();
            let there = Path::new(env!("CARGO_MANIFEST_DIR")).join(script).is_file();
            assert!(script.starts_with(".ci/") && there, "{file} runs {run:?}");
        }
    }
}

#[test]
fn every_action_is_pinned_by_a_commit() {
    for (file, text) in workflows() {
        for action in values(&text, "uses") {
            let (commit, version) =
                action.split_once('@').and_then(|(_, at)| at.split_once(" # v")).unwrap_or_default();
            let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_commit && !version.is_empty(), "{file} uses {action:?}");
        }
    }
}
