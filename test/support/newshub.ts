/**
 * The receiving ends of Superdesk's HTTP push, as far as they can refuse a story: Newshub's `/push` (newsroom, Python) and
 * Web Publisher's content push (PHP). Written from a reading of their code: what is looked at, in which order, and what
 * comes back.
 */
import { createHmac } from 'node:crypto';

import type { ReceivedRequest, ScriptedAnswer } from './webhook-receiver.ts';

type Item = Readonly<Record<string, unknown>>;

export type Consumer = {
  readonly answer: (request: ReceivedRequest) => ScriptedAnswer;
  /** The latest of each, by guid: both store what comes last, without a look at its version. */
  readonly items: ReadonlyMap<string, Item>;
};

/** Signature first (403), then `guid` and `type` (an assertion: 500), then the type (400); then its model (500). */
export function newshub(pushKey: string): Consumer {
  const items = new Map<string, Item>();
  return {
    items,
    answer({ headers, body }) {
      if (headers['x-superdesk-signature'] !== signature(pushKey, body)) return 403;
      const item = JSON.parse(body) as Item;
      if (!('guid' in item || '_id' in item) || !('type' in item)) return { status: 500, text: 'AssertionError' };
      if (item['type'] !== 'text') return { status: 400, text: `{"message": "Unknown type ${String(item['type'])}"}` };
      const faults = newshubFaults(item);
      if (faults.length > 0) return { status: 500, text: faults.join('; ') };
      items.set(String(item['guid']), item);
      return { status: 200, text: '{}' };
    },
  };
}

/** A wrong signature is an authentication failure (401); a document that its schema refuses ends in an error (500). */
export function webPublisher(secretToken: string): Consumer {
  const items = new Map<string, Item>();
  return {
    items,
    answer({ headers, body }) {
      if (headers['x-superdesk-signature'] !== signature(secretToken, body)) return 401;
      const item = JSON.parse(body) as Item;
      const faults = webPublisherFaults(item);
      if (faults.length > 0) return { status: 500, text: faults.join('; ') };
      items.set(String(item['guid']), item);
      return 201;
    },
  };
}

function signature(secret: string, body: string): string {
  return `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
}

const TEXTS =
  'guid type version language slugline headline byline located source ednote description_text body_html ' +
  'copyrightholder copyrightnotice usageterms';

const NEWSHUB_FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  ...Object.fromEntries(TEXTS.split(' ').map((name) => [name, isText])),
  firstcreated: isDate,
  versioncreated: isDate,
  embargoed: isDate,
  pubstatus: (value) => ['usable', 'withheld', 'canceled'].includes(String(value)),
  urgency: Number.isInteger,
  wordcount: Number.isInteger,
  charcount: Number.isInteger,
  keywords: (value) => Array.isArray(value) && value.every(isText),
  subject: isCodedList,
  service: isCodedList,
  genre: isCodedList,
  place: (value) => Array.isArray(value) && value.every((each: Item) => Object.values(each).every(isText)),
  mimetype: isText,
  body_text: isText,
  renditions: (value) => Object.keys(Object(value)).every((name) => !OPENED_RENDITIONS.has(name)),
  associations: (value) => Object.values(Object(value)).every((item) => newshubFaults(item as Item).length === 0),
};

/** Of these it opens the file in its own store, and fails where there is none. */
const OPENED_RENDITIONS = new Set(['baseImage', 'viewImage', '4-3']);

/** Its model of an item; and its database takes no field whose name begins with `$`. */
export function newshubFaults(item: Item): string[] {
  return Object.entries(item).flatMap(([name, value]) => {
    const holds = NEWSHUB_FIELDS[name];
    if (holds === undefined) return [`${name} is no field of an item`];
    return holds(value) ? [] : [`${name} is ${JSON.stringify(value)}`];
  });
}

const CLOSED_LISTS: Readonly<Record<string, string>> = {
  subject: 'name code scheme',
  service: 'name code',
  genre: 'name code',
  place: 'name rel scheme code qcode state group country world_region country_code state_code',
};

/** Its schema: other fields pass, but not in these lists. */
export function webPublisherFaults(item: Item): string[] {
  const faults = ['guid', 'language'].filter((name) => !isText(item[name])).map((name) => `${name} is required`);
  if (item['headline'] === '') faults.push('headline is empty');
  for (const [name, each] of Object.entries(Object(item['associations']))) {
    if (!/^[a-zA-Z0-9]+[a-zA-Z0-9-]*/.test(name)) faults.push(`associations has ${name}`);
    faults.push(...webPublisherFaults(each as Item));
  }
  for (const [name, each] of Object.entries(Object(item['renditions']))) faults.push(...renditionFaults(name, each));
  const { byline = '' } = item;
  if (typeof byline !== 'string' || byline.length > 255) faults.push('byline is too long');
  for (const [name, allowed] of Object.entries(CLOSED_LISTS)) {
    for (const each of (item[name] ?? []) as readonly Item[]) {
      faults.push(
        ...Object.keys(each)
          .filter((key) => !allowed.split(' ').includes(key))
          .map((key) => `${name} has ${key}`),
      );
      faults.push(
        ...Object.values(each)
          .filter((value) => !isText(value))
          .map((value) => `${name}: ${String(value)}`),
      );
    }
  }
  return faults;
}

const RENDITION: Readonly<Record<string, (value: unknown) => boolean>> = {
  href: isText,
  mimetype: isText,
  media: (value) => isText(value) && value !== '',
  width: Number.isInteger,
  height: Number.isInteger,
};

/** Its schema wants `media` alone, but its model has a type for each of them that is never null. */
function renditionFaults(name: string, rendition: unknown): string[] {
  const fields = { ...Object(rendition) } as Item;
  const unknown = Object.keys(fields).filter((field) => RENDITION[field] === undefined);
  const wrong = Object.entries(RENDITION).filter(([field, holds]) => !holds(fields[field]));
  return [...unknown, ...wrong.map(([field]) => field)].map((field) => `rendition ${name}: ${field}`);
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}

/** Whole seconds: its parser reads fractions of a second as another thing. */
function isDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+0000)$/.test(value);
}

/** Each with code and name, both required. */
function isCodedList(value: unknown): boolean {
  return Array.isArray(value) && value.every((each: Item) => isText(each['code']) && isText(each['name']));
}
