//! A running WordPress.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use e2e::{Group, root};
use serde_json::Value;

/// The host of the first site, and of the second one of a network.
const FIRST: &str = "127.0.0.1";
pub const SECOND: &str = "localhost";

/// The variable that tells the configuration that WordPress is a network.
const NETWORK: (&str, &str) = ("WP_NETWORK", "1");

/// A WordPress with PHP's own web server. It ends when this is dropped.
#[derive(Clone)]
pub struct Site {
    folder: PathBuf,
    host: &'static str,
    port: u16,
    is_network: bool,
    _server: Arc<Group>,
    /// Its version, such as `6.1.9`.
    pub version: String,
    /// Its themes: the name, and `block` or `classic`.
    pub themes: Vec<(String, String)>,
}

/// PHP with one of the scripts in `tests/e2e/wordpress`, for the WordPress in a folder. `url` is its first site.
fn php(script: &str, folder: &Path, url: &str) -> Command {
    let mut php = Command::new(std::env::var_os("PHP").unwrap_or_else(|| "php".into()));
    php.arg(root().join("tests/e2e/wordpress").join(script)).arg(folder).env("WP_URL", url);
    php
}

impl Site {
    /// Installs the WordPress in the folder, and starts it.
    pub async fn start(folder: &Path) -> Result<Self> {
        Self::begin(folder, false).await
    }

    /// Installs the WordPress in the folder as a network of two sites, and starts it.
    pub async fn network(folder: &Path) -> Result<Self> {
        let site = Self::begin(folder, true).await?;
        let second = format!("{SECOND}:{}", site.port);
        ensure!(site.ask(&["site", &second])? == 2, "no second site was made");
        Ok(site)
    }

    async fn begin(folder: &Path, is_network: bool) -> Result<Self> {
        let port = TcpListener::bind((FIRST, 0))?.local_addr()?.port();
        let url = format!("http://{FIRST}:{port}");
        for made in ["database", "plugins/intimacy-explorer", "cache", "uploads", "upgrade"] {
            let _ = fs::remove_dir_all(folder.join("wp-content").join(made));
        }
        let _ = fs::remove_file(folder.join("wp-content/debug.log"));
        let _ = fs::remove_file(folder.join("wp-content/optimise"));
        let said = output(&mut php("setup.php", folder, &url))?;
        let mut lines = said.lines();
        let version = lines.next().context("setup.php said nothing")?.to_owned();
        let themes = lines.filter_map(|line| line.split_once(' '));
        let themes = themes.map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect();
        if is_network {
            output(&mut php("network.php", folder, &url))?;
        }
        let mut server = Command::new(std::env::var_os("PHP").unwrap_or_else(|| "php".into()));
        server.args(["-S", &format!("{FIRST}:{port}"), "-t"]).arg(folder).env("WP_URL", &url);
        server.envs(is_network.then_some(NETWORK)).env("PHP_CLI_SERVER_WORKERS", "4").stdout(Stdio::null());
        let server = Arc::new(Group::start(&mut server)?);
        let start = Instant::now();
        while TcpStream::connect((FIRST, port)).is_err() {
            ensure!(start.elapsed() < Duration::from_secs(20), "PHP's web server does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(Self { folder: folder.to_owned(), host: FIRST, port, is_network, _server: server, version, themes })
    }

    /// The site of the same network at another host.
    pub fn on(&self, host: &'static str) -> Self {
        Self { host, ..self.clone() }
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}:{}{path}", self.host, self.port)
    }

    /// The address of a post.
    pub fn post(&self, id: u64) -> String {
        self.url(&format!("/?p={id}"))
    }

    /// Runs `ask.php`.
    pub fn ask(&self, words: &[&str]) -> Result<Value> {
        let mut ask = php("ask.php", &self.folder, &self.on(FIRST).url(""));
        ask.env("WP_HOST", format!("{}:{}", self.host, self.port)).envs(self.is_network.then_some(NETWORK)).args(words);
        let said = output(&mut ask)?;
        serde_json::from_str(&said).with_context(|| format!("ask.php {words:?} said {said:?}"))
    }

    /// Writes a post as an author, and returns its id.
    pub fn writes(&self, title: &str, content: &str) -> Result<u64> {
        self.ask(&["post", title, content])?.as_u64().context("no post was made")
    }

    /// Changes what the optimiser does. An empty name switches it off.
    pub fn optimise(&self, how: &str) -> Result<()> {
        fs::write(self.folder.join("wp-content/optimise"), how).context("cannot tell the optimiser")
    }

    /// The errors of PHP that name the plugin.
    pub fn complaints(&self) -> Vec<String> {
        let log = fs::read_to_string(self.folder.join("wp-content/debug.log")).unwrap_or_default();
        log.lines().filter(|line| line.contains("intimacy")).map(str::to_owned).collect()
    }
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output().context("cannot start PHP")?;
    if !output.status.success() {
        bail!("PHP failed: {} {}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
