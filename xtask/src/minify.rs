//! Leaves out what no browser needs: comments, indentation, line breaks. Compression does the rest.
//! A minifier that also rewrites code is not needed for files this small, and would be one more thing to trust.

use anyhow::{Result, bail};

/// A page without comments, indentation and lines for Trunk. Only for the shell: it knows nothing of `<pre>`.
pub fn html_shell(text: &str) -> String {
    let text = without(text, "<!--", "-->");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("<link data-trunk"));
    lines.collect::<Vec<_>>().join("\n")
}

/// A script without lines that are only a comment, and without indentation.
///
/// # Errors
/// Where a template literal spans lines, as its spaces count.
pub fn js(text: &str) -> Result<String> {
    let mut result = String::with_capacity(text.len());
    let mut in_comment = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if in_comment || line.starts_with("/*") {
            let end = line.find("*/");
            in_comment = end.is_none();
            if end.is_some_and(|end| !line[end + 2..].trim().is_empty()) {
                bail!("line {}: code follows a comment on the same line", number + 1);
            }
            continue;
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if line.matches('`').count() % 2 == 1 {
            bail!("line {}: a template literal that spans lines", number + 1);
        }
        result.push_str(line);
        result.push('\n');
    }
    Ok(result)
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
    fn js_loses_comments_and_indentation_only() {
        assert_eq!(js("/**\n * a\n */\nif (a) {\n  // b\n  c('//d');\n\n}\n").unwrap(), "if (a) {\nc('//d');\n}\n");
        assert!(js("a = `\n`;").is_err());
    }

    #[test]
    fn html_loses_comments_and_trunk_lines() {
        assert_eq!(html_shell("<p>\n  <!-- a\n b -->\n  <link data-trunk rel=\"rust\">\n  <b>\n"), "<p>\n<b>");
    }
}
