// Tries: to open any file or folder at all, even what every program may read.
// Must not pass: finishes
// Says: opened: []
//! Several waits at once.

use std::fs::{self, File, OpenOptions};

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let program = std::env::args().next().unwrap_or_default();
    let paths = [
        ".", "/etc", "/usr", "/lib64", "/dev/null", "/dev/zero", "/dev/tty", "/etc/ld.so.cache", "/etc/hosts",
        "/lib64/ld-linux-x86-64.so.2", "/usr/bin/env", "/bin/sh", "/proc/self/mem", "/proc/self/maps", "/proc/self/exe",
        "/proc/self/fd/2", "/sys/kernel/mm/transparent_hugepage/hpage_pmd_size", "/tmp/hostile-canary/secret.txt", &program,
    ];
    let mut opened = Vec::new();
    for path in paths {
        let ways = [
            File::open(path).is_ok(),
            OpenOptions::new().write(true).open(path).is_ok(),
            fs::read_dir(path).is_ok(),
            fs::metadata(path).is_ok(),
            fs::symlink_metadata(path).is_ok(),
            fs::canonicalize(path).is_ok(),
            fs::read_link(path).is_ok(),
            fs::exists(path).is_ok_and(|exists| exists),
            std::env::set_current_dir(path).is_ok(),
        ];
        if ways.contains(&true) {
            opened.push((path, ways.map(u8::from)));
        }
    }
    let made = ["made", "/tmp/hostile-was-here", "/dev/shm/hostile-was-here", "/dev/null"].map(File::create);
    let temporary = fs::create_dir(std::env::temp_dir().join("hostile-was-here"));
    let copied = fs::copy(&program, "/tmp/hostile-was-here");
    panic!(
        "{n} {max_delay} opened: {opened:?}, made: {:?}",
        (made.map(|file| file.is_ok()), temporary.is_ok(), copied.is_ok(), std::env::current_exe().is_ok())
    );
}
