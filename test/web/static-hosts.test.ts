/** `feeds/` on other servers: the same bytes and types, in the same codings, as from the desk. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it, onTestFinished } from 'vitest';

import { startServer } from '../../src/web/server.ts';
import { newDesk } from '../publish/desk-under-test.ts';
import { eventually, freePort } from '../support/command-line.ts';
import { copyOf } from '../support/desk-folder.ts';
import { hasNginx, nginxOver } from '../support/nginx.ts';
import { jpeg } from '../support/pictures.ts';
import { hasProgram } from '../support/programs.ts';
import { rawGet, type RawAnswer } from '../support/raw-get.ts';
import { webOver } from '../support/web.ts';

type Published = { readonly feeds: string; readonly desk: string; readonly documents: readonly string[] };

const CODED = /\.(?:zst|br|gz)$/;

/** What has changed within the running second is not yet judged by its date. */
function now(): Date {
  return new Date(Date.now() + 60_000);
}

/** A desk that has published enough for archives, and serves it. */
async function published(): Promise<Published> {
  const { feeds, save, publish } = await newDesk();
  for (let index = 0; index < 51; index += 1)
    await save(`s${index}.txt`, copyOf(`Story ${index} & more`, 'É. '.repeat(400)));
  await save('s0.jpg', jpeg(640, 400));
  await publish();
  const server = await startServer({ ...(await webOver({})), now, feedsFolder: feeds, host: '127.0.0.1', port: 0 });
  onTestFinished(() => server.close());
  const entries = await readdir(feeds, { recursive: true, withFileTypes: true });
  const documents = entries
    .filter((entry) => entry.isFile() && !CODED.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name).slice(feeds.length + 1))
    // Of the stories two are as good as all.
    .filter((name) => !/^stories\/s\d\d/.test(name));
  return { feeds, desk: server.url, documents };
}

describe.skipIf(!hasNginx)('nginx, set up as docs/nginx.conf says', () => {
  it('sends every document with the bytes and the type that the desk sends', async () => {
    const { feeds, desk, documents } = await published();
    const nginx = await nginxOver(feeds);
    expect(documents.length).toBeGreaterThan(40);
    for (const document of documents) {
      const [ours, theirs] = await Promise.all([rawGet(desk + document), rawGet(nginx + document)]);
      expect(comparable(ours), document).toEqual(comparable(theirs));
      expect(ours.body.equals(theirs.body), document).toBe(true);
      expect([document, ...policiesOf(ours)]).toEqual([document, ...policiesOf(theirs)]);
    }
  });

  it('sends gzip where the desk does, byte for byte where it was prepared', async () => {
    const { feeds, desk, documents } = await published();
    const nginx = await nginxOver(feeds);
    const prepared = new Set((await readdir(feeds, { recursive: true })).filter((name) => name.endsWith('.gz')));
    const accept = { 'accept-encoding': 'gzip' };
    for (const document of documents) {
      const [ours, theirs] = await Promise.all([rawGet(desk + document, accept), rawGet(nginx + document, accept)]);
      const isPrepared = prepared.has(`${document}.gz`);
      if (isPrepared && ours.headers['content-encoding'] === 'gzip') {
        expect(comparable(ours), document).toEqual(comparable(theirs));
        expect(ours.body.equals(theirs.body), document).toBe(true);
      }
      expect(decoded(ours).equals(decoded(theirs)), document).toBe(true);
    }
    expect(prepared.size).toBeGreaterThan(15);
  });

  it('answers on the same conditions', async () => {
    const { feeds, desk } = await published();
    const nginx = await nginxOver(feeds);
    for (const url of [desk, nginx]) {
      const { headers } = await rawGet(`${url}rss.xml`, { 'accept-encoding': 'gzip' });
      for (const [name, value] of [
        ['if-none-match', headers['etag']],
        ['if-modified-since', headers['last-modified']],
      ] as const) {
        const again = await rawGet(`${url}rss.xml`, { 'accept-encoding': 'gzip', [name]: value ?? '' });
        expect([url, name, again.status]).toEqual([url, name, 304]);
      }
    }
  });
});

describe('the codings that lie beside a feed', () => {
  it.each([
    { coding: 'zstd', suffix: '.zst' },
    { coding: 'br', suffix: '.br' },
    { coding: 'gzip', suffix: '.gz' },
  ])('are what the desk sends: $coding', async ({ coding, suffix }) => {
    const { feeds, desk } = await published();
    for (const document of ['rss.xml', 'index.html', 'languages/en/atom.xml']) {
      const { headers, body } = await rawGet(desk + document, { 'accept-encoding': coding });
      expect(headers['content-encoding']).toBe(coding);
      expect(body.equals(await readFile(join(feeds, document + suffix))), document).toBe(true);
    }
  });
});

describe.skipIf(!hasProgram('/usr/bin/python3', '--version'))('a server that knows nothing of the desk', () => {
  it('sends the same bytes, as XML, JSON, HTML or text', async () => {
    const { feeds, desk, documents } = await published();
    const python = await pythonOver(feeds);
    for (const document of documents) {
      const [ours, theirs] = await Promise.all([rawGet(desk + document), rawGet(python + document)]);
      expect([document, theirs.status, ours.body.equals(theirs.body)]).toEqual([document, 200, true]);
      expect(familyOf(ours), document).toBe(familyOf(theirs));
    }
  });
});

function comparable({ status, headers }: RawAnswer): readonly unknown[] {
  const { 'content-type': type, 'content-encoding': encoding, 'content-length': length } = headers;
  return [status, type, encoding, length];
}

/** How long caches keep it, and what browsers may do with it. */
function policiesOf({ headers }: RawAnswer): readonly unknown[] {
  return [
    'cache-control',
    'content-security-policy',
    'referrer-policy',
    'x-content-type-options',
    'x-frame-options',
    'access-control-allow-origin',
  ].map((name) => headers[name]);
}

function decoded({ headers, body }: RawAnswer): Buffer {
  return headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
}

function familyOf({ headers }: RawAnswer): string | undefined {
  const family = /svg|image|css|javascript|xml|opml|json|html|plain/.exec(headers['content-type'] ?? '')?.[0];
  return family?.replace('opml', 'xml');
}

/** The server that comes with Python: no codings, no types of its own. */
async function pythonOver(folder: string): Promise<string> {
  const port = await freePort();
  const words = ['-m', 'http.server', String(port), '--bind', '127.0.0.1', '--directory', folder];
  const child = spawn('/usr/bin/python3', words, { stdio: 'ignore' });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit');
  });
  const url = `http://127.0.0.1:${port}/`;
  await eventually(
    () =>
      fetch(url).then(
        () => true,
        () => undefined,
      ),
    undefined,
    () => child.exitCode !== null,
  );
  return url;
}
