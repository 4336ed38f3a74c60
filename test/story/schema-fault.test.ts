import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { schemaFault } from '../../src/story/schema-fault.ts';

function faultOf(schema: z.ZodType, value: unknown): string | undefined {
  return schema.safeParse(value, { error: schemaFault }).error?.issues[0]?.message;
}

describe('what is wrong by a schema', () => {
  it.each([
    [z.int().min(1), 0, 'must be at least 1'],
    [z.int().max(366), 400, 'must be at most 366'],
    [z.number().gt(0), 0, 'must be more than 0'],
    [z.number().lt(1), 1, 'must be less than 1'],
    [z.int(), 1.5, 'must be a whole number'],
    [z.number(), 'many', 'must be a number'],
    [z.string(), null, 'must not be empty: give it a value, or leave it out'],
    [z.strictObject({}), null, 'must not be empty: give it a value, or leave it out'],
    [z.boolean(), 'maybe', 'must be true or false'],
    [z.string(), 3, 'must be text; a number or a date needs quotation marks to be one'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().max(3), 'four', 'must have at most 3 characters'],
    [z.array(z.string()), 'x', 'must be a list'],
    [z.array(z.string()).min(1), [], 'must have at least one entry'],
    [z.array(z.string()).max(2), ['a', 'b', 'c'], 'must have at most 2 entries'],
    [z.enum(['every', 'latest']), 'all', 'must be one of every, latest'],
    [z.literal('own'), 'none', 'must be own'],
    [z.strictObject({}), 'x', 'must have names and values, not a single value'],
    [z.url(), 'x', 'Invalid URL'],
    [z.string('must be a name'), 3, 'must be a name'],
  ])('is said as what it must be (%#)', (schema, value, said) => {
    expect(faultOf(schema, value)).toBe(said);
  });
});
