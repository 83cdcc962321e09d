//! All cases in a table.

use super::{runtimes, spinning, stand_ins, threads};

/// Something that a program does, and the time that it takes on the clock.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) expected: Expected,
    pub(crate) run: fn(),
}

#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// It takes this many milliseconds. The watch thread must not step in.
    Takes(u64),
    /// It takes this many milliseconds, and up to a step of the watch thread more, which must step in.
    Spins(u64),
    /// After this many milliseconds, all threads wait for ever.
    Deadlocks(u64),
}

const fn takes(name: &'static str, milliseconds: u64, run: fn()) -> Case {
    let expected = Expected::Takes(milliseconds);
    Case {
        name,
        expected,
        run,
    }
}

const fn spins(name: &'static str, milliseconds: u64, run: fn()) -> Case {
    let expected = Expected::Spins(milliseconds);
    Case {
        name,
        expected,
        run,
    }
}

const fn deadlocks(name: &'static str, milliseconds: u64, run: fn()) -> Case {
    let expected = Expected::Deadlocks(milliseconds);
    Case {
        name,
        expected,
        run,
    }
}

/// tokio rounds a sleep up to its next tick of a millisecond. These runtimes begin with the case, so that each sleep
/// ends a millisecond after its time.
pub(crate) const CASES: &[Case] = &[
    takes("sleep", 1_000, threads::sleep),
    takes("join", 400, threads::join),
    takes("join_at_once", 0, threads::join_at_once),
    takes("join_ended", 100, threads::join_ended),
    takes("scoped", 300, threads::scoped),
    takes("detached", 300, threads::detached),
    takes("detached_and_joined", 0, threads::detached_and_joined),
    takes("thread_tree", 50, threads::thread_tree),
    takes("channel", 200, threads::channel),
    takes("channel_timeout", 150, threads::channel_timeout),
    takes("channel_rendezvous", 0, threads::channel_rendezvous),
    takes("channel_disconnected", 70, threads::channel_disconnected),
    takes("condvar", 120, threads::condvar),
    takes("condvar_all", 120, threads::condvar_all),
    takes("condvar_timeout", 90, threads::condvar_timeout),
    takes("park", 80, threads::park),
    takes("park_timeout", 60, threads::park_timeout),
    takes("ping_pong", 0, threads::ping_pong),
    takes("barrier", 500, threads::barrier),
    takes("mutex", 80, threads::mutex),
    takes("mutex_contended", 0, threads::mutex_contended),
    takes("rw_lock", 50, threads::rw_lock),
    takes("once_lock", 100, threads::once_lock),
    takes("thread_local_ends", 120, threads::thread_local_ends),
    takes("block_on", 250, threads::block_on),
    takes("system_time", 1_500, threads::system_time),
    takes("tokio_sleep", 1_001, runtimes::sleep_current),
    takes("tokio_sleep_workers", 1_001, runtimes::sleep_workers),
    takes("tokio_naps", 10_010, runtimes::naps),
    takes("tokio_hour", 3_600_001, runtimes::hour),
    takes("tokio_tasks", 9_001, runtimes::tasks_current),
    takes("tokio_tasks_workers", 9_001, runtimes::tasks_workers),
    takes("tokio_tasks_4000", 4_001, runtimes::thousands),
    takes("tokio_spawn_blocking", 1_000, runtimes::spawn_blocking),
    takes("tokio_block_in_place", 500, runtimes::block_in_place),
    takes("tokio_nested_block_on", 701, runtimes::nested_block_on),
    takes("tokio_in_a_thread", 1_001, runtimes::in_a_thread),
    takes("tokio_in_many_threads", 301, runtimes::in_many_threads),
    takes("tokio_interval", 901, runtimes::interval),
    takes("tokio_timeout", 1_001, runtimes::timeout),
    takes("tokio_select", 101, runtimes::select),
    takes("tokio_mpsc", 301, runtimes::mpsc),
    takes("tokio_oneshot", 40, runtimes::oneshot),
    takes("tokio_notify", 101, runtimes::notify),
    takes("tokio_semaphore", 505, runtimes::semaphore),
    takes("tokio_yield", 101, runtimes::yields),
    takes("tokio_abort", 51, runtimes::abort),
    takes("tokio_shutdown", 31, runtimes::shutdown),
    takes("tokio_local_set", 201, runtimes::local_set),
    takes("tokio_ping_pong", 0, runtimes::ping_pong),
    takes("stand_ins_4_unordered", 3_000, stand_ins::few_unordered),
    takes("stand_ins_4_join_all", 3_000, stand_ins::few_join_all),
    takes("stand_ins_4_tasks", 3_000, stand_ins::few_tasks),
    takes(
        "stand_ins_4_tasks_workers",
        3_000,
        stand_ins::few_tasks_workers,
    ),
    takes("stand_ins_300_unordered", 3_000, stand_ins::many_unordered),
    takes("stand_ins_300_join_all", 3_000, stand_ins::many_join_all),
    takes("stand_ins_300_tasks", 3_000, stand_ins::many_tasks),
    takes(
        "stand_ins_300_tasks_workers",
        3_000,
        stand_ins::many_tasks_workers,
    ),
    takes("stand_ins_3000_unordered", 3_000, stand_ins::most_unordered),
    takes("stand_ins_3000_join_all", 3_000, stand_ins::most_join_all),
    takes("stand_ins_3000_tasks", 3_000, stand_ins::most_tasks),
    takes(
        "stand_ins_3000_tasks_workers",
        3_000,
        stand_ins::most_tasks_workers,
    ),
    takes("stand_ins_and_sleeps", 500, stand_ins::and_sleeps),
    takes("stand_ins_in_blocking", 1_000, stand_ins::in_blocking),
    takes("stand_ins_in_threads", 1_000, stand_ins::in_threads),
    takes("stand_ins_one_by_one", 200, stand_ins::one_by_one),
    takes("stand_ins_waker_waits", 100, stand_ins::waker_that_waits),
    spins("spin_is_finished", 1_001, spinning::is_finished),
    spins("spin_elapsed", 1_000, spinning::elapsed),
    spins("spin_atomic", 500, spinning::atomic),
    spins("spin_yield", 500, spinning::yields),
    spins("spin_stand_in", 1_000, spinning::stand_in),
    deadlocks("deadlock_channel", 0, spinning::deadlocked_channel),
    deadlocks("deadlock_lock", 10, spinning::deadlocked_lock),
    deadlocks("deadlock_join", 10, spinning::deadlocked_join),
    deadlocks("deadlock_task", 101, spinning::deadlocked_task),
    deadlocks("deadlock_block_on", 0, spinning::deadlocked_block_on),
];
