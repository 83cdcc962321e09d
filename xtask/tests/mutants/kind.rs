//! The kinds of mistakes, and which of them the statement leaves open.

macro_rules! kinds {
    ($($kind:ident $name:literal,)*) => {
        /// What is changed in a right solution.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// All kinds, in the order of the table.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// What the table calls it.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    SleepFirst "sleeps 20 ms at the start",
    SleepLast "sleeps 20 ms at the end",
    BlockFirst "blocks 20 ms at the start",
    BlockLast "blocks 20 ms at the end",
    SpinFirst "spins 40 ms at the start",
    SleepBeforeAwait "sleeps 20 ms before an await",
    SleepBeforeEachAwait "sleeps 20 ms before an await in a loop",
    BlockBeforeAwait "blocks 20 ms before an await",
    BlockBeforeEachAwait "blocks 20 ms before an await in a loop or a closure",
    BlockBeforeCall "blocks 20 ms before a call of the import",
    BlockBeforeEachCall "blocks 20 ms before each call of the import",
    WaitScaled "waits 1 % longer",
    WaitShifted "waits 10 ms longer",
    LookLater "looks later whether it has ended",
    StartsLate "starts a wait 5 ms late",
    EndsLate "ends a wait 5 ms late",
    ResultScaled "returns 1 % more",
    ResultShifted "returns 0.001 more",
    ResultRounded "returns whole milliseconds",
    ResultCapped "returns 50 at most",
    WaitResultScaled "takes 1 % more for the delay of a wait",
    WaitResultShifted "takes 0.001 more for the delay of a wait",
    ListReversed "returns the list backwards",
    ListShortened "returns the list without its last delay",
    ListCapped "returns 100 delays at most",
    CachedArgument "keeps the argument of the first call",
    CachedResult "keeps the result of the first call",
    NLess "n - 1 for n",
    NMore "n + 1 for n",
    NEven "the next even number below n for n",
    NCapped "n.min(100) for n",
    MaxDelayMore "max_delay + 1 for max_delay",
    MaxDelayCapped "max_delay.min(2) for max_delay",
    MaxDelayCappedHigh "max_delay.min(600) for max_delay",
    MaxDelayConstant "7 for max_delay",
    Room "another amount of room",
    Pace "another number of threads or pace of looking",
    RangeEnd ".. for ..= or the reverse",
    Operator "another operator",
    Boundary "< for <= or the like",
    Comparison "a comparison turned round",
    Condition "a condition turned round",
    AwaitRemoved "an await removed",
    StatementRemoved "a statement removed",
    LoopRemoved "a loop removed",
    Doubled "an item put in twice",
    Integer "an integer changed by 1",
    Float "a float changed by 1 % or 0.001",
}

/// Why a mutant of such a kind may well pass: the statement of this task leaves it open, or the change makes no
/// difference.
pub fn left_open(kind: Kind, task: u32) -> Option<&'static str> {
    use Kind::*;
    /// The tasks whose calls may end up to 100 ms after their waits.
    const LENIENT: [u32; 3] = [1, 2, 4];
    match kind {
        SleepFirst | SleepLast | BlockFirst | BlockLast | SpinFirst | SleepBeforeAwait
        | BlockBeforeAwait | BlockBeforeCall | StartsLate | EndsLate
            if LENIENT.contains(&task) =>
        {
            Some("a call may end up to 100 ms after its waits")
        }
        LookLater | Pace => {
            Some("how often it looks, and with how many threads, is its own choice")
        }
        Room => Some("how much room is reserved changes nothing that is returned"),
        Boundary => Some("it differs for equal numbers only, and their order does not show"),
        EndsLate if task == 3 => Some("a task may look every 10 ms whether its wait has ended"),
        ResultRounded if task == 0 => Some("a delay may be drawn in whole milliseconds"),
        _ => None,
    }
}

/// Single mutants that do what the right solution does, by the start of their names, and why. Syntax does not tell.
const EQUIVALENT: [(&str, &str); 10] = [
    (
        "basic_async_syntax/condvar_heap.rs:63:9:",
        "a task that is woken twice waits no longer",
    ),
    (
        "basic_async_syntax/constant_by_expression.rs:12:38:",
        "that 1 itself can be drawn does not show",
    ),
    (
        "basic_async_syntax/formula_of_random_uniform.rs:9:12:",
        "the lower end is 0, so adding it and subtracting it are the same",
    ),
    (
        "basic_async_syntax/recursive_halves.rs:13:26:",
        "it waits for the end of the delay, however often it wakes before",
    ),
    (
        "basic_async_syntax/tick_poll.rs:14:9:",
        "how often it looks is its own choice, and 20 ms show in short waits alone",
    ),
    (
        "concurrent_coroutines/std_channel_insertion.rs:14:3",
        "delays arrive in order, but for ties, whose order the statement leaves open",
    ),
    (
        "measure_runtime/tokio_instant_guard.rs:16:21:",
        "the first value is written over",
    ),
    (
        "tasks/thread_with_a_runtime.rs:12:49:",
        "one task goes through the channel, whatever its size",
    ),
    (
        "tasks/thread_with_a_runtime.rs:20:21:",
        "the runtime is driven a little longer, and nobody waits for that",
    ),
    (
        "tasks/thread_with_a_runtime.rs:20:73:",
        "the runtime is driven a little longer, and nobody waits for that",
    ),
];

/// Why a mutant of this name does what the right solution does.
pub fn equivalent(name: &str) -> Option<&'static str> {
    let mut known = EQUIVALENT.iter();
    known
        .find(|(start, _)| name.starts_with(start))
        .map(|(_, why)| *why)
}
