/** What is committed twice a second is this far behind at most while a group keeps up. */
const SECONDS = 3;

/** Whether a lag is more than what a group has in hand while it keeps up with its rate. */
export const isBehind = (lag: number, rate: number): boolean => lag > rate * SECONDS;
