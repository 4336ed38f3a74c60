/** The deliveries of a `wiredesk publish`: what is due, and what others put on the wire meanwhile. */
import type { ServerResponse } from 'node:http';

import { pino } from 'pino';
import { expect, it } from 'vitest';

import { deliverWhatIsDue } from '../../src/desk/delivery.ts';
import { openDesk } from '../../src/desk/open-desk.ts';
import { wiredesk } from '../support/command-line.ts';
import { deskFolder } from '../support/desk-folder.ts';
import { webhookReceiver } from '../support/webhook-receiver.ts';
import { commitOf } from '../wire/samples.ts';

it('take in what another process commits while they are under way: it leaves that to them', async () => {
  let held: ServerResponse | undefined;
  const receiver = await webhookReceiver((_, before) => (response) => {
    if (before === 0) held = response;
    else for (const one of [held, response]) one?.writeHead(204).end();
  });
  const { root } = await deskFolder(`\nwebhooks: { allow: [127.0.0.1], ports: [${receiver.port}], allowHttp: true }\n`);
  await wiredesk('subscribers', 'add', 'lusa', receiver.url, '--format', 'ninjs', '--desk', root);
  await using desk = await openDesk(root);
  await using other = await openDesk(root);
  await desk.store.log.append([commitOf('a')]);
  const options = { signal: new AbortController().signal, observers: [] };
  const delivering = deliverWhatIsDue(desk, pino({ enabled: false }), options);
  await receiver.received(1);
  await other.store.log.append([commitOf('b')]);
  expect(await delivering).toMatchObject({ delivered: 2, failed: 0 });
});
