import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';

import { startReceiver, type Arrival, type ReceiverOptions } from '../../src/delivery/receiver.ts';
import { newSecret, signatureHeaders, signingKey } from '../../src/delivery/signature.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const secret = newSecret(randomBytes);
const log = pino({ level: 'silent' });

async function receiverIn(folder: string, options: Partial<ReceiverOptions> = {}) {
  const receiver = await startReceiver({
    host: '127.0.0.1',
    port: 0,
    secrets: [secret],
    folder,
    now: Date.now,
    log,
    ...options,
  });
  onTestFinished(() => receiver.close());
  return receiver;
}

type Sent = { id?: string; body?: string; headers?: Readonly<Record<string, string>>; with?: string };

const storyHeaders = {
  'content-type': 'application/vnd.iptc.g2.newsitem+xml; charset=utf-8',
  'wiredesk-guid': 'urn:newsml:panapress.com:20210610:libya-britain-terrorism',
  'wiredesk-version': '1',
  'wiredesk-sequence': '42',
};

/** As any Standard Webhooks sender would. */
async function send(url: string, { id = 'evt_42_ab', body = '<newsItem/>', headers, with: key = secret }: Sent = {}) {
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: {
      ...storyHeaders,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': new Webhook(key).sign(id, new Date(), body),
      ...headers,
    },
  });
  return { status: response.status, text: await response.text() };
}

const NAME = '0000000042-libya-britain-terrorism-v1.evt_42_ab';

describe('a genuine delivery', () => {
  it('is in a file by the time it is acknowledged, with its headers beside it', async () => {
    const folder = await temporaryFolder();
    const arrivals: Arrival[] = [];
    const { url } = await receiverIn(folder, { onDelivery: (arrival) => arrivals.push(arrival) });
    expect(await send(url)).toEqual({ status: 204, text: '' });
    expect((await readdir(folder)).sort()).toEqual([`${NAME}.headers.json`, `${NAME}.xml`]);
    expect(await readFile(join(folder, `${NAME}.xml`), 'utf8')).toBe('<newsItem/>');
    const headers: unknown = JSON.parse(await readFile(join(folder, `${NAME}.headers.json`), 'utf8'));
    expect(headers).toMatchObject({ ...storyHeaders, 'webhook-id': 'evt_42_ab' });
    expect(headers).not.toHaveProperty('host');
    expect(arrivals).toEqual([{ headers, body: Buffer.from('<newsItem/>'), file: `${NAME}.xml` }]);
  });

  it('that comes again is acknowledged and dropped, also after a restart and at the same moment', async () => {
    const folder = await temporaryFolder();
    const arrivals: Arrival[] = [];
    const onDelivery = (arrival: Arrival) => arrivals.push(arrival);
    const first = await receiverIn(folder, { onDelivery });
    const answers = await Promise.all([send(first.url), send(first.url), send(first.url)]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
    await first.close();
    const second = await receiverIn(folder, { onDelivery });
    expect((await send(second.url, { body: 'rendered anew' })).status).toBe(204);
    expect(arrivals).toHaveLength(1);
    expect(await readFile(join(folder, `${NAME}.xml`), 'utf8')).toBe('<newsItem/>');
  });

  it('of an older version after a newer one overwrites nothing', async () => {
    const folder = await temporaryFolder();
    const { url } = await receiverIn(folder);
    await send(url, { id: 'evt_43_cd', body: 'new', headers: { 'wiredesk-version': '2', 'wiredesk-sequence': '43' } });
    await send(url, { body: 'old' });
    const documents = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
    expect(documents.map((name) => name.split('.')[0])).toEqual([
      '0000000042-libya-britain-terrorism-v1',
      '0000000043-libya-britain-terrorism-v2',
    ]);
    expect(await readFile(join(folder, documents[1] ?? ''), 'utf8')).toBe('new');
  });

  it('signed with the old or the new secret is accepted while the secret is being changed', async () => {
    const next = newSecret(randomBytes);
    const { url } = await receiverIn(await temporaryFolder(), { secrets: [secret, next] });
    expect((await send(url, { id: 'a', with: next })).status).toBe(204);
    expect((await send(url, { id: 'b' })).status).toBe(204);
  });

  it('cut off while it was written is written anew', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, `${NAME}.xml`), '<newsIt');
    await writeFile(join(folder, `${NAME}.headers.json.unfinished`), '{');
    const { url } = await receiverIn(folder);
    expect((await send(url)).status).toBe(204);
    expect(await readFile(join(folder, `${NAME}.xml`), 'utf8')).toBe('<newsItem/>');
    expect(await readdir(folder)).toHaveLength(2);
  });
});

describe('a delivery that is not genuine', () => {
  it.each<{ what: string; sent: Sent; says: RegExp }>([
    { what: 'signed with another secret', sent: { with: newSecret(randomBytes) }, says: /no signature matches/ },
    { what: 'not signed', sent: { headers: { 'webhook-signature': '' } }, says: /no v1 signature/ },
    { what: 'signed long ago', sent: { headers: { 'webhook-timestamp': '1614265330' } }, says: /too old/ },
  ])('$what: 401 with the reason, and nothing is written', async ({ sent, says }) => {
    const folder = await temporaryFolder();
    const { url } = await receiverIn(folder);
    const { status, text } = await send(url, sent);
    expect(status).toBe(401);
    expect(text).toMatch(says);
    expect(await readdir(folder)).toEqual([]);
  });

  it('GET and the like: 405 that says what is allowed', async () => {
    const { url } = await receiverIn(await temporaryFolder());
    const response = await fetch(url);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('larger than 16 MiB: 413, announced or not', async () => {
    const { url } = await receiverIn(await temporaryFolder());
    expect(await statusLine(url, [...signed(), 'content-length: 16777217'])).toBe('HTTP/1.1 413 Payload Too Large');
    const chunk = `${(2 ** 20).toString(16)}\r\n${'x'.repeat(2 ** 20)}\r\n`;
    expect(await statusLine(url, [...signed(), 'transfer-encoding: chunked'], chunk.repeat(17))).toBe(
      'HTTP/1.1 413 Payload Too Large',
    );
  });

  it.each([
    { what: 'no signature', headers: [] },
    { what: 'an old time stamp', headers: signed(Date.now() - 600_000) },
    { what: 'a time stamp to come', headers: signed(Date.now() + 600_000) },
    { what: 'a malformed id', headers: signed().map((line) => line.replace('evt_1', '../etc')) },
    { what: 'no v1 signature', headers: signed().map((line) => line.replace('v1,', 'v1a,')) },
  ])('with $what: 401 before its body is there', async ({ headers }) => {
    const { url } = await receiverIn(await temporaryFolder());
    expect(await statusLine(url, [...headers, 'content-length: 1000'])).toBe('HTTP/1.1 401 Unauthorized');
  });
});

/** Header lines of a genuine request, of a body that nobody will see. */
function signed(now = Date.now()): string[] {
  const headers = signatureHeaders({ id: 'evt_1', now, body: Buffer.from('x'), keys: [signingKey(secret)] });
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}

/** The first line of the answer to a request that does not end. */
async function statusLine(url: string, headers: readonly string[], body = ''): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(`POST / HTTP/1.1\r\nhost: a\r\n${headers.map((line) => `${line}\r\n`).join('')}\r\n${body}`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return answer.toString().split('\r\n')[0] ?? '';
}

describe('names in headers', () => {
  it.each<{ headers: Record<string, string>; name: string }>([
    { headers: { 'wiredesk-guid': '../../etc/passwd' }, name: '0000000042--etc-passwd-v1.evt_42_ab.xml' },
    { headers: { 'wiredesk-guid': 'urn:newsml:a:b:..' }, name: '0000000042---v1.evt_42_ab.xml' },
    { headers: { 'wiredesk-guid': '' }, name: '0000000042-story-v1.evt_42_ab.xml' },
    { headers: { 'wiredesk-sequence': '../7' }, name: '0000000000-libya-britain-terrorism-v1.evt_42_ab.xml' },
    { headers: { 'wiredesk-version': '1/2' }, name: '0000000042-libya-britain-terrorism-v0.evt_42_ab.xml' },
    { headers: { 'content-type': '../x/json' }, name: '0000000042-libya-britain-terrorism-v1.evt_42_ab.json' },
    { headers: { 'content-type': 'text/html' }, name: '0000000042-libya-britain-terrorism-v1.evt_42_ab.html' },
    { headers: { 'content-type': 'image/png' }, name: '0000000042-libya-britain-terrorism-v1.evt_42_ab.bin' },
  ])('$headers lead nowhere else', async ({ headers, name }) => {
    const folder = await temporaryFolder();
    const { url } = await receiverIn(folder);
    expect((await send(url, { headers })).status).toBe(204);
    expect(await readdir(folder)).toContain(name);
  });

  it.each(['a/b', '%2E%2E', 'x'.repeat(500), 'é'])('an id such as %j neither, and it is known again', async (id) => {
    const folder = await temporaryFolder();
    const first = await receiverIn(folder);
    expect((await send(first.url, { id: `${id}_` })).status).toBe(204);
    expect((await send(first.url, { id })).status).toBe(204);
    await first.close();
    const second = await receiverIn(folder);
    expect((await send(second.url, { id })).status).toBe(204);
    expect(await readdir(folder)).toHaveLength(4);
  });

  it('an id with a full stop is none', async () => {
    const { url } = await receiverIn(await temporaryFolder());
    expect(await send(url, { id: '../../x' })).toMatchObject({ status: 401, text: expect.stringMatching(/malformed/) });
  });
});

it('a folder that cannot be written is a 503, and the sender’s next try succeeds once it can', async () => {
  const folder = join(await temporaryFolder(), 'inbox');
  const { url } = await receiverIn(folder);
  await rm(folder, { recursive: true });
  expect(await send(url)).toEqual({ status: 503, text: 'Cannot be stored just now: try again later.\n' });
  await mkdir(folder);
  expect((await send(url)).status).toBe(204);
  expect(await readdir(folder)).toHaveLength(2);
});

it('a port that is taken is said in words, with the option that chooses another', async () => {
  const folder = await temporaryFolder();
  const { url } = await receiverIn(folder);
  const port = Number(new URL(url).port);
  await expect(receiverIn(folder, { port })).rejects.toThrow(
    `port ${port} is taken by another program: stop that program, or choose another with --port`,
  );
});

it('hangs up on more connections than it has room for, and serves again when one has gone', async () => {
  const { url } = await receiverIn(await temporaryFolder());
  const open = async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    await once(socket, 'connect');
    return socket;
  };
  const [first] = await Promise.all(Array.from({ length: 128 }, open));
  const refused = await open();
  await once(refused.resume(), 'close');
  first?.end();
  await once(first?.resume() ?? refused, 'close');
  expect((await send(url)).status).toBe(204);
});

describe('closing a receiver', () => {
  it.each([
    { what: 'nothing', sent: '' },
    { what: 'half a request', sent: 'POST / HTTP/1.1\r\nhost:' },
  ])('does not wait for a client that has sent $what', async ({ sent }) => {
    const { url, close } = await receiverIn(await temporaryFolder(), { closeGraceMs: 60_000 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(sent);
    const hungUp = once(socket.resume(), 'close');
    await close();
    await hungUp;
  });

  it('lets a delivery arrive that is under way', async () => {
    const folder = await temporaryFolder();
    const { url, close } = await receiverIn(folder, { closeGraceMs: 60_000 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    // The receiver is in the middle of the request as soon as it has told the client to go on.
    const head = ['POST / HTTP/1.1', 'host: a', 'expect: 100-continue', 'content-length: 1', ...signed()];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    await once(socket, 'data');
    const closed = close();
    socket.write('x');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 204 /);
    await closed;
    expect(await readdir(folder)).toHaveLength(2);
  });
});
