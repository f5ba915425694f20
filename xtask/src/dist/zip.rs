//! Zip files with the same bytes for the same content: names in order, no times, no attributes of this machine.

use std::io::Write;

use anyhow::{Context, Result};
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use crate::page::Files;

/// 1 January 1980, the first day that the format can store.
const DAY: u16 = 1 << 5 | 1;
/// Bit 11: names are UTF-8.
const UTF8: u16 = 1 << 11;
const DEFLATE: u16 = 8;
const VERSION: u16 = 20;
/// Made on Unix, so that the attributes of files apply.
const UNIX: u16 = 3 << 8;
/// A regular file that everybody can read and the owner can write.
const MODE: u32 = 0o100_644 << 16;

/// Packs files. A name may contain `/`.
///
/// # Errors
/// If a file is too long for the format.
pub fn pack(files: &Files) -> Result<Vec<u8>> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let mut checksum = Crc::new();
        checksum.update(bytes);
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes)?;
        let packed = encoder.finish()?;
        let length = |of: usize| u32::try_from(of).with_context(|| format!("{name} is too long for a zip file"));
        let at = length(zip.len())?;
        let mut common = Vec::new();
        for short in [VERSION, UTF8, DEFLATE, 0, DAY] {
            common.extend(short.to_le_bytes());
        }
        for long in [checksum.sum(), length(packed.len())?, length(bytes.len())?] {
            common.extend(long.to_le_bytes());
        }
        common.extend(u16::try_from(name.len())?.to_le_bytes());
        common.extend([0; 2]);

        zip.extend(b"PK\x03\x04");
        zip.extend(&common);
        zip.extend(name.as_bytes());
        zip.extend(packed);

        directory.extend(b"PK\x01\x02");
        directory.extend((UNIX | VERSION).to_le_bytes());
        directory.extend(&common);
        // No comment, the first disk, no internal attributes.
        directory.extend([0; 6]);
        directory.extend(MODE.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len())?.to_le_bytes();
    let (start, size) = (u32::try_from(zip.len())?, u32::try_from(directory.len())?);
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend([count, count].concat());
    zip.extend(size.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0; 2]);
    Ok(zip)
}

#[cfg(test)]
mod tests {
    use super::pack;
    use crate::page::Files;
    use crate::project;

    #[test]
    fn another_program_reads_what_was_packed() {
        let Some(python) = project::on_path("python3") else { return };
        let long = b"abc".repeat(10_000);
        let files = Files::from([("a/\u{e9}.txt".into(), long.clone()), ("empty".into(), Vec::new())]);
        let bytes = pack(&files).unwrap();
        assert_eq!(bytes, pack(&files).unwrap());
        assert!(bytes.len() < 1_000);
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("it.zip"), bytes).unwrap();
        let mut unpack = std::process::Command::new(python);
        project::run(unpack.args(["-m", "zipfile", "-e", "it.zip", "."]).current_dir(folder.path())).unwrap();
        assert_eq!(std::fs::read(folder.path().join("a/\u{e9}.txt")).unwrap(), long);
        assert!(std::fs::read(folder.path().join("empty")).unwrap().is_empty());
    }
}
