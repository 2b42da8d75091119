//! The core of provenu's page as WebAssembly without imports: memory, and one function that takes a request and gives an answer, both
//! JSON. What is asked and told: `provenu::live`.

use provenu::live::Core;
use std::cell::RefCell;

thread_local! {
    /// The core; a module has one thread.
    static CORE: RefCell<Core> = RefCell::default();
}

/// Room for a request of a length, to be written by the page.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    Box::into_raw(vec![0u8; length].into_boxed_slice()).cast()
}

/// Gives back what `alloc` or `call` gave.
///
/// # Safety
/// It must be one of theirs with its length, and be given back once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(at: *mut u8, length: usize) {
    // SAFETY: the caller vouches that a boxed slice of this length was made there.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) });
}

/// Answers a request, which it gives back: the answer's place times 2³², plus its length.
///
/// # Safety
/// The request must be one of `alloc` with its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn call(at: *mut u8, length: usize) -> u64 {
    // SAFETY: as for `free`.
    let request = unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(at, length)) };
    let answer = match std::str::from_utf8(&request) {
        Ok(request) => CORE.with_borrow_mut(|core| core.answer(request)),
        Err(error) => format!("{{\"problems\":{{\"text\":\"{error}\",\"html\":\"\",\"list\":[]}}}}"),
    };
    let answer = answer.into_bytes().into_boxed_slice();
    let length = answer.len() as u64;
    let place = Box::into_raw(answer).cast::<u8>() as u64;
    (place << 32) | length
}
