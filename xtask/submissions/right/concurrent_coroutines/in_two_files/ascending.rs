//! A list that keeps its order.

/// Numbers in ascending order.
#[derive(Default)]
pub struct Ascending(Vec<f64>);

impl Ascending {
    /// Gives the numbers, the smallest first.
    pub fn into_vec(self) -> Vec<f64> {
        self.0
    }
}

impl Extend<f64> for Ascending {
    fn extend<I: IntoIterator<Item = f64>>(&mut self, numbers: I) {
        for number in numbers {
            let at = self.0.partition_point(|other| *other <= number);
            self.0.insert(at, number);
        }
    }
}
