//! Which functions take the time.

use std::collections::HashMap;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::tab::{FAST, OURS, Pages, Tab};

/// The functions in a table.
const SHOWN: usize = 20;
/// The letters of a name in a table.
const LETTERS: usize = 100;
/// The time between two samples.
const MICROSECONDS: u32 = 100;

#[derive(Deserialize)]
struct Profile {
    nodes: Vec<Node>,
    samples: Vec<u64>,
    #[serde(rename = "timeDeltas")]
    time_deltas: Vec<f64>,
}

#[derive(Deserialize)]
struct Node {
    id: u64,
    #[serde(rename = "callFrame")]
    call_frame: CallFrame,
}

#[derive(Deserialize)]
struct CallFrame {
    #[serde(rename = "functionName")]
    name: String,
    url: String,
}

/// Prints which functions take the time until the first set, after a reload until the saved question, and while all
/// questions are answered. Not slowed down, because a sample of a slowed thread says less.
pub async fn report(pages: &Pages) -> Result<()> {
    let mut tab = Tab::new(pages, FAST).await?;
    start(&tab).await?;
    tab.open(&OURS, "bench.visit = bench.begins();").await?;
    tab.wait::<Value>("bench.visit").await?;
    end(&tab, "Until the first set").await?;
    tab.browser().until_ready().await?;
    start(&tab).await?;
    tab.reload(&OURS, &format!("bench.visit = bench.goesOn({});", tab.get::<u64>("bench.page.question()").await?))
        .await?;
    tab.wait::<Value>("bench.visit").await?;
    end(&tab, "After a reload, until the saved question").await?;
    start(&tab).await?;
    let screens: u64 = tab.wait("bench.walk()").await?;
    end(&tab, &format!("Answering {screens} screens")).await
}

async fn start(tab: &Tab<'_>) -> Result<()> {
    tab.cdp("Profiler.enable", json!({})).await?;
    tab.cdp("Profiler.setSamplingInterval", json!({ "interval": MICROSECONDS })).await?;
    tab.cdp("Profiler.start", json!({})).await?;
    Ok(())
}

async fn end(tab: &Tab<'_>, what: &str) -> Result<()> {
    let found = tab.cdp("Profiler.stop", json!({})).await?;
    let profile = Profile::deserialize(&found["profile"]).context("an unknown form of a profile")?;
    let functions = self_times(&profile);
    let busy: f64 = functions.iter().map(|(_, time)| time).sum();
    println!("\n{what}: {busy:.0} ms of work\n\n| function | ms | % |\n| --- | ---: | ---: |");
    for (name, time) in functions.iter().take(SHOWN) {
        println!("| {name} | {time:.1} | {:.1} |", time * 100.0 / busy);
    }
    Ok(())
}

/// The time in each function itself in milliseconds, without idle time, the longest first.
fn self_times(profile: &Profile) -> Vec<(String, f64)> {
    let names: HashMap<u64, String> = profile.nodes.iter().map(|node| (node.id, name(&node.call_frame))).collect();
    let mut times: HashMap<&str, f64> = HashMap::new();
    // A difference is the time before its sample, so it belongs to the sample before.
    for (sample, microseconds) in profile.samples.iter().zip(profile.time_deltas.iter().skip(1)) {
        let name = names.get(sample).map_or("?", String::as_str);
        if name != "`(idle)`" {
            *times.entry(name).or_default() += microseconds / 1000.0;
        }
    }
    let mut times: Vec<_> = times.into_iter().map(|(name, time)| (name.to_owned(), time)).collect();
    times.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    times
}

/// The name of a function, and its file if it is a script.
fn name(frame: &CallFrame) -> String {
    let CallFrame { name, url } = frame;
    let name = match name.as_str() {
        "" => "(a function without a name)",
        "(program)" => "(the browser: style, layout, paint and others)",
        name => name,
    };
    let file = url.rsplit('/').next().unwrap_or_default();
    let name = if file.ends_with(".js") { format!("{name}, {file}") } else { name.to_owned() };
    format!("`{}`", name.replace('|', "\\|").chars().take(LETTERS).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_belongs_to_the_function_that_a_sample_is_in() {
        let frame = |name: &str, url: &str| json!({ "functionName": name, "url": url });
        let profile = json!({
            "nodes": [
                { "id": 1, "callFrame": frame("(idle)", "") },
                { "id": 2, "callFrame": frame("view", "wasm://wasm/1") },
                { "id": 3, "callFrame": frame("view", "wasm://wasm/1") },
                { "id": 4, "callFrame": frame("press", "http://localhost/app.js") },
            ],
            // Idle for 1 ms, twice 2 ms in a function that is in two places of the tree, 3 ms in another one.
            "samples": [1, 2, 3, 4, 1],
            "timeDeltas": [500, 1000, 2000, 2000, 3000],
        });
        let profile = Profile::deserialize(profile).unwrap();
        let expected = [("`view`".to_owned(), 4.0), ("`press, app.js`".to_owned(), 3.0)];
        assert_eq!(self_times(&profile), expected);
    }
}
