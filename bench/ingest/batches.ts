/** Records in a batch, and batches on their way. */
export const BATCH = 500;
export const AT_ONCE = 4;
