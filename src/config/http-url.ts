/** An address of the web in wiredesk.yaml that everybody may see. */
import { z } from 'zod';

/** It is written into every document, so that a password in it would be everybody's. */
export const httpUrl: z.ZodType<string> = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .refine(isWithoutCredentials, 'must have no user name or password: it is published');

function isWithoutCredentials(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed === null || (parsed.username === '' && parsed.password === '');
}
