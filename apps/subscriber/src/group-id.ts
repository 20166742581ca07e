/** Injects the consumer group this process belongs to. */
export const GROUP_ID = Symbol('GROUP_ID');
