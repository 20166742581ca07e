/** Spring Kafka's suffix. */
const DEAD_LETTER_SUFFIX = '-dlt';

/**
 * Holds which dead letters were redriven: no events.
 *
 * @see `admin/dead-letters/progress.ts`
 */
export const PROGRESS_TOPIC = 'redrive-progress';

/** How the transactional ids of redrives begin. */
export const REDRIVES = 'redrive-';

/** Where records of a topic go that failed for good. */
export const deadLetterTopic = (topic: string): string => `${topic}${DEAD_LETTER_SUFFIX}`;

/** Where records of a topic wait before they are tried again after this delay, such as `30s`. */
export const retryTopic = (topic: string, delay: string): string => `${topic}-retry-${delay}`;

/**
 * A pattern that means events must not take in what became of those that failed, nor this library's and Kafka's own
 * topics, as Java's consumer has it by default (`exclude.internal.topics`).
 */
export const ofEvents = ({ source, flags }: RegExp): RegExp =>
  new RegExp(
    `^(?!__|${PROGRESS_TOPIC}$|.*(?:-dlt|-retry-\\d+[a-z]+)$)(?=.*(?:${source}))`,
    flags.replace(/[gy]/g, ''),
  );

/** The topic whose dead letters a topic holds; undefined for one that is none. */
export const topicOfDeadLetters = (topic: string): string | undefined =>
  topic.endsWith(DEAD_LETTER_SUFFIX) && topic.length > DEAD_LETTER_SUFFIX.length
    ? topic.slice(0, -DEAD_LETTER_SUFFIX.length)
    : undefined;

/** The topic whose records a retry topic holds; any other topic itself. */
export const sourceTopic = (topic: string): string => topic.replace(/-retry-\d+[a-z]+$/, '');
