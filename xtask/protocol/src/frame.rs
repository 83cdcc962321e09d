use serde::{Serialize, de::DeserializeOwned};
use std::io::{self, Read, Write};

/// The maximum length of a message, in bytes. A longer message is refused without reading it.
pub const MAX_FRAME: u32 = 64 << 20;

/// Writes one message: its length in four bytes, little endian, then its postcard encoding.
///
/// # Errors
/// Fails if the message is longer than [`MAX_FRAME`] or cannot be written.
pub fn write_frame(mut to: impl Write, message: &impl Serialize) -> io::Result<()> {
    let bytes = postcard::to_stdvec(message).map_err(io::Error::other)?;
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|&length| length <= MAX_FRAME)
        .ok_or_else(|| io::Error::other("the message is too long"))?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(&bytes)?;
    to.flush()
}

/// Reads one message that [`write_frame`] wrote.
///
/// # Errors
/// Fails if the message is longer than [`MAX_FRAME`], ends early, cannot be read, or is not a `T`.
pub fn read_frame<T: DeserializeOwned>(mut from: impl Read) -> io::Result<T> {
    let mut length = [0; 4];
    from.read_exact(&mut length)?;
    let length = u32::from_le_bytes(length);
    if length > MAX_FRAME {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the message is too long",
        ));
    }
    let mut bytes = Vec::new();
    from.take(length.into()).read_to_end(&mut bytes)?;
    if bytes.len() != length as usize {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    match postcard::take_from_bytes(&bytes) {
        Ok((message, [])) => Ok(message),
        Ok(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "bytes after the message",
        )),
        Err(error) => Err(io::Error::new(io::ErrorKind::InvalidData, error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_comes_back_as_it_was_sent() {
        let sent = (f64::NAN.to_bits(), "text".to_owned(), vec![0.1, f64::MIN]);
        let mut wire = Vec::new();
        write_frame(&mut wire, &sent).unwrap();
        assert_eq!(
            read_frame::<(u64, String, Vec<f64>)>(wire.as_slice()).unwrap(),
            sent
        );
    }

    #[test]
    fn a_message_that_is_cut_off_or_too_long_is_an_error() {
        let mut wire = Vec::new();
        write_frame(&mut wire, &"a sentence").unwrap();
        wire.pop();
        assert!(read_frame::<String>(wire.as_slice()).is_err());
        assert!(read_frame::<String>(u32::MAX.to_le_bytes().as_slice()).is_err());
    }
}
