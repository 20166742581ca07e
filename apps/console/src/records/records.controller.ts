import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import type { RecordPage, RecordView } from '../api/records.js';
import { EventStreams } from '../http/event-streams.js';
import { Read } from '../http/read.js';
import { RecordReader } from './record-reader.js';
import {
  offsetNumber,
  partitionNumber,
  recordsQuery,
  type RecordsQuery,
  tailQuery,
} from './records-query.js';
import { Tails } from './tails.js';

@Controller('api/topics/:topic')
export class RecordsController {
  constructor(
    private readonly reader: RecordReader,
    private readonly tails: Tails,
    private readonly streams: EventStreams,
  ) {}

  @Get('records')
  records(
    @Param('topic') topic: string,
    @Query(new Read(recordsQuery)) query: RecordsQuery,
  ): Promise<RecordPage> {
    return this.reader.page(topic, query);
  }

  @Get('records/:partition/:offset')
  record(
    @Param('topic') topic: string,
    @Param('partition', new Read(partitionNumber)) partition: number,
    @Param('offset', new Read(offsetNumber)) offset: bigint,
  ): Promise<RecordView> {
    return this.reader.one(topic, partition, offset);
  }

  /** Server-sent events: `ready`, then `records` with those that arrive from now on and how many were skipped. */
  @Get('tail')
  tail(
    @Param('topic') topic: string,
    @Query(new Read(tailQuery)) { after, ...query }: z.output<typeof tailQuery>,
    @Headers('last-event-id') last: string | undefined,
    @Res() reply: FastifyReply,
  ): void {
    void this.tails.show(topic, { ...query, after: last || after }, this.streams.open(reply));
  }
}
