import { ContentTypeError, Contracts, decodeContent, EventPublisher, type Receipt } from '@app/kafka';
import { Body, Controller, Headers, Param, Post } from '@nestjs/common';

@Controller('topics/:topic/events')
export class EventsController {
  constructor(
    private readonly contracts: Contracts,
    private readonly publisher: EventPublisher,
  ) {}

  /** Answers 201 with the receipt once every in-sync replica has the event. */
  @Post()
  publish(
    @Param('topic') topic: string,
    @Headers('content-type') contentType = '',
    @Headers('content-encoding') encoding = 'identity',
    @Body() body: Buffer = EMPTY,
  ): Promise<Receipt> {
    const contract = this.contracts.get(topic);
    if (encoding !== 'identity') throw new ContentTypeError(`events are read as they are, not ${encoding}`);
    // `publish` is where an event that is no object, or not of its contract, is refused.
    return this.publisher.publish(contract, decodeContent(contract, contentType, body) as object);
  }
}

const EMPTY = Buffer.alloc(0);
