/** A ninjs object, of any release from 1.0 to 3.x and of Superdesk's dialect of 1.x, as an `Item`. */
import type { Place, PubStatus, Rights } from '../../story/story.ts';
import { isCountryCode } from '../countries.ts';
import { type Finding, quoted } from '../finding.ts';
import type { Item, Signal } from '../items/item.ts';
import {
  readCount,
  readDate,
  readEmbargoed,
  readFiled,
  readLanguage,
  readPubStatus,
  readUrgency,
} from '../items/values.ts';
import { placeOf } from '../place.ts';
import { present } from '../present.ts';
import { bodyOf, headlineOf, subheadlinesOf, summaryOf } from './ninjs-content.ts';
import { picturesFound } from '../items/pictures.ts';
import { codeOf, subjectsIn } from './ninjs-codes.ts';
import { picturesIn } from './ninjs-pictures.ts';
import type { Fields, JsonText } from './fields.ts';

/** What is wrong goes into the findings of the fields; with an error among them the item is not to be used. */
export function readNinjsItem(fields: Fields): Item {
  const { findings } = fields;
  const edNote = noteOf(fields.text('edNote')?.text);
  return {
    pubStatus: pubStatusOf(fields),
    body: bodyOf(fields),
    subheadlines: subheadlinesOf(fields),
    subjects: subjectsIn(fields),
    keywords: [...new Set(fields.lines('keywords', 'keyword'))],
    initials: initialsOf(fields),
    rights: rightsOf(fields),
    ...picturesFound(picturesIn(fields)),
    ...present({
      guid: fields.line('uri', 'guid'),
      version: versionOf(fields),
      signal: signalOf(fields),
      firstCreated: read(fields.text('firstCreated'), 'firstCreated', findings, readDate),
      versionCreated: read(fields.text('versionCreated'), 'versionCreated', findings, readDate),
      contentCreated: read(fields.text('contentCreated'), 'contentCreated', findings, readFiled),
      embargo: read(fields.text('embargoedUntil', 'embargoed'), 'embargoed', findings, readEmbargoed),
      language: languageOf(fields),
      headline: headlineOf(fields),
      slugline: fields.line('slugline'),
      byline: bylineOf(fields),
      dateline: fields.line('dateline'),
      located: locatedOf(fields),
      summary: summaryOf(fields),
      source: sourceOf(fields),
      urgency: urgencyOf(fields),
      genre: genreOf(fields),
      section: fields.objects('service')[0]?.line('name'),
      edNote,
      creditLine: fields.line('creditLine'),
    }),
  };
}

type Reader<Value> = (
  written: string,
  field: { readonly name: string; readonly line: number; readonly column: number },
  findings: Finding[],
) => Value | undefined;

function read<Value>(
  value: JsonText | undefined,
  name: string,
  findings: Finding[],
  reader: Reader<Value>,
): Value | undefined {
  if (value === undefined) return undefined;
  return reader(value.text.trim(), { ...value, name }, findings);
}

/** Usable where nothing is said; of what is said and not understood nothing is published. */
function pubStatusOf(fields: Fields): PubStatus {
  const value = fields.value('pubStatus');
  if (value === undefined) return 'usable';
  const status = value.kind === 'text' ? readPubStatus(value.text) : undefined;
  if (status !== undefined) return status;
  const written = value.kind === 'text' ? quoted(value.text) : 'that';
  const message = `held: the pubStatus ${written} is not known; it may be usable, withheld or canceled`;
  fields.findings.push({ severity: 'error', line: value.line, column: value.column, message });
  return 'withheld';
}

function versionOf(fields: Fields): number | undefined {
  const value = fields.textOrNumber('version');
  if (value === undefined) return undefined;
  const version = readCount(value.text);
  if (version === undefined) {
    const message = `the version ${quoted(value.text)} is not used: it is not a whole number`;
    fields.findings.push({ severity: 'warning', line: value.line, column: value.column, message });
  }
  return version;
}

/** No release of ninjs has it: Superdesk writes it. */
function signalOf(fields: Fields): Signal | undefined {
  const codes = fields.objects('signal').map((signal) => signal.line('qcode', 'code') ?? '');
  if (codes.some((code) => /(?:^|:)correction$/.test(code))) return 'correction';
  return codes.some((code) => /(?:^|:)update$/.test(code)) ? 'update' : undefined;
}

function languageOf(fields: Fields): string | undefined {
  const value = fields.text('language');
  if (value === undefined || value.text.trim() === '') return undefined;
  const language = readLanguage(value.text);
  if (language === undefined) {
    const message = `the language ${quoted(value.text)} is not known (BCP 47): the desk's is taken`;
    fields.findings.push({ severity: 'warning', line: value.line, column: value.column, message });
  }
  return language;
}

function urgencyOf(fields: Fields): number | undefined {
  const value = fields.textOrNumber('urgency');
  return value === undefined ? undefined : readUrgency(value.text.trim(), value, fields.findings);
}

function bylineOf(fields: Fields): string | undefined {
  const written = fields.line('by', 'byline');
  if (written !== undefined) return written;
  const authors = fields.objects('people', 'person').filter((person) => person.line('rel') === 'creator');
  const names = authors.flatMap((person) => person.line('name') ?? []);
  return names.length === 0 ? undefined : names.join(', ');
}

function initialsOf(fields: Fields): readonly string[] {
  const contributors = fields.objects('people', 'person').filter((person) => person.line('rel') === 'contributor');
  return contributors.flatMap((person) => person.line('literal', 'code') ?? []);
}

/**
 * Where the story was written. `places` may be anything that it speaks of; a country is taken from there only in the form
 * that Wiredesk writes, the place and then its country, or of Superdesk, the place with its country.
 */
function locatedOf(fields: Fields): Place | undefined {
  const located = fields.line('located');
  if (located === undefined) return undefined;
  const [place, country, ...others] = fields.objects('places', 'place');
  const known = place?.line('name') === located ? place.line('country_code') : undefined;
  if (known !== undefined && isCountryCode(known)) {
    return { name: located, country: { code: known, name: place?.line('country') ?? known } };
  }
  const code = country === undefined ? undefined : codeOf(country);
  const isOurs = place?.line('name') === located && others.length === 0 && code?.scheme === 'iso3166-1a2';
  if (!isOurs || !isCountryCode(code.code)) return placeOf(located);
  return { name: located, country: { code: code.code, name: country?.line('name') ?? code.code } };
}

function sourceOf(fields: Fields): Item['source'] {
  const sources = fields.objects('infoSources', 'infoSource');
  const source = sources.find((each) => each.line('role') === 'source') ?? sources[0];
  const mark = source?.line('literal', 'code');
  const name = source?.line('name') ?? mark ?? fields.line('source');
  return name === undefined ? undefined : { name, ...(mark !== undefined && { mark }) };
}

function genreOf(fields: Fields): string | undefined {
  const [genre] = fields.objects('genres', 'genre');
  return genre?.line('name', 'literal', 'code');
}

function rightsOf(fields: Fields): Partial<Rights> {
  return present({
    holder: fields.line('copyrightHolder'),
    notice: fields.line('copyrightNotice'),
    usageTerms: fields.line('usageTerms'),
  });
}

function noteOf(text: string | undefined): string | undefined {
  const lines = (text ?? '')
    .split(/\r\n|[\r\n]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? undefined : lines.join('\n');
}
