import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { mediaTopic, mediaTopicLabel, replacementOf, subjectCodeOf } from '../../src/story/media-topics.ts';
import { subjectCodeLabel } from '../../src/story/subject-codes.ts';
import { describeWithShared, sharedFile } from '../support/shared.ts';

describe('Media Topics', () => {
  it.each([
    ['en', 'conflict, war and peace'],
    ['en-GB', 'conflict, war and peace'],
    ['fr', 'Conflit, guerre et paix'],
    ['fr-SN', 'Conflit, guerre et paix'],
    ['sw', 'conflict, war and peace'],
  ])('are named in %s, or else in English', (language, label) => {
    expect(mediaTopicLabel('16000000', language)).toBe(label);
  });

  it('are named in English where IPTC has no name in that language', () => {
    expect(mediaTopic('20001132')?.labels).not.toHaveProperty('fr');
    expect(mediaTopicLabel('20001132', 'fr')).toBe(mediaTopicLabel('20001132', 'en'));
  });

  it('know their broader topic and their Subject Code', () => {
    expect(mediaTopic('20000418')).toMatchObject({ code: '20000418', parent: '06000000', subjectCode: '17002000' });
    expect(subjectCodeOf('20000418')).toBe('17002000');
    expect(mediaTopic('16000000')).not.toHaveProperty('parent');
  });

  it('newer than the vocabulary are unknown, not an error', () => {
    expect(mediaTopic('99999999')).toBeUndefined();
    expect(mediaTopicLabel('99999999', 'en')).toBeUndefined();
    expect(subjectCodeOf('99999999')).toBeUndefined();
  });
});

describe('Subject Codes', () => {
  it('are named in English', () => {
    expect(subjectCodeLabel('16000000')).toBe('unrest, conflicts and war');
    expect(subjectCodeLabel('99999999')).toBeUndefined();
  });
});

describeWithShared("IPTC's tables", () => {
  it('hold the same topics, labels and mappings', () => {
    const topics = rowsOf('vocabularies/media-topics.tsv');
    expect(topics).toHaveLength(1133);
    for (const { code = '', parent, en, fr, ar, subj } of topics) {
      const topic = mediaTopic(code);
      expect([code, topic?.parent ?? '', topic?.subjectCode ?? '']).toEqual([code, parent, subj]);
      expect([topic?.labels['en'], topic?.labels['fr'] ?? '', topic?.labels['ar'] ?? '']).toEqual([en, fr, ar]);
    }
  });

  it('are trees: every topic has a top topic above it', () => {
    for (const { code = '' } of rowsOf('vocabularies/media-topics.tsv')) {
      const path = [code];
      for (let parent = mediaTopic(code)?.parent; parent !== undefined; parent = mediaTopic(parent)?.parent) {
        expect(path).not.toContain(parent);
        path.push(parent);
      }
      expect(path.at(-1)).toMatch(/^\d\d000000$/);
    }
  });

  it('name the topic to use instead of a retired one, where they do', () => {
    const retired = rowsOf('vocabularies/media-topics-retired.tsv');
    expect(retired).toHaveLength(153);
    const told = retired.filter(({ code = '', note = '' }) => note.replaceAll(code, '').match(/\d{8}/) !== null);
    expect(told).toHaveLength(10);
    for (const { code = '' } of told) expect(mediaTopic(replacementOf(code) ?? '')).toBeDefined();
    const silent = retired.filter((row) => !told.includes(row));
    expect(silent.filter(({ code = '' }) => replacementOf(code) !== undefined)).toEqual([]);
  });

  it('name every Subject Code that a topic maps to', () => {
    const codes = new Set(rowsOf('vocabularies/media-topics.tsv').map(({ subj = '' }) => subj));
    codes.delete('');
    expect([...codes].filter((code) => subjectCodeLabel(code) === undefined)).toEqual([]);
  });
});

function rowsOf(path: string): Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(sharedFile(path) ?? '', 'utf8')
    .trimEnd()
    .split('\n');
  const names = head.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, index) => [names[index] ?? '', tidy(cell)])),
  );
}

function tidy(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}
