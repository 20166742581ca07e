import { Contracts, decodeContent, EventPublisher, type Receipt } from '@app/kafka';
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
    @Body() body: Buffer = EMPTY,
  ): Promise<Receipt> {
    const contract = this.contracts.get(topic);
    return this.publisher.publish(contract, decodeContent(contract, contentType, body) as object);
  }
}

const EMPTY = Buffer.alloc(0);
