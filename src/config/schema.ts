/** What wiredesk.yaml may say: every setting, its default and its limits. `wiredesk init` writes the commented form. */
import { validate as isCronExpression } from 'node-cron';
import { z } from 'zod';

import type { Agency } from '../story/desk.ts';
import type { Filter } from '../story/filter.ts';
import { canonicalLanguage, LANGUAGE_RULE } from '../story/language.ts';
import type { Rights, Subject } from '../story/story.ts';
import { parseSubject, SUBJECT_RULE } from '../story/subject.ts';
import { isTimeZone } from '../story/time-zone.ts';
import { checkedYaml, type Checked, type YamlSource } from '../yaml/checked-yaml.ts';
import { api, type ApiSettings } from './api-schema.ts';
import { http, type HttpSettings } from './http-schema.ts';
import { httpUrl } from './http-url.ts';
import {
  alerts,
  metrics,
  pictures,
  receipts,
  webhooks,
  websub,
  type AlertSettings,
  type MetricsSettings,
  type PictureSettings,
  type ReceiptSettings,
  type WebhookSettings,
  type WebSubSettings,
} from './operating-schema.ts';

export type Settings = {
  readonly agency: Agency;
  /** Ends in `/`. */
  readonly url: string;
  readonly language: string;
  readonly timeZone: string;
  readonly rights: Partial<Rights>;
  readonly copy: CopySettings;
  readonly pictures: PictureSettings;
  readonly feed: FeedSettings;
  readonly feeds: readonly NamedFeedSettings[];
  readonly schedule: string;
  readonly http: HttpSettings;
  readonly api: ApiSettings;
  readonly webhooks: WebhookSettings;
  readonly websub: WebSubSettings;
  readonly receipts: ReceiptSettings;
  readonly metrics: MetricsSettings;
  readonly alerts: AlertSettings;
};

/** What a story has that does not say otherwise. */
export type CopySettings = {
  readonly urgency: number;
  readonly genre?: string;
  readonly section?: string;
  readonly subjects: readonly Subject[];
  readonly keywords: readonly string[];
  readonly creditLine?: string;
};

export type FeedSettings = {
  readonly title?: string;
  readonly description?: string;
  readonly items: number;
  readonly noticeDays: number;
  /** What there is a feed of for each that occurs. */
  readonly each: readonly OccurringKind[];
};

export type OccurringKind = 'language' | 'section' | 'country';

/** A feed of the desk's own choice, besides those that arise by themselves. */
export type NamedFeedSettings = {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly language?: string;
  readonly filter: Filter;
};

const text = z.string().trim().min(1, 'must not be empty');

const languageTag = text.transform((tag, context): string => {
  const canonical = canonicalLanguage(tag);
  if (canonical !== undefined) return canonical;
  context.addIssue(LANGUAGE_RULE);
  return z.NEVER;
});

/** Every link is made by adding to it. */
const baseUrl = httpUrl
  .refine((url) => !/[?#]/.test(url), 'must end before any ? or #: every link is made by adding to it')
  .transform((url) => (url.endsWith('/') ? url : `${url}/`));

/** YAML reads a number, which has lost its noughts. */
const QUOTE_DIGITS = 'digits alone stand in quotation marks, such as "06000000"';

const subject = z.union([z.string(), z.number()], SUBJECT_RULE).transform((written, context): Subject => {
  const found = parseSubject(String(written));
  if (found !== undefined) return found;
  context.addIssue(typeof written === 'number' ? `${SUBJECT_RULE}; ${QUOTE_DIGITS}` : SUBJECT_RULE);
  return z.NEVER;
});

/** One value, or a list of alternatives. */
function oneOrMore<Value>(value: z.ZodType<Value>): z.ZodType<Value[]> {
  return z.union([z.array(value).min(1, 'must not be empty'), value.transform((one) => [one])]);
}

/** `fr`, `medtop:16000000`: in the form in which stories are compared with it. */
const subjectTerm = subject.transform(({ scheme, code }) => `${scheme}:${code}`);

const filter = z
  .strictObject({
    language: oneOrMore(languageTag).exactOptional(),
    section: oneOrMore(text).exactOptional(),
    subject: oneOrMore(subjectTerm).exactOptional(),
    place: oneOrMore(text).exactOptional(),
    keyword: oneOrMore(text).exactOptional(),
    urgency: z.int().min(1).max(9).exactOptional(),
  })
  .refine((fields) => Object.keys(fields).length > 0, 'must say which stories, such as "place: [ML, NE]"');

/** Folders of `feeds/` that are there for something else. */
const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'stories',
  'archives',
  'languages',
  'sections',
  'countries',
  'sitemaps',
  'assets',
  'subscribe',
  'hub',
  'v1',
  'main',
]);

const feedName = text
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and hyphens, such as sahel: it is its address')
  .max(60, 'must not be longer than 60 characters')
  .refine((name) => !RESERVED_NAMES.has(name), 'is the name of a folder that Wiredesk writes; take another');

const namedFeed = z.strictObject({
  name: feedName,
  title: text.exactOptional(),
  description: text.exactOptional(),
  language: languageTag.exactOptional(),
  filter,
});

const settingsSchema = z.strictObject({
  agency: z.strictObject({
    name: text,
    mark: text,
    domain: text.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name in lower case, such as example.org'),
    url: httpUrl,
    email: z.email('must be an e-mail address').exactOptional(),
  }),
  url: baseUrl.default('http://localhost:8080/'),
  language: languageTag.default('en'),
  timeZone: text.refine(isTimeZone, 'must be a time zone such as Africa/Dakar (IANA)').default('UTC'),
  rights: z
    .strictObject({ holder: text.exactOptional(), notice: text.exactOptional(), usageTerms: text.exactOptional() })
    .prefault({}),
  copy: z
    .strictObject({
      urgency: z.int().min(1).max(9).default(5),
      genre: text.exactOptional(),
      section: text.exactOptional(),
      subjects: z.array(subject).default([]),
      keywords: z.array(text).default([]),
      creditLine: text.exactOptional(),
    })
    .prefault({}),
  pictures,
  feed: z
    .strictObject({
      title: text.exactOptional(),
      description: text.exactOptional(),
      items: z.int().min(1).max(500).default(50),
      noticeDays: z.int().min(1).max(366).default(14),
      each: z.array(z.enum(['language', 'section', 'country'])).default(['language', 'section', 'country']),
    })
    .prefault({}),
  feeds: z
    .array(namedFeed)
    .refine((feeds) => new Set(feeds.map(({ name }) => name)).size === feeds.length, 'must not name a feed twice')
    .default([]),
  schedule: text
    .refine(isCronExpression, 'must be a cron expression of five or six fields, such as "* * * * *"')
    .default('* * * * *'),
  http,
  api,
  webhooks,
  websub,
  receipts,
  metrics,
  alerts,
});

/** Of desks that were set up with an earlier release. */
const FORMER: ReadonlyMap<string, string> = new Map([
  ['feed.hub', 'take it out, and write "websub: { hub: https://hub.example.org/ }" with the address of that hub'],
]);

/** The settings, or every fault with its line and column. */
export function checkSettings(source: YamlSource): Checked<Settings> {
  return checkedYaml({ ...source, former: FORMER }, settingsSchema);
}
