/** What survives the end of a hub, in order or not. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { openSqliteStore } from '../../src/wire/sqlite.ts';
import type { Store } from '../../src/wire/store.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { publish } from '../support/web.ts';
import { hubUnderTest, newFeeds, pushed, reader } from './hub-under-test.ts';

type Place = { readonly file: string; readonly feedsFolder: string; readonly open: () => Promise<Store> };

async function newPlace(): Promise<Place> {
  const file = join(await temporaryFolder(), 'wire', 'wire.sqlite');
  return { file, feedsFolder: await newFeeds(), open: () => openSqliteStore(file, { key: undefined }) };
}

it('a feed that has changed while no hub ran is sent when one runs', async () => {
  const { open, feedsFolder } = await newPlace();
  const her = await reader();
  const first = await hubUnderTest({ readers: [her], store: await open(), feedsFolder });
  await first.subscribe(her, { 'hub.secret': 's3cret' });
  await first.stop();
  await publish(feedsFolder, 'rss.xml', '<rss>meanwhile</rss>', new Date());
  await hubUnderTest({ readers: [her], store: await open(), feedsFolder });
  expect(await pushed(her, 1)).toEqual(['<rss>meanwhile</rss>']);
  expect(her.pushes()[0]?.headers['x-hub-signature']).toMatch(/^sha256=/);
});

it('what has been tried in vain is tried by the next hub, and what has been taken is not sent again', async () => {
  const { open, feedsFolder } = await newPlace();
  const [down, up] = [await reader({ onPush: [500, 204] }), await reader()];
  const readers = [down, up];
  // Longer than the first hub lives.
  const first = await hubUnderTest({ readers, store: await open(), feedsFolder, delaysMs: [0, 60_000] });
  for (const one of readers) await first.subscribe(one);
  await first.change('rss.xml', '<rss>second</rss>');
  expect(readers.map(({ pushes }) => pushes().length)).toEqual([1, 1]);
  await first.stop();
  const next = await hubUnderTest({ readers, store: await open(), feedsFolder });
  next.passTime(60_000);
  await pushed(down, 2);
  expect(readers.map(({ pushes }) => pushes().length)).toEqual([2, 1]);
});

it('secrets lie on disk sealed, each for its own subscription; without the key nothing goes out unsigned', async () => {
  const { file, open, feedsFolder } = await newPlace();
  const her = await reader();
  // Who fails is not tried again meanwhile: else there is hardly a moment at which nothing is under way.
  const first = await hubUnderTest({ readers: [her], store: await open(), feedsFolder, delaysMs: [0, 60_000] });
  await first.subscribe(her, { 'hub.secret': 'hers alone' });
  await first.subscribe(her, { 'hub.secret': 'of another', 'hub.callback': `${her.callback}/2` });
  using database = new DatabaseSync(file);
  const rows = database.prepare('SELECT secret FROM websub_subscription ORDER BY id').all();
  expect(rows.map(({ secret }) => String(secret).slice(0, 12))).toEqual(['aes-256-gcm:', 'aes-256-gcm:']);
  // One row's secret in another row is none.
  database.prepare('UPDATE websub_subscription SET secret = ? WHERE id = 1').run(String(rows[1]?.['secret']));
  await first.change('rss.xml', '<rss>second</rss>');
  expect(her.pushes().map(({ path }) => path)).toEqual(['/reader/2']);
  const all = await first.store.websub.all();
  expect(all.map(({ lastError }) => lastError)).toEqual([
    'its secret cannot be opened: put back the key of the secrets (wire/secret.key)',
    undefined,
  ]);
});

it('who gave a secret and whose key is lost subscribes anew; who gave none stays', async () => {
  const { file, open, feedsFolder } = await newPlace();
  const her = await reader();
  const hub = await hubUnderTest({ readers: [her], store: await open(), feedsFolder });
  await hub.subscribe(her, { 'hub.secret': 'hers alone' });
  await hub.subscribe(her, { 'hub.callback': `${her.callback}/2` });
  await using store = await openSqliteStore(file, { key: undefined, forgetSecrets: true });
  expect((await store.websub.all()).map(({ callback }) => callback)).toEqual([`${her.callback}/2`]);
});
