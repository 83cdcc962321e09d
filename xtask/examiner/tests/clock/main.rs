//! Every way to wait takes exactly as long on the exact clock as it says, and the watch thread steps in for spinning
//! alone.
//!
//! The clock belongs to a process, so each case runs in a process of its own: this program again, with the case's name.
//! `CLOCK_REPETITIONS` says how often each case is repeated there, and `CLOCK_PATIENCE` how many milliseconds of
//! processor time the watch thread gives it. Arguments are parts of the names of the cases to run.

#[cfg(all(
    target_os = "linux",
    target_env = "gnu",
    any(target_arch = "x86_64", target_arch = "aarch64")
))]
mod exact {
    pub(crate) mod cases;
    mod draws;
    pub(crate) mod run;
    mod runtimes;
    mod spinning;
    mod stand_ins;
    mod threads;
}

fn main() -> std::process::ExitCode {
    #[cfg(all(
        target_os = "linux",
        target_env = "gnu",
        any(target_arch = "x86_64", target_arch = "aarch64")
    ))]
    return exact::run::main();

    #[cfg(not(all(
        target_os = "linux",
        target_env = "gnu",
        any(target_arch = "x86_64", target_arch = "aarch64")
    )))]
    std::process::ExitCode::SUCCESS
}
