/**
 * Whatever lines a file is made of, in whatever order: each of their words stands in what was understood (headline,
 * paragraphs, marks, notes, sign-off) or in a warning. Only what a value says in other words may go: a date's, a label's.
 */
import * as fc from 'fast-check';
import { expect, it } from 'vitest';

import type { ReadCopy } from '../../src/copy/read-copy.ts';
import { read } from './copy.ts';

const LINES = `PANAPRESS
Panafrican News Agency
Agence de Presse Sénégalaise
LIBYA-UN-TALKS
Germany-politics/
BC-AF--Kenya-Locusts, 1st Ld-Writethru
SENEGAL-SECURITE / Le ministre annonce des mesures
@ FIRE - GRAHAMSTOWN
Feature: Zimbabwe-United Nations
URGENT
UPDATE 2-
1ST LEAD
KILL KILL KILL
(CORRECTED) - Minister resigns over budget
Border closed after attack on convoy
**Rains end the drought in the south**
Le président reçoit les syndicats
FEATURE
Revue de presse
Libye
Humanitarian Aid
By Aminata Diallo
Par Mamadou Sène et Awa Ba
AP Sports Writer
Paul Ejime
Eds: Updates with comment.
(Adds quote in paragraph three)
EDITOR'S NOTE _ Names were changed.
AP Photo XNP101
Source: huaxia
[Photo: Guards at the crossing. REUTERS/Jane Doe]
3 MIN READ
Copyright, The Associated Press. All rights reserved.
Home > News > Politics
HEADLINE: Rivers rise again
BYLINE: Jane Roe
DATELINE: Nairobi
BODY: The water came at night.
SECTION: Weather
Share
178 total views today
Connectez-vous si vous êtes abonné. Sinon abonnez-vous...
Tripoli, Libya (PANA) - The minister said that the border is closed.
NAIROBI, Kenya (AP) — Farmers fear for the maize.
Accra, Jan. 26, GNA - Cocoa prices rose.
(Reuters) - Oil fell.
He gave no reason for the closure and refused to answer questions.
"We will not go," said one of them, "and nobody will make us."
BACKGROUND
- "Moment historique" -
How it began
------------
Gold....... 1,200 dlrs
Silver..... 14 dlrs
1. First item
* Second item
Nigeria - Tunisie : 0-1
___
* * *
MORE
(MORE)
-0- PANA MA
-0- PANA BY/IS/VAO 10June2021
ENDS
###
REUTER
Enditem
=Lana=.
ESF/MTN
(AIM)
Pf/le (412)
SPS 125/090/TRA
F.R.
dpa wsz jln npr
(Reporting by Jane Doe; Editing by Ann Other)
Edited by Jane Doe
He left on Monday.(NAN)(www.nannews.ng)
Read more: https://example.org/x
Follow us on Twitter @Irna
Tags: Libya, border
Media contacts:
Jane Doe, +41 22 791 0000
--
Lusa/fim
Previous article
# dpa NOTEBOOK
The following information is not for publication
From: someone@example.edu
To: list@example.edu
Subject: News of today
ANKARA
Tripoli, Libya
Flood
0045
Headline of the day =
<p>The price of fish &amp; bread</p>`.split('\n');

/** Dates, with the day that each says. */
const DATES: readonly (readonly [line: string, date: string])[] = [
  ['Published on 12 January 2021 at 14:05 GMT', '2021-01-12'],
  ['10 June 2021', '2021-06-10'],
  ['Dakar, 9 June 2021', '2021-06-09'],
  ['LUANDA December 21 1998 Sapa-AP', '1998-12-21'],
  ['Jeyhun Aliyev   |11.01.2021', '2021-01-11'],
  ['131137 GMT Nov 13', '2013-11-13'],
  ['AP-WF-12-13-13 1509GMT<', '2013-12-13'],
  ['26/06/2018 - Comores: le référendum', '2018-06-26'],
  ['22 Nov 96 - Zimbabwe-United Nations', '1996-11-22'],
  ['28 january 2023 - 05:15:33 - thread Politics (822 words)', '2023-01-28'],
];
const dayOf = new Map(DATES);

/** What labels say is told by where their words are found; how many words a slug line counts is nobody's concern. */
const LABELS = /^(?:HEADLINE|BYLINE|DATELINE|BODY|p|amp|412)$/u;

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** All that a reader, an editor or the desk gets to see. */
function understood(reading: ReadCopy): string {
  if (!reading.ok) return reading.problems.map(({ message }) => message).join(' ');
  const { dateline, ...story } = reading.story;
  const marks = reading.marks.map(({ text }) => text).join(' ');
  return [JSON.stringify(story), dateline?.text, marks, ...reading.warnings.map(({ message }) => message)].join(' ');
}

function lostFrom(line: string, shown: string): readonly string[] {
  const day = dayOf.get(line);
  // Of the words of a date the day that they say is enough.
  if (day !== undefined && shown.includes(`"date":"${day}"`)) return [];
  const kept = new Set(wordsOf(shown.replaceAll(/\\[nt]/gu, ' ')));
  return wordsOf(line).filter((word) => !kept.has(word) && !LABELS.test(word));
}

const line = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...LINES) },
  { weight: 2, arbitrary: fc.constantFrom(...dayOf.keys()) },
);

it('loses no word of what it reads', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.constantFrom('\n', '\n\n')), { minLength: 3, maxLength: 12 }), (parts) => {
      const reading = read(parts.flat().join(''));
      // What is refused is not lost: the file stays, and the problem says why.
      fc.pre(reading.ok);
      const shown = understood(reading);
      expect(parts.flatMap(([text]) => lostFrom(text, shown))).toEqual([]);
    }),
    { numRuns: 800 },
  );
});
