//! The article, and the explorer inside the app.

use anyhow::{Context, Result, ensure};
use e2e::Visitor;
use intimacy_explorer::content::{Factor, Issue, Page, Root, Step, Type, fill};
use serde_json::json;

use super::look;

/// The table of contents, the comparison, the help lines.
pub async fn the_article(visitor: &Visitor<'_>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    browser.find("h1").await?;

    let links = browser.find_all(".ie-toc a").await?;
    ensure!(links.len() == Page::SUBJECTS.len(), "{} links in the table of contents", links.len());
    for page in Page::SUBJECTS {
        let link = browser.control(words.title(page)).await?;
        let target = browser.attribute(&link, "href").await?.context("a link without a target")?;
        browser.click(&link).await?;
        let arrived = "
            const target = document.getElementById(arguments[0].slice(1));
            const { top } = target?.getBoundingClientRect() ?? {};
            return [target?.innerText, top >= 0 && top < innerHeight, location.hash === arguments[0]];";
        let seen = browser.script(arrived, vec![target.into()]).await?;
        ensure!(seen == json!([words.title(page), true, true]), "{page} leads to {seen}");
    }

    let table = "
        const table = document.querySelector('table.ie-comparison');
        return [table.caption.innerText, table.tHead.querySelectorAll('th[scope=col]').length, table.tBodies[0].rows.length,
            table.tBodies[0].querySelectorAll('th[scope=row]').length, getComputedStyle(table).display];";
    let rows = words.comparison.rows.len();
    let table = browser.script(table, vec![]).await?;
    ensure!(table == json!([words.comparison.caption, 3, rows, rows, "table"]), "the comparison: {table}");

    // Each row names its country and the service, and is high enough for touch. The reader's country comes first.
    let lines = "
        for (const country of document.querySelectorAll('.ie-article [data-country]')) country.open = true;
        return [...document.querySelectorAll('.ie-article a[href^=\"tel:\"]')]
            .map(row => [row.textContent, row.getBoundingClientRect().height >= 44]);";
    let lines = browser.script(lines, vec![]).await?;
    let here = visitor.country().await?.map(|country| country.code.clone());
    let mut countries: Vec<_> = words.support.countries.iter().collect();
    countries.sort_by_key(|country| Some(&country.code) != here.as_ref());
    let rows = countries.into_iter().flat_map(|country| country.lines.iter().map(move |line| (&country.name, line)));
    let rows = rows.filter(|(_, line)| !line.number.is_empty());
    let expected: Vec<_> =
        rows.map(|(country, line)| (format!("{country}: {} {}", line.name, line.number), true)).collect();
    ensure!(lines == json!(expected), "the help lines: {lines}");
    look(visitor, "the article").await
}

/// "Read it all on one page" leads back to the article.
pub async fn the_article_again(visitor: &Visitor<'_>) -> Result<()> {
    let words = &visitor.words.interface;
    visitor.presses(&words.nav_explore).await?;
    visitor.sees_screen(&words.explore_title).await?;
    visitor.presses(&words.whole_article).await?;
    visitor.browser.find(".ie-toc").await?;
    let top = "const { activeElement: at } = document, { top } = at.getBoundingClientRect();
        return at.matches('.ie-article .ie-title') && top >= 0 && top < innerHeight";
    visitor.browser.until_script("the reader is at its title", top).await?;
    visitor.reads_all(&[&visitor.words.overview.title]).await
}

/// The explorer's first page, the search, and a page of each kind.
pub async fn the_explorer(visitor: &Visitor<'_>) -> Result<()> {
    let (browser, words) = (visitor.browser, visitor.words);
    let names = &words.interface;
    visitor.presses(&names.nav_explore).await?;
    visitor.sees_screen(&names.explore_title).await?;
    look(visitor, "explore").await?;

    browser.press_first("#ie-search").await?;
    browser.type_keys("t").await?;
    browser.find(".ie-hits a").await?;
    browser.type_keys("rust").await?;
    let first = || async { browser.find(".ie-hits a").await?.text().await.context("no text") };
    browser.until("trust is found first", async || Ok(first().await? == words.factors.each.trust.name)).await?;
    let found = browser.find_all(".ie-hits a").await?.len();
    visitor.reads_all(&[&fill(&names.search_some, &[("count", &found.to_string())])]).await?;
    look(visitor, "search").await?;

    browser.type_keys("qq").await?;
    let none = fill(&names.search_none, &[("query", "trustqq")]);
    visitor.sees_status(&none).await?;
    look(visitor, "search without a result").await?;
    browser.type_keys(thirtyfour::Key::Escape).await?;
    browser.until("the list is back", async || Ok(!browser.find_all(".ie-tiles").await?.is_empty())).await?;

    let pages = [
        Page::Types,
        Page::Type(Type::Physical),
        Page::Factor(Factor::Safety),
        Page::Issue(Issue::Avoiding),
        Page::Root(Root::Vulnerability),
        Page::Step(Step::Time),
        Page::Benefits,
        Page::Comparison,
        Page::Support,
        Page::Questions,
    ];
    for page in pages {
        visitor.presses(words.title(page)).await?;
        visitor.sees_screen(words.title(page)).await?;
        look(visitor, &page.to_string()).await?;
        if let [related, ..] = words.related(page) {
            visitor.presses(words.title(*related)).await?;
            visitor.sees_screen(words.title(*related)).await?;
        }
        visitor.presses(&names.nav_explore).await?;
        visitor.sees_screen(&names.explore_title).await?;
    }
    visitor.presses(words.title(Page::Root(Root::Trauma))).await?;
    visitor.sees_screen(words.title(Page::Root(Root::Trauma))).await?;
    let up = fill(&names.up, &[("title", words.title(Page::Fear))]);
    visitor.presses(&up).await?;
    visitor.sees_screen(words.title(Page::Fear)).await
}
