//! Reads a submission that is a `.tar.gz`.

use super::{
    Unreadable,
    collector::Collector,
    place::Place,
    zip_archive::{MOST_ENTRIES, left_out},
};
use flate2::bufread::MultiGzDecoder;
use std::{
    fs::File,
    io::{self, BufReader, Read},
};
use tar::{Archive, EntryType, PaxExtensions};

/// How much an archive may unpack to, in bytes. What is not needed has to be unpacked too, to be skipped.
const MOST_UNPACKED: u64 = 1 << 30;

/// The longest description of an entry that is read, in bytes.
const LONGEST_EXTENSION: u64 = 64 << 10;

/// Reads it, entry by entry.
///
/// Descriptions of entries (long names) are read here, with a limit, and not by the library, which has none.
pub(super) fn read(file: File, collector: &mut Collector) -> Result<(), Unreadable> {
    let unpacked = Limited {
        inner: MultiGzDecoder::new(BufReader::new(file)),
        left: MOST_UNPACKED,
    };
    let mut archive = Archive::new(unpacked);
    let mut long_name: Option<Vec<u8>> = None;
    let entries = archive.entries().map_err(|error| broken(&error))?;
    for (seen, entry) in (1..).zip(entries.raw(true)) {
        let mut entry = entry.map_err(|error| broken(&error))?;
        if seen > MOST_ENTRIES {
            return Err(Unreadable::For(format!(
                "it holds more than {MOST_ENTRIES} files; leave the folder `target` out"
            )));
        }
        let kind = entry.header().entry_type();
        match kind {
            EntryType::GNULongName => {
                let mut name = extension(&mut entry)?;
                name.truncate(
                    name.iter()
                        .position(|byte| *byte == 0)
                        .unwrap_or(name.len()),
                );
                long_name = Some(name);
                continue;
            }
            EntryType::XHeader => {
                if let Some(name) = pax_path(&extension(&mut entry)?)? {
                    long_name = Some(name);
                }
                continue;
            }
            EntryType::GNULongLink | EntryType::XGlobalHeader => continue,
            _ => {}
        }
        let path = long_name
            .take()
            .unwrap_or_else(|| entry.path_bytes().into_owned());
        let Ok(place) = Place::of(&path) else {
            collector.note(left_out(&path));
            continue;
        };
        let Some(place) = place else {
            continue;
        };
        match kind {
            EntryType::Directory => collector.folder(place)?,
            // Old archives have folders as files whose names end in a slash.
            EntryType::Regular if path.ends_with(b"/") => collector.folder(place)?,
            EntryType::Regular | EntryType::Continuous => {
                collector.file(place, &mut entry)?;
            }
            EntryType::Symlink | EntryType::Link => collector.left_out(&place, "a link")?,
            _ => collector.left_out(&place, "neither a file nor a folder")?,
        }
    }
    Ok(())
}

fn broken(error: &io::Error) -> Unreadable {
    Unreadable::For(format!("it is no .tar.gz, or damaged: {error}"))
}

/// The content of an entry that describes the next one.
fn extension(entry: &mut impl Read) -> Result<Vec<u8>, Unreadable> {
    let mut content = Vec::new();
    entry
        .take(LONGEST_EXTENSION + 1)
        .read_to_end(&mut content)
        .map_err(|error| broken(&error))?;
    if content.len() as u64 > LONGEST_EXTENSION {
        return Err(Unreadable::For(
            "it is damaged: a name in it is longer than any name".to_owned(),
        ));
    }
    Ok(content)
}

/// The path that a POSIX description gives the next entry.
fn pax_path(content: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut path = None;
    for record in PaxExtensions::new(content) {
        let record = record.map_err(|error| broken(&error))?;
        match record.key_bytes() {
            b"path" => path = Some(record.value_bytes().to_owned()),
            // Only files of eight gigabytes and more need this.
            b"size" => {
                return Err(Unreadable::For(
                    "it holds a file that is too large; leave the folder `target` out".to_owned(),
                ));
            }
            _ => {}
        }
    }
    Ok(path)
}

/// A reader that fails where there is too much.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!(
                "it unpacks to more than {} MB; leave the folder `target` out",
                MOST_UNPACKED >> 20
            ))
        })?;
        Ok(read)
    }
}
