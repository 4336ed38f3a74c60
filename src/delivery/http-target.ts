/** Where a request goes, read from its URL once: thousands of attempts a second go to the same few addresses. */
import { remembered } from '../story/remembered.ts';

export type HttpTarget = {
  readonly origin: string;
  /** With the query. */
  readonly path: string;
};

/** `undefined`: it is no URL. */
export const httpTarget: (url: string) => HttpTarget | undefined = remembered(
  (url) => {
    const parsed = URL.parse(url);
    return parsed === null ? undefined : { origin: parsed.origin, path: parsed.pathname + parsed.search };
  },
  { entriesMax: 10_000, charactersMax: 2_000 },
);
