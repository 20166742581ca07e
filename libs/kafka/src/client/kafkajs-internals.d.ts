/** The part of kafkajs 2.2.4's request queue that `stopIdleTimer` touches; kafkajs publishes no types for it. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests(): void;
  }
}
