//! Finds attributes that switch off style checks.

use super::{
    Source, Verdict,
    syntax::{self, Token},
};
use ra_ap_rustc_lexer::TokenKind;

/// What an attribute switches off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    /// Warnings of the compiler.
    Warnings,
    /// The formatter.
    Formatter,
}

/// The verdict on a crate with an attribute that switches this off; `None` if there is none.
pub(super) fn verdict_if_off(source: &Source, switch: Switch) -> Option<Verdict> {
    source.files.iter().find_map(|file| {
        let (line, name) = first_in(&file.text, switch)?;
        Some(Verdict::failed(format!(
            "{}:{line} switches the check off with `{name}`: leave it out, and mend what is reported then.",
            file.path.display()
        )))
    })
}

/// The first attribute that switches this off, and its line.
fn first_in(text: &str, switch: Switch) -> Option<(usize, String)> {
    let tokens = syntax::tokens(text);
    let mut rest = tokens.as_slice();
    while !rest.is_empty() {
        rest = match syntax::attribute(rest) {
            Some((attribute, after)) => {
                if let Some(name) = name(attribute.tokens, switch) {
                    return Some((attribute.line, name));
                }
                after
            }
            None => &rest[1..],
        };
    }
    None
}

/// The attribute, if it switches this off.
fn name(attribute: &[Token], switch: Switch) -> Option<String> {
    let is_text = |token: &&Token| matches!(token.kind, TokenKind::Literal { .. });
    let code = attribute.iter().filter(|token| !is_text(token));
    let code: String = code.map(|token| token.text).collect();
    match switch {
        Switch::Formatter => code
            .contains("rustfmt::skip")
            .then(|| "rustfmt::skip".to_owned()),
        Switch::Warnings if code.starts_with("cfg_attr(") => {
            (code.contains("allow(") || code.contains("expect(")).then_some(code)
        }
        Switch::Warnings => {
            let list = ["allow(", "expect("]
                .iter()
                .find_map(|name| code.strip_prefix(name))?;
            // Lints of other tools do not matter.
            let of_compiler = |lint: &str| {
                !lint.is_empty() && !lint.contains("::") && !lint.starts_with("reason=")
            };
            let lints = list.trim_end_matches(')');
            lints.split(',').any(of_compiler).then_some(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Switch, first_in};

    #[test]
    fn only_what_switches_a_check_off_is_found() {
        for (attribute, switch, found) in [
            ("#![allow(warnings)]", Switch::Warnings, true),
            ("#![allow(dead_code, unused)]", Switch::Warnings, true),
            (
                "#![cfg_attr(all(), allow(warnings))]",
                Switch::Warnings,
                true,
            ),
            ("#![allow(clippy::all)]", Switch::Warnings, false),
            ("#![derive(Debug)]", Switch::Warnings, false),
            ("#![rustfmt::skip]", Switch::Formatter, true),
            (
                "#![cfg_attr(any(), rustfmt::skip)]",
                Switch::Formatter,
                true,
            ),
            ("#![allow(unused)]", Switch::Formatter, false),
            ("#![doc = \"rustfmt::skip\"]", Switch::Formatter, false),
            ("// #![allow(unused)]", Switch::Warnings, false),
            (
                "fn f() { #[allow(unused)] let x = [0]; }",
                Switch::Warnings,
                true,
            ),
            (
                "#![allow(clippy::all, reason = \"a, b\")]",
                Switch::Warnings,
                false,
            ),
        ] {
            assert_eq!(first_in(attribute, switch).is_some(), found, "{attribute}");
        }
    }
}
