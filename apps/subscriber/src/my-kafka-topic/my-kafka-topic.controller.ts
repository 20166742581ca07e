import { KafkaMessage } from '@app/contracts';
import { Controller, Inject, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { GROUP_ID } from '../group-id.js';

@Controller()
export class MyKafkaTopicController {
  private readonly logger = new Logger(MyKafkaTopicController.name);

  constructor(@Inject(GROUP_ID) private readonly groupId: string) {}

  @EventPattern('my-kafka-topic')
  onMessage(@Payload() message: KafkaMessage): void {
    this.logger.log(`${this.groupId} received: ${message.text}`);
  }
}
