//! Reads source text as a flat list of tokens, with the compiler's own lexer.
//!
//! It builds no syntax tree. So no source is too deep or too large, and tokens in macros are found like all others.

use ra_ap_rustc_lexer::{DocStyle, FrontmatterAllowed, TokenKind, strip_shebang, tokenize};

/// A token that is neither whitespace nor a plain comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Its kind.
    pub kind: TokenKind,
    /// Its text.
    pub text: &'a str,
    /// The line in which it begins, counted from 1.
    pub line: usize,
    /// For an opening bracket, how many tokens away its closing bracket is; else 0.
    pub length: usize,
}

/// An attribute, such as `#[must_use]` or `#![allow(unused)]`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'t, 'a> {
    /// Whether it is an inner attribute (`#![...]`) or an outer one.
    pub style: DocStyle,
    /// The line in which it begins, counted from 1.
    pub line: usize,
    /// The tokens in its brackets.
    pub tokens: &'t [Token<'a>],
}

/// The tokens of a file, without a shebang line.
pub(super) fn tokens(file: &str) -> Vec<Token<'_>> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let mut rest = &file[strip_shebang(file).unwrap_or(0)..];
    let mut line = 1;
    let mut tokens: Vec<Token> = Vec::new();
    let mut open = Vec::new();
    for token in tokenize(rest, FrontmatterAllowed::No) {
        let (text, after) = rest.split_at(token.len as usize);
        let is_left_out = matches!(
            token.kind,
            TokenKind::Whitespace
                | TokenKind::LineComment { doc_style: None }
                | TokenKind::BlockComment {
                    doc_style: None,
                    ..
                }
        );
        if opens(token.kind) {
            open.push(tokens.len());
        } else if closes(token.kind)
            && let Some(start) = open.pop()
        {
            tokens[start].length = tokens.len() - start;
        }
        if !is_left_out {
            tokens.push(Token {
                kind: token.kind,
                text,
                line,
                length: 0,
            });
        }
        line += text.matches('\n').count();
        rest = after;
    }
    tokens
}

/// The attribute at the beginning of the tokens, and the tokens after it.
pub(super) fn attribute<'t, 'a>(
    tokens: &'t [Token<'a>],
) -> Option<(Attribute<'t, 'a>, &'t [Token<'a>])> {
    let (pound, rest) = tokens.split_first()?;
    let (style, group) = match rest {
        [bang, group @ ..] if bang.kind == TokenKind::Bang => (DocStyle::Inner, group),
        group => (DocStyle::Outer, group),
    };
    let bracket = group.first()?;
    if pound.kind != TokenKind::Pound || bracket.kind != TokenKind::OpenBracket {
        return None;
    }
    let attribute = Attribute {
        style,
        line: pound.line,
        tokens: group.get(1..bracket.length)?,
    };
    Some((attribute, &group[bracket.length + 1..]))
}

fn opens(kind: TokenKind) -> bool {
    use TokenKind::{OpenBrace, OpenBracket, OpenParen};
    matches!(kind, OpenBrace | OpenBracket | OpenParen)
}

/// Whether a token is a closing bracket.
pub(super) fn closes(kind: TokenKind) -> bool {
    use TokenKind::{CloseBrace, CloseBracket, CloseParen};
    matches!(kind, CloseBrace | CloseBracket | CloseParen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_in_the_lines_where_they_stand() {
        for (case, text, expected) in [
            ("a comment", "// #\n\n/* # */ a\nb", "a3 b4"),
            (
                "a text",
                "\"\n#\" a 'a' r#\"\n\"# b",
                "\"\n#\"1 a2 'a'2 r#\"\n\"#2 b3",
            ),
            ("documentation", "/// #\na", "/// #1 a2"),
            ("a command", "#!it's\na", "a2"),
            ("a byte order mark", "\u{feff}#!it's\na", "a2"),
            ("an attribute", "#!/**/[a]\nb", "#1 !1 [1 a1 ]1 b2"),
        ] {
            let tokens = tokens(text);
            let shown: Vec<_> = tokens
                .iter()
                .map(|it| format!("{}{}", it.text, it.line))
                .collect();
            assert_eq!(shown.join(" "), expected, "{case}");
        }
    }

    #[test]
    fn attributes_end_at_their_own_bracket() {
        for (text, expected) in [
            ("#[a] b", Some((false, "a", "b"))),
            ("#![a(\"]\", [b])] c", Some((true, "a(\"]\",[b])", "c"))),
            ("#a", None),
            ("a", None),
            ("#[a", None),
            ("#", None),
        ] {
            let tokens = tokens(text);
            let join = |tokens: &[Token]| tokens.iter().map(|it| it.text).collect::<String>();
            let found = attribute(&tokens);
            let found =
                found.map(|(it, rest)| (it.style == DocStyle::Inner, join(it.tokens), join(rest)));
            let expected =
                expected.map(|(inner, it, rest)| (inner, it.to_owned(), rest.to_owned()));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn nothing_is_too_deep_or_too_long() {
        for part in ["(", "[", "#[", "&", "impl ", "/*", "x;", "'"] {
            let text = part.repeat(100_000);
            let tokens = tokens(&text);
            assert!(attribute(&tokens).is_none(), "{part}");
        }
    }
}
