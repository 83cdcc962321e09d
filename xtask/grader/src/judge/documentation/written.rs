//! Reads what attributes say.
//!
//! A line `/// Waits.` is an attribute with a text. An attribute may have another value as well, as in
//! `#[doc = concat!("a", "b")]` or `#![doc = include_str!("README.md")]`. What the standard library's macros make of
//! texts, and of files that the crate includes, is known. All else is not.

use crate::judge::{File, Source};
use std::{
    cell::Cell,
    collections::HashSet,
    path::{Component, Path, PathBuf},
};
use syn::{
    Attribute, Expr, ExprLit, ExprMacro, ExprUnary, ItemMacro, Lit, Macro, Meta, Token, UnOp,
    UseName, UseRename,
    parse::Parser,
    punctuated::Punctuated,
    visit::{self, Visit},
};

/// What is said of something.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// The text that can be read, if there is any.
    pub text: Option<String>,
    /// Why more cannot be read.
    pub problem: Option<Problem>,
}

/// Why documentation cannot be read.
#[derive(Debug)]
pub(super) struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// The reason.
    pub why: String,
}

/// Reads the documentation in a crate.
pub(super) struct Reader<'a> {
    source: &'a Source,
    /// The macros that the crate may mean by names of the standard library's.
    own: OwnMacros,
    /// How much more text is put together, in bytes: a file can be included many times.
    left: Cell<usize>,
}

/// Far more than anybody writes, in bytes.
const MOST_TEXT: usize = 4 << 20;

/// The macros of the standard library that make texts.
const KNOWN: [&str; 3] = ["concat", "include_str", "stringify"];

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source, parsed: &[syn::File]) -> Self {
        let mut own = OwnMacros::default();
        for file in parsed {
            own.visit_file(file);
        }
        let mut unread = source.included.iter();
        own.any |= unread.any(|file| file.text.contains("macro_rules"));
        Self {
            source,
            own,
            left: Cell::new(MOST_TEXT),
        }
    }

    pub(super) fn source(&self) -> &'a Source {
        self.source
    }

    /// A place in a file, as it is shown.
    pub(super) fn place(&self, file: usize, line: usize) -> String {
        format!("{}:{line}", self.source.files[file].path.display())
    }

    /// What attributes in a file say.
    pub(super) fn read(&self, attributes: &[Attribute], file: usize) -> Written {
        let mut written = Written::default();
        for attribute in attributes {
            written.add(self, &attribute.meta, file);
        }
        written
    }

    /// The text that an expression in a file is, or why it is not known.
    pub(super) fn text(&self, expr: &Expr, file: usize) -> Result<String, String> {
        let text = match expr {
            Expr::Lit(ExprLit { lit, .. }) => match lit {
                Lit::Str(text) => text.value(),
                Lit::Char(char) => char.value().to_string(),
                Lit::Int(number) => number.base10_digits().to_owned(),
                Lit::Float(number) => number.base10_digits().to_owned(),
                Lit::Bool(bool) => bool.value.to_string(),
                _ => return Err("it is no text".to_owned()),
            },
            Expr::Unary(ExprUnary {
                op: UnOp::Neg(_),
                expr,
                ..
            }) => format!("-{}", self.text(expr, file)?),
            Expr::Paren(inner) => self.text(&inner.expr, file)?,
            Expr::Group(inner) => self.text(&inner.expr, file)?,
            Expr::Macro(ExprMacro { mac, .. }) => self.text_of_macro(mac, file)?,
            _ => return Err("it is put together by code".to_owned()),
        };
        let left = self.left.get().checked_sub(text.len());
        self.left
            .set(left.ok_or("the crate has too much of it, or includes it too often")?);
        Ok(text)
    }

    fn text_of_macro(&self, mac: &Macro, file: usize) -> Result<String, String> {
        let name = mac.path.segments.last().map(|last| last.ident.to_string());
        let name = name.unwrap_or_default();
        let is_standard = mac
            .path
            .segments
            .iter()
            .rev()
            .skip(1)
            .all(|segment| segment.ident == "std" || segment.ident == "core");
        if !is_standard || !KNOWN.contains(&name.as_str()) || self.own.may_be(&name) {
            return Err(format!("the macro `{name}!` makes it"));
        }
        if name == "stringify" {
            return Ok(mac.tokens.to_string());
        }
        let parts = Punctuated::<Expr, Token![,]>::parse_terminated
            .parse2(mac.tokens.clone())
            .map_err(|error| format!("`{name}!` is not understood: {error}"))?;
        let mut text = String::new();
        for part in &parts {
            text += &self.text(part, file)?;
        }
        if name == "concat" {
            return Ok(text);
        }
        let found = self.included(&text, file);
        found.map_or_else(
            || Err(format!("{text:?} is no text of this crate")),
            |found| Ok(found.text.clone()),
        )
    }

    /// The file that another one includes by this path.
    fn included(&self, path: &str, file: usize) -> Option<&'a File> {
        let from = self.source.files[file].path.parent()?;
        let path = plain(&from.join(path));
        let mut files = self.source.included.iter().chain(&self.source.files);
        files.find(|file| plain(&file.path) == path)
    }

    /// Whether what a file includes by this path is read as a source.
    pub(super) fn is_read(&self, path: &str, file: usize) -> bool {
        self.included(path, file)
            .is_some_and(|found| self.source.files.iter().any(|file| file.path == found.path))
    }
}

impl Written {
    /// Adds what an attribute says.
    pub(super) fn add(&mut self, reader: &Reader, meta: &Meta, file: usize) {
        let line = meta.path().segments[0].ident.span().start().line;
        match meta {
            Meta::NameValue(doc) if is_called(&doc.path, "doc") => {
                match reader.text(&doc.value, file) {
                    Ok(line) => {
                        let text = self.text.get_or_insert_default();
                        text.push_str(&line);
                        text.push('\n');
                    }
                    Err(why) => self.add_problem(line, why),
                }
            }
            Meta::List(list) if is_called(&list.path, "cfg_attr") => {
                let tokens = list.tokens.to_string().replace(' ', "");
                if tokens.contains(",doc=") || tokens.contains("r#doc=") {
                    self.add_problem(line, "what stands in `cfg_attr` does not count".to_owned());
                }
            }
            _ => {}
        }
    }

    /// Adds that something cannot be read.
    pub(super) fn add_problem(&mut self, line: usize, why: String) {
        self.problem.get_or_insert(Problem { line, why });
    }
}

fn is_called(path: &syn::Path, name: &str) -> bool {
    path.get_ident().is_some_and(|ident| unraw(ident) == name)
}

/// A path without detours.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// The names that a crate gives to macros.
#[derive(Default)]
struct OwnMacros {
    names: HashSet<String>,
    /// Whether there are macros with any names: made by macros, or in a file that is not read.
    any: bool,
}

impl OwnMacros {
    fn may_be(&self, name: &str) -> bool {
        self.any || self.names.contains(name)
    }
}

impl<'ast> Visit<'ast> for OwnMacros {
    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        self.names.extend(item.ident.as_ref().map(unraw));
        visit::visit_item_macro(self, item);
    }

    fn visit_use_name(&mut self, name: &'ast UseName) {
        self.names.insert(unraw(&name.ident));
    }

    fn visit_use_rename(&mut self, rename: &'ast UseRename) {
        self.names.insert(unraw(&rename.rename));
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.any |= mac.tokens.to_string().contains("macro_rules");
    }
}

/// A name without the mark of a raw one.
pub(super) fn unraw(ident: &proc_macro2::Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}
