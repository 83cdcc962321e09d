//! Finds attributes that switch style checks off.

use super::{Source, Verdict, syntax};
use syn::{
    Attribute, Meta,
    visit::{self, Visit},
};

/// What an attribute switches off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Switch {
    /// Warnings of the compiler.
    Warnings,
    /// The formatter.
    Formatter,
}

/// The verdict on a crate that passes if it does not switch this off; `None` if it does not.
pub(super) fn off(source: &Source, switch: Switch) -> Option<Verdict> {
    let verdict = syntax::judge(source, |parsed| {
        for (file, tree) in source.files.iter().zip(parsed) {
            let mut finder = Finder {
                switch,
                found: None,
            };
            finder.visit_file(tree);
            if let Some((line, name)) = finder.found {
                return Verdict::failed(format!(
                    "{}:{line} switches the check off with `{name}`: leave it out, and mend what is reported then.",
                    file.path.display()
                ));
            }
        }
        Verdict::Passed
    });
    (verdict != Verdict::Passed).then_some(verdict)
}

struct Finder {
    switch: Switch,
    found: Option<(usize, String)>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Some(name) = name(&attribute.meta, self.switch) {
            let line = attribute.pound_token.spans[0].start().line;
            self.found.get_or_insert((line, name));
        }
        visit::visit_attribute(self, attribute);
    }
}

/// The attribute, if it switches this off.
fn name(meta: &Meta, switch: Switch) -> Option<String> {
    let path = meta.path();
    match (switch, meta) {
        (Switch::Formatter, _) => {
            let path: Vec<String> = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string())
                .collect();
            let text = tokens(meta);
            let is_skip = path.join("::") == "rustfmt::skip" || text.contains("rustfmt::skip");
            is_skip.then(|| "rustfmt::skip".to_owned())
        }
        (Switch::Warnings, Meta::List(list)) => {
            let text = tokens(meta);
            if path.is_ident("cfg_attr") {
                let allows = text.contains("allow(") || text.contains("expect(");
                return allows.then(|| format!("cfg_attr({text})"));
            }
            let is_switch = ["allow", "expect"].iter().any(|name| path.is_ident(name));
            // Other tools' lints are not looked at.
            let of_compiler = |lint: &str| {
                !lint.is_empty() && !lint.contains("::") && !lint.starts_with("reason=")
            };
            let name = list.path.segments.last()?.ident.to_string();
            (is_switch && text.split(',').any(of_compiler)).then(|| format!("{name}({text})"))
        }
        (Switch::Warnings, Meta::Path(_) | Meta::NameValue(_)) => None,
    }
}

/// The tokens in an attribute's brackets, without spaces.
fn tokens(meta: &Meta) -> String {
    match meta {
        Meta::List(list) => list.tokens.to_string().replace(' ', ""),
        Meta::Path(_) | Meta::NameValue(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Switch, name};

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
        ] {
            let file = syn::parse_file(attribute).expect("it is Rust");
            let is_found = name(&file.attrs[0].meta, switch).is_some();
            assert_eq!(is_found, found, "{attribute}");
        }
    }
}
