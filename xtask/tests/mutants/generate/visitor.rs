//! Walks through a file, and finds what to change.

use super::{Generator, NAP, Repeats, WAITS};
use crate::kind::Kind;
use syn::{
    Attribute, BinOp, Block, Expr, ExprAsync, ExprAwait, ExprBinary, ExprCall, ExprClosure,
    ExprForLoop, ExprIf, ExprLit, ExprLoop, ExprMethodCall, ExprPath, ExprRange, ExprWhile, ItemFn,
    ItemMod, RangeLimits, visit, visit::Visit,
};

impl<'ast> Visit<'ast> for Generator<'_> {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let is_test = |attribute: &Attribute| self.source(attribute).contains("cfg(test)");
        if !module.attrs.iter().any(is_test) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        if function.sig.ident == self.task.function {
            self.entry(function);
        }
        visit::visit_item_fn(self, function);
    }

    fn visit_block(&mut self, block: &'ast Block) {
        for (index, statement) in block.stmts.iter().enumerate() {
            self.statement(statement, index + 1 == block.stmts.len());
        }
        visit::visit_block(self, block);
    }

    fn visit_expr_await(&mut self, wait: &'ast ExprAwait) {
        let (text, base) = (self.source(wait), self.source(&wait.base));
        let (sleep, block) = match self.repeats {
            Repeats::Once => (Kind::SleepBeforeAwait, Kind::BlockBeforeAwait),
            Repeats::InTurn => (Kind::SleepBeforeEachAwait, Kind::BlockBeforeEachAwait),
            Repeats::AtOnce => (Kind::SleepBeforeAwait, Kind::BlockBeforeEachAwait),
        };
        let slept = format!("(tokio::time::sleep({NAP}).await, {text}).1");
        self.replace(sleep, wait, &slept);
        let blocked = format!("(std::thread::sleep({NAP}), {text}).1");
        self.replace(block, wait, &blocked);
        self.replace(Kind::AwaitRemoved, wait, base);
        visit::visit_expr_await(self, wait);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let Expr::Path(function) = &*call.func else {
            return visit::visit_expr_call(self, call);
        };
        let name = function.path.segments.last();
        let name = name.map_or(String::new(), |name| name.ident.to_string());
        if self
            .task
            .imports
            .is_some_and(|import| import.function == name)
        {
            self.import(call);
        }
        if let Some(first) = call.args.first() {
            if WAITS.contains(&&*name) {
                self.wait(first);
            } else if name == "from_secs_f64" {
                let scaled = format!("({}) * 1.01", self.source(first));
                self.replace(Kind::WaitScaled, first, &scaled);
            }
        }
        self.arguments(&name, call.args.iter());
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        self.visit_expr(&call.receiver);
        self.arguments(&call.method.to_string(), call.args.iter());
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        if path.path.is_ident("n") && self.reserves {
            self.replace(Kind::Room, path, "(n + 1)");
        } else if path.path.is_ident("n") {
            self.replace(Kind::NLess, path, "n.saturating_sub(1)");
            self.replace(Kind::NMore, path, "(n + 1)");
            self.replace(Kind::NEven, path, "(n - n % 2)");
            self.replace(Kind::NCapped, path, "n.min(100)");
        } else if path.path.is_ident("max_delay") {
            self.replace(Kind::MaxDelayMore, path, "(max_delay + 1)");
            self.replace(Kind::MaxDelayCapped, path, "max_delay.min(2)");
            self.replace(Kind::MaxDelayCappedHigh, path, "max_delay.min(600)");
            self.replace(Kind::MaxDelayConstant, path, "7");
        }
    }

    fn visit_expr_binary(&mut self, binary: &'ast ExprBinary) {
        let (boundary, other) = match binary.op {
            BinOp::Lt(_) => (Some("<="), Some((Kind::Comparison, ">="))),
            BinOp::Le(_) => (Some("<"), Some((Kind::Comparison, ">"))),
            BinOp::Gt(_) => (Some(">="), Some((Kind::Comparison, "<="))),
            BinOp::Ge(_) => (Some(">"), Some((Kind::Comparison, "<"))),
            BinOp::Eq(_) => (None, Some((Kind::Comparison, "!="))),
            BinOp::Ne(_) => (None, Some((Kind::Comparison, "=="))),
            BinOp::Add(_) => (None, Some((Kind::Operator, "-"))),
            BinOp::Sub(_) => (None, Some((Kind::Operator, "+"))),
            BinOp::Mul(_) => (None, Some((Kind::Operator, "/"))),
            BinOp::Div(_) => (None, Some((Kind::Operator, "*"))),
            BinOp::And(_) => (None, Some((Kind::Operator, "||"))),
            BinOp::Or(_) => (None, Some((Kind::Operator, "&&"))),
            _ => (None, None),
        };
        if let Some(boundary) = boundary {
            self.replace(Kind::Boundary, &binary.op, boundary);
        }
        if let Some((kind, other)) = other {
            self.replace(kind, &binary.op, other);
        }
        visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_range(&mut self, range: &'ast ExprRange) {
        if range.end.is_some() {
            let other = match range.limits {
                RangeLimits::HalfOpen(_) => "..=",
                RangeLimits::Closed(_) => "..",
            };
            self.replace(Kind::RangeEnd, &range.limits, other);
        }
        visit::visit_expr_range(self, range);
    }

    fn visit_expr_if(&mut self, branch: &'ast ExprIf) {
        self.condition(&branch.cond);
        visit::visit_expr_if(self, branch);
    }

    fn visit_expr_while(&mut self, turns: &'ast ExprWhile) {
        self.condition(&turns.cond);
        self.repeated(Repeats::InTurn, |this| visit::visit_expr_while(this, turns));
    }

    fn visit_expr_loop(&mut self, turns: &'ast ExprLoop) {
        self.repeated(Repeats::InTurn, |this| visit::visit_expr_loop(this, turns));
    }

    fn visit_expr_for_loop(&mut self, turns: &'ast ExprForLoop) {
        self.visit_expr(&turns.expr);
        self.repeated(Repeats::InTurn, |this| this.visit_block(&turns.body));
    }

    fn visit_expr_closure(&mut self, closure: &'ast ExprClosure) {
        self.repeated(Repeats::AtOnce, |this| {
            visit::visit_expr_closure(this, closure);
        });
    }

    fn visit_expr_async(&mut self, part: &'ast ExprAsync) {
        // An async block in a loop is a task of its own.
        let repeats = match self.repeats {
            Repeats::Once => Repeats::Once,
            Repeats::InTurn | Repeats::AtOnce => Repeats::AtOnce,
        };
        self.repeated(repeats, |this| visit::visit_expr_async(this, part));
    }

    fn visit_expr_lit(&mut self, literal: &'ast ExprLit) {
        self.literal(literal, None);
    }
}
