//! `builder/`: a page on which an owner chooses a way and the settings, and gets what to paste. It works from disk.
//!
//! The page contains the style sheet and the script of the frame. They show the explorer beside the form, and the page of
//! the frame that the owner downloads is made of them.

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

pub fn files(parts: &Parts, embed: &Files) -> Result<Files> {
    let read = |name: &str| -> Result<String> {
        let path = project::root().join("builder").join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let embedded = |name: &str| text(name, embed.get(name).with_context(|| format!("there is no {name}"))?.clone());
    let frame = Frame::of(&embedded("frame.html")?)?;
    let script = replaced(&read("builder.js")?, "{own-version}", env!("CARGO_PKG_VERSION"))?;
    let script = minify::js(&format!("(() => {{\n{script}}})();\n"), Script::Classic)?;
    let style = text("builder.css", page::lightened("builder.css", read("builder.css")?.into_bytes())?)?;
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
    let pieces =
        json!([frame.head, frame.middle, frame.end, embedded("frame.js")?]).to_string().replace('<', "\\u003c");
    let css = parts.text("widget.css")?;
    let mut made = read("page.html")?;
    for (place, value) in [
        ("{policy}", policy.as_str()),
        ("{settings}", &form(&super::settings()?)?),
        ("{colours}", &colours(&css)?),
        ("{version}", env!("CARGO_PKG_VERSION")),
        ("{style}", &style),
        ("{script}", &script),
        ("{frame-style}", &frame.style),
        ("{frame-parts}", &pieces),
        ("{frame-script}", &frame.script),
    ] {
        made = replaced(&made, place, value)?;
    }
    Ok(Files::from([("builder.html".to_owned(), made.into_bytes())]))
}

/// The page of the frame in pieces: before its style, the style, between, the script, after it.
struct Frame {
    head: String,
    style: String,
    middle: String,
    script: String,
    end: String,
}

impl Frame {
    fn of(page: &str) -> Result<Self> {
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
    fn a_frame_in_pieces_is_whole() {
        let page = "<head><style>a</style></head><body><script>b</script></body>";
        let Frame { head, style, middle, script, end } = Frame::of(page).unwrap();
        assert_eq!([head, style, middle, script, end].concat(), page);
        assert!(Frame::of("<head></head>").is_err());
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
