//! The course: its five tasks and everything that is checked about them. The one place that lists them.

use crate::judge::{self, Evidence, Source, Verdict, draws, source, spawning, timing, waits};

/// A task of the course.
#[derive(Debug)]
pub struct Task {
    /// Its number in the course, from 0.
    pub number: u32,
    /// The name of its crate.
    pub name: &'static str,
    /// The function that learners write.
    pub function: &'static str,
    /// How that function is declared.
    pub signature: &'static str,
    /// How calls of the function are written out in messages.
    pub arguments: Arguments,
    /// The task that it imports.
    pub imports: Option<Import>,
    /// What its main program prints, line by line.
    pub main: &'static [Printed],
    /// What is checked about it, in the order in which it is shown.
    pub checks: &'static [Check],
}

/// A line that a main program prints.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Printed {
    /// A float, from 0 to `most`.
    Number {
        /// The largest it may be.
        most: f64,
    },
    /// A list of ascending floats, from 0 to `most`.
    List {
        /// How many there are.
        length: usize,
        /// The largest they may be.
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
    /// The function that is to be called.
    pub function: &'static str,
    /// What that function takes.
    pub arguments: Arguments,
}

/// What a function of the course takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arguments {
    /// `(max_delay)`
    MaxDelay,
    /// `(n, max_delay)`
    Both,
}

/// Something that is checked about a task.
#[derive(Debug)]
pub struct Check {
    /// Its name in results.
    pub id: &'static str,
    /// What has to hold, as a sentence without its full stop.
    pub title: &'static str,
    /// What it is worth. A stretch check is worth nothing.
    pub points: u32,
    /// Whether it is only reported, never counted.
    pub stretch: bool,
    /// How it is judged.
    pub judge: Judge,
}

/// How a check is judged, by what it looks at.
#[derive(Clone, Copy, Debug)]
pub enum Judge {
    /// By the compiler: does the crate compile?
    Compiles,
    /// By the compiler: can the function be called as asked for?
    Signature,
    /// By the source text.
    Source(fn(&Source) -> Verdict),
    /// By what the function did.
    Behaviour(fn(&Evidence) -> Verdict),
}

/// The five tasks, in order.
pub static TASKS: [Task; 5] = [
    Task {
        number: 0,
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
            counted(
                "default_max_delay",
                "DEFAULT_MAX_DELAY is 10",
                Judge::Behaviour(draws::default_max_delay),
            ),
            FINISHES,
            counted(
                "waits_what_it_returns",
                "the delay that is drawn, waited and returned is one and the same",
                Judge::Behaviour(draws::waits_what_it_returns),
            ),
            counted(
                "leaves_thread_free",
                "waiting does not block the thread",
                Judge::Behaviour(draws::leaves_thread_free),
            ),
            counted(
                "within_range",
                "delays lie between 0 and max_delay",
                Judge::Behaviour(draws::within_range),
            ),
            counted(
                "both_ends",
                "both ends are included: a max_delay of 0 works",
                Judge::Behaviour(draws::both_ends),
            ),
            counted(
                "uniform_draws",
                "delays are random, and spread evenly over the range",
                Judge::Behaviour(draws::uniform_draws),
            ),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
    Task {
        number: 1,
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
            counted(
                "calls_wait_random",
                "calls wait_random n times",
                Judge::Behaviour(waits::calls_import),
            ),
            PASSES_MAX_DELAY,
            RUNS_CONCURRENTLY,
            RETURNS_ALL_DELAYS,
            ASCENDING_ORDER,
            NO_SORT,
            INDEPENDENT_CALLS,
            ORDERS_TIES,
            EMPTY_FOR_ZERO,
            HUNDRED_THOUSAND,
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
    Task {
        number: 2,
        name: "measure_runtime",
        function: "measure_time",
        signature: "pub fn measure_time(n: usize, max_delay: u32) -> f64",
        arguments: Arguments::Both,
        imports: Some(Import {
            name: "concurrent_coroutines",
            function: "wait_n",
            arguments: Arguments::Both,
        }),
        // Five waits at once of 9 s at most, with a second to spare.
        main: &[Printed::Number { most: 10.0 / 5.0 }],
        checks: &[
            COMPILES,
            SIGNATURE,
            FINISHES,
            counted(
                "calls_wait_n",
                "calls wait_n once",
                Judge::Behaviour(timing::calls_wait_n),
            ),
            counted(
                "passes_arguments",
                "passes n and max_delay on",
                Judge::Behaviour(timing::passes_arguments),
            ),
            counted(
                "waits_to_the_end",
                "runs wait_n to its end",
                Judge::Behaviour(timing::waits_to_the_end),
            ),
            counted(
                "returns_total_over_n",
                "returns the total elapsed time in seconds, divided by n",
                Judge::Behaviour(timing::returns_total_over_n),
            ),
            stretch(
                "refuses_zero",
                "measure_time(0, _) panics and says why",
                Judge::Behaviour(timing::refuses_zero),
            ),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
    Task {
        number: 3,
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
            counted(
                "calls_wait_random",
                "calls wait_random once",
                Judge::Behaviour(spawning::calls_wait_random),
            ),
            PASSES_MAX_DELAY,
            counted(
                "returns_at_once",
                "returns the task at once, without waiting for it",
                Judge::Behaviour(spawning::returns_at_once),
            ),
            counted(
                "starts_at_once",
                "the task is under way before it is awaited",
                Judge::Behaviour(spawning::starts_at_once),
            ),
            counted(
                "yields_delay",
                "the task ends with its wait and yields the delay",
                Judge::Behaviour(spawning::yields_delay),
            ),
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
    Task {
        number: 4,
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
            counted(
                "calls_task_wait_random",
                "calls task_wait_random n times",
                Judge::Behaviour(waits::calls_import),
            ),
            PASSES_MAX_DELAY,
            RUNS_CONCURRENTLY,
            RETURNS_ALL_DELAYS,
            ASCENDING_ORDER,
            NO_SORT,
            INDEPENDENT_CALLS,
            ORDERS_TIES,
            EMPTY_FOR_ZERO,
            stretch(
                "stops_tasks_when_dropped",
                "dropping the future stops its tasks",
                Judge::Behaviour(waits::stops_tasks_when_dropped),
            ),
            HUNDRED_THOUSAND,
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
];

const COMPILES: Check = gate("compiles", "the crate compiles", Judge::Compiles);
const SIGNATURE: Check = gate(
    "signature",
    "the function can be called as the statement says",
    Judge::Signature,
);
const FINISHES: Check = counted(
    "finishes",
    "the function returns: no panic, no exit, no endless wait",
    Judge::Behaviour(judge::endings::finishes),
);
const PASSES_MAX_DELAY: Check = counted(
    "passes_max_delay",
    "passes max_delay on",
    Judge::Behaviour(waits::passes_max_delay),
);
const RUNS_CONCURRENTLY: Check = counted(
    "runs_concurrently",
    "all waits are under way at the same time",
    Judge::Behaviour(waits::runs_concurrently),
);
const RETURNS_ALL_DELAYS: Check = counted(
    "returns_all_delays",
    "returns every delay once, unchanged",
    Judge::Behaviour(waits::returns_all_delays),
);
const ASCENDING_ORDER: Check = counted(
    "ascending_order",
    "the delays come in ascending order",
    Judge::Behaviour(waits::ascending_order),
);
const NO_SORT: Check = counted(
    "no_sort",
    "no sort is called: the order comes from concurrency",
    Judge::Source(source::no_sort),
);
const INDEPENDENT_CALLS: Check = counted(
    "independent_calls",
    "a call leaves nothing behind for other calls",
    Judge::Behaviour(waits::independent_calls),
);
const ORDERS_TIES: Check = stretch(
    "orders_ties",
    "the order also holds for waits that end within the same millisecond",
    Judge::Behaviour(waits::orders_ties),
);
const EMPTY_FOR_ZERO: Check = stretch(
    "empty_for_zero",
    "n = 0 gives an empty list",
    Judge::Behaviour(waits::empty_for_zero),
);
const HUNDRED_THOUSAND: Check = stretch(
    "hundred_thousand",
    "a hundred thousand waits at once work",
    Judge::Behaviour(waits::hundred_thousand),
);
const DOCUMENTED: Check = counted(
    "documented",
    "the crate and each public item are documented with a real sentence",
    Judge::Source(source::documented),
);
const FINAL_NEWLINE: Check = counted(
    "final_newline",
    "every file ends with a newline",
    Judge::Source(source::final_newline),
);
const FORMATTED: Check = counted(
    "formatted",
    "the code is formatted as rustfmt does it",
    Judge::Source(source::formatted),
);
const NO_WARNINGS: Check = counted(
    "no_warnings",
    "the compiler has no warnings",
    Judge::Source(source::no_warnings),
);

/// A check that everything after it needs; worth nothing by itself.
const fn gate(id: &'static str, title: &'static str, judge: Judge) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: false,
        judge,
    }
}

const fn counted(id: &'static str, title: &'static str, judge: Judge) -> Check {
    Check {
        id,
        title,
        points: 1,
        stretch: false,
        judge,
    }
}

const fn stretch(id: &'static str, title: &'static str, judge: Judge) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: true,
        judge,
    }
}

/// The task with this number or crate name.
pub fn task(number_or_name: &str) -> Option<&'static Task> {
    TASKS
        .iter()
        .find(|task| task.name == number_or_name || task.number.to_string() == number_or_name)
}
