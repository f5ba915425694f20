//! Takes the README's screenshots into docs/: `cargo xtask screens [NAME…]`.

use std::fs;

use anyhow::{Context, Result, ensure};
use e2e::{Browser, Screen, Server, Wish, root, site};

/// A picture: what it is called, on what, and how to get there.
struct Scene {
    name: &'static str,
    screen: Screen,
    dark: bool,
    way: Way,
}

/// What a person does before the picture is taken.
enum Way {
    /// Nothing: the page as it opens, the app being ready.
    Opened,
}

const SCENES: [Scene; 4] = [
    Scene { name: "phone-light", screen: Screen::PHONE, dark: false, way: Way::Opened },
    Scene { name: "phone-dark", screen: Screen::PHONE, dark: true, way: Way::Opened },
    Scene { name: "desktop-light", screen: Screen::DESKTOP, dark: false, way: Way::Opened },
    Scene { name: "desktop-dark", screen: Screen::DESKTOP, dark: true, way: Way::Opened },
];

#[tokio::main]
async fn main() -> Result<()> {
    let wanted: Vec<_> = std::env::args().skip(1).collect();
    for name in &wanted {
        ensure!(SCENES.iter().any(|scene| scene.name == name), "there is no scene {name:?}");
    }
    let folder = root().join("docs");
    fs::create_dir_all(&folder).context("cannot make docs/")?;
    let server = Server::start(site()?).await?;
    for scene in SCENES.iter().filter(|scene| wanted.is_empty() || wanted.iter().any(|name| name == scene.name)) {
        let browser = Browser::start(Wish { screen: scene.screen, dark: scene.dark, ..Wish::default() }).await?;
        browser.open(&server.url("/")).await?;
        go(&browser, &scene.way).await.context(scene.name)?;
        let path = folder.join(format!("{}.png", scene.name));
        fs::write(&path, browser.picture().await?).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

async fn go(browser: &Browser, way: &Way) -> Result<()> {
    match way {
        Way::Opened => browser.until_ready().await,
    }
}
