//! The pages of the site, as a visitor.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, ROOTS, Screen, Wish};
use intimacy_explorer::content::{Content, Subject, fill};
use serde_json::{Value, json};

use super::admin::{AFTERWARDS, EXIT, PRACTICE, WELCOME, logs_in, picture};
use super::report::Report;
use super::site::Site;

const FRAME: &str = "<!-- wp:intimacy-explorer/explorer /-->";
const ELEMENT: &str = "<!-- wp:intimacy-explorer/explorer {\"way\":\"element\"} /-->";
const ABOVE: &str = "<!-- wp:paragraph -->\n<p id=\"above\">A paragraph of the site.</p>\n<!-- /wp:paragraph -->\n\n";

/// The optimisers, each with the names of its two rows.
const OPTIMISERS: [(&str, &str, &str); 5] = [
    (
        "delay",
        "scripts delayed until the first touch: journey in the frame",
        "scripts delayed until the first touch: journey in the element",
    ),
    (
        "aggregate",
        "scripts joined in one file: journey in the frame",
        "scripts joined in one file: journey in the element",
    ),
    ("footer", "scripts moved to the end: journey in the frame", "scripts moved to the end: journey in the element"),
    ("minify", "HTML minified: journey in the frame", "HTML minified: journey in the element"),
    ("lazy", "frames loaded by a script: journey in the frame", "frames loaded by a script: journey in the element"),
];

pub async fn walk(site: &Site, words: &Content, report: &mut Report) -> Result<()> {
    let frame = site.writes("Frame", &format!("{ABOVE}{FRAME}"))?;
    let element = site.writes("Element", &format!("{ABOVE}{ELEMENT}"))?;
    let two = site.writes(
        "Two",
        &format!("{}\n\n[intimacy_explorer practice=\"Second\"]\n\n{ELEMENT}", with("{\"practice\":\"First\"}")),
    )?;
    let eager = "<!-- wp:intimacy-explorer/explorer {\"way\":\"element\",\"loading\":\"eager\"} /-->";
    let below =
        format!("<!-- wp:html -->\n<div style=\"height:3000px\">a long page</div>\n<!-- /wp:html -->\n\n{eager}");
    let below = site.writes("Below", &below)?;
    let none = site.writes("None", ABOVE)?;
    let own = site.writes("Exit", &with("{\"exit-page\":\"https://example.org/other\"}"))?;
    for (theme, kind) in &site.themes {
        if !["twentytwentyone", "twentytwentythree", "twentytwentyfive"].contains(&theme.as_str()) {
            continue;
        }
        site.ask(&["theme", theme])?;
        report.column(format!("{}, {theme} ({kind})", site.version));
        let browser = Browser::start(Engine::Chromium, Wish { screen: Screen::PHONE, ..Wish::default() }).await?;
        // The roots of the element are closed. Each is recorded when it is attached.
        browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": ROOTS })).await?;
        let visit = Visit { browser: &browser, site, words };
        report.add("visitor: journey in the frame", visit.journey(frame, true, EXIT).await);
        report.add("visitor: journey in the element", visit.journey(element, false, EXIT).await);
        report.add(
            "visitor: the welcome of the site, in the frame and in the element",
            visit.welcome(frame, element).await,
        );
        report.add("two frames and an element on a page, each with its own settings", visit.two(two).await);
        report.add(
            "no cookie, no request to another host, nothing on pages without the explorer",
            visit.quiet(frame, none).await,
        );
        report.add(
            "an address of the frame that somebody else has made shows the settings of the site",
            visit.forged(own).await,
        );
        report.add("F1: an element below the window takes no focus and moves nothing", visit.below(below).await);
        report.add("F2: without JavaScript the frame shows the styled article", visit.without_script(frame).await);
        report.add("F3: the frame is as tall as its content in 5 reloads from the cache", visit.reloads(frame).await);
        report.add("F4: \"Leave\" is below the admin bar", visit.below_the_admin_bar(frame).await);
        report.add("F5: the exit page of a block is used", visit.journey(own, true, "https://example.org/other").await);
        report.add("F6: the frame is aligned with the text, and whole", visit.aligned(frame).await);
        report.add("F7: a link stands below the frame, for a browser that refuses it", visit.link(frame).await);
        report.add("F8: in a column of 245 px the frame stays below the height limit", visit.narrow(frame).await);
        report.add("F9: a theme's focus outline does not box the element", visit.outline(element).await);
        report.add("F10: without the app the element's paragraph stands in the column", visit.before(element).await);
        for (how, in_frame, in_element) in OPTIMISERS {
            site.optimise(how)?;
            report.add(in_frame, visit.journey(frame, true, EXIT).await);
            report.add(in_element, visit.journey(element, false, EXIT).await);
            site.optimise("")?;
        }
    }
    Ok(())
}

/// The text of a markup.
fn read(markup: &str) -> String {
    markup
        .split('<')
        .enumerate()
        .map(|(at, part)| if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) })
        .collect()
}

fn with(settings: &str) -> String {
    format!("<!-- wp:intimacy-explorer/explorer {settings} /-->")
}

struct Visit<'a> {
    browser: &'a Browser,
    site: &'a Site,
    words: &'a Content,
}

const HEIGHT: &str = "return document.querySelector('[data-intimacy-explorer]').offsetHeight";

impl Visit<'_> {
    async fn opens(&self, post: u64) -> Result<()> {
        self.browser.web().enter_default_frame().await?;
        self.browser.open(&self.site.post(post)).await?;
        self.browser.until_script("the page is loaded", "return document.readyState === 'complete'").await
    }

    /// Scrolls to the explorer, by the wheel, as somebody who reads does.
    async fn scrolls(&self) -> Result<()> {
        self.browser.turn_wheel(100.0, 300.0, 20).await?;
        let css = "[data-intimacy-explorer], intimacy-explorer";
        let show = format!("document.querySelector('{css}').scrollIntoView()");
        self.browser.script(&show, vec![]).await.map(drop)
    }

    async fn enters(&self, number: usize) -> Result<()> {
        self.browser.web().enter_default_frame().await?;
        let frames = self.browser.web().find_all(thirtyfour::By::Css("[data-intimacy-explorer]")).await?;
        frames.into_iter().nth(number).context("there is no frame")?.enter_frame().await?;
        self.browser.until_ready().await
    }

    /// Waits until the frame is as tall as its content.
    async fn is_whole(&self) -> Result<f64> {
        self.enters(0).await?;
        let whole = async || {
            let inside = self.browser.script("return document.documentElement.getBoundingClientRect().height", vec![]);
            let inside = inside.await?.as_f64().unwrap_or_default();
            self.browser.web().enter_default_frame().await?;
            let outside = self.browser.script(HEIGHT, vec![]).await?.as_f64().unwrap_or_default();
            self.enters(0).await?;
            Ok((outside - inside).abs() <= 16.0 && inside > 1000.0)
        };
        self.browser.until("the frame is as tall as its content", whole).await?;
        self.browser.web().enter_default_frame().await?;
        Ok(self.browser.script(HEIGHT, vec![]).await?.as_f64().unwrap_or_default())
    }

    async fn journey(&self, post: u64, framed: bool, leaves_to: &str) -> Result<()> {
        let (browser, words) = (self.browser, self.words);
        self.opens(post).await.context("open")?;
        self.scrolls().await?;
        if framed {
            self.is_whole().await?;
            self.enters(0).await?;
        } else {
            browser.until_ready().await?;
        }
        let friend = &words.quiz.subject.options[Subject::Friend];
        if browser.script("return !document.querySelector('[data-begin]')", vec![]).await? == true {
            browser.press(&words.interface.begin).await.context("begin")?;
        }
        browser.press(friend).await?;
        browser.press(&words.quiz.subject.begin).await?;
        for set in 2..4 {
            let progress = fill(&words.interface.progress, &[("number", &set.to_string()), ("total", "")]);
            self.sees(progress.trim()).await?;
            for (css, number) in [(".ie-set input[name=ie-most]", 0), (".ie-set input[name=ie-least]", 2)] {
                let all = browser.find_all(css).await?;
                browser.click(all.get(number).with_context(|| format!("{css} is not there"))?).await?;
            }
            browser.press(&words.interface.next).await?;
        }
        browser.press(&words.interface.so_far).await?;
        self.sees(&words.result.title).await?;
        self.sees(&read(AFTERWARDS)).await?;
        browser.click(&browser.find("[data-leave]").await?).await.context("leave")?;
        let left = async || {
            let _ = browser.web().enter_default_frame().await;
            let Ok(now) = browser.web().current_url().await else { return Ok(false) };
            Ok(now.as_str().starts_with(leaves_to))
        };
        browser.until(&format!("{leaves_to} is open"), left).await
    }

    async fn welcome(&self, frame: u64, element: u64) -> Result<()> {
        for (post, framed) in [(frame, true), (element, false)] {
            self.opens(post).await?;
            self.scrolls().await?;
            if framed {
                self.enters(0).await?;
            } else {
                self.browser.until_ready().await?;
            }
            let shown = async || {
                let Some(copy) = self.browser.find_all(".ie-own-content").await?.into_iter().next() else {
                    return Ok(false);
                };
                let text = copy.text().await?;
                Ok(WELCOME.split("\n\n").all(|paragraph| text.contains(&read(paragraph))))
            };
            self.browser
                .until(if framed { "the welcome in the frame" } else { "the welcome in the element" }, shown)
                .await?;
        }
        self.browser.web().enter_default_frame().await.context("the page is gone")
    }

    async fn sees(&self, text: &str) -> Result<()> {
        let text = text.replace('*', "");
        let there =
            async || Ok(self.browser.text().await?.split_whitespace().collect::<Vec<_>>().join(" ").contains(&text));
        self.browser.until(&format!("{text:?} is on the screen"), there).await
    }

    /// The practice in the contact link, in the open article or document.
    async fn contact(&self) -> Result<String> {
        let contact = "return document.querySelector('.ie-contact')?.textContent ?? ''";
        self.browser
            .until("the contact link is there", async || Ok(self.browser.script(contact, vec![]).await? != ""))
            .await?;
        Ok(self.browser.script(contact, vec![]).await?.as_str().unwrap_or_default().to_owned())
    }

    async fn two(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        self.scrolls().await?;
        for (number, practice) in [(0, "First"), (1, "Second")] {
            let show = "document.querySelectorAll('[data-intimacy-explorer]')[arguments[0]].scrollIntoView()";
            self.browser.script(show, vec![number.into()]).await?;
            self.enters(number).await?;
            let contact = self.contact().await?;
            ensure!(contact.contains(practice), "frame {number}: the contact link says {contact:?}");
            self.browser.web().enter_default_frame().await?;
        }
        let set = "const one = document.querySelector('intimacy-explorer'); one.scrollIntoView(); return one.getAttribute('practice')";
        let set = self.browser.script(set, vec![]).await?;
        ensure!(set == PRACTICE, "the element's practice is {set}");
        self.browser.until_ready().await
    }

    async fn quiet(&self, post: u64, none: u64) -> Result<()> {
        self.opens(post).await?;
        self.scrolls().await?;
        self.is_whole().await?;
        let loaded = "return performance.getEntriesByType('resource').map((one) => one.name)";
        let loaded = self.browser.script(loaded, vec![]).await?;
        let home = self.site.url("/");
        let foreign: Vec<_> = loaded
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| !name.starts_with(&home) && !name.starts_with("data:"))
            .collect();
        ensure!(foreign.is_empty(), "requests to {foreign:?}");
        let cookies = self.browser.script("return document.cookie", vec![]).await?;
        ensure!(cookies == "", "cookies: {cookies}");
        self.opens(none).await?;
        let traces = "return document.documentElement.outerHTML.match(/.{0,60}intimacy-explorer.{0,60}/)?.[0] ?? ''";
        let traces = self.browser.script(traces, vec![]).await?;
        ensure!(traces == "", "a page without the explorer has {traces}");
        Ok(())
    }

    async fn forged(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        let src = self.browser.script("return document.querySelector('[data-intimacy-explorer]').src", vec![]).await?;
        let src = src.as_str().context("the frame has no address")?.to_owned();
        let set = "return document.querySelector('intimacy-explorer').getAttribute('exit-page')";
        // Both frames are sealed, so they are opened on their own.
        self.browser.open(&src).await?;
        let good = self.browser.script(set, vec![]).await?;
        ensure!(good == "https://example.org/other", "the block's exit page is {good}");
        let (before, after) = src.split_once("intimacy-explorer=").context("no settings in the address")?;
        for token in
            ["frame", "eyJwcmFjdGljZSI6IkV2aWwifQ", "eyJwcmFjdGljZSI6IkV2aWwifQ.00000000000000000000000000000000", "."]
        {
            let version = after.split_once('&').map_or("", |(_, rest)| rest);
            self.browser.open(&format!("{before}intimacy-explorer={token}&{version}")).await?;
            let practice = "return document.querySelector('intimacy-explorer').getAttribute('practice')";
            let practice = self.browser.script(practice, vec![]).await?;
            ensure!(practice == PRACTICE, "{token}: the practice is {practice}");
        }
        let keep = "return document.querySelector('[data-keep]')?.checkVisibility() ?? false";
        let keep = self.browser.script(keep, vec![]).await?;
        ensure!(keep == false, "a page that can store nothing offers to save");
        let sealed = self.browser.script("return self.origin", vec![]).await?;
        ensure!(sealed == "null", "the page of its own has the origin {sealed}");
        self.browser.until_ready().await?;
        self.browser.press_first("[data-leave]").await?;
        let left = async || Ok(self.browser.web().current_url().await.is_ok_and(|now| now.as_str().starts_with(EXIT)));
        self.browser.until("the page of its own is left", left).await
    }

    async fn below(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        self.browser.until_ready().await?;
        let state = "return [scrollY, document.activeElement.localName]";
        let state = self.browser.script(state, vec![]).await?;
        ensure!(state == json!([0, "body"]), "scrolled and focused: {state}");
        Ok(())
    }

    async fn without_script(&self, post: u64) -> Result<()> {
        let browser = Browser::start(Engine::Chromium, Wish { script: false, ..Wish::phone() }).await?;
        browser.open(&self.site.post(post)).await?;
        let frames = browser.web().find_all(thirtyfour::By::Css("[data-intimacy-explorer]")).await?;
        let frame = frames.into_iter().next().context("there is no frame")?;
        frame.scroll_into_view().await?;
        frame.enter_frame().await?;
        let state = "const picture = document.querySelector('.ie-article svg'); const title = document.querySelector('.ie-title');
            return [picture?.getBoundingClientRect().width < 200, title?.innerText.length > 5, getComputedStyle(title).fontFamily.length > 20]";
        browser
            .until("the article is styled", async || {
                Ok(browser.script(state, vec![]).await.is_ok_and(|said| said == json!([true, true, true])))
            })
            .await
    }

    async fn reloads(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        let mut heights = Vec::new();
        for _ in 0..5 {
            self.browser.web().refresh().await?;
            self.scrolls().await?;
            heights.push(self.is_whole().await? as i64);
        }
        heights.dedup();
        ensure!(heights.len() == 1, "the heights are {heights:?}");
        Ok(())
    }

    async fn below_the_admin_bar(&self, post: u64) -> Result<()> {
        let browser = self.browser;
        browser.show_on(Screen::DESKTOP).await?;
        let outcome = async {
            logs_in(browser, self.site, "administrator").await?;
            self.opens(post).await?;
            self.scrolls().await?;
            self.is_whole().await?;
            browser
                .script("document.querySelector('[data-intimacy-explorer]').scrollIntoView(); scrollBy(0, 600)", vec![])
                .await?;
            let under = async || {
                let place = "return [document.querySelector('[data-intimacy-explorer]').getBoundingClientRect().top, document.querySelector('#wpadminbar').getBoundingClientRect().bottom]";
                let place: (f64, f64) = serde_json::from_value(browser.script(place, vec![]).await?)?;
                self.enters(0).await?;
                let top = browser
                    .script("return document.querySelector('[data-leave]').getBoundingClientRect().top", vec![])
                    .await?;
                browser.web().enter_default_frame().await?;
                let top = top.as_f64().unwrap_or_default() + place.0;
                Ok(top >= place.1 - 1.0 && top < 400.0)
            };
            browser.until("\"Leave\" stands below the admin bar, in the window", under).await
        };
        let outcome = outcome.await;
        browser.web().enter_default_frame().await?;
        browser.web().delete_all_cookies().await?;
        browser.show_on(Screen::PHONE).await?;
        outcome
    }

    async fn aligned(&self, post: u64) -> Result<()> {
        for screen in [Screen::PHONE, Screen::DESKTOP] {
            self.browser.show_on(screen).await?;
            self.opens(post).await?;
            self.scrolls().await?;
            self.is_whole().await?;
            let boxes = "const box = (css) => { const { left, right } = document.querySelector(css).getBoundingClientRect(); return [left, right]; };
                return [box('#above'), box('[data-intimacy-explorer]')]";
            let boxes: [[f64; 2]; 2] = serde_json::from_value(self.browser.script(boxes, vec![]).await?)?;
            picture(self.browser, self.site, &format!("page-{}", screen.width)).await?;
            let same = (0..2).all(|side| (boxes[0][side] - boxes[1][side]).abs() <= 1.0);
            ensure!(same, "at {} px the text spans {:?} and the frame {:?}", screen.width, boxes[0], boxes[1]);
        }
        self.browser.show_on(Screen::PHONE).await
    }

    async fn link(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        let same = "const frame = document.querySelector('[data-intimacy-explorer]'); const link = frame.parentNode.querySelector('a');
            return link.checkVisibility() && link.href === frame.src";
        let same = self.browser.script(same, vec![]).await?;
        ensure!(same == true, "there is no link to the frame");
        Ok(())
    }

    async fn narrow(&self, post: u64) -> Result<()> {
        self.browser.show_on(Screen { width: 320, ..Screen::PHONE }).await?;
        self.opens(post).await?;
        self.browser.script("document.querySelector('[data-intimacy-explorer]').style.width = '245px'", vec![]).await?;
        self.scrolls().await?;
        let height = self.is_whole().await;
        self.browser.show_on(Screen::PHONE).await?;
        let height = height?;
        ensure!(height < 40_000.0, "the frame is {height} px tall");
        Ok(())
    }

    async fn outline(&self, post: u64) -> Result<()> {
        self.opens(post).await?;
        self.scrolls().await?;
        self.browser.until_ready().await?;
        let style =
            "const style = document.createElement('style'); style.textContent = '*:focus{outline:3px solid red}';
            document.head.append(style);";
        self.browser.script(style, vec![]).await?;
        self.browser.press(&self.words.interface.begin).await?;
        let outline = "const one = document.querySelector('intimacy-explorer'); return [document.activeElement === one, getComputedStyle(one).outlineStyle]";
        let focused = async || Ok(self.browser.script(outline, vec![]).await? == json!([true, "none"]));
        self.browser.until("the element has the focus and no outline", focused).await
    }

    async fn before(&self, post: u64) -> Result<()> {
        let browser = self.browser;
        // The script of the element does not come.
        browser.cdp("Network.enable", json!({})).await?;
        browser.cdp("Network.setBlockedURLs", json!({ "urls": ["*one.js*"] })).await?;
        let outcome = async {
            self.opens(post).await?;
            let boxes = "const box = (css) => { const { left, right } = document.querySelector(css).getBoundingClientRect(); return [left, right]; };
                return [box('#above'), box('intimacy-explorer p'), document.querySelector('intimacy-explorer a').checkVisibility()]";
            let (above, own, link): ([f64; 2], [f64; 2], bool) =
                serde_json::from_value(browser.script(boxes, vec![]).await?)?;
            ensure!(
                link && (0..2).all(|side| (above[side] - own[side]).abs() <= 1.0),
                "the text spans {above:?} and the paragraph {own:?}"
            );
            Ok(())
        };
        let outcome = outcome.await;
        browser.cdp("Network.setBlockedURLs", json!({ "urls": [] })).await?;
        outcome
    }
}
