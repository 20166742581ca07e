import { readFileSync } from 'node:fs';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { ConfigurationError } from '../../errors.js';
import { messageOf } from '../message-of.js';
import type { TlsFiles } from './kafka-security.js';

/**
 * What Node's `tls.connect` takes. kafkajs copies it for each connection, which reads the files again.
 *
 * @throws ConfigurationError when a file is not there or not what it should be.
 */
export function tlsOptions(files: TlsFiles): ConnectionOptions {
  const options: ConnectionOptions = { rejectUnauthorized: true };
  const { caFile, certFile, keyFile } = files;
  readsFrom(options, 'ca', caFile);
  readsFrom(options, 'cert', certFile);
  readsFrom(options, 'key', keyFile);
  try {
    createSecureContext({ ...options });
  } catch (error) {
    const given = [caFile, certFile, keyFile].filter((file) => file !== undefined);
    throw new ConfigurationError([`TLS cannot be set up with ${given.join(', ')}: ${messageOf(error)}`]);
  }
  return options;
}

function readsFrom(options: ConnectionOptions, name: 'ca' | 'cert' | 'key', file: string | undefined): void {
  if (file === undefined) return;
  Object.defineProperty(options, name, { enumerable: true, get: () => readFileSync(file) });
}
