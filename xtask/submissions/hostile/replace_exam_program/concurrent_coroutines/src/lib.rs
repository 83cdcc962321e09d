// Tries: to replace the program that it runs in, what lies beside it, and what the next one is built of.
// Must not pass: finishes
// Beside it: references
// Says: Operation not permitted
//! Several waits at once.

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    use std::{
        fs::{self, File, Permissions},
        os::unix::fs::PermissionsExt,
        path::PathBuf,
    };
    let program = PathBuf::from(std::env::args().next().unwrap());
    let folder = program.parent().unwrap();
    let mut done = vec![
        fs::write(&program, "#!/bin/sh").is_ok(),
        fs::remove_file(&program).is_ok(),
        fs::rename(&program, folder.join("kept")).is_ok(),
        File::open(&program).unwrap().set_permissions(Permissions::from_mode(0o777)).is_ok(),
        File::open(&program).unwrap().set_modified(std::time::SystemTime::now()).is_ok(),
    ];
    let names = ["built.json", "exam.rs", "libconcurrent_coroutines.rlib", "concurrent_coroutines.endured", "exam.endured", "result.json", "../result.json"];
    for name in names {
        done.push(fs::write(folder.join(name), "{}").is_ok());
        done.push(fs::read(folder.join(name)).is_ok());
    }
    panic!("{n} {max_delay} done: {}", done.contains(&true));
}
