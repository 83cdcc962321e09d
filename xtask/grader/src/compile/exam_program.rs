//! Generates the exam program: a few lines that pass the learner's function to the examiner.
//!
//! Each line requires one thing, so a line that does not compile shows what is wrong with the function.

use super::{Prebuilt, rustc::Crate};
use crate::course::{Shape, Task};
use anyhow::Result;
use std::path::Path;

/// The file name of an exam program.
pub(super) const ROOT: &str = "exam.rs";

/// Writes the source of an exam program for the crate `name` into the folder `out`, and returns the source.
pub(super) fn write(task: &Task, name: &str, with_constant: bool, out: &Path) -> Result<String> {
    let source = source(task, name, with_constant);
    let root = out.join(ROOT);
    fs_err::write(&root, &source)?;
    Ok(source)
}

/// The exam program for the crate `name`, with its source in the folder `out`.
pub(super) fn exam<'a>(
    name: &'a str,
    library: &Path,
    prebuilt: &Prebuilt,
    out: &'a Path,
) -> Crate<'a> {
    Crate {
        name: "exam",
        base: out,
        root: Path::new(ROOT),
        imports: vec![
            (name, library.to_owned()),
            ("examiner", prebuilt.library("examiner").to_owned()),
        ],
        libraries: out,
    }
}

/// The source of an exam program for the crate `name`.
fn source(task: &Task, name: &str, with_constant: bool) -> String {
    let function = task.function;
    let (declare, pass) = if with_constant {
        // The pattern compiles only if it is a constant of type `u32`.
        (
            format!(
                "const DEFAULT: u32 = ::{name}::DEFAULT_MAX_DELAY; //~ constant\n\
                 const _: () = {{ let ::{name}::DEFAULT_MAX_DELAY = DEFAULT else {{ panic!() }}; }}; //~ constant\n"
            ),
            "Some(DEFAULT)",
        )
    } else {
        (String::new(), "None")
    };
    let body = match task.shape {
        Shape::Number => format!(
            "{declare}
fn main() -> std::process::ExitCode {{
    examiner::number({pass}, |max_delay: u32| async move {{
        let future = {function}(max_delay); //~ arguments
        let result = future.await; //~ future
        let result: f64 = result; //~ output
        result
    }})
}}"
        ),
        Shape::Blocking => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::blocking(|n: usize, max_delay: u32| {{
        let result = {function}(n, max_delay); //~ arguments
        let result: f64 = result; //~ output
        result
    }})
}}"
        ),
        Shape::Task => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::task(|max_delay: u32| {{
        let result = {function}(max_delay); //~ arguments
        let result: tokio::task::JoinHandle<f64> = result; //~ output
        result
    }})
}}"
        ),
        Shape::List => format!(
            "fn main() -> std::process::ExitCode {{
    examiner::list(|n: usize, max_delay: u32| async move {{
        let future = {function}(n, max_delay); //~ arguments
        let result = future.await; //~ future
        let result: Vec<f64> = result; //~ output
        result
    }})
}}"
        ),
    };
    format!("use ::{name}::{function}; //~ exists\n{body}\n")
}
