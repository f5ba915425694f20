//! Builds the page, serves it on this machine, and rebuilds it after every change.

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
        .with_context(|| format!("port {port} is in use; try another one: cargo xtask serve --port {}", number ^ 1))?;
    println!("serve: looking for Trunk, wasm-bindgen and Rust's target for the browser");
    let tools = Tools::find_or_install()?;
    println!("serve: building the page; the first time takes a minute or two, because every crate is compiled");
    println!("\n    http://127.0.0.1:{port}/\n");
    println!("The server starts when the page is built. After each change it rebuilds and reloads the page.");
    println!("To stop it, press Ctrl-C.\n");
    let serve = ["serve", "--cargo-profile", "serve", "--dist", "target/served", "--address", "127.0.0.1", "--port"];
    project::run(trunk(&tools)?.args(serve).arg(port))
}
