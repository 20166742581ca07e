export type LocalKafkaErrorCode =
  | 'JAVA_MISSING'
  | 'JAVA_TOO_OLD'
  | 'MAVEN_MISSING'
  | 'MAVEN_FAILED'
  | 'PORT_TAKEN'
  | 'BROKER_FAILED'
  | 'NOT_READY'
  | 'NO_SUCH_BROKER'
  | 'OTHER_SHAPE'
  | 'NOT_RUNNING'
  | 'NO_BROKERS'
  | 'BAD_VALUE';

/** What stands in the way of a local Kafka. The message is one line that says what to do: show it without the stack. */
export class LocalKafkaError extends Error {
  override readonly name = 'LocalKafkaError';
  readonly canRetry = false;

  constructor(
    readonly code: LocalKafkaErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
