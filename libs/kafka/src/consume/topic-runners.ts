import { Logger } from '@nestjs/common';
import type { ServerKafka } from '@nestjs/microservices';
import { aware } from '../trace/current.js';
import { noteFailures, processSpan } from '../trace/process-span.js';
import { isTraced } from '../trace/spans.js';
import type { Contract } from '../contract/contract.js';
import type { Contracts } from '../contract/contracts.js';
import { aroundEach } from './batch/around-each.js';
import { batchBounds } from './batch/batch-bounds.js';
import { BatchRunner, type HandleBatch } from './batch/batch-runner.js';
import { callBatch } from './batch/call-batch.js';
import { handleBatch } from './batch/handle-batch.js';
import type { Handle } from './delivery.js';
import { circuitBreaker } from './failure/breaker/circuit-breakers.js';
import type { Failures } from './failure/failures.js';
import { onlyOwn } from './failure/only-own.js';
import type { FetchedRecord } from './fetched-record.js';
import type { TopicCounts, TopicsCounts } from './topic-counts.js';
import { answer } from './nest/answer.js';
import { type Around, callHandlers } from './nest/call-handlers.js';
import type { HandlerExtras, NestHandler } from './nest/handlers.js';
import { payloadReader } from './nest/read-payload.js';
import type { Connection } from './nest/record-context.js';
import type { KafkaStrategyOptions } from './options.js';
import { DEFAULT_RETRY } from './steps/backoff.js';
import { asStep, compose } from './steps/compose.js';
import { deadLetter, type DeadLetterOptions } from './steps/dead-letter.js';
import { passOver, remember } from './steps/dedupe.js';
import type { IdStore } from './steps/recent-ids.js';
import { measure } from './steps/measure.js';
import { retry } from './steps/retry.js';
import { showPayload } from './steps/show-payload.js';
import { type SeenEvents, seenEvents } from './steps/seen-events.js';
import { Deadlines, timeLimit } from './steps/time-limit.js';
import { LaneRunner, type RunnerOptions } from './work/lane-runner.js';
import type { Runner } from './work/partition-work.js';
import { Turns } from './work/turns.js';

const DEFAULT_CONCURRENCY = 64;
const DEFAULT_TIME_LIMIT_MS = 30_000;

export interface TopicRunnersOptions extends DeadLetterOptions, Pick<RunnerOptions, 'progressed' | 'failed'> {
  readonly strategy: Pick<
    KafkaStrategyOptions,
    'groupId' | 'order' | 'concurrency' | 'timeLimitMs' | 'middlewares'
  >;
  readonly contracts: Contracts;
  readonly counts: TopicsCounts;
  readonly ids: IdStore | undefined;
  readonly failures: Failures;
  readonly server: ServerKafka;
  /** The records that handlers have just now. */
  running(): Iterable<FetchedRecord>;
  connection(): Connection;
  around(): Around | undefined;
}

/** Makes what handles the records of a topic: the steps of ARCHITECTURE.md around its Nest handlers. */
export class TopicRunners {
  private readonly deadlines: Deadlines;
  private readonly turns = new Turns();
  /** One batch a turn: in between, the next fetch sets out, and what a batch was made of is gone. */
  private readonly batchTurns = new Turns(1);
  private longest = 0;

  constructor(private readonly options: TopicRunnersOptions) {
    this.deadlines = new Deadlines(options.running);
  }

  /** Milliseconds that a handler may take without having failed, with the wait before its next call. */
  get longestCallMs(): number {
    return this.longest;
  }

  create(topic: string, handlers: readonly NestHandler[]): Runner {
    return this.options.failures.whenDue(topic, this.runner(topic, handlers));
  }

  /** When no handler is waited for any more. */
  close(): void {
    this.deadlines.close();
  }

  private runner(topic: string, handlers: readonly NestHandler[]): Runner {
    const { strategy, progressed, failed } = this.options;
    const counts = this.options.counts.of(topic);
    const extras: HandlerExtras = handlers[0]?.extras ?? {};
    const common = {
      concurrency: strategy.concurrency ?? DEFAULT_CONCURRENCY,
      turns: this.turns,
      progressed: (records: number) => {
        counts.handled += records;
        progressed(records);
      },
      failed,
    };
    const [first] = handlers;
    const timeLimitMs = extras.timeLimitMs ?? strategy.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS;
    const { maxBackoffMs } = { ...DEFAULT_RETRY, ...this.contractOf(topic)?.retry };
    this.longest = Math.max(this.longest, timeLimitMs + maxBackoffMs);
    if (first && extras.batch) {
      return new BatchRunner(this.batchSteps(topic, first, timeLimitMs), batchBounds(extras.batch), {
        ...common,
        turns: this.batchTurns,
      });
    }
    const order = extras.order ?? strategy.order ?? 'key';
    return new LaneRunner(aware(this.steps(topic, handlers, timeLimitMs)), { ...common, order });
  }

  private steps(topic: string, handlers: readonly NestHandler[], timeLimitMs: number): Handle {
    const { options } = this;
    const { failures, strategy } = options;
    const traced = isTraced();
    const contract = this.contractOf(topic);
    const events = this.eventsOf(topic);
    const counts = this.countsOf(topic);
    return compose(
      [
        ...(traced ? [processSpan(strategy.groupId)] : []),
        ...(strategy.middlewares ?? []).map(asStep),
        ...(Logger.isLevelEnabled('debug') ? [showPayload] : []),
        onlyOwn(failures.isOwn),
        ...(events ? [passOver(events, counts.skipped)] : []),
        deadLetter(options),
        failures.retrying(contract, counts.postponed),
        circuitBreaker({ breakers: failures.breakers, stopping: options.stopping }),
        retry({ contract, stopping: options.stopping, retrying: counts.retried }),
        ...(events ? [remember(events)] : []),
        ...(traced ? [noteFailures] : []),
        measure(counts.duration, this.turns),
        timeLimit(timeLimitMs, this.deadlines),
      ],
      this.innermost(topic, handlers),
    );
  }

  private innermost(topic: string, handlers: readonly NestHandler[]): Handle {
    const { server, connection, around } = this.options;
    const contract = this.contractOf(topic);
    const events = callHandlers({ handlers, contract, connection, around });
    const [handler] = handlers;
    if (!handler || handler.isEventHandler) return events;
    return answer({ handler, contract, server, connection, around }, events);
  }

  private batchSteps(topic: string, handler: NestHandler, timeLimitMs: number): HandleBatch {
    const { options } = this;
    const { failures, strategy } = options;
    const contract = this.contractOf(topic);
    const counts = this.countsOf(topic);
    const limit = timeLimit(timeLimitMs, this.deadlines);
    const handle = handleBatch({
      ...options,
      contract,
      gate: failures.breakers.of(topic),
      isOwn: failures.isOwn,
      events: this.eventsOf(topic),
      read: payloadReader(contract),
      call: callBatch({
        ...options,
        handler,
        limit: (next) => measure(counts.duration, this.turns)(limit(next)),
      }),
      letGo: async (record, error) => aware(this.failed(contract, counts, error))(record),
      skipped: counts.skipped,
      retrying: counts.retried,
    });
    return aroundEach(strategy.middlewares ?? [], handle);
  }

  /** What becomes of a record for which a handler has failed for good. */
  private failed(contract: Contract | undefined, { postponed }: Counting, error: unknown): Handle {
    // As it was thrown, whatever it is.
    // oxlint-disable-next-line typescript/prefer-promise-reject-errors
    const failing: Handle = () => Promise.reject(error);
    return compose([deadLetter(this.options), this.options.failures.retrying(contract, postponed)], failing);
  }

  private contractOf(topic: string): Contract | undefined {
    return this.options.contracts.find(this.options.failures.plan.sourceOf(topic));
  }

  /** Copies of an event that wait in a retry topic are the same event as in the topic it is of. */
  private eventsOf(topic: string): SeenEvents | undefined {
    const { ids, failures } = this.options;
    return ids && seenEvents(ids, failures.plan.sourceOf(topic));
  }

  private countsOf(topic: string): Counting {
    return counting(this.options.counts.of(topic));
  }
}

/** What tells a topic's counts of its records. */
const counting = (counts: TopicCounts) => ({
  retried: (): void => void counts.retried++,
  skipped: (): void => void counts.duplicates++,
  postponed: (): void => void counts.postponed++,
  duration: counts.duration,
});

type Counting = ReturnType<typeof counting>;
