//! The file names of results.
//!
//! The result of the submission `name` is in the file `<name>.json`, with two exceptions. In a file name, `/`, `\`,
//! control characters and invisible characters are escaped: each byte becomes `%` and two hexadecimal digits. A `%`
//! before two such digits is escaped too, so that [`unescape`] is the inverse. Second, a name is shortened and gets a
//! suffix, `%~` and its SHA-256, if it is too long, if a file system may confuse it with an earlier name, or if it
//! looks like a name with such a suffix. The file itself contains the unchanged name.
//!
//! So different names always have different files: two files with a suffix have different hashes, a file without a
//! suffix does not look like one that has it, and two files without one differ on every file system.

use super::names::{hexadecimal, is_escape};
use crate::class::people::folded;
use grader::output::characters;
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

/// The maximum length of an unshortened name, in bytes. File names may have 255.
const LONGEST: usize = 240;

/// The characters before the hash of a name.
const MARK: &str = "%~";

/// The number of hexadecimal digits of a hash.
const DIGITS: usize = 64;

/// The file name for each submission's name. It depends only on the set of names.
pub(super) fn files(names: &[String]) -> Vec<String> {
    let ordered: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let mut taken = BTreeSet::new();
    let files: BTreeMap<&str, String> = ordered
        .into_iter()
        .map(|name| {
            let escaped = escape(name);
            let key = folded(&escaped);
            let fits = escaped.len() <= LONGEST && !has_hash(&key) && taken.insert(key);
            let file = if fits {
                escaped
            } else {
                with_hash(name, escaped)
            };
            (name, file + ".json")
        })
        .collect();
    names
        .iter()
        .map(|name| files[name.as_str()].clone())
        .collect()
}

/// A file name with a hash of the name, which no other name has.
fn with_hash(name: &str, mut escaped: String) -> String {
    let end = escaped.floor_char_boundary(LONGEST - MARK.len() - DIGITS);
    escaped.truncate(end);
    escaped += MARK;
    for byte in Sha256::digest(name) {
        let _ = write!(escaped, "{byte:02x}");
    }
    escaped
}

/// Whether a file system may confuse a name with one that has a hash.
fn has_hash(folded: &str) -> bool {
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

/// The inverse of escaping; `None` if the text is not an escaped name.
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
