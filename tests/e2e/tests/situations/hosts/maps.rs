//! The maps of other people in the storage, while a host page gets in the way of the explorer.

use anyhow::{Result, ensure};
use e2e::{Browser, Case, Server, Situation, Wish, dist, neighbours, situation};

use super::app::TRANSLATES;
use super::{answers_beside_neighbours, filled};

/// The situations of this module.
pub const SITUATIONS: &[Situation] =
    &[situation!(no_page_changes_the_maps_of_others, holds: ["F29", "F30", "F31", "F32", "F33", "F34", "F36"])];

/// What a page does before and after a map is begun beside the maps of others.
struct Page {
    name: &'static str,
    body: &'static str,
    /// Runs before all other scripts of the page.
    first: &'static str,
    /// Runs when the app is there.
    then: &'static str,
    /// Runs when the first answer is saved.
    last: &'static str,
}

const PLAIN: Page = Page { name: "", body: "{element}{loader}", first: "", then: "", last: "" };

async fn no_page_changes_the_maps_of_others(case: &Case) -> Result<()> {
    let browser = case.browser(Wish::default()).await?;
    let away = "
        const element = document.querySelector('intimacy-explorer');
        element.replaceWith(document.createElement('hr'));
        setTimeout(() => document.querySelector('hr').replaceWith(element));";
    let pages = [
        Page {
            name: "a reset shows what is hidden",
            body: "<style>[hidden] { display: block } * { all: revert; position: static }</style>{element}{loader}",
            ..PLAIN
        },
        Page { name: "a form around everything", body: "<form action=\"/post\">{element}{loader}</form>", ..PLAIN },
        Page { name: "no end tag", body: "<intimacy-explorer loading=\"eager\">{loader}<h2>Hours</h2>", ..PLAIN },
        Page {
            name: "a late script",
            body: "{element}<script>setTimeout(() => {
                const script = document.createElement('script');
                script.type = 'module';
                script.src = '/embed/intimacy-explorer.js';
                document.head.append(script);
            }, 300)</script>",
            ..PLAIN
        },
        Page {
            name: "handlers and a question on leaving",
            body: "{element}{loader}<script>
                addEventListener('beforeunload', (event) => event.preventDefault());
                for (const what of ['pointerdown', 'keydown']) addEventListener(what, (event) => event.stopPropagation(), true);
            </script>",
            last: "document.querySelector('intimacy-explorer').shadowRoot.querySelector('.ie-leave a').click()",
            ..PLAIN
        },
        Page { name: "a translator", then: TRANSLATES, ..PLAIN },
        Page { name: "a page swap", then: away, last: away, ..PLAIN },
        Page {
            name: "no printing, and put out of memory",
            first: "window.print = undefined; Object.defineProperty(document, 'wasDiscarded', { value: true });",
            ..PLAIN
        },
    ];
    for page in &pages {
        changes_no_map(&browser, page).await.map_err(|error| error.context(page.name))?;
    }
    Ok(())
}

async fn changes_no_map(browser: &Browser, page: &Page) -> Result<()> {
    let server = Server::start(dist()?).await?;
    server.before_each_page(page.first);
    server.page("/host", &filled(page.body)?, &[]);
    neighbours::plant(browser, &server).await?;
    browser.open(&server.url("/host")).await?;
    browser.until_ready().await?;
    browser.script(page.then, vec![]).await?;
    answers_beside_neighbours(browser).await?;
    browser.script(page.last, vec![]).await?;
    neighbours::are_unchanged(browser, &server).await?;
    let records = browser.script("return localStorage.length", vec![]).await?.as_u64();
    let own = records.unwrap_or_default().saturating_sub(neighbours::count() as u64);
    // The subject and the first answer of the new map, at least.
    ensure!(own >= 2, "{own} records of the new map");
    Ok(())
}
