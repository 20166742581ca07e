import { setTimeout as delay } from 'node:timers/promises';
import { kafkaSecurity, readEnvironment } from '@app/config';
import { myKafkaTopic } from '@app/contracts';
import { committedPast, type KafkaAccess } from '@app/kafka';
import type { InputEnded } from '@app/observability';
import { type ChosenBrokers, chooseBrokers } from '@app/local-kafka';
import { AppProcess } from './app-process.js';
import { build } from './build.js';
import type { StartOptions } from './options.js';
import { StartError } from './start-error.js';
import { startEnvironment } from './settings.js';

/** With what Kafka takes to stop, Ctrl-C to the end of all stays below 10 s. */
const STOP_APPS_MS = 3_000;

/** Kafka and the apps, from their start to their end. */
export class Run {
  private kafka: ChosenBrokers | undefined;
  private readonly apps: AppProcess[] = [];
  private closing = false;
  private access: KafkaAccess | undefined;

  constructor(private readonly report: (line: string) => void) {}

  /** Resolves when the options say that it is over; rejects when a part fails. */
  async untilOver(options: StartOptions): Promise<void> {
    const settings = readEnvironment(startEnvironment);
    const [kafka] = await Promise.all([
      chooseBrokers(settings.KAFKA_BROKERS, this.report).then((chosen) => (this.kafka = chosen)),
      build(['publisher', 'subscriber', ...(options.once ? [] : ['console'])], this.report),
    ]);
    if (this.closing) return;
    this.access = { brokers: kafka.brokers, security: kafkaSecurity(settings) };
    const { KAFKA_GROUP_ID: groupId, PUBLISHER_PORT, SUBSCRIBER_PORT, CONSOLE_PORT } = settings;
    const env = { KAFKA_BROKERS: kafka.brokers.join(','), KAFKA_GROUP_ID: groupId };
    const subscriber = this.start(AppProcess.start('subscriber', SUBSCRIBER_PORT, env));
    const publisher = this.start(AppProcess.start('publisher', PUBLISHER_PORT, env, ['--stdin']));
    const at = (port: number): string => `${settings.HTTPS_CERT_FILE ? 'https' : 'http'}://127.0.0.1:${port}`;
    const deskEnv = { ...env, PUBLISHER_URL: at(PUBLISHER_PORT) };
    // Nobody looks at what ends by itself.
    const desk = options.once ? undefined : this.start(AppProcess.start('console', CONSOLE_PORT, deskEnv));
    await Promise.all([subscriber.ready(), publisher.ready(), desk?.ready()]);
    this.report(`Kafka       ${kafka.brokers.join(', ')}`);
    this.report(`publisher   ${at(PUBLISHER_PORT)}/topics/${myKafkaTopic.topic}/events`);
    this.report(`subscriber  group ${groupId}, ${at(SUBSCRIBER_PORT)}/health/ready`);
    if (desk) this.report(`console     ${at(CONSOLE_PORT)}`);
    this.report('Type a line and press Enter. Ctrl-C ends it all.');
    await Promise.race([
      this.untilDone(options, publisher, groupId),
      ...this.apps.map((app) => this.untilBroken(app)),
    ]);
  }

  /** Ends the apps, then Kafka if it was started here. */
  async close(): Promise<void> {
    this.closing = true;
    await Promise.all(this.apps.map((app) => app.stop(STOP_APPS_MS)));
    await this.kafka?.close();
  }

  private start(app: AppProcess): AppProcess {
    this.apps.push(app);
    return app;
  }

  private async untilDone(options: StartOptions, publisher: AppProcess, groupId: string): Promise<void> {
    const inputEnded = publisher.message('input-ended');
    if (publisher.child.stdin) process.stdin.pipe(publisher.child.stdin);
    const ends: Promise<unknown>[] = [];
    if (options.once) ends.push(inputEnded.then((ended) => this.receive(groupId, ended)));
    if (options.forMs !== undefined) ends.push(delay(options.forMs));
    await (ends.length > 0 ? Promise.race(ends) : new Promise<never>(() => undefined));
  }

  private async receive(groupId: string, { published, refused }: InputEnded): Promise<void> {
    if (!this.access) return;
    await committedPast(
      { ...this.access, clientId: 'start' },
      { groupId, topic: myKafkaTopic.topic },
      published,
    );
    if (refused > 0) throw new StartError(`${refused} of the lines could not be published`);
  }

  private async untilBroken(app: AppProcess): Promise<void> {
    await app.ended;
    if (!this.closing) throw new StartError(`${app.name} has ended by itself`);
  }
}
