//! The admin pages: as administrator, editor and author.

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Wish, dist};
use serde_json::{Value, json};

use super::report::Report;
use super::site::Site;

/// What the walk sets for the whole site.
pub const PRACTICE: &str = "Calm Rooms & \"Co\" $1";
pub const EXIT: &str = "https://example.org/away";
/// The own words that the walk sets. The second ones also contain markup that the plugin removes.
pub const WELCOME: &str = "Welcome, & come in.\n\nWe are <strong>here</strong>.";
pub const AFTERWARDS: &str = "Would you like to <a href=\"/book\">talk about it</a>?";

/// Installs and configures the plugin, and writes posts with it.
pub async fn walk(site: &Site, report: &mut Report) -> Result<()> {
    let browser = Browser::start(Engine::Chromium, Wish::default()).await?;
    report.browser = browser.version();
    report.column(format!("{}, admin pages", site.version));
    logs_in(&browser, site, "administrator").await?;
    report.add(
        "administrator: uploads the zip file and activates the plugin",
        uploads(&browser, site, "/wp-admin").await,
    );
    report
        .add("administrator: saves the settings; a value that cannot be used is reported", sets(&browser, site).await);
    for (who, what) in [
        ("administrator", "administrator: adds the block with a setting of its own, and publishes"),
        ("editor", "editor: the same"),
        ("author", "author: the same"),
    ] {
        logs_in(&browser, site, who).await?;
        report.add(what, publishes(&browser, site).await);
    }
    report.add("author: writes the shortcode in the classic editor, switches its modes, and saves again", {
        site.optimise("classic")?;
        let outcome = writes_in_the_classic_editor(&browser, site).await;
        site.optimise("")?;
        outcome
    });
    report.add("editor: saves an author's post again, and nothing is lost", saves_again(&browser, site).await);
    Ok(())
}

/// Deletes the plugin, and looks for what is left.
pub async fn removes(site: &Site, report: &mut Report) -> Result<()> {
    let browser = Browser::start(Engine::Chromium, Wish::default()).await?;
    report.column(format!("{}, admin pages", site.version));
    logs_in(&browser, site, "administrator").await?;
    report.add(
        "administrator: deletes the plugin, and nothing that it stored is left",
        deletes(&browser, site, "/wp-admin", &json!(["intimacy_explorer"])).await,
    );
    report.add("PHP reports no error or warning of the plugin", complaints(site));
    Ok(())
}

/// Fails if PHP has complained about the plugin.
pub fn complaints(site: &Site) -> Result<()> {
    let complaints = site.complaints();
    ensure!(complaints.is_empty(), "{}", complaints.join("; "));
    Ok(())
}

/// Saves a screenshot to the folder in the variable `PICTURES`, if it is set.
pub async fn picture(browser: &Browser, site: &Site, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("PICTURES") else { return Ok(()) };
    let file = std::path::Path::new(&folder).join(format!("{}-{name}.png", site.version));
    std::fs::write(&file, browser.picture().await?).with_context(|| format!("no {}", file.display()))
}

pub async fn logs_in(browser: &Browser, site: &Site, who: &str) -> Result<()> {
    // A page with unsaved changes would ask before it goes.
    browser.open("about:blank").await?;
    browser.open(&site.url("/wp-login.php")).await?;
    browser.web().delete_all_cookies().await.context("the cookies stay")?;
    browser.open(&site.url("/wp-login.php")).await?;
    let fill = "document.querySelector('#user_login').value = document.querySelector('#user_pass').value = arguments[0]; \
                document.querySelector('#wp-submit').click()";
    browser.script(fill, vec![who.into()]).await?;
    browser.until_script(&format!("{who} is logged in"), "return !!document.querySelector('#wpadminbar')").await
}

/// Uploads the zip file and activates the plugin, in the admin pages of a site or of a network.
pub async fn uploads(browser: &Browser, site: &Site, admin: &str) -> Result<()> {
    browser.open(&site.url(&format!("{admin}/plugin-install.php?tab=upload"))).await?;
    let zip = dist()?.join("wordpress/intimacy-explorer.zip");
    let field = browser.find("#pluginzip").await?;
    field.send_keys(zip.to_string_lossy().into_owned()).await?;
    browser.press_first("#install-plugin-submit").await?;
    let activate = browser.find("a.button-primary[href*='action=activate']").await?;
    browser.click(&activate).await?;
    let active =
        "return !!document.querySelector('tr.active[data-plugin=\"intimacy-explorer/intimacy-explorer.php\"]')";
    browser.until_script("the plugin is active", active).await
}

async fn sets(browser: &Browser, site: &Site) -> Result<()> {
    let page = site.url("/wp-admin/options-general.php?page=intimacy-explorer");
    browser.open(&page).await?;
    let fill = "for (const [name, value] of Object.entries(arguments[0])) {
            const field = document.querySelector(`[name='intimacy_explorer${name}']`);
            if (!field) throw new Error(`no field ${name}`);
            field.value = value;
        }
        document.querySelector('[name=\"intimacy_explorer[hide][]\"][value=fear]').checked = true;
        document.querySelector('#submit').click();";
    let values = json!({ "[country]": "IE", "[practice]": PRACTICE, "[contact]": "/contact", "[exit-page]": EXIT,
        "[help-lines]": "Our line: 555 0100", "[storage-name]": "Not A Name", "[own][start]": WELCOME,
        "[own][result]": format!("{AFTERWARDS} <img src=x onerror=alert(1)><script>alert(1)</script>") });
    browser.script(fill, vec![values]).await?;
    browser.until_script("the bad value is reported", "return !!document.querySelector('.notice-error')").await?;
    let said = browser.script("return document.querySelector('.notice-error').innerText ?? ''", vec![]).await?;
    ensure!(said.as_str().is_some_and(|said| said.contains("storage-name")), "the bad value is not reported: {said}");
    let stored = site.ask(&["option"])?;
    let wanted = json!({ "way": "frame", "country": "IE", "practice": PRACTICE, "contact": "/contact",
        "help-lines": "Our line: 555 0100", "hide": "fear", "exit-page": EXIT,
        // A form sends a line end as two characters, and WordPress stores `&` as an entity.
        "own": { "start": WELCOME.replace('\n', "\r\n").replace('&', "&amp;"), "result": format!("{AFTERWARDS} alert(1)") } });
    ensure!(stored == wanted, "stored is {stored}");
    // A page that shows other values than are stored would change them when it is saved again.
    browser.open(&page).await?;
    let words = "return document.querySelector('#intimacy-explorer-own-start').value";
    let words = browser.script(words, vec![]).await?;
    ensure!(words == WELCOME, "the field for the welcome shows {words}");
    browser.script("document.querySelector('#submit').click()", vec![]).await?;
    browser
        .until_script("the settings are saved", "return !!document.querySelector('#setting-error-settings_updated')")
        .await?;
    picture(browser, site, "settings").await?;
    let again = site.ask(&["option"])?;
    ensure!(again == wanted, "saved again, stored is {again}");
    Ok(())
}

/// The document of the editor's canvas: a frame in newer versions.
const CANVAS: &str =
    "const canvas = document.querySelector('iframe[name=\"editor-canvas\"]')?.contentDocument ?? document;";

async fn publishes(browser: &Browser, site: &Site) -> Result<()> {
    browser.open(&site.url("/wp-admin/post-new.php")).await?;
    let ready = "return !!(window.wp?.data?.select('core/block-editor') && wp.blocks?.getBlockType('intimacy-explorer/explorer') \
                 && wp.data.select('core/editor').getCurrentPostId())";
    browser.until_script("the editor knows the block", ready).await?;
    // The welcome covers the editor.
    browser
        .script(
            "const { dispatch } = wp.data;
            for (const scope of ['core/edit-post', 'core']) dispatch('core/preferences')?.set(scope, 'welcomeGuide', false);
            dispatch('core/editor').editPost({ title: 'Closeness' });
            const block = wp.blocks.createBlock('intimacy-explorer/explorer');
            dispatch('core/block-editor').insertBlocks([block]);
            dispatch('core/block-editor').selectBlock(block.clientId);
            for (const store of ['core/edit-post', 'core/editor']) dispatch(store)?.openGeneralSidebar?.('edit-post/block');",
            vec![],
        )
        .await?;
    let shown = format!(
        "{CANVAS} return !!canvas.querySelector('.wp-block-intimacy-explorer-explorer .components-placeholder, .components-placeholder.wp-block-intimacy-explorer-explorer')"
    );
    browser.until_script("the block shows its placeholder", &shown).await?;
    let text = format!("{CANVAS} return canvas.querySelector('[data-type=\"intimacy-explorer/explorer\"]').innerText");
    let text = browser.script(&text, vec![]).await?;
    ensure!(text.as_str().is_some_and(|text| text.contains("Sealed frame")), "the placeholder says {text}");
    browser.press("Settings of this block").await?;
    let label = "const label = [...document.querySelectorAll('label')].find((one) => one.textContent === 'Practice');
        return document.getElementById(label?.htmlFor)?.id ?? null";
    let id = browser.until_some("the field for the practice", async || {
        Ok(browser.script(label, vec![]).await?.as_str().map(str::to_owned))
    });
    let field = browser.find(&format!("[id=\"{}\"]", id.await?)).await?;
    browser.click(&field).await?;
    browser.type_keys("Quiet & Rooms").await?;
    picture(browser, site, "editor").await?;
    saves(browser).await?;
    let id = browser.script("return wp.data.select('core/editor').getCurrentPostId()", vec![]).await?;
    let id = id.as_u64().context("the post has no id")?;
    let content = site.ask(&["content", &id.to_string()])?;
    // WordPress stores `&` as an entity if the user may not write every HTML.
    let wanted = ["\\u0026", "\\u0026amp;"]
        .map(|and| format!("<!-- wp:intimacy-explorer/explorer {{\"practice\":\"Quiet {and} Rooms\"}} /-->"));
    ensure!(wanted.iter().any(|wanted| content == **wanted), "stored is {content}");
    // The editor must find its own block again.
    browser.open(&site.url(&format!("/wp-admin/post.php?post={id}&action=edit"))).await?;
    let valid = "const all = window.wp?.data?.select('core/block-editor')?.getBlocks() ?? [];
        return all.length === 1 && all[0].isValid && all[0].name === 'intimacy-explorer/explorer' && /^Quiet &(amp;)? Rooms$/.test(all[0].attributes.practice)";
    browser.until_script("the editor finds the block again", valid).await?;
    browser.open(&site.post(id)).await?;
    browser.find("[data-intimacy-explorer]").await?.enter_frame().await?;
    let practice = "return document.querySelector('intimacy-explorer')?.getAttribute('practice') ?? null";
    let practice = browser.script(practice, vec![]).await?;
    browser.web().enter_default_frame().await?;
    ensure!(practice == "Quiet & Rooms", "the practice on the page is {practice}");
    Ok(())
}

/// Saves the post of the block editor, published.
async fn saves(browser: &Browser) -> Result<()> {
    browser
        .script(
            "window.saved = undefined;
            wp.data.dispatch('core/editor').editPost({ status: 'publish' });
            wp.data.dispatch('core/editor').savePost().then(() => (window.saved = true), (error) => (window.saved = String(error)));",
            vec![],
        )
        .await?;
    browser
        .until("the post is saved", async || Ok(!browser.script("return window.saved", vec![]).await?.is_null()))
        .await?;
    let fine = browser.script("return wp.data.select('core/editor').didPostSaveRequestSucceed()", vec![]).await?;
    ensure!(fine == Value::Bool(true), "the post is not saved");
    Ok(())
}

const SHORTCODE: &str = "[intimacy_explorer way=\"element\" practice=\"Quiet Rooms\"]";

async fn writes_in_the_classic_editor(browser: &Browser, site: &Site) -> Result<()> {
    logs_in(browser, site, "author").await?;
    browser.open(&site.url("/wp-admin/post-new.php")).await?;
    browser.find("#title").await?;
    let write = "document.querySelector('#title').value = 'Closeness';
        window.switchEditors?.go('content', 'html');
        document.querySelector('#content').value = arguments[0];
        document.querySelector('#publish').click();";
    browser.script(write, vec![SHORTCODE.into()]).await?;
    let saved = "return new URLSearchParams(location.search).get('action') === 'edit' ? document.querySelector('#post_ID').value : null";
    let id = browser.until_some("the post is published", async || {
        Ok(browser.script(saved, vec![]).await?.as_str().map(str::to_owned))
    });
    let id = id.await?;
    // Saved again as the visual editor has it, once that has removed the marks of the selection.
    browser.script("window.switchEditors?.go('content', 'tmce')", vec![]).await?;
    let ready = "const editor = window.tinymce?.get('content'); const text = editor?.initialized ? editor.getBody().innerHTML : '';
        return text.includes('intimacy_explorer') && !text.includes('mce_SELRES')";
    browser.until_script("the visual editor shows the shortcode", ready).await?;
    browser.script("window.saving = true; document.querySelector('#publish').click()", vec![]).await?;
    browser
        .until_script(
            "the post is saved again",
            "return window.saving === undefined && !!document.querySelector('#message')",
        )
        .await?;
    let content = site.ask(&["content", &id])?;
    ensure!(content == SHORTCODE, "stored is {content}");
    Ok(())
}

async fn saves_again(browser: &Browser, site: &Site) -> Result<()> {
    let content = "<!-- wp:paragraph -->\n<p>Before</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:intimacy-explorer/explorer {\"way\":\"element\"} /-->";
    let id = site.writes("By an author", content)?;
    logs_in(browser, site, "editor").await?;
    browser.open(&site.url(&format!("/wp-admin/post.php?post={id}&action=edit"))).await?;
    let there = "return window.wp?.data?.select('core/block-editor')?.getBlocks().length === 2";
    browser.until_script("the blocks are in the editor", there).await?;
    browser.script("wp.data.dispatch('core/editor').editPost({ title: 'Again' })", vec![]).await?;
    saves(browser).await?;
    let now = site.ask(&["content", &id.to_string()])?;
    ensure!(now == content, "stored is {now}");
    Ok(())
}

/// Deletes the plugin in the admin pages of a site or of a network. `stored` is what is stored until then.
pub async fn deletes(browser: &Browser, site: &Site, admin: &str, stored: &Value) -> Result<()> {
    let before = site.ask(&["stored"])?;
    ensure!(before == *stored, "stored is {before}");
    browser.open(&site.url(&format!("{admin}/plugins.php"))).await?;
    browser.press_first("#deactivate-intimacy-explorer").await?;
    browser.find("#delete-intimacy-explorer").await?;
    browser
        .script("window.confirm = () => true; document.querySelector('#delete-intimacy-explorer').click()", vec![])
        .await?;
    browser
        .until("nothing is stored", async || Ok(site.ask(&["stored"])? == json!([])))
        .await
        .with_context(|| format!("stored is {:?}", site.ask(&["stored"])))
}
