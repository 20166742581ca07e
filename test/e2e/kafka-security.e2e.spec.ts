import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError, createKafka, EventPublisher, type KafkaAccess, KafkaModule } from '@app/kafka';
import { Authority } from '@app/security/testing';
import { Test } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { contractOf, controllerOf, createTopics, startApp, until } from './support/consume-app.js';
import { LogCollector } from './support/log-collector.js';
import { pubsub } from './support/pubsub.js';
import { Right, SecureKafka } from './support/secure-kafka.js';

let kafka: SecureKafka;
beforeAll(async () => {
  kafka = await SecureKafka.start(['publisher', 'subscriber']);
});
afterAll(() => kafka.stop());

/** Publishes one event and has it received, by two connections of the same kind. */
async function goesRound(publisher: KafkaAccess, subscriber: KafkaAccess): Promise<readonly unknown[]> {
  const topic = `secured-${randomUUID()}`;
  const groupId = `group-${randomUUID()}`;
  const contract = contractOf(topic);
  await createTopics(kafka.plain.brokers, { [topic]: 1 });
  await kafka.grant('publisher', 'topic', topic, [Right.WRITE]);
  await kafka.grant('subscriber', 'topic', topic, [Right.READ]);
  await kafka.grant('subscriber', 'group', groupId, [Right.READ]);
  const received: unknown[] = [];
  const handler = controllerOf(topic, (step) => received.push(step));
  const app = await startApp({ ...subscriber, groupId, contracts: [contract], controllers: [handler] });
  const module = KafkaModule.forRoot({ ...publisher, clientId: 'test', contracts: [contract] });
  const publishing = await Test.createTestingModule({ imports: [module] })
    .setLogger(app.logger)
    .compile();
  await publishing.init();
  await publishing.get(EventPublisher).ready();
  await publishing.get(EventPublisher).publish(contract, { id: 'a', n: 1 });
  await until(() => received.length > 0);
  await Promise.all([publishing.close(), app.close()]);
  expect(app.logger.lines.join('\n')).not.toContain(kafka.password);
  return received;
}

describe('an event goes round with rights for no more than that', () => {
  it.each(['scram-sha-512', 'scram-sha-256', 'plain'] as const)('by %s over TLS', async (mechanism) => {
    const [publisher, subscriber] = [
      kafka.as('publisher', { mechanism }),
      kafka.as('subscriber', { mechanism }),
    ];
    expect(await goesRound(publisher, subscriber)).toEqual([{ id: 'a', n: 1 }]);
  });

  it('by mutual TLS', async () => {
    const publisher = await kafka.byCertificate('publisher');
    expect(await goesRound(publisher, await kafka.byCertificate('subscriber'))).toEqual([{ id: 'a', n: 1 }]);
  });
});

describe('who is not let in goes on trying, and says why in one line', () => {
  /** Lines of a publisher that cannot connect, until there are some of them. */
  async function linesOf(access: KafkaAccess): Promise<readonly string[]> {
    const logger = new LogCollector();
    const module = KafkaModule.forRoot({ ...access, clientId: 'test', contracts: [contractOf('any')] });
    const app = await Test.createTestingModule({ imports: [module] })
      .setLogger(logger)
      .compile();
    await app.init();
    await logger.line('next try in 0.5 s');
    expect(app.get(EventPublisher).connected).toBe(false);
    await app.close();
    return logger.lines.map(String);
  }

  it.each(['scram-sha-512', 'plain'] as const)('a wrong password by %s', async (mechanism) => {
    const password = `wrong-${randomUUID()}`;
    const lines = await linesOf(kafka.as('publisher', { mechanism, password }));
    expect(lines.join('\n')).toContain('the brokers do not let us in (KAFKA_SASL_MECHANISM');
    expect(lines.join('\n')).not.toContain(password);
  });

  it('a broker whose authority is not known', async () => {
    const { file } = await Authority.create(kafka.folder, 'stranger');
    const access = kafka.as('publisher');
    const lines = await linesOf({ ...access, security: { ...access.security, tls: { caFile: file } } });
    expect(lines.join('\n')).toContain("the broker's certificate is not of an authority that we trust");
  });

  it("a broker's certificate that has expired", async () => {
    const late = await SecureKafka.start(['publisher'], { expired: true });
    onTestFinished(() => late.stop());
    const lines = await linesOf(late.as('publisher'));
    // A line of each attempt, and no other.
    for (const line of lines.filter((each) => each.includes('next try in')))
      expect(line).toMatch(/^the broker's certificate has expired: .*certificate has expired; next try/);
    expect(lines.join('\n')).not.toContain('    at ');
  });

  it.each(['expired', 'of a stranger', 'missing'])('our own certificate is %s', async (kind) => {
    const { brokers, security } = await kafka.byCertificate('publisher');
    const stranger = await Authority.create(kafka.folder, 'stranger');
    const { cert, key } = await (kind === 'expired' ? kafka.authority : stranger).issue(
      'late',
      kind === 'expired',
    );
    const tls = {
      caFile: security.tls?.caFile,
      ...(kind === 'missing' ? {} : { certFile: cert, keyFile: key }),
    };
    const lines = await linesOf({ brokers, security: { tls } });
    expect(lines.join('\n')).toContain('the broker does not take our certificate');
  });

  it('TLS at a port without', async () => {
    const { security } = kafka.as('publisher');
    const lines = await linesOf({ brokers: kafka.plain.brokers, security: { tls: security.tls } });
    expect(lines.join('\n')).toContain('the broker may not speak TLS at this port');
  });
});

describe('the command line', () => {
  const topics = (password: string) => {
    const { brokers, security } = kafka.as('subscriber', { password });
    return pubsub(brokers, ['topics'], '', {
      KAFKA_SSL_CA_FILE: security.tls?.caFile,
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'subscriber',
      KAFKA_SASL_PASSWORD: password,
    });
  };

  it('is let in by the same settings', async () => {
    expect(await topics(kafka.password)).toMatchObject({ code: 0, err: '' });
  });

  it('says why it is not', async () => {
    const { code, err } = await topics('wrong');
    expect(code).toBe(1);
    expect(err).toMatch(/^the brokers do not let us in \(KAFKA_SASL_MECHANISM, .*\n$/);
  });
});

describe('files of TLS', () => {
  it('that cannot be used stop the start with a line', async () => {
    const file = join(kafka.folder, 'no.pem');
    await writeFile(file, 'nothing');
    const { cert } = await kafka.authority.issue('one');
    const { key } = await kafka.authority.issue('other');
    const kafkaWith = (tls: object) => () =>
      createKafka({ brokers: ['x:1'], clientId: 'test', security: { tls } });
    for (const tls of [
      { caFile: join(kafka.folder, 'missing.pem') },
      { certFile: file, keyFile: file },
      { certFile: cert, keyFile: key },
    ]) {
      expect(kafkaWith(tls)).toThrow(ConfigurationError);
      expect(kafkaWith(tls)).toThrow(/^TLS cannot be set up with \S/);
    }
  });
});
