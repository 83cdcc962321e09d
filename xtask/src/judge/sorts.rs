//! Finds calls of sorts in a syntax tree.
//!
//! Names decide nothing by themselves: a comment, a string, a variable or a function of the learner's own may
//! be called `sort`. What counts is a call of one of the standard library's sorts, as a method, by path, or
//! in the tokens of a macro. A sort that is written by hand is not looked for.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use std::collections::HashSet;
use syn::{
    Attribute, Expr, ExprMethodCall, ExprPath, FnArg, ItemFn, ItemMacro, ItemMod, ItemType, Macro,
    Meta, Signature, Type,
    visit::{self, Visit},
};

/// The sorts of the standard library: of slices, and of a heap; and its selection, which repeated is one.
const SORTS: [&str; 11] = [
    "into_sorted_vec",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_by_cached_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
    "select_nth_unstable",
    "select_nth_unstable_by",
    "select_nth_unstable_by_key",
];

/// A sort, and where it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Sort {
    /// Its line, from 1.
    pub line: usize,
    /// What it is, to be read after "line 3 calls".
    pub what: String,
}

/// The first sort in each of a crate's files.
pub fn find<'a>(files: impl IntoIterator<Item = &'a syn::File> + Clone) -> Vec<Option<Sort>> {
    let mut own = OwnNames::default();
    for file in files.clone() {
        own.visit_file(file);
    }
    files
        .into_iter()
        .map(|file| {
            let mut finder = Finder {
                own: &own,
                found: None,
            };
            finder.visit_file(file);
            finder.found
        })
        .collect()
}

/// What a crate defines itself. A call of its own method is innocent: the body is looked at too.
#[derive(Default)]
struct OwnNames {
    /// Methods of the crate's own types and traits, with the number of their arguments after `self`.
    methods: HashSet<(String, usize)>,
    /// Other names of slice types.
    slices: HashSet<String>,
    /// Whether a macro calls methods whose names it is given.
    macros_name_methods: bool,
}

impl<'ast> Visit<'ast> for OwnNames {
    fn visit_signature(&mut self, signature: &'ast Signature) {
        if let Some(FnArg::Receiver(_)) = signature.inputs.first() {
            self.methods
                .insert((signature.ident.to_string(), signature.inputs.len() - 1));
        }
        visit::visit_signature(self, signature);
    }

    fn visit_item_type(&mut self, alias: &'ast ItemType) {
        if is_slice(&alias.ty) {
            self.slices.insert(alias.ident.to_string());
        }
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        let tokens = flatten(item.mac.tokens.clone());
        self.macros_name_methods |= tokens
            .windows(2)
            .any(|pair| (pair[0].is_punct('.') || pair[0].is_punct(':')) && pair[1].is_punct('$'));
    }
}

fn is_slice(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::Array(_) => true,
        Type::Paren(inner) => is_slice(&inner.elem),
        Type::Group(inner) => is_slice(&inner.elem),
        _ => false,
    }
}

/// Whether an argument says how two items compare, as those of the standard library's sorts do.
fn is_comparison(argument: &Expr) -> bool {
    match argument {
        Expr::Path(path) => path.path.segments.last().is_some_and(|last| {
            ["cmp", "partial_cmp", "total_cmp"]
                .iter()
                .any(|name| last.ident == name)
        }),
        Expr::Closure(closure) => closure.inputs.len() == 2,
        _ => false,
    }
}

struct Finder<'a> {
    own: &'a OwnNames,
    found: Option<Sort>,
}

impl Finder<'_> {
    fn report(&mut self, span: Span, what: String) {
        self.found.get_or_insert(Sort {
            line: span.start().line,
            what,
        });
    }

    /// Looks through the tokens of a macro, which may be code in any form.
    fn search_tokens(&mut self, tokens: TokenStream) {
        let tokens = flatten(tokens);
        for (index, token) in tokens.iter().enumerate() {
            let Flat::Token(TokenTree::Ident(ident)) = token else {
                continue;
            };
            let name = ident.to_string();
            if !is_sort(&name) || self.own.methods.iter().any(|(own, _)| *own == name) {
                continue;
            }
            let before = |count: usize, char| {
                index
                    .checked_sub(count)
                    .is_some_and(|before| tokens[before].is_punct(char))
            };
            let called = tokens
                .get(index + 1)
                .is_some_and(|next| matches!(next, Flat::Opening) || next.is_punct(':'));
            let is_method = before(1, '.') && !before(2, '.') && called;
            // `<[f64]>::sort`, or by another name of the type.
            let by_path = before(1, ':')
                && before(2, ':')
                && (before(3, '>')
                    || index
                        .checked_sub(3)
                        .is_some_and(|at| self.names_slice(&tokens[at])));
            if is_method || by_path || self.own.macros_name_methods {
                self.report(ident.span(), format!("`{name}`"));
            }
        }
    }

    fn names_slice(&self, token: &Flat) -> bool {
        matches!(token, Flat::Token(TokenTree::Ident(ident)) if self.own.slices.contains(&ident.to_string()))
    }
}

impl<'ast> Visit<'ast> for Finder<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if !is_for_tests(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let name = call.method.to_string();
        let own = self.own.methods.contains(&(name.clone(), call.args.len()))
            && !is_slice_of_something(&call.receiver)
            && !call.args.iter().any(is_comparison);
        if is_sort(&name) && !own {
            self.report(call.method.span(), format!("`{name}`"));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        let segments = &path.path.segments;
        if let Some(last) = segments.last() {
            let name = last.ident.to_string();
            let of_slice = match &path.qself {
                Some(qself) => is_slice(&qself.ty),
                None => segments.iter().rev().nth(1).is_some_and(|segment| {
                    segment.ident == "BinaryHeap"
                        || self.own.slices.contains(&segment.ident.to_string())
                }),
            };
            if is_sort(&name) && of_slice {
                self.report(last.ident.span(), format!("`{name}`"));
            }
        }
        visit::visit_expr_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        self.search_tokens(invocation.tokens.clone());
    }
}

/// Whether an expression says itself that it is a slice.
fn is_slice_of_something(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_slice_of_something(&inner.expr),
        Expr::MethodCall(call) => call.method == "as_mut_slice",
        Expr::Index(index) => matches!(*index.index, Expr::Range(_)),
        _ => false,
    }
}

/// Whether an item is there for the learner's own tests only.
pub(super) fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        Meta::Path(path) => path
            .segments
            .last()
            .is_some_and(|last| last.ident == "test"),
        Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        Meta::NameValue(_) => false,
    })
}

fn is_sort(name: &str) -> bool {
    SORTS.contains(&name.strip_prefix("r#").unwrap_or(name))
}

/// A token, or where brackets open.
pub(super) enum Flat {
    Token(TokenTree),
    Opening,
}

impl Flat {
    fn is_punct(&self, char: char) -> bool {
        matches!(self, Self::Token(TokenTree::Punct(punct)) if punct.as_char() == char)
    }
}

/// All tokens in order, those in brackets too.
pub(super) fn flatten(tokens: TokenStream) -> Vec<Flat> {
    let mut flat = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                if group.delimiter() != Delimiter::None {
                    flat.push(Flat::Opening);
                }
                flat.extend(flatten(group.stream()));
            }
            other => flat.push(Flat::Token(other)),
        }
    }
    flat
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sort_in(body: &str) -> Option<Sort> {
        let file = syn::parse_file(body).unwrap_or_else(|error| panic!("{error} in {body}"));
        find([&file]).remove(0)
    }

    #[test]
    fn sorts_are_found_however_they_are_called() {
        for code in [
            "fn f(mut v: Vec<f64>) { v.sort_by(f64::total_cmp); }",
            "fn f(v: &mut [u8]) { <[u8]>::sort(v); }",
            "fn f(v: &mut [f64]) { let order = <[f64]>::sort_unstable_by; order(v, f64::total_cmp); }",
            "fn f(heap: BinaryHeap<u8>) -> Vec<u8> { BinaryHeap::into_sorted_vec(heap) }",
            "fn f(heap: BinaryHeap<u8>) -> Vec<u8> { heap.into_sorted_vec() }",
            "type S = [u8]; fn f(v: &mut S) { S::sort_unstable(v) }",
            "fn f(mut v: Vec<u8>) { println!(\"{:?}\", { v.sort(); v }); }",
            "macro_rules! order { ($v:expr) => { $v.sort_by(f64::total_cmp) }; }",
            "macro_rules! call { ($v:expr, $m:ident) => { $v.$m() }; } fn f(v: &mut [u8]) { call!(v, sort); }",
            "mod m { pub fn sort_by() {} } fn f(v: &mut [f64]) { v.sort_by(f64::total_cmp) }",
            "struct D; impl D { fn sort_by(&self, _: u8) {} } fn f(v: &mut [f64]) { v.sort_by(f64::total_cmp) }",
        ] {
            assert!(sort_in(code).is_some(), "missed: {code}");
        }
    }

    #[test]
    fn what_only_looks_like_a_sort_is_innocent() {
        for code in [
            "// v.sort()\nfn f() { let sort = \"v.sort()\"; println!(\"{} .sort()\", sort); }",
            "fn sort(v: Vec<f64>) -> Vec<f64> { v } fn f(v: Vec<f64>) -> Vec<f64> { sort(v) }",
            "mod order { pub fn sort(_: f64) {} } fn f() { order::sort(1.0); crate::order::sort(2.0); }",
            "struct Heap; impl Heap { fn sort(self) {} } fn f(heap: Heap) { heap.sort(); }",
            "fn f(v: &[f64]) -> bool { v.is_sorted() }",
            "trait Sorter { fn sort(v: &mut Vec<f64>, d: f64); } fn f<S: Sorter>(v: &mut Vec<f64>) { S::sort(v, 1.0) }",
            "mod order { pub fn sort(_: f64) {} } use order as o; fn f() { o::sort(1.0) }",
            "fn f(options: &Options) { assert!(!options.sort); }",
            "#[cfg(test)] mod tests { #[test] fn t() { let mut v = vec![2, 1]; v.sort(); } }",
            "fn f(v: &[f64], sort: usize) { println!(\"{:?}\", &v[0..sort]); }",
        ] {
            assert_eq!(sort_in(code), None, "blamed: {code}");
        }
    }

    #[test]
    fn a_sort_is_reported_with_its_line() {
        let sort = sort_in("fn f(v: &mut [u8]) {\n    v.sort();\n}").unwrap();
        assert_eq!((sort.line, sort.what.as_str()), (2, "`sort`"));
    }
}
