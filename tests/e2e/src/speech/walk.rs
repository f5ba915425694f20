//! One part of the walk: a person with a screen reader on the page.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use intimacy_explorer::content::Content;

use super::{Desktop, Part, Reader};
use crate::{Engine, Server, site, site_that_crashes};

/// Runs before the scripts of the page.
const PREPARE: &str = include_str!("prepare.js");
/// The most presses of a key until something is heard.
const MOST: usize = 40;
/// The time limit for the page.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person with a screen reader on the page.
pub struct Walk<'a> {
    /// The texts of the page.
    pub words: &'a Content,
    reader: Reader,
    trees: Vec<(&'static str, String)>,
    server: Server,
}

impl<'a> Walk<'a> {
    /// Opens the page for a part, and brings it to where the part begins.
    ///
    /// # Errors
    /// When the page is not there in time.
    pub async fn start(engine: Engine, part: &Part, words: &'a Content) -> Result<Self> {
        let server = Server::start(if part.crashes { site_that_crashes()? } else { site()? }).await?;
        let prepare = format!(
            "{PREPARE}\n(async () => {{ await ready(); {}; await pause(); fetch('/prepared'); }})();",
            part.prepare
        );
        server.before_each_page(&prepare);
        let desktop = Desktop::start(engine)?;
        let mut reader = Reader::start(desktop)?;
        let url = server.url("/");
        reader.desktop.browse(&url)?;
        let start = Instant::now();
        while !server.requests_since(0).iter().any(|path| path == "/prepared") {
            ensure!(start.elapsed() < PATIENCE, "the page was not prepared in time");
            thread::sleep(Duration::from_millis(50));
        }
        let mut walk = Self { words, reader, trees: Vec::new(), server };
        let said = walk.reader.listens()?;
        // What is said before the page is loaded, and while a script presses buttons, depends on the pace.
        if part.prepare.is_empty() {
            let said = said.iter().skip_while(|line| !line.starts_with("Finished loading"));
            walk.reader.note("page load", said);
        }
        Ok(walk)
    }

    /// The transcript, and the snapshots of the accessibility bus with their names.
    pub fn done(self) -> (String, Vec<(&'static str, String)>) {
        // The port of the server differs, and the browser's address bar says it.
        let authority = self.server.url("");
        let authority = authority.trim_start_matches("http://");
        (self.reader.text().replace(authority, "127.0.0.1"), self.trees)
    }

    /// The transcript until now.
    pub fn text(&self) -> &str {
        self.reader.text()
    }

    /// Writes a heading into the transcript.
    pub fn chapter(&mut self, heading: &str) {
        self.reader.chapter(heading);
    }

    /// Presses a key.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn key(&mut self, key: &str) -> Result<Vec<String>> {
        self.reader.hears(key, |desktop| desktop.xdotool(&["key", "--delay", "30", key]))
    }

    /// Goes to the beginning of the page.
    ///
    /// # Errors
    /// As [`Walk::key`].
    pub fn top(&mut self) -> Result<()> {
        // The first press scrolls, and "Leave" follows the scrolling. What is beside it, and so is read as the same
        // line, depends on the pace until then.
        let key = "ctrl+Home";
        self.reader.ignores(|desktop| desktop.xdotool(&["key", "--delay", "30", key]))?;
        self.key(key).map(drop)
    }

    /// Turns the keys over to the reader again. On a button that unfolds something, Orca turns them over to the page.
    ///
    /// # Errors
    /// When the reader does not say that it has done so.
    pub fn browses(&mut self) -> Result<()> {
        self.key_and_hear("Insert+a", "Browse mode")
    }

    /// Presses a key several times.
    ///
    /// # Errors
    /// As [`Walk::key`].
    pub fn keys(&mut self, key: &str, times: usize) -> Result<()> {
        (0..times).try_for_each(|_| self.key(key).map(drop))
    }

    /// Presses a key until a text is heard, and returns the line that contains it.
    ///
    /// # Errors
    /// When it is not heard.
    pub fn until(&mut self, key: &str, text: &str) -> Result<String> {
        for _ in 0..MOST {
            if let Some(line) = self.key(key)?.into_iter().find(|line| line.contains(text)) {
                return Ok(line);
            }
        }
        Err(anyhow::anyhow!("{MOST} times {key}, and {text:?} was not heard"))
    }

    /// Goes to a control with the Tab key, and presses it.
    ///
    /// # Errors
    /// When it is not heard.
    pub fn press(&mut self, text: &str) -> Result<Vec<String>> {
        self.until("Tab", text)?;
        self.key("Return")
    }

    /// Goes to a control with the Tab key, presses it, and waits for a text.
    ///
    /// # Errors
    /// When one of the two is not heard.
    pub fn press_and_hear(&mut self, text: &str, then: &str) -> Result<()> {
        self.until("Tab", text)?;
        self.key_and_hear("Return", then)
    }

    /// Presses a key, and waits for a text.
    ///
    /// # Errors
    /// When it is not heard.
    pub fn key_and_hear(&mut self, key: &str, then: &str) -> Result<()> {
        let press = |desktop: &Desktop| desktop.xdotool(&["key", "--delay", "30", key]);
        let heard = self.reader.hears_until(key, press, |said| said.iter().any(|line| line.contains(then)));
        heard.with_context(|| format!("{then:?} was not heard")).map(drop)
    }

    /// Types a text into the field that has the focus.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn types(&mut self, text: &str) -> Result<Vec<String>> {
        self.reader.hears(&format!("type {text}"), |desktop| desktop.xdotool(&["type", "--delay", "80", text]))
    }

    /// Reads the whole screen, from its beginning to its end.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn reads_the_screen(&mut self) -> Result<()> {
        self.top()?;
        self.key("KP_Add").map(drop)
    }

    /// Presses keys so quickly that the reader has no time to end a sentence, in milliseconds.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn quickly(&mut self, key: &str, times: usize, apart: u64) -> Result<Vec<String>> {
        self.reader.hears(&format!("{key}, {times} times, {apart} ms apart"), |desktop| {
            for time in 0..times {
                if time > 0 {
                    thread::sleep(Duration::from_millis(apart));
                }
                desktop.xdotool(&["key", "--delay", "30", key])?;
            }
            Ok(())
        })
    }

    /// Taps Shift three times, and takes that back with Escape if wanted, which is possible for a second. Otherwise waits
    /// until the page that does not come is given up.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn taps(&mut self, back: bool) -> Result<()> {
        let then = if back { ", then Escape" } else { "" };
        let taps = |desktop: &Desktop| {
            let mut keys = vec!["key", "--delay", "50", "Shift_L", "Shift_L", "Shift_L"];
            if back {
                keys.extend(["sleep", "0.5", "key", "Escape"]);
            }
            desktop.xdotool(&keys)?;
            if !back {
                // The page asks for the other one after one second, and says after five more that it does not come.
                thread::sleep(Duration::from_secs(7));
            }
            Ok(())
        };
        self.reader.hears(&format!("three taps of Shift{then}"), taps).map(drop)
    }

    /// Whether the browser was sent to a page that "Leave" opens since the last time.
    pub fn left(&self) -> bool {
        let sites: Vec<_> = crate::exit_pages(self.words).map(|page| page.trim_start_matches("https://")).collect();
        self.reader.desktop.asked_for(&sites)
    }

    /// Takes a snapshot of the accessibility bus.
    ///
    /// # Errors
    /// When there is no document.
    pub fn tree(&mut self, name: &'static str) -> Result<()> {
        let tree = self.reader.desktop.tree()?;
        self.trees.push((name, tree));
        Ok(())
    }
}
