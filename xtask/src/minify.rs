//! Leaves out what no browser needs. Scripts go through oxc, which also renames and rewrites: 1.9 KB of the 11 that are
//! sent. Of the style sheet and the page's shell only comments and spaces go; compression does the rest.

use anyhow::{Result, bail};
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// A page without comments, indentation and lines for Trunk. Only for the shell: it knows nothing of `<pre>`.
pub fn html_shell(text: &str) -> String {
    let text = without(text, "<!--", "-->");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<link data-trunk"));
    lines.collect::<Vec<_>>().join("\n")
}

/// What a script is to the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// `<script>`: its top names are everybody's.
    Classic,
    /// `<script type="module">`, or what one imports.
    Module,
}

/// A script that does the same in fewer letters.
///
/// # Errors
/// Where it is no JavaScript.
pub fn js(text: &str, kind: Script) -> Result<String> {
    let source = if kind == Script::Module { SourceType::mjs() } else { SourceType::script() };
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, source).parse();
    if let Some(problem) = parsed.diagnostics.first() {
        bail!("{problem}");
    }
    let mut program = parsed.program;
    let minified = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut program);
    let print = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping);
    Ok(print.with_private_member_mappings(minified.class_private_mappings).build(&program).code)
}

/// A style sheet without comments and without spaces that mean nothing.
pub fn css(text: &str) -> String {
    let text = without(text, "/*", "*/");
    let mut result = String::with_capacity(text.len());
    let mut quote = None;
    let mut space = false;
    for c in text.chars() {
        if let Some(open) = quote {
            result.push(c);
            if c == open {
                quote = None;
            }
            continue;
        }
        if c.is_whitespace() {
            space = true;
            continue;
        }
        // A space matters between two words, around `+` and `-`, before `.`, `:` and `(`, after `)`.
        let tight = |c| matches!(c, '{' | '}' | ';' | ',' | '>' | '!');
        let last = result.chars().next_back();
        if c == '}' && last == Some(';') {
            result.pop();
        }
        if space && !tight(c) && last.is_some_and(|last| !tight(last) && last != ':' && last != '(') {
            result.push(' ');
        }
        space = false;
        if c == '"' || c == '\'' {
            quote = Some(c);
        }
        result.push(c);
    }
    result
}

fn without(text: &str, open: &str, close: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        result.push_str(before);
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn css_keeps_the_spaces_that_count() {
        for (long, short) in [
            ("a  b {\n  color : red;\n}\n", "a b{color :red}"),
            ("a > b, c { margin: 0 auto !important; }", "a>b,c{margin:0 auto!important}"),
            ("a { width: calc(1px + (2px - 3px) * 2); }", "a{width:calc(1px + (2px - 3px) * 2)}"),
            ("a::before { content: \"a  /b ; \"; }", "a::before{content:\"a  /b ; \"}"),
            ("@media (width > 3em) and (x: y) { a :hover { b: c } }", "@media (width>3em) and (x:y){a :hover{b:c}}"),
            ("/* one */ a { } /* two */", "a{}"),
            ("a { grid-area: 1 / 2; inset: -1px -2px }", "a{grid-area:1 / 2;inset:-1px -2px}"),
            ("@container card (inline-size > 3rem) { a { b: c } }", "@container card (inline-size>3rem){a{b:c}}"),
        ] {
            assert_eq!(css(long), short);
        }
    }

    #[test]
    fn js_does_the_same_in_fewer_letters() {
        let long = "/** a */\nexport function twice(number) {\n  // b\n  const two = 2;\n  return number * two;\n}\n";
        let short = js(long, Script::Module).unwrap();
        assert!(short.starts_with("export function twice(") && short.len() < long.len() / 2, "{short}");
        assert_eq!(
            js("class A { #many = 1; get few() { return this.#many; } }", Script::Classic).unwrap(),
            "class A{#e=1;get few(){return this.#e}}"
        );
        assert!(js("if (", Script::Classic).is_err());
    }

    #[test]
    fn html_loses_comments_and_trunk_lines() {
        assert_eq!(html_shell("<p>\n  <!-- a\n b -->\n  <link data-trunk rel=\"rust\">\n  <b>\n"), "<p>\n<b>");
    }
}
