//! Stand-in for the prerenderer.

fn main() -> std::io::Result<()> {
    let dir = std::env::args().skip_while(|a| a != "--out").nth(1).unwrap_or_else(|| "target/page".into());
    std::fs::create_dir_all(&dir)?;
    std::fs::write(
        format!("{dir}/article.html"),
        "<main><h1>Intimacy explorer</h1><p>What closeness means to you.</p><p><button type=\"button\" data-start>Start</button></p></main>",
    )?;
    std::fs::write(format!("{dir}/en.pack"), b"pack")?;
    std::fs::write(
        format!("{dir}/meta.json"),
        r#"{"lang":"en","dir":"ltr","title":"Intimacy explorer","description":"A private, \"client-side\" explorer & quiz"}"#,
    )
}
