import { ordersOf, USUAL_BYTES } from '../http/order.js';
import { inTurn } from '../support/in-turn.js';

/** Records in a batch, and batches on their way. */
export const BATCH = 500;
export const AT_ONCE = 4;

const nextOrder = inTurn(ordersOf(USUAL_BYTES));

/** The next orders, with their keys, of those that the publisher takes as well. */
export const nextBatch = () => Array.from({ length: BATCH }, nextOrder);
