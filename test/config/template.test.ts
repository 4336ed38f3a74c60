import { expect, it } from 'vitest';

import { checkSettings } from '../../src/config/schema.ts';
import { CONFIG_TEMPLATE } from '../../src/config/template.ts';

/** The keys that the schema knows, by what it says of one that it does not. */
function keysKnown(yaml: string): readonly string[] {
  const checked = checkSettings({ text: yaml, file: 'wiredesk.yaml' });
  const unknown = checked.ok ? undefined : checked.problems.find(({ message }) => message.includes('zzzzzz'));
  return /known are: (.*)$/.exec(unknown?.message ?? '')?.[1]?.split(', ') ?? [];
}

it('the wiredesk.yaml of a new desk explains every setting there is', () => {
  const rooms = keysKnown('zzzzzz: 1');
  expect(rooms).toContain('webhooks');
  for (const room of rooms) {
    expect(CONFIG_TEMPLATE).toMatch(new RegExp(`^(# )?${room}:`, 'm'));
    for (const key of keysKnown(`${room}:\n  zzzzzz: 1`)) {
      expect(CONFIG_TEMPLATE).toMatch(new RegExp(`^(?:# )? +(?:# )?${key}: `, 'm'));
    }
  }
});
