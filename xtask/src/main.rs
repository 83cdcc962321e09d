//! `cargo xtask`: the course's commands.

use clap::Parser;
use std::process::ExitCode;
use xtask::{
    check,
    cli::{Cli, Command},
    hint, trace, watch,
};

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Trace(arguments) => trace::run(&arguments),
        Command::Hint(arguments) => hint::run(&arguments),
        #[cfg(feature = "teacher")]
        Command::Handout(arguments) => xtask::handout::run(&arguments),
        Command::Watch(arguments) => watch::run(&arguments),
    };
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}
