import { currentEvent, currentTraceId, type EventFields } from '@app/kafka';

/** What a line of log says beside its text; undefined where it is about no event. */
export type LineFields = { readonly [name in keyof EventFields]: EventFields[name] | undefined } & {
  readonly traceId: string | undefined;
  readonly context: string | undefined;
};

/** What the code that logs is about, for programs. All lines have the same properties, which makes them fast. */
export function lineFields(context: string | undefined): LineFields {
  const event = currentEvent();
  return {
    eventId: event?.eventId,
    topic: event?.topic,
    partition: event?.partition,
    offset: event?.offset,
    keyHash: event?.keyHash,
    traceId: currentTraceId(),
    context,
  };
}

/** The same for people; empty where there is nothing to say. */
export function eventText(): string {
  const traceId = currentTraceId();
  const event = currentEvent();
  const words = [
    ...(event ? [`${event.topic}/${event.partition}@${event.offset}`] : []),
    ...(event?.eventId ? [`event ${event.eventId}`] : []),
    ...(traceId ? [`trace ${traceId}`] : []),
  ];
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
}
