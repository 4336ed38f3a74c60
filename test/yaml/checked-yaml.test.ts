import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { describeProblem } from '../../src/story/problem.ts';
import { checkedYaml } from '../../src/yaml/checked-yaml.ts';
import { nearest } from '../../src/yaml/nearest.ts';

const schema = z.strictObject({
  headline: z.string().exactOptional(),
  urgency: z.int().min(1).max(9).default(5),
  rights: z.strictObject({ holder: z.string(), notice: z.string() }).exactOptional(),
  tags: z.array(z.string()).default([]),
  feeds: z.array(z.strictObject({ title: z.string() })).exactOptional(),
  any: z.record(z.string(), z.strictObject({})).exactOptional(),
});

function faults(text: string, linesBefore = 0): readonly string[] {
  const checked = checkedYaml({ text, file: 'f.yaml', linesBefore }, schema);
  return checked.ok ? [] : checked.problems.map(describeProblem);
}

describe('YAML that people write', () => {
  it.each([
    ['an unknown key', 'headlin: x', 'f.yaml:1:1: "headlin" is not known here; did you mean "headline"?'],
    [
      'nothing near',
      'zebra: x',
      'f.yaml:1:1: "zebra" is not known here; known are: headline, urgency, rights, tags, feeds, any',
    ],
    [
      'an unknown key inside',
      'rights:\n  holder: a\n  notise: b\n  notice: c',
      'f.yaml:3:3: "rights.notise" is not known here; did you mean "notice"?',
    ],
    [
      'an unknown key in a list',
      'feeds:\n  - title: a\n    titel: b',
      'f.yaml:3:5: "feeds.0.titel" is not known here; did you mean "title"?',
    ],
    ['one where none is known', 'any:\n  a:\n    b: c', 'f.yaml:3:5: "any.a.b" is not known here'],
    ['a value out of range', 'tags: []\nurgency: 10', 'f.yaml:2:1: "urgency" is not right: must be at most 9'],
    ['a missing key', 'rights:\n  holder: a', 'f.yaml:1:1: "rights.notice" is missing'],
    [
      'a wrong item',
      'tags:\n  - a\n  - 1',
      'f.yaml:3:5: "tags.1" is not right: must be text; a number or a date needs quotation marks to be one',
    ],
    ['bad syntax', 'headline: "x', 'f.yaml:1:13: not valid YAML: Missing closing "quote'],
    ['a key twice', 'headline: a\nheadline: b', 'f.yaml:2:1: not valid YAML: Map keys must be unique'],
    [
      'a star without quotation marks',
      'headline: * * * * *',
      'f.yaml:1:11: not valid YAML: Alias cannot be an empty string; a text that begins with a sign such as * & @ % or ` must stand in quotation marks',
    ],
    [
      'an at sign without them',
      'headline: @daily',
      'f.yaml:1:11: not valid YAML: Plain value cannot start with reserved character @; a text that begins with a sign such as * & @ % or ` must stand in quotation marks',
    ],
    [
      'a starred word',
      'headline: *Breaking',
      'f.yaml:1: not usable YAML: Unresolved alias (the anchor must be set before the alias): Breaking; a text that begins with a sign such as * & @ % or ` must stand in quotation marks',
    ],
    [
      'a second document',
      'headline: a\n---\nheadline: b',
      'f.yaml:2:1: not valid YAML: "---" begins a second document, and one is all there may be',
    ],
    ['no map at all', 'just words', 'f.yaml:1:1: must have names and values, not a single value'],
  ])('%s is named with line and column', (_name, text, expected) => {
    expect(faults(text)).toEqual([expected]);
  });

  it('has all its faults told at once, counted from the start of the file', () => {
    expect(faults('headlin: x\nurgency: 0\n', 10)).toHaveLength(2);
    expect(faults('headlin: x\nurgency: 0\n', 10).join()).toContain('f.yaml:12:1');
  });

  it('keeps dates and words as they are written', () => {
    const text = z.record(z.string(), z.string());
    const checked = checkedYaml({ text: 'date: 2021-06-10\nlanguage: no\ntime: 08:30', file: 'f' }, text);
    expect(checked).toEqual({ ok: true, value: { date: '2021-06-10', language: 'no', time: '08:30' } });
  });

  it('may be empty', () => {
    expect(checkedYaml({ text: '', file: 'f' }, schema)).toEqual({ ok: true, value: { urgency: 5, tags: [] } });
  });

  it('cannot blow up by aliases', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'.split('').map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join()}]`),
    ].join('\n');
    expect(faults(bomb).join()).toContain('f.yaml:1: not usable YAML');
  });
});

describe('nearest', () => {
  it.each([
    ['timezone', 'timeZone'],
    ['shedule', 'schedule'],
    ['lnaguage', 'language'],
    ['xyz', undefined],
  ])('%s means %s', (word, meant) => {
    expect(nearest(word, ['timeZone', 'schedule', 'language', 'url'])).toBe(meant);
  });
});
