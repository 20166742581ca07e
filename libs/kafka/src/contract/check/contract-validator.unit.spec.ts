import { IsCreditCard, IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { contractValidator } from './contract-validator.js';
import { dtoOf } from './testing/oracle.js';

describe('a validator of contracts', () => {
  it.each([
    ['the compiled check', [IsString()], 'a'],
    ['class-validator', [IsString(), IsCreditCard()], '4111111111111111'],
  ])('accepts by %s', (_, decorators, value) => {
    const dto = dtoOf({ value: decorators });
    const validate = contractValidator(dto);
    expect(validate({ value, extra: 1 })).toEqual({ ok: true, value: Object.assign(new dto(), { value }) });
    expect(validate({ value, extra: 1 }, true)).toHaveProperty('problems.0.property', 'extra');
  });

  it('refuses in the words of class-validator', () => {
    expect(contractValidator(dtoOf({ value: [IsString()] }))({ value: 1 })).toEqual({
      ok: false,
      problems: [{ property: 'value', reasons: ['value must be a string'] }],
    });
  });
});
