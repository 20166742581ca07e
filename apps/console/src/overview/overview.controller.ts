import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Overview } from '../api/overview.js';
import type { Sample } from '../cluster/sample.js';
import { Sampler } from '../cluster/sampler.js';
import { EventStreams } from '../http/event-streams.js';
import { Overviews } from './overviews.js';

@Controller('api')
export class OverviewController {
  constructor(
    private readonly overviews: Overviews,
    private readonly sampler: Sampler,
    private readonly streams: EventStreams,
  ) {}

  @Get('overview')
  overview(): Promise<Overview> {
    return this.overviews.now();
  }

  /** Server-sent events `overview`, one a second. A slow reader misses some. */
  @Get('live')
  live(@Res() reply: FastifyReply): void {
    const stream = this.streams.open(reply);
    const show = (samples: readonly Sample[]): void => {
      if (stream.canTake) stream.send('overview', this.overviews.of(samples));
    };
    const stopListening = this.sampler.onSample(show);
    const stopWatching = this.sampler.watch();
    stream.onClose(() => {
      stopListening();
      stopWatching();
    });
    // What is known is shown at once; nothing is when the brokers cannot be reached, and the stream then says so.
    void this.sampler
      .latest()
      .then(show, (error: Error) => stream.send('problem', { detail: error.message }));
  }
}
