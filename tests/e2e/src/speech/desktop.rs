//! A virtual desktop: a screen, a message bus, a window manager, a screen reader without a voice, and a browser.

use std::ffi::OsString;
use std::fs;
use std::io::Read;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tempfile::TempDir;

use crate::Engine;
use crate::browser::{Display, Group, folder, program};

/// The settings of the screen reader, and its own extension point, which writes down what it says.
const SETTINGS: &str = include_str!("user-settings.conf");
const CUSTOMIZATIONS: &str = include_str!("orca-customizations.py");
/// A program for the accessibility bus.
const TREE: &str = include_str!("tree.py");

/// No other page opens by itself, and nothing asks anything.
const FIREFOX: &str = r#"
user_pref("accessibility.force_disabled", -1);
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.messaging-system.whatsNewPanel.enabled", false);
user_pref("browser.newtab.preload", false);
user_pref("browser.preonboarding.enabled", false);
user_pref("browser.sessionstore.resume_from_crash", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("browser.tabs.firefox-view", false);
user_pref("browser.translations.automaticallyPopup", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.policy.firstRunURL", "");
user_pref("intl.accept_languages", "en-US");
user_pref("intl.locale.requested", "en-US");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("signon.rememberSignons", false);
user_pref("termsofuse.acceptedVersion", 999);
user_pref("termsofuse.bypassNotification", true);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("ui.key.menuAccessKeyFocuses", false);
user_pref("network.proxy.type", 1);
user_pref("network.proxy.ssl", "127.0.0.1");
"#;

const CHROMIUM: [&str; 13] = [
    "--no-sandbox",
    "--force-renderer-accessibility",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--password-store=basic",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--ozone-platform=x11",
    "--window-size=1200,860",
    "--lang=en-US",
];

/// How long a connection may take to say which site it is for.
const PATIENCE: Duration = Duration::from_secs(1);

/// A virtual desktop. All of its processes end when it is dropped.
pub struct Desktop {
    engine: Engine,
    variables: Vec<(&'static str, OsString)>,
    groups: Vec<Group>,
    browser: u32,
    /// What the browser reaches instead of other hosts. It never answers.
    others: TcpListener,
    folder: TempDir,
    _display: Display,
}

impl Drop for Desktop {
    fn drop(&mut self) {
        // The browser first: it would complain if the bus were gone.
        while let Some(mut group) = self.groups.pop() {
            group.end();
        }
        // What the bus has started is not in its group.
        processes::end();
    }
}

impl Desktop {
    /// Starts the screen, the bus and the window manager.
    ///
    /// # Errors
    /// When one of them does not start.
    pub fn start(engine: Engine) -> Result<Self> {
        let display = Display::start()?;
        let folder = folder()?;
        let home = folder.path().join("home");
        let running = folder.path().join("run");
        let orca = home.join(".local/share/orca");
        fs::create_dir_all(&orca)?;
        fs::create_dir(&running)?;
        // Orca does not start if the user has another one, which it looks for with this program.
        let pgrep = folder.path().join("pgrep");
        fs::write(&pgrep, "#!/bin/sh\nexit 1\n")?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&running, fs::Permissions::from_mode(0o700))?;
            fs::set_permissions(&pgrep, fs::Permissions::from_mode(0o700))?;
        }
        let path = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths([folder.path().into()].into_iter().chain(std::env::split_paths(&path)))?;
        fs::write(orca.join("user-settings.conf"), SETTINGS)?;
        fs::write(orca.join("orca-customizations.py"), CUSTOMIZATIONS)?;
        fs::write(folder.path().join("tree.py"), TREE)?;
        let transcript = folder.path().join("transcript");
        fs::write(&transcript, "")?;
        let variables = vec![
            ("DISPLAY", display.name.clone().into()),
            ("PATH", path),
            ("HOME", home.into()),
            ("XDG_RUNTIME_DIR", running.into()),
            ("LANG", "C.UTF-8".into()),
            ("LC_ALL", "C.UTF-8".into()),
            ("LANGUAGE", "en".into()),
            ("TZ", "America/New_York".into()),
            ("GTK_MODULES", "".into()),
            ("GNOME_ACCESSIBILITY", "1".into()),
            ("NO_AT_BRIDGE", "0".into()),
            ("GSETTINGS_BACKEND", "memory".into()),
            ("TRANSCRIPT", transcript.into()),
            // There is no voice.
            ("SPEECHD_CMD", "/bin/false".into()),
            ("SPEECHD_ADDRESS", "unix_socket:/nonexistent".into()),
        ];
        let others = TcpListener::bind(("127.0.0.1", 0)).context("no port")?;
        others.set_nonblocking(true)?;
        let mut desktop = Self { engine, variables, groups: Vec::new(), browser: 0, others, folder, _display: display };
        let mut bus = desktop.command("DBUS_DAEMON", "dbus-daemon");
        bus.args(["--session", "--nofork", "--print-address=1"]).stdout(Stdio::piped());
        let mut bus = Group::start(&mut bus)?;
        let address = bus.first_line().context("the message bus does not start")?;
        desktop.groups.push(bus);
        desktop.variables.push(("DBUS_SESSION_BUS_ADDRESS", address.trim().into()));
        let mut launcher = desktop.command("AT_SPI_BUS", "/usr/libexec/at-spi-bus-launcher");
        launcher.args(["--launch-immediately", "--a11y=1", "--screen-reader=1"]);
        desktop.run(launcher)?;
        desktop.run(desktop.command("OPENBOX", "openbox"))?;
        Ok(desktop)
    }

    /// A command on this desktop: the program from an environment variable, or else by its name.
    fn command(&self, variable: &str, name: &str) -> Command {
        let mut command = Command::new(program(variable, name));
        command.envs(self.variables.iter().map(|(name, value)| (name, value))).stdout(Stdio::null());
        command
    }

    fn run(&mut self, mut command: Command) -> Result<u32> {
        let group = Group::start(&mut command)?;
        let id = group.id();
        self.groups.push(group);
        Ok(id)
    }

    /// The file in which the screen reader writes what it says.
    pub fn transcript(&self) -> PathBuf {
        self.folder.path().join("transcript")
    }

    /// Starts the screen reader.
    ///
    /// # Errors
    /// When it is missing.
    pub fn read(&mut self) -> Result<()> {
        self.run(self.command("ORCA", "orca")).map(drop)
    }

    /// Starts the browser with a page.
    ///
    /// # Errors
    /// When it is missing.
    pub fn browse(&mut self, url: &str) -> Result<()> {
        let profile = self.folder.path().join("profile");
        fs::create_dir(&profile)?;
        let others = self.others.local_addr()?.port();
        let mut command = match self.engine {
            Engine::Firefox => {
                let port = format!("{FIREFOX}user_pref(\"network.proxy.ssl_port\", {others});\n");
                fs::write(profile.join("user.js"), port)?;
                let mut command = self.command("FIREFOX", "firefox-esr");
                command.args(["--no-remote", "--width", "1200", "--height", "860", "--profile"]).arg(&profile);
                command
            }
            Engine::Chromium => {
                let mut command = self.command("CHROMIUM", "chromium");
                command.args(CHROMIUM).arg(format!("--user-data-dir={}", profile.display()));
                command.arg(format!("--proxy-server=https=127.0.0.1:{others}"));
                command
            }
            Engine::WebKit => bail!("the screen reader was not tried with WebKitGTK's small browser"),
        };
        command.arg(url);
        self.browser = self.run(command)?;
        Ok(())
    }

    /// Whether the browser has asked for one of these sites since the last time. Leaving the page does that.
    pub fn asked_for(&self, sites: &[&str]) -> bool {
        let mut any = false;
        while let Ok((mut stream, _)) = self.others.accept() {
            let mut request = [0; 256];
            let read = stream.set_nonblocking(false).and_then(|()| stream.set_read_timeout(Some(PATIENCE)));
            let length = read.and_then(|()| stream.read(&mut request)).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..length]).into_owned();
            any |= sites.iter().any(|site| request.starts_with(&format!("CONNECT {site}:")));
            // It stays open without an answer, as a site does that is slow.
            std::mem::forget(stream);
        }
        any
    }

    /// Sends keys to the window in front.
    ///
    /// # Errors
    /// When they cannot be sent.
    pub fn xdotool(&self, arguments: &[&str]) -> Result<()> {
        let mut command = self.command("XDOTOOL", "xdotool");
        let status = command.args(arguments).stderr(Stdio::null()).stdin(Stdio::null()).status();
        ensure!(status.context("no xdotool")?.success(), "xdotool {arguments:?} failed");
        Ok(())
    }

    /// The document as the accessibility bus has it.
    ///
    /// # Errors
    /// When there is none.
    pub fn tree(&self) -> Result<String> {
        let mut command = self.command("PYTHON", "/usr/bin/python3");
        let output = command.arg(self.folder.path().join("tree.py")).arg(self.engine.id()).stdout(Stdio::piped());
        let output = output.output().context("no Python")?;
        ensure!(output.status.success(), "tree.py: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).context("the tree is not UTF-8")
    }

    /// Whether a process of the browser works at this moment.
    pub fn works(&self) -> bool {
        let of_browser = |id: u32| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            let mut rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest).split(' ');
            let state = rest.next().unwrap_or_default();
            let group = rest.nth(1).and_then(|group| group.parse().ok());
            matches!(state, "R" | "D") && group == Some(self.browser)
        };
        processes::started().iter().any(|process| of_browser(process.id))
    }

    /// Whether the browser and the screen reader still run.
    pub fn lives(&mut self) -> bool {
        self.groups.iter_mut().all(|group| !group.has_ended().unwrap_or(true))
    }
}
