//! The course: its five tasks and everything that is checked about them. The one place that lists them.

pub mod hints;

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
    /// What a learner's stub of that function asks for: the text of its `todo!`, which formats all parameters.
    pub first_step: &'static str,
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
}

/// The five tasks, in order.
pub static TASKS: [Task; 5] = [
    Task {
        number: 0,
        name: "basic_async_syntax",
        function: "wait_random",
        signature: "pub async fn wait_random(max_delay: u32) -> f64",
        first_step: "draw a delay of 0 to {max_delay} s, wait that long without blocking, return it",
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
            counted("default_max_delay", "DEFAULT_MAX_DELAY is 10"),
            FINISHES,
            counted(
                "waits_what_it_returns",
                "the delay that is drawn, waited and returned is one and the same",
            ),
            counted("leaves_thread_free", "waiting does not block the thread"),
            counted("within_range", "delays lie between 0 and max_delay"),
            counted(
                "both_ends",
                "both ends are included: a max_delay of 0 works",
            ),
            counted(
                "uniform_draws",
                "delays are random, and spread evenly over the range",
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
        first_step: "start {n} waits of up to {max_delay} s at once, and list the delays in ascending order",
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
            counted("calls_wait_random", "calls wait_random n times"),
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
        first_step: "run wait_n({n}, {max_delay}) to its end, and measure how long that takes",
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
            counted("calls_wait_n", "calls wait_n once"),
            counted("passes_arguments", "passes n and max_delay on"),
            counted("waits_to_the_end", "runs wait_n to its end"),
            counted(
                "returns_total_over_n",
                "returns the total elapsed time in seconds, divided by n",
            ),
            stretch("refuses_zero", "measure_time(0, _) panics and says why"),
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
        first_step: "start wait_random({max_delay}) as a task, and return the task",
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
            counted("calls_wait_random", "calls wait_random once"),
            PASSES_MAX_DELAY,
            counted(
                "returns_at_once",
                "returns the task at once, without waiting for it",
            ),
            counted(
                "starts_at_once",
                "the task is under way before it is awaited",
            ),
            counted(
                "yields_delay",
                "the task ends with its wait and yields the delay",
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
        first_step: "start {n} tasks of up to {max_delay} s at once, and list the delays in ascending order",
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
            counted("calls_task_wait_random", "calls task_wait_random n times"),
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
            ),
            HUNDRED_THOUSAND,
            DOCUMENTED,
            FINAL_NEWLINE,
            FORMATTED,
            NO_WARNINGS,
        ],
    },
];

const COMPILES: Check = gate("compiles", "the crate compiles");
const SIGNATURE: Check = gate(
    "signature",
    "the function can be called as the statement says",
);
const FINISHES: Check = counted(
    "finishes",
    "the function returns: no panic, no exit, no endless wait",
);
const PASSES_MAX_DELAY: Check = counted("passes_max_delay", "passes max_delay on");
const RUNS_CONCURRENTLY: Check = counted(
    "runs_concurrently",
    "all waits are under way at the same time",
);
const RETURNS_ALL_DELAYS: Check =
    counted("returns_all_delays", "returns every delay once, unchanged");
const ASCENDING_ORDER: Check = counted("ascending_order", "the delays come in ascending order");
const NO_SORT: Check = counted(
    "no_sort",
    "no sort is called: the order comes from concurrency",
);
const INDEPENDENT_CALLS: Check = counted(
    "independent_calls",
    "a call leaves nothing behind for other calls",
);
const ORDERS_TIES: Check = stretch(
    "orders_ties",
    "the order also holds for waits that end within the same millisecond",
);
const EMPTY_FOR_ZERO: Check = stretch("empty_for_zero", "n = 0 gives an empty list");
const HUNDRED_THOUSAND: Check =
    stretch("hundred_thousand", "a hundred thousand waits at once work");
const DOCUMENTED: Check = counted(
    "documented",
    "the crate and each public item are documented with a real sentence",
);
const FINAL_NEWLINE: Check = counted("final_newline", "every file ends with a newline");
const FORMATTED: Check = counted("formatted", "the code is formatted as rustfmt does it");
const NO_WARNINGS: Check = counted("no_warnings", "the compiler has no warnings");

/// A check that everything after it needs; worth nothing by itself.
const fn gate(id: &'static str, title: &'static str) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: false,
    }
}

const fn counted(id: &'static str, title: &'static str) -> Check {
    Check {
        id,
        title,
        points: 1,
        stretch: false,
    }
}

const fn stretch(id: &'static str, title: &'static str) -> Check {
    Check {
        id,
        title,
        points: 0,
        stretch: true,
    }
}

/// The task with this number or crate name.
pub fn task(number_or_name: &str) -> Option<&'static Task> {
    TASKS
        .iter()
        .find(|task| task.name == number_or_name || task.number.to_string() == number_or_name)
}

/// The name of a task, or the id or title of a check, if this is one.
pub fn word(text: &str) -> Option<&'static str> {
    let names = TASKS.iter().map(|task| task.name);
    let checks = TASKS.iter().flat_map(|task| task.checks);
    names
        .chain(checks.flat_map(|check| [check.id, check.title]))
        .find(|word| *word == text)
}
