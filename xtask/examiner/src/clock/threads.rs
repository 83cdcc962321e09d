//! Counts threads in and out: `pthread_create`, `pthread_join` and `sched_yield`.

use super::{
    kernel::{self, On, lock},
    original::{self, Main},
    random,
    signal::Word,
};
use std::{
    ffi::{c_int, c_void},
    io, ptr,
    sync::atomic::{AtomicU32, Ordering},
};

/// What a new thread has to do.
struct Child {
    main: Main,
    argument: *mut c_void,
    /// Where the thread's random numbers come from.
    stream: u64,
    /// What the thread waits for before it begins.
    turn: Word,
}

/// The key of a thread-specific value whose destructor counts the thread out.
static END: AtomicU32 = AtomicU32::new(0);

/// How many threads there may be at the same time.
const MOST_THREADS: usize = protocol::MOST_THREADS as usize;

/// How often the C library runs the destructors of thread-specific values that have been set again (`limits.h`).
const ROUNDS: usize = 4;

/// Prepares for the end of threads.
pub(super) fn prepare() -> io::Result<()> {
    let mut key = 0;
    // SAFETY: the key can be written.
    let error = unsafe { libc::pthread_key_create(&raw mut key, Some(end)) };
    END.store(key, Ordering::Relaxed);
    match error {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// The error for a program that has the maximum number of threads. Nothing else on these systems returns `EUSERS`, so
/// it differs from the error of a system that cannot start a thread (`EAGAIN`).
const TOO_MANY: c_int = libc::EUSERS;

/// Creates a thread. It counts as running from now on.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(
    thread: *mut libc::pthread_t,
    attributes: *const libc::pthread_attr_t,
    main: Main,
    argument: *mut c_void,
) -> c_int {
    if !kernel::started() {
        // SAFETY: as for this function.
        return unsafe { original::pthread_create(thread, attributes, main, argument) };
    }
    if lock().threads() >= MOST_THREADS {
        return TOO_MANY;
    }
    let child = Box::into_raw(Box::new(Child {
        main,
        argument,
        stream: random::draw(),
        turn: Word::default(),
    }));
    // With the lock held, the thread cannot wait or end before it counts.
    let mut kernel = lock();
    // SAFETY: as for this function; the child is passed on to the thread.
    let error = unsafe { original::pthread_create(thread, attributes, begin, child.cast()) };
    if error == 0 {
        // SAFETY: the thread keeps its box until its turn.
        let turn = unsafe { &*child }.turn.signal();
        // SAFETY: the C library has written the thread's id.
        kernel.begin(unsafe { thread.read() }, turn);
    } else {
        // SAFETY: there is no thread that could have taken it.
        drop(unsafe { Box::from_raw(child) });
    }
    error
}

/// The main function of each thread.
extern "C" fn begin(child: *mut c_void) -> *mut c_void {
    // SAFETY: it is the box that this thread was created with.
    let child = unsafe { Box::from_raw(child.cast::<Child>()) };
    child.turn.receive();
    random::seed(child.stream);
    set_end(1);
    let Child { main, argument, .. } = *child;
    main(argument)
}

/// Makes the C library call [`end`] with this number when the thread's function has returned.
fn set_end(round: usize) {
    let key = END.load(Ordering::Relaxed);
    // SAFETY: the key has been created, and the value is not used as a pointer.
    unsafe { libc::pthread_setspecific(key, ptr::without_provenance(round)) };
}

/// Counts the calling thread out. The C library calls it after the destructors of thread-locals. It lets the
/// destructors of other thread-specific values go first, of which the standard library has one.
extern "C" fn end(round: *mut c_void) {
    let round = round.addr();
    if round < ROUNDS {
        set_end(round + 1);
        return;
    }
    lock().end();
}

/// Lets other threads of this process go first, if any are ready. It does not let other processes go first: on a busy
/// machine, a thread that only ever yields would hardly use any processor time, and the watch thread would hardly ever
/// step in.
#[unsafe(no_mangle)]
extern "C" fn sched_yield() -> c_int {
    if !kernel::started() {
        // SAFETY: it has no conditions.
        return unsafe { original::sched_yield() };
    }
    kernel::give_way();
    0
}

/// Waits for the end of a thread.
///
/// # Safety
/// As for the C library's function.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_join(thread: libc::pthread_t, result: *mut *mut c_void) -> c_int {
    // The C library refuses to join a thread with itself.
    let is_another = thread != kernel::this_thread();
    while kernel::started() && is_another {
        let mut kernel = lock();
        if kernel.ended.remove(&thread) {
            break;
        }
        kernel::wait(kernel, On::End(thread), None);
    }
    // SAFETY: as for this function. The thread is about to exit, and waits for nothing before it does.
    unsafe { original::pthread_join(thread, result) }
}
