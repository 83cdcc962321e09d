use super::*;

#[test]
fn it_waits( {
    assert_eq!(
