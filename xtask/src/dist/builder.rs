//! The builder: a page on which an owner chooses a way and the settings, and gets what to paste.
//!
//! It is shipped twice. `builder/builder.html` is one file that works from disk. It contains the style sheet and the
//! script of the frame, for the preview and for the page of the frame that the owner downloads. `site/builder.html` has
//! its preview from the files of the site, because the policy of the site allows nothing inline, and the visitor's
//! browser has these files already. The parts of the frame page are a file of their own there, fetched for a download.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;

use super::site::between;
use super::{Parts, replaced, single};
use crate::minify::{self, Script};
use crate::page::{self, Files, text};
use crate::project;

/// Colours that an owner may choose, each with its label. The others follow from the style sheet.
const COLOURS: [(&str, &str); 4] =
    [("accent", "Buttons and links"), ("accent-ink", "Text on buttons"), ("paper", "Background"), ("ink", "Text")];
/// In the preview and on a page the builder decides these.
const DECIDED: [&str; 1] = ["files"];
/// The page, in each of its two folders.
pub const PAGE: &str = "builder.html";

/// `builder/`: the page as one file.
pub fn files(parts: &Parts, embed: &Files) -> Result<Files> {
    let Source { style, script, frame } = Source::read(embed, Script::Classic)?;
    for (what, text) in [("script", &script), ("style", &style)] {
        ensure!(!text.contains(&format!("</{what}")), "the {what} would end itself");
    }
    let hash = single::hash;
    let policy = format!(
        "default-src 'none'; script-src '{}' '{}' 'wasm-unsafe-eval'; style-src '{}' '{}'; img-src data:; connect-src \
         'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hash(&frame.script),
        hash(&script),
        hash(&frame.style),
        hash(&style)
    );
    let Frame { head, middle, end, resizer, .. } = &frame;
    let rest = json!({ "head": head, "middle": middle, "end": end, "resizer": resizer });
    let rest = rest.to_string().replace('<', "\\u003c");
    let styles = format!("<style id=\"frame-style\">{}</style>\n<style>{style}</style>", frame.style);
    let scripts = format!(
        "<script type=\"application/json\" id=\"frame-parts\">{rest}</script>\n\
         <script id=\"frame-script\">{}</script>\n<script>{script}</script>",
        frame.script
    );
    let made = filled(parts, &Filling { policy: &policy, back: "", styles: &styles, scripts: &scripts })?;
    Ok(Files::from([(PAGE.to_owned(), made.into_bytes())]))
}

/// The page and its files for `site/`. `sheet` and `entry` are the style sheet and the script of the site, and `back` is
/// a link to its first page.
pub fn on_site(parts: &Parts, embed: &Files, sheet: &str, entry: &str, back: &str) -> Result<Files> {
    let Source { style, script, frame } = Source::read(embed, Script::Module)?;
    let Frame { head, style: frame_style, middle, script: frame_script, end, resizer } = &frame;
    let all = json!({ "head": head, "style": frame_style, "middle": middle, "script": frame_script, "end": end,
        "resizer": resizer });
    let mut files = Files::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let hashed = page::with_hash(name, &bytes);
        files.insert(hashed.clone(), bytes);
        hashed
    };
    let own_sheet = add("builder.css", style.into_bytes());
    let own_script = add("builder.js", script.into_bytes());
    let frame_parts = add("builder-frame.json", all.to_string().into_bytes());
    let index = parts.text("index.html")?;
    let policy = between(&index, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    ensure!(!policy.is_empty(), "index.html has no policy");
    let link = |name: &str| format!("<link rel=\"stylesheet\" href=\"./{name}\">");
    let module = |name: &str| format!("<script type=\"module\" src=\"./{name}\"></script>");
    let styles = format!("{}\n{}", link(sheet), link(&own_sheet));
    // The element is defined before the builder fills in its settings.
    let scripts = format!(
        "<script type=\"application/json\" id=\"frame-parts\" data-from=\"./{frame_parts}\"></script>\n{}\n{}",
        module(entry),
        module(&own_script)
    );
    let made = filled(parts, &Filling { policy, back, styles: &styles, scripts: &scripts })?;
    files.insert(PAGE.to_owned(), made.into_bytes());
    Ok(files)
}

/// What differs between the two pages.
struct Filling<'a> {
    policy: &'a str,
    back: &'a str,
    styles: &'a str,
    scripts: &'a str,
}

/// Fills in the template.
fn filled(parts: &Parts, filling: &Filling) -> Result<String> {
    let mut made = source("page.html")?;
    for (place, value) in [
        ("{policy}", filling.policy),
        ("{back}\n", filling.back),
        ("{settings}", &form(&super::settings()?)?),
        ("{colours}", &colours(&parts.text("widget.css")?)?),
        ("{version}", env!("CARGO_PKG_VERSION")),
        ("{styles}", filling.styles),
        ("{scripts}", filling.scripts),
    ] {
        made = replaced(&made, place, value)?;
    }
    Ok(made)
}

/// A file of the folder `builder/`.
fn source(name: &str) -> Result<String> {
    let path = project::root().join("builder").join(name);
    fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
}

/// What both pages are made of.
struct Source {
    style: String,
    script: String,
    frame: Frame,
}

impl Source {
    fn read(embed: &Files, kind: Script) -> Result<Self> {
        let embedded = |name: &str| text(name, embed.get(name).with_context(|| format!("there is no {name}"))?.clone());
        let script = replaced(&source("builder.js")?, "{own-version}", env!("CARGO_PKG_VERSION"))?;
        // A classic script shares its scope with the others.
        let script = if kind == Script::Classic { format!("(() => {{\n{script}}})();\n") } else { script };
        Ok(Self {
            style: text("builder.css", page::lightened("builder.css", source("builder.css")?.into_bytes())?)?,
            script: minify::js(&script, kind)?,
            frame: Frame::of(&embedded("frame.html")?, embedded("frame.js")?)?,
        })
    }
}

/// The page of the frame in parts: before its style, the style, between, the script, after it. `resizer` is the script
/// for the page around it.
struct Frame {
    head: String,
    style: String,
    middle: String,
    script: String,
    end: String,
    resizer: String,
}

impl Frame {
    fn of(page: &str, resizer: String) -> Result<Self> {
        let cut = |text: &str, at: &str| -> Result<(String, String)> {
            let (before, after) = text.split_once(at).with_context(|| format!("frame.html has no {at}"))?;
            Ok((before.to_owned(), after.to_owned()))
        };
        let (head, rest) = cut(page, "<style>")?;
        let (style, rest) = cut(&rest, "</style>")?;
        let (middle, rest) = cut(&rest, "<script>")?;
        let (script, end) = cut(&rest, "</script>")?;
        Ok(Self {
            head: format!("{head}<style>"),
            style,
            middle: format!("</style>{middle}<script>"),
            script,
            end: format!("</script>{end}"),
            resizer,
        })
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

/// The text with its code spans as elements.
fn with_code(text: &str) -> String {
    let parts = escaped(text);
    let parts = parts.split('`').enumerate();
    parts.map(|(at, part)| if at % 2 == 1 { format!("<code>{part}</code>") } else { part.to_owned() }).collect()
}

/// A row of the form for each setting.
fn form(settings: &[Value]) -> Result<String> {
    let mut rows = String::new();
    for setting in settings {
        let of = |key: &str| setting[key].as_str().with_context(|| format!("a setting has no {key}"));
        let (name, kind, default, example) = (of("name")?, of("kind")?, of("default")?, of("example")?);
        if DECIDED.contains(&name) {
            continue;
        }
        let mut label = name.replace('-', " ");
        label[..1].make_ascii_uppercase();
        let mut sets = of("sets")?.to_owned();
        sets[..1].make_ascii_uppercase();
        let about = format!("<p class=\"ie-small\" id=\"{name}-about\">{}.", with_code(&sets));
        let ids = || setting["ids"].as_array().into_iter().flatten();
        let option = |value: &str, title: &str| format!("<option value=\"{value}\">{}</option>", escaped(title));
        let wrong = format!("<p class=\"wrong\" id=\"{name}-wrong\" role=\"status\"></p>");
        let attributes = format!(
            "class=\"ie-field\" id=\"{name}\" data-setting=\"{name}\" aria-describedby=\"{name}-about {name}-wrong\""
        );
        rows += &match kind {
            "subjects" => {
                let boxes: String = ids()
                    .map(|one| {
                        let (id, title) = (&one["id"], one["title"].as_str().unwrap_or_default());
                        format!(
                            "<label><input type=\"checkbox\" data-setting=\"{name}\" value={id}> {}</label>",
                            escaped(title)
                        )
                    })
                    .collect();
                format!("<fieldset class=\"row\"><legend>{label}</legend>{boxes}{about}</p></fieldset>\n")
            }
            "choice" | "country" => {
                let mut options = match kind {
                    "country" => option("", "as the visitor\u{2019}s browser indicates"),
                    _ => option("", default),
                };
                for one in ids() {
                    options +=
                        &option(one["id"].as_str().unwrap_or_default(), one["title"].as_str().unwrap_or_default());
                }
                for choice in setting["choices"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                    if choice != default {
                        options += &option(choice, choice);
                    }
                }
                format!(
                    "<div class=\"row\"><label for=\"{name}\">{label}</label><select {attributes}>{options}</select>{about}</p>{wrong}</div>\n"
                )
            }
            _ => format!(
                "<div class=\"row\"><label for=\"{name}\">{label}</label><input {attributes} maxlength=\"500\">{about} Example: \
                 <code>{}</code></p>{wrong}</div>\n",
                escaped(example)
            ),
        };
    }
    Ok(rows)
}

/// A row for each colour, with its default in the light scheme.
fn colours(css: &str) -> Result<String> {
    let mut rows = String::new();
    for (name, label) in COLOURS {
        let default = between(css, &format!("--ie-{name}:"), ";");
        ensure!(default.len() == 7 && default.starts_with('#'), "--ie-{name} is {default:?}");
        rows += &format!(
            "<div class=\"row\"><label><input type=\"checkbox\" id=\"{name}-own\"> {label}: a colour of your own</label>\
             <input type=\"color\" id=\"{name}\" data-property=\"--ie-{name}\" data-default=\"{default}\" value=\"{default}\" \
             aria-label=\"{label}\"></div>\n"
        );
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_frame_are_the_whole_page() {
        let page = "<head><style>a</style></head><body><script>b</script></body>";
        let Frame { head, style, middle, script, end, .. } = Frame::of(page, String::new()).unwrap();
        assert_eq!([head, style, middle, script, end].concat(), page);
        assert!(Frame::of("<head></head>", String::new()).is_err());
    }

    #[test]
    fn each_kind_has_a_control() {
        let setting = |kind: &str| {
            json!({ "name": "a-b", "kind": kind, "default": "x", "example": "<y>", "sets": "`c` & d",
            "ids": [{ "id": "i", "title": "I" }], "choices": ["x", "z"] })
        };
        let form = form(&[setting("subjects"), setting("choice"), setting("line")]).unwrap();
        for part in [
            "<legend>A b</legend><label><input type=\"checkbox\" data-setting=\"a-b\" value=\"i\"> I</label>",
            "<option value=\"\">x</option><option value=\"i\">I</option><option value=\"z\">z</option>",
            "<code>c</code> &amp; d. Example: <code>&lt;y></code>",
        ] {
            assert!(form.contains(part), "{part}\n{form}");
        }
    }
}
