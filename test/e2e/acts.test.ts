/** Acts of an editor by command: while the desk runs, and where none does. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

it('an act while the desk runs is out at once, by the desk', { timeout: 300_000 }, async () => {
  const port = await freePort();
  const desk = await deskFolder(`schedule: "0 0 1 1 *"\nhttp: { port: ${port} }\n`);
  const page = `http://localhost:${port}/stories/budget/`;
  const got = async () => (await fetch(page)).text();
  const running = startWiredesk('start', '--desk', desk.root);
  await running.printed(/Ctrl-C stops it/);
  await desk.save('budget.txt', copyOf('Senegal passes budget'));
  await eventually(async () => ((await got()).includes('met on Monday') ? true : undefined));

  const act = (...words: string[]) => wiredesk(...words, '--desk', desk.root);
  const corrected = await act('correct', 'budget', '--note', 'It was Tuesday.');
  expect(corrected).toMatchObject({ code: 0 });
  expect(corrected.out).toMatch(/^story\.corrected urn:.*:budget, version 2\n.*\n.*left to the desk that runs/);
  const held = await act('hold', 'stories/budget.txt', '--reason', 'Being checked.', '--json');
  expect(JSON.parse(held.out)).toMatchObject({ type: 'story.held', version: 3, sequence: 3, receivers: 0 });
  await eventually(async () => ((await got()).includes('Being checked.') ? true : undefined));
  await desk.save('budget.txt', copyOf('Senegal passes budget', 'The council met on Tuesday.'));
  expect((await act('release', 'budget')).code).toBe(0);
  await eventually(async () => ((await got()).includes('met on Tuesday') ? true : undefined));
  expect((await act('kill', 'budget', '--reason', 'It met not at all.')).code).toBe(0);
  await eventually(async () => ((await got()).includes('It met not at all.') ? true : undefined));
  expect(await got()).not.toContain('Tuesday');
  const gone = await eventually(async () => ((await fetch(page)).status === 410 ? true : undefined));
  expect([gone, (await fetch(`${page}ninjs.json`)).status]).toEqual([true, 410]);
  expect((await act('release', 'budget')).err).toMatch(/was killed at .*, for good/);
  const versions = JSON.parse((await act('stories', 'show', 'budget', '--json')).out).versions;
  expect(versions.map(({ event }: { event: string }) => event)).toEqual([
    'story.published',
    'story.corrected',
    'story.held',
    'story.released',
    'story.killed',
  ]);
  expect((await running.stop()).code).toBe(0);
});

it('an act where no desk runs writes the feeds itself, and says what cannot be', { timeout: 300_000 }, async () => {
  const desk = await deskFolder();
  await desk.save('budget.txt', copyOf('Senegal passes budget'));
  const act = (...words: string[]) => wiredesk(...words, '--desk', desk.root);
  await act('publish');
  const rss = () => readFile(join(desk.feeds, 'rss.xml'), 'utf8');
  expect((await act('expire', 'budget', '--at', 'tomorrow')).err).toContain('--at: "tomorrow" has no certain date');
  expect((await act('expire', 'budget')).out).toContain('documents written');
  expect(await rss()).not.toContain('<item>');
  await act('hold', 'budget', '--reason', 'Being checked.');
  await desk.save('budget.txt', `---\ncorrection: It was Tuesday.\n---\n${copyOf('Senegal passes budget')}`);
  expect((await act('release', 'budget')).out).toMatch(/^story\.corrected .*, version 4\n/);
  expect(await rss()).toContain('It was Tuesday.');
  await desk.save('budget.txt', `---\nkill: It was wrong.\n---\n${copyOf('Senegal passes budget')}`);
  expect((await act('correct', 'budget', '--note', 'x')).err).toContain('says that the story is to be killed');
  await desk.save('budget.txt', `---\nembargo: soon\n---\n${copyOf('Senegal passes budget')}`);
  const refused = await act('correct', 'budget', '--note', 'x');
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('stories/budget.txt:2:')]);
  expect((await act('kill', 'budget', '--reason', 'x', '--notice', 'PANA withdraws it.')).code).toBe(0);
  expect(await rss()).toContain('<p>PANA withdraws it.</p>');
  expect((await act('kill', 'nothing', '--reason', 'x')).err).toContain('no story on the wire is named "nothing"');
  expect((await act('kill', 'budget')).err).toContain('say why: --reason');
  for (const option of ['--reason', '--notice']) {
    expect((await act('kill', 'budget', '--reason', 'x', option, ' ')).err).toMatch(
      /'--(reason|notice) .* it is empty/,
    );
  }
  expect(await act('correct', 'budget', '--note', '')).toMatchObject({
    code: 1,
    err: expect.stringContaining('it is empty: write what is to stand there'),
  });
});

it('a kill names who has the story and is not told, and status does too', { timeout: 300_000 }, async () => {
  const port = await freePort();
  const desk = await deskFolder(`webhooks: { allow: [localhost], ports: [${port}], allowHttp: true }\n`);
  const act = (...words: string[]) => wiredesk(...words, '--desk', desk.root);
  const secrets = await Promise.all(
    ['lusa', 'aps', 'map'].map(async (name) => {
      const added = await act('subscribers', 'add', name, `http://localhost:${port}/${name}`, '--format', 'ninjs');
      return /whsec_\S+/.exec(added.out)?.[0] ?? '';
    }),
  );
  const inbox = join(desk.root, 'received');
  const words = secrets.flatMap((secret) => ['--secret', secret]);
  await startWiredesk('receive', '--port', String(port), ...words, '--out', inbox).printed(/are received at/);
  await desk.save('budget.txt', copyOf('Senegal passes budget'));
  await act('publish');
  await act('subscribers', 'pause', 'lusa');
  await act('subscribers', 'remove', 'map');
  const killed = await act('kill', 'budget', '--reason', 'It was wrong.');
  expect(killed.out).toMatch(
    /\n3 subscribers have it.*\nNOT TOLD: lusa \(paused\), before wiredesk subscribers resume NAME\. Call them\.\nNOT TOLD: one that was removed here has it still\. Call them\.\n/,
  );
  expect((await act('status')).out).toMatch(/lusa +paused .*:budget KILL NOT DELIVERED: it is paused/);
  expect((await act('subscribers', 'resume', 'lusa')).code).toBe(0);
  await act('publish');
  expect((await act('status')).out).not.toContain('KILL NOT DELIVERED');

  await desk.save('vote.txt', copyOf('Parliament votes'));
  await act('publish');
  await rm(join(desk.root, 'wire', 'secret.key'));
  const untold = await act('hold', 'vote', '--reason', 'Being checked.');
  expect(untold).toMatchObject({ code: 1, out: expect.stringContaining('\nNOBODY IS TOLD: the secrets') });
});
