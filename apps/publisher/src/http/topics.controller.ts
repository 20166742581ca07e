import { type Contract, Contracts } from '@app/kafka';
import { Needs } from '@app/security';
import { Controller, Get } from '@nestjs/common';
import { contentTypesOf } from './events/forms/content-types.js';

/** A topic as its contract tells of it. */
interface TopicView {
  readonly topic: string;
  /** CloudEvents `type` of its events. */
  readonly type: string;
  /** How many it is created with. */
  readonly partitions: number;
  /** Media types of the bodies it takes. */
  readonly contentTypes: readonly string[];
  readonly links: { readonly events: string };
}

@Controller('topics')
export class TopicsController {
  constructor(private readonly contracts: Contracts) {}

  @Get()
  @Needs('any')
  list(): { readonly topics: readonly TopicView[] } {
    return { topics: this.contracts.all.map(view) };
  }
}

const view = (contract: Contract): TopicView => ({
  topic: contract.topic,
  type: contract.type,
  partitions: contract.partitions,
  contentTypes: contentTypesOf(contract),
  links: { events: `/topics/${contract.topic}/events` },
});
