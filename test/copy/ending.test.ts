import { describe, expect, it } from 'vitest';

import { knownAgencies } from '../../src/copy/agencies.ts';
import { readEnding } from '../../src/copy/ending.ts';
import { numberedLines } from '../../src/copy/lines.ts';

const known = knownAgencies([]);
const read = (...lines: string[]) => readEnding(numberedLines(['Headline', 'Text of the story.', ...lines], 11), known);

describe('readEnding', () => {
  it.each([
    ['-0- PANA BY/IS/VAO 10June2021', 'PANA', ['BY', 'IS', 'VAO'], { date: '2021-06-10' }],
    ['-0- PANA VAO 06 Sept. 2018', 'PANA', ['VAO'], { date: '2018-09-06' }],
    ['-0- PANA MA/NFB 03 may 2004 12:01:00', 'PANA', ['MA', 'NFB'], { date: '2004-05-03', time: '12:01:00' }],
    ['-0- PANA JSG/IS 12juin2021', 'PANA', ['JSG', 'IS'], { date: '2021-06-12' }],
    ['-0- PANA', 'PANA', [], undefined],
    ['-0-', undefined, [], undefined],
    ['-30-', undefined, [], undefined],
    ['- 30 -', undefined, [], undefined],
    ['###', undefined, [], undefined],
    ['# # #', undefined, [], undefined],
    ['ENDS', undefined, [], undefined],
    ['(ENDS)', undefined, [], undefined],
    ['Enditem', undefined, [], undefined],
    ['REUTER', 'REUTER', [], undefined],
    ['Reuter...', 'Reuter', [], undefined],
    ['FIN', undefined, [], undefined],
    ['(Fim)', undefined, [], undefined],
    ['=Lana=.', 'Lana', [], undefined],
    ['انتهى', undefined, [], undefined],
    ['GNA', 'GNA', [], undefined],
    ['ESF/MTN', undefined, ['ESF', 'MTN'], undefined],
    ['(cm-kjd)', undefined, ['cm', 'kjd'], undefined],
    ['dpa wsz jln npr', 'dpa', ['wsz', 'jln', 'npr'], undefined],
    ['ENDS PANA BY/IS 10 June 2021', 'PANA', ['BY', 'IS'], { date: '2021-06-10' }],
    ['PANA 10 June 2021', 'PANA', [], { date: '2021-06-10' }],
    ['-0- بانا أ/ب ١٠ يونيو ٢٠٢١', 'بانا', ['أ', 'ب'], { date: '2021-06-10' }],
  ])('reads %s', (line, agency, initials, filed) => {
    const reading = read('', line, '', '');
    expect(reading).toMatchObject({ signOff: { text: line, initials }, warnings: [] });
    expect(reading.lines.map(({ text }) => text)).toEqual(['Headline', 'Text of the story.', '']);
    expect(reading.signOff?.agency).toBe(agency);
    expect(reading.filed).toEqual(filed);
  });

  it('reads one that stands on several lines', () => {
    expect(read('ENDS', 'PANA BY/IS', '10 June 2021')).toMatchObject({
      signOff: { text: 'ENDS PANA BY/IS 10 June 2021', agency: 'PANA', initials: ['BY', 'IS'] },
      filed: { date: '2021-06-10' },
    });
  });

  it.each([
    ['-0- PANA BY/IS 4/4/2018', /day or the month/],
    ['-0- PANA BY/IS 31June2021', /no day of the calendar/],
    ['-0- PANA BY/IS 10 June', /no year/],
  ])('does not use the date of %s, and says so with its line', (line, message) => {
    const reading = read('', line);
    expect(reading.filed).toBeUndefined();
    expect(reading).toMatchObject({
      signOff: { agency: 'PANA', initials: ['BY', 'IS'] },
      warnings: [{ severity: 'warning', line: 14, message: expect.stringMatching(message) }],
    });
  });

  it.each([
    'The poll is on 24 December 2021.',
    'He will be back on 10 June 2021',
    'FIN DE LA GUERRE AU SUD',
    'End of the line for the minister',
    'Monday evening 10 June 2021',
    '-5- degrees were measured',
    'and/or',
    'He works for AFP',
    'Party ANC/DA',
    'NO DEAL FOR ANC/DA',
    '"That is the end," he said.',
    '',
  ])('leaves the last line of a story alone: %s', (line) => {
    expect(read(line)).toMatchObject({ marks: [], warnings: [] });
    expect(read(line)).not.toHaveProperty('signOff');
    expect(read(line).lines.at(-1)?.text).toBe(line);
  });

  it('finds none in a file without text', () => {
    expect(readEnding(numberedLines(['', ' ']), known)).not.toHaveProperty('signOff');
  });
});
