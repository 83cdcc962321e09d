//! Several tasks at once.

#[cfg(test)]
mod tests {
    #[test]
    fn one_is_one() {
        assert_eq!(1, 1);
    }
}
