//! How large the numbers are that a source can tell apart.

use super::{
    Source,
    sorts::{Flat, flatten, is_for_tests},
    syntax,
};
use proc_macro2::TokenTree;
use syn::{BinOp, ItemFn, ItemMod, Lit, Macro, visit, visit::Visit};

/// Whether a crate may hold a number as large as this: written down, or made of those that it holds. One that does not
/// cannot treat counts beyond it in a way of their own.
pub fn can_name(number: f64, source: &Source) -> bool {
    let largest = syntax::read(source, |files| {
        let mut numbers = Numbers { product: 1.0 };
        for file in files {
            numbers.visit_file(file);
        }
        numbers.product
    });
    largest.map_or(true, |largest| largest >= number)
}

/// What makes a number large by itself, is the name of one that is, or knows of one.
const NAMES: [&str; 13] = [
    "env",
    "MAX",
    "MAX_PERMITS",
    "pow",
    "powi",
    "powf",
    "exp",
    "exp2",
    "shl",
    "checked_pow",
    "u16",
    "i16",
    "from_str_radix",
];

struct Numbers {
    /// All numbers multiplied.
    product: f64,
}

impl Numbers {
    fn name(&mut self, name: &str) {
        if NAMES.contains(&name) {
            self.product = f64::INFINITY;
        }
    }

    fn lit(&mut self, lit: &Lit) {
        let number = match lit {
            Lit::Int(number) => {
                self.name(number.suffix());
                number.base10_parse().unwrap_or(f64::INFINITY)
            }
            Lit::Float(number) => number.base10_parse().unwrap_or(f64::INFINITY),
            _ => return,
        };
        self.product *= number.max(1.0);
    }
}

impl<'ast> Visit<'ast> for Numbers {
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

    fn visit_lit(&mut self, lit: &'ast Lit) {
        self.lit(lit);
    }

    fn visit_ident(&mut self, ident: &'ast syn::Ident) {
        self.name(&ident.to_string());
    }

    fn visit_bin_op(&mut self, operator: &'ast BinOp) {
        if matches!(operator, BinOp::Shl(_) | BinOp::ShlAssign(_)) {
            self.product = f64::INFINITY;
        }
    }

    fn visit_macro(&mut self, call: &'ast Macro) {
        for token in flatten(call.tokens.clone()) {
            match token {
                Flat::Token(TokenTree::Literal(literal)) => self.lit(&Lit::new(literal)),
                Flat::Token(TokenTree::Ident(ident)) => self.name(&ident.to_string()),
                // Of `<<` this is one half; less can be told of tokens that may become anything.
                Flat::Token(TokenTree::Punct(punct)) if punct.as_char() == '<' => {
                    self.product = f64::INFINITY;
                }
                Flat::Token(_) | Flat::Opening => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compile::Formatting, judge::File};

    fn can(text: &str) -> bool {
        let source = Source {
            files: vec![File {
                path: "src/lib.rs".into(),
                text: text.to_owned(),
            }],
            warnings: Vec::new(),
            formatting: Formatting::Clean,
        };
        can_name(10_000.0, &source)
    }

    #[test]
    fn small_numbers_make_no_large_one() {
        assert!(!can(
            "pub const DEFAULT_MAX_DELAY: u32 = 10;\nfn f() -> f64 { 0.5 * 100.0 }"
        ));
        assert!(!can("fn f() { select! { _ = a => vec![0.0; 3] } }"));
        assert!(!can(
            "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { f(1_000_000) } }"
        ));
    }

    #[test]
    fn large_numbers_are_found_however_they_are_made() {
        for text in [
            "fn f() { Semaphore::new(50_000) }",
            "fn f() { Semaphore::new(0xC350) }",
            "fn f() { Semaphore::new(1 << 15) }",
            "fn f() { Semaphore::new(200 * 250) }",
            "fn f() { Semaphore::new(5e4 as usize) }",
            "fn f() { Semaphore::new(30usize.pow(3)) }",
            "fn f(n: usize) { n as u16 }",
            "fn f() { Semaphore::new(u8::MAX) }",
            "fn f() { vec![permit; 20_000] }",
            "fn f() { m!(1 << 15) }",
        ] {
            assert!(can(text), "{text}");
        }
    }
}
