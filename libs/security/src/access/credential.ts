import type { IncomingHttpHeaders } from 'node:http';
import { AccessError, unknown } from './access-error.js';

/** Longer than any key, and than what identity providers issue. */
const LONGEST = 8 * 1024;

/**
 * What `Authorization: Bearer <key>` (RFC 6750) or `X-API-Key: <key>` carries; undefined when there is neither.
 *
 * @throws AccessError when it has not that form.
 */
export function credentialOf(headers: IncomingHttpHeaders): string | undefined {
  const { authorization, 'x-api-key': apiKey } = headers;
  if (authorization === undefined) return apiKey === undefined ? undefined : bounded(String(apiKey));
  if (apiKey !== undefined) {
    const challenge = 'error="invalid_request"';
    throw new AccessError(400, 'give Authorization or X-API-Key, not both', { challenge });
  }
  const [, key] = /^Bearer ([\x21-\x7e]+)$/i.exec(authorization) ?? [];
  if (key === undefined) throw unknown('Authorization must be: Bearer <key>');
  return bounded(key);
}

function bounded(text: string): string {
  if (text.length > LONGEST) throw unknown('this is too long for a key');
  return text;
}
