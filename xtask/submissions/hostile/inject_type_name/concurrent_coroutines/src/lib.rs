// Tries: the same with the name of a type.
// Must not pass: signature
//! Several waits at once.

/// =1+1
#[allow(non_camel_case_types)]
pub struct Ω_script_alert_1;

/// Waits several times at once.
pub async fn wait_n(_: usize, _: u32) -> Ω_script_alert_1 {
    Ω_script_alert_1
}
