import type { ReadRecord } from '@app/kafka';
import { expect, it } from 'vitest';
import type { RecordView } from '../api/records.js';
import { TailPosition } from './tail-position.js';

const read = (partition: number, offset: number) => ({ partition, offset: BigInt(offset) }) as ReadRecord;
const view = (partition: number, offset: number) => ({ partition, offset: String(offset) }) as RecordView;

it('goes on after what was given, and after all that was read when nothing waits', () => {
  const position = new TailPosition();
  position.start(
    new Map([
      [0, 5n],
      [1, 7n],
    ]),
  );
  expect(position.text).toBe('newer:0-5,1-7');
  position.took([read(0, 5), read(0, 6), read(0, 9), read(1, 7)]);
  position.gave([view(0, 6)], false);
  expect(position.text).toBe('newer:0-7,1-7');
  position.gave([], true);
  expect(position.text).toBe('newer:0-10,1-8');
});

it('has no text where it would be too long for a header', () => {
  const position = new TailPosition();
  position.start(new Map(Array.from({ length: 2_000 }, (_, id) => [id, 1_000n] as const)));
  expect(position.text).toBeUndefined();
});
