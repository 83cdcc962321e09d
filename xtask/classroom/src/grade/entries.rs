//! What lies in the folder of submissions.

use super::names;
use anyhow::Result;
use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::{OsStr, OsString},
    fs, iter,
    path::{Path, PathBuf},
};

/// A submission, not looked into yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its name: that of the folder, or that of the archive without its ending.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// How it comes.
    pub form: Form,
}

/// How a submission comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As a folder.
    Folder,
    /// As a `.zip`.
    Zip,
    /// As a `.tar.gz` or `.tgz`.
    TarGz,
}

impl Form {
    /// The form of an archive with this file name, and the name without its ending.
    pub(super) fn of_archive(name: &OsStr) -> Option<(Self, &OsStr)> {
        const ENDINGS: [(&str, Form); 3] = [
            (".zip", Form::Zip),
            (".tar.gz", Form::TarGz),
            (".tgz", Form::TarGz),
        ];
        let bytes = name.as_encoded_bytes();
        ENDINGS.iter().find_map(|(ending, form)| {
            let stem = bytes.len().checked_sub(ending.len())?;
            let fits = stem > 0 && bytes[stem..].eq_ignore_ascii_case(ending.as_bytes());
            fits.then(|| (*form, names::cut(name, stem)))
        })
    }
}

/// The submissions in a folder, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entries {
    /// The submissions, in the order of their file names.
    pub submissions: Vec<Entry>,
    /// What is no submission, and why.
    pub skipped: Vec<String>,
}

/// Looks through the folder of submissions. Links are not followed, and no file is opened.
///
/// # Errors
/// Fails if the folder cannot be read.
pub(super) fn list(folder: &Path) -> Result<Entries> {
    let mut files = Vec::new();
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        // What is gone already is no submission any more.
        let Ok(kind) = entry.file_type() else {
            continue;
        };
        files.push((entry.file_name(), kind));
    }
    files.sort_by(|one, other| one.0.cmp(&other.0));

    let mut entries = Entries::default();
    let mut found = Vec::new();
    for (file_name, kind) in files {
        match form(&file_name, kind) {
            Ok(form) => found.push((file_name, form)),
            Err(why) => entries
                .skipped
                .push(format!("{}: {why}", names::shown(&file_name))),
        }
    }
    let names = names_of(&found);
    entries.submissions = found
        .into_iter()
        .zip(names)
        .map(|((file_name, form), name)| Entry {
            name,
            path: folder.join(file_name),
            form,
        })
        .collect();
    Ok(entries)
}

/// How a submission with this file name comes, or why it is none.
fn form(file_name: &OsStr, kind: fs::FileType) -> Result<Form, &'static str> {
    const NOT_READ: [&str; 9] = [
        ".rar", ".7z", ".tar", ".tar.xz", ".txz", ".tar.bz2", ".tbz", ".tar.zst", ".gz",
    ];
    let name = file_name.as_encoded_bytes();
    if name.starts_with(b".") || name == b"__MACOSX" {
        Err("hidden")
    } else if kind.is_symlink() {
        Err("a link; links are not followed")
    } else if kind.is_dir() {
        Ok(Form::Folder)
    } else if !kind.is_file() {
        Err("neither a folder nor a file")
    } else if let Some((form, _)) = Form::of_archive(file_name) {
        Ok(form)
    } else if NOT_READ.iter().any(|ending| {
        name.len() > ending.len()
            && name[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
    }) {
        Err("an archive of a kind that is not read; unpack it into a folder")
    } else {
        Err("no folder, .zip or .tar.gz")
    }
}

/// The names of submissions, no two of them the same. An archive goes without its ending, unless another submission
/// could have that name.
fn names_of(found: &[(OsString, Form)]) -> Vec<String> {
    let stem = |file_name: &OsString, form| match form {
        Form::Folder => names::shown(file_name),
        Form::Zip | Form::TarGz => Form::of_archive(file_name)
            .map_or_else(|| names::shown(file_name), |(_, stem)| names::shown(stem)),
    };
    let mut claims: BTreeMap<String, usize> = BTreeMap::new();
    for (file_name, form) in found {
        let (whole, stem) = (names::shown(file_name), stem(file_name, *form));
        if stem != whole {
            *claims.entry(stem).or_default() += 1;
        }
        *claims.entry(whole).or_default() += 1;
    }
    let mut given: BTreeSet<String> = BTreeSet::new();
    let texts: BTreeSet<String> = found
        .iter()
        .filter(|(file_name, _)| file_name.to_str().is_some())
        .flat_map(|(file_name, form)| [names::shown(file_name), stem(file_name, *form)])
        .collect();
    found
        .iter()
        .map(|(file_name, form)| {
            let stem = stem(file_name, *form);
            let name = if claims[&stem] == 1 {
                stem
            } else {
                names::shown(file_name)
            };
            // Only a name that is not UTF-8 can be there already: as one that is written as the other is shown. It
            // gets a number that makes it a name of nobody else.
            let is_text = file_name.to_str().is_some();
            let is_free =
                |name: &String| !given.contains(name) && (is_text || !texts.contains(name));
            let name = iter::once(name.clone())
                .chain((2..).map(|number| format!("{name} ({number})")))
                .find(is_free)
                .unwrap_or(name);
            given.insert(name.clone());
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[&str]) -> Vec<String> {
        let found: Vec<(OsString, Form)> = files
            .iter()
            .map(|name| {
                let form =
                    Form::of_archive(OsStr::new(name)).map_or(Form::Folder, |(form, _)| form);
                (OsString::from(name), form)
            })
            .collect();
        names_of(&found)
    }

    #[test]
    fn archives_go_by_their_name_without_its_ending() {
        assert_eq!(
            names(&["anna", "bob.zip", "carl.d.tar.gz", "dora.TGZ", ".zip"]),
            ["anna", "bob", "carl.d", "dora", ".zip"]
        );
    }

    #[test]
    fn names_that_would_clash_keep_their_ending() {
        assert_eq!(names(&["a", "a.zip"]), ["a", "a.zip"]);
        assert_eq!(names(&["a.tar.gz", "a.zip"]), ["a.tar.gz", "a.zip"]);
        assert_eq!(names(&["a.zip", "a.zip.zip"]), ["a", "a.zip.zip"]);
        assert_eq!(
            names(&["a", "a.zip", "a.zip.zip"]),
            ["a", "a.zip", "a.zip.zip"]
        );
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_those_of_nobody_else() {
        let all: [&[u8]; 10] = [
            b"a%FFb",
            b"a%FFb (2)",
            b"a%FFb (2).zip",
            b"a%FFb (3)",
            b"a\xffb",
            b"a\xffb.zip",
            b"a%25FF\xfe",
            b"a%FF\xfe",
            b"a\xff%FE",
            b"a\xff\xfe",
        ];
        let mut found: Vec<(OsString, Form)> = all
            .map(|name| {
                let name = names::from_bytes(name).unwrap();
                let form = Form::of_archive(&name).map_or(Form::Folder, |(form, _)| form);
                (name, form)
            })
            .into();
        found.sort_by(|one, other| one.0.cmp(&other.0));
        let names = names_of(&found);
        let different: BTreeSet<&String> = names.iter().collect();
        assert_eq!(different.len(), all.len(), "{names:?}");
        for ((file_name, _), name) in found.iter().zip(&names) {
            if let Some(text) = file_name.to_str() {
                assert!(text == name || text == format!("{name}.zip"), "{names:?}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_submission_is_told_and_nothing_hangs() {
        use std::os::unix::{fs::symlink, net::UnixListener};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::create_dir(path.join("anna")).unwrap();
        fs::create_dir(path.join("__MACOSX")).unwrap();
        fs::write(path.join("bob.zip"), "").unwrap();
        fs::write(path.join("notes.txt"), "").unwrap();
        fs::write(path.join("carl.rar"), "").unwrap();
        fs::write(path.join(".DS_Store"), "").unwrap();
        symlink("anna", path.join("dora")).unwrap();
        let _socket = UnixListener::bind(path.join("socket.zip")).unwrap();

        let entries = list(path).unwrap();
        let names: Vec<_> = entries
            .submissions
            .iter()
            .map(|entry| &entry.name)
            .collect();
        assert_eq!(names, ["anna", "bob"]);
        assert_eq!(
            entries.skipped,
            [
                ".DS_Store: hidden",
                "__MACOSX: hidden",
                "carl.rar: an archive of a kind that is not read; unpack it into a folder",
                "dora: a link; links are not followed",
                "notes.txt: no folder, .zip or .tar.gz",
                "socket.zip: neither a folder nor a file",
            ]
        );
    }
}
