/** The settings of wiredesk.yaml by which the desk is read over HTTP. */
import { z } from 'zod';

export type HttpSettings = {
  readonly host: string;
  readonly port: number;
  /** For X-Robots-Tag: of pages, and of all that is no page. */
  readonly robots: { readonly pages?: string; readonly feeds?: string };
  /** To whom feeds are sent in part (web/relayed.ts). */
  readonly deltas: 'direct' | 'always' | 'never';
  /** Without it there is none: it holds the addresses of readers. */
  readonly accessLog?: AccessLogSettings;
};

export type AccessLogSettings = {
  /** Below the desk's folder where it is relative; `-` is standard output. */
  readonly file: string;
  readonly form: 'common' | 'combined';
};

const text = z.string().trim().min(1, 'must not be empty');

const robotsRule = text.regex(
  /^[a-z_-]+(?:: ?[\w .:+-]+)?(?:, ?[a-z_-]+(?:: ?[\w .:+-]+)?)*$/i,
  'must be rules for search engines such as noindex, or "noindex, nofollow"',
);

export const http: z.ZodType<HttpSettings> = z
  .strictObject({
    host: text.default('127.0.0.1'),
    port: z.int().min(0).max(65535).default(8080),
    robots: z.strictObject({ pages: robotsRule.exactOptional(), feeds: robotsRule.exactOptional() }).prefault({}),
    deltas: z.enum(['direct', 'always', 'never']).default('direct'),
    accessLog: z.strictObject({ file: text, form: z.enum(['common', 'combined']).default('combined') }).exactOptional(),
  })
  .prefault({});
