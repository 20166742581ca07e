import type { ServerResponse } from 'node:http';
import { type Contract, decodeContent, type EventPublisher, type PublishResult } from '@app/kafka';
import { writeTo } from '@app/security';
import { BODY_LIMIT, GROUPS_UNDER_WAY, LINES_TOGETHER, STREAMED_EVENT_BYTES } from '../../limits.js';
import { attempt } from '../forms/read-body.js';
import { LineTooLongError } from '../forms/request-errors.js';
import type { Item } from '../item.js';
import { publishItems } from '../publish-items.js';
import { renderResult } from '../render.js';
import { type Line, LineSplitter } from './line-splitter.js';
import type { Room } from './room.js';
import type { Upload } from './upload.js';

/** How lines become events. */
export interface LineTerms {
  readonly publisher: EventPublisher;
  readonly contract: Contract;
  readonly contentType: string;
  readonly timeoutMs: number;
  /** Shared by all streams. */
  readonly room: Room;
  /** Id of the event of a line. Default: random. */
  readonly idOf?: ((number: number, line: Buffer) => string) | undefined;
}

/**
 * Publishes each line of an upload and writes a receipt or a problem for it, in order, while the upload goes on.
 * Reads no further than a few groups of lines ahead of what is written, so that memory does not grow with the upload.
 */
export class LineStream {
  private readonly splitter = new LineSplitter(BODY_LIMIT);
  private readonly underWay: Promise<void>[] = [];
  private last: Promise<void> = Promise.resolve();
  private lines = 0;

  constructor(
    private readonly terms: LineTerms,
    private readonly response: ServerResponse,
  ) {}

  /** Number of the first line that was not taken. */
  get nextLine(): number {
    return this.lines + 1;
  }

  /** Resolves when each line that was taken is published or refused, and told. Lines end; half a line is none. */
  async publish(upload: Upload): Promise<void> {
    for await (const chunk of upload.chunks()) await this.take(upload, this.splitter.push(chunk));
    if (upload.complete) await this.take(upload, this.splitter.end());
    await this.last;
  }

  private async take(upload: Upload, lines: readonly Line[]): Promise<void> {
    for (let start = 0; start < lines.length && !upload.isStopped; start += LINES_TOGETHER) {
      await this.takeGroup(lines.slice(start, start + LINES_TOGETHER));
    }
  }

  private async takeGroup(lines: readonly Line[]): Promise<void> {
    const items: Item[] = [];
    const numbers: number[] = [];
    for (const line of lines) {
      this.lines++;
      if (line && isBlank(line)) continue;
      items.push(attempt(() => this.read(line)));
      numbers.push(this.lines);
    }
    const { publisher, contract, timeoutMs, room } = this.terms;
    const weight = weightOf(lines);
    await room.take(weight);
    // Who has gone while it waited gets nothing published that nobody was told of.
    const published = this.response.destroyed
      ? Promise.resolve([])
      : publishItems(publisher, contract, items, { timeoutMs });
    this.last = this.write(this.last, published, numbers);
    void published.then(() => room.give(weight));
    this.underWay.push(this.last);
    if (this.underWay.length >= GROUPS_UNDER_WAY) await this.underWay.shift();
  }

  private read(line: Line): Item {
    if (!line) throw new LineTooLongError(BODY_LIMIT);
    const { contract, contentType, idOf } = this.terms;
    const data = decodeContent(contract, contentType, line) as object;
    return idOf ? { data, options: { id: idOf(this.lines, line) } } : { data };
  }

  private async write(
    before: Promise<void>,
    published: Promise<readonly PublishResult[]>,
    numbers: readonly number[],
  ): Promise<void> {
    const results = await published;
    await before;
    let text = '';
    results.forEach((result, n) => (text += `${renderResult(result, numbers[n])}\n`));
    await writeTo(this.response, text);
  }
}

const weightOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + 1 + Math.floor((line?.length ?? 0) / STREAMED_EVENT_BYTES), 0);

/** JSON begins within its first white space: RFC 8259, section 2. */
const isBlank = (line: Buffer): boolean => line.every((byte) => byte === 0x20 || byte === 0x09);
