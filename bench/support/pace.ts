import { Worker } from 'node:worker_threads';

/** A thread that sleeps to the microsecond, where timers of Node's event loop know milliseconds. */
const PACER = `
const { parentPort, workerData } = require('node:worker_threads');
const never = new Int32Array(new SharedArrayBuffer(4));
let due = process.hrtime.bigint();
for (;;) {
  due += BigInt(workerData);
  const wait = Number(due - process.hrtime.bigint()) / 1e6;
  if (wait > 0) Atomics.wait(never, 0, 0, wait);
  parentPort.postMessage(due);
}`;

/**
 * Calls at a steady rate, with the time on `process.hrtime` at which the call was due: what waits for an answer, or is
 * late itself, does not hide that events were due meanwhile.
 */
export function pace(perSecond: number, onDue: (due: bigint) => void): void {
  const worker = new Worker(PACER, { eval: true, workerData: Math.round(1e9 / perSecond) });
  worker.on('message', onDue);
  worker.unref();
}
