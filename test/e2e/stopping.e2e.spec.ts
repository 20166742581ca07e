import { connect } from 'node:net';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { freePort } from './support/free-port.js';
import { RunningProgram } from './support/running-program.js';

const main = join(import.meta.dirname, '..', '..', 'dist', 'apps', 'publisher', 'main.js');

describe('SIGTERM to the publisher', () => {
  it('ends it within its bound though a client never ends its request', async () => {
    const port = await freePort();
    const publisher = new RunningProgram(process.execPath, [main], {
      KAFKA_BROKERS: inject('brokers').join(','),
      PORT: String(port),
    });
    onTestFinished(() => publisher.kill('SIGKILL'));
    await publisher.said('connected to Kafka');
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void client.destroy());
    const head =
      'POST /topics/my-kafka-topic/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n';
    client.write(`${head}Content-Length: 10\r\n\r\nabc`);
    // What answers later has read the half request before.
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).ok).toBe(true);
    publisher.kill('SIGTERM');
    expect(await publisher.exit).toBe(0);
  }, 15_000);
});
