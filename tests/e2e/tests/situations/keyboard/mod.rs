//! The quiz with the keyboard only: Tab, the arrow keys, Space and Enter.

use anyhow::{Context, Result, bail, ensure};
use e2e::{Browser, Case, Part, Screen, Server, Situation, Visitor, Wish, site, situation, words};
use intimacy_explorer::content::Subject;
use serde::Deserialize;
use thirtyfour::Key;

use crate::accessible::ways;
use crate::journey::TOTAL;

/// The situations of this module.
pub const SITUATIONS: &[Situation] = &[
    situation!(the_quiz_by_keyboard_alone_on_a_phone),
    situation!(the_quiz_by_keyboard_alone_on_a_desktop),
    situation!(every_stop_of_every_screen_is_reached_both_ways),
    situation!(every_stop_of_the_notes_is_reached_both_ways),
];

/// Focuses the heading of the screen, and records the tab stops of the screen in `stops`, in the order of the page. A
/// group of radio buttons is one stop. Returns the number of stops before the heading, and the number of all stops.
const STOPS: &str = "
    const root = document.querySelector('intimacy-explorer').shadowRoot;
    const inside = root.querySelector('[data-app]');
    const heading = root.querySelector('#ie-screen');
    const all = [...inside.querySelectorAll('button, a[href], input, summary, [tabindex=\"0\"]')].filter(e => e.checkVisibility());
    const key = e => (e.type === 'radio' ? e.name : e);
    window.stops = [...new Set(all.map(key))];
    window.stopOf = () => window.stops.indexOf(key(root.activeElement ?? root));
    heading.focus();
    const before = all.filter(e => e.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_FOLLOWING);
    return [new Set(before.map(key)).size, window.stops.length];";

/// The focused element.
#[derive(Clone, Debug, Deserialize)]
struct Stop {
    /// Tag, group and name, such as `input ie-most Most A statement` or `button Continue`.
    what: String,
    checked: bool,
    /// Whether it has a visible focus ring.
    ringed: bool,
    /// Whether it is in the window and not covered. The width of a scroll bar is tolerated, and of a table only the
    /// beginning counts. The lower half may be outside, because Firefox does not scroll if the upper half is visible.
    in_view: bool,
}

const STOP: &str = "
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    const root = e.getRootNode();
    const text = e => (e?.innerText ?? '').replace(/\\s+/g, ' ').trim();
    const ids = (e.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const name = ids.map(id => text(root.getElementById(id))).join(' ') || e.getAttribute('aria-label')
        || text(e.closest('label')) || text(e);
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + Math.min(box.height / 2, 20)];
    const top = root.elementFromPoint(x, y);
    return {
        what: [e.localName, e.name, name].filter(Boolean).join(' '),
        checked: !!e.checked,
        ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        in_view: box.top >= 0 && box.left >= 0 && box.right <= innerWidth
            && (box.bottom <= innerHeight + Math.max(16, box.height / 2) || box.height > innerHeight || e.matches('.ie-scroll'))
            && (e.contains(top) || top?.contains(e)),
    };";

struct Keyboard<'a> {
    browser: &'a Browser,
}

impl Keyboard<'_> {
    /// The current stop. Waits until it is visible and has a focus ring, because browsers scroll with a delay.
    async fn stop(&self) -> Result<Stop> {
        let last = std::cell::RefCell::new(None);
        let seen = async || {
            let stop: Stop = serde_json::from_value(self.browser.script(STOP, vec![]).await?)?;
            let found = Some(stop.clone()).filter(|stop| stop.ringed && stop.in_view);
            last.replace(Some(stop));
            Ok(found)
        };
        let stop = self.browser.until_some("the focus is in sight, with a mark around it", seen).await;
        stop.with_context(|| format!("{:?}", last.borrow()))
    }

    /// Presses Tab until an element with this name is focused. Checks every stop on the way.
    async fn to(&self, name: &str) -> Result<Stop> {
        let mut passed = Vec::new();
        for _ in 0..60 {
            self.browser.type_keys(Key::Tab).await?;
            let stop = self.stop().await?;
            if stop.what.ends_with(name) {
                return Ok(stop);
            }
            passed.push(stop.what);
        }
        bail!("no way to {name:?} past {passed:#?}")
    }

    /// Moves with Tab from the heading to the last stop, and with Shift+Tab back to the first. Checks that the stops
    /// are reached in order, and no others. With `arrow`, an arrow key chooses an option in each group of radio
    /// buttons.
    async fn walks(&self, arrow: bool) -> Result<()> {
        let counts = self.browser.script(STOPS, vec![]).await?;
        let (before, all) = (counts[0].as_i64().context("no stops")?, counts[1].as_i64().context("no stops")?);
        let next = async |back: bool| {
            if back {
                self.browser.type_shifted(Key::Tab).await?
            } else {
                self.browser.type_keys(Key::Tab).await?
            }
            let stop = self.stop().await?;
            let at = self.browser.script("return stopOf()", vec![]).await?.as_i64().unwrap_or(-1);
            if arrow && !back && stop.what.starts_with("input ie-") && !stop.checked {
                self.browser.type_keys(Key::Down).await?;
            }
            Ok::<_, anyhow::Error>((at, stop.what))
        };
        for (back, expected) in [(false, (before..all).collect::<Vec<_>>()), (true, (0..all - 1).rev().collect())] {
            let mut last = if back { all - 1 } else { -1 };
            for at in expected {
                // If no option is chosen, some browsers stop at each radio button of a group.
                let mut met = next(back).await?;
                for _ in 0..5 {
                    if met.0 != last || last < 0 {
                        break;
                    }
                    met = next(back).await?;
                }
                ensure!(
                    met.0 == at,
                    "{} leads to stop {} ({}), not {at}",
                    if back { "Shift+Tab" } else { "Tab" },
                    met.0,
                    met.1
                );
                last = at;
            }
        }
        Ok(())
    }

    async fn press(&self, key: impl Into<thirtyfour::TypingData>) -> Result<()> {
        self.browser.type_keys(key).await
    }
}

async fn the_quiz_by_keyboard_alone_on_a_phone(case: &Case) -> Result<()> {
    quiz(case, Screen { touch: false, ..Screen::PHONE }).await
}

async fn the_quiz_by_keyboard_alone_on_a_desktop(case: &Case) -> Result<()> {
    quiz(case, Screen::DESKTOP).await
}

async fn quiz(case: &Case, screen: Screen) -> Result<()> {
    let (server, browser, words) =
        (Server::start(site()?).await?, case.browser(Wish { screen, ..Wish::default() }).await?, words()?);
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    let keys = Keyboard { browser: &browser };
    let (names, quiz) = (&words.interface, &words.quiz);

    // Subject, in the article: first without a choice, then with the arrow keys.
    keys.to(&quiz.subject.begin).await?;
    keys.press(Key::Enter).await?;
    visitor.sees_error(&names.error_subject).await?;
    // The error is below the options. Its link leads to the first one.
    keys.to(&names.error_subject).await?;
    keys.press(Key::Enter).await?;
    let first = keys.stop().await?;
    ensure!(!first.checked && first.what.ends_with(&quiz.subject.options.partner), "the error leads to {first:?}");
    keys.press(Key::Down).await?;
    let second = keys.stop().await?;
    ensure!(
        second.checked && second.what.ends_with(&quiz.subject.options[Subject::Friend]),
        "the arrow led to {second:?}"
    );
    keys.to(&quiz.subject.begin).await?;
    keys.press(Key::Space).await?;

    // A set: first without a choice, then through the link in the error. Most with Space, Least with an arrow key.
    visitor.sees_question(Part::Closeness, 2, TOTAL).await?;
    keys.to(&names.next).await?;
    keys.press(Key::Enter).await?;
    visitor.sees_error(&names.error_set).await?;
    keys.to(&names.error_set).await?;
    keys.press(Key::Enter).await?;
    let statements = visitor.statements().await?;
    let most = keys.stop().await?;
    ensure!(
        most.what == format!("input ie-most {} {}", quiz.closeness.most, statements[0]),
        "the error leads to {most:?}"
    );
    keys.press(Key::Space).await?;
    ensure!(keys.stop().await?.checked, "Space chose nothing");
    // Enter in a radio button would submit a form that sends something, with the answers in the address.
    keys.press(Key::Enter).await?;
    let address = browser.web().current_url().await.context("no address")?;
    ensure!(address.query().is_none() && keys.stop().await?.checked, "Enter led to {address}");
    let least = keys.to(&format!("{} {}", quiz.closeness.least, statements[0])).await?;
    ensure!(!least.checked, "Least is chosen already");
    keys.press(Key::Down).await?;
    let second = statements.get(1).context("a set of one")?;
    let least = keys.stop().await?;
    ensure!(least.checked && least.what.ends_with(second), "the arrow led to {least:?}");
    keys.to(&names.next).await?;
    keys.press(Key::Enter).await?;

    for (number, way) in [(3, &names.equal), (4, &names.skip), (5, &names.equal), (6, &names.equal)] {
        visitor.sees_question(Part::Closeness, number, TOTAL).await?;
        keys.to(way).await?;
        keys.press(Key::Enter).await?;
    }

    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    keys.to(&words.types.each.emotional.part_of).await?;
    keys.press(Key::Space).await?;
    ensure!(keys.stop().await?.checked, "Space ticked nothing");
    keys.to(&names.next).await?;
    keys.press(Key::Enter).await?;

    // Back, and forward again.
    visitor.sees_question(Part::Now, 8, TOTAL).await?;
    browser.type_shifted(Key::Tab).await?;
    ensure!(keys.stop().await?.what.ends_with(&names.back), "Back does not stand before the question");
    keys.press(Key::Enter).await?;
    visitor.sees_question(Part::Closeness, 7, TOTAL).await?;
    keys.to(&names.next).await?;
    keys.press(Key::Enter).await?;

    // A page of scales.
    visitor.sees_question(Part::Now, 8, TOTAL).await?;
    let line = &words.types.each.emotional.now[0];
    keys.to(&quiz.now.often_scale[0]).await?;
    keys.press(Key::Right).await?;
    let stop = keys.stop().await?;
    ensure!(stop.checked && stop.what.ends_with(&quiz.now.often_scale[1]), "on the scale of {line:?}: {stop:?}");
    keys.to(&names.next).await?;
    keys.press(Key::Enter).await?;
    visitor.sees_question(Part::Now, 9, TOTAL).await?;

    // The whole result.
    keys.to(&names.so_far).await?;
    keys.press(Key::Enter).await?;
    visitor.sees_screen(&words.result.title).await?;
    keys.to(&words.result.method.title).await?;
    keys.press(Key::Enter).await?;
    keys.to(&words.result.method.working_title).await?;
    keys.press(Key::Enter).await?;
    keys.to(&names.review_title).await?;
    keys.press(Key::Enter).await?;
    visitor.sees_screen(&names.review_title).await?;
    keys.to(&names.see_result).await?;
    browser.is_quiet().await
}

/// One screen of each kind, among all that the ways lead through.
const KINDS: [&str; 13] = [
    "the page types",
    "the page comparison",
    "the page support",
    "a set",
    "a set, with an error",
    "a set, answered",
    "part of closeness",
    "now and wanted, with an error",
    "a set of factors",
    "the offer of the optional part",
    "roots",
    "the result, with all that is folded",
    "the answers",
];

async fn every_stop_of_every_screen_is_reached_both_ways(case: &Case) -> Result<()> {
    let screen = Screen { touch: false, ..Screen::PHONE };
    let (_server, browser) = case.at_the_page(Wish { screen, ..Wish::default() }).await?;
    let words = words()?;
    let visitor = Visitor { browser: &browser, words: &words };
    let keys = Keyboard { browser: &browser };
    let look = async |state: &str| {
        if KINDS.contains(&state) {
            // The answer is given after this check, so an arrow key may choose another option here.
            let arrow = state == "a set, answered";
            keys.walks(arrow).await.with_context(|| state.to_owned())?;
            if arrow {
                keys.walks(false).await.with_context(|| format!("{state}, by arrow"))?;
            }
        }
        Ok::<_, anyhow::Error>(())
    };
    ways::reading(&visitor, &look).await?;
    visitor.presses(&words.interface.nav_notes).await?;
    visitor.presses(&words.interface.begin).await?;
    visitor.sees_screen(&words.quiz.title).await?;
    ways::answering(&visitor, &look).await?;
    ways::resulting(&visitor, &look).await
}

async fn every_stop_of_the_notes_is_reached_both_ways(case: &Case) -> Result<()> {
    let server = Server::start(e2e::site_that_crashes()?).await?;
    server.catch_files();
    let browser = case.browser(Wish { screen: Screen { touch: false, ..Screen::PHONE }, ..Wish::default() }).await?;
    let words = words()?;
    let visitor = Visitor::arrives(&browser, &words, &server).await?;
    let keys = Keyboard { browser: &browser };
    let look = async |state: &str| {
        let skipped = ["the notes, with a file that came in", "the screen after a crash"];
        if skipped.contains(&state) {
            return Ok(());
        }
        keys.walks(false).await.with_context(|| state.to_owned())
    };
    ways::keeping(&visitor, &look).await
}
