//! Whether the page keeps memory that it no longer needs: after many visits to every screen, and after a long time of
//! answering.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::tab::{FAST, OURS, Pages, Tab};

/// The visits before the first count, and those after it. There are fewer pages than visits, so that the longest page has
/// been shown before the first count.
const VISITS: usize = 50;
/// The time for which the page runs without a command. A command may take half a minute at most.
const SPELL: Duration = Duration::from_secs(10);

/// What is alive in a page after garbage collection.
#[derive(Clone, Copy, Debug)]
struct Alive {
    nodes: u64,
    listeners: u64,
    wasm_bytes: u64,
    heap_bytes: u64,
}

/// The growth of the JavaScript heap that does not count. The engine itself keeps data about code that has run.
const HEAP_GROWTH: f64 = 1.05;

impl Alive {
    async fn count(tab: &Tab<'_>) -> Result<Self> {
        // An object that a finaliser keeps alive is gone after the next collection.
        for _ in 0..3 {
            tab.cdp("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let dom = tab.cdp("Memory.getDOMCounters", json!({})).await?;
        let heap = tab.cdp("Runtime.getHeapUsage", json!({})).await?;
        let number = |from: &Value, name: &str| from[name].as_f64().map(|n| n as u64).context(name.to_owned());
        Ok(Self {
            nodes: number(&dom, "nodes")?,
            listeners: number(&dom, "jsEventListeners")?,
            wasm_bytes: tab.get("bench.memory.buffer.byteLength").await?,
            heap_bytes: number(&heap, "usedSize")?,
        })
    }

    /// Whether more is alive than before.
    fn has_grown(&self, before: &Self) -> bool {
        self.nodes > before.nodes
            || self.listeners > before.listeners
            || self.wasm_bytes > before.wasm_bytes
            || self.heap_bytes as f64 > before.heap_bytes as f64 * HEAP_GROWTH
    }
}

/// Visits every screen many times. Returns whether nothing has grown, and prints what was counted.
pub async fn visits(pages: &Pages) -> Result<bool> {
    let tab = begun(pages).await?;
    let visits = async || -> Result<()> {
        for _ in 0..VISITS {
            tab.wait::<Value>("bench.visits()").await?;
        }
        Ok(())
    };
    visits().await?;
    let before = Alive::count(&tab).await?;
    visits().await?;
    let after = Alive::count(&tab).await?;
    Ok(report(&format!("{VISITS} visits to every screen"), &before, &after))
}

/// Answers questions for some time. Returns whether nothing has grown, and prints what was counted.
pub async fn answers(pages: &Pages, seconds: u64) -> Result<bool> {
    let tab = begun(pages).await?;
    let spell =
        async |time: Duration| -> Result<u64> { tab.wait(&format!("bench.answersFor({})", time.as_millis())).await };
    spell(SPELL).await?;
    let before = Alive::count(&tab).await?;
    let start = Instant::now();
    let mut answers = 0;
    while let Some(left) = Duration::from_secs(seconds).checked_sub(start.elapsed()) {
        answers += spell(left.min(SPELL)).await?;
    }
    let after = Alive::count(&tab).await?;
    Ok(report(&format!("{seconds} s of answering, {answers} answers"), &before, &after))
}

/// The explorer at its first set, with a map that is saved.
async fn begun<'a>(pages: &'a Pages) -> Result<Tab<'a>> {
    let mut tab = Tab::new(pages, FAST).await?;
    let begin = concat!(include_str!("memory.js"), "bench.visit = bench.begins();");
    tab.open(&OURS, begin).await?;
    tab.wait::<Value>("bench.visit").await?;
    tab.browser().until_ready().await?;
    ensure!(tab.get::<bool>("bench.memory !== undefined").await?, "the memory of the wasm is not known");
    Ok(tab)
}

fn report(what: &str, before: &Alive, after: &Alive) -> bool {
    let grown = after.has_grown(before);
    let kb = |bytes: u64| format!("{:.0}", bytes as f64 / 1000.0);
    println!("\n{what}\n\n| | nodes | listeners | wasm memory, KB | JavaScript heap, KB |");
    println!("| --- | ---: | ---: | ---: | ---: |");
    for (name, Alive { nodes, listeners, wasm_bytes, heap_bytes }) in [("before", before), ("after", after)] {
        println!("| {name} | {nodes} | {listeners} | {} | {} |", kb(*wasm_bytes), kb(*heap_bytes));
    }
    println!("\n{}", if grown { "**It has grown.**" } else { "Nothing has grown." });
    !grown
}

#[cfg(test)]
mod tests {
    use super::Alive;

    const BEFORE: Alive = Alive { nodes: 3000, listeners: 20, wasm_bytes: 2_000_000, heap_bytes: 5_000_000 };

    #[test]
    fn one_more_node_is_growth_and_a_little_heap_is_not() {
        assert!(!BEFORE.has_grown(&BEFORE));
        assert!(!Alive { nodes: 2000, heap_bytes: 5_100_000, ..BEFORE }.has_grown(&BEFORE));
        assert!(Alive { nodes: 3001, ..BEFORE }.has_grown(&BEFORE));
        assert!(Alive { listeners: 21, ..BEFORE }.has_grown(&BEFORE));
        assert!(Alive { wasm_bytes: 2_065_536, ..BEFORE }.has_grown(&BEFORE));
        assert!(Alive { heap_bytes: 5_300_000, ..BEFORE }.has_grown(&BEFORE));
    }
}
