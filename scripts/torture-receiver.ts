/** A receiver that fails in every way a receiver can, and remembers all that has reached it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { Webhook } from 'standardwebhooks';

export type Arrival = {
  /** Milliseconds since 1970, when its head came. */
  readonly at: number;
  readonly id: string;
  readonly seq: number;
  readonly slug: string;
  readonly version: number;
  readonly event: string;
  readonly isSigned: boolean;
  /** Whether it has it now, whatever it answered. */
  readonly isTaken: boolean;
  readonly ill: string;
};

export type TortureReceiver = {
  readonly port: number;
  readonly arrivals: readonly Arrival[];
  readonly behave: (how: 'well' | 'badly') => void;
  readonly expectSecret: (secret: string) => void;
  readonly close: () => Promise<void>;
};

const ILLS = ['500', '503 soon', 'reset', 'reset unanswered', '422', 'late', 'well', 'well', 'well'] as const;
const LATE_MS = 400;

export async function tortureReceiver(port: number, random: () => number): Promise<TortureReceiver> {
  const arrivals: Arrival[] = [];
  let how: 'well' | 'badly' = 'well';
  let secret = '';
  const server = createServer((request, response) => void take(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.timeOrigin + performance.now();
    const ill = how === 'well' ? 'well' : (ILLS[Math.floor(random() * ILLS.length)] ?? 'well');
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const isTaken = ill === 'well' || ill === 'late' || ill === 'reset unanswered';
      arrivals.push({ ...tellOf(request), at, isSigned: isSigned(request, Buffer.concat(chunks)), isTaken, ill });
      answer(response, ill);
    } catch {
      // The desk was killed while it sent.
      response.destroy();
    }
  }

  function isSigned({ headers }: IncomingMessage, body: Buffer): boolean {
    const at = new Date(Number(headers['webhook-timestamp']) * 1000);
    return (
      new Webhook(secret).sign(String(headers['webhook-id']), at, body.toString()) === headers['webhook-signature']
    );
  }

  return {
    port,
    arrivals,
    behave: (next) => (how = next),
    expectSecret: (given) => (secret = given),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function tellOf({ headers }: IncomingMessage): Pick<Arrival, 'id' | 'seq' | 'slug' | 'version' | 'event'> {
  const guid = String(headers['wiredesk-guid']);
  return {
    id: String(headers['webhook-id']),
    seq: Number(headers['wiredesk-sequence']),
    slug: guid.slice(guid.lastIndexOf(':') + 1),
    version: Number(headers['wiredesk-version']),
    event: String(headers['wiredesk-event']),
  };
}

function answer(response: ServerResponse, ill: (typeof ILLS)[number]): void {
  switch (ill) {
    case '500':
      response.writeHead(500).end();
      break;
    case '503 soon':
      response.writeHead(503, { 'retry-after': '1' }).end();
      break;
    case '422':
      response.writeHead(422).end('not understood');
      break;
    case 'reset':
    case 'reset unanswered':
      response.destroy();
      break;
    case 'late':
      setTimeout(() => response.writeHead(204).end(), LATE_MS);
      break;
    case 'well':
      response.writeHead(204).end();
      break;
  }
}
