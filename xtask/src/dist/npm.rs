//! `npm/`: a package that is ready to publish.
//!
//! It contains the one-file script, so that it needs no settings of a bundler: the parts of the loader would lie beside
//! another file after bundling. Importing the package itself has no side effect and needs no window.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::page::{Files, text};
use crate::project;

const TAG: &str = "intimacy-explorer";
const CLASS: &str = "IntimacyExplorerElement";
const EVENTS: [(&str, &str); 4] = [
    ("ready", "The app has started."),
    ("resize", "The height of the element has changed."),
    ("closed", "Somebody pressed \"Leave\"."),
    ("error", "The app did not start, or it has crashed."),
];

const SLOTS: [(&str, &str); 4] = [
    ("", "The article, or what is shown until the app has started."),
    ("start", "A welcome, on the first screen and below the title of the article."),
    ("support", "Who the owner is, below the help lines."),
    ("result", "What the owner says below every result."),
];

const INDEX: &str = "\
/** The name of the element. */
export const tag = 'intimacy-explorer';

/** Registers the element, and returns its class. */
export async function register() {
  await import('./register.js');
  return customElements.get(tag);
}
";

pub fn files(embed: &Files) -> Result<Files> {
    let root = project::root();
    let settings = super::settings()?;
    let script = embed.get("intimacy-explorer.one.js").context("there is no script in one file")?;
    let read = |name: &str| fs::read(root.join(name)).with_context(|| format!("cannot read {name}"));
    let package = text("package.json", read("npm/package.json")?)?;
    let package = super::replaced(&package, "{version}", env!("CARGO_PKG_VERSION"))?;
    let json = |value: &Value| -> Result<Vec<u8>> { Ok((serde_json::to_string_pretty(value)? + "\n").into_bytes()) };
    Ok(Files::from([
        ("package.json".to_owned(), package.into_bytes()),
        ("index.js".to_owned(), INDEX.as_bytes().to_vec()),
        ("index.d.ts".to_owned(), types(&settings).into_bytes()),
        ("register.js".to_owned(), script.clone()),
        ("register.d.ts".to_owned(), b"export {};\n".to_vec()),
        ("custom-elements.json".to_owned(), json(&elements(&settings))?),
        ("README.md".to_owned(), read("npm/README.md")?),
        ("LICENSE-MIT".to_owned(), read("LICENSE-MIT")?),
        ("LICENSE-APACHE".to_owned(), read("LICENSE-APACHE")?),
    ]))
}

fn of<'a>(setting: &'a Value, key: &str) -> &'a str {
    setting[key].as_str().unwrap_or_default()
}

/// The TypeScript type of the value of a setting.
fn kind(setting: &Value) -> String {
    match setting["choices"].as_array() {
        Some(choices) => choices.iter().map(Value::to_string).collect::<Vec<_>>().join(" | "),
        None => "string".to_owned(),
    }
}

fn types(settings: &[Value]) -> String {
    let mut text =
        "/** The settings of the element, as its attributes. */\nexport interface IntimacyExplorerAttributes {\n"
            .to_owned();
    for setting in settings {
        let sets = of(setting, "sets").replace("*/", "* /");
        text += &format!(
            "  /** {sets}. Default: {} */\n  {}?: {};\n",
            of(setting, "default"),
            Value::from(of(setting, "name")),
            kind(setting)
        );
    }
    text += &format!(
        "}}\n\nexport interface {CLASS} extends HTMLElement {{}}\n\nexport interface IntimacyExplorerEventMap {{\n"
    );
    for (name, what) in EVENTS {
        text += &format!("  /** {what} */\n  '{TAG}:{name}': Event;\n");
    }
    text + &format!(
        "}}\n\nexport interface {CLASS}Constructor {{\n  new (): {CLASS};\n  readonly version: string;\n}}\n\n\
         export declare const tag: '{TAG}';\n\
         /** Registers the element, and returns its class. */\n\
         export declare function register(): Promise<{CLASS}Constructor>;\n\n\
         declare global {{\n  interface HTMLElementTagNameMap {{\n    '{TAG}': {CLASS};\n  }}\n\
         \x20 interface HTMLElementEventMap extends IntimacyExplorerEventMap {{}}\n}}\n"
    )
}

/// The custom elements manifest.
fn elements(settings: &[Value]) -> Value {
    let attributes: Vec<_> = settings
        .iter()
        .map(|setting| {
            json!({
                "name": of(setting, "name"),
                "description": of(setting, "sets"),
                "type": { "text": kind(setting) },
                "default": of(setting, "default"),
            })
        })
        .collect();
    let events = EVENTS.map(
        |(name, what)| json!({ "name": format!("{TAG}:{name}"), "type": { "text": "Event" }, "description": what }),
    );
    json!({
        "schemaVersion": "1.0.0",
        "modules": [{
            "kind": "javascript-module",
            "path": "register.js",
            "declarations": [{
                "kind": "class",
                "customElement": true,
                "name": CLASS,
                "tagName": TAG,
                "superclass": { "name": "HTMLElement" },
                "attributes": attributes,
                "events": events,
                "slots": SLOTS.map(|(name, what)| json!({ "name": name, "description": what })),
            }],
            "exports": [{
                "kind": "custom-element-definition",
                "name": TAG,
                "declaration": { "name": CLASS, "module": "register.js" },
            }],
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_name_each_setting_and_its_choices() {
        let settings = [
            json!({ "name": "contact-label", "sets": "a */ b", "default": "none" }),
            json!({ "name": "saving", "sets": "c", "default": "offer", "choices": ["offer", "never"] }),
        ];
        let types = types(&settings);
        for part in
            ["\"contact-label\"?: string;", "/** a * / b. Default: none */", "\"saving\"?: \"offer\" | \"never\";"]
        {
            assert!(types.contains(part), "{part}\n{types}");
        }
        assert_eq!(elements(&settings)["modules"][0]["declarations"][0]["attributes"][1]["default"], "offer");
    }
}
