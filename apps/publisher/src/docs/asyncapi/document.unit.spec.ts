import { contracts } from '@app/contracts';
import { defineContract } from '@app/kafka';
import { Parser } from '@asyncapi/parser';
import { IsInt } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { asyncApi } from './document.js';

class Stock {
  @IsInt() readonly left!: number;
}

const stock = defineContract({
  topic: 'stock',
  type: 'test.stock.v1',
  payload: Stock,
  partitions: 3,
  key: () => 'a',
  tombstones: true,
});

describe('the AsyncAPI document', () => {
  it('is valid AsyncAPI 3 by the official parser, without a warning', { timeout: 30_000 }, async () => {
    const { document, diagnostics } = await new Parser().parse(
      JSON.stringify(asyncApi([...contracts, stock])),
    );
    // 3.0 is what most tools read.
    expect(diagnostics.filter(({ code }) => code !== 'asyncapi-latest-version')).toEqual([]);
    expect(document?.version()).toBe('3.0.0');
    expect(
      document
        ?.channels()
        .all()
        .map((channel) => channel.address()),
    ).toEqual([...contracts.map(({ topic }) => topic), 'stock']);
  });

  const { channels, operations, components } = asyncApi([...contracts, stock]);

  it('binds topics with their partitions, and who receives with a group', () => {
    expect(channels['stock']?.bindings.kafka).toMatchObject({ topic: 'stock', partitions: 3 });
    expect(operations['receive-stock']).toHaveProperty('bindings.kafka.groupId.type', 'string');
  });

  it('tells the key, the headers and what deletes', () => {
    expect(components.messages['stock']).toMatchObject({
      bindings: { kafka: { key: { type: 'string' } } },
      headers: { properties: { ce_type: { const: 'test.stock.v1' } } },
      payload: { anyOf: [{ $ref: '#/components/schemas/Stock' }, { type: 'null' }] },
    });
    expect(components.messages['my-kafka-topic']).not.toHaveProperty('bindings');
  });

  it('has text as it travels', () => {
    expect(components.messages['my-kafka-topic']).toMatchObject({
      contentType: 'text/plain',
      payload: { type: 'string', minLength: 1, maxLength: 10_000 },
      examples: [{ payload: 'Hello' }],
    });
  });
});
