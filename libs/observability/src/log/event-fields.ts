import { currentEvent, currentTraceId, type EventFields } from '@app/kafka';

/** What the code that logs is about, for programs; nothing where it is about no event. */
export function eventFields(): Partial<EventFields> & { readonly traceId?: string } {
  const traceId = currentTraceId();
  const event = currentEvent();
  return traceId === undefined ? { ...event } : { ...event, traceId };
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
