/** Each file in test/fixtures/copy with what is read from it in test/golden/copy: a new fixture is a new test. */
import { readdirSync, readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { readCopy } from '../../src/copy/read-copy.ts';
import { deskDefaults } from './copy.ts';

const folder = new URL('../fixtures/copy/', import.meta.url);

describe('readCopy', () => {
  it.each(readdirSync(folder))('reads %s as before', async (name) => {
    const reading = readCopy(readFileSync(new URL(name, folder)), `stories/${name}`, deskDefaults);
    const golden = `../golden/copy/${name.replace(/\.txt$/, '')}.json`;
    await expect(`${JSON.stringify(reading, undefined, 2)}\n`).toMatchFileSnapshot(golden);
  });
});
