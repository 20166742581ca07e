/** Of a whole body, or of one line in a stream. Nothing larger fits a Kafka record with default settings. */
export const BODY_LIMIT = 1024 * 1024;
/** Events in one body. Who has more sends them as lines, which have no end. */
export const BATCH_LIMIT = 1_000;

/** How long a stream of lines may stand still, because nothing comes or because nobody reads the receipts. */
export const STREAM_IDLE_MS = 120_000;

/** How long after it was taken in an event must be in the log; then the answer is 503 or 504. */
export const DEADLINE_MS = 10_000;
/** For requests under way at SIGTERM to be answered; less than the bound of the whole shutdown. */
export const DRAIN_MS = 5_000;
/** Of that, for the rest of a request that had come in part. */
export const ARRIVE_MS = 2_000;
/** For what is not confirmed by then to be answered. */
export const LAST_ANSWERS_MS = 1_000;

/** Events of all streams together that are on their way; less than the publisher's buffer, to leave others room. */
export const STREAMED_UNDER_WAY = 6_000;
/** A line takes the room of one more event for each of these: 47 MiB of all streams together at most. */
export const STREAMED_EVENT_BYTES = 8 * 1024;
/** Lines that are published and answered together. */
export const LINES_TOGETHER = 500;
/** Groups of lines of one stream whose receipts are not written yet. */
export const GROUPS_UNDER_WAY = 4;
