//! File names as text.

use std::{
    ffi::{OsStr, OsString},
    fmt::Write,
};

/// A file name as text. In a name that is not UTF-8, each invalid byte becomes `%` and two hexadecimal digits, and a
/// `%` before two such digits is escaped in the same way.
pub(super) fn shown(name: &OsStr) -> String {
    match name.to_str() {
        Some(name) => name.to_owned(),
        None => name
            .as_encoded_bytes()
            .utf8_chunks()
            .map(|chunk| escaped(chunk.valid()) + &hexadecimal(chunk.invalid()))
            .collect(),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c == '%' && is_escape(&text.as_bytes()[at..]) {
            escaped += &hexadecimal(b"%");
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// The first `at` bytes of a name. The rest must be ASCII.
pub(super) fn prefix(name: &OsStr, at: usize) -> &OsStr {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(&name.as_bytes()[..at])
    }
    #[cfg(not(unix))]
    name.to_str().map_or(name, |name| OsStr::new(&name[..at]))
}

/// Bytes as a file name; `None` if the system does not allow them.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<OsString> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Some(OsStr::from_bytes(bytes).to_owned())
    }
    #[cfg(not(unix))]
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

/// Whether the bytes begin with `%` and two hexadecimal digits.
pub(super) fn is_escape(bytes: &[u8]) -> bool {
    let digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    matches!(bytes, [b'%', one, other, ..] if digit(one) && digit(other))
}

/// Each byte as `%` and two hexadecimal digits.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn invalid_bytes_are_escaped() {
        use super::*;
        for (bytes, text) in [
            (&b"a\xffb"[..], "a%FFb"),
            (b"a%FFb", "a%FFb"),
            (b"%FF\xfe", "%25FF%FE"),
            (b"%F\xff%", "%F%FF%"),
            (b"50% \xff", "50% %FF"),
        ] {
            assert_eq!(shown(&from_bytes(bytes).unwrap()), text, "{bytes:?}");
        }
    }
}
