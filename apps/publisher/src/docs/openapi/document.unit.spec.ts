import { contracts } from '@app/contracts';
import { defineContract } from '@app/kafka';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { IsInt } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { openApi } from './document.js';

class Receipt {
  @IsInt() readonly cents!: number;
}

/** A class that is called like an answer of the publisher. */
const receipts = defineContract({ topic: 'receipts', type: 'test.receipt.v1', payload: Receipt });
const document = openApi([...contracts, receipts]);

interface Operation {
  readonly requestBody: {
    readonly content: Record<string, { readonly examples?: Record<string, { readonly value: unknown }> }>;
  };
  readonly responses: Record<string, object>;
}

const publish = (topic: string) => (document.paths[`/topics/${topic}/events`] as { post: Operation }).post;

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);
ajv.addSchema(document, 'document');

/** Judges bodies of a topic by the document. */
function accepts(topic: string, mediaType: string, body: unknown): boolean {
  const escape = (part: string) => part.replaceAll('/', '~1');
  const path = `/paths/~1topics~1${topic}~1events/post/requestBody/content/${escape(mediaType)}/schema`;
  return ajv.validate({ $ref: `document#${path}` }, body);
}

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('has a path for each topic with all body forms; plain text where the contract takes it', () => {
    const forms = (topic: string) => Object.keys(publish(topic).requestBody.content);
    const always = [
      'application/json',
      'application/x-ndjson',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
    ];
    expect(forms('order-placed')).toEqual(always);
    expect(forms('my-kafka-topic')).toEqual([...always, 'text/plain']);
  });

  it('has examples that it accepts itself', () => {
    for (const { topic } of contracts) {
      const bodies = Object.entries(publish(topic).requestBody.content);
      for (const [mediaType, { examples = {} }] of bodies) {
        expect(Object.keys(examples)).not.toEqual([]);
        for (const { value } of Object.values(examples)) {
          expect([topic, mediaType, accepts(topic, mediaType, value)]).toEqual([topic, mediaType, true]);
        }
      }
    }
  });

  const event = { specversion: '1.0', id: '1', source: '/a', type: 'test.receipt.v1', data: { cents: 1 } };
  const many = Array.from({ length: 1_001 }, (_, cents) => ({ cents }));
  it.each([
    ['an event', 'application/json', { cents: 1 }, true],
    ['events', 'application/json', [{ cents: 1 }, { cents: 2 }], true],
    ['too many events', 'application/json', many, false],
    ['many lines', 'application/x-ndjson', many, true],
    ['a property that is not known', 'application/json', { cents: 1, euros: 1 }, false],
    ['a CloudEvent', 'application/cloudevents+json', event, true],
    ['a CloudEvent with attributes', 'application/cloudevents+json', { ...event, subject: 'a', x: 1 }, true],
    ['a CloudEvent of another type', 'application/cloudevents+json', { ...event, type: 'other' }, false],
    ['a CloudEvent with other data', 'application/cloudevents+json', { ...event, data: {} }, false],
    ['an attribute that is an object', 'application/cloudevents+json', { ...event, x: {} }, false],
  ])('on %s', (_, mediaType, body, accepted) => {
    expect(accepts('receipts', mediaType, body)).toBe(accepted);
  });

  it('keeps a class apart from an answer of the same name', () => {
    expect(document.components.schemas['Receipt']).toHaveProperty('properties.offset');
    expect(document.components.schemas['Receipt2']).toHaveProperty('properties.cents');
  });

  it('tells every answer, and when to come again', () => {
    const { responses } = publish('order-placed');
    expect(Object.keys(responses).map(Number)).toEqual([
      200, 201, 207, 400, 401, 403, 408, 413, 415, 422, 429, 500, 503, 504,
    ]);
    const again = Object.entries(responses).filter(([, answer]) => 'headers' in answer);
    expect(again.map(([status]) => status)).toEqual(['207', '401', '429', '503']);
  });
});
