//! `cargo xtask`: the course's commands.

// All output goes through `output`, which makes hidden characters visible.
#![warn(clippy::print_stdout, clippy::print_stderr)]

use clap::Parser;
use grader::output;
use std::{io, process::ExitCode};
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
        Command::Watch(arguments) => watch::run(&arguments),
        #[cfg(feature = "classroom")]
        Command::Teacher(command) => command.run(),
    };
    result.unwrap_or_else(|error| {
        if !is_broken_pipe(&error) {
            output::say(format!("error: {error:#}"));
        }
        ExitCode::from(2)
    })
}

/// Whether the reader of the output has gone, as in `cargo xtask check | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
