//! Measuring: a machine and a line of a given speed, an empty cache, medians.

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{Browser, Server};

/// A machine and a line to it.
pub struct Setting {
    /// As in the tables.
    pub name: &'static str,
    /// How many times slower the processor is made.
    pub slower: u32,
    /// The line, where it is not that of this machine.
    pub line: Option<Line>,
}

/// A line to the server.
pub struct Line {
    /// Down and up.
    pub bits_per_second: u32,
    /// From asking to the first byte.
    pub milliseconds: u32,
}

const MOBILE: Line = Line { bits_per_second: 1_600_000, milliseconds: 150 };

/// What is measured with.
pub const SETTINGS: [Setting; 4] = [
    Setting { name: "this machine", slower: 1, line: None },
    Setting { name: "4 times slower", slower: 4, line: None },
    Setting { name: "1.6 Mbit/s, 150 ms", slower: 1, line: Some(MOBILE) },
    Setting { name: "both", slower: 4, line: Some(MOBILE) },
];

/// Leaves the page, empties the cache and what is kept, and sets the pace.
///
/// # Errors
/// When the browser refuses it.
pub async fn start_afresh(browser: &Browser, server: &Server, setting: &Setting) -> Result<()> {
    browser.open("about:blank").await?;
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.clearBrowserCache", json!({})).await?;
    let origin = json!({ "origin": server.url(""), "storageTypes": "all" });
    browser.cdp("Storage.clearDataForOrigin", origin).await?;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": setting.slower })).await?;
    let (latency, speed) = match &setting.line {
        Some(line) => (i64::from(line.milliseconds), i64::from(line.bits_per_second) / 8),
        None => (0, -1),
    };
    let line = json!({ "offline": false, "latency": latency, "downloadThroughput": speed, "uploadThroughput": speed });
    browser.cdp("Network.emulateNetworkConditions", line).await?;
    Ok(())
}

/// When and with what something was measured.
///
/// # Errors
/// When the browser does not answer.
pub async fn conditions(browser: &Browser) -> Result<String> {
    let date = browser.script("return new Date().toISOString().slice(0, 10)", vec![]).await?;
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let (date, version) = (date.as_str().unwrap_or_default(), browser.version());
    Ok(format!("{date}, {processors} processors, Chromium {version}"))
}

/// How many runs were asked for: `--runs N`, or 9.
///
/// # Errors
/// When something else was said.
pub fn runs(words: impl Iterator<Item = String>) -> Result<usize> {
    let words: Vec<_> = words.collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(9),
        ["--runs", number] => number.parse().with_context(|| format!("--runs: {number:?} is no number")),
        _ => bail!("what is {words:?}? There is --runs N"),
    }
}

/// The median, with so many decimals; a dash where nothing was measured.
pub fn median(mut values: Vec<f64>, decimals: usize) -> String {
    values.sort_by(f64::total_cmp);
    match (values.get(values.len().wrapping_sub(1) / 2), values.get(values.len() / 2)) {
        (Some(low), Some(high)) if !values.is_empty() => format!("{:.decimals$}", (low + high) / 2.0),
        _ => "–".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_median_is_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0], 0), "2");
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0], 1), "2.5");
        assert_eq!(median(vec![], 0), "–");
    }
}
