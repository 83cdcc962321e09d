use serde::{Deserialize, Serialize};

/// A message of the compiler, as `rustc --error-format=json` prints it
/// (<https://doc.rust-lang.org/rustc/json.html>).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The message without its place.
    pub message: String,
    /// The error code or the lint, if it has one.
    pub code: Option<Code>,
    /// `error`, `warning` and others.
    pub level: String,
    /// The places it is about.
    pub spans: Vec<Span>,
    /// Everything, as the compiler shows it to people.
    pub rendered: String,
}

/// The code of a diagnostic.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Code {
    /// Such as `E0308` or `unused_variables`.
    pub code: String,
}

/// A place in a source file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Span {
    /// The file's path.
    pub file_name: String,
    /// The line, from 1.
    pub line_start: usize,
    /// Whether the diagnostic is mainly about this place.
    pub is_primary: bool,
    /// What the compiler writes beside the place.
    pub label: Option<String>,
}

#[cfg(test)]
impl Diagnostic {
    /// What the compiler says of nowhere in particular.
    pub(crate) fn without_place(message: &str, rendered: &str) -> Self {
        Self {
            message: message.to_owned(),
            code: None,
            level: "warning".to_owned(),
            spans: Vec::new(),
            rendered: rendered.to_owned(),
        }
    }
}

impl Diagnostic {
    /// The diagnostics of a compiler run, in order.
    pub fn parse(output: &[u8]) -> Vec<Self> {
        String::from_utf8_lossy(output)
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    /// Whether it is an error.
    pub fn is_error(&self) -> bool {
        self.level.starts_with("error")
    }

    /// Whether it is an error somewhere in particular, rather than one that sums up.
    pub fn is_error_somewhere(&self) -> bool {
        self.is_error() && !self.spans.is_empty()
    }

    /// Whether it warns about something in particular, rather than summing up.
    pub fn is_warning(&self) -> bool {
        self.level == "warning" && !self.spans.is_empty()
    }

    /// Whether its code is `code`.
    pub fn is_about(&self, code: &str) -> bool {
        self.code.as_ref().is_some_and(|own| own.code == code)
    }

    /// The place it is mainly about.
    pub fn primary(&self) -> Option<&Span> {
        self.spans.iter().find(|span| span.is_primary)
    }

    /// The place it is mainly about, as `file:line`.
    pub fn place(&self) -> String {
        self.primary().map_or_else(String::new, |span| {
            format!("{}:{}", span.file_name, span.line_start)
        })
    }
}
