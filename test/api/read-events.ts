/** A client that reads pages of events to the end, and keeps all that it was told. */
import type { ApiUnderTest } from './api-under-test.ts';

export type ReadEvent = {
  readonly cursor: string;
  readonly id: string;
  readonly type: string;
  readonly sequence?: number;
  readonly guid: string;
  readonly version: number;
  readonly document: unknown;
};

export type ReadPage = { readonly events: readonly ReadEvent[]; readonly next: string; readonly more: boolean };

export type Told = {
  readonly pages: readonly ReadPage[];
  readonly events: readonly ReadEvent[];
  /** Every byte that came, header fields too. */
  readonly raw: string;
};

type Reading = { readonly token: string; readonly query?: string; readonly after?: string };

/** `between` is called after every page. */
export async function readToEnd(
  api: ApiUnderTest,
  { token, query = '', after = '0' }: Reading,
  between: () => Promise<void> = async () => undefined,
): Promise<Told> {
  const pages: ReadPage[] = [];
  let raw = '';
  for (let next = after; ;) {
    const answer = await api.ask(`/v1/events?after=${next}&${query}`, { token });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${answer.status}: ${text}`);
    raw += JSON.stringify([...answer.headers]) + text;
    const page = JSON.parse(text) as ReadPage;
    pages.push(page);
    await between();
    if (!page.more) return { pages, events: pages.flatMap(({ events }) => events), raw };
    next = page.next;
  }
}
