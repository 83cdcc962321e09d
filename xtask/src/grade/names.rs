//! Names of submissions, as text and as file names.
//!
//! A result is the file `<name>.json`. Where a name cannot be that, it is written otherwise: a control character
//! or a byte that is no UTF-8 becomes `%` and two hexadecimal digits, and so does a `%` in front of such digits, so
//! that [`unescape`] leads back. A name of more than [`LONGEST`] bytes, and one that differs from another
//! only in case, ends in `%~` and a hash of the whole name. Inside the file the name stands as it is.

use super::hash::fnv1a;
use std::{
    collections::BTreeSet,
    ffi::{OsStr, OsString},
    fmt::Write,
};

/// The longest name that is kept whole in a file name, in bytes: file names have 255 at most.
pub const LONGEST: usize = 240;

/// A file name as text: what is no UTF-8 becomes `%` and two digits.
pub fn shown(name: &OsStr) -> String {
    match name.to_str() {
        Some(name) => name.to_owned(),
        None => name
            .as_encoded_bytes()
            .utf8_chunks()
            .map(|chunk| chunk.valid().to_owned() + &hexadecimal(chunk.invalid()))
            .collect(),
    }
}

/// The first bytes of a name; the rest has to be ASCII.
pub fn cut(name: &OsStr, at: usize) -> &OsStr {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(&name.as_bytes()[..at])
    }
    #[cfg(not(unix))]
    name.to_str().map_or(name, |name| OsStr::new(&name[..at]))
}

/// Bytes as the system's text; `None` if it cannot have such text.
pub fn from_bytes(bytes: &[u8]) -> Option<OsString> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Some(OsStr::from_bytes(bytes).to_owned())
    }
    #[cfg(not(unix))]
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

/// The files for results, one for each name, in their order.
pub fn files(names: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|name| {
            let mut file = escape(name);
            let is_free =
                |file: &str, taken: &BTreeSet<String>| !taken.contains(&file.to_lowercase());
            if file.len() > LONGEST || !is_free(&file, &taken) {
                let end = file.floor_char_boundary(LONGEST - 20);
                file.truncate(end);
                let _ = write!(file, "%~{:016x}", fnv1a(name.as_bytes()));
            }
            taken.insert(file.to_lowercase());
            file + ".json"
        })
        .collect()
}

fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for (index, c) in name.char_indices() {
        let needed = match c {
            '/' | '\\' => true,
            '%' => is_escape(&name.as_bytes()[index..]),
            _ => c.is_control(),
        };
        if needed {
            escaped += &hexadecimal(c.encode_utf8(&mut [0; 4]).as_bytes());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The name that was escaped; `None` if none is escaped like that.
pub fn unescape(escaped: &str) -> Option<String> {
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

fn is_escape(bytes: &[u8]) -> bool {
    let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    matches!(bytes, [b'%', one, other, ..] if digit(one) && digit(other))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str) -> String {
        files(&[name.to_owned()]).remove(0)
    }

    #[test]
    fn ordinary_names_are_kept() {
        for name in [
            "anna",
            "Zoë Müller",
            "=1+1",
            "-rf",
            "\"quoted\" 'name'",
            "100%",
            "50% of 20 %",
            "王小明",
            "a.zip",
            "Doe, Jane_123_assignsubmission_file_",
        ] {
            assert_eq!(file(name), format!("{name}.json"));
        }
    }

    #[test]
    fn others_are_escaped_and_lead_back() {
        for (name, expected) in [
            ("a\nb", "a%0Ab"),
            ("\u{1b}[31m", "%1B[31m"),
            ("\u{85}", "%C2%85"),
            ("%41", "%2541"),
            ("%0A", "%250A"),
            ("%4", "%4"),
            ("a/b\\c", "a%2Fb%5Cc"),
        ] {
            assert_eq!(file(name), format!("{expected}.json"));
            assert_eq!(unescape(expected).as_deref(), Some(name));
        }
    }

    #[test]
    fn names_that_differ_only_in_case_have_files_that_differ_otherwise() {
        let names = ["ANNA", "Anna", "anna"].map(str::to_owned);
        let files = files(&names);
        assert_eq!(files[0], "ANNA.json");
        assert!(files[1].starts_with("Anna%~"), "{files:?}");
        let lower: BTreeSet<String> = files.iter().map(|file| file.to_lowercase()).collect();
        assert_eq!(lower.len(), 3);
    }

    #[test]
    fn long_names_are_cut_and_stay_different() {
        let one = "é".repeat(127);
        let other = "é".repeat(126) + "e";
        let files = files(&[one, other]);
        assert!(files.iter().all(|file| file.len() <= 255), "{files:?}");
        assert_ne!(files[0], files[1]);
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_shown() {
        assert_eq!(shown(&from_bytes(b"a\xffb").unwrap()), "a%FFb");
    }
}
