//! Generates the constants of the quiz at build time, so that the browser does not parse `content/quiz.toml`.

use std::{env, fs, path::Path, process::ExitCode};

#[path = "src/quiz/generate.rs"]
mod quiz;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        // static/rescue.js resets the stack pointer before it calls an app that has exhausted its stack.
        println!("cargo::rustc-link-arg-bins=--export=__stack_pointer");
        if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
            // xtask/src/split.rs follows the relocations to find out what each part uses.
            println!("cargo::rustc-link-arg-bins=--emit-relocs");
        }
    }
    let out = env::var("OUT_DIR").map_err(|problem| format!("OUT_DIR: {problem}"))?;
    let source = "content/quiz.toml";
    println!("cargo::rerun-if-changed={source}");
    println!("cargo::rerun-if-changed=src/quiz/generate.rs");
    let text = fs::read_to_string(source).map_err(|problem| format!("{source}: {problem}"))?;
    let code = quiz::generate(&text).map_err(|problem| format!("{source}: {problem}"))?;
    fs::write(Path::new(&out).join("quiz_design.rs"), code).map_err(|problem| format!("{out}: {problem}"))
}
