//! The settings: their table in docs/settings.md, and the scripts that read some settings themselves.

use intimacy_explorer::config::{Config, EXIT, Kind, SETTINGS, Setting, parse};
use intimacy_explorer::content::Page;
use std::fs;
use std::path::{Path, PathBuf};

const BEGIN: &str = "<!-- settings: `UPDATE_SNAPSHOTS=1 cargo test --test native settings` writes this table -->\n";
const END: &str = "<!-- /settings -->";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).into()
}

/// The column "Value" of the table.
fn values(setting: &Setting) -> String {
    let quoted = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>();
    match setting.kind {
        Kind::Country(_) => "the two letters of a country".into(),
        Kind::Line { longest, .. } => format!("one line of text, at most {longest} bytes"),
        Kind::Link(_) => "an `https:`, `mailto:` or `tel:` link, or a path".into(),
        Kind::HelpLines(_) => format!("`{}`", setting.expected),
        Kind::Subjects(_) => {
            let subjects =
                Page::SUBJECTS.into_iter().filter(|page| *page != Page::Support).map(|page| page.to_string());
            let subjects: Vec<String> = subjects.collect();
            format!(
                "ids, with blanks between: {}",
                quoted(&subjects.iter().map(String::as_str).collect::<Vec<_>>()).join(", ")
            )
        }
        Kind::Exit(_) => "an `https:` address in ASCII letters, whose host is a name and not a number".into(),
        Kind::Switch { on, off, .. } => quoted(&[on, off]).join(" or "),
        Kind::Choice(choices) => quoted(choices).join(" or "),
        Kind::Name { longest, .. } => format!("1 to {longest} of `a`–`z`, `0`–`9` and `-`"),
        Kind::Digit { from, to, .. } => format!("{from} to {to}"),
        Kind::Folder => "a path or an address".into(),
    }
}

fn table() -> String {
    let yes = |so: bool| if so { "yes" } else { "no" };
    let row = |setting: &Setting| {
        let help = setting.help;
        let default = if is_valid(setting, help.default) { format!("`{}`", help.default) } else { help.default.into() };
        format!(
            "| `{}` | {} | {} | {default} | `{}` | {} | {} |\n",
            setting.name,
            help.sets,
            values(setting),
            help.example,
            yes(help.live),
            yes(help.article)
        )
    };
    let head = "| Name | Sets | Value | Default | Example | Can change while it runs | Changes the article |\n\
                | --- | --- | --- | --- | --- | --- | --- |\n";
    SETTINGS.iter().fold(head.to_owned(), |table, setting| table + &row(setting))
}

/// Whether the text is a valid value of a setting with a default value.
fn is_valid(setting: &Setting, value: &str) -> bool {
    matches!(setting.kind, Kind::Switch { .. } | Kind::Choice(_) | Kind::Name { .. } | Kind::Digit { .. })
        && one(setting, value).1
}

/// The configuration that results from one setting, and whether its value is valid.
fn one(setting: &Setting, value: &str) -> (Config, bool) {
    let asks = |name: &str| name == setting.name || matches!(setting.kind, Kind::Exit(_)) && name == EXIT;
    let (config, problems) = parse(|name| asks(name).then(|| value.to_owned()));
    (config, problems.is_empty())
}

#[test]
fn the_documented_settings_are_complete() {
    let path = root().join("docs/settings.md");
    let text = fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).expect("the marker above the table");
    let (now, after) = rest.split_once(END).expect("the marker below the table");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, format!("{before}{BEGIN}\n{}\n{END}{after}", table())).unwrap();
    } else {
        assert_eq!(now.trim(), table().trim(), "set UPDATE_SNAPSHOTS=1");
    }
}

#[test]
fn defaults_and_examples_are_valid() {
    for setting in &SETTINGS {
        let help = setting.help;
        let (config, used) = one(setting, help.example);
        assert!(used, "{}: {}", setting.name, help.example);
        let element = matches!(setting.kind, Kind::Choice(_) | Kind::Folder);
        assert_eq!(config == Config::default(), element, "{}: {} is the default", setting.name, help.example);
        if let Kind::Switch { .. } | Kind::Choice(_) | Kind::Name { .. } | Kind::Digit { .. } = setting.kind {
            assert_eq!(one(setting, help.default), (Config::default(), true), "{}: {}", setting.name, help.default);
        }
        match setting.kind {
            Kind::Switch { on, off, .. } => assert_eq!(setting.expected, format!("{on} or {off}")),
            Kind::Choice(choices) => {
                assert_eq!((setting.expected, help.default), (choices.join(" or ").as_str(), choices[0]));
            }
            Kind::Name { longest, .. } => assert!(setting.expected.starts_with(&format!("1 to {longest} "))),
            Kind::Digit { from, to, .. } => assert_eq!(setting.expected, format!("a number from {from} to {to}")),
            _ => assert!(!setting.expected.is_empty()),
        }
        assert!(!help.sets.contains(['\n', '|']) && !help.sets.ends_with('.'), "{}", help.sets);
    }
}

/// Names that the scripts read although they are not settings: the attributes `href` and `sandbox`, and two attributes
/// by which the element marks its state. `place` returns the time zone and languages of the browser, and `exit` the
/// address that the leave button may open.
const NO_SETTINGS: [&str; 6] = ["href", "sandbox", "data-key-off", "data-failed", "place", EXIT];

#[test]
fn scripts_read_only_known_settings() {
    let mut read = Vec::new();
    for entry in fs::read_dir(root().join("static")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "js") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for call in [" get('", "(get('", "settings()('", "getAttribute('", "hasAttribute('", "(name === '"] {
            let names = text.split(call).skip(1).filter_map(|rest| rest.split_once('\''));
            // Some scripts load their parts with a function of the same name.
            read.extend(names.map(|(name, _)| name.to_owned()).filter(|name| !name.starts_with("./")));
        }
    }
    for setting in SETTINGS.iter().filter(|setting| setting.early) {
        assert!(read.iter().any(|name| name == setting.name), "no script reads {}", setting.name);
    }
    for name in read {
        let setting = SETTINGS.iter().find(|setting| setting.name == name);
        assert!(
            setting.map_or_else(|| NO_SETTINGS.contains(&&*name), |setting| setting.early),
            "a script reads {name}"
        );
    }
}

#[test]
fn the_yew_component_has_each_setting() {
    let source = fs::read_to_string(root().join("examples/yew-host/src/explorer.rs")).unwrap();
    for Setting { name, .. } in &SETTINGS {
        let field = name.replace('-', "_");
        for part in [format!("    pub {field}: Option<AttrValue>,\n"), format!(" {name}={{props.{field}.clone()}}\n")] {
            assert_eq!(source.matches(&part).count(), 1, "{part}");
        }
    }
    assert_eq!(source.matches("={props.").count(), SETTINGS.len(), "an attribute that is no setting");
}
