import { describe, expect, it } from 'vitest';
import { bytesView } from './bytes-view.js';

describe('bytes for people', () => {
  it.each([
    ['text', Buffer.from('Hello'), { text: 'Hello', encoding: 'utf8', size: 5, truncated: false }],
    ['nothing', Buffer.alloc(0), { text: '', encoding: 'utf8', size: 0, truncated: false }],
    ['markup, as it is', Buffer.from('<b>'), { text: '<b>', encoding: 'utf8', size: 3, truncated: false }],
    ['no UTF-8', Buffer.from([0xff, 0xfe]), { text: '//4=', encoding: 'base64', size: 2, truncated: false }],
    [
      'a byte order mark',
      Buffer.from('\uFEFFa'),
      { text: '\uFEFFa', encoding: 'utf8', size: 4, truncated: false },
    ],
  ])('%s', (_, bytes, view) => {
    expect(bytesView(bytes, 100)).toEqual(view);
  });

  it('leaves out a character that the limit cuts in two', () => {
    expect(bytesView(Buffer.from('aé'), 2)).toEqual({
      text: 'a',
      encoding: 'utf8',
      size: 3,
      truncated: true,
    });
  });

  it('judges all bytes, not only those shown', () => {
    const bytes = Buffer.concat([Buffer.from('text'), Buffer.from([0xff])]);
    expect(bytesView(bytes, 4)).toEqual({ text: 'dGV4dA==', encoding: 'base64', size: 5, truncated: true });
  });
});
