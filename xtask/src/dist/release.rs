//! `release/`: one download for each way to use the explorer, with the version in its name, and checksums.
//!
//! Each zip file contains one folder that an owner uploads, a page to look at, and a text that says what to do.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::{builder, guide, zip};
use crate::page::Files;

/// The checksums, in the format of `sha256sum`.
const SUMS: &str = "SHA256SUMS";
/// Files of `embed/` for the frame.
const FRAME: [&str; 2] = ["frame.html", "frame.js"];
/// The single file of `embed/`.
const ONE_FILE: &str = "intimacy-explorer.one.js";
/// Configuration files of `embed/` for servers. Most owners cannot use them, and a zip file hides names with a dot.
const FOR_SERVERS: [&str; 4] = [".htaccess", "_headers", "nginx.conf", "vercel.json"];

/// The files of the other folders of `dist/`.
pub struct Folders<'a> {
    pub embed: &'a Files,
    pub site: &'a Files,
    pub offline: &'a Files,
    pub paper: &'a Files,
    pub wordpress: &'a Files,
    pub builder: &'a Files,
    pub guide: &'a Files,
    pub npm: &'a Files,
}

pub fn files(folders: &Folders) -> Result<Files> {
    let embed = |wanted: &dyn Fn(&str) -> bool| -> Files {
        let files = folders.embed.iter().filter(|(name, _)| wanted(name) && !FOR_SERVERS.contains(&name.as_str()));
        files.map(|(name, bytes)| (name.clone(), bytes.clone())).collect()
    };
    let element = |name: &str| !FRAME.contains(&name) && name != ONE_FILE;
    let mut files = Files::new();
    for (way, files_of_way, example, guide) in [
        ("frame", embed(&|name| FRAME.contains(&name)), FRAME_PAGE, FRAME_GUIDE),
        ("element", embed(&element), ELEMENT_PAGE, ELEMENT_GUIDE),
        ("one-file", embed(&|name| name == ONE_FILE), ONE_FILE_PAGE, ONE_FILE_GUIDE),
        ("page", folders.site.clone(), "", PAGE_GUIDE),
    ] {
        let mut content: Files =
            files_of_way.into_iter().map(|(name, bytes)| (format!("explorer/{name}"), bytes)).collect();
        if !example.is_empty() {
            content.insert("example.html".to_owned(), page(example).into_bytes());
        }
        content.insert("READ ME FIRST.txt".to_owned(), guide_of(guide).into_bytes());
        files.insert(named(way, "zip"), zip::pack(&content)?);
    }
    files.insert(named("npm", "zip"), zip::pack(folders.npm)?);
    for (way, folder, name, kind) in [
        ("wordpress", folders.wordpress, "intimacy-explorer.zip", "zip"),
        ("offline", folders.offline, "intimacy-explorer.html", "html"),
        ("paper", folders.paper, "paper.html", "html"),
        ("builder", folders.builder, builder::PAGE, "html"),
        ("guide", folders.guide, guide::PAGE, "html"),
    ] {
        let bytes = folder.get(name).with_context(|| format!("there is no {way}/{name}"))?;
        files.insert(named(way, kind), bytes.clone());
    }
    let mut sums = String::new();
    for (name, bytes) in &files {
        let sum: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        sums.push_str(&format!("{sum}  {name}\n"));
    }
    files.insert(SUMS.to_owned(), sums.into_bytes());
    Ok(files)
}

fn named(way: &str, kind: &str) -> String {
    format!("intimacy-explorer-{way}-{}.{kind}", env!("CARGO_PKG_VERSION"))
}

/// Lines end as Windows expects, so that its editor shows them.
fn guide_of(text: &str) -> String {
    let head = format!("intimacy-explorer {}\n\n", env!("CARGO_PKG_VERSION"));
    let guide = named("guide", "html");
    let end = format!("\nThe whole guide, with pictures, is the download {guide}.\n{END}");
    format!("{head}{text}{end}").replace('\n', "\r\n")
}

fn page(body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Example</title>\n\
         <h1>Our practice</h1>\n<p>A page of your site. Copy what follows.</p>\n\n{body}</html>\n"
    )
}

const FRAME_PAGE: &str = "\
<iframe data-intimacy-explorer src=\"explorer/frame.html\" title=\"What closeness means to you\"
        sandbox=\"allow-scripts allow-downloads allow-modals allow-top-navigation-by-user-activation\"
        style=\"border:0;display:block;width:100%;height:700px\" loading=\"lazy\"></iframe>
<p><a href=\"explorer/frame.html\">Nothing to see here? Open it on a page of its own.</a></p>
<script src=\"explorer/frame.js\" defer></script>
";
const FRAME_GUIDE: &str = "\
A sealed frame: the other scripts of your site cannot read what visitors answer.

1. Upload the folder \"explorer\" to your web space.
2. Open example.html in a text editor. Copy the lines from <iframe to </script> into your page.
   In each, write the address of the folder, such as /explorer/frame.html.
3. Look at the page.

Your name, contact link, country and colours: open the builder. It gives you a frame.html with them, which
takes the place of explorer/frame.html.
";
const ELEMENT_PAGE: &str = "\
<intimacy-explorer country=\"US\" practice=\"Your practice\" contact=\"/contact\">
  <p>In danger, call your local emergency number.</p>
</intimacy-explorer>
<script type=\"module\" src=\"explorer/intimacy-explorer.js\"></script>
";
const ELEMENT_GUIDE: &str = "\
A part of your page. Use it only if your site has no analytics, chat or advertising: other scripts of the page
could read what visitors answer.

1. Upload the folder \"explorer\" to your web space.
2. Open example.html in a text editor. Copy the lines from <intimacy-explorer to </script> into your page.
   In the last line, write the address of the folder, such as /explorer/intimacy-explorer.js.
3. Look at the page. (Opened from your disk, example.html shows only the sentence inside.)
";
const ONE_FILE_PAGE: &str = "\
<intimacy-explorer country=\"US\" practice=\"Your practice\" contact=\"/contact\">
  <p>In danger, call your local emergency number.</p>
</intimacy-explorer>
<script src=\"explorer/intimacy-explorer.one.js\" defer></script>
";
const ONE_FILE_GUIDE: &str = "\
A part of your page, in one file. Use it only if your site has no analytics, chat or advertising: other scripts
of the page could read what visitors answer.

1. Upload explorer/intimacy-explorer.one.js.
2. Open example.html in a text editor. Copy the lines from <intimacy-explorer to </script> into your page.
   In the last line, write the address of the file.
3. Look at the page.
";
const PAGE_GUIDE: &str = "\
A page of its own, at an address that nothing else uses, such as explorer.example.org. The most private way.

1. Upload everything in the folder \"explorer\" to that address.
2. Link to it from your site.

The files that begin with a dot or an underscore, and vercel.json and nginx.conf, tell common hosts which headers
to send. Keep the one for your host.
";
const END: &str = "\
To verify the download, compare it with the file SHA256SUMS.
The explorer sends no answer anywhere. It is no diagnosis and measures no relationship.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_has_a_download_and_a_checksum() {
        let of = |names: &[&str]| -> Files { names.iter().map(|name| ((*name).to_owned(), b"x".to_vec())).collect() };
        let release = files(&Folders {
            embed: &of(&["frame.html", "frame.js", ONE_FILE, "intimacy-explorer.js", "_headers"]),
            site: &of(&["index.html"]),
            offline: &of(&["intimacy-explorer.html"]),
            paper: &of(&["paper.html"]),
            wordpress: &of(&["intimacy-explorer.zip"]),
            builder: &of(&[builder::PAGE]),
            guide: &of(&[guide::PAGE]),
            npm: &of(&["package.json"]),
        })
        .unwrap();
        let sums = String::from_utf8(release[SUMS].clone()).unwrap();
        assert_eq!(sums.lines().count(), release.len() - 1);
        // The SHA-256 of the text "x".
        let sum = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
        assert!(sums.contains(&format!("{sum}  {}\n", named("paper", "html"))), "{sums}");
        let text = String::from_utf8_lossy(&release[&named("element", "zip")]).into_owned();
        assert!(
            text.contains("explorer/intimacy-explorer.js") && !text.contains("frame.js") && !text.contains("_headers")
        );
    }
}
