//! Zip files with the same bytes for the same content: names in order, no times, no attributes of this machine.

use std::io::{Cursor, Write};

use anyhow::{Context, Result};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, DateTime, System};

use crate::page::Files;

/// A regular file that everybody can read and the owner can write.
const MODE: u32 = 0o644;

/// Packs files. A name may contain `/`.
///
/// # Errors
/// If a file is too long for the format.
pub fn pack(files: &Files) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(MODE);
    for (name, bytes) in files {
        zip.start_file(name, options).with_context(|| format!("cannot pack {name}"))?;
        zip.write_all(bytes).with_context(|| format!("cannot pack {name}"))?;
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::page::Files;
    use std::io::{Cursor, Read};

    #[test]
    fn what_was_packed_can_be_read() {
        let long = b"abc".repeat(10_000);
        let files = Files::from([("a/\u{e9}.txt".into(), long.clone()), ("empty".into(), Vec::new())]);
        let bytes = pack(&files).unwrap();
        assert_eq!(bytes, pack(&files).unwrap());
        assert!(bytes.len() < 1_000);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        for (name, content) in &files {
            let mut read = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut read).unwrap();
            assert_eq!(&read, content, "{name}");
        }
    }
}
