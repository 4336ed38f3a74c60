/** A picture's way through the real program: saved beside its story, fetched over HTTP, gone with a kill. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { deskFolder, copyOf } from '../support/desk-folder.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { jpeg, UTF8_IIM } from '../support/pictures.ts';
import { rawGet } from '../support/raw-get.ts';

it('goes out beside its story byte for byte, and leaves with it at once when it is killed', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const desk = await deskFolder(`url: ${url}\nhttp: { port: ${port} }\n`);
  const running = startWiredesk('start', '--desk', desk.root);
  await desk.save('flood.txt', copyOf('Flood in Dakar'));
  const rss = async (): Promise<string> => (await rawGet(`${url}rss.xml`)).body.toString();
  const until = async (holds: (feed: string) => boolean): Promise<string> =>
    (await eventually(
      async () => {
        const feed = await rss().catch(() => '');
        return holds(feed) ? feed : undefined;
      },
      undefined,
      () => running.process.exitCode !== null,
    )) ?? `nothing of the kind: ${running.output()}`;
  await until((feed) => feed.includes('Flood in Dakar'));

  const bytes = jpeg(1200, 800, { iim: [UTF8_IIM, [2, 120, 'Une rue inondée']] });
  await desk.save('flood.jpg', bytes);
  const feed = await until((each) => each.includes('<enclosure'));
  const address = `${url}stories/flood/${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.jpg`;
  expect(feed).toContain(`<enclosure length="${bytes.length}" type="image/jpeg" url="${address}"/>`);
  expect(feed).toContain('Une rue inondée');
  const picture = await rawGet(address, { 'accept-encoding': 'gzip, br, zstd' });
  expect(picture.status).toBe(200);
  expect(picture.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'content-length': String(bytes.length),
    'cache-control': 'public, max-age=60, must-revalidate, stale-while-revalidate=0',
  });
  expect(picture.headers['content-encoding']).toBeUndefined();
  expect(picture.body.equals(bytes)).toBe(true);

  const { out } = await wiredesk('check', join(desk.stories, 'flood.txt'), '--desk', desk.root);
  expect(out).toMatch(/Picture 1 +flood\.jpg, jpeg, 1200 × 800, .+: Une rue inondée/);

  expect((await wiredesk('kill', 'flood', '--reason', 'Wrong place', '--desk', desk.root)).code).toBe(0);
  const killed = await until((each) => each.includes('KILL'));
  expect(killed).not.toMatch(/enclosure|media:content/);
  expect((await rawGet(address)).status).toBe(410);
}, 60_000);
