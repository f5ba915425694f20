//! Tests updates with real servers and the shipped header files: `cargo xtask deploys [--engines LIST]`.
//!
//! nginx and Apache serve the page from a folder with the configuration files in `dist/site`. This program tests what
//! depends on the headers of a server and on the browser's cache. The tests in `deploys/` cover what depends only on
//! the service worker.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};

use anyhow::{Context, Result, ensure};
use e2e::deploy::{Version, until_stored};
use e2e::{Browser, Engine, Wish, engines};
use serde_json::json;
use tempfile::TempDir;

/// A local server with its own folder.
struct Site {
    kind: &'static str,
    folder: TempDir,
    address: String,
    child: Child,
}

impl Drop for Site {
    fn drop(&mut self) {
        // Apache's main process ends the others when it is asked to end.
        processes::ask(self.child.id());
        let _ = self.child.wait();
    }
}

impl Site {
    fn start(kind: &'static str, program: PathBuf) -> Result<Self> {
        let folder = TempDir::new()?;
        let root = folder.path().join("site");
        fs::create_dir(&root)?;
        #[cfg(unix)]
        {
            // A server that is started as root serves files as another user.
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
        }
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let (own, config) = (folder.path().display(), folder.path().join("server.conf"));
        let mut command = Command::new(program);
        if kind == "nginx" {
            // nginx reads the shipped file at its start.
            Version::built()?.upload(&root, |name| name == "nginx.conf")?;
            let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
                .map(|what| format!("{what}_temp_path {own}/{what};\n"))
                .concat();
            let text = format!(
                "daemon off;\npid {own}/pid;\nerror_log {own}/log;\nevents {{ }}\nhttp {{\n\
                 include /etc/nginx/mime.types;\naccess_log off;\n{temporary}\
                 server {{\nlisten 127.0.0.1:{port};\nroot {own}/site;\ngzip_static on;\n\
                 include {own}/site/nginx.conf;\n}}\n}}\n"
            );
            fs::write(&config, text)?;
            // nginx reads inherited sockets from this variable.
            command.env_remove("NGINX");
            command.arg("-e").arg(folder.path().join("log")).arg("-c").arg(&config);
        } else {
            let modules = ["mpm_event", "authz_core", "mime", "dir", "headers"]
                .map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n"))
                .concat();
            let text = format!(
                "{modules}ServerRoot {own}\nServerName localhost\nPidFile {own}/pid\nErrorLog {own}/log\n\
                 Listen 127.0.0.1:{port}\nUser www-data\nGroup www-data\nTypesConfig /etc/mime.types\n\
                 DirectoryIndex index.html\nDocumentRoot {own}/site\n\
                 <Directory {own}/site>\nAllowOverride All\nRequire all granted\n</Directory>\n"
            );
            fs::write(&config, text)?;
            command.args(["-D", "FOREGROUND", "-f"]).arg(&config);
        }
        let child = processes::spawn(&mut command).with_context(|| format!("{kind} does not start"))?;
        Ok(Self { kind, folder, address: format!("http://127.0.0.1:{port}/"), child })
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    async fn opens(&self, browser: &Browser) -> Result<()> {
        browser.open(&self.address).await
    }

    /// The status and the `Cache-Control` of a file, fetched without the browser's cache and the service worker.
    async fn says(&self, browser: &Browser, name: &str) -> Result<serde_json::Value> {
        let ask = "const done = arguments[1];
            fetch(arguments[0], { cache: 'no-store' }).then((said) => done([said.status, said.headers.get('cache-control')]), (problem) => done(String(problem)))";
        let said = browser.web().execute_async(ask, vec![format!("{}{name}", self.address).into()]).await?;
        Ok(said.json().clone())
    }
}

fn main() -> ExitCode {
    e2e::program(|| run().map(|()| true))
}

#[tokio::main]
async fn run() -> Result<()> {
    for (kind, variable) in [("nginx", "NGINX"), ("Apache", "APACHE")] {
        let program = PathBuf::from(std::env::var_os(variable).with_context(|| format!("where is {kind}?"))?);
        for engine in engines()? {
            let site = Site::start(kind, program.clone())?;
            updates(&site, engine).await.with_context(|| {
                let log = fs::read_to_string(site.folder.path().join("log")).unwrap_or_default();
                format!("{kind}, {engine}; its log:\n{log}")
            })?;
            println!("{:<8} {:<10} each update ended with a whole version", site.kind, engine.to_string());
        }
    }
    Ok(())
}

/// Uploads files in the orders that owners use. After each step, a visitor's browser opens the page.
async fn updates(site: &Site, engine: Engine) -> Result<()> {
    let one = Version::built()?;
    let two = one.next()?;
    let root = site.root();
    one.upload(&root, |_| true)?;
    let browser = Browser::start(engine, Wish::default()).await?;
    // The server may still be starting. A refused connection is an immediate error.
    browser.until("the server answers", async || Ok(site.opens(&browser).await.is_ok())).await?;
    one.is_shown(&browser).await?;
    says(site, &browser, &one).await?;

    // An upload in alphabetical order: page and service worker before some of the files that they load. This visitor
    // has cached the old version; the next one visits for the first time.
    until_stored(&browser).await?;
    two.upload(&root, |name| name < "site-")?;
    site.opens(&browser).await?;
    one.is_shown(&browser).await.context("half an upload, with the old version stored")?;
    let first = Browser::start(engine, Wish::default()).await?;
    site.opens(&first).await?;
    two.upload(&root, |_| true)?;
    one.take_away(&root, Some(&two))?;
    for (browser, who) in [(&browser, "who had the old version"), (&first, "who saw half of it")] {
        site.opens(browser).await?;
        two.is_shown(browser).await.with_context(|| format!("the rest has come: {who}"))?;
    }

    // Returns to the earlier version, whose files were missing for a while.
    let old = one.named("site", "js")?;
    let missing = site.says(&first, old).await?;
    let kept = missing[1].as_str().is_some_and(|value| value.contains("immutable"));
    ensure!(missing[0] == 404 && !kept, "a missing file: {missing}");
    one.upload(&root, |_| true)?;
    two.take_away(&root, Some(&one))?;
    for browser in [&browser, &first] {
        site.opens(browser).await?;
        one.is_shown(browser).await.context("rolled back")?;
    }
    stale_twin(site, &one, &two).await
}

/// Checks the headers that the shipped configuration sets for each kind of file.
async fn says(site: &Site, browser: &Browser, version: &Version) -> Result<()> {
    let (forever, ask) = ("public, max-age=31536000, immutable", "no-cache");
    for (name, control) in [
        (version.named("site", "js")?, forever),
        (version.named("intimacy-explorer_bg", "wasm")?, forever),
        ("", ask),
        ("offline.js", ask),
        ("app.webmanifest", ask),
    ] {
        let said = site.says(browser, name).await?;
        ensure!(said == json!([200, control]), "{name:?}: {said}");
    }
    let missing = site.says(browser, "site-0000000000.js").await?;
    let kept = missing[1].as_str().is_some_and(|value| value.contains("immutable"));
    ensure!(missing[0] == 404 && !kept, "a missing file: {missing}");
    Ok(())
}

/// If compressed files were not updated, nginx serves the old page with the old files, which are consistent.
async fn stale_twin(site: &Site, one: &Version, two: &Version) -> Result<()> {
    if site.kind != "nginx" {
        return Ok(());
    }
    let root: &Path = &site.root();
    two.upload(root, |name| !name.starts_with("index.html.") && !name.starts_with("offline.js."))?;
    let browser = Browser::start(Engine::Chromium, Wish::default()).await?;
    site.opens(&browser).await?;
    one.is_shown(&browser).await.context("forgotten twins")?;
    two.upload(root, |name| name.starts_with("index.html"))?;
    site.opens(&browser).await?;
    two.is_shown(&browser).await.context("the twins have come")
}
