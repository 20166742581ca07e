import { tail } from '@app/kafka';
import { Injectable } from '@nestjs/common';
import { Cluster } from '../cluster/cluster.js';
import { detailOf } from '../http/detail-of.js';
import type { EventStream } from '../http/event-stream.js';
import { matching, type RecordFilter } from './matching.js';
import { IN_LIST, recordView } from './record-view.js';
import { parseCursor } from './cursor.js';
import { TailBuffer } from './tail-buffer.js';
import { TailPosition } from './tail-position.js';

const FLUSH_MS = 100;
const MOST_A_PIECE = 2_000;
const MOST_WAITING = 20_000;
const MOST_WAITING_BYTES = 32 * 1024 * 1024;

export interface TailQuery extends RecordFilter {
  readonly partition?: number | undefined;
  /** Id of the last event that its reader has got: goes on from there. Default: begins at the end. */
  readonly after?: string | undefined;
}

/** Live tails: what a reader cannot take is dropped and counted, so that neither it nor the brokers wait. */
@Injectable()
export class Tails {
  constructor(private readonly cluster: Cluster) {}

  /** Resolves when the reader has gone. */
  async show(topic: string, { partition, after, ...filter }: TailQuery, stream: EventStream): Promise<void> {
    const position = new TailPosition();
    const buffer = new TailBuffer(MOST_WAITING, MOST_WAITING_BYTES);
    const matches = matching(filter);
    const pool = this.cluster.newPool();
    const gone = new AbortController();
    stream.onClose(() => gone.abort());
    const flush = setInterval(() => {
      const piece = stream.canTake ? buffer.take(MOST_A_PIECE) : undefined;
      if (!piece) return;
      position.gave(piece.records, buffer.isEmpty);
      stream.send('records', piece, position.text);
    }, FLUSH_MS);
    try {
      await tail(pool, topic, {
        partition,
        signal: gone.signal,
        from: after === undefined ? undefined : parseCursor(after).from,
        ready: (from) => {
          position.start(from);
          stream.send('ready', {}, position.text);
        },
        take: (records) => {
          position.took(records);
          buffer.add(records.filter(matches).map((record) => recordView(record, IN_LIST)));
        },
        skipped: (count) => buffer.skip(count),
      });
    } catch (error) {
      stream.send('problem', { detail: detailOf(error) });
      stream.end();
    } finally {
      clearInterval(flush);
      await pool.close();
    }
  }
}
