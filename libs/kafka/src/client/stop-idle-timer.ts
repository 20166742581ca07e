import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

/**
 * kafkajs 2.2.4 re-arms a timer of negative length for as long as a connection is open: a millisecond loop
 * that takes about 10 % of a core when idle, and a TimeoutNegativeWarning on Node 24 (kafkajs#1604, #1751).
 * With nothing pending there is nothing to wake up for, so the timer is armed only when something is.
 */
export function stopIdleTimer(): void {
  const queue = RequestQueue.prototype;
  if (patched.has(queue)) return;
  patched.add(queue);
  const schedule = queue.scheduleCheckPendingRequests;
  queue.scheduleCheckPendingRequests = function (this: typeof queue): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}

const patched = new WeakSet<object>();
