/** A real desk and an agency that cannot open a port: it reads the stream, and has what a webhook has. */
import { describe, expect, it, onTestFinished } from 'vitest';

import { received } from '../../scripts/received.ts';
import { eventually, freePort, startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';

type Frames = { readonly raw: () => string; readonly hasEnded: () => boolean };

async function streamOf(url: string, token: string, lastEventId?: string): Promise<Frames> {
  const hangUp = new AbortController();
  onTestFinished(() => hangUp.abort());
  const answer = await fetch(`${url}v1/events`, {
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
      ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
    },
    signal: hangUp.signal,
  });
  expect(answer.status).toBe(200);
  let raw = '';
  let hasEnded = false;
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) raw += decoder.decode(piece, { stream: true });
    hasEnded = true;
  };
  void read().catch(() => (hasEnded = true));
  return { raw: () => raw, hasEnded: () => hasEnded };
}

type Event = Readonly<
  Record<'id' | 'type' | 'sequence' | 'guid' | 'version' | 'previousVersion' | 'document', unknown>
>;

function eventsIn({ raw }: Frames): readonly Event[] {
  const frames = raw().split('\n\n').slice(0, -1);
  return frames
    .filter((frame) => frame.startsWith('id: ') && frame.includes('\ndata: '))
    .map((frame) => JSON.parse(frame.slice(frame.indexOf('\ndata: ') + 7)) as Event);
}

async function untilThere(frames: Frames, types: readonly string[]): Promise<readonly Event[]> {
  await eventually(() => (eventsIn(frames).length >= types.length ? true : undefined));
  expect(eventsIn(frames).map(({ type }) => type)).toEqual(types);
  return eventsIn(frames);
}

describe('a running desk', () => {
  it(
    'streams what it sends to webhooks, goes on after a restart, and lets nobody in whose token is revoked',
    { timeout: 300_000 },
    async () => {
      const [webPort, hookPort] = [await freePort(), await freePort()];
      const desk = await deskFolder(`
http: { port: ${webPort} }
webhooks: { allow: [localhost], ports: [${hookPort}], allowHttp: true }
`);
      const inbox = `${desk.root}/received`;
      const url = `http://localhost:${webPort}/`;
      const at = ['--desk', desk.root] as const;
      const hook = `http://localhost:${hookPort}/`;
      const added = await wiredesk('subscribers', 'add', 'lusa', hook, '--format', 'ninjs', ...at);
      const secret = /whsec_\S+/.exec(added.out)?.[0] ?? '';
      const made = await wiredesk('tokens', 'add', 'reader', '--scope', 'events:read', ...at);
      const token = /wdt_\S+/.exec(made.out)?.[0] ?? '';
      const receiver = startWiredesk('receive', '--port', String(hookPort), '--secret', secret, '--out', inbox);
      await receiver.printed(/are received at/);
      const first = startWiredesk('start', ...at);
      await first.printed(/Ctrl-C stops it/);

      const stream = await streamOf(url, token);
      await desk.save('a.txt', copyOf('Story A'));
      await untilThere(stream, ['story.published']);
      await desk.save('a.txt', copyOf('Story A, updated'));
      const events = await untilThere(stream, ['story.published', 'story.updated']);
      const webhooks = await eventually(async () => {
        const all = await received(inbox);
        return all.length === 2 ? all : undefined;
      });
      expect(
        (webhooks ?? []).map(({ headers, body }) => ({
          id: headers['webhook-id'],
          type: headers['wiredesk-event'],
          sequence: Number(headers['wiredesk-sequence']),
          guid: headers['wiredesk-guid'],
          version: Number(headers['wiredesk-version']),
          document: JSON.parse(body) as unknown,
        })),
      ).toEqual(
        events.map(({ id, type, sequence, guid, version, document }) => ({
          id,
          type,
          sequence,
          guid,
          version,
          document,
        })),
      );

      expect((await first.stop()).code).toBe(0);
      await eventually(() => (stream.hasEnded() ? true : undefined));
      expect(stream.raw()).toContain('event: end\ndata: {"reason":"desk-stopping"');

      // Killed by another process while nobody listens: what came before it is passed over.
      const killed = await wiredesk('kill', 'a', '--reason', 'It is wrong', ...at);
      expect(killed.code).toBe(0);
      const second = startWiredesk('start', ...at);
      await second.printed(/Ctrl-C stops it/);
      const again = await streamOf(url, token, '1');
      await untilThere(again, ['story.killed']);
      expect(again.raw()).not.toContain('agreed on the budget');

      await wiredesk('tokens', 'revoke', 'reader', ...at);
      await eventually(() => (again.hasEnded() ? true : undefined));
      expect(again.raw()).toContain('"reason":"token-ended"');
      const refused = await fetch(`${url}v1/events`, { headers: { authorization: `Bearer ${token}` } });
      expect(refused.status).toBe(401);
      expect(first.output() + second.output()).not.toContain(token);
    },
  );
});
