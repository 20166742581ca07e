/** What went wrong with one property of an event, in words for the person who sent it. */
export interface Problem {
  /** Path of the property, such as `items.0.quantity`; empty for the event as a whole. */
  readonly property: string;
  readonly reasons: readonly string[];
}

/**
 * Base of every error this library throws on purpose. `code` is stable and made for programs,
 * `message` is one line for people, `canRetry` tells whether the same call may succeed later.
 */
export abstract class PubSubError extends Error {
  abstract readonly code: string;
  abstract readonly canRetry: boolean;
}

/** Thrown while starting: an environment variable or an option has a value that cannot work. */
export class ConfigurationError extends PubSubError {
  readonly code = 'CONFIGURATION_INVALID';
  readonly canRetry = false;

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** No contract names this topic. */
export class UnknownTopicError extends PubSubError {
  readonly code = 'TOPIC_UNKNOWN';
  readonly canRetry = false;

  constructor(
    readonly topic: string,
    known: readonly string[],
  ) {
    super(`no contract for topic "${topic}"; known topics: ${known.join(', ')}`);
  }
}

/** The bytes are not what their content type says, or there are none. */
export class UnreadableEventError extends PubSubError {
  readonly code = 'EVENT_UNREADABLE';
  readonly canRetry = false;
}

/** The contract has no form for this content type. */
export class ContentTypeError extends PubSubError {
  readonly code = 'CONTENT_TYPE_UNSUPPORTED';
  readonly canRetry = false;
}

/** The event was read, but breaks its contract. */
export class InvalidEventError extends PubSubError {
  readonly code = 'EVENT_INVALID';
  readonly canRetry = false;

  constructor(
    topic: string,
    readonly problems: readonly Problem[],
  ) {
    super(`event breaks the contract of ${topic}: ${problems.flatMap(({ reasons }) => reasons).join('; ')}`);
  }
}

/** The encoded event is larger than a topic takes: our own limit, or the brokers' for the topic. */
export class EventTooLargeError extends PubSubError {
  readonly code = 'EVENT_TOO_LARGE';
  readonly canRetry = false;

  constructor(
    readonly bytes: number,
    /** Unknown where it is the brokers' for the topic. */
    readonly limit?: number,
  ) {
    const most = limit === undefined ? 'its topic takes' : `the limit of ${limit}`;
    super(`the event takes ${bytes} bytes on the wire, more than ${most}`);
  }
}

/** The brokers refuse the event for what it is, such as its time or a missing key. It is not in the log. */
export class EventRefusedError extends PubSubError {
  readonly code = 'EVENT_REFUSED';
  readonly canRetry = false;
}

/** The brokers have no such topic, nor had it for some seconds. The event was not published. */
export class TopicNotFoundError extends PubSubError {
  readonly code = 'TOPIC_NOT_FOUND';
  readonly canRetry = true;

  constructor(readonly topic: string) {
    super(`the brokers have no topic ${topic}; nothing was published`);
  }
}

/** The brokers do not let this client do something: an ACL is missing. Nothing was done. */
export class NotAuthorizedError extends PubSubError {
  readonly code = 'NOT_AUTHORIZED';
  readonly canRetry = false;

  /**
   * @param right Kafka's name of the operation, such as `WRITE`.
   * @param resource such as `topic orders`.
   */
  constructor(
    readonly right: string,
    readonly resource: string,
  ) {
    super(`the brokers do not let this client do its work: it needs the right ${right} on ${resource}`);
  }
}

/** Too many events wait for the brokers. Nothing of this event was sent. */
export class BufferFullError extends PubSubError {
  readonly code = 'PUBLISH_BUFFER_FULL';
  readonly canRetry = true;

  constructor() {
    super('the publish buffer is full; try again in a moment');
  }
}

/** The publisher is stopping and takes no more events. Nothing of this event was sent. */
export class PublisherClosedError extends PubSubError {
  readonly code = 'PUBLISHER_CLOSED';
  readonly canRetry = false;

  constructor() {
    super('the publisher is stopping; nothing was published');
  }
}

/** The brokers are away. Nothing of this event was sent. */
export class BrokersUnavailableError extends PubSubError {
  readonly code = 'BROKERS_UNAVAILABLE';
  readonly canRetry = true;
}

/** The event was sent and no answer came: it may be in the log, or not. */
export class OutcomeUnknownError extends PubSubError {
  readonly code = 'OUTCOME_UNKNOWN';
  readonly canRetry = true;

  constructor(cause: unknown) {
    super('the event was sent but the brokers did not confirm it; it may or may not be in the log', {
      cause,
    });
  }
}
