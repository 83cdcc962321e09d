//! Leaves out of the checker's source what learners do not get: its own tests, which hold solutions to learn
//! from, and the teachers' commands.

use anyhow::{Result, anyhow, ensure};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use std::ops::Range;
use syn::{
    Arm, Field, FieldValue, ImplItem, Item, Stmt, TraitItem, Variant,
    spanned::Spanned,
    visit::{self, Visit},
};

/// The conditions under which something is left out, without white space.
const LEFT_OUT: [&str; 2] = ["cfg(test)", "cfg(feature=\"teacher\")"];

/// A source file of the checker, trimmed.
#[derive(Debug, PartialEq, Eq)]
pub struct Trimmed {
    /// What is left.
    pub text: String,
    /// The modules that were declared in what is not, and lie in files of their own.
    pub modules: Vec<String>,
}

/// `source` without what is there `#[cfg(test)]` or `#[cfg(feature = "teacher")]` only.
///
/// # Errors
/// Fails if the source does not parse, or has a condition that combines these with something.
pub fn trim(source: &str) -> Result<Trimmed> {
    let file = syn::parse_file(source)
        .map_err(|error| anyhow!("line {}: {error}", error.span().start().line))?;
    let mut finder = Finder::default();
    finder.visit_file(&file);
    let mut text = source.to_owned();
    for range in finder.ranges.iter().rev() {
        text.replace_range(whole_lines(source, range)?, "");
    }
    let left: TokenStream = text
        .parse()
        .map_err(|error| anyhow!("what is left is no Rust: {error}"))?;
    ensure!(
        !has_condition(left),
        "a condition about tests or teachers stands where it cannot be left out; \
         use #[cfg(test)] and #[cfg(feature = \"teacher\")] by themselves"
    );
    Ok(Trimmed {
        text,
        modules: finder.modules,
    })
}

#[derive(Default)]
struct Finder {
    ranges: Vec<Range<usize>>,
    modules: Vec<String>,
}

impl Finder {
    /// Whether a part of the tree is left out. It is noted down if so, and needs no closer look.
    fn leaves_out(&mut self, part: &impl ToTokens) -> bool {
        let left_out = is_left_out(part.to_token_stream());
        if left_out {
            self.ranges.push(part.span().byte_range());
        }
        left_out
    }
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_item(&mut self, item: &'ast Item) {
        if !self.leaves_out(item) {
            visit::visit_item(self, item);
        } else if let Item::Mod(module) = item
            && module.content.is_none()
        {
            self.modules.push(module.ident.to_string());
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !self.leaves_out(item) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if !self.leaves_out(item) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        if !self.leaves_out(variant) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if !self.leaves_out(field) {
            visit::visit_field(self, field);
        }
    }

    fn visit_field_value(&mut self, field: &'ast FieldValue) {
        if !self.leaves_out(field) {
            visit::visit_field_value(self, field);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if !self.leaves_out(arm) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Item(item) => self.visit_item(item),
            Stmt::Local(_) | Stmt::Expr(..) | Stmt::Macro(_) => {
                if !self.leaves_out(statement) {
                    visit::visit_stmt(self, statement);
                }
            }
        }
    }
}

/// Whether one of the attributes that these tokens begin with leaves them out.
fn is_left_out(tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter();
    while let (Some(TokenTree::Punct(punct)), Some(TokenTree::Group(group))) =
        (tokens.next(), tokens.next())
    {
        if punct.as_char() != '#' || group.delimiter() != Delimiter::Bracket {
            return false;
        }
        let condition: String = group.stream().to_string().split_whitespace().collect();
        if LEFT_OUT.contains(&condition.as_str()) {
            return true;
        }
    }
    false
}

/// The lines of a part, with the comments directly above it, and with the empty line that would be one too many.
fn whole_lines(source: &str, part: &Range<usize>) -> Result<Range<usize>> {
    let mut start = source[..part.start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &source[part.end..];
    let end = part.end + rest.find('\n').map_or(rest.len(), |end| end + 1);
    let beside = [&source[start..part.start], &source[part.end..end]];
    ensure!(
        beside
            .iter()
            .all(|text| text.trim().trim_end_matches([',', ';']).is_empty()),
        "line {} holds more than what is to be left out",
        source[..part.start].lines().count().max(1)
    );
    let line_above = |start: usize| {
        let above = source[..start].strip_suffix('\n')?;
        let begin = above.rfind('\n').map_or(0, |end| end + 1);
        Some((begin, above[begin..].trim()))
    };
    while let Some((begin, line)) = line_above(start)
        && line.starts_with("//")
        && !line.starts_with("//!")
    {
        start = begin;
    }
    let below = source[end..].lines().next().map(str::trim);
    let closes = below.is_none_or(|line| line.is_empty() || line.starts_with(['}', ')']));
    while closes && let Some((begin, "")) = line_above(start) {
        start = begin;
    }
    Ok(start..end)
}

/// Whether a condition about tests or teachers is left anywhere in a file.
fn has_condition(tokens: TokenStream) -> bool {
    let mut conditional = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                conditional = ident == "cfg" || ident == "cfg_attr";
            }
            TokenTree::Group(group) => {
                if conditional && mentions(group.stream()) || has_condition(group.stream()) {
                    return true;
                }
                conditional = false;
            }
            TokenTree::Punct(punct) => conditional &= punct.as_char() == '!',
            TokenTree::Literal(_) => conditional = false,
        }
    }
    false
}

/// Whether a condition mentions tests or teachers.
fn mentions(condition: TokenStream) -> bool {
    condition.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "test",
        TokenTree::Literal(literal) => literal.to_string() == "\"teacher\"",
        TokenTree::Group(group) => mentions(group.stream()),
        TokenTree::Punct(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::trim;

    #[test]
    fn tests_and_teachers_commands_are_left_out_whole() {
        for (source, expected, modules) in [
            ("fn a() {}\n", "fn a() {}\n", &[] as &[&str]),
            (
                "fn a() {}\n\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n    fn t() {}\n}\n",
                "fn a() {}\n",
                &[],
            ),
            (
                "mod a;\n#[cfg(test)]\nmod tests;\n#[cfg(feature = \"teacher\")]\npub mod grade;\nmod z;\n",
                "mod a;\nmod z;\n",
                &["tests", "grade"],
            ),
            (
                "mod a;\n\n// Only here.\n#[cfg(test)]\nuse b::c;\n\nfn d() {}\n",
                "mod a;\n\nfn d() {}\n",
                &[],
            ),
            (
                "enum E {\n    /// A.\n    A,\n    /// B.\n    #[cfg(feature = \"teacher\")]\n    B(u8),\n}\n",
                "enum E {\n    /// A.\n    A,\n}\n",
                &[],
            ),
            (
                "fn f(e: E) {\n    match e {\n        A => a(),\n        #[cfg(feature = \"teacher\")]\n        B(b) => {\n            b()\n        }\n    }\n}\n",
                "fn f(e: E) {\n    match e {\n        A => a(),\n    }\n}\n",
                &[],
            ),
            (
                "impl S {\n    fn a() {}\n\n    #[cfg(test)]\n    fn b() {}\n}\n",
                "impl S {\n    fn a() {}\n}\n",
                &[],
            ),
            (
                "fn f() {\n    #[cfg(feature = \"teacher\")]\n    let a = 1;\n    S {\n        #[cfg(test)]\n        b: 1,\n        c: 2,\n    }\n}\n",
                "fn f() {\n    S {\n        c: 2,\n    }\n}\n",
                &[],
            ),
            (
                "#[cfg(unix)]\nfn f() {\n    let text = \"#[cfg(test)]\";\n}\n",
                "#[cfg(unix)]\nfn f() {\n    let text = \"#[cfg(test)]\";\n}\n",
                &[],
            ),
        ] {
            let trimmed = trim(source).unwrap_or_else(|error| panic!("{source}: {error:#}"));
            assert_eq!(trimmed.text, expected, "{source}");
            assert_eq!(trimmed.modules, modules, "{source}");
        }
    }

    #[test]
    fn a_condition_that_cannot_be_left_out_is_an_error() {
        for source in [
            "#[cfg(not(feature = \"teacher\"))]\nfn f() {}\n",
            "#[cfg(any(test, unix))]\nfn f() {}\n",
            "#[cfg_attr(test, derive(Debug))]\nstruct S;\n",
            "fn f() -> bool {\n    cfg!(feature = \"teacher\")\n}\n",
            "fn a() {} #[cfg(test)] fn b() {}\n",
            "fn (",
        ] {
            assert!(trim(source).is_err(), "{source}");
        }
    }
}
