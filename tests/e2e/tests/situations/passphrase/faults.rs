//! Faults with a passphrase: concurrent windows, and storage problems.

use anyhow::{Result, ensure};
use e2e::{Browser, Case, Server, Situation, situation};
use serde_json::{Value, json};

use super::{LOCK, PASSPHRASE, check_encrypted, is_set, opens, prepare, says, sets, stored};

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(two_windows_answer_in_turn_and_one_removes_the_passphrase),
    situation!(answers_erased_in_one_window_stay_erased_in_the_other, holds: ["F13"]),
    situation!(nothing_is_encrypted_with_a_removed_lock),
    situation!(unsaved_answers_are_reported_until_they_are_saved, holds: ["F3", "F5", "F6"]),
    situation!(a_passphrase_that_does_not_fit_changes_nothing, holds: ["F3", "F5"]),
];

/// Waits until the list under "Your answers" contains these numbers of equal and skipped sets.
async fn lists(browser: &Browser, equal: usize, skipped: usize) -> Result<()> {
    browser.press("My notes").await?;
    browser.press("Your answers").await?;
    let list = "
        const list = document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-answers')?.innerText ?? '';
        return [/About equal/g, /Skipped/g].map((what) => list.match(what)?.length ?? 0)";
    let expected = json!([equal, skipped]);
    browser.until("all answers", async || Ok(browser.script(list, vec![]).await? == expected)).await
}

/// Opens two windows with the same answers under a passphrase, both unlocked, and switches to the first.
async fn two_windows(browser: &Browser, server: &Server) -> Result<[thirtyfour::WindowHandle; 2]> {
    is_set(browser).await?;
    let web = browser.web();
    let one = web.window().await?;
    let other = browser.open_beside(&server.url("/")).await?;
    browser.press("Been here before? Open my notes").await?;
    opens(browser, PASSPHRASE).await?;
    says(browser, "It is open.").await?;
    web.switch_to_window(one.clone()).await?;
    Ok([one, other])
}

async fn two_windows_answer_in_turn_and_one_removes_the_passphrase(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, "").await?;
    let windows = two_windows(&browser, &server).await?;
    let web = browser.web();
    for window in &windows {
        web.switch_to_window(window.clone()).await?;
        browser.press("Go on where I left off").await?;
        browser.find(".ie-set").await?;
    }
    // The other window answers the same question later, and then one more.
    for (window, records) in windows.iter().zip([7, 8]) {
        web.switch_to_window(window.clone()).await?;
        browser.press(if records == 7 { "About equal" } else { "Skip" }).await?;
        if records == 8 {
            browser.press("Skip").await?;
        }
        let kept = format!("return Object.keys(localStorage).length === {records}");
        browser.until_script("the answer is kept", &kept).await?;
    }
    check_encrypted(&stored(&browser).await?)?;
    let [one, other] = windows;
    web.switch_to_window(one).await?;
    browser.press("My notes").await?;
    browser.press("Change the passphrase, or take it off").await?;
    browser.press("Take the passphrase off").await?;
    says(&browser, "The passphrase is off.").await?;
    let readable = async || -> Result<()> {
        for (key, text) in stored(&browser).await? {
            ensure!(text.starts_with(r#"{"schema":2,"#), "{key}: {text}");
        }
        Ok(())
    };
    readable().await?;
    web.switch_to_window(other).await?;
    // The other window continues without a passphrase, and encrypts nothing any more.
    browser.press("My notes").await?;
    says(&browser, "Protect this with a passphrase").await?;
    browser.press("Go on where I left off").await?;
    browser.press("About equal").await?;
    let eight = "return Object.keys(localStorage).length === 8";
    browser.until_script("the answer is kept", eight).await?;
    readable().await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    lists(&browser, 2, 3).await?;
    browser.is_quiet().await
}

async fn answers_erased_in_one_window_stay_erased_in_the_other(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, "").await?;
    let [one, other] = two_windows(&browser, &server).await?;
    let web = browser.web();
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;
    web.switch_to_window(other).await?;
    says(&browser, "Everything is erased.").await?;
    browser.press("Begin the quiz").await?;
    browser.press("A friend").await?;
    browser.press("Begin").await?;
    browser.press("About equal").await?;
    browser.find(".ie-set").await?;
    web.switch_to_window(one).await?;
    ensure!(stored(&browser).await?.is_empty(), "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

/// Runs a vault on a new namespace, while another window changes the storage at a critical moment.
const MOMENTS: &str = r#"
    window.moments = async (passphrase) => {
        const file = [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href)[0];
        const { vault } = await (await import(file)).load();
        const record = (value) => `{"schema":2,"clock":1,"tab":"00000001","sum":"00000000","value":"${value}"}`;
        let number = 0;
        // Returns the content of the namespace after both windows acted. `!` marks an encrypted record.
        const moment = async (meanwhile) => {
            const prefix = `intimacy-explorer:moment${number++}:`;
            const [run, answer, lock] = ['run', 'closeness/1', 'lock'].map((name) => prefix + name);
            const one = vault(prefix);
            localStorage.setItem(run, record('run'));
            localStorage.setItem(answer, record('before'));
            const came = await meanwhile({ one, run, answer, lock, set: () => one.act('set', passphrase, passphrase) });
            // Waits until all pending writes are done.
            await one.act('lock');
            const left = Object.keys(localStorage).filter((key) => key.startsWith(prefix)).sort();
            return [came, one.state, ...left.map((key) => key.slice(prefix.length) + (localStorage[key].includes('sealed') ? '!' : ''))];
        };
        const mapOf = (run) => ['run', 'closeness/1', 'snapshot'].map((name) => `${run.slice(0, -3)}0000002a/${name}`);
        // Runs `act` while the storage has no room for some records.
        const full = async (hasNoRoom, act) => {
            const { setItem } = Storage.prototype;
            Storage.prototype.setItem = function (key, text) {
                if (hasNoRoom(key)) throw new DOMException('', 'QuotaExceededError');
                setItem.call(this, key, text);
            };
            await act();
            Storage.prototype.setItem = setItem;
        };
        const gone = (...places) => places.forEach((place) => localStorage.removeItem(place));
        return {
            unsealed: await moment(async ({ one, answer, set }) => {
                await set();
                localStorage.setItem(answer, record('before'));
                await one.fresh();
            }),
            off: await moment(async ({ one, run, answer, lock, set }) => {
                await set();
                one.set(answer, record('after'));
                localStorage.setItem(run, record('run'));
                localStorage.setItem(answer, record('before'));
                gone(lock);
            }),
            erased: await moment(async ({ one, run, answer, lock, set }) => {
                await set();
                one.set(answer, record('after'));
                gone(run, answer, lock);
            }),
            restarted: await moment(async ({ one, run, answer, set }) => {
                await set();
                one.set(run, record('run on'));
                one.set(answer, record('after'));
                gone(run, answer);
            }),
            another: await moment(async ({ one, answer, lock, set }) => {
                await set();
                one.set(answer, record('after'));
                localStorage.setItem(answer, record('before'));
                localStorage.setItem(lock, '{"schema":3,"lock":["AAAA","AAAA","AAAA"],"rounds":1}');
            }),
            changed: await moment(async ({ one, answer, set }) => {
                await set();
                const came = one.act('set', passphrase, passphrase + '!', passphrase + '!');
                one.set(answer, record('after'));
                localStorage.setItem(answer, record('before'));
                return came;
            }),
            setting: await moment(async ({ run, answer, set }) => {
                const came = set();
                gone(run, answer);
                return came;
            }),
            overtaken: await moment(async ({ lock, set }) => {
                const came = set();
                localStorage.setItem(lock, '{"schema":3,"lock":["AAAA","AAAA","AAAA"],"rounds":1}');
                return came;
            }),
            // Erasing also removes a record that this window has not read.
            unread: await moment(async ({ one, answer, set }) => {
                await set();
                localStorage.setItem(answer + '0', localStorage[answer]);
                for (const place of one.keys().split('\n')) one.remove(place);
            }),
            // A record is encrypted and written just after another window has erased everything.
            late: await moment(async ({ one, run, answer, lock, set }) => {
                await set();
                gone(run, lock);
                await one.fresh();
            }),
            // One of two runs is erased while both are being written. The other run stays complete.
            one_of_two: await moment(async ({ one, run, answer, set }) => {
                const [of, its] = mapOf(run);
                localStorage.setItem(of, record('run'));
                localStorage.setItem(its, record('before'));
                await set();
                one.set(answer, record('after'));
                one.set(its, record('after'));
                gone(of, its);
                await one.act('lock');
                await one.act('unlock', passphrase);
                return [one.get(answer) === record('after'), one.get(its) ?? null].join();
            }),
            // The snapshot of a map does not fit into the storage. No answer of the map is replaced.
            no_room: await moment(async ({ one, run, set }) => {
                const [of, its, copy] = mapOf(run);
                localStorage.setItem(of, record('run'));
                localStorage.setItem(its, record('before'));
                await set();
                await full((key) => key === copy, async () => {
                    one.set(its, record('between'));
                    one.set(copy, record('before'));
                    one.set(its, record('after'));
                    await one.act('lock');
                });
                await one.act('unlock', passphrase);
                return [one.get(its) === record('before'), one.get(copy) ?? null].join();
            }),
            // The snapshot of a map is removed only when its answers are stored.
            going_back: await moment(async ({ one, run, set }) => {
                const [of, its, copy] = mapOf(run);
                for (const key of [of, its, copy]) localStorage.setItem(key, record('before'));
                await set();
                one.set(its, record('after'));
                one.remove(copy);
                const seen = [one.get(copy) ?? null, localStorage.getItem(copy) != null];
                await one.act('lock');
                await one.act('unlock', passphrase);
                return [...seen, one.get(its) === record('after'), one.get(copy) ?? null].join();
            }),
            // The same in a full storage: the answers take the room of the snapshot.
            going_back_full: await moment(async ({ one, run, set }) => {
                const [of, its, copy] = mapOf(run);
                for (const key of [of, its, copy]) localStorage.setItem(key, record('before'));
                await set();
                await full((key) => key === its && localStorage.getItem(copy) != null, async () => {
                    one.set(its, record('after'));
                    one.remove(copy);
                    await one.act('lock');
                });
                await one.act('unlock', passphrase);
                return [one.get(its) === record('after'), one.get(copy) ?? null].join();
            }),
            // Everything is erased while the removal of a snapshot waits.
            erased_going_back: await moment(async ({ one, run, set }) => {
                const [of, its, copy] = mapOf(run);
                for (const key of [of, its, copy]) localStorage.setItem(key, record('before'));
                await set();
                one.set(its, record('after'));
                one.remove(copy);
                for (const place of one.keys().split('\n')) one.remove(place);
            }),
            later: await moment(async ({ one, answer, set }) => {
                await set();
                const later = '{"schema":4,"sealed":"AAAA"}';
                localStorage.setItem(answer, later);
                await one.fresh();
                return one.get(answer) === later && localStorage[answer] === later;
            }),
            damaged: await moment(async ({ answer, set }) => {
                localStorage.setItem(answer, record('before').replace('schema', 'schemb'));
                return set();
            }),
            // While this window unlocks, another window encrypts a record that was not encrypted.
            at_once: await moment(async ({ one, answer, set }) => {
                await set();
                const sealed = localStorage[answer];
                await one.act('lock');
                localStorage.setItem(answer, record('before'));
                const { decrypt } = SubtleCrypto.prototype;
                SubtleCrypto.prototype.decrypt = function (...all) {
                    localStorage.setItem(answer, sealed);
                    return decrypt.apply(this, all);
                };
                await one.act('unlock', passphrase);
                SubtleCrypto.prototype.decrypt = decrypt;
                return localStorage[answer] === sealed;
            }),
            // An old library of the host page changes how arrays are written as JSON.
            patched: await moment(async ({ one, set }) => {
                Array.prototype.toJSON = function () { return String(this); };
                await set();
                delete Array.prototype.toJSON;
                await one.act('lock');
                return one.act('unlock', passphrase);
            }),
            twice: await moment(async ({ one, set }) => {
                await set();
                return (await Promise.all(['off', 'off'].map((what) => one.act(what)))).join();
            }),
        };
    };"#;

async fn nothing_is_encrypted_with_a_removed_lock(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, MOMENTS).await?;
    let moments = "const done = arguments[1]; moments(arguments[0]).then(done, (problem) => done(String(problem)))";
    let found = browser.web().execute_async(moments, vec![PASSPHRASE.into()]).await?.json().clone();
    let expected = json!({
        // A plain record stays plain until the next unlock.
        "unsealed": [null, "locked", "closeness/1", "lock", "run!"],
        "off": [null, "none", "closeness/1", "run"],
        "erased": [null, "none"],
        "restarted": [null, "locked", "lock"],
        "another": [null, "locked", "closeness/1", "lock", "run!"],
        "changed": ["changed", "locked", "closeness/1!", "lock", "run!"],
        "setting": ["failed", "none"],
        "overtaken": ["failed", "locked", "closeness/1", "lock", "run"],
        "unread": [null, "none"],
        "late": [null, "none"],
        "one_of_two": ["true,", "locked", "closeness/1!", "lock", "run!"],
        "no_room": ["true,", "locked", "0000002a/closeness/1!", "0000002a/run!", "closeness/1!", "lock", "run!"],
        "going_back": [",true,true,", "locked", "0000002a/closeness/1!", "0000002a/run!", "closeness/1!", "lock", "run!"],
        "going_back_full": ["true,", "locked", "0000002a/closeness/1!", "0000002a/run!", "closeness/1!", "lock", "run!"],
        "erased_going_back": [null, "none"],
        "later": [true, "locked", "closeness/1!", "lock", "run!"],
        "damaged": ["set", "locked", "closeness/1!", "lock", "run!"],
        "at_once": [true, "locked", "closeness/1!", "lock", "run!"],
        "patched": ["unlocked", "locked", "closeness/1!", "lock", "run!"],
        "twice": ["off,off", "none", "closeness/1", "run"],
    });
    ensure!(found == expected, "{found}");
    browser.is_quiet().await
}

/// A storage that fails on request, and a record of every message of the saving line.
const FAILING: &str = "
    const { setItem, removeItem } = Storage.prototype;
    window.fails = '';
    // The number of writes that succeed. With `growing`, only writes of longer values count.
    window.room = Infinity;
    window.growing = false;
    Storage.prototype.setItem = function (...words) {
        if (fails === 'lie') return;
        if (fails === 'deny') throw new DOMException('denied', 'SecurityError');
        const grows = words[1].length > (this.getItem(words[0]) ?? '').length;
        if ((grows || !growing) && room-- <= 0) throw new DOMException('full', 'QuotaExceededError');
        return setItem.apply(this, words);
    };
    Storage.prototype.removeItem = function (...words) {
        if (fails === 'deny') throw new DOMException('denied', 'SecurityError');
        return removeItem.apply(this, words);
    };
    window.lines = [];
    window.listen = () => {
        const root = document.querySelector('intimacy-explorer').shadowRoot;
        const note = () => {
            const line = root.querySelector('.ie-saving')?.textContent;
            if (line !== lines.at(-1)) lines.push(line);
        };
        new MutationObserver(note).observe(root, { subtree: true, childList: true, characterData: true });
    };";

async fn unsaved_answers_are_reported_until_they_are_saved(case: &Case) -> Result<()> {
    let (server, browser) = prepare(case, FAILING).await?;
    is_set(&browser).await?;
    browser.press("Go on where I left off").await?;
    browser.find(".ie-set").await?;
    browser.script("listen()", vec![]).await?;
    let full = "This browser has no room left";
    let denied = "This browser does not let the page keep anything";
    let kept = "Your answers are kept on this device.";
    let answers = async |row: usize| {
        let most = "document.querySelector('intimacy-explorer').shadowRoot.querySelectorAll('.ie-set .ie-most')[arguments[0]].click()";
        browser.script(most, vec![row.into()]).await
    };
    answers(2).await?;
    browser.until_script("it is kept", "return Object.keys(localStorage).length === 7").await?;
    for (fault, line) in [("room = 0", full), ("fails = 'lie'", denied), ("fails = 'deny'", denied)] {
        let before = stored(&browser).await?;
        browser.script(&format!("window.{fault}"), vec![]).await?;
        answers(0).await?;
        says(&browser, line).await?;
        // Until a write succeeds, no message may say that the answers are saved.
        browser.script("lines.length = 0", vec![]).await?;
        answers(1).await?;
        browser.press("My notes").await?;
        browser.script("dispatchEvent(new Event('focus'))", vec![]).await?;
        browser.press("Go on where I left off").await?;
        browser.find(".ie-set").await?;
        says(&browser, line).await?;
        let lines = browser.script("return lines", vec![]).await?;
        let told = |said: &Value| said.as_str().is_some_and(|said| said.starts_with(line));
        ensure!(lines.as_array().is_some_and(|lines| lines.iter().all(told)), "{fault}: {lines}");
        ensure!(stored(&browser).await? == before, "{fault}: the storage has changed");
        // The storage works again. The next action also saves the missing answers.
        browser.script("window.fails = ''; window.room = Infinity", vec![]).await?;
        browser.press("My notes").await?;
        says(&browser, kept).await?;
        ensure!(stored(&browser).await? != before, "{fault}: nothing was saved");
        check_encrypted(&stored(&browser).await?)?;
        browser.press("Go on where I left off").await?;
        browser.find(".ie-set").await?;
        let mended = stored(&browser).await?;
        answers(2).await?;
        browser.until("it is kept", async || Ok(stored(&browser).await? != mended)).await?;
    }
    // The storage becomes full between two writes of one press.
    browser.script("window.room = 1", vec![]).await?;
    browser.press("About equal").await?;
    says(&browser, full).await?;
    browser.script("window.room = Infinity", vec![]).await?;
    browser.press("Skip").await?;
    says(&browser, kept).await?;
    browser.press("My notes").await?;
    browser.press("Lock now").await?;
    says(&browser, "What is kept here is locked.").await?;
    browser.open(&server.url("/")).await?;
    browser.until_ready().await?;
    browser.press("Been here before? Open my notes").await?;
    opens(&browser, PASSPHRASE).await?;
    says(&browser, "It is open.").await?;
    lists(&browser, 2, 2).await?;

    // If erasing fails, the page does not say that it succeeded.
    browser.press("My notes").await?;
    let before = stored(&browser).await?;
    browser.script("window.fails = 'deny'", vec![]).await?;
    browser.press("Erase everything").await?;
    says(&browser, "The browser did not let this page take away").await?;
    let text = browser.text().await?;
    ensure!(text.contains("Go on where") && !text.contains("Everything is erased."), "{text}");
    ensure!(stored(&browser).await? == before, "some of it is gone");
    browser.script("window.fails = ''", vec![]).await?;
    browser.press("Erase everything").await?;
    says(&browser, "Everything is erased.").await?;
    ensure!(stored(&browser).await?.is_empty(), "{:?}", stored(&browser).await?);
    browser.is_quiet().await
}

async fn a_passphrase_that_does_not_fit_changes_nothing(case: &Case) -> Result<()> {
    let (_server, browser) = prepare(case, FAILING).await?;
    let plain = stored(&browser).await?;
    let failed = "The browser could not do this. Nothing has changed.";
    browser.press("Protect this with a passphrase").await?;
    browser.script("window.growing = true", vec![]).await?;
    for fault in ["room = 0", "room = 3", "fails = 'lie'", "fails = 'deny'"] {
        browser.script(&format!("window.{fault}"), vec![]).await?;
        sets(&browser, PASSPHRASE, PASSPHRASE, "Set the passphrase").await?;
        says(&browser, failed).await?;
        browser.script("window.fails = ''; window.room = Infinity", vec![]).await?;
        ensure!(stored(&browser).await? == plain, "{fault}: {:?}", stored(&browser).await?);
        browser.press("Explore").await?;
        browser.press("My notes").await?;
        says(&browser, "Your answers are kept on this device.").await?;
        browser.press("Protect this with a passphrase").await?;
    }
    sets(&browser, PASSPHRASE, PASSPHRASE, "Set the passphrase").await?;
    says(&browser, "The passphrase is set.").await?;

    // If the passphrase cannot be removed, all records stay encrypted.
    browser.script("window.growing = false", vec![]).await?;
    for fault in ["room = 0", "room = 2", "fails = 'lie'", "fails = 'deny'"] {
        browser.script(&format!("window.{fault}"), vec![]).await?;
        browser.press("Change the passphrase, or take it off").await?;
        browser.press("Take the passphrase off").await?;
        says(&browser, failed).await?;
        browser.script("window.fails = ''; window.room = Infinity", vec![]).await?;
        browser.press("Lock now").await?;
        says(&browser, "What is kept here is locked.").await?;
        check_encrypted(&stored(&browser).await?)?;
        ensure!(stored(&browser).await?.contains_key(LOCK), "{fault}: the lock is gone");
        opens(&browser, PASSPHRASE).await?;
        says(&browser, "It is open.").await?;
    }
    lists(&browser, 1, 1).await?;
    browser.is_quiet().await
}
