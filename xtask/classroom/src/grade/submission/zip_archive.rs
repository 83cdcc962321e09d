//! Reads a submission that is a `.zip`.

use super::{Unreadable, collector::Collector, place::Place};
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive};
use std::{borrow::Cow, fs::File};

/// The maximum number of entries of an archive.
pub(super) const MAX_ENTRIES: u64 = 200_000;

/// Reads an archive entry by entry. Memory use depends only on the sources, whatever sizes the archive claims.
pub(super) fn read(file: File, collector: &mut Collector) -> Result<(), Unreadable> {
    let broken = |error: rawzip::Error| {
        Unreadable::Permanent(format!("it is not a .zip, or it is damaged: {error}"))
    };
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(file, &mut buffer).map_err(broken)?;
    let mut entries = archive.entries(&mut buffer);
    let mut seen = 0;
    while let Some(entry) = entries.next_entry().map_err(broken)? {
        seen += 1;
        if seen > MAX_ENTRIES {
            return Err(Unreadable::Permanent(format!(
                "it contains more than {MAX_ENTRIES} files; leave out the folder `target`"
            )));
        }
        let raw = entry.file_path();
        let path = with_slashes(raw.as_bytes());
        let Ok(place) = Place::parse(&path) else {
            collector.note(unsafe_path(&path));
            continue;
        };
        let Some(place) = place else {
            continue;
        };
        let mode = entry.mode();
        if mode.is_symlink() {
            collector.leave_out(&place, "a link")?;
        } else if entry.is_dir() || path.ends_with(b"/") {
            collector.folder(place)?;
        } else if mode.value() & FILE_TYPE != 0 && mode.value() & FILE_TYPE != REGULAR {
            collector.leave_out(&place, "neither a file nor a folder")?;
        } else if entry.flags().is_encrypted() || entry.flags().is_masked() {
            return Err(Unreadable::Permanent(
                "it is encrypted; pack it without a password".to_owned(),
            ));
        } else {
            let method = entry.compression_method();
            let content = archive.get_entry(entry.wayfinder()).map_err(broken)?;
            match method {
                CompressionMethod::STORE => {
                    collector.file(place, content.verifying_reader(content.reader()))?;
                }
                CompressionMethod::DEFLATE => {
                    let inflated = flate2::read::DeflateDecoder::new(content.reader());
                    collector.file(place, content.verifying_reader(inflated))?;
                }
                other => {
                    return Err(Unreadable::Permanent(format!(
                        "{place} has an unsupported compression method ({other:?}); pack it as an ordinary .zip"
                    )));
                }
            }
        }
    }
    if seen < archive.entries_hint() {
        return Err(Unreadable::Permanent(
            "it is damaged: its list of files is incomplete".to_owned(),
        ));
    }
    Ok(())
}

/// The bits of a mode for the kind of file, and their value for a regular file.
const FILE_TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// Replaces backslashes, which some Windows programs write.
fn with_slashes(path: &[u8]) -> Cow<'_, [u8]> {
    if path.contains(&b'/') || !path.contains(&b'\\') {
        return path.into();
    }
    path.iter()
        .map(|&byte| if byte == b'\\' { b'/' } else { byte })
        .collect()
}

/// A note about an entry with an unsafe path.
pub(super) fn unsafe_path(path: &[u8]) -> String {
    const LONGEST: usize = 100;
    let path = String::from_utf8_lossy(&path[..path.len().min(LONGEST)]);
    format!("left out: the archive has an entry with an unsafe path, {path:?}")
}
