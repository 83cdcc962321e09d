//! Reads a submission that is a `.zip`.

use super::{Unreadable, collector::Collector, place::Place};
use rawzip::{CompressionMethod, RECOMMENDED_BUFFER_SIZE, ZipArchive};
use std::{borrow::Cow, fs::File};

/// How many entries of an archive are looked at, at the most.
pub(super) const MOST_ENTRIES: u64 = 200_000;

/// Reads it, entry by entry: whatever the archive says of itself, no more memory is used than the sources need.
pub(super) fn read(file: File, collector: &mut Collector) -> Result<(), Unreadable> {
    let broken =
        |error: rawzip::Error| Unreadable::For(format!("it is no .zip, or damaged: {error}"));
    let mut buffer = vec![0; RECOMMENDED_BUFFER_SIZE];
    let archive = ZipArchive::from_file(file, &mut buffer).map_err(broken)?;
    let mut entries = archive.entries(&mut buffer);
    let mut seen = 0;
    while let Some(entry) = entries.next_entry().map_err(broken)? {
        seen += 1;
        if seen > MOST_ENTRIES {
            return Err(Unreadable::For(format!(
                "it holds more than {MOST_ENTRIES} files; leave the folder `target` out"
            )));
        }
        let raw = entry.file_path();
        let path = with_slashes(raw.as_bytes());
        let Ok(place) = Place::of(&path) else {
            collector.note(left_out(&path));
            continue;
        };
        let Some(place) = place else {
            continue;
        };
        let mode = entry.mode();
        if mode.is_symlink() {
            collector.left_out(&place, "a link")?;
        } else if entry.is_dir() || path.ends_with(b"/") {
            collector.folder(place)?;
        } else if mode.value() & FILE_TYPE != 0 && mode.value() & FILE_TYPE != REGULAR {
            collector.left_out(&place, "neither a file nor a folder")?;
        } else if entry.flags().is_encrypted() || entry.flags().is_masked() {
            return Err(Unreadable::For(
                "it is encrypted; it has to be packed without a password".to_owned(),
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
                    return Err(Unreadable::For(format!(
                        "{place} is packed in a way that is not read ({other:?}); pack it as an ordinary .zip"
                    )));
                }
            }
        }
    }
    if seen < archive.entries_hint() {
        return Err(Unreadable::For(
            "it is damaged: its list of files is cut off".to_owned(),
        ));
    }
    Ok(())
}

/// The bits of a mode that tell what kind of file it is, and those of a regular one.
const FILE_TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;

/// A path as it should be: some programs for Windows write it with backslashes.
fn with_slashes(path: &[u8]) -> Cow<'_, [u8]> {
    if path.contains(&b'/') || !path.contains(&b'\\') {
        return path.into();
    }
    path.iter()
        .map(|&byte| if byte == b'\\' { b'/' } else { byte })
        .collect()
}

/// Says that an entry has a path that is not believed.
pub(super) fn left_out(path: &[u8]) -> String {
    const LONGEST: usize = 100;
    let path = String::from_utf8_lossy(&path[..path.len().min(LONGEST)]);
    format!("left out: the archive has an entry with an unsafe path, {path:?}")
}
