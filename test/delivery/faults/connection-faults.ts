/** Endpoints whose connection is the trouble. */
import { createServer, type AddressInfo } from 'node:net';

import { rawServer } from '../../support/raw-server.ts';
import { webhookReceiver } from '../../support/webhook-receiver.ts';
import type { Endpoint } from './fault-desk.ts';
import { endpointTrouble, NO_TIME, taken, waitedFor, type Fault } from './fault.ts';

const CUT_OFF = 'connection closed before the answer was complete';

const PERMIT = 'if it is a partner of yours, add it to webhooks.allow in wiredesk.yaml';

export const connectionFaults: readonly Fault[] = [
  {
    what: 'refuses the connection',
    endpoint: async () => ({ port: await portOfNobody() }),
    ...endpointTrouble('connection refused', false),
  },
  {
    what: 'resets the connection before it has read anything',
    endpoint: () => rawServer((socket) => socket.resetAndDestroy()),
    // Whether the story had left by then is a race.
    ...endpointTrouble(CUT_OFF),
  },
  {
    what: 'hangs up when it has the story',
    endpoint: () => rawServer((socket) => socket.once('data', () => socket.end())),
    ...endpointTrouble(CUT_OFF, true),
  },
  {
    what: 'resets the connection when it has the story',
    endpoint: () => rawServer((socket) => socket.once('data', () => socket.resetAndDestroy())),
    ...endpointTrouble(CUT_OFF, true),
  },
  {
    what: 'resets in the middle of its status line',
    endpoint: () => thenReset('HTTP/1.1 20'),
    ...endpointTrouble(CUT_OFF, true),
  },
  {
    what: 'resets in the middle of its headers',
    endpoint: () => thenReset('HTTP/1.1 200 OK\r\nx-a: '),
    ...endpointTrouble(CUT_OFF, true),
  },
  { what: 'takes the story and resets in the middle of its answer', endpoint: () => thenReset(HALF), ...taken() },
  {
    what: 'takes the connection and then never says a word',
    endpoint: () => waitedFor(rawServer(() => undefined)),
    ...endpointTrouble(NO_TIME, true),
  },
  {
    what: 'stops reading in the middle of a long story',
    endpoint: async () => ({
      ...(await waitedFor(rawServer((socket) => socket.once('data', () => socket.pause())))),
      isForLongStory: true,
    }),
    ...endpointTrouble(NO_TIME, true),
  },
  {
    what: 'is an address of the house that the operator does not allow',
    endpoint: () => refusedAt('10.1.2.3'),
    ...endpointTrouble(`target refused: its host is not an address of the public Internet: ${PERMIT}`, false),
  },
  {
    what: 'is the metadata of a cloud',
    endpoint: () => refusedAt('169.254.169.254'),
    ...endpointTrouble(`target refused: its host is not an address of the public Internet: ${PERMIT}`, false),
  },
  {
    what: 'is a name of the house that the operator does not allow',
    endpoint: () => refusedAt('vault.partner.example.internal'),
    ...endpointTrouble(`target refused: its host is not a name of the public Internet: ${PERMIT}`, false),
  },
];

const HALF = 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf';

function thenReset(text: string): Promise<Endpoint> {
  return rawServer((socket) =>
    socket.once('data', () => socket.write(text, () => setImmediate(() => socket.resetAndDestroy()))),
  );
}

/** The listener would notice a connection to it by any way around. */
async function refusedAt(host: string): Promise<Endpoint> {
  const elsewhere = await webhookReceiver();
  return { port: elsewhere.port, host, elsewhere };
}

async function portOfNobody(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
