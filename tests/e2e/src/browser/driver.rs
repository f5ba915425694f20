//! The process of a driver, and the virtual display that some browsers need.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::{PATIENCE, POLL};

/// The program from an environment variable such as `CHROMEDRIVER`, or else by its name on the `PATH`.
pub fn program(variable: &str, name: &str) -> PathBuf {
    std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from)
}

/// A process group. All of its processes are killed when this is dropped.
pub struct Group(Child);

impl Group {
    /// Starts a program without input and without messages.
    pub fn start(command: &mut Command) -> Result<Self> {
        let name = command.get_program().to_owned();
        #[cfg(unix)]
        command.process_group(0);
        let child = processes::spawn(command.stdin(Stdio::null()).stderr(Stdio::null()));
        Ok(Self(child.with_context(|| format!("cannot start {}; `cargo xtask setup` brings it", name.display()))?))
    }

    /// Kills the group.
    pub fn end(&mut self) {
        // After the process was reaped, its id may belong to another process.
        if !matches!(self.has_ended(), Ok(false)) {
            return;
        }
        #[cfg(unix)]
        processes::kill_group(self.0.id());
        let _ = self.0.kill();
        let _ = self.0.wait();
    }

    /// The first line of its output, which must be piped.
    pub fn first_line(&mut self) -> Result<String> {
        let mut line = String::new();
        let out = self.0.stdout.as_mut().context("no output")?;
        BufReader::new(out).read_line(&mut line).context("no first line")?;
        Ok(line)
    }

    /// The id of its first process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Whether its first process has ended.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.0.try_wait().context("lost a process")?.is_some())
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.end();
    }
}

/// A driver on a free port.
pub struct Driver {
    group: Group,
    port: u16,
}

impl Driver {
    /// Starts a driver with the option `--port=`.
    pub async fn start(program: &Path, prepare: impl Fn(&mut Command)) -> Result<Self> {
        // Another process may take the port before the driver does. Then another port is tried.
        for _ in 0..5 {
            let port = TcpListener::bind(("127.0.0.1", 0)).and_then(|l| l.local_addr()).context("no port")?.port();
            let mut command = Command::new(program);
            prepare(&mut command);
            command.arg(format!("--port={port}")).stdout(Stdio::null());
            let mut driver = Self { group: Group::start(&mut command)?, port };
            if driver.answers().await? {
                return Ok(driver);
            }
        }
        bail!("{} ended five times before it answered", program.display())
    }

    /// The URL of the driver.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends the driver and the browser that it started.
    pub fn end(&mut self) {
        self.group.end();
    }

    /// Waits until the driver accepts connections. Returns false if it ended.
    async fn answers(&mut self) -> Result<bool> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if self.group.has_ended()? {
                return Ok(false);
            }
            let stream = tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await;
            // If no process listens on the port, TCP can connect a socket to itself.
            if stream.is_ok_and(|stream| stream.local_addr().ok() != stream.peer_addr().ok()) {
                return Ok(true);
            }
            tokio::time::sleep(POLL).await;
        }
        bail!("the driver does not answer")
    }
}

/// A virtual display, for a browser without a headless mode.
pub struct Display {
    /// The name of the display, such as `:99`.
    pub name: String,
    _group: Group,
}

impl Display {
    /// The width in pixels.
    pub const WIDTH: u32 = 1600;
    /// The height in pixels.
    pub const HEIGHT: u32 = 1400;

    /// Starts Xvfb with a free display number.
    pub fn start() -> Result<Self> {
        let mut command = Command::new(program("XVFB", "Xvfb"));
        let screen = format!("{}x{}x24", Self::WIDTH, Self::HEIGHT);
        command.args(["-displayfd", "1", "-screen", "0", &screen, "-nolisten", "tcp", "-noreset"]);
        let mut group = Group::start(command.stdout(Stdio::piped()))?;
        let number = group.first_line().context("Xvfb does not say its number")?;
        if number.trim().is_empty() {
            bail!("Xvfb did not start");
        }
        Ok(Self { name: format!(":{}", number.trim()), _group: group })
    }
}
