//! Pieces of code, and what is to be known of them.

use syn::{Expr, ExprCall, ExprPath, visit::Visit};

/// An expression that computes a value of this type the first time only.
pub(super) fn cached(of: &str, value: &str) -> String {
    format!(
        "{{ static FIRST: std::sync::OnceLock<{of}> = std::sync::OnceLock::new(); *FIRST.get_or_init(|| {value}) }}"
    )
}

/// Whether an expression depends on a variable. Constants are in capitals.
pub(super) fn depends(expression: &Expr) -> bool {
    struct Variables(bool);
    impl Visit<'_> for Variables {
        fn visit_expr_call(&mut self, call: &ExprCall) {
            call.args
                .iter()
                .for_each(|argument| self.visit_expr(argument));
        }

        fn visit_expr_path(&mut self, path: &ExprPath) {
            let name = path.path.get_ident().map(ToString::to_string);
            self.0 |= name.is_some_and(|name| name.starts_with(char::is_lowercase));
        }
    }
    let mut variables = Variables(false);
    variables.visit_expr(expression);
    variables.0
}
