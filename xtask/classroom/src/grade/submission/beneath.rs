//! Opens what lies in a folder, and never anything else.
//!
//! Whoever owns a folder can put a link in the place of anything in it, at any moment: also between the moment when it is
//! looked at and the one when it is opened. So nothing is opened by a path from the root. A folder is opened once, and
//! what lies in it is reached from there, without links. What it is, is asked of what is open.

#[cfg(not(target_os = "linux"))]
mod elsewhere;
#[cfg(target_os = "linux")]
mod linux;

#[cfg(not(target_os = "linux"))]
pub(super) use elsewhere::Folder;
#[cfg(target_os = "linux")]
pub(super) use linux::Folder;

use std::{ffi::OsString, io};

/// What lies at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// A link, wherever it leads.
    Link,
    /// A pipe, a device or a socket.
    Other,
}

/// What a folder holds: names, and what was there when it was listed.
pub(super) type Listing = Vec<(OsString, Kind)>;

/// What was a regular file a moment ago is none now.
fn no_file_any_more() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "there is no regular file any more")
}

#[cfg(test)]
mod tests;
