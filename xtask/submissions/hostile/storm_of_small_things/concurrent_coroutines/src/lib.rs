// Tries: to ask for small pieces of memory without end.
// Must not pass: finishes
//! Several waits at once.

struct Link(Option<Box<Link>>);

/// Waits several times at once.
pub async fn wait_n(n: usize, max_delay: u32) -> Vec<f64> {
    let mut chain = Link(None);
    while n + max_delay as usize > 0 {
        chain = Link(Some(Box::new(chain)));
    }
    vec![f64::from(u8::from(chain.0.is_some()))]
}
