import { describe, expect, it } from 'vitest';
import { markdown } from './markdown.js';
import type { RecordedPart } from './recorded.js';

const part: RecordedPart = {
  title: 'Consumed',
  about: 'How it was measured.',
  tables: [
    {
      title: 'consumer',
      columns: [
        { name: 'records/s', digits: 0 },
        { name: 'us CPU', digits: 1 },
      ],
      rows: [
        { name: 'this', figures: [{ median: 12_345.6, least: 12_000, most: 13_000 }, null] },
        {
          name: 'that',
          figures: [
            { median: 5, least: 5, most: 5 },
            { median: 2.25, least: 2.2, most: 2.3 },
          ],
        },
      ],
    },
  ],
  goals: [
    { name: 'this / that', value: 6.5, unit: 'x', atLeast: 7 },
    { name: 'median', value: 1.1, unit: 'ms', atMost: 3 },
  ],
  plots: [],
  missing: [],
  date: '2026-11-27',
  machine: { hardware: '2 cores', versions: { 'Node.js': '20.20.2' } },
};

describe('markdown', () => {
  const page = markdown({ consume: part });

  it('shows medians with their spread, and a dash for what was not measured', () => {
    expect(page).toContain('| this | 12,346 (12,000–13,000) | – |');
    expect(page).toContain('| that | 5 | 2.3 (2.2–2.3) |');
  });

  it('says which targets were reached', () => {
    expect(page).toContain('| this / that | 6.50 x | ≥ 7.00 x | not reached |');
    expect(page).toContain('| median | 1.1 ms | ≤ 3 ms | reached |');
  });

  it('says when, where and with what', () => {
    expect(page).toContain('_2026-11-27; 2 cores; Node.js 20.20.2._');
  });
});
