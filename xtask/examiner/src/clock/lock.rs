//! A lock of the C library's. Those of Rust wait by functions that this module defines.

use std::{
    cell::UnsafeCell,
    marker::PhantomData,
    ops::{Deref, DerefMut},
};

/// A value that one thread at a time can use. It must be in a static variable: a mutex of the C library must not move.
pub(super) struct Lock<T> {
    mutex: UnsafeCell<libc::pthread_mutex_t>,
    value: UnsafeCell<T>,
}

// SAFETY: the value is only reached through a guard, of which there is one at a time.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(super) const fn new(value: T) -> Self {
        Self {
            mutex: UnsafeCell::new(libc::PTHREAD_MUTEX_INITIALIZER),
            value: UnsafeCell::new(value),
        }
    }

    pub(super) fn lock(&'static self) -> Guard<T> {
        // SAFETY: the mutex is initialized and never moves. The guard unlocks it, on the same thread.
        unsafe { libc::pthread_mutex_lock(self.mutex.get()) };
        Guard {
            lock: self,
            not_send: PhantomData,
        }
    }
}

/// The value of a lock, for the thread that has locked it.
pub(super) struct Guard<T: 'static> {
    lock: &'static Lock<T>,
    not_send: PhantomData<*const ()>,
}

impl<T> Deref for Guard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: this guard has the lock.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Guard<T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: this guard has the lock, and is borrowed by one at a time.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T> Drop for Guard<T> {
    fn drop(&mut self) {
        // SAFETY: this thread has locked the mutex.
        unsafe { libc::pthread_mutex_unlock(self.lock.mutex.get()) };
    }
}
