//! Work is counted in steps, so that no input takes time out of proportion to its size, whatever
//! runs it: a worker that hangs can be stopped, the main thread and Node cannot.
//!
//! Whoever starts work on something from outside gives it a budget with [`within`]. Loops whose work
//! may grow faster than their input [`take`] steps and end early once the budget is spent; what they
//! return then is thrown away with the rest, so it may be anything. Without a budget nothing ends
//! early.

use std::cell::Cell;

/// The steps for any file: about a second of work. A report of usual length takes a fiftieth.
const ANY: u64 = 40_000_000;
/// The steps for each byte of a file besides. A step is about as much work as normalising a byte of
/// text for comparison.
const FOR_A_BYTE: u64 = 35;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// The budget in steps for work on an input of so many bytes.
pub fn budget(bytes: usize) -> u64 {
    ANY.saturating_add(FOR_A_BYTE.saturating_mul(bytes as u64))
}

/// What `work` gives; `None` if it needed more steps than this. Work within other work has its own
/// budget, and takes as much from the outer one.
pub fn within<T>(steps: u64, work: impl FnOnce() -> T) -> Option<T> {
    let (outer, before) = (LEFT.get(), TAKEN.get());
    LEFT.set(steps.min(outer));
    let done = work();
    let inside = !is_spent();
    LEFT.set(outer.saturating_sub(if outer == u64::MAX { 0 } else { TAKEN.get() - before }));
    inside.then_some(done)
}

/// Takes so many steps; false if the budget is spent, so that the caller should end.
pub fn take(steps: usize) -> bool {
    let steps = steps as u64;
    TAKEN.set(TAKEN.get().wrapping_add(steps));
    let left = LEFT.get();
    if left != u64::MAX {
        LEFT.set(left.saturating_sub(steps));
    }
    LEFT.get() > 0
}

/// Whether the budget is spent.
pub fn is_spent() -> bool {
    LEFT.get() == 0
}

/// The steps that this thread has taken so far, for tests that compare work.
pub fn taken() -> u64 {
    TAKEN.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_ends_with_its_budget() {
        let endless = || (0..).take_while(|_| take(1)).count();
        assert_eq!(within(10, endless), None);
        assert_eq!(within(10, || take(9)), Some(true));
        assert!(!is_spent() && take(1_000_000));
        // The outer budget is smaller than the inner one.
        assert_eq!(within(5, || within(10, endless)), None);
        assert_eq!(within(9, || (within(5, endless), take(1))), Some((None, true)));
        assert_eq!(within(9, || (within(9, endless), take(1))), None);
    }
}
