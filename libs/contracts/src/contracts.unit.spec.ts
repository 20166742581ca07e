import { contractSchema, validate } from '@app/kafka';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { contracts } from './index.js';

describe.each(contracts.map((contract) => [contract.topic, contract] as const))('%s', (_, contract) => {
  it('has an example that keeps the contract and its schema', () => {
    const { example } = contract;
    expect(example).toBeDefined();
    expect(validate(contract, example, 'strict')).toEqual(example);
    const ajv = new Ajv2020();
    addFormats.default(ajv);
    expect(ajv.validate(contractSchema(contract), example)).toBe(true);
  });
});
