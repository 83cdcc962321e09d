//! The five tasks of the course and all their checks. No other place lists them.

/// A task of the course.
#[derive(Debug)]
pub struct Task {
    /// Its number in the course, from 0.
    pub number: u32,
    /// The shape of its function.
    pub shape: Shape,
    /// The name of its crate.
    pub name: &'static str,
    /// The function that learners write.
    pub function: &'static str,
    /// The signature of that function.
    pub signature: &'static str,
    /// The arguments of that function.
    pub arguments: Arguments,
    /// The task that it imports.
    pub imports: Option<Import>,
    /// The lines that its main program prints.
    pub main: &'static [Printed],
    /// Its checks, in the order in which they are shown.
    pub checks: &'static [Check],
    /// The hints for its checks, in addition to [`HINTS`].
    pub hints: &'static str,
}

/// The shape of a function of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An async function that returns a number.
    Number,
    /// An async function that returns a list.
    List,
    /// A regular function that blocks until it has its result.
    Blocking,
    /// A regular function that returns a task.
    Task,
}

/// A line that a main program prints.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Printed {
    /// A float, from 0 to `most`.
    Number {
        /// The maximum.
        most: f64,
    },
    /// A list of ascending floats, from 0 to `most`.
    List {
        /// The number of floats.
        length: usize,
        /// The maximum.
        most: f64,
    },
    /// The name of a type, with or without its path.
    Type(&'static str),
}

/// A task that another one imports.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// The name of its crate.
    pub name: &'static str,
    /// The function to call.
    pub function: &'static str,
    /// The arguments of that function.
    pub arguments: Arguments,
}

/// The arguments of a function of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// `(max_delay)`
    MaxDelay,
    /// `(n, max_delay)`
    Both,
}

/// The id of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the title of each check documents it")]
pub enum Id {
    Compiles,
    Signature,
    Finishes,
    DefaultMaxDelay,
    WaitsWhatItReturns,
    LeavesThreadFree,
    WithinRange,
    BothEnds,
    UniformDraws,
    CallsWaitRandom,
    CallsTaskWaitRandom,
    PassesMaxDelay,
    RunsConcurrently,
    ReturnsAllDelays,
    AscendingOrder,
    NoSort,
    IndependentCalls,
    OrdersTies,
    EmptyForZero,
    TenThousand,
    StopsTasksWhenDropped,
    WorksOnOneThread,
    CallsWaitN,
    PassesArguments,
    WaitsToTheEnd,
    ReturnsTotalOverN,
    RefusesZero,
    ReturnsAtOnce,
    StartsAtOnce,
    YieldsDelay,
    Documented,
    FinalNewline,
    Formatted,
    NoWarnings,
}

impl Id {
    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Compiles => "compiles",
            Self::Signature => "signature",
            Self::Finishes => "finishes",
            Self::DefaultMaxDelay => "default_max_delay",
            Self::WaitsWhatItReturns => "waits_what_it_returns",
            Self::LeavesThreadFree => "leaves_thread_free",
            Self::WithinRange => "within_range",
            Self::BothEnds => "both_ends",
            Self::UniformDraws => "uniform_draws",
            Self::CallsWaitRandom => "calls_wait_random",
            Self::CallsTaskWaitRandom => "calls_task_wait_random",
            Self::PassesMaxDelay => "passes_max_delay",
            Self::RunsConcurrently => "runs_concurrently",
            Self::ReturnsAllDelays => "returns_all_delays",
            Self::AscendingOrder => "ascending_order",
            Self::NoSort => "no_sort",
            Self::IndependentCalls => "independent_calls",
            Self::OrdersTies => "orders_ties",
            Self::EmptyForZero => "empty_for_zero",
            Self::TenThousand => "ten_thousand",
            Self::StopsTasksWhenDropped => "stops_tasks_when_dropped",
            Self::WorksOnOneThread => "works_on_one_thread",
            Self::CallsWaitN => "calls_wait_n",
            Self::PassesArguments => "passes_arguments",
            Self::WaitsToTheEnd => "waits_to_the_end",
            Self::ReturnsTotalOverN => "returns_total_over_n",
            Self::RefusesZero => "refuses_zero",
            Self::ReturnsAtOnce => "returns_at_once",
            Self::StartsAtOnce => "starts_at_once",
            Self::YieldsDelay => "yields_delay",
            Self::Documented => "documented",
            Self::FinalNewline => "final_newline",
            Self::Formatted => "formatted",
            Self::NoWarnings => "no_warnings",
        }
    }
}

/// A check of a task.
#[derive(Debug)]
pub struct Check {
    /// Its id.
    pub id: Id,
    /// What it requires, as a sentence without a full stop.
    pub title: &'static str,
    /// Its points: 0 for stretch checks, and for checks that only make others possible.
    pub points: u32,
    /// Whether it is reported but never counted.
    pub stretch: bool,
}

/// The hints for all tasks. The learners' commands describe their format (`hints/texts.rs`).
pub const HINTS: &str = include_str!("course/hints/every_task.md");

/// The five tasks, in order.
pub static TASKS: [Task; 5] = [
    Task {
        number: 0,
        shape: Shape::Number,
        name: "basic_async_syntax",
        function: "wait_random",
        signature: "pub async fn wait_random(max_delay: u32) -> f64",
        arguments: Arguments::MaxDelay,
        imports: None,
        main: &[
            Printed::Number { most: 10.0 },
            Printed::Number { most: 5.0 },
            Printed::Number { most: 15.0 },
        ],
        checks: &[
            COMPILES,
            SIGNATURE,
            counted(Id::DefaultMaxDelay, 1, "DEFAULT_MAX_DELAY is 10"),
            FINISHES,
            counted(
                Id::WaitsWhatItReturns,
                5,
                "the delay that is drawn, waited and returned is one and the same",
            ),
            counted(Id::LeavesThreadFree, 4, "waiting does not block the thread"),
            counted(Id::WithinRange, 2, "delays lie between 0 and max_delay"),
            counted(
                Id::BothEnds,
                2,
                "both ends are included: a max_delay of 0 works",
            ),
            counted(
                Id::UniformDraws,
                2,
                "delays are random, and spread evenly over the range",
            ),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
        hints: include_str!("course/hints/basic_async_syntax.md"),
    },
    Task {
        number: 1,
        shape: Shape::List,
        name: "concurrent_coroutines",
        function: "wait_n",
        signature: "pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64>",
        arguments: Arguments::Both,
        imports: Some(Import {
            name: "basic_async_syntax",
            function: "wait_random",
            arguments: Arguments::MaxDelay,
        }),
        main: &[
            Printed::List {
                length: 5,
                most: 5.0,
            },
            Printed::List {
                length: 10,
                most: 7.0,
            },
            Printed::List {
                length: 10,
                most: 0.0,
            },
        ],
        checks: &[
            COMPILES,
            SIGNATURE,
            FINISHES,
            counted(Id::CallsWaitRandom, 3, "calls wait_random n times"),
            PASSES_MAX_DELAY,
            RUNS_CONCURRENTLY,
            RETURNS_ALL_DELAYS,
            ASCENDING_ORDER,
            NO_SORT,
            INDEPENDENT_CALLS,
            ORDERS_TIES,
            EMPTY_FOR_ZERO,
            TEN_THOUSAND,
            WORKS_ON_ONE_THREAD,
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
        hints: include_str!("course/hints/concurrent_coroutines.md"),
    },
    Task {
        number: 2,
        shape: Shape::Blocking,
        name: "measure_runtime",
        function: "measure_time",
        signature: "pub fn measure_time(n: usize, max_delay: u32) -> f64",
        arguments: Arguments::Both,
        imports: Some(Import {
            name: "concurrent_coroutines",
            function: "wait_n",
            arguments: Arguments::Both,
        }),
        // Five waits at once of at most 9 s, and one second more.
        main: &[Printed::Number { most: 10.0 / 5.0 }],
        checks: &[
            COMPILES,
            SIGNATURE,
            FINISHES,
            counted(Id::CallsWaitN, 3, "calls wait_n once"),
            counted(Id::PassesArguments, 2, "passes n and max_delay on"),
            counted(Id::WaitsToTheEnd, 4, "runs wait_n to its end"),
            counted(
                Id::ReturnsTotalOverN,
                7,
                "returns the total elapsed time in seconds, divided by n",
            ),
            stretch(Id::RefusesZero, "measure_time(0, _) panics and says why"),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
        hints: include_str!("course/hints/measure_runtime.md"),
    },
    Task {
        number: 3,
        shape: Shape::Task,
        name: "tasks",
        function: "task_wait_random",
        signature: "pub fn task_wait_random(max_delay: u32) -> tokio::task::JoinHandle<f64>",
        arguments: Arguments::MaxDelay,
        imports: Some(Import {
            name: "basic_async_syntax",
            function: "wait_random",
            arguments: Arguments::MaxDelay,
        }),
        main: &[Printed::Type("JoinHandle<f64>")],
        checks: &[
            COMPILES,
            SIGNATURE,
            FINISHES,
            counted(Id::CallsWaitRandom, 3, "calls wait_random once"),
            counted(Id::PassesMaxDelay, 2, "passes max_delay on"),
            counted(
                Id::ReturnsAtOnce,
                3,
                "returns the task at once, without waiting for it",
            ),
            counted(
                Id::StartsAtOnce,
                4,
                "the task is under way before it is awaited",
            ),
            counted(
                Id::YieldsDelay,
                4,
                "the task ends with its wait and yields the delay",
            ),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
        hints: include_str!("course/hints/tasks.md"),
    },
    Task {
        number: 4,
        shape: Shape::List,
        name: "task_wait_n",
        function: "task_wait_n",
        signature: "pub async fn task_wait_n(n: usize, max_delay: u32) -> Vec<f64>",
        arguments: Arguments::Both,
        imports: Some(Import {
            name: "tasks",
            function: "task_wait_random",
            arguments: Arguments::MaxDelay,
        }),
        main: &[Printed::List {
            length: 5,
            most: 6.0,
        }],
        checks: &[
            COMPILES,
            SIGNATURE,
            FINISHES,
            counted(Id::CallsTaskWaitRandom, 3, "calls task_wait_random n times"),
            PASSES_MAX_DELAY,
            RUNS_CONCURRENTLY,
            RETURNS_ALL_DELAYS,
            ASCENDING_ORDER,
            NO_SORT,
            INDEPENDENT_CALLS,
            ORDERS_TIES,
            EMPTY_FOR_ZERO,
            stretch(
                Id::StopsTasksWhenDropped,
                "dropping the future stops its tasks",
            ),
            TEN_THOUSAND,
            WORKS_ON_ONE_THREAD,
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
        hints: include_str!("course/hints/task_wait_n.md"),
    },
];

const COMPILES: Check = gate(Id::Compiles, "the crate compiles");
const SIGNATURE: Check = gate(
    Id::Signature,
    "the function can be called as the statement says",
);
const FINISHES: Check = gate(
    Id::Finishes,
    "the function returns: no panic, no exit, no endless wait",
);
const PASSES_MAX_DELAY: Check = counted(Id::PassesMaxDelay, 1, "passes max_delay on");
const RUNS_CONCURRENTLY: Check = counted(
    Id::RunsConcurrently,
    5,
    "all waits are under way at the same time",
);
const RETURNS_ALL_DELAYS: Check = counted(
    Id::ReturnsAllDelays,
    2,
    "returns every delay once, unchanged",
);
const ASCENDING_ORDER: Check = counted(Id::AscendingOrder, 3, "the delays come in ascending order");
const NO_SORT: Check = counted(
    Id::NoSort,
    1,
    "no sort is called: the order comes from concurrency",
);
const INDEPENDENT_CALLS: Check = counted(
    Id::IndependentCalls,
    1,
    "a call leaves nothing behind for other calls",
);
const ORDERS_TIES: Check = stretch(
    Id::OrdersTies,
    "the order also holds for waits that end within the same millisecond",
);
const EMPTY_FOR_ZERO: Check = stretch(Id::EmptyForZero, "n = 0 gives an empty list");
const WORKS_ON_ONE_THREAD: Check = stretch(
    Id::WorksOnOneThread,
    "it works on a runtime of one thread, and leaves that free while it waits",
);
const TEN_THOUSAND: Check = stretch(Id::TenThousand, "ten thousand waits at once work");
const DOCUMENTED: Check = counted(
    Id::Documented,
    1,
    "the crate and each public item are documented with a real sentence",
);
const FINAL_NEWLINE: Check = counted(Id::FinalNewline, 1, "every file ends with a newline");
const FORMATTED: Check = counted(Id::Formatted, 1, "the code is formatted as rustfmt does it");
const NO_WARNINGS: Check = counted(Id::NoWarnings, 1, "the compiler has no warnings");

/// A check without points that all later checks need.
const fn gate(id: Id, title: &'static str) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: false,
    }
}

const fn counted(id: Id, points: u32, title: &'static str) -> Check {
    Check {
        id,
        title,
        points,
        stretch: false,
    }
}

const fn stretch(id: Id, title: &'static str) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: true,
    }
}

impl Task {
    /// Whether the task has this check.
    pub fn has(&self, id: Id) -> bool {
        self.checks.iter().any(|check| check.id == id)
    }
}

impl Id {
    /// The check with this name.
    pub fn named(name: &str) -> Option<Self> {
        let checks = TASKS.iter().flat_map(|task| task.checks);
        checks.map(|check| check.id).find(|id| id.name() == name)
    }
}

/// The task with this number or crate name.
pub fn task(number_or_name: &str) -> Option<&'static Task> {
    TASKS
        .iter()
        .find(|task| task.name == number_or_name || task.number.to_string() == number_or_name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn tasks_stand_in_the_order_of_their_numbers_and_import_earlier_ones() {
        for (place, task) in TASKS.iter().enumerate() {
            assert_eq!(task.number as usize, place, "{}", task.name);
            let same_name = |other: &&Task| other.name == task.name;
            assert_eq!(TASKS.iter().filter(same_name).count(), 1, "{}", task.name);
            if let Some(import) = task.imports {
                let imported = |other: &Task| {
                    (other.name, other.function, other.arguments)
                        == (import.name, import.function, import.arguments)
                };
                assert!(TASKS[..place].iter().any(imported), "{}", task.name);
            }
        }
    }

    #[test]
    fn the_shape_of_a_task_says_what_its_function_takes_and_whether_it_imports_another() {
        for task in &TASKS {
            let (arguments, imports) = match task.shape {
                Shape::Number => (Arguments::MaxDelay, false),
                Shape::Task => (Arguments::MaxDelay, true),
                Shape::List | Shape::Blocking => (Arguments::Both, true),
            };
            assert_eq!(task.arguments, arguments, "{}", task.name);
            assert_eq!(task.imports.is_some(), imports, "{}", task.name);
        }
    }

    #[test]
    fn each_check_has_a_name_of_its_own_and_is_listed_once_in_a_task() {
        for task in &TASKS {
            let mut listed = HashSet::new();
            for check in task.checks {
                let name = check.id.name();
                assert!(listed.insert(name), "{} lists {name} twice", task.name);
                assert_eq!(Id::named(name), Some(check.id), "two checks are {name}");
            }
            for needed in [Id::Compiles, Id::Signature, Id::Finishes] {
                assert!(task.has(needed), "{} lacks {}", task.name, needed.name());
            }
        }
    }
}
