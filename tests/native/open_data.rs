//! The open data: nothing is lost in it, and it is as its schema says.

use intimacy_explorer::content::{Content, source};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_texts_can_be_read_back_from_the_open_data() {
    let folder = root().join("content");
    let data = source::open_data(&folder, source::BASE).unwrap();
    // As text, because a file of it is text.
    let data: Value = serde_json::from_str(&data.to_string()).unwrap();
    let back: Content = serde_json::from_value(data["texts"].clone()).unwrap();
    assert_eq!(back.to_pack(), source::load(&folder, source::BASE).unwrap().to_pack());
    let quiz: toml::Table = fs::read_to_string(folder.join("quiz.toml")).unwrap().parse().unwrap();
    assert_eq!(serde_json::from_value::<toml::Table>(data["quiz"].clone()).unwrap(), quiz);
}

#[test]
fn the_schema_describes_what_is_there() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("docs/open-data.schema.json")).unwrap()).unwrap();
    let data = source::open_data(&root().join("content"), source::BASE).unwrap();
    let names = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let required = |schema: &Value| -> Vec<String> { serde_json::from_value(schema["required"].clone()).unwrap() };
    let properties = &schema["properties"];
    // `cargo xtask dist` adds the other properties.
    for name in names(&data) {
        assert!(required(&schema).contains(&name), "{name} is not in the schema");
    }
    for part in ["quiz", "texts"] {
        for name in required(&properties[part]) {
            assert!(data[part].get(&name).is_some(), "{part} has no {name}");
        }
    }
    for name in names(&data["quiz"]) {
        assert!(properties["quiz"]["properties"].get(&name).is_some(), "the schema does not describe quiz.{name}");
    }
}
