import {
  type Contract,
  Contracts,
  type DeadLetter,
  type LetterPlace,
  messageOf,
  readEvent,
  redrive,
  standingOf,
  topicOfDeadLetters,
} from '@app/kafka';
import { BadRequestException, Injectable } from '@nestjs/common';
import type { RedriveOrder, RedriveResult } from '../api/dead-letters.js';
import { Cluster } from '../cluster/cluster.js';
import { type LetterId, parseLetterId } from './letter-id.js';

/** Puts dead letters back, and says of each what came of it. */
@Injectable()
export class Redrives {
  constructor(
    private readonly cluster: Cluster,
    private readonly contracts: Contracts,
  ) {}

  /**
   * @throws BadRequestException when more than one letter shall be edited.
   * @throws InvalidEventError and others when the edited value breaks the contract of its topic.
   */
  async run({ ids, edited, dryRun }: RedriveOrder): Promise<RedriveResult[]> {
    const letters = ids.map(parseLetterId);
    if (edited && letters.length !== 1) throw new BadRequestException('one letter at a time can be edited');
    const value = edited === undefined ? undefined : Buffer.from(edited.value);
    const results: RedriveResult[] = [];
    for (const topic of new Set(letters.map((letter) => letter.topic))) {
      const contract = this.contracts.find(topicOfDeadLetters(topic) ?? topic);
      if (value && contract) keeps(contract, value);
      const own = letters.filter((letter) => letter.topic === topic);
      results.push(...(await this.ofTopic(topic, own, value, dryRun)));
    }
    return results;
  }

  private async ofTopic(
    topic: string,
    letters: readonly LetterId[],
    value: Buffer | undefined,
    dryRun: boolean,
  ): Promise<RedriveResult[]> {
    const { kafka } = this.cluster;
    try {
      const standing = await standingOf(kafka, topic);
      const waiting = letters.filter((letter) => standing(letter) === 'waiting');
      const done = new Set<string>();
      let failure: string | undefined;
      if (!dryRun && waiting.length > 0) {
        const onRedriven = (back: readonly DeadLetter[]) =>
          back.forEach((letter) => done.add(placeOf(letter)));
        const options = { filter: { among: waiting }, onRedriven, ...(value ? { value } : {}) };
        failure = await redrive(kafka, topic, options).then(() => undefined, messageOf);
      }
      return letters.map((letter): RedriveResult => {
        const { id } = letter;
        if (standing(letter) === 'redriven') return { id, status: 'done-before' };
        if (standing(letter) === 'missing') return { id, status: 'failed', detail: GONE };
        if (dryRun) return { id, status: 'would-redrive' };
        if (done.has(placeOf(letter))) return { id, status: 'redriven' };
        return { id, status: 'failed', detail: failure ?? GONE };
      });
    } catch (error) {
      return letters.map(({ id }) => ({ id, status: 'failed', detail: messageOf(error) }));
    }
  }
}

const GONE = 'there is no such dead letter any more';

const placeOf = ({ partition, offset }: LetterPlace): string => `${partition}/${offset}`;

const keeps = (contract: Contract, value: Buffer): void => void readEvent(contract, { value });
