import { type CanActivate, Controller, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type CustomTransportStrategy,
  EventPattern,
  MessagePattern,
  Payload,
  Server,
} from '@nestjs/microservices';
import { of } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { fetchedRecord } from '../fetched-record.fixture.js';
import { callDirectly } from './call-directly.js';
import { callHandler } from './call-handler.js';
import { RecordContext } from './record-context.js';

const calls: unknown[] = [];
/** Nest types patterns by what a handler takes first. */
const on = (pattern: unknown): MethodDecorator => EventPattern(pattern);

class Guard implements CanActivate {
  canActivate(): boolean {
    calls.push('guard');
    return true;
  }
}

@Controller()
class Handlers {
  @on('plain')
  plain(@Payload('name') name: string): void {
    calls.push(name);
  }

  @on('throwing')
  throwing(): void {
    // oxlint-disable-next-line typescript/only-throw-error
    throw undefined;
  }

  @on('later')
  async later(): Promise<void> {
    await Promise.resolve();
    calls.push('later');
  }

  @on('stream')
  stream() {
    return of(1, 2);
  }

  /** As query builders give: it runs once somebody asks for its result, and its `then` gives nothing back. */
  @MessagePattern('query')
  query() {
    return {
      // oxlint-disable-next-line unicorn/no-thenable
      then: (resolve: () => void): void => {
        setImmediate(() => {
          calls.push('query');
          resolve();
        });
      },
    };
  }

  @MessagePattern('failing query')
  failingQuery() {
    // oxlint-disable-next-line unicorn/no-thenable
    return { then: (_: unknown, reject: (error: Error) => void): void => reject(new Error('no table')) };
  }

  @UseGuards(Guard)
  @on('guarded')
  guarded(): void {
    calls.push('handler');
  }
}

class Transport extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback();
  }
  close(): void {}
  on(): void {}
  unwrap(): never {
    throw new Error('there is nothing in it');
  }
}

async function handlers() {
  callDirectly();
  const strategy = new Transport();
  class App {}
  const app = await NestFactory.createMicroservice(
    { module: App, controllers: [Handlers] },
    { strategy, logger: false },
  );
  await app.listen();
  const connection = { consumer: {}, producer: {}, heartbeat: async () => undefined } as never;
  return (pattern: string): void | Promise<void> => {
    const handler = strategy.getHandlerByPattern(pattern);
    if (!handler) throw new Error(`no handler of ${pattern}`);
    const context = new RecordContext([fetchedRecord(pattern, 0)], connection, false);
    return callHandler(handler, { name: 'tea' }, context);
  };
}

afterEach(() => void calls.splice(0));

describe('a handler', () => {
  it('that has nothing around it is through at once', async () => {
    const call = await handlers();
    expect(call('plain')).toBeUndefined();
    expect(calls).toEqual(['tea']);
  });

  it('that throws, throws at once, whatever it throws', async () => {
    const call = await handlers();
    let thrown: unknown = 'nothing';
    try {
      await call('throwing');
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeUndefined();
  });

  it.each(['later', 'stream'])('that has something to wait for is waited for: %s', async (pattern) => {
    const call = await handlers();
    const result = call(pattern);
    expect(result).toBeInstanceOf(Promise);
    await result;
    expect(calls).toEqual(pattern === 'later' ? ['later'] : []);
  });

  it('that answers requests, and gives what can be waited for though it is no promise, is waited for', async () => {
    const call = await handlers();
    const result = call('query');
    expect(result).toBeInstanceOf(Promise);
    await result;
    expect(calls).toEqual(['query']);
    await expect(call('failing query')).rejects.toThrow('no table');
  });

  it('with a guard is called behind it', async () => {
    const call = await handlers();
    await call('guarded');
    expect(calls).toEqual(['guard', 'handler']);
  });
});
