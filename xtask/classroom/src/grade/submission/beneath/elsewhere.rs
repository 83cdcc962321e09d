//! Where a system has no such call, each place is looked at before it is opened.

use super::{Kind, Listing, no_file_any_more};
use std::{
    fs::{self, File, FileType, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A folder, by its path. Paths are relative to it.
#[derive(Debug)]
pub(in super::super) struct Folder(PathBuf);

impl Folder {
    /// A folder of somebody who is trusted: links on the way to it are followed.
    pub(in super::super) fn trusted(path: &Path) -> io::Result<Self> {
        Ok(Self(path.to_owned()))
    }

    /// A folder in it.
    pub(in super::super) fn folder(&self, path: &Path) -> io::Result<Self> {
        match self.kind(path)? {
            Kind::Folder => Ok(Self(self.0.join(path))),
            Kind::File | Kind::Link | Kind::Other => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    /// Opens a regular file in it. Nothing else than a file can make this wait.
    pub(in super::super) fn file(&self, path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true);
        #[cfg(unix)]
        {
            use rustix::fs::OFlags;
            use std::os::unix::fs::OpenOptionsExt;
            // Opening a named pipe waits for its other end, without this.
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            options.custom_flags(flags.bits().cast_signed());
        }
        let file = options.open(self.0.join(path))?;
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(no_file_any_more())
        }
    }

    /// What lies at a place in it.
    pub(in super::super) fn kind(&self, path: &Path) -> io::Result<Kind> {
        Ok(fs::symlink_metadata(self.0.join(path))?.file_type().into())
    }

    /// What a folder in it holds: so many entries at the most, in any order.
    pub(in super::super) fn list(&self, path: &Path, most: usize) -> io::Result<Listing> {
        let entries = fs::read_dir(self.0.join(path))?.take(most);
        entries
            .map(|entry| {
                let entry = entry?;
                Ok((entry.file_name(), entry.file_type()?.into()))
            })
            .collect()
    }
}

impl From<FileType> for Kind {
    fn from(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}
