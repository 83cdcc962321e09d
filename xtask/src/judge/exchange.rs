//! Recognizes the loops of sorts that are written by hand and exchange the items of a finished list.

use syn::{
    Block, Expr, ExprForLoop, ExprWhile,
    visit::{self, Visit},
};

/// Whether the body of a loop is that of a bubble, exchange or selection sort: a loop over a range that
/// compares, and an exchange. What takes a new item in each round is an insertion, and innocent.
pub(super) fn is_exchange_sort(body: &Block, outer_is_for: bool) -> bool {
    let outer = Features::of(body);
    if outer.takes_items {
        return false;
    }
    let is_sort = |inner: &Block, by_range: bool| {
        let inner = Features::of(inner);
        let exchanges = inner.exchanges || (outer_is_for && outer.exchanges);
        by_range && inner.compares && !inner.breaks && exchanges
    };
    let counts_up = |condition: &Expr| {
        let Expr::Binary(binary) = unparenthesized(condition) else {
            return false;
        };
        // A condition that looks at the items ends an insertion when the place is found.
        !is_item(&binary.left) && !is_item(&binary.right)
    };
    outer
        .inner_for_loops
        .iter()
        .any(|inner| is_sort(&inner.body, is_range(&inner.expr)))
        || outer
            .inner_while_loops
            .iter()
            .any(|inner| is_sort(&inner.body, counts_up(&inner.cond)))
}

/// Whether an expression is a range, forwards or backwards, in steps or without.
pub(super) fn is_range(expr: &Expr) -> bool {
    match unparenthesized(expr) {
        Expr::Range(_) => true,
        Expr::MethodCall(call) => is_range(&call.receiver),
        _ => false,
    }
}

/// Whether an expression is an item of a list, by its index.
fn is_item(expr: &Expr) -> bool {
    match expr {
        Expr::Index(_) => true,
        Expr::Paren(inner) => is_item(&inner.expr),
        Expr::Reference(inner) => is_item(&inner.expr),
        Expr::Unary(inner) => is_item(&inner.expr),
        _ => false,
    }
}

/// What happens in a block, nested blocks included.
#[derive(Default)]
struct Features<'ast> {
    inner_for_loops: Vec<&'ast ExprForLoop>,
    inner_while_loops: Vec<&'ast ExprWhile>,
    exchanges: bool,
    /// Two items of a list are compared.
    compares: bool,
    breaks: bool,
    takes_items: bool,
    index_assignments: usize,
}

impl<'ast> Features<'ast> {
    fn of(block: &'ast Block) -> Self {
        let mut features = Self::default();
        features.visit_block(block);
        // `let kept = list[i]; list[i] = list[j]; list[j] = kept;`
        features.exchanges |= features.index_assignments >= 2;
        features
    }
}

/// Methods that take a new item, or ask whether there is one.
const TAKES_ITEMS: [&str; 13] = [
    "push",
    "push_back",
    "insert",
    "next",
    "try_next",
    "recv",
    "try_recv",
    "join_next",
    "try_join_next",
    "poll",
    "poll_next",
    "poll_next_unpin",
    "is_finished",
];

impl<'ast> Visit<'ast> for Features<'ast> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::ForLoop(inner) => self.inner_for_loops.push(inner),
            Expr::While(inner) => self.inner_while_loops.push(inner),
            Expr::Await(_) => self.takes_items = true,
            Expr::Break(_) | Expr::Return(_) => self.breaks = true,
            Expr::Binary(binary) => {
                use syn::BinOp::{Ge, Gt, Le, Lt};
                self.compares |= matches!(binary.op, Lt(_) | Le(_) | Gt(_) | Ge(_))
                    && is_item(&binary.left)
                    && is_item(&binary.right);
            }
            Expr::MethodCall(call) => match call.method.to_string().as_str() {
                "swap" if call.args.len() == 2 => self.exchanges = true,
                "total_cmp" | "partial_cmp" | "cmp" | "lt" | "le" | "gt" | "ge" => {
                    self.compares |= is_item(&call.receiver) && call.args.iter().all(is_item);
                }
                name => self.takes_items |= TAKES_ITEMS.contains(&name),
            },
            Expr::Call(call) => {
                if let Expr::Path(path) = &*call.func {
                    self.exchanges |= path
                        .path
                        .segments
                        .last()
                        .is_some_and(|last| last.ident == "swap");
                }
            }
            Expr::Assign(assign) => match &*assign.left {
                Expr::Index(_) => self.index_assignments += 1,
                Expr::Tuple(places) => {
                    self.exchanges |= places
                        .elems
                        .iter()
                        .all(|place| matches!(place, Expr::Index(_)));
                }
                _ => {}
            },
            _ => {}
        }
        visit::visit_expr(self, expr);
    }
}

/// An expression without the parentheses around it.
pub(super) fn unparenthesized(expr: &Expr) -> &Expr {
    match expr {
        Expr::Paren(inner) => unparenthesized(&inner.expr),
        other => other,
    }
}
