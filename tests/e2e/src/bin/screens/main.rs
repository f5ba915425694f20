//! Takes the screenshots of the documentation into docs/screens/: `cargo xtask screens [NAME…]`. The name `guide` stands
//! for the pictures of the guide for plain HTML. Those of WordPress come from `cargo xtask wordpress --write`.

mod guide;

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Engine, Part, Screen, Server, Visitor, Wish, root, site, words};
use intimacy_explorer::content::{Subject, Type};

/// A screenshot: its name, its screen, and the steps before it.
struct Scene {
    name: &'static str,
    screen: Screen,
    dark: bool,
    way: Way,
}

/// The steps before a screenshot is taken.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    /// Opens the page until the app is ready.
    Opened,
    /// Continues to the first set, and chooses Most and Least.
    Set,
    /// Continues to the closeness map, with answers by one ranking.
    Map,
}

const SCENES: [Scene; 5] = [
    Scene { name: "article-phone", screen: Screen::PHONE, dark: false, way: Way::Opened },
    Scene { name: "set-phone", screen: Screen::PHONE, dark: false, way: Way::Set },
    Scene { name: "set-phone-dark", screen: Screen::PHONE, dark: true, way: Way::Set },
    Scene { name: "result-phone", screen: Screen::PHONE, dark: false, way: Way::Map },
    Scene { name: "result-desktop", screen: Screen::DESKTOP, dark: false, way: Way::Map },
];

/// The name of the walk that follows the guide.
const GUIDE: &str = "guide";

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    let wanted: Vec<_> = std::env::args().skip(1).collect();
    for name in &wanted {
        ensure!(name == GUIDE || SCENES.iter().any(|scene| scene.name == name), "there is no scene {name:?}");
    }
    let folder = root().join("docs/screens");
    fs::create_dir_all(&folder).context("cannot make docs/screens/")?;
    if wanted.is_empty() || wanted.iter().any(|name| name == GUIDE) {
        guide::walk().await.context(GUIDE)?;
    }
    let server = Server::start(site()?).await?;
    for scene in SCENES.iter().filter(|scene| wanted.is_empty() || wanted.iter().any(|name| name == scene.name)) {
        let browser =
            Browser::start(Engine::Chromium, Wish { screen: scene.screen, dark: scene.dark, ..Wish::default() })
                .await?;
        go(&browser, &server, scene.way).await.context(scene.name)?;
        let path = folder.join(format!("{}.png", scene.name));
        fs::write(&path, browser.picture().await?).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

async fn go(browser: &Browser, server: &Server, way: Way) -> Result<()> {
    let words = words()?;
    let visitor = Visitor::arrives(browser, &words, server).await?;
    if way == Way::Opened {
        return Ok(());
    }
    visitor.begins(Subject::Friend, false).await?;
    visitor.sees_question(Part::Closeness, 2, 20).await?;
    if way == Way::Set {
        visitor.most(1).await?.click().await?;
        visitor.least(3).await?.click().await?;
        return Ok(());
    }
    // Two types are close together, so that the map shows the shape around both.
    for number in 2..7 {
        visitor.sees_question(Part::Closeness, number, 20).await?;
        let near = [Type::Emotional, Type::Experiential];
        let rest = [Type::Physical, Type::Intellectual, Type::Spiritual];
        let (first, second) = (near[number % 2], near[(number + 1) % 2]);
        visitor.ranks_types(&[first, second, rest[0], rest[1], rest[2]]).await?;
    }
    visitor.presses(&words.interface.so_far).await?;
    visitor.sees_screen(&words.result.title).await
}
