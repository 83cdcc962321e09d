//! The class report in a real browser.

mod made_up;

#[test]
fn a_large_class() {
    let Some(dir) = std::env::var_os("KEEP_REPORT") else {
        return;
    };
    let dir = std::path::PathBuf::from(dir);
    let mut class = made_up::class(1000);
    class[5].status = xtask::class::GradedStatus::Error;
    class[5]
        .notes
        .push("the compiler could not be started, three times".to_owned());
    class[9].result.submission = made_up::HOSTILE.to_owned();
    made_up::write(&dir, &class, Some(&made_up::manifest(&class)));
}
