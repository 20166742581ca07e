import { fileURLToPath } from 'node:url';
import { buildForeign } from '../support/foreign.js';
import { PeerMissing, type Subject } from '../support/subject.js';
import { findJava } from '@app/local-kafka';

/** A bound as the apps of this project have one; half of it would do as well. */
const HEAP = '-Xmx1g';

/** Spring Boot with Spring for Apache Kafka, in a profile of its application. */
export const spring =
  (profile: 'http' | 'consume'): Subject['make'] =>
  async () => {
    const { command } = await findJava().catch((error: Error) => {
      throw new PeerMissing(error.message);
    });
    const folder = await buildForeign('spring', {
      source: fileURLToPath(new URL('./spring/', import.meta.url)),
      command: 'mvn',
      args: ['-B', '-q', 'package'],
      version: '-v',
    });
    return { command, args: [HEAP, '-jar', `${folder}/target/app.jar`, profile], tells: 'line' };
  };
