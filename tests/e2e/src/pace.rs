//! Helpers for measurements: throttling, an empty cache, medians.

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::{Browser, Server};

/// A processor speed and a network speed.
pub struct Setting {
    /// The name in the tables.
    pub name: &'static str,
    /// The factor by which the processor is slowed down.
    pub slower: u32,
    /// The emulated network. `None` for the unthrottled one.
    pub line: Option<Line>,
}

/// A network connection to the server.
pub struct Line {
    /// The throughput for downloads and for uploads.
    pub bits_per_second: u32,
    /// The latency from the request to the first byte.
    pub milliseconds: u32,
}

const MOBILE: Line = Line { bits_per_second: 1_600_000, milliseconds: 150 };

/// The settings of the measurements.
pub const SETTINGS: [Setting; 4] = [
    Setting { name: "this machine", slower: 1, line: None },
    Setting { name: "4 times slower", slower: 4, line: None },
    Setting { name: "1.6 Mbit/s, 150 ms", slower: 1, line: Some(MOBILE) },
    Setting { name: "both", slower: 4, line: Some(MOBILE) },
];

/// Leaves the page, clears the cache and the storage, and sets the throttling.
///
/// # Errors
/// When the browser rejects a command.
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

/// The date, the number of processors, and the version of Chromium.
///
/// # Errors
/// When the browser does not answer.
pub async fn conditions(browser: &Browser) -> Result<String> {
    let date = browser.script("return new Date().toISOString().slice(0, 10)", vec![]).await?;
    let processors = std::thread::available_parallelism().map_or(0, usize::from);
    let (date, version) = (date.as_str().unwrap_or_default(), browser.version());
    Ok(format!("{date}, {processors} processors, Chromium {version}"))
}

/// The number of runs from the option `--runs N`, or 9.
///
/// # Errors
/// When the arguments are invalid.
pub fn runs(words: impl Iterator<Item = String>) -> Result<usize> {
    let words: Vec<_> = words.collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Ok(9),
        ["--runs", number] => number.parse().with_context(|| format!("--runs: {number:?} is no number")),
        _ => bail!("what is {words:?}? There is --runs N"),
    }
}

/// The median with a number of decimals. A dash if there are no values.
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
