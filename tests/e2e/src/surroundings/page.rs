//! Builds host pages: a surrounding with a wrapping inserted.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::{Change, Kind, SURROUNDINGS, Surrounding, Wrapping, kit};
use crate::{dist, root};

/// A package that a surrounding uses, from a line of `packages.txt`.
#[derive(Debug)]
pub struct Package {
    /// The name of its folder below `/kit/`.
    pub name: String,
    /// The name of the package.
    pub package: String,
    /// Its version.
    pub version: String,
}

/// All packages of `packages.txt`.
///
/// # Errors
/// When the file cannot be read.
pub fn packages() -> Result<Vec<Package>> {
    let file = root().join("tests/e2e/surroundings/packages.txt");
    let list = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let package = |line: &str| {
        let words: Vec<_> = line.split_whitespace().map(str::to_owned).collect();
        let [name, _, package, version, _]: [String; 5] =
            words.try_into().ok().with_context(|| format!("packages.txt: {line:?}"))?;
        Ok(Package { name, package, version })
    };
    lines.map(package).collect()
}

/// Separates the pages of a file. The visitor arrives at the first page, and the last one contains the explorer.
const THEN: &str = "<!-- then -->";

/// The pages of a cell.
pub struct Pages {
    /// The page where the visitor arrives, if it is not the page with the explorer.
    pub first: Option<String>,
    /// The page with the explorer.
    pub host: String,
    /// The controls that the visitor presses first.
    pub press_first: Vec<String>,
}

fn source(surrounding: &Surrounding) -> Result<String> {
    let file = root().join(format!("tests/e2e/surroundings/{}.html", surrounding.name));
    fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))
}

/// The names of the packages that a surrounding uses.
pub fn kits(surrounding: &Surrounding) -> Result<Vec<String>> {
    let source = source(surrounding)?;
    let mut names: Vec<_> = source.split("/kit/").skip(1).filter_map(|rest| rest.split('/').next()).collect();
    if surrounding.change == Change::Minify {
        names.push("minifier");
    }
    names.sort_unstable();
    names.dedup();
    Ok(names.into_iter().map(str::to_owned).collect())
}

/// Asserts that every surrounding has a file with a place for the explorer, and uses only listed packages.
///
/// # Errors
/// Names the missing part.
pub fn check() -> Result<()> {
    let listed: Vec<_> = packages()?.into_iter().map(|package| package.name).collect();
    for surrounding in &SURROUNDINGS {
        let page = source(surrounding)?;
        for place in ["{above}", "{here}", "{below}"] {
            ensure!(page.matches(place).count() == 1, "{}.html needs {place} once", surrounding.name);
        }
        let kits = kits(surrounding)?;
        let unlisted = kits.iter().find(|kit| !listed.contains(kit));
        ensure!(unlisted.is_none(), "{}.html names {unlisted:?}, which packages.txt does not", surrounding.name);
    }
    Ok(())
}

/// Builds the pages of a cell. `elsewhere` is the URL of the server of a frame from another origin.
pub fn pages(surrounding: &Surrounding, wrapping: &Wrapping, elsewhere: &str) -> Result<Pages> {
    let source = source(surrounding)?;
    let press_first = source.split("data-press-first=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let press_first = press_first.map(str::to_owned).collect();
    let (markup, scripts) = snippet(wrapping, elsewhere)?;
    let scripts = if surrounding.change == Change::Delay { delayed(&scripts) } else { scripts };
    let filled = |page: &str| {
        let page = page.replace("{above}", ABOVE).replace("{below}", BELOW);
        if page.contains("{scripts}") {
            page.replace("{here}", &markup).replace("{scripts}", &scripts)
        } else {
            page.replace("{here}", &format!("{markup}\n{scripts}"))
        }
    };
    let (first, host) = match source.split_once(THEN) {
        Some((first, host)) => (Some(filled(first.trim())), filled(host.trim())),
        None => (None, filled(source.trim())),
    };
    let host = if surrounding.change == Change::Minify { minified(&host)? } else { host };
    Ok(Pages { first, host, press_first })
}

/// The content above the explorer. It is long enough that the app does not load before a person scrolls.
const ABOVE: &str = "<h1>Calm Rooms</h1>
<p>We are a small practice. There is tea, a window and no hurry.</p>
<p><label>Search this site <input id=\"q\" type=\"search\" name=\"q\"></label></p>
<h2>Our rooms</h2><p>The house lies behind the library, two minutes from the station.</p>
<div style=\"height:2400px\"></div>
<h2>How close are you?</h2>";

/// The content below the explorer.
const BELOW: &str = "<h2>Opening hours</h2><p>Write or ring, and somebody answers on the same day.</p>
<div style=\"height:600px\"></div><p>Calm Rooms, 1 Library Lane</p>";

/// The fallback paragraph in the element, as in the guide.
pub const FALLBACK: &str = "Closeness, and where to find help";

/// The code that an owner pastes: markup and scripts.
fn snippet(wrapping: &Wrapping, elsewhere: &str) -> Result<(String, String)> {
    let paragraph = format!("<p>{FALLBACK}: call your local emergency number if you are in danger.</p>");
    let element = format!("<intimacy-explorer country=\"US\">{paragraph}</intimacy-explorer>");
    let frame = |origin: &str, sandbox: &str| {
        let markup = format!(
            "<iframe data-intimacy-explorer src=\"{origin}/embed/frame.html\" title=\"What closeness means to you\" {sandbox} \
             width=\"100%\" height=\"700\" style=\"border: 0\" loading=\"lazy\"></iframe>"
        );
        (markup, format!("<script src=\"{origin}/embed/frame.js\" defer></script>"))
    };
    const SEAL: &str = "sandbox=\"allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation\"";
    Ok(match wrapping.kind {
        Kind::Element => (element, "<script type=\"module\" src=\"/embed/intimacy-explorer.js\"></script>".to_owned()),
        Kind::OneFile => (element, "<script src=\"/embed/intimacy-explorer.one.js\" defer></script>".to_owned()),
        Kind::Article => {
            let article = fs::read_to_string(dist()?.join("embed/article.html")).context("no article to paste")?;
            let at = article.rfind("<script").context("the article to paste has no script")?;
            let beside = |text: &str| text.replace("\"intimacy-explorer.", "\"/embed/intimacy-explorer.");
            (beside(&article[..at]), beside(&article[at..]))
        }
        Kind::SealedFrame => frame("", SEAL),
        Kind::FrameFromElsewhere => frame(elsewhere, ""),
    })
}

/// Delays scripts as optimizer plugins do: their type is unknown to browsers until a script of the page changes it.
fn delayed(scripts: &str) -> String {
    let scripts = scripts.replace("type=\"module\" ", "data-type=\"module\" ");
    scripts.replace("<script ", "<script type=\"text/later\" ").replace(" src=\"", " data-src=\"")
}

/// The options of the minifier: all that common plugins switch on.
const MINIFY: &str = "
    // The single-file package is made for browsers, and reads these globals at its start.
    globalThis.XMLHttpRequest = class { open() {} };
    globalThis.location = { protocol: 'http:', search: '', href: 'http://localhost/' };
    const file = process.argv[1] + '/dist/htmlminifier.umd.bundle.min.js';
    const found = {};
    new Function('exports', 'module', require('fs').readFileSync(file, 'utf8'))(found, {});
    const { minify } = found;
    let page = '';
    process.stdin.on('data', (part) => (page += part)).on('end', async () => {
        process.stdout.write(await minify(page, {
            collapseBooleanAttributes: true, collapseWhitespace: true, decodeEntities: true, minifyCSS: true, minifyJS: true,
            removeAttributeQuotes: true, removeComments: true, removeEmptyAttributes: true, removeOptionalTags: true,
            removeRedundantAttributes: true, removeScriptTypeAttributes: true, sortAttributes: true, sortClassName: true,
            useShortDoctype: true,
        }));
    });";

/// Minifies the whole page with html-minifier-terser.
fn minified(page: &str) -> Result<String> {
    let kit = kit().context("no folder of packages")?.join("minifier");
    let mut node = Command::new("node");
    node.args(["-e", MINIFY]).arg(&kit).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut node = processes::spawn(&mut node).context("the minifier needs Node")?;
    // The script reads all input before it writes output.
    node.stdin.take().context("no way into the minifier")?.write_all(page.as_bytes())?;
    let output = node.wait_with_output().context("lost the minifier")?;
    ensure!(output.status.success(), "the minifier failed");
    String::from_utf8(output.stdout).context("the minifier gave no text")
}
