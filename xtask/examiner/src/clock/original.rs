//! The C library's own functions, which have the same names as those that this module defines.

use std::{
    ffi::{CStr, c_int, c_long, c_uint, c_void},
    mem, process, ptr,
    sync::atomic::{AtomicPtr, Ordering},
};

/// The function of a thread.
pub(super) type Main = extern "C" fn(*mut c_void) -> *mut c_void;

/// Defines functions that pass their calls on to the C library's functions of the same names.
macro_rules! originals {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {$(
        /// Calls the C library's function.
        ///
        /// # Safety
        /// As for the C library's function.
        pub(super) unsafe fn $name($($argument: $type),*) -> $result {
            static ADDRESS: AtomicPtr<c_void> = AtomicPtr::new(ptr::null_mut());
            const NAME: &str = concat!(stringify!($name), "\0");
            let address = find(&ADDRESS, NAME);
            // SAFETY: the C library's function of this name has this type, as its manual page says.
            let function = unsafe {
                mem::transmute::<*mut c_void, unsafe extern "C" fn($($type),*) -> $result>(address)
            };
            // SAFETY: as for this function.
            unsafe { function($($argument),*) }
        }
    )*};
}

originals! {
    clock_gettime(clock: libc::clockid_t, time: *mut libc::timespec) -> c_int;
    nanosleep(time: *const libc::timespec, left: *mut libc::timespec) -> c_int;
    clock_nanosleep(
        clock: libc::clockid_t,
        flags: c_int,
        time: *const libc::timespec,
        left: *mut libc::timespec
    ) -> c_int;
    getrandom(buffer: *mut c_void, length: libc::size_t, flags: c_uint) -> libc::ssize_t;
    pthread_create(
        thread: *mut libc::pthread_t,
        attributes: *const libc::pthread_attr_t,
        main: Main,
        argument: *mut c_void
    ) -> c_int;
    sched_yield() -> c_int;
    pthread_join(thread: libc::pthread_t, result: *mut *mut c_void) -> c_int;
    // Variadic in C. The `syscall` that this module defines tells why that makes no difference.
    syscall(
        number: c_long,
        a: c_long,
        b: c_long,
        c: c_long,
        d: c_long,
        e: c_long,
        f: c_long
    ) -> c_long;
}

/// Finds a function, and keeps its address. It takes no lock of Rust's, since locks come back to this module.
fn find(address: &AtomicPtr<c_void>, name: &str) -> *mut c_void {
    let known = address.load(Ordering::Relaxed);
    if !known.is_null() {
        return known;
    }
    let Ok(name) = CStr::from_bytes_with_nul(name.as_bytes()) else {
        process::abort();
    };
    // SAFETY: the name is a C string.
    let found = unsafe { libc::dlsym(libc::RTLD_NEXT, name.as_ptr()) };
    if found.is_null() {
        process::abort();
    }
    address.store(found, Ordering::Relaxed);
    found
}
