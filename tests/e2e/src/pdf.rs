//! Checks of printed pages.

use std::io::Read;

use anyhow::{Result, ensure};
use flate2::read::ZlibDecoder;
use memchr::memmem::{find, find_iter};

/// The number of pages in a PDF.
///
/// # Errors
/// When the data is not a PDF.
pub fn pages(pdf: &[u8]) -> Result<usize> {
    ensure!(pdf.starts_with(b"%PDF-"), "no PDF");
    // Some browsers write objects uncompressed, others into compressed streams.
    let mut objects = pdf.to_vec();
    for at in find_iter(pdf, b"/ObjStm") {
        let Some(start) = find(&pdf[at..], b"stream") else { continue };
        let body = &pdf[at + start + b"stream".len()..];
        let line = body.iter().take_while(|byte| b"\r\n".contains(byte)).count();
        ZlibDecoder::new(&body[line..]).read_to_end(&mut objects)?;
    }
    let name = b"/Type /Page";
    let pages = find_iter(&objects, name).filter(|at| objects.get(at + name.len()) != Some(&b's')).count();
    ensure!((1..100).contains(&pages), "{pages} pages");
    Ok(pages)
}
