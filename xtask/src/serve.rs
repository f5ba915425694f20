//! Builds the page, serves it on this machine and rebuilds it on every change.

use std::net::TcpListener;

use anyhow::{Context, Result};

use crate::args::Args;
use crate::build::trunk;
use crate::project;
use crate::setup::Tools;

pub fn run(mut args: Args) -> Result<()> {
    let port = args.value("--port")?.unwrap_or_else(|| "8080".to_owned());
    args.end()?;
    let number: u16 = port.parse().with_context(|| format!("--port: {port:?} is no port"))?;
    TcpListener::bind(("127.0.0.1", number))
        .with_context(|| format!("port {port} is in use; another one: cargo xtask serve --port {}", number ^ 1))?;
    let tools = Tools::find_or_install()?;
    println!(
        "\nThe page, as soon as it is built (the first time takes a minute or two):\n\n    http://127.0.0.1:{port}/\n"
    );
    println!("It is rebuilt on every change; reload it then. Ctrl-C ends it.\n");
    project::run(trunk(&tools)?.args(["serve", "--release", "--address", "127.0.0.1", "--port", &port]))
}
