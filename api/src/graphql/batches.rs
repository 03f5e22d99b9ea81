//! Work that resolvers leave to be done together: the loaders' queries.
//!
//! It is done within the operation it is for, whenever no resolver can go on by itself: by then each has said what it
//! needs, so one query answers all of them, however busy the machine is, and no timer has to wait for more.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use async_graphql::futures_util::{
    future::BoxFuture,
    stream::{FuturesUnordered, StreamExt},
};

tokio::task_local! {
    static LEFT: RefCell<Vec<BoxFuture<'static, ()>>>;
}

/// Leaves work to the operation that is being driven. Outside of one it is dropped, and who waits for it fails.
pub fn leave(work: BoxFuture<'static, ()>) {
    // The only error is that there is no operation.
    let _ = LEFT.try_with(|left| left.borrow_mut().push(work));
}

/// Drives an operation, and what it leaves.
pub async fn drive<T>(operation: impl Future<Output = T>) -> T {
    LEFT.scope(RefCell::default(), async {
        let mut operation = pin!(operation);
        let mut under_way = FuturesUnordered::new();
        poll_fn(|context| {
            loop {
                if let Poll::Ready(answer) = poll_through(operation.as_mut(), context) {
                    return Poll::Ready(answer);
                }
                under_way.extend(LEFT.with(RefCell::take));
                if !matches!(under_way.poll_next_unpin(context), Poll::Ready(Some(()))) {
                    return Poll::Pending;
                }
            }
        })
        .await
    })
    .await
}

/// Polls until nothing in it can go on: a long list gives way before all of its items were polled.
fn poll_through<T>(mut operation: Pin<&mut impl Future<Output = T>>, context: &Context<'_>) -> Poll<T> {
    let turn = Arc::new(Turn { again: AtomicBool::new(true), outer: context.waker().clone() });
    let waker = Waker::from(Arc::clone(&turn));
    let mut polled = Poll::Pending;
    while polled.is_pending() && turn.again.swap(false, Ordering::AcqRel) {
        polled = operation.as_mut().poll(&mut Context::from_waker(&waker));
    }
    polled
}

/// Whether an operation asked to be polled again.
struct Turn {
    again: AtomicBool,
    outer: Waker,
}

impl Wake for Turn {
    fn wake(self: Arc<Self>) {
        self.again.store(true, Ordering::Release);
        self.outer.wake_by_ref();
    }
}
