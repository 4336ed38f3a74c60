/** What wiredesk.yaml may say: every setting, its default and its limits. `wiredesk init` writes the commented form. */
import { validate as isCronExpression } from 'node-cron';
import { z } from 'zod';

import type { Agency } from '../story/desk.ts';
import type { Rights, Subject } from '../story/story.ts';
import { checkedYaml, type Checked, type YamlSource } from '../yaml/checked-yaml.ts';

export type Settings = {
  readonly agency: Agency;
  /** Ends in `/`. */
  readonly url: string;
  readonly language: string;
  readonly timeZone: string;
  readonly rights: Partial<Rights>;
  readonly copy: CopySettings;
  readonly feed: FeedSettings;
  readonly schedule: string;
  readonly http: { readonly host: string; readonly port: number };
  readonly webhooks: WebhookSettings;
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
  readonly hub?: string;
};

/** Where webhooks may go. */
export type WebhookSettings = {
  readonly allow: readonly string[];
  readonly ports: readonly number[];
  readonly allowHttp: boolean;
};

const text = z.string().trim().min(1, 'must not be empty');

const languageTag = text.refine(isLanguageTag, 'must be a language tag such as en, fr, ar or pt-BR (BCP 47)');

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });

const mediaTopic = z
  .string()
  .regex(/^(medtop:|subj:)?\d{8}$/, 'must be an IPTC Media Topic such as medtop:16000000')
  .transform((code) => ({
    scheme: code.startsWith('subj:') ? ('subj' as const) : ('medtop' as const),
    code: code.slice(-8),
  }));

const settingsSchema = z.strictObject({
  agency: z.strictObject({
    name: text,
    mark: text,
    domain: text.regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'must be a domain name in lower case, such as example.org'),
    url: httpUrl,
    email: z.email('must be an e-mail address').exactOptional(),
  }),
  url: httpUrl.transform((url) => (url.endsWith('/') ? url : `${url}/`)).default('http://localhost:8080/'),
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
      subjects: z.array(mediaTopic).default([]),
      keywords: z.array(text).default([]),
      creditLine: text.exactOptional(),
    })
    .prefault({}),
  feed: z
    .strictObject({
      title: text.exactOptional(),
      description: text.exactOptional(),
      items: z.int().min(1).max(500).default(50),
      hub: httpUrl.exactOptional(),
    })
    .prefault({}),
  schedule: text
    .refine(isCronExpression, 'must be a cron expression of five or six fields, such as "* * * * *"')
    .default('* * * * *'),
  http: z.strictObject({ host: text.default('127.0.0.1'), port: z.int().min(0).max(65535).default(8080) }).prefault({}),
  webhooks: z
    .strictObject({
      allow: z.array(text).default([]),
      ports: z.array(z.int().min(1).max(65535)).default([443]),
      allowHttp: z.boolean().default(false),
    })
    .prefault({}),
});

/** The settings, or every fault with its line and column. */
export function checkSettings(source: YamlSource): Checked<Settings> {
  return checkedYaml(source, settingsSchema);
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
