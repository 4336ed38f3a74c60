/** Each file in test/fixtures/items with what is read from it in test/golden/items: a new fixture is a new test. */
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readItems } from './items.ts';

const folder = new URL('../../fixtures/items/', import.meta.url);

describe('items in the ways that agencies write them', () => {
  it.each(readdirSync(folder))('reads %s as before', async (name) => {
    const readings = readItems(name, readFileSync(new URL(name, folder)));
    const golden = `../../golden/items/${name}.json`;
    await expect(`${JSON.stringify(readings, undefined, 2)}\n`).toMatchFileSnapshot(golden);
  });
});
