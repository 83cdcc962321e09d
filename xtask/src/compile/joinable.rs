//! Whether a crate means the same as a module of another crate.
//!
//! Only what surely does is compiled [together](super::together) with others. This is decided by the words that a source
//! uses, long before anybody knows what they mean: whatever might tell a crate from a module is left to be compiled by
//! itself, where nothing has to be known.

use crate::course::{TASKS, Task};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Whether the source of a task's crate, all of which is `text`, may as well be a module.
pub(super) fn is_joinable(task: &Task, text: &str) -> bool {
    // Taking deeply nested text apart could overflow the stack.
    let brackets = text.bytes().filter(|byte| b"([{".contains(byte)).count();
    if text.len() > LONGEST || brackets > MOST_BRACKETS {
        return false;
    }
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return false;
    };
    let mut words = Words {
        task,
        imports: false,
        colons: 0,
    };
    words.all_suit(tokens)
}

/// Far more than a task needs, in bytes.
const LONGEST: usize = 64 << 10;
const MOST_BRACKETS: usize = 2_000;

/// Words that mean something else in a module, or let a crate see what surrounds it, or make such words.
const TELLING: [&str; 17] = [
    "crate",
    "super",
    "extern",
    "mod",
    "macro_rules",
    "macro",
    "examiner",
    "include",
    "include_str",
    "include_bytes",
    "module_path",
    "file",
    "env",
    "option_env",
    "type_name",
    "type_name_of_val",
    "global_allocator",
];

/// Attributes that mean for a module what they mean for a crate.
const INNER_ATTRIBUTES: [&str; 6] = ["allow", "deny", "doc", "expect", "forbid", "warn"];

struct Words<'a> {
    task: &'a Task,
    /// Whether a `use` has begun, and has not ended.
    imports: bool,
    /// How many colons have just been read.
    colons: usize,
}

impl Words<'_> {
    fn all_suit(&mut self, tokens: TokenStream) -> bool {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut rest = tokens.as_slice();
        while let [token, after @ ..] = rest {
            rest = match after_tests(rest) {
                Some(after) => after,
                None if self.suits(token, after) => after,
                None => return false,
            };
        }
        true
    }

    fn suits(&mut self, token: &TokenTree, after: &[TokenTree]) -> bool {
        let in_path = self.colons == 2
            || matches!(after, [first, second, ..] if is_punct(first, ':') && is_punct(second, ':'));
        self.colons = if is_punct(token, ':') {
            self.colons + 1
        } else {
            0
        };
        match token {
            TokenTree::Group(group) => self.all_suit(group.stream()),
            TokenTree::Punct(punct) => {
                self.imports &= punct.as_char() != ';';
                punct.as_char() != '#' || is_harmless_attribute(after)
            }
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                let word = word.strip_prefix("r#").unwrap_or(&word);
                self.imports |= word == "use";
                !TELLING.contains(&word) && !((in_path || self.imports) && self.is_foreign(word))
            }
            TokenTree::Literal(_) => true,
        }
    }

    /// Whether a word is the name of a task's crate that this one may not import.
    fn is_foreign(&self, word: &str) -> bool {
        let imported = self.task.imports.is_some_and(|import| import.name == word);
        !imported && TASKS.iter().any(|task| task.name == word)
    }
}

/// What comes after a module that is for tests only, if one begins here: nobody compiles it.
fn after_tests(tokens: &[TokenTree]) -> Option<&[TokenTree]> {
    match tokens {
        [
            hash,
            TokenTree::Group(attribute),
            TokenTree::Ident(keyword),
            TokenTree::Ident(_),
            TokenTree::Group(body),
            after @ ..,
        ] if is_punct(hash, '#')
            && attribute.delimiter() == Delimiter::Bracket
            && attribute.stream().to_string().replace(' ', "") == "cfg(test)"
            && keyword == "mod"
            && body.delimiter() == Delimiter::Brace =>
        {
            Some(after)
        }
        _ => None,
    }
}

/// Whether the attribute that follows a `#` is one of an item, or one that suits a module too.
fn is_harmless_attribute(after: &[TokenTree]) -> bool {
    match after {
        [mark, TokenTree::Group(attribute), ..] if is_punct(mark, '!') => {
            let first = attribute.stream().into_iter().next();
            matches!(first, Some(TokenTree::Ident(name))
                if INNER_ATTRIBUTES.iter().any(|harmless| name == harmless))
        }
        _ => true,
    }
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joinable(text: &str) -> bool {
        let task = TASKS.iter().find(|task| task.number == 4);
        is_joinable(task.expect("there are five tasks"), text)
    }

    #[test]
    fn ordinary_sources_are() {
        for text in [
            "//! Waits.\n#![deny(missing_docs)]\nuse tasks::task_wait_random;\npub async fn f() {}",
            "pub async fn f() { let basic_async_syntax: Vec<u8> = Vec::new(); }",
            "pub fn f() {}\n#[cfg(test)]\nmod tests { use super::*; #[test] fn f() { crate::f() } }",
            "#[derive(Clone)]\nstruct Delay(f64);",
        ] {
            assert!(joinable(text), "{text}");
        }
        let workspace = crate::workspace::Workspace::find().expect("cargo finds the workspace");
        for task in &TASKS {
            let path = workspace.root().join(task.name).join("src").join("lib.rs");
            let text = std::fs::read_to_string(&path).expect("the reference can be read");
            assert!(is_joinable(task, &text), "{}", task.name);
        }
    }

    #[test]
    fn what_might_tell_a_crate_from_a_module_is_not() {
        for text in [
            "fn f() { crate::g() }",
            "use super::*;",
            "mod helpers;",
            "mod helpers { pub fn f() {} }",
            "#[cfg(test)]\nmod tests;",
            "#[cfg(test)]\nmod tests {} mod more {}",
            "#[cfg(not(test))]\nmod real {}",
            "macro_rules! m { () => {} }",
            "extern crate tokio;",
            "#![feature(never_type)]",
            "#![cfg_attr(all(), no_std)]",
            "#![recursion_limit = \"2\"]",
            "use examiner::recorder;",
            "fn f() { examiner::number() }",
            "use basic_async_syntax::wait_random;",
            "use {futures, basic_async_syntax as b};",
            "fn f() { measure_runtime::measure_time(1, 1) }",
            "fn f() { ::measure_runtime::measure_time(1, 1) }",
            "fn f() { r#measure_runtime::measure_time(1, 1) }",
            "fn f() { println!(\"{}\", include_str!(\"x\")) }",
            "fn f() { module_path!() }",
            "fn f() { (",
        ] {
            assert!(!joinable(text), "{text}");
        }
    }
}
