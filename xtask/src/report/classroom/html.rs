//! stub
use super::ClassFormat;
use crate::class::Class;
use anyhow::Result;
/// Stub.
pub struct Page;
impl ClassFormat for Page {
    fn file_name(&self) -> &'static str {
        "report.html"
    }
    fn contents(&self, _class: &Class) -> Result<Vec<u8>> {
        Ok(Vec::new())
    }
}
