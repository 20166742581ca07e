import { randomUUID } from 'node:crypto';
import { NonRetriableError } from '@app/kafka';
import {
  type CallHandler,
  Catch,
  Controller,
  type ExceptionFilter,
  Injectable,
  type NestInterceptor,
  Scope,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ClientKafka, type KafkaContext, MessagePattern, RpcException } from '@nestjs/microservices';
import { Ctx, Payload } from '@nestjs/microservices';
import { EMPTY, lastValueFrom, NEVER, Observable, of, tap, throwError } from 'rxjs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import {
  type AppOptions,
  contractOf,
  controllerOf,
  createTopics,
  eventsOf,
  newTopic,
  send,
  startApp,
  startKeepingLetters,
  Step,
  until,
} from './support/consume-app.js';
import { recordsIn } from './support/log-of.js';

const brokers = inject('brokers');
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const start = async (options: Omit<AppOptions, 'brokers' | 'deadLetters'>) => {
  const app = await startKeepingLetters({ brokers, ...options });
  open.push(app);
  return app;
};

const one = { key: 'k', value: '{"id":"k","n":1}' };
const last = { key: 'k', value: '{"id":"k","n":99}' };

describe('a handler', () => {
  it.each<[string, () => unknown, unknown]>([
    ['throws undefined', () => Promise.reject(), undefined],
    ['throws a string', () => Promise.reject('no'), 'no'],
    ['throws a frozen object', () => Promise.reject(FROZEN), FROZEN],
    ['throws a TypeError', () => (undefined as unknown as Step).id, expect.any(TypeError)],
    ['throws a NonRetriableError', () => Promise.reject(REFUSED), REFUSED],
    ['throws an RpcException', () => Promise.reject(RPC), RPC],
    ['gives an Observable that fails', () => throwError(() => FROZEN), FROZEN],
    ['never ends', () => new Promise(() => undefined), expect.objectContaining({ code: 'HANDLER_TIMEOUT' })],
    [
      'gives an Observable that never ends',
      () => NEVER,
      expect.objectContaining({ code: 'HANDLER_TIMEOUT' }),
    ],
  ])(
    'that %s has its record dead-lettered with what it threw, and the next one handled',
    async (_, act, error) => {
      const topic = newTopic();
      let handled = 0;
      const app = await start({
        contracts: [contractOf(topic, { retry: { attempts: 2, backoffMs: 1 } })],
        controllers: [controllerOf(topic, ({ n }: Step) => (n === 99 ? handled++ : act()))],
        timeLimitMs: 200,
      });
      await send(brokers, topic, [one, last]);
      await until(() => handled === 1);
      expect(app.letters).toEqual([{ offset: 0n, error }]);
      expect(app.strategy.joined).toBe(true);
    },
  );

  it.each<[string, () => unknown]>([
    ['an object without a prototype', () => Object.create(null)],
    ['a revoked proxy', revoked],
    ['an error that is its own cause', () => withOwn('cause', (error) => ({ value: error }))],
    ['an error whose message is no text', () => withOwn('message', () => ({ value: { code: 5 } }))],
    ['an error whose message cannot be read', () => withOwn('message', () => ({ get: fails }))],
    ['an error of no class', () => withOwn('constructor', () => ({ value: null }))],
  ])('that throws %s has its record dead-lettered once, alone and in a batch', async (_, thrown) => {
    const [single, batches] = [newTopic(), newTopic()];
    let handled = 0;
    const handle = (ns: readonly number[]): void => {
      if (!ns.includes(99)) throw thrown();
      handled++;
    };
    const app = await startApp({
      brokers,
      contracts: [single, batches].map((topic) => contractOf(topic, { retry: { attempts: 1 } })),
      controllers: [
        controllerOf(single, ({ n }: Step) => handle([n])),
        controllerOf(batches, (batch: Step[]) => handle(batch.map(({ n }) => n)), { batch: { records: 1 } }),
      ],
    });
    open.push(app);
    for (const topic of [single, batches]) await send(brokers, topic, [one, last]);
    await until(() => app.strategy.health().counts.handled === 4);
    expect(handled).toBe(2);
    expect(app.strategy.health().counts.deadLettered).toBe(2);
    for (const topic of [single, batches]) expect(await recordsIn(brokers, `${topic}-dlt`)).toBe(1);
  });

  it.each<[string, () => unknown]>([
    ['EMPTY', () => EMPTY],
    ['an Observable of many', () => of(1, 2, 3)],
    ['nothing', () => undefined],
    ['a promise of an Observable', () => Promise.resolve(EMPTY)],
  ])('that gives %s is done', async (_, act) => {
    const topic = newTopic();
    let calls = 0;
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, () => {
          calls++;
          return act();
        }),
      ],
    });
    await send(brokers, topic, [one, last]);
    await until(() => app.strategy.health().counts.handled === 2);
    expect(calls).toBe(2);
    expect(app.letters).toEqual([]);
  });

  it('is not called for what cannot be read, which is dead-lettered at once', async () => {
    const topic = newTopic();
    const handled: number[] = [];
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [controllerOf(topic, ({ n }: Step) => handled.push(n))],
    });
    await send(brokers, topic, [
      { key: 'k', value: null },
      { key: null, value: 'x' },
      { key: 'k', value: '{"id":"k"' },
      { key: 'k', value: '{"id":5,"n":"x"}' },
      { key: 'k', value: 'x', headers: { 'content-type': 'application/avro' } },
      last,
    ]);
    await until(() => handled.length === 1);
    await until(() => app.letters.length === 5);
    const codes = new Map(app.letters.map(({ offset, error }) => [offset, (error as { code: string }).code]));
    expect(codes).toEqual(
      new Map([
        [0n, 'EVENT_UNREADABLE'],
        [1n, 'EVENT_UNREADABLE'],
        [2n, 'EVENT_UNREADABLE'],
        [3n, 'EVENT_INVALID'],
        [4n, 'CONTENT_TYPE_UNSUPPORTED'],
      ]),
    );
    expect(app.strategy.health().counts.retried).toBe(0);
  });

  it('gets null for a tombstone where the contract allows one', async () => {
    const topic = newTopic();
    const handled: unknown[] = [];
    await start({
      contracts: [contractOf(topic, { tombstones: true })],
      controllers: [controllerOf(topic, (payload: unknown) => handled.push(payload))],
    });
    await send(brokers, topic, [{ key: 'k', value: null }, one]);
    await until(() => handled.length === 2);
    expect(handled).toEqual([null, { id: 'k', n: 1 }]);
    expect(handled[1]).toBeInstanceOf(Step);
  });

  it('is retried, or not, as the classifier of its contract says', async () => {
    const topic = newTopic();
    let calls = 0;
    const app = await start({
      contracts: [contractOf(topic, { classify: (error) => (error === 'fatal' ? 'fatal' : undefined) })],
      controllers: [
        controllerOf(topic, () => {
          calls++;
          return Promise.reject('fatal');
        }),
      ],
    });
    await send(brokers, topic, [one]);
    await until(() => app.letters.length === 1);
    expect(calls).toBe(1);
  });

  it('of several of a topic is alone called again when it failed', async () => {
    const topic = newTopic();
    const calls = { steady: 0, shaky: 0 };
    const app = await start({
      contracts: [contractOf(topic)],
      controllers: [
        controllerOf(topic, () => {
          calls.steady++;
          return EMPTY;
        }),
        controllerOf(topic, () => {
          if (++calls.shaky === 1) throw new Error('once');
        }),
      ],
    });
    await send(brokers, topic, [one]);
    await until(() => app.strategy.health().counts.handled === 1);
    expect(calls).toEqual({ steady: 1, shaky: 2 });
  });

  it('is found by a regular expression, and reads a topic without a contract as Nest does', async () => {
    const prefix = newTopic();
    const handled: unknown[] = [];
    await createTopics(brokers, { [`${prefix}-a`]: 1 });
    await send(brokers, `${prefix}-a`, [one, { key: 'k', value: 'text' }]);
    await start({
      contracts: [],
      controllers: [controllerOf(new RegExp(`^${prefix}-`), (payload: unknown) => handled.push(payload))],
    });
    await until(() => handled.length === 2);
    expect(handled).toEqual([{ id: 'k', n: 1 }, 'text']);
  });

  it("has Nest's pipes, guards, interceptors, filters, context and request scope", async () => {
    const topic = newTopic();
    const seen: unknown[] = [];

    @Injectable()
    class Watch implements NestInterceptor {
      intercept(_: unknown, next: CallHandler) {
        return next.handle().pipe(tap((value) => seen.push(['interceptor', value])));
      }
    }
    @Catch(RangeError)
    class Swallow implements ExceptionFilter {
      catch(error: RangeError) {
        seen.push(['filter', error.message]);
        return EMPTY;
      }
    }
    @Controller({ scope: Scope.REQUEST })
    @UseInterceptors(Watch)
    @UseFilters(Swallow)
    class Handler {
      @eventsOf(topic)
      @UseGuards({ canActivate: (host) => host.switchToRpc().getData<Step>().n !== 2 })
      @UsePipes({ transform: (value: unknown) => (value instanceof Step ? value.n * 10 : value) })
      on(@Payload() payload: number, @Ctx() context: KafkaContext): number {
        if (payload === 30) throw new RangeError('thirty');
        const { headers, key, value, offset } = context.getMessage();
        seen.push([
          payload,
          context.getTopic() === topic,
          context.getPartition(),
          headers,
          key,
          value,
          offset,
        ]);
        return payload + 1;
      }
    }
    const app = await start({ contracts: [contractOf(topic)], controllers: [Handler] });
    await send(
      brokers,
      topic,
      [1, 2, 3].map((n) => ({ key: 'k', value: `{"id":"k","n":${n}}`, headers: { a: 'b' } })),
    );
    await until(() => app.strategy.health().counts.handled === 3);
    expect(seen).toEqual([
      [10, true, 0, { a: 'b' }, 'k', { id: 'k', n: 1 }, '0'],
      ['interceptor', 11],
      ['filter', 'thirty'],
    ]);
    expect(app.letters).toEqual([{ offset: 1n, error: expect.any(RpcException) }]);
  });

  it('answers requests of ClientKafka, with its result or its error', async () => {
    const topic = newTopic();
    @Controller()
    class Handler {
      @MessagePattern(topic)
      on(@Payload() { n }: Step): number {
        if (n < 0) throw new RpcException('negative');
        return n * 2;
      }
    }
    await start({ contracts: [contractOf(topic)], controllers: [Handler] });
    const client = await askerOf(topic);
    expect(await lastValueFrom(client.send(topic, { key: 'k', value: { id: 'k', n: 21 } }))).toBe('42');
    await expect(lastValueFrom(client.send(topic, { value: { id: 'k', n: -1 } }))).rejects.toMatchObject({
      message: 'negative',
    });
    await expect(lastValueFrom(client.send(topic, { value: { id: 5 } }))).rejects.toMatchObject({
      status: 'error',
    });
  });

  it('that does not answer in time is heard no more, and who asked is told; hooks are around it all the same', async () => {
    const topic = newTopic();
    const seen: string[] = [];
    @Controller()
    class Handler {
      @MessagePattern(topic)
      on(@Payload() { n }: Step): unknown {
        return n === 1 ? 1 : new Observable(() => () => void seen.push('ended'));
      }
    }
    const app = await start({ contracts: [contractOf(topic)], controllers: [Handler], timeLimitMs: 300 });
    app.strategy.setOnProcessingStartHook((_transport, _context, done) => {
      seen.push('begins');
      void done();
    });
    app.strategy.setOnProcessingEndHook(() => void seen.push('is over'));
    const client = await askerOf(topic);
    expect(await lastValueFrom(client.send(topic, { value: { id: 'k', n: 1 } }))).toBe('1');
    await until(() => seen.length === 2);
    await expect(lastValueFrom(client.send(topic, { value: { id: 'k', n: 0 } }))).rejects.toMatchObject({
      message: 'the handler was not done after 300 ms',
    });
    await until(() => app.letters.length === 1 && seen.length === 5);
    expect(app.letters).toEqual([
      { offset: 1n, error: expect.objectContaining({ code: 'HANDLER_TIMEOUT' }) },
    ]);
    expect(seen).toEqual(['begins', 'is over', 'begins', 'ended', 'is over']);
  });
});

/** A stock client that hears what is answered to requests of a topic. */
async function askerOf(topic: string): Promise<ClientKafka> {
  await createTopics(brokers, { [`${topic}.reply`]: 1 });
  const client = new ClientKafka({ client: { brokers: [...brokers] }, consumer: { groupId: randomUUID() } });
  client.subscribeToResponseOf(topic);
  await client.connect();
  open.push(client);
  return client;
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function withOwn(name: string, property: (error: Error) => PropertyDescriptor): Error {
  const error = new Error('an error');
  return Object.defineProperty(error, name, property(error));
}

const fails = (): never => {
  throw new Error('nobody reads this');
};

const FROZEN = Object.freeze({ reason: 'frozen' });
const REFUSED = new NonRetriableError('never');
const RPC = new RpcException('rpc');
