/** They spread over all partitions. */
export const CUSTOMERS = 1_000;

/** Each of a thousand in turn; keys of one length, so that all events have as many bytes. */
export const customerOf = (n: number): string => `customer-${String(n % CUSTOMERS).padStart(4, '0')}`;
