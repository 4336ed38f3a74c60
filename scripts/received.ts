/** What `wiredesk receive` has kept in its folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const HEADERS = '.headers.json';

export type Received = {
  readonly headers: Readonly<Record<string, string>>;
  /** As the file holds them. */
  readonly headersText: string;
  readonly body: string;
};

/** In the order of the wire. */
export async function received(folder: string): Promise<readonly Received[]> {
  const names = await namesIn(folder);
  const all = await Promise.all(names.filter((name) => name.endsWith(HEADERS)).map((name) => one(folder, name, names)));
  return all.toSorted((a, b) => Number(a.headers['wiredesk-sequence']) - Number(b.headers['wiredesk-sequence']));
}

async function one(folder: string, headersName: string, names: readonly string[]): Promise<Received> {
  const stem = headersName.slice(0, -HEADERS.length);
  const document = names.find((name) => name !== headersName && name.startsWith(`${stem}.`)) ?? '';
  const headersText = await readFile(join(folder, headersName), 'utf8');
  const headers: Record<string, string> = JSON.parse(headersText);
  return { headers, headersText, body: await readFile(join(folder, document), 'utf8') };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Nothing has been received yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
