/** The header fields of a request, whoever has read them: the Request of the Fetch standard, or Node. */
import type { IncomingHttpHeaders } from 'node:http';

export type Fields = {
  /** By its name in small letters; several of one name are one, with commas between them (RFC 9110 §5.3). */
  readonly get: (name: string) => string | null;
};

export function fieldsOf(headers: IncomingHttpHeaders): Fields {
  return {
    get: (name) => {
      const value = headers[name];
      return typeof value === 'string' ? value : (value?.join(', ') ?? null);
    },
  };
}
