//! What was tried, and what came of it.

use std::fs;

use anyhow::{Context, Result};
use e2e::root;

/// The outcomes of all steps, in the order of the walk.
#[derive(Default)]
pub struct Report {
    /// The columns: a version of WordPress, and its theme.
    columns: Vec<String>,
    /// The column to which the next steps belong.
    current: usize,
    steps: Vec<Step>,
    /// The version of the browser.
    pub browser: String,
    /// What was counted while the guide was followed.
    pub guide: String,
}

struct Step {
    what: &'static str,
    column: usize,
    problem: Option<String>,
}

impl Report {
    /// The steps that follow belong to this column, which may be there already.
    pub fn column(&mut self, name: String) {
        println!("{name}");
        self.current = self.columns.iter().position(|one| *one == name).unwrap_or_else(|| {
            self.columns.push(name);
            self.columns.len() - 1
        });
    }

    /// Adds the outcome of a step.
    pub fn add(&mut self, what: &'static str, outcome: Result<()>) {
        let problem = outcome.err().map(|error| short(&format!("{error:#}")));
        println!("  {what}: {}", problem.as_deref().unwrap_or("held"));
        self.steps.push(Step { what, column: self.current, problem });
    }

    /// Whether no step failed.
    pub fn all_held(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.problem.is_none())
    }

    /// A table with a row for each step, and below it the reasons of what failed.
    pub fn table(&self) -> String {
        let mut text = format!("| | {} |\n| --- |{}\n", self.columns.join(" | "), " --- |".repeat(self.columns.len()));
        let mut rows: Vec<&str> = Vec::new();
        for step in &self.steps {
            if !rows.contains(&step.what) {
                rows.push(step.what);
            }
        }
        let mut reasons = String::new();
        for what in rows {
            text += &format!("| {what} |");
            for (column, name) in self.columns.iter().enumerate() {
                match self.steps.iter().find(|step| step.what == what && step.column == column) {
                    None => text += " |",
                    Some(Step { problem: None, .. }) => text += " held |",
                    Some(Step { problem: Some(problem), .. }) => {
                        text += " **failed** |";
                        reasons += &format!("- {what}, {name}: {problem}\n");
                    }
                }
            }
            text.push('\n');
        }
        if reasons.is_empty() { text } else { format!("{text}\n### Failed\n\n{reasons}") }
    }

    /// Writes `docs/wordpress.md`.
    pub fn write(&self) -> Result<()> {
        let text = format!(
            "# The plugin in WordPress\n\n\
             `cargo xtask wordpress --write` writes this file. It sets up WordPress, installs the plugin's zip file in the \
             admin pages, and walks as administrator, editor, author and visitor. Tried on {} in Chromium {}, with PHP's \
             own web server and a database in a file.\n\n{INTRODUCTION}\n## What was found\n\n{}\n{}\n{NOT_TRIED}",
            e2e::today(),
            self.browser,
            self.table(),
            self.guide
        );
        fs::write(root().join("docs/wordpress.md"), text).context("cannot write docs/wordpress.md")
    }
}

const INTRODUCTION: &str = "\
The optimiser of the walk (`tests/e2e/wordpress/optimiser.php`) does what optimiser plugins do, at their worst: it begins \
before all plugins, changes everything that visitors get, and ignores the marks by which real plugins leave a script alone. \
It delays all scripts until the first touch, joins them in one file, moves them to the end, minifies the HTML, or loads \
frames by a script.

A journey is: read, begin the quiz, answer two sets, see the result, leave. A frame has to be as tall as its content.
";

const NOT_TRIED: &str = "\
## Plugin Check

The 17 static checks of the directory's Plugin Check 1.2.0, with PHP_CodeSniffer 3.13.4 and the WordPress Coding Standards \
3.1.0, were run by hand in WordPress 7.1.4 on 2026-11-28: no error and no warning. Faults that were put in for a test were \
found. Its five checks of a running site were not run, and no command repeats this.

## Not tried

Real optimiser, consent and security plugins; page builders; a network whose sites are folders of one host; MySQL; Apache \
and nginx; a site in another language; other browsers than Chromium (the explorer itself is tested in three, see [host-pages.md](host-pages.md)).
";

/// The first lines of an error, without the driver's description of itself, fit for a table.
fn short(problem: &str) -> String {
    let end = ["(Session info", "Stacktrace", "stacktrace"].iter().filter_map(|word| problem.find(word)).min();
    let words: Vec<_> = problem[..end.unwrap_or(problem.len())].split_whitespace().collect();
    words.join(" ").replace(['|', '<'], " ").chars().take(300).collect()
}
