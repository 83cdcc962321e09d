//! The files of results.
//!
//! A result is the file `<name>.json`. Where a name cannot be that, it is written otherwise: `/`, `\`, a control
//! character or another one that cannot be seen becomes `%` and two hexadecimal digits for each byte, and so does a `%`
//! in front of such digits, so that [`unescape`] leads back. A name that is too long, that some file system takes for
//! an earlier one, or that looks as if it were marked, is cut and marked with `%~` and its SHA-256. Inside the file the
//! name stands as it is.
//!
//! So no two names have one file, whatever they are: of two files with marks the names have other hashes, a file without
//! one does not look like one with it, and two without are different for every file system.

use super::names::{hexadecimal, is_escape};
use crate::class::people::folded;
use grader::output::characters;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// The longest name that is kept whole in a file name, in bytes: file names have 255 at most.
const LONGEST: usize = 240;

/// What stands before the hash of a name.
const MARK: &str = "%~";

/// The digits of a hash.
const DIGITS: usize = 64;

/// The files for results, one for each name, in their order. They depend on nothing but which names there are.
pub(super) fn files(names: &[String]) -> Vec<String> {
    let ordered: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut taken = BTreeSet::new();
    let files: BTreeMap<&str, String> = ordered
        .into_iter()
        .map(|name| {
            let escaped = escape(name);
            let key = folded(&escaped);
            let fits = escaped.len() <= LONGEST && !is_marked(&key) && taken.insert(key);
            let file = if fits { escaped } else { marked(name, escaped) };
            (name, file + ".json")
        })
        .collect();
    names
        .iter()
        .map(|name| files[name.as_str()].clone())
        .collect()
}

/// A file name that no other name has.
fn marked(name: &str, mut escaped: String) -> String {
    let end = escaped.floor_char_boundary(LONGEST - MARK.len() - DIGITS);
    escaped.truncate(end);
    escaped += MARK;
    for byte in Sha256::digest(name) {
        let _ = write!(escaped, "{byte:02x}");
    }
    escaped
}

/// Whether a file system may take a name for a marked one.
fn is_marked(folded: &str) -> bool {
    let hash = folded.rsplit_once(MARK).map(|(_, hash)| hash);
    hash.is_some_and(|hash| {
        hash.len() == DIGITS && hash.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    let mut at = 0;
    for (c, hidden) in characters(name) {
        let needed = match c {
            '/' | '\\' => true,
            '%' => is_escape(&name.as_bytes()[at..]),
            _ => hidden,
        };
        if needed {
            escaped += &hexadecimal(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            escaped.push(c);
        }
        at += c.len_utf8();
    }
    escaped
}

/// The name that was escaped; `None` if none is escaped like that.
pub(super) fn unescape(escaped: &str) -> Option<String> {
    let bytes = escaped.as_bytes();
    let mut name = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        if is_escape(&bytes[index..]) {
            name.push(u8::from_str_radix(&escaped[index + 1..index + 3], 16).ok()?);
            index += 3;
        } else {
            name.push(bytes[index]);
            index += 1;
        }
    }
    String::from_utf8(name).ok()
}

#[cfg(test)]
mod tests;
