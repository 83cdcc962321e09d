//! Reads a submission that is a `.tar.gz`.

use super::{
    Unreadable,
    collector::Collector,
    place::Place,
    zip_archive::{MAX_ENTRIES, unsafe_path},
};
use flate2::bufread::MultiGzDecoder;
use std::{
    fs::File,
    io::{self, BufReader, Read},
};
use tar::{Archive, EntryType, PaxExtensions};

/// The maximum unpacked size of an archive, in bytes. Skipped entries count, since they are unpacked too.
const MAX_UNPACKED: u64 = 1 << 30;

/// The maximum size of an extension header, in bytes.
const MAX_EXTENSION: u64 = 64 << 10;

/// Reads an archive entry by entry.
///
/// Extension headers (long names) are read here, with a limit, since the library has no limit.
pub(super) fn read(file: File, collector: &mut Collector) -> Result<(), Unreadable> {
    let unpacked = Limited {
        inner: MultiGzDecoder::new(BufReader::new(file)),
        left: MAX_UNPACKED,
    };
    let mut archive = Archive::new(unpacked);
    let mut long_name: Option<Vec<u8>> = None;
    let entries = archive.entries().map_err(|error| broken(&error))?;
    for (seen, entry) in (1..).zip(entries.raw(true)) {
        let mut entry = entry.map_err(|error| broken(&error))?;
        if seen > MAX_ENTRIES {
            return Err(Unreadable::Permanent(format!(
                "it contains more than {MAX_ENTRIES} files; leave out the folder `target`"
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
        let Ok(place) = Place::parse(&path) else {
            collector.note(unsafe_path(&path));
            continue;
        };
        let Some(place) = place else {
            continue;
        };
        match kind {
            EntryType::Directory => collector.folder(place)?,
            // In old archives a folder is a file whose name ends in a slash.
            EntryType::Regular if path.ends_with(b"/") => collector.folder(place)?,
            EntryType::Regular | EntryType::Continuous => {
                collector.file(place, &mut entry)?;
            }
            EntryType::Symlink | EntryType::Link => collector.leave_out(&place, "a link")?,
            _ => collector.leave_out(&place, "neither a file nor a folder")?,
        }
    }
    Ok(())
}

fn broken(error: &io::Error) -> Unreadable {
    Unreadable::Permanent(format!("it is not a .tar.gz, or it is damaged: {error}"))
}

/// The content of an extension header.
fn extension(entry: &mut impl Read) -> Result<Vec<u8>, Unreadable> {
    let mut content = Vec::new();
    entry
        .take(MAX_EXTENSION + 1)
        .read_to_end(&mut content)
        .map_err(|error| broken(&error))?;
    if content.len() as u64 > MAX_EXTENSION {
        return Err(Unreadable::Permanent(
            "it is damaged: it contains a name that is too long".to_owned(),
        ));
    }
    Ok(content)
}

/// The path in a POSIX extension header, for the next entry.
fn pax_path(content: &[u8]) -> Result<Option<Vec<u8>>, Unreadable> {
    let mut path = None;
    for record in PaxExtensions::new(content) {
        let record = record.map_err(|error| broken(&error))?;
        match record.key_bytes() {
            b"path" => path = Some(record.value_bytes().to_owned()),
            // Only files of 8 GB and more need this.
            b"size" => {
                return Err(Unreadable::Permanent(
                    "it contains a file that is too large; leave out the folder `target`"
                        .to_owned(),
                ));
            }
            _ => {}
        }
    }
    Ok(path)
}

/// A reader that fails after a number of bytes.
struct Limited<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(read as u64).ok_or_else(|| {
            io::Error::other(format!(
                "it unpacks to more than {} MB; leave out the folder `target`",
                MAX_UNPACKED >> 20
            ))
        })?;
        Ok(read)
    }
}
