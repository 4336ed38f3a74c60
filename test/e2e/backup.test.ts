/** A desk is copied while it runs, lost, and made anew from the copy. */
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';

it(
  'a lost desk goes on from its backup: nothing of it goes out before what was killed since has been killed anew',
  { timeout: 300_000 },
  async () => {
    const receiver = await webhookReceiver();
    const desk = await deskFolder(`
http: { port: ${await freePort()} }
webhooks: { allow: [127.0.0.1], ports: [${receiver.port}], allowHttp: true }
`);
    const lost = (...words: string[]) => wiredesk(...words, '--desk', desk.root);
    const copy = join(await temporaryFolder(), 'copy');
    await lost('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs');
    const running = startWiredesk('start', '--desk', desk.root);
    await running.printed(/Ctrl-C stops it/);
    await desk.save('good.txt', copyOf('The good story'));
    await desk.save('fr/wrong.txt', copyOf('The wrong story', 'What was never so.'));
    await receiver.received(2);
    // What the copy does not know to have arrived is sent again, as after a power cut.
    await eventually(async () =>
      JSON.parse((await lost('deliveries', '--json')).out).length === 2 ? true : undefined,
    );

    const made = await lost('backup', copy, '--json');
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse(made.out)).toMatchObject({ folder: copy, events: 2, stories: 2, pictures: 0, omitted: [] });
    expect((await lost('status')).out).toMatch(/^Backup +\S+ \S+ ago .* in .*copy$/m);
    expect((await lost('kill', 'wrong', '--reason', 'Never so.')).code).toBe(0);
    await receiver.received(3);
    await running.stop('SIGKILL');
    const since = await lost('stories', 'list', '--status', 'canceled', '--since', '1h', '--json');
    expect(JSON.parse(since.out)).toMatchObject([{ slug: 'wrong', version: 2, event: 'story.killed' }]);
    expect((await lost('stories', 'list', '--language', 'en')).out).toMatch(
      /published v1 +usable +good +The good story/,
    );
    const key = await readFile(join(desk.root, 'wire', 'secret.key'));
    await rm(desk.root, { recursive: true });

    await cp(copy, desk.root, { recursive: true });
    expect((await readdir(join(desk.root, 'wire'))).toSorted()).toEqual(['wire.sqlite']);
    await writeFile(join(desk.root, 'wire', 'secret.key'), key, { mode: 0o600 });
    for (const command of ['publish', 'start']) {
      const refused = await lost(command);
      expect([command, refused.code, refused.err]).toEqual([
        command,
        1,
        expect.stringMatching(/made from a backup of 2\S+: whatever was killed.*then say so: wiredesk restored/),
      ]);
    }
    expect((await lost('status')).out).toContain('NOTHING GOES OUT');
    const killed = await lost('kill', 'wrong', '--reason', 'Never so.');
    expect([killed.code, killed.out]).toEqual([0, expect.stringContaining('Nothing goes out yet')]);
    expect(await readdir(desk.root)).not.toContain('feeds');
    expect(receiver.requests).toHaveLength(3);

    expect((await lost('restored')).out).toMatch(/as it was at 2\S+, with 3 events/);
    expect((await lost('publish')).code).toBe(0);
    await receiver.received(4);
    expect(receiver.requests[3]?.headers['wiredesk-event']).toBe('story.killed');
    const rss = await readFile(join(desk.feeds, 'rss.xml'), 'utf8');
    expect([rss.includes('The good story'), rss.includes('never so'), rss.includes('Never so.')]).toEqual([
      true,
      false,
      true,
    ]);
    expect((await lost('restored')).err).toContain('goes out already');
    expect((await lost('verify')).out).toContain('The log is intact: 3 events');
  },
);

it('a backup is whole and in a place of its own, or not there at all', { timeout: 300_000 }, async () => {
  const desk = await deskFolder();
  const place = await temporaryFolder();
  const backup = (to: string) => wiredesk('backup', to, '--desk', desk.root);
  expect((await backup(join(place, 'none', 'copy'))).err).toContain('none is not there: make it, or mount the disk');
  expect((await backup(join(desk.root, 'stories', 'copy'))).err).toContain('lies in stories/, and would be published');
  await mkdir(join(place, 'taken'));
  await writeFile(join(place, 'taken', 'a'), '');
  expect((await backup(join(place, 'taken'))).err).toContain('is there already');
  await wiredesk('publish', '--desk', desk.root);

  // Of one that was cut off by the power.
  await mkdir(join(place, '.copy.part', 'wire'), { recursive: true });
  await writeFile(join(place, '.copy.part', 'wire', 'wire.sqlite'), 'half');
  expect((await backup(join(place, 'copy'))).code).toBe(0);
  expect((await readdir(place)).toSorted()).toEqual(['copy', 'taken']);

  // The desk's own disk is full: the backup lies on another.
  const wire = join(desk.root, 'wire', 'wire.sqlite');
  const full = new DatabaseSync(wire);
  full.exec(
    "CREATE TRIGGER no_room BEFORE INSERT ON note WHEN new.name = 'last-backup' BEGIN SELECT RAISE(ABORT, 'no room'); END",
  );
  full.close();
  const unnoted = await backup(join(place, 'unnoted'));
  expect([unnoted.code, unnoted.out]).toEqual([
    0,
    expect.stringMatching(/^Backup +\S+unnoted,[^]*not know of it: no room$/m),
  ]);
  await rm(join(place, 'unnoted'), { recursive: true });
  const emptied = new DatabaseSync(wire);
  emptied.exec('DROP TRIGGER no_room');
  emptied.close();

  // A broken log is no backup.
  await desk.save('a.txt', copyOf('Story A'));
  await wiredesk('publish', '--desk', desk.root);
  const database = new DatabaseSync(join(desk.root, 'wire', 'wire.sqlite'));
  database.exec(`DROP TRIGGER event_is_never_changed; UPDATE event SET hash = 'x' || substr(hash, 2)`);
  database.close();
  const broken = await backup(join(place, 'broken'));
  expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('the log is broken at event 1')]);
  expect((await readdir(place)).toSorted()).toEqual(['copy', 'taken']);
});
