import type { Contract } from '@app/kafka';

/** RFC 8941, section 3.3.3, a string in quotes; or one without, as most clients send it. */
const IDEMPOTENCY_KEY = '^(?:"(?:[ !#-\\[\\]-~]|\\\\["\\\\]){1,255}"|[!#-+\\--~]{1,255})$';
/** ASCII, or percent signs that decode to it. */
const ATTRIBUTE = '^(?:[!#-$&-~]|%2[1-9A-Fa-f])(?:[ -$&-~]*[!-$&-~])?$';
const URI_REFERENCE = "^[A-Za-z0-9_.~:/?#\\[\\]@!$&'()*+,;=-]+$";

const header = (name: string, description: string, schema: object) => ({
  name,
  in: 'header',
  required: false,
  description,
  schema,
});

/** The header parameters of the path that publishes. */
export const headersOf = ({ type }: Contract) => [
  header(
    'Idempotency-Key',
    'A repeat of the same request gives the first receipt: draft-ietf-httpapi-idempotency-key-header.',
    { type: 'string', pattern: IDEMPOTENCY_KEY },
  ),
  header('ce-specversion', BINARY_MODE, { const: '1.0' }),
  header('ce-id', 'In binary mode: subscribers know an event that comes twice by it.', {
    type: 'string',
    pattern: ATTRIBUTE,
  }),
  header('ce-source', 'In binary mode: a URI reference for who publishes.', {
    type: 'string',
    pattern: URI_REFERENCE,
  }),
  header('ce-type', 'In binary mode.', { const: type }),
];

const BINARY_MODE =
  'CloudEvents HTTP binding 1.0.2, binary mode, for a body that is one event: the four headers `ce-specversion`, ' +
  '`ce-id`, `ce-source` and `ce-type` together, and any further `ce-*`.';
