/** Header fields as a body has them, in the form in which the command line takes them. */
import type { z } from 'zod';

import type { WrittenHeaders } from '../../../delivery/request-headers.ts';
import type { requestHeaders } from '../../schemas/subscriber.ts';

export function headersOf({ fields, ...credentials }: z.output<typeof requestHeaders>): WrittenHeaders {
  return { header: Object.entries(fields).map(([name, value]) => `${name}: ${value}`), ...credentials };
}
