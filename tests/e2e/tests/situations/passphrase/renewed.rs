//! Re-encryption with a new data key, and attacks on the storage and the broadcast channel.

use anyhow::{Context, Result, ensure};
use e2e::{Case, Situation, situation};
use serde_json::json;

use super::{LOCK, PASSPHRASE, SLEEP, is_set, opens, prepare, says, stored};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(an_interrupted_change_loses_nothing),
    situation!(planted_records_are_reported_and_not_used),
    situation!(scripts_of_the_site_cannot_prevent_locking),
];

/// Sets, changes or removes a passphrase. All writes from the n-th on fail, as if the browser was killed then.
/// Afterwards the vault must unlock with one of the two passphrases.
const BROKEN_OFF: &str = r#"
    window.brokenOff = async () => {
        // Uses one iteration of the key derivation, to save time.
        const { deriveKey } = SubtleCrypto.prototype;
        SubtleCrypto.prototype.deriveKey = function (how, ...more) { return deriveKey.call(this, { ...how, iterations: 1 }, ...more); };
        const file = [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href)[0];
        const { vault } = await (await import(file)).load();
        const { setItem, removeItem } = Storage.prototype;
        let room = Infinity;
        const counted = (real) => function (...words) {
            if (room-- <= 0) throw new DOMException('gone', 'QuotaExceededError');
            return real.apply(this, words);
        };
        Storage.prototype.setItem = counted(setItem);
        Storage.prototype.removeItem = counted(removeItem);
        const record = (value) => `{"schema":2,"clock":1,"tab":"00000001","sum":"00000000","value":"${value}"}`;
        const [first, second] = ['the first of them', 'the second of them'];
        const problems = [];
        let tried = 0;
        const prefix = () => `intimacy-explorer:broken${tried++}:`;
        for (const what of ['set', 'change', 'off']) {
            for (let writes = 0, whole = false; !whole; writes++) {
                const here = prefix();
                const one = vault(here);
                const lock = `${here}lock`;
                const texts = { run: record('run'), 'closeness/1': record('one'), 'closeness/2': record('two') };
                for (const [name, text] of Object.entries(texts)) localStorage.setItem(here + name, text);
                if (what !== 'set') await one.act('set', first, first);
                const old = localStorage.getItem(lock);
                room = writes;
                const came = await (what === 'set' ? one.act('set', first, first) : what === 'change' ? one.act('set', first, second, second) : one.act('off'));
                // Waits until this window has ended all pending writes.
                await one.act('lock');
                await one.act('lock');
                whole = room >= 0;
                room = Infinity;
                const tell = (problem) => problems.push([what, writes, came, problem]);
                if (localStorage.getItem(lock) == null) {
                    if (what === 'change') tell('no lock');
                    for (const [name, text] of Object.entries(texts)) if (localStorage.getItem(here + name) !== text) tell(`not plain: ${name}`);
                    continue;
                }
                const opened = [];
                for (const passphrase of [first, second]) {
                    if (await one.act('unlock', passphrase) !== 'unlocked') continue;
                    opened.push(passphrase);
                    for (const [name, text] of Object.entries(texts)) if (one.get(here + name) !== text) tell(`lost: ${name}: ${one.get(here + name)}`);
                    await one.act('lock');
                }
                if (opened.length !== 1) tell(`opened by ${opened}`);
                if (what === 'change' && came === 'changed' !== (opened[0] === second)) tell(`opened by ${opened}`);
                // After unlocking, all records are encrypted with the key of this lock only.
                if (localStorage.getItem(lock).includes('also')) tell('not ended');
                for (const name of Object.keys(texts)) if (!localStorage.getItem(here + name).includes('sealed')) tell(`plain: ${name}`);
                if (opened[0] === second) {
                    localStorage.setItem(lock, old);
                    if (await one.act('unlock', first) === 'unlocked') {
                        for (const name of Object.keys(texts)) if (!one.get(here + name).startsWith('!')) tell(`the old lock opens ${name}`);
                    }
                }
                await one.act('lock');
            }
        }
        return { problems, tried };
    };"#;

async fn an_interrupted_change_loses_nothing(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, BROKEN_OFF).await?;
    let run = "const done = arguments[0]; brokenOff().then(done, (problem) => done(String(problem.stack ?? problem)))";
    let found = browser.web().execute_async(run, vec![]).await?.json().clone();
    ensure!(found["problems"] == json!([]), "{found}");
    // Each of the three operations writes at least three records and the lock.
    ensure!(found["tried"].as_u64() > Some(12), "{found}");
    browser.is_quiet().await
}

async fn planted_records_are_reported_and_not_used(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, "").await?;
    let plain = stored(&browser).await?;
    browser.press("Protect this with a passphrase").await?;
    let filled = "return [...document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('[type=password]')].map((field) => field.getAttribute('autocomplete'))";
    let filled = browser.script(filled, vec![]).await?;
    ensure!(filled == json!(["one-time-code", "one-time-code"]), "a browser may fill in or keep: {filled}");
    says(&browser, "may stay in the browser’s own files").await?;
    browser.press("Protect this with a passphrase").await?;
    is_set(&browser).await?;
    browser.press("Lock now").await?;
    says(&browser, "It is locked.").await?;

    // Replaces an encrypted record by the plain record from before.
    let (place, text) = plain.iter().find(|(key, _)| key.contains("/closeness/")).context("no answer")?;
    let sealed = stored(&browser).await?.remove(place).unwrap_or_default();
    let put = "localStorage.setItem(arguments[0], arguments[1])";
    browser.script(put, vec![place.as_str().into(), text.as_str().into()]).await?;
    let before = stored(&browser).await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    says(&browser, "Some of what was kept here could not be read.").await?;
    ensure!(stored(&browser).await? == before, "a planted record was changed");
    browser.press("Lock now").await?;
    says(&browser, "It is locked.").await?;
    browser.script(put, vec![place.as_str().into(), sealed.into()]).await?;

    // A lock with one changed character.
    let lock = stored(&browser).await?.remove(LOCK).unwrap_or_default();
    let at = lock.find("\",\"").context("a lock without parts")? - 3;
    let other = if lock[at..].starts_with('A') { "B" } else { "A" };
    let damaged = format!("{}{other}{}", &lock[..at], &lock[at + 1..]);
    browser.script(put, vec![LOCK.into(), damaged.into()]).await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "The lock itself is damaged").await?;
    browser.script(put, vec![LOCK.into(), lock.into()]).await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    ensure!(!browser.text().await?.contains("could not be read"), "not all records are readable again");
    browser.is_quiet().await
}

/// Checks of the clock in short intervals, and a script of the site that listens to the broadcast channel.
const EAVESDROPS: &str = "
    const tick = window.setInterval;
    window.setInterval = (call, after, ...more) => tick(call, after === 5000 ? 20 : after, ...more);
    window.channel = new BroadcastChannel('intimacy-explorer:default:lock');
    window.heard = [];
    channel.onmessage = ({ data }) => heard.push(data);";

async fn scripts_of_the_site_cannot_prevent_locking(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, &format!("{SLEEP}{EAVESDROPS}")).await?;
    is_set(&browser).await?;
    let touch = "dispatchEvent(new KeyboardEvent('keydown'))";
    browser.script(touch, vec![]).await?;
    browser.until_script("it says of a touch", "return heard.length > 0").await?;
    browser.script("window.slept += 9", vec![]).await?;
    // Sends invalid messages, and replays the message of the interaction. Another listener receives them after the
    // vault.
    let says_so = "
        const words = ['', null, {}, String(Date.now()), ...heard];
        const beside = new BroadcastChannel(channel.name);
        window.last = 0;
        beside.onmessage = () => { window.last++; };
        for (const data of words) channel.postMessage(data);
        window.posted = words.length;";
    browser.script(says_so, vec![]).await?;
    browser.until_script("all is said", "return window.last >= window.posted").await?;
    ensure!(browser.text().await?.contains("Lock now"), "locked too early");
    // It locks without any event on the page, as after sleep.
    browser.script("window.slept += 2", vec![]).await?;
    says(&browser, "What is kept here is locked.").await?;
    browser.is_quiet().await
}
