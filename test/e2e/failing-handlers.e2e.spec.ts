import { randomUUID } from 'node:crypto';
import {
  type BreakerLimits,
  ConsumerModule,
  defineContract,
  KafkaStrategy,
  NonRetriableError,
} from '@app/kafka';
import { KafkaTestKit } from '@app/kafka/testing';
import { Controller, type DynamicModule, Logger, Module, type Type } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { IsInt } from 'class-validator';
import { beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';

const brokers = inject('brokers');

class Job {
  @IsInt()
  readonly n!: number;
}

const jobs = (more: object = {}) =>
  defineContract({
    topic: `jobs-${randomUUID()}`,
    type: 'test.job.v1',
    payload: Job,
    partitions: 1,
    retry: { attempts: 1 },
    ...more,
  });

type Jobs = ReturnType<typeof jobs>;

type HandleJob = (job: Job) => void | Promise<void>;

function controllerOf(contract: Jobs, handle: HandleJob): Type {
  @Controller()
  class JobsController {
    // Of the overloads of Nest 12 it takes the one for payloads of any type.
    // oxlint-disable-next-line typescript/no-unnecessary-type-arguments
    @EventPattern<string>(contract.topic, { timeLimitMs: 2_000 })
    onJob(@Payload() job: Job): void | Promise<void> {
      return handle(job);
    }
  }
  return JobsController;
}

@Module({})
class JobsModule {}

/** A subscriber as an app has it: with retry topics, breaker and dead letters of its own. */
async function start(contract: Jobs, handle: HandleJob, breaker?: BreakerLimits, groupId = randomUUID()) {
  const app: DynamicModule = {
    module: JobsModule,
    imports: [
      ConsumerModule.forRoot({
        brokers,
        clientId: 'test',
        groupId,
        contracts: [contract],
        ...(breaker ? { breaker } : {}),
      }),
    ],
    controllers: [controllerOf(contract, handle)],
  };
  const kit = await KafkaTestKit.start({ brokers, contracts: [contract], app });
  onTestFinished(() => kit.stop());
  return { kit, groupId, strategy: kit.app.get(KafkaStrategy, { strict: false }) };
}

beforeAll(() => Logger.overrideLogger(false));

describe('a handler that fails', () => {
  it('for good: its record is dead-lettered with what happened, and the next is handled', async () => {
    const contract = jobs();
    const { kit, groupId } = await start(contract, ({ n }) => {
      if (n === 1) throw new NonRetriableError('no such customer');
    });
    const { offset } = await kit.publish(contract, { n: 1 });
    await kit.publish(contract, { n: 2 });
    const letter = await kit.deadLettered(contract);
    expect(letter.value).toEqual(Buffer.from('{"n":1}'));
    expect(letter.origin).toMatchObject({
      topic: contract.topic,
      partition: 0,
      offset: BigInt(offset),
      group: groupId,
    });
    expect(letter.exception).toMatchObject({ fqcn: 'NonRetriableError', message: 'no such customer' });
    expect(await kit.received(contract, ({ n }) => n === 2)).toEqual({ n: 2 });
  });

  it('by a TypeError: the consumer lives, and the record is dead-lettered', async () => {
    const contract = jobs();
    const { kit } = await start(contract, ({ n }) => {
      if (n === 1) throw new TypeError('undefined is not a function');
    });
    await kit.publish(contract, { n: 1 });
    await kit.publish(contract, { n: 2 });
    expect((await kit.deadLettered(contract)).exception?.fqcn).toBe('TypeError');
    await kit.received(contract, ({ n }) => n === 2);
  });

  it('once: its record comes again from the retry topic, not before it is due, and only to the group that failed', async () => {
    const contract = jobs({ retryTopics: ['1s'] });
    const calls: number[] = [];
    const { kit } = await start(contract, () => {
      calls.push(Date.now());
      if (calls.length === 1) throw new Error('not yet');
    });
    let others = 0;
    await start(contract, () => void others++);
    await kit.publish(contract, { n: 1 });
    await kit.received(contract);
    const [first = 0, second = 0] = calls;
    expect(calls).toHaveLength(2);
    expect(second - first).toBeGreaterThanOrEqual(1_000);
    await vi.waitFor(() => expect(others).toBe(1));
  });

  it('by taking too long: its record comes again from the retry topic, and its lane goes on', async () => {
    const contract = jobs({ retryTopics: ['1s'] });
    const calls: number[] = [];
    const { kit } = await start(contract, ({ n }) => {
      calls.push(n);
      return calls.length === 1 ? new Promise<void>(() => undefined) : undefined;
    });
    await kit.publish(contract, { n: 1 });
    await kit.publish(contract, { n: 2 });
    await kit.received(contract, ({ n }) => n === 1);
    expect(calls).toEqual([1, 2, 1]);
  });

  it('for all records: the topic stands, readiness says so, and it goes on once one succeeds', async () => {
    const contract = jobs();
    let broken = true;
    const handled = new Set<number>();
    const { kit, strategy } = await start(
      contract,
      ({ n }) => {
        if (broken) throw new Error('a bad deploy');
        handled.add(n);
      },
      { run: 3, share: 0.9, window: 1_000, probeMs: 100, longestProbeMs: 200 },
    );
    await Promise.all(Array.from({ length: 50 }, (_, n) => kit.publish(contract, { n })));
    await vi.waitFor(() => expect(strategy.problem).toContain(contract.topic), 10_000);
    broken = false;
    await vi.waitFor(() => expect(strategy.problem).toBeUndefined(), 10_000);
    await vi.waitFor(() => expect(handled.size + strategy.health().counts.deadLettered).toBe(50), 10_000);
    expect(handled.size).toBeGreaterThan(30);
  });
});
