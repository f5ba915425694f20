//! A local web server for one test.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, LOCATION, USER_AGENT, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Serves the files of a folder and added pages, and records every request.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: tokio::task::JoinHandle<()>,
}

struct Shared {
    folder: PathBuf,
    now: Mutex<Now>,
}

/// The state that a test can change while the server runs.
#[derive(Default)]
struct Now {
    requests: Vec<String>,
    pages: BTreeMap<String, Page>,
    held: Vec<(String, watch::Receiver<bool>)>,
    failing: Vec<(String, StatusCode)>,
    redirects: BTreeMap<String, String>,
    types: Vec<(String, String)>,
    /// Additional folders, by the prefix of the paths below them.
    folders: Vec<(String, PathBuf)>,
    /// A script that runs in every page before its own scripts.
    first: String,
    as_shipped: bool,
}

#[derive(Clone)]
struct Page {
    body: Vec<u8>,
    headers: Vec<(String, String)>,
}

/// A delayed file. It is sent when this value is released or dropped.
pub struct Hold(watch::Sender<bool>);

impl Hold {
    /// Sends the delayed file.
    pub fn release(self) {}
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.send_replace(true);
    }
}

impl Server {
    /// Serves a folder on a free local port. No other server of this program has or had that port, so its origin has an
    /// empty storage in every browser.
    ///
    /// Instead of `FOLDER/name`, a client that accepts brotli gets `FOLDER.br/name.br` if that exists.
    ///
    /// # Errors
    /// When there is no free port.
    pub async fn start(folder: impl AsRef<Path>) -> Result<Self> {
        let shared = Arc::new(Shared { folder: folder.as_ref().to_owned(), now: Mutex::default() });
        let (listener, address) = listener().await?;
        let app = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // The task ends with the test.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { address, shared, task })
    }

    /// The URL of a path. The path starts with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Adds a page that is not in a folder, such as a host page, with its headers.
    pub fn page(&self, path: &str, html: &str, headers: &[(&str, &str)]) {
        let mut headers: Vec<_> =
            headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(("content-type".to_owned(), "text/html; charset=utf-8".to_owned()));
        }
        self.now().pages.insert(path.to_owned(), Page { body: html.as_bytes().to_vec(), headers });
    }

    /// Serves the scripts for host pages unchanged. Their shadow roots are closed, so tests cannot see into them.
    pub fn as_shipped(&self) {
        self.now().as_shipped = true;
    }

    /// Also serves another folder for paths with this prefix, such as `/kit/`.
    pub fn also(&self, beginning: &str, folder: impl AsRef<Path>) {
        self.now().folders.push((beginning.to_owned(), folder.as_ref().to_owned()));
    }

    /// From now on delays every file whose path contains this text.
    #[must_use = "what is held back is sent as soon as this is dropped"]
    pub fn hold(&self, part_of_path: &str) -> Hold {
        let (sender, receiver) = watch::channel(false);
        self.now().held.push((part_of_path.to_owned(), receiver));
        Hold(sender)
    }

    /// From now on answers requests for paths that contain this text with this status.
    pub fn fail(&self, part_of_path: &str, status: u16) {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self.now().failing.push((part_of_path.to_owned(), status));
    }

    /// Ends all failures from [`Server::fail`].
    pub fn recover(&self) {
        self.now().failing.clear();
    }

    /// From now on redirects a path to another one.
    pub fn redirect(&self, path: &str, to: &str) {
        self.now().redirects.insert(path.to_owned(), to.to_owned());
    }

    /// Removes an added page, so that the file in the folder is served again.
    pub fn no_page(&self, path: &str) {
        self.now().pages.remove(path);
    }

    /// Serves files with this extension with another MIME type, as a misconfigured server does.
    pub fn call(&self, ending: &str, mime: &str) {
        self.now().types.push((ending.to_owned(), mime.to_owned()));
    }

    /// From now on runs a script in every page before the page's own scripts. A content security policy in a `<meta>`
    /// does not apply to it, because it comes first. A policy in a header must allow `'self'`.
    pub fn before_each_page(&self, script: &str) {
        let first = &mut self.now().first;
        first.push_str(&format!("(() => {{ {script}\n}})();\n"));
    }

    /// From now on a page records files instead of saving them: the last text in `saved`, and its name in `saveName`.
    pub fn catch_files(&self) {
        self.before_each_page(
            "window.saved = window.saveName = null;
            URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return 'blob:none'; };
            HTMLAnchorElement.prototype.click = function () { window.saveName = this.download; };",
        );
    }

    /// The current position in the list of requests, for [`Server::requests_since`].
    pub fn mark(&self) -> usize {
        self.now().requests.len()
    }

    /// The paths of the requests after a position.
    pub fn requests_since(&self, mark: usize) -> Vec<String> {
        self.now().requests.get(mark..).unwrap_or_default().to_vec()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.shared.now()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Listens on a port that it has not returned before.
async fn listener() -> Result<(TcpListener, SocketAddr)> {
    static USED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("no port for the server")?;
        let address = listener.local_addr().context("the server has no address")?;
        if USED.lock().unwrap_or_else(PoisonError::into_inner).insert(address.port()) {
            return Ok((listener, address));
        }
    }
}

async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let first = first(&shared, request.headers());
    if path == FIRST {
        let response = Response::builder().header(CONTENT_TYPE, mime(FIRST)).header(CACHE_CONTROL, "no-store");
        return response.body(Body::from(first)).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let (held, page) = {
        let mut now = shared.now();
        now.requests.push(path.clone());
        let held = now.held.iter().find(|(part, _)| path.contains(part)).map(|(_, held)| held.clone());
        (held, now.pages.get(&path).cloned())
    };
    if let Some(mut held) = held {
        // An error means that the hold was dropped, so the file is sent.
        let _ = held.wait_for(|released| *released).await;
    }
    // Checked after the delay, so that a delayed file can still fail.
    let failing = shared.now().failing.iter().find(|(part, _)| path.contains(part)).map(|(_, status)| *status);
    if let Some(status) = failing {
        return plain(status);
    }
    if let Some(to) = shared.now().redirects.get(&path) {
        let response = Response::builder().status(StatusCode::FOUND).header(LOCATION, to);
        return response.body(Body::empty()).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR));
    }
    if let Some(page) = page {
        let headers = page.headers.iter();
        let response = headers.fold(Response::builder(), |response, (name, value)| response.header(name, value));
        let is_html = page.headers.iter().any(|(_, value)| value.starts_with("text/html"));
        let body = if is_html && !first.is_empty() { with_first(page.body) } else { page.body };
        return response.body(Body::from(body)).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR));
    }
    let as_shipped = shared.now().as_shipped;
    let below = |(beginning, folder): &(String, PathBuf)| {
        path.strip_prefix(beginning).map(|name| (folder.clone(), name.to_owned()))
    };
    let elsewhere = shared.now().folders.iter().find_map(below);
    let (folder, name) = elsewhere.unwrap_or_else(|| (shared.folder.clone(), path.clone()));
    let mut response = file(&folder, &name, request.headers(), !first.is_empty(), as_shipped).await;
    let now = shared.now();
    if let Some((_, mime)) = now.types.iter().find(|(ending, _)| path.ends_with(ending))
        && let Ok(mime) = mime.parse()
    {
        response.headers_mut().insert(CONTENT_TYPE, mime);
    }
    response
}

/// The path of the script for [`Server::before_each_page`].
const FIRST: &str = "/before-each-page.js";

/// The script that runs first in the pages of this browser.
fn first(shared: &Shared, headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_no_console = agent.contains("AppleWebKit") && !agent.contains("Chrome");
    let listen = if has_no_console { LISTEN } else { "" };
    format!("{listen}{}", shared.now().first)
}

/// Records console messages in the top window, for a browser whose driver cannot read the console.
const LISTEN: &str = "(() => {
    if (window.heardByTest) return;
    window.heardByTest = [];
    const note = line => {
        try { top.heardByTest.push(line); } catch { top.postMessage({ heardByTest: line }, '*'); }
    };
    for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
        const real = console[level];
        console[level] = (...words) => { note(`${level} ${words.map(String).join(' ')}`); real.apply(console, words); };
    }
    addEventListener('error', e => note(`error ${e.message ?? `cannot load ${e.target.src ?? e.target.href}`}`), true);
    addEventListener('unhandledrejection', e => note(`error in a promise: ${e.reason}`));
    document.addEventListener('securitypolicyviolation', e =>
        note(`error Content-Security-Policy: ${e.effectiveDirective} refuses ${e.blockedURI}`));
    addEventListener('message', e => { if (typeof e.data?.heardByTest === 'string') note(e.data.heardByTest); });
})();
";

/// Inserts the script at the beginning of the head of a page.
fn with_first(html: Vec<u8>) -> Vec<u8> {
    let html = String::from_utf8_lossy(&html).into_owned();
    let after = |tag: &str| html.to_ascii_lowercase().find(tag).map(|at| at + tag.len());
    let at = after("<head>").or_else(|| after("<!doctype html>")).unwrap_or(0);
    format!("{}<script src=\"{FIRST}\"></script>{}", &html[..at], &html[at..]).into_bytes()
}

/// The scripts that attach closed shadow roots.
const HOST_SCRIPTS: [&str; 2] = ["intimacy-explorer.js", "intimacy-explorer.one.js"];

/// The same script with open shadow roots. Tests need them; shipped pages never have them.
fn opened(script: &[u8]) -> Option<Vec<u8>> {
    let script = String::from_utf8(script.to_vec()).ok()?;
    let closed = "`closed`,load:";
    (script.matches(closed).count() == 1).then(|| script.replace(closed, "`open`,load:").into_bytes())
}

async fn file(folder: &Path, path: &str, headers: &HeaderMap, has_first: bool, as_shipped: bool) -> Response {
    let name = match path.trim_start_matches('/') {
        "" => "index.html".to_owned(),
        name if name.ends_with('/') => format!("{name}index.html"),
        name => name.to_owned(),
    };
    let name = name.as_str();
    if name.split('/').any(|part| part == "..") {
        return plain(StatusCode::NOT_FOUND);
    }
    let has_first = has_first && name.ends_with(".html");
    let Ok(mut plain_bytes) = tokio::fs::read(folder.join(name)).await else {
        return plain(StatusCode::NOT_FOUND);
    };
    if !as_shipped && HOST_SCRIPTS.iter().any(|script| name.ends_with(script)) {
        match opened(&plain_bytes) {
            Some(open) => plain_bytes = open,
            None => return plain(StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
    let takes_brotli =
        headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).is_some_and(|v| v.contains("br"));
    let plain_bytes = if has_first { with_first(plain_bytes) } else { plain_bytes };
    let small = if takes_brotli && !has_first { brotli(folder, name).await } else { None };
    // Browsers revalidate pages each time. Files with a hash in their name never change.
    let keep = if name.ends_with(".html") { "no-cache" } else { "public, max-age=31536000, immutable" };
    let mut response = Response::builder().header(CONTENT_TYPE, mime(name)).header(CACHE_CONTROL, keep);
    if small.is_some() {
        response = response.header(CONTENT_ENCODING, "br").header(VARY, "accept-encoding");
    }
    response.body(Body::from(small.unwrap_or(plain_bytes))).unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR))
}

/// The compressed file, if there is one that is not older than the original.
async fn brotli(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let mut twins = folder.as_os_str().to_owned();
    twins.push(".br");
    let twin = Path::new(&twins).join(format!("{name}.br"));
    let time = async |path: &Path| tokio::fs::metadata(path).await.ok()?.modified().ok();
    if time(&twin).await? < time(&folder.join(name)).await? {
        return None;
    }
    tokio::fs::read(twin).await.ok()
}

fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::from(status.to_string()));
    *response.status_mut() = status;
    response
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" | "cjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
