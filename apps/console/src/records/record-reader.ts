import {
  AdminError,
  browse,
  fetchRecords,
  logOffsets,
  type Offsets,
  type TopicState,
  topicState,
} from '@app/kafka';
import { Injectable, NotFoundException } from '@nestjs/common';
import type { RecordPage, RecordView } from '../api/records.js';
import { Cluster } from '../cluster/cluster.js';
import { type Cursor, cursorText, parseCursor } from './cursor.js';
import { matching } from './matching.js';
import { IN_LIST, recordView, WHOLE } from './record-view.js';
import type { RecordsQuery } from './records-query.js';

/** Pages of a topic's records, and single ones. */
@Injectable()
export class RecordReader {
  constructor(private readonly cluster: Cluster) {}

  async page(topic: string, query: RecordsQuery): Promise<RecordPage> {
    const { direction, from } = query.cursor ? parseCursor(query.cursor) : await this.start(topic, query);
    const matches = matching(query);
    const { items, next, looked, unread } = await browse(this.cluster.pool, topic, {
      direction,
      from,
      limit: query.limit,
      view: (record) => (matches(record) ? recordView(record, IN_LIST) : undefined),
    });
    return {
      records: items.map(({ view }) => view),
      ...(next ? { next: cursorText({ direction, from: next }) } : {}),
      looked,
      unread,
    };
  }

  /** @throws NotFoundException when there is none, or no longer. */
  async one(topic: string, partition: number, offset: bigint): Promise<RecordView> {
    const state = await topicState(this.cluster.pool, topic);
    const fetched = await fetchRecords(this.cluster.pool, state, new Map([[partition, offset]]));
    const record = fetched.flatMap(({ records }) => records).find((each) => each.offset === offset);
    if (!record) throw new NotFoundException(`${topic} has no record ${offset} in partition ${partition}`);
    return recordView(record, WHOLE);
  }

  private async start(topic: string, { partition, offset, time }: RecordsQuery): Promise<Cursor> {
    const state = await topicState(this.cluster.pool, topic);
    const ids = state.partitions
      .map(({ id }) => id)
      .filter((id) => partition === undefined || id === partition);
    if (ids.length === 0) throw new AdminError('ARGUMENT_INVALID', `${topic} has no partition ${partition}`);
    if (offset !== undefined) return { direction: 'newer', from: new Map(ids.map((id) => [id, offset])) };
    const ends = await this.ends(state);
    // Where the leader does not answer no offset is known, and none is read.
    const at = (offsets: Offsets): Offsets => new Map(ids.map((id) => [id, offsets.get(id) ?? 0n]));
    if (time === undefined) return { direction: 'older', from: at(ends) };
    const found = (await logOffsets(this.cluster.pool, [state], { time })).get(topic);
    return { direction: 'newer', from: at(new Map([...ends, ...(found ?? [])])) };
  }

  private async ends(state: TopicState): Promise<Offsets> {
    return (await logOffsets(this.cluster.pool, [state], 'last-stable')).get(state.name) ?? new Map();
  }
}
