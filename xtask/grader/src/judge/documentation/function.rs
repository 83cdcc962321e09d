//! Finds the function of a task, to read its documentation.
//!
//! Usually it stands in `lib.rs`, and then it is that. It may also lie in a module, and be exported from there under this
//! or another name. Names are not resolved here: every public function that may be meant has to be documented. Nobody
//! can read what a macro makes; so where a macro may have made it, another function of that name proves nothing.

use super::{Need, Reader, is_for_tests, macros, written::unraw};
use crate::course::Task;
use proc_macro2::Ident;
use std::collections::HashSet;
use syn::{
    Attribute, Expr, Item, ItemFn, ItemMacro, ItemUse, Lit, Meta, UseGlob, UseName, UseRename,
    Visibility,
    visit::{self, Visit},
};

/// What a crate exports by `use`.
#[derive(Debug, Default)]
pub(super) struct Exports {
    /// The names that the task's function may have where it is written.
    function: HashSet<String>,
    /// What is exported, by the names that it has where it is written.
    names: HashSet<String>,
    /// Whether all of a module is.
    all: bool,
    renamed: Vec<(String, String)>,
}

impl Exports {
    pub(super) fn of(task: &Task, parsed: &[syn::File]) -> Self {
        let mut exports = Self::default();
        for file in parsed {
            exports.visit_file(file);
        }
        exports.function.insert(task.function.to_owned());
        loop {
            let known = exports.function.len();
            for (from, to) in &exports.renamed {
                if exports.function.contains(to) {
                    exports.function.insert(from.clone());
                }
            }
            if exports.function.len() == known {
                return exports;
            }
        }
    }

    /// Whether an item may be exported from where it is.
    pub(super) fn may_be(&self, name: &Ident) -> bool {
        self.all || self.names.contains(&unraw(name))
    }
}

impl<'ast> Visit<'ast> for Exports {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if matches!(item.vis, Visibility::Public(_)) {
            visit::visit_item_use(self, item);
        }
    }

    fn visit_use_name(&mut self, name: &'ast UseName) {
        self.names.insert(unraw(&name.ident));
    }

    fn visit_use_rename(&mut self, rename: &'ast UseRename) {
        self.names.insert(unraw(&rename.ident));
        self.renamed
            .push((unraw(&rename.ident), unraw(&rename.rename)));
    }

    fn visit_use_glob(&mut self, _: &'ast UseGlob) {
        self.all = true;
    }
}

/// What is wrong with the documentation of the task's function.
pub(super) fn problem(reader: &Reader, exports: &Exports, parsed: &[syn::File]) -> Option<String> {
    let function = reader.source().task.function;
    let what = format!("`{function}`");
    let of = |(file, function): (usize, &ItemFn)| {
        let line = function.sig.ident.span().start().line;
        let written = reader.read(&function.attrs, file);
        reader.problem(&written, Need::Sentence, &what, (file, line))
    };
    let root = parsed.first()?;
    let plain = root.items.iter().find_map(|item| match item {
        Item::Fn(item) if item.sig.ident == function && is_plain(item) => Some(item),
        _ => None,
    });
    if let Some(plain) = plain {
        return of((0, plain));
    }
    let mut search = Search {
        reader,
        exports,
        file: 0,
        found: Vec::new(),
        unread: None,
    };
    for (file, tree) in parsed.iter().enumerate() {
        search.file = file;
        search.look_through(&tree.items);
    }
    let say = "Write it out as a function, with lines that begin with `///` above it.";
    if let Some((place, why)) = search.unread {
        return Some(format!(
            "{place}: the documentation of {what} cannot be read, because {why}. {say}"
        ));
    }
    if search.found.is_empty() {
        return Some(format!(
            "{}: the documentation of {what} cannot be read, because no file has a public function of that name. {say}",
            reader.place(0, 1)
        ));
    }
    search.found.into_iter().find_map(of)
}

/// Whether a function is surely the one that others see: no attribute takes it out or replaces it.
fn is_plain(function: &ItemFn) -> bool {
    const HARMLESS: [&str; 11] = [
        "allow",
        "cold",
        "deny",
        "deprecated",
        "doc",
        "expect",
        "forbid",
        "inline",
        "must_use",
        "track_caller",
        "warn",
    ];
    matches!(function.vis, Visibility::Public(_))
        && function.attrs.iter().all(|attribute| {
            let path = attribute.path();
            HARMLESS.iter().any(|name| path.is_ident(name))
        })
}

struct Search<'a, 'b> {
    reader: &'a Reader<'a>,
    exports: &'a Exports,
    file: usize,
    /// The functions that may be the task's, and the files that they are in.
    found: Vec<(usize, &'b ItemFn)>,
    /// Where it may be made by what is not read, and why.
    unread: Option<(String, String)>,
}

impl<'b> Search<'_, 'b> {
    fn look_through(&mut self, items: &'b [Item]) {
        for item in items {
            match item {
                Item::Fn(item)
                    if matches!(item.vis, Visibility::Public(_))
                        && !is_for_tests(&item.attrs)
                        && self.exports.function.contains(&unraw(&item.sig.ident)) =>
                {
                    self.found.push((self.file, item));
                }
                Item::Mod(module) if !is_for_tests(&module.attrs) => match &module.content {
                    Some((_, items)) => self.look_through(items),
                    None if module.attrs.iter().any(leads_elsewhere) => {
                        let line = module.ident.span().start().line;
                        self.cannot_read(line, "the file of this module does not end in `.rs`");
                    }
                    None => {}
                },
                Item::Macro(item) if !is_for_tests(&item.attrs) => self.look_into(item),
                _ => {}
            }
        }
    }

    fn look_into(&mut self, item: &ItemMacro) {
        let path = &item.mac.path;
        let line = path.segments[0].ident.span().start().line;
        let tokens = item.mac.tokens.clone();
        if path
            .segments
            .last()
            .is_some_and(|last| last.ident == "include")
        {
            let path = syn::parse2::<Expr>(tokens);
            let is_read = path.is_ok_and(|path| {
                let path = self.reader.text(&path, self.file);
                path.is_ok_and(|path| self.reader.is_read(&path, self.file))
            });
            if !is_read {
                self.cannot_read(line, "the file that is included here does not end in `.rs`");
            }
            return;
        }
        let is_name = |name: &str| self.exports.function.contains(name);
        if let Some(span) = macros::may_make(tokens, item.ident.is_some(), is_name) {
            self.cannot_read(span.start().line, "a macro may make the function");
        }
    }

    fn cannot_read(&mut self, line: usize, why: &str) {
        let place = self.reader.place(self.file, line);
        self.unread.get_or_insert((place, why.to_owned()));
    }
}

/// Whether an attribute of a module says that its file is none that ends in `.rs`.
fn leads_elsewhere(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::NameValue(path) if path.path.is_ident("path") => match &path.value {
            Expr::Lit(literal) => {
                !matches!(&literal.lit, Lit::Str(path) if path.value().ends_with(".rs"))
            }
            _ => true,
        },
        Meta::List(list) => {
            list.path.is_ident("cfg_attr") && list.tokens.to_string().contains("path")
        }
        _ => false,
    }
}
