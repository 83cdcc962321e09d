//! Numbers that are kept in ascending order.

/// A list of numbers in ascending order.
#[derive(Debug, Default)]
pub struct Ascending(Vec<f64>);

impl Ascending {
    /// Returns the list with one more number.
    #[must_use]
    pub fn with(mut self, number: f64) -> Self {
        let at = self.0.partition_point(|other| *other <= number);
        self.0.insert(at, number);
        self
    }
}

impl From<Ascending> for Vec<f64> {
    fn from(list: Ascending) -> Self {
        list.0
    }
}
