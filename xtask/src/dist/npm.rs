//! `npm/`: a package that is ready to publish.
//!
//! `index.js` is the class of the element. `app.js` contains everything else, the wasm included, so that it needs no
//! settings of a bundler: the parts of the loader would lie beside another file after bundling.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Parts, bundle, single};
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

/// Registers the element when it is imported.
const REGISTER: &str = "import { define } from './index.js';\n\ndefine();\n";
const NOTHING: &str = "export {};\n";

/// Each slot of the element, and what stands in it.
const SLOTS: [(&str, &str); 4] = [
    ("", "The article, or what is shown until the app has started."),
    ("start", "A welcome, on the first screen and below the title of the article."),
    ("support", "Who the owner is, below the help lines."),
    ("result", "What the owner says below every result."),
];

pub fn files(parts: &Parts) -> Result<Files> {
    let root = project::root();
    let settings = super::settings()?;
    let version = env!("CARGO_PKG_VERSION");
    let modules = single::modules(parts)?;
    // On a server there is no class to extend.
    let on_a_server = format!(
        "{{ {CLASS}: class {{ static isIntimacyExplorer = true; static version = '{version}'; }}, define() {{}} }}"
    );
    let index = bundle::one_module_or(&modules, "package.js", &on_a_server)?;
    let app = single::filled(parts, bundle::one_module(&modules, "inline.js")?)?;
    let read = |name: &str| fs::read(root.join(name)).with_context(|| format!("cannot read {name}"));
    let package = text("package.json", read("npm/package.json")?)?;
    let package = super::replaced(&package, "{version}", version)?;
    let json = |value: &Value| -> Result<Vec<u8>> { Ok((serde_json::to_string_pretty(value)? + "\n").into_bytes()) };
    Ok(Files::from([
        ("package.json".to_owned(), package.into_bytes()),
        ("index.js".to_owned(), index.into_bytes()),
        ("index.d.ts".to_owned(), types(&settings).into_bytes()),
        ("app.js".to_owned(), app.into_bytes()),
        ("register.js".to_owned(), REGISTER.as_bytes().to_vec()),
        ("register.d.ts".to_owned(), NOTHING.as_bytes().to_vec()),
        ("react.js".to_owned(), NOTHING.as_bytes().to_vec()),
        ("react.d.ts".to_owned(), read("npm/react.d.ts")?),
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
    text += "}\n\nexport interface IntimacyExplorerEventMap {\n";
    for (name, what) in EVENTS {
        text += &format!("  /** {what} */\n  '{TAG}:{name}': Event;\n");
    }
    text + &format!(
        "}}\n\n\
         /**\n * The class of the element. It has no properties of its own: every setting is an attribute. On a server it is an\n \
         * empty class, which only has the version.\n */\n\
         export declare class {CLASS} extends HTMLElement {{\n\
         \x20 static readonly isIntimacyExplorer: true;\n  static readonly version: string;\n}}\n\n\
         /** Registers the class as `{TAG}`, unless the name is taken. On a server it does nothing. */\n\
         export declare function define(): void;\n\n\
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
    let slots = SLOTS.map(|(name, what)| json!({ "name": name, "description": what }));
    let class = json!({ "name": CLASS, "module": "index.js" });
    json!({
        "schemaVersion": "1.0.0",
        "modules": [
            {
                "kind": "javascript-module",
                "path": "index.js",
                "declarations": [
                    {
                        "kind": "class",
                        "customElement": true,
                        "name": CLASS,
                        "tagName": TAG,
                        "superclass": { "name": "HTMLElement" },
                        "attributes": attributes,
                        "events": events,
                        "slots": slots,
                    },
                    { "kind": "function", "name": "define" },
                ],
                "exports": [
                    { "kind": "js", "name": CLASS, "declaration": class },
                    { "kind": "js", "name": "define", "declaration": { "name": "define", "module": "index.js" } },
                ],
            },
            {
                "kind": "javascript-module",
                "path": "register.js",
                "declarations": [],
                "exports": [{ "kind": "custom-element-definition", "name": TAG, "declaration": class }],
            },
        ],
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
