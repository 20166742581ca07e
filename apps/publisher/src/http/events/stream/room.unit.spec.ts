import { describe, expect, it } from 'vitest';
import { Room } from './room.js';

describe('Room', () => {
  it('lets in who fits, and the others in the order they came', async () => {
    const room = new Room(10);
    const entered: string[] = [];
    const take = (name: string, count: number) => room.take(count).then(() => entered.push(name));
    await take('a', 6);
    const b = take('b', 8);
    const c = take('c', 1);
    await Promise.resolve();
    expect(entered).toEqual(['a']);
    room.give(6);
    await Promise.all([b, c]);
    expect(entered).toEqual(['a', 'b', 'c']);
  });
});
