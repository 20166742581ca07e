import { Controller, Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import type { Arrival, TopicDetails, TopicSummary } from '../api/topics.js';
import { Read } from '../http/read.js';
import { offsetNumber, partitionNumber } from '../records/records-query.js';
import { TopicList } from './topic-list.js';
import { TopicReader } from './topic-reader.js';

const place = z.object({ partition: partitionNumber, offset: offsetNumber });

@Controller('api/topics')
export class TopicsController {
  constructor(
    private readonly list: TopicList,
    private readonly reader: TopicReader,
  ) {}

  @Get()
  topics(): Promise<TopicSummary[]> {
    return this.list.all();
  }

  @Get(':topic')
  topic(@Param('topic') topic: string): Promise<TopicDetails> {
    return this.reader.details(topic);
  }

  @Get(':topic/arrivals')
  arrivals(
    @Param('topic') topic: string,
    @Query(new Read(place)) { partition, offset }: z.output<typeof place>,
  ): Promise<Arrival[]> {
    return this.reader.arrivals(topic, partition, offset);
  }
}
