//! The screen reader: presses keys, waits until it has said everything, and writes that down.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::desktop::Desktop;

/// The pause between two looks at what was said.
const POLL: Duration = Duration::from_millis(50);
/// The screen reader has said everything when it had nothing to do at this many moments, 50 ms apart, and said nothing
/// in between. Some of what changes on a page comes to it only half a second later.
const CALM: u32 = 14;
/// The same if nothing was said at all: on a busy machine, a browser may take longer to answer a key.
const SILENT: u32 = 50;
/// The time limit for a single wait.
const PATIENCE: Duration = Duration::from_secs(30);

/// A line that the screen reader has written.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    said: Vec<String>,
    #[serde(default)]
    stop: bool,
}

/// A person who presses keys and listens.
pub struct Reader {
    /// The desktop, with the browser.
    pub desktop: Desktop,
    file: File,
    at: u64,
    rest: String,
    text: String,
}

impl Reader {
    /// Starts the screen reader.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(mut desktop: Desktop) -> Result<Self> {
        desktop.read()?;
        let file = File::open(desktop.transcript())?;
        let mut reader = Self { desktop, file, at: 0, rest: String::new(), text: String::new() };
        reader.until_calm(|said| said.iter().any(|line| line.contains("Screen reader on")))?;
        Ok(reader)
    }

    /// The transcript until now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Writes a heading into the transcript.
    pub fn chapter(&mut self, heading: &str) {
        let gap = if self.text.is_empty() { "" } else { "\n" };
        self.text.push_str(&format!("{gap}# {heading}\n"));
    }

    /// Waits until everything is said, and returns all of it since the last time.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn listens(&mut self) -> Result<Vec<String>> {
        self.until_calm(|_| true)
    }

    /// Does something, and waits until everything is said, without writing it down.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn ignores(&mut self, act: impl FnOnce(&Desktop) -> Result<()>) -> Result<()> {
        self.new_lines()?;
        act(&self.desktop)?;
        self.until_calm(|_| true).map(drop)
    }

    /// Does something, waits until everything is said, and writes it down under a label.
    ///
    /// # Errors
    /// When the reader does not become calm.
    pub fn hears(&mut self, label: &str, act: impl FnOnce(&Desktop) -> Result<()>) -> Result<Vec<String>> {
        self.hears_until(label, act, |_| true)
    }

    /// The same, but waits until what was said is enough.
    ///
    /// # Errors
    /// When that is not said in time.
    pub fn hears_until(
        &mut self,
        label: &str,
        act: impl FnOnce(&Desktop) -> Result<()>,
        enough: impl Fn(&[String]) -> bool,
    ) -> Result<Vec<String>> {
        // What was said before is not an answer.
        self.new_lines()?;
        act(&self.desktop)?;
        let said = self.until_calm(enough);
        self.note(label, said.iter().flatten());
        said
    }

    /// Writes into the transcript what was said under a label.
    pub fn note<'s>(&mut self, label: &str, said: impl Iterator<Item = &'s String>) {
        self.text.push_str(&format!("[{label}]\n"));
        let before = self.text.len();
        said.for_each(|line| self.text.push_str(&format!("    {line}\n")));
        if self.text.len() == before {
            self.text.push_str("    (silence)\n");
        }
    }

    fn until_calm(&mut self, enough: impl Fn(&[String]) -> bool) -> Result<Vec<String>> {
        let start = Instant::now();
        let mut said = Vec::new();
        let mut calm = 0;
        while calm < if said.is_empty() { SILENT } else { CALM } || !enough(&said) {
            ensure!(self.desktop.lives(), "the browser or the screen reader has ended; said until then: {said:#?}");
            ensure!(start.elapsed() < PATIENCE, "waited {} s in vain; said: {said:#?}", PATIENCE.as_secs());
            thread::sleep(POLL);
            for line in self.new_lines()? {
                calm += 1;
                if !line.said.is_empty() {
                    said.push(line.said.iter().map(|text| shown(text)).collect::<Vec<_>>().join(" | "));
                }
                if line.stop || !line.said.is_empty() {
                    calm = 0;
                }
            }
            if self.desktop.works() {
                calm = calm.saturating_sub(1);
            }
        }
        Ok(said)
    }

    fn new_lines(&mut self) -> Result<Vec<Line>> {
        self.file.seek(SeekFrom::Start(self.at))?;
        let mut new = String::new();
        self.at += self.file.read_to_string(&mut new)? as u64;
        self.rest.push_str(&new);
        let Some(end) = self.rest.rfind('\n') else { return Ok(Vec::new()) };
        let whole: String = self.rest.drain(..=end).collect();
        Ok(whole.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
    }
}

/// A text on one line. An object in it is what the reader shows as a sign of its own.
fn shown(text: &str) -> String {
    let text = text.replace('\u{fffc}', "[object]").replace('\n', " / ");
    text.trim().to_owned()
}
