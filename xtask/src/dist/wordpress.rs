//! `wordpress/`: the plugin for WordPress, as one zip file.
//!
//! The plugin's sources are in the folder `wordpress/` of the project. This adds the table of settings as PHP, the files
//! of the explorer, the template for translations, and the version.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::zip;
use crate::page::{Files, text};
use crate::project;

/// The folder in the zip file, and so the name of the plugin.
const PLUGIN: &str = "intimacy-explorer";
/// The files of the explorer that the plugin contains.
const ASSETS: [&str; 3] = ["frame.html", "frame.js", "intimacy-explorer.one.js"];
/// Settings without an effect in a sealed frame: it has a page of its own, and stores nothing.
const NOT_IN_A_FRAME: [&str; 4] = ["saving", "storage-name", "heading-level", "loading"];
/// The plugin knows the folder of its own files.
const NOT_IN_THE_PLUGIN: &str = "files";

pub fn files(embed: &Files) -> Result<Files> {
    Ok(Files::from([(format!("{PLUGIN}.zip"), zip::pack(&plugin(embed)?)?)]))
}

/// The files of the plugin, with their paths in the zip file.
fn plugin(embed: &Files) -> Result<Files> {
    let mut files = Files::new();
    read(&project::root().join("wordpress"), "", &mut files)?;
    for (name, bytes) in &mut files {
        let text = text(name, std::mem::take(bytes))?;
        *bytes = text.replace("{version}", env!("CARGO_PKG_VERSION")).into_bytes();
    }
    let table = super::settings()?;
    files.insert("includes/table.php".to_owned(), php(&table)?.into_bytes());
    files.insert(format!("languages/{PLUGIN}.pot"), template(&files)?.into_bytes());
    for name in ASSETS {
        let bytes = embed.get(name).with_context(|| format!("there is no embed/{name}"))?;
        files.insert(format!("assets/{name}"), bytes.clone());
    }
    let frame = text("frame.html", files["assets/frame.html"].clone())?;
    ensure!(frame.matches("<intimacy-explorer ").count() == 1, "frame.html should hold one tag of the element");
    let licence = fs::read(project::root().join("LICENSE-MIT")).context("cannot read LICENSE-MIT")?;
    files.insert("license.txt".to_owned(), licence);
    Ok(files.into_iter().map(|(name, bytes)| (format!("{PLUGIN}/{name}"), bytes)).collect())
}

fn read(folder: &Path, before: &str, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let name = format!("{before}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
        }
    }
    Ok(())
}

/// The table of settings as a PHP function. Texts that a person reads can be translated.
fn php(table: &[Value]) -> Result<String> {
    let mut rows = String::new();
    for setting in table {
        let Value::Object(setting) = setting else { bail!("a setting is no object") };
        let name = setting["name"].as_str().context("a setting has no name")?;
        if name == NOT_IN_THE_PLUGIN {
            continue;
        }
        rows.push_str(&format!("\t\t{} => array(\n", literal(name)));
        for (key, value) in setting.iter().filter(|(key, _)| !["live", "article"].contains(&key.as_str())) {
            let value = match (key.as_str(), value) {
                ("sets" | "expected", Value::String(text)) => translated(text),
                ("default", Value::String(text))
                    if !["choice", "name", "digit"].iter().any(|kind| setting["kind"] == *kind) =>
                {
                    translated(text)
                }
                ("ids", Value::Array(ids)) => list(ids, |one| {
                    let (id, title) = (one["id"].as_str(), one["title"].as_str());
                    format!(
                        "array( 'id' => {}, 'title' => {} )",
                        literal(id.unwrap_or_default()),
                        translated(title.unwrap_or_default())
                    )
                }),
                (_, Value::Array(values)) => list(values, |one| literal(one.as_str().unwrap_or_default())),
                (_, Value::String(text)) => literal(text),
                (_, other) => other.to_string(),
            };
            rows.push_str(&format!("\t\t\t{} => {value},\n", literal(key)));
        }
        rows.push_str(&format!("\t\t\t'frame' => {},\n\t\t),\n", !NOT_IN_A_FRAME.contains(&name)));
    }
    Ok(format!(
        "<?php\n/**\n * The table of settings. Generated from the table in the explorer's own source.\n *\n * @package \
         IntimacyExplorer\n */\n\ndefined( 'ABSPATH' ) || exit;\n\n/**\n * The settings by their names.\n *\n * @return \
         array<string, array<string, mixed>>\n */\nfunction intimacy_explorer_table() {{\n\tstatic $table = \
         null;\n\t$table ??= array(\n{rows}\t);\n\treturn $table;\n}}\n"
    ))
}

fn list(values: &[Value], one: impl Fn(&Value) -> String) -> String {
    let items: Vec<_> = values.iter().map(one).collect();
    format!("array( {} )", items.join(", "))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn translated(text: &str) -> String {
    format!("__( {}, '{PLUGIN}' )", literal(text))
}

/// The template for translations (`.pot`): every text of the PHP files, the editor's script and block.json.
fn template(files: &Files) -> Result<String> {
    let mut texts: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (name, bytes) in files {
        let source = std::str::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?;
        let mut add = |text: String| texts.entry(text).or_default().insert(name);
        if name.ends_with("block.json") {
            let block: Value = serde_json::from_str(source).context("block.json")?;
            for key in ["title", "description"] {
                add(block[key].as_str().with_context(|| format!("block.json has no {key}"))?.to_owned());
            }
        } else {
            for text in calls(source).with_context(|| name.clone())? {
                add(text);
            }
        }
    }
    let mut pot = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: {PLUGIN} {}\\n\"\n\"MIME-Version: 1.0\\n\"\n\
         \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\"X-Domain: {PLUGIN}\\n\"\n",
        env!("CARGO_PKG_VERSION")
    );
    for (text, places) in texts {
        for place in places {
            pot.push_str(&format!("\n#: {place}"));
        }
        let text = text.replace('\\', "\\\\").replace('"', "\\\"");
        pot.push_str(&format!("\nmsgid \"{text}\"\nmsgstr \"\"\n"));
    }
    Ok(pot)
}

/// The texts of all calls such as `esc_html__( 'text', 'intimacy-explorer' )`. The first argument must be one literal.
fn calls(source: &str) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for call in ["__( ", "_e( "] {
        for rest in source.split(call).skip(1) {
            let rest = rest.strip_prefix('\'').with_context(|| format!("no literal after {call}"))?;
            let (mut text, mut letters) = (String::new(), rest.chars());
            loop {
                match letters.next().context("a literal has no end")? {
                    '\'' => break,
                    '\\' => text.extend(letters.next()),
                    letter => text.push(letter),
                }
            }
            ensure!(letters.as_str().starts_with(&format!(", '{PLUGIN}' )")), "{text:?} has no text domain");
            texts.push(text);
        }
    }
    Ok(texts)
}

#[cfg(test)]
mod tests {
    use super::{calls, php};
    use serde_json::json;

    #[test]
    fn texts_for_translators_are_found() {
        let source = "echo __( 'It\\'s', 'intimacy-explorer' ); esc_html_e( 'Two', 'intimacy-explorer' );";
        assert_eq!(calls(source).unwrap(), ["It's", "Two"]);
        for bad in ["__( $text, 'intimacy-explorer' )", "__( 'a', 'other' )", "__( 'a' )", "__( 'a"] {
            assert!(calls(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_setting_is_escaped_in_php() {
        let table = [
            json!({ "name": "practice", "kind": "line", "sets": "the owner's \\name", "default": "none", "longest": 200 }),
            json!({ "name": "saving", "kind": "choice", "choices": ["offer", "never"], "default": "offer" }),
            json!({ "name": "files", "kind": "folder" }),
        ];
        let php = php(&table).unwrap();
        for part in [
            "'practice' => array(",
            "'sets' => __( 'the owner\\'s \\\\name', 'intimacy-explorer' ),",
            "'longest' => 200,",
            "'choices' => array( 'offer', 'never' ),\n\t\t\t'default' => 'offer',",
            "'frame' => false,",
        ] {
            assert!(php.contains(part), "{part}\n{php}");
        }
        assert!(!php.contains("'files'"));
    }
}
