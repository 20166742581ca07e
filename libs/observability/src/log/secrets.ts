/** Properties of logged objects that are never shown, however deep Nest's logger finds them. */
export const SECRETS = [
  'password',
  'pass',
  'secret',
  'token',
  'accessToken',
  'refreshToken',
  'apiKey',
  'authorization',
  'cookie',
  'credentials',
  'privateKey',
  'passphrase',
];
