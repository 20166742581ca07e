import type { LetterPlace } from '@app/kafka';
import { BadRequestException } from '@nestjs/common';

/** A dead letter by its place: `<dead-letter topic>/<partition>/<offset>`. */
export interface LetterId extends LetterPlace {
  readonly id: string;
  readonly topic: string;
}

/** @throws BadRequestException */
export function parseLetterId(id: string): LetterId {
  const [, topic, partition, offset] = /^([\w.-]{1,249})\/(\d{1,9})\/(\d{1,18})$/.exec(id) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) {
    throw new BadRequestException('a dead letter is named by topic/partition/offset');
  }
  return { id, topic, partition: Number(partition), offset: BigInt(offset) };
}
