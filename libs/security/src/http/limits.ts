/** For the head of a request to arrive, and for a TLS handshake. */
export const HEAD_TIMEOUT_MS = 10_000;
/** For a whole request to arrive. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** How often the two above are looked at, so a client may take this much longer. */
export const TIMEOUT_CHECK_MS = 2_000;
/** For the next request of a connection; longer than load balancers keep one, so that they close it and not we. */
export const KEEP_ALIVE_MS = 72_000;
/** For a client to take the next of what it is answered. */
export const STALLED_MS = 60_000;
/** Of all headers of a request together. */
export const HEADERS_LIMIT = 16 * 1024;
/** Kafka's longest topic name is 249 characters, each of which may be written as three. */
export const LONGEST_PARAM = 3 * 249;

export const MOST_CONNECTIONS = 10_000;
/** Connections over which no request has come. */
export const MOST_SILENT = 1_000;
