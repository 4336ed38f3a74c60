/** An embargo on the real thing: the trusted get the story early, all others at its instant, though the desk was killed meanwhile. */
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { received } from '../../scripts/received.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

it('goes to the trusted early, leaks nowhere, and ends by itself', { timeout: 300_000 }, async () => {
  const [webPort, lusaPort, efePort] = [await freePort(), await freePort(), await freePort()];
  const desk = await deskFolder(`
http: { port: ${webPort} }
webhooks: { allow: [localhost], ports: [${lusaPort}, ${efePort}], allowHttp: true }
`);
  const subscribe = async (name: string, port: number, ...options: string[]) => {
    const url = `http://localhost:${port}/`;
    const added = await wiredesk('subscribers', 'add', name, url, '--format', 'ninjs', ...options, '--desk', desk.root);
    const secret = /whsec_\S+/.exec(added.out)?.[0] ?? '';
    const inbox = join(desk.root, name);
    await startWiredesk('receive', '--port', String(port), '--secret', secret, '--out', inbox).printed(
      /are received at/,
    );
    return async () =>
      (await received(inbox)).map(({ headers, body }) => {
        const { pubStatus, embargoedUntil } = JSON.parse(body);
        return [
          headers['wiredesk-event'],
          headers['wiredesk-version'],
          headers['wiredesk-sequence'],
          pubStatus,
          embargoedUntil,
        ];
      });
  };
  const lusa = await subscribe('lusa', lusaPort, '--trusted');
  const efe = await subscribe('efe', efePort);
  expect((await wiredesk('subscribers', 'list', '--desk', desk.root)).out).toMatch(
    /lusa .*trusted with embargoed copy/,
  );
  const start = async () => {
    const running = startWiredesk('start', '--desk', desk.root);
    await running.printed(/Ctrl-C stops it/);
    return running;
  };
  const web = async (path: string) => (await fetch(`http://localhost:${webPort}/${path}`)).text();

  const begun = performance.now();
  const first = await start();
  // Long enough for all that happens before, the desk's second start first of all, also where a start takes long.
  const aheadMs = 10_000 + 4 * (performance.now() - begun);
  const until = `${new Date(Math.ceil((Date.now() + aheadMs) / 1000) * 1000).toISOString().slice(0, 19)}Z`;
  await desk.save('merger.txt', `---\nembargo: ${until}\n---\n${copyOf('Merger of the banks')}`);
  const early = await eventually(async () => ((await lusa()).length > 0 ? lusa() : undefined));
  expect(early).toEqual([['story.published', '1', undefined, 'withheld', until]]);
  await first.stop('SIGKILL');
  const second = await start();
  await eventually(async () => ((await web('healthz')).includes('lastPassAt') ? true : undefined));
  expect(JSON.parse(await web('healthz'))).toMatchObject({ seq: 0 });
  expect(`${await web('rss.xml')}${await web('')}${await web('stories/')}`).not.toContain('erger');

  const all = await eventually(async () => ((await efe()).length > 0 ? efe() : undefined), aheadMs + 45_000);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  const published = ['story.published', '2', '1', 'usable', undefined];
  expect(all).toEqual([published]);
  const ofLusa = await eventually(async () => ((await lusa()).length > 1 ? lusa() : undefined));
  expect(ofLusa?.slice(-1)).toEqual([published]);
  await eventually(async () => ((await web('rss.xml')).includes('Merger of the banks') ? true : undefined));
  expect((await second.stop()).code).toBe(0);
});
