/** Whom the operator allows beyond the public Internet, as wiredesk.yaml says it: what means nothing would allow nobody, in silence. */
import { isIP } from 'node:net';

import { z } from 'zod';

const LABEL = '[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?';

/** One whose last part is of digits is taken for an address (WHATWG URL, "ends in a number checker"). */
const HOST_NAME = new RegExp(String.raw`^(?:${LABEL}\.)*(?!\d+\.?$)${LABEL}\.?$`, 'i');

export const allowedHost: z.ZodType<string> = z
  .string()
  .trim()
  .refine(
    (entry) => HOST_NAME.test(entry) || isIP(entry) !== 0 || isNetwork(entry),
    'must be a host name, an address or a network, such as localhost, 10.1.2.3 or 10.1.0.0/16',
  );

/** In CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3). */
function isNetwork(entry: string): boolean {
  const [, address = '', bits] = /^([^/]+)\/(\d{1,3})$/.exec(entry) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}
