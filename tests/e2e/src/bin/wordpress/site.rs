//! A running WordPress.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use e2e::{Group, root};
use serde_json::Value;

/// A WordPress with PHP's own web server. It ends when this is dropped.
pub struct Site {
    folder: PathBuf,
    port: u16,
    _server: Group,
    /// Its version, such as `6.1.9`.
    pub version: String,
    /// Its themes: the name, and `block` or `classic`.
    pub themes: Vec<(String, String)>,
}

fn php() -> Command {
    Command::new(std::env::var_os("PHP").unwrap_or_else(|| "php".into()))
}

impl Site {
    /// Installs the WordPress in the folder, and starts it.
    pub async fn start(folder: &Path) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let url = format!("http://127.0.0.1:{port}");
        for made in ["database", "plugins/intimacy-explorer", "cache", "uploads", "upgrade"] {
            let _ = fs::remove_dir_all(folder.join("wp-content").join(made));
        }
        let _ = fs::remove_file(folder.join("wp-content/debug.log"));
        let _ = fs::remove_file(folder.join("wp-content/optimise"));
        let mut setup = php();
        setup.arg(root().join("tests/e2e/wordpress/setup.php")).arg(folder).env("WP_URL", &url);
        let said = output(&mut setup)?;
        let mut lines = said.lines();
        let version = lines.next().context("setup.php said nothing")?.to_owned();
        let themes = lines.filter_map(|line| line.split_once(' '));
        let themes = themes.map(|(name, kind)| (name.to_owned(), kind.to_owned())).collect();
        let mut server = php();
        server.args(["-S", &format!("127.0.0.1:{port}"), "-t"]).arg(folder).env("WP_URL", &url);
        server.env("PHP_CLI_SERVER_WORKERS", "4").stdout(Stdio::null());
        let server = Group::start(&mut server)?;
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            ensure!(start.elapsed() < Duration::from_secs(20), "PHP's web server does not answer");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(Self { folder: folder.to_owned(), port, _server: server, version, themes })
    }

    /// The address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The address of a post.
    pub fn post(&self, id: u64) -> String {
        self.url(&format!("/?p={id}"))
    }

    /// Runs `ask.php`.
    pub fn ask(&self, words: &[&str]) -> Result<Value> {
        let mut ask = php();
        ask.arg(root().join("tests/e2e/wordpress/ask.php")).arg(&self.folder).args(words);
        let said = output(ask.env("WP_URL", self.url("")))?;
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
