//! Stubs of small references. Each pair is a reference, and what a learner gets of it.

use super::make;

const STEP: &str = "wait {max} s";

#[track_caller]
fn assert_stub(case: &str, reference: &str, expected: &str) {
    let stub = make(reference, "wait", STEP).unwrap_or_else(|error| panic!("{case}: {error:#}"));
    assert_eq!(stub, expected, "{case}");
    let again = make(&stub, "wait", STEP).unwrap_or_else(|error| panic!("{case}: {error:#}"));
    assert_eq!(again, stub, "{case}: a stub of a stub is that stub");
}

#[test]
fn documentation_constants_and_signature_stay() {
    assert_stub(
        "body",
        "//! Task.\n\n/// The most.\npub const MOST: u32 = 10;\n\n/// Waits.\n///\n/// ```\n/// wait(1);\n/// ```\n\
         #[must_use]\npub async fn wait(max: u32) -> f64 {\n    // The trick.\n    let delay = draw(max);\n    delay\n}\n",
        "//! Task.\n\n/// The most.\npub const MOST: u32 = 10;\n\n/// Waits.\n///\n/// ```\n/// wait(1);\n/// ```\n\
         #[must_use]\npub async fn wait(max: u32) -> f64 {\n    todo!(\"wait {max} s\")\n}\n",
    );
}

#[test]
fn imports_stay_as_far_as_they_are_used() {
    let body = "pub fn wait(max: u32) -> Handle<Duration> {\n    start(max)\n}\n";
    let stub = "pub fn wait(max: u32) -> Handle<Duration> {\n    todo!(\"wait {max} s\")\n}\n";
    for (import, rest) in [
        ("use a::Handle;\n", "use a::Handle;\n"),
        ("use a::start;\n", ""),
        (
            "use a::{Handle, start};\nuse b::Duration;\n",
            "use a::Handle;\nuse b::Duration;\n",
        ),
        ("use a::start;\nuse b::Duration;\n", "use b::Duration;\n"),
        (
            "use std::time::Duration;\n\nuse a::start;\nuse b::Handle;\n",
            "use std::time::Duration;\n\nuse b::Handle;\n",
        ),
        (
            "use a::{b::{Duration, Instant}, c::{self, Handle}};\n",
            "use a::{b::Duration, c::Handle};\n",
        ),
        ("use a::Other as Handle;\n", "use a::Other as Handle;\n"),
        ("use a::Trait as _;\n", ""),
        ("use a::Handle::{self, start};\n", "use a::Handle;\n"),
        (
            "#[cfg(unix)]\nuse ::a::{\n    Handle,\n    start,\n};\n",
            "#[cfg(unix)]\nuse ::a::Handle;\n",
        ),
        (
            "pub use a::anything;\nuse a::start;\n",
            "pub use a::anything;\n",
        ),
    ] {
        let lines = |imports: &str| {
            let gap = if imports.is_empty() { "" } else { "\n" };
            format!("//! Task.\n\n{imports}{gap}")
        };
        assert_stub(import, &(lines(import) + body), &(lines(rest) + stub));
    }
    // What only comes behind `::` needs no import of its own.
    assert_stub(
        "path",
        "//! Task.\n\nuse a::Handle;\n\npub fn wait(max: u32) -> b::Handle<f64> {\n    Handle(max)\n}\n",
        "//! Task.\n\npub fn wait(max: u32) -> b::Handle<f64> {\n    todo!(\"wait {max} s\")\n}\n",
    );
}

#[test]
fn what_only_the_solution_needs_goes() {
    let stub =
        "//! Task.\n\n/// Waits.\npub fn wait(max: u32) -> f64 {\n    todo!(\"wait {max} s\")\n}\n";
    let function = "/// Waits.\npub fn wait(max: u32) -> f64 {\n    help(max)\n}\n";
    for helper in [
        "/// Helps.\nfn help(max: u32) -> f64 {\n    1.0\n}\n",
        "// A trick.\nconst TRICK: u32 = 1;\n",
        "/// Stops.\nstruct Stop(u32);\n\nimpl Stop {\n    fn stop(&self) {}\n}\n\n\
         impl Drop for Stop {\n    fn drop(&mut self) {\n        self.stop();\n    }\n}\n",
        "enum Helper {\n    One,\n}\n",
        "trait Help {\n    fn help();\n}\n\nimpl Help for u32 {\n    fn help() {}\n}\n",
        "macro_rules! help {\n    () => {};\n}\n",
        "mod help;\n",
        "#[cfg(test)]\nmod tests {\n    #[test]\n    fn waits() {}\n}\n",
        "static COUNT: AtomicU32 = AtomicU32::new(0);\n",
        "type Trick = f32;\n",
    ] {
        assert_stub(helper, &format!("//! Task.\n\n{helper}\n{function}"), stub);
        assert_stub(helper, &format!("//! Task.\n\n{function}\n{helper}"), stub);
        assert_stub(
            helper,
            &format!("//! Task.\n\n{function}\n{helper}\n// The end of the trick.\n"),
            stub,
        );
    }
    assert_stub(
        "an expectation that the body would meet",
        "//! Task.\n\n/// Waits.\n#[expect(clippy::cast, reason = \"it is small\")]\npub fn wait(max: u32) -> f64 {\n    max as f64\n}\n",
        stub,
    );
}

#[test]
fn what_the_signature_needs_stays() {
    assert_stub(
        "alias",
        "//! Task.\n\nuse a::{Handle, start};\n\n// Shorter to write.\ntype Task = Handle<f64>;\n\n\
         pub fn wait(max: u32) -> Task {\n    start(max)\n}\n",
        "//! Task.\n\nuse a::Handle;\n\n// Shorter to write.\ntype Task = Handle<f64>;\n\n\
         pub fn wait(max: u32) -> Task {\n    todo!(\"wait {max} s\")\n}\n",
    );
}

#[test]
fn what_cannot_be_told_from_a_solution_is_refused_with_its_line() {
    for (reference, step, part) in [
        ("//! Task.\n\nfn (", STEP, "line 3 is no Rust"),
        ("//! Task.\n", STEP, "no public function `wait`"),
        ("fn wait(max: u32) {}\n", STEP, "no public function `wait`"),
        ("\n\npub fn other() {}\n", STEP, "line 3: no stub"),
        ("pub struct Task;\n", STEP, "line 1: no stub"),
        ("pub mod help;\n", STEP, "line 1: no stub"),
        (
            "use a::*;\npub fn wait(max: u32) {}\n",
            STEP,
            "line 1: an import of `*`",
        ),
        ("pub fn wait(max: u32) {}\n", "wait", "`{max}`"),
        ("pub fn wait((max, _): (u32, u32)) {}\n", STEP, "is a name"),
        (
            "pub fn wait(max: u32) {}\n",
            &"{max} ".repeat(20),
            "too long",
        ),
    ] {
        let error = match make(reference, "wait", step) {
            Ok(stub) => panic!("{reference} gives {stub}"),
            Err(error) => format!("{error:#}"),
        };
        assert!(error.contains(part), "{reference}: {error}");
    }
}
