//! Detects changes of files and other contents.

use serde::{Deserialize, Serialize};
use std::{
    fs,
    hash::{DefaultHasher, Hasher},
    path::Path,
    time::UNIX_EPOCH,
};

/// A running hash. It detects accidental changes and edits, not attacks.
#[derive(Clone, Default)]
pub struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// Adds one piece; the pieces `ab` and `a`, `b` differ.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }

    /// The value so far.
    pub fn value(&self) -> u64 {
        self.0.finish()
    }
}

/// The length and modification time of a file, which show a change without reading the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stamp {
    length: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

impl Stamp {
    /// Reads the stamp of a file. Returns `None` if there is no such file.
    pub(crate) fn read(path: &Path) -> Option<Self> {
        let metadata = fs::metadata(path).ok()?;
        let modified = metadata.modified().ok()?;
        Some(Self {
            length: metadata.len(),
            modified: modified
                .duration_since(UNIX_EPOCH)
                .unwrap_or_default()
                .as_nanos(),
        })
    }

    /// Adds the path and the stamp of a file to a fingerprint.
    pub(crate) fn add_to(path: &Path, fingerprint: &mut Fingerprint) {
        fingerprint.add(path.as_os_str().as_encoded_bytes());
        if let Some(stamp) = Self::read(path) {
            fingerprint.add(&stamp.length.to_le_bytes());
            fingerprint.add(&stamp.modified.to_le_bytes());
        }
    }
}
