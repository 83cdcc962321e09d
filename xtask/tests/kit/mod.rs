//! What checks need, for a copy of the course.

use grader::{
    compile::{self, Progress},
    sandbox::Sandbox,
    workspace::Workspace,
};
use std::{fs, process::Command, sync::OnceLock};

/// Takes over what was built for the original, unless something was built for the copy already. cargo builds only
/// what lies in the copy itself.
pub fn take_over(copy: &Workspace) {
    let [from, to] = [original(), copy].map(|workspace| workspace.own_folder().join("exam"));
    if !to.exists() {
        fs::create_dir_all(copy.own_folder()).expect("a folder can be made");
        // cargo compares the times of files, which have to stay.
        let mut cp = Command::new("cp");
        let status = cp.arg("-a").arg(from).arg(to).status();
        assert!(status.is_ok_and(|status| status.success()), "cp fails");
    }
}

/// The original, for which everything is built.
fn original() -> &'static Workspace {
    static ORIGINAL: OnceLock<Workspace> = OnceLock::new();
    ORIGINAL.get_or_init(|| {
        let workspace = Workspace::find().expect("cargo finds the workspace");
        compile::prepare(&workspace, Sandbox::WherePossible, Progress::Stderr)
            .expect("the dependencies can be built");
        workspace
    })
}
