//! Makes mutants of a source file: one change each, and everything else stays byte for byte.

mod snippets;
mod visitor;

use crate::kind::Kind;
use grader::course::{Arguments, Task};
use snippets::{cached, depends};
use std::ops::Range;
use syn::{
    Expr, ExprCall, ExprLit, FnArg, ItemFn, Lit, Pat, ReturnType, Stmt, Type, spanned::Spanned,
    visit::Visit,
};

/// A source text with one change.
pub struct Change {
    pub kind: Kind,
    /// Where it is, for people: line, column, and what stands there now.
    pub place: String,
    pub text: String,
}

/// All changes of a file of a solution of this task.
pub fn changes(text: &str, task: &Task) -> Vec<Change> {
    let file = syn::parse_file(text).expect("a right solution can be parsed");
    let mut generator = Generator {
        text,
        task,
        repeats: Repeats::Once,
        reserves: false,
        changes: Vec::new(),
    };
    generator.visit_file(&file);
    generator.changes
}

/// How often a piece of code runs in a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeats {
    Once,
    /// One turn after the other.
    InTurn,
    /// Perhaps for all items at once.
    AtOnce,
}

const NAP: &str = "std::time::Duration::from_millis(20)";
const SHORT_NAP: &str = "std::time::Duration::from_millis(5)";
const SPIN: &str = "let from = std::time::Instant::now(); while from.elapsed().as_millis() < 40 {}";

/// Functions that wait for as long as their first argument says.
const WAITS: [&str; 5] = ["sleep", "sleep_until", "timeout", "timeout_at", "interval"];
/// Functions whose argument is an amount of room.
const ROOM: [&str; 4] = [
    "with_capacity",
    "channel",
    "buffer_unordered",
    "bounded_channel",
];
/// Functions whose literal arguments say how often to look, or with how many threads.
const PACE: [&str; 5] = [
    "from_millis",
    "from_micros",
    "worker_threads",
    "recv_many",
    "park_timeout",
];

struct Generator<'a> {
    text: &'a str,
    task: &'a Task,
    repeats: Repeats,
    /// Whether this is an argument that reserves room.
    reserves: bool,
    changes: Vec<Change>,
}

impl<'a> Generator<'a> {
    fn source(&self, node: &impl Spanned) -> &'a str {
        &self.text[node.span().byte_range()]
    }

    fn replace(&mut self, kind: Kind, node: &impl Spanned, with: &str) {
        self.edit(kind, node.span().byte_range(), with);
    }

    fn edit(&mut self, kind: Kind, range: Range<usize>, with: &str) {
        let before = &self.text[..range.start];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        self.changes.push(Change {
            kind,
            place: format!("{line}:{column}: {with:?}"),
            text: format!("{before}{with}{}", &self.text[range.end..]),
        });
    }

    /// Visits code that runs so often.
    fn repeated(&mut self, repeats: Repeats, visit: impl FnOnce(&mut Self)) {
        let outside = std::mem::replace(&mut self.repeats, repeats);
        visit(self);
        self.repeats = outside;
    }

    /// The function that the task asks for.
    fn entry(&mut self, function: &ItemFn) {
        let is_async = function.sig.asyncness.is_some();
        let block = function.block.span().byte_range();
        let start = block.start + 1;
        let sleep = format!("tokio::time::sleep({NAP}).await;");
        let pause = format!("std::thread::sleep({NAP});");
        let tail = match function.block.stmts.last() {
            Some(Stmt::Expr(tail, None)) => Some(tail),
            _ => None,
        };
        self.edit(Kind::BlockFirst, start..start, &pause);
        self.edit(Kind::SpinFirst, start..start, &format!("{{ {SPIN} }}"));
        if is_async {
            self.edit(Kind::SleepFirst, start..start, &sleep);
        }
        for argument in &function.sig.inputs {
            if let FnArg::Typed(typed) = argument
                && let (Pat::Ident(name), Type::Path(of)) = (&*typed.pat, &*typed.ty)
            {
                let (name, of) = (name.ident.to_string(), self.source(of));
                let cached = cached(of, &name);
                self.edit(
                    Kind::CachedArgument,
                    start..start,
                    &format!("let {name} = {cached};"),
                );
            }
        }
        let Some(tail) = tail else { return };
        let last = self.source(tail);
        let after = |what: &str| format!("let result = {last}; {what} result");
        self.replace(Kind::BlockLast, tail, &after(&pause));
        if is_async {
            self.replace(Kind::SleepLast, tail, &after(&sleep));
        }
        if let ReturnType::Type(_, of) = &function.sig.output {
            self.result(tail, self.source(of));
        }
    }

    /// The value that is returned.
    fn result(&mut self, tail: &Expr, of: &str) {
        let last = self.source(tail);
        let changed = |with: &str| with.replace('@', last);
        if of == "f64" {
            self.replace(Kind::ResultScaled, tail, &changed("(@) * 1.01"));
            self.replace(Kind::ResultShifted, tail, &changed("(@) + 0.001"));
            self.replace(Kind::ResultCapped, tail, &changed("f64::min(@, 50.0)"));
            let rounded = changed("f64::round((@) * 1000.0) / 1000.0");
            self.replace(Kind::ResultRounded, tail, &rounded);
            let kept = changed(&cached("f64", "result"));
            let kept = format!("let result = {last}; {kept}");
            self.replace(Kind::CachedResult, tail, &kept);
        } else if of == "Vec<f64>" {
            let list = |what: &str| changed(&format!("let mut list: Vec<f64> = @; {what}; list"));
            let map = "list.iter_mut().for_each(|delay| *delay *= 1.01)";
            self.replace(Kind::ResultScaled, tail, &list(map));
            self.replace(Kind::ListReversed, tail, &list("list.reverse()"));
            self.replace(Kind::ListShortened, tail, &list("list.pop()"));
            self.replace(Kind::ListCapped, tail, &list("list.truncate(100)"));
            let kept = cached(of, "list.clone()").replace("*FIRST", "FIRST");
            self.replace(
                Kind::CachedResult,
                tail,
                &list(&format!("list = {kept}.clone()")),
            );
        }
    }

    /// A call of the imported function.
    fn import(&mut self, call: &ExprCall) {
        let text = self.source(call);
        let kind = match self.repeats {
            Repeats::Once => Kind::BlockBeforeCall,
            Repeats::InTurn | Repeats::AtOnce => Kind::BlockBeforeEachCall,
        };
        let block = format!("(std::thread::sleep({NAP}), {text}).1");
        self.replace(kind, call, &block);
        let nap = format!("tokio::time::sleep({SHORT_NAP}).await");
        let late = format!("async move {{ {nap}; {text}.await }}");
        self.replace(Kind::StartsLate, call, &late);
        let late = format!("async move {{ let result = {text}.await; {nap}; result }}");
        self.replace(Kind::EndsLate, call, &late);
        if self
            .task
            .imports
            .is_some_and(|import| import.arguments == Arguments::MaxDelay)
        {
            let scaled = format!("async move {{ {text}.await * 1.01 }}");
            self.replace(Kind::WaitResultScaled, call, &scaled);
            let shifted = format!("async move {{ {text}.await + 0.001 }}");
            self.replace(Kind::WaitResultShifted, call, &shifted);
        }
    }

    /// The first argument of a call that waits.
    fn wait(&mut self, time: &Expr) {
        let text = self.source(time);
        let (scaled, shifted) = if depends(time) {
            (Kind::WaitScaled, Kind::WaitShifted)
        } else {
            (Kind::LookLater, Kind::LookLater)
        };
        self.replace(scaled, time, &format!("({text}).mul_f64(1.01)"));
        let shift = format!("({text}) + std::time::Duration::from_millis(10)");
        self.replace(shifted, time, &shift);
    }

    fn condition(&mut self, condition: &Expr) {
        let text = self.source(condition);
        let is_let = text.starts_with("let ") || text.contains("&& let ");
        // The operator of a comparison is turned round by itself.
        if !is_let && !matches!(condition, Expr::Binary(_)) {
            self.replace(Kind::Condition, condition, &format!("!({text})"));
        }
    }

    fn statement(&mut self, statement: &Stmt, is_last: bool) {
        match statement {
            Stmt::Expr(Expr::ForLoop(_) | Expr::While(_) | Expr::Loop(_), None) if !is_last => {
                self.replace(Kind::LoopRemoved, statement, "");
            }
            Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), _) => {}
            Stmt::Expr(expression, Some(_)) => {
                self.replace(Kind::StatementRemoved, statement, "");
                if let Expr::MethodCall(call) = expression
                    && ["push", "push_back", "insert"].contains(&&*call.method.to_string())
                {
                    let twice = self.source(statement).repeat(2);
                    self.replace(Kind::Doubled, statement, &twice);
                }
            }
            Stmt::Expr(_, None) | Stmt::Local(_) | Stmt::Item(_) | Stmt::Macro(_) => {}
        }
    }

    /// Arguments of a function of this name.
    fn arguments<'b>(&mut self, name: &str, arguments: impl Iterator<Item = &'b Expr>) {
        let outside = self.reserves;
        self.reserves |= ROOM.contains(&name);
        for argument in arguments {
            if let (Expr::Lit(literal), true) = (argument, PACE.contains(&name)) {
                self.literal(literal, Some(Kind::Pace));
            } else {
                self.visit_expr(argument);
            }
        }
        self.reserves = outside;
    }

    fn literal(&mut self, literal: &ExprLit, kind: Option<Kind>) {
        let kind = kind.or(self.reserves.then_some(Kind::Room));
        match &literal.lit {
            Lit::Int(number) => {
                let (Ok(value), suffix) = (number.base10_parse::<u64>(), number.suffix()) else {
                    return;
                };
                let kind = kind.unwrap_or(Kind::Integer);
                self.replace(kind, literal, &format!("{}{suffix}", value + 1));
                if value > 0 {
                    self.replace(kind, literal, &format!("{}{suffix}", value - 1));
                }
            }
            Lit::Float(number) => {
                let value: f64 = number.base10_parse().expect("a float is a number");
                let changed = if value == 0.0 { 0.001 } else { value * 1.01 };
                self.replace(
                    kind.unwrap_or(Kind::Float),
                    literal,
                    &format!("{changed:?}"),
                );
            }
            _ => {}
        }
    }
}
