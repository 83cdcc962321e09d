//! Names of submissions, as text.

use std::{
    ffi::{OsStr, OsString},
    fmt::Write,
};

/// A file name as text. In one that is no UTF-8, what is none becomes `%` and two hexadecimal digits for each byte, and
/// so does a `%` in front of such digits.
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

/// The first bytes of a name; the rest has to be ASCII.
pub(super) fn cut(name: &OsStr, at: usize) -> &OsStr {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        OsStr::from_bytes(&name.as_bytes()[..at])
    }
    #[cfg(not(unix))]
    name.to_str().map_or(name, |name| OsStr::new(&name[..at]))
}

/// Bytes as the system's text; `None` if it cannot have such text.
pub(super) fn from_bytes(bytes: &[u8]) -> Option<OsString> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        Some(OsStr::from_bytes(bytes).to_owned())
    }
    #[cfg(not(unix))]
    std::str::from_utf8(bytes).ok().map(OsString::from)
}

/// Whether this begins with `%` and two hexadecimal digits.
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
    fn bytes_that_are_no_text_are_shown() {
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
