/** An endpoint that fails in every way an endpoint can, and remembers for each of its subscriptions all that has come. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { now, type Arrival, type Subscription } from './subscription.ts';

export type Endpoint = {
  readonly port: number;
  readonly expect: (subscription: Subscription) => void;
  /** It is not to come into being. */
  readonly forget: (subscription: Subscription) => void;
  readonly behave: (how: 'well' | 'badly') => void;
  /** What came for nobody. */
  readonly strays: readonly string[];
  readonly close: () => Promise<void>;
};

const ILLS = ['500', '503 soon', 'reset', 'reset unanswered', '422', 'late', 'well', 'well', 'well'] as const;
type Ill = (typeof ILLS)[number];
const LATE_MS = 400;

export async function endpoint(port: number, random: () => number): Promise<Endpoint> {
  const subscriptions = new Map<string, Subscription>();
  const strays: string[] = [];
  const refused = new Set<string>();
  let how: 'well' | 'badly' = 'well';
  const server = createServer((request, response) => void take(request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  /** What is refused is refused once: a story that is refused again and again waits for hours, as it should. */
  function illOf(path: string, id: string): Ill {
    const ill = how === 'well' ? 'well' : (ILLS[Math.floor(random() * ILLS.length)] ?? 'well');
    if (ill !== '422') return ill;
    const mark = `${path} ${id}`;
    if (refused.has(mark)) return 'well';
    refused.add(mark);
    return ill;
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = now();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(Buffer.from(chunk));
      const told = tellOf(request);
      const path = request.url ?? '';
      const ill = illOf(path, told.id);
      const isTaken = ill === 'well' || ill === 'late' || ill === 'reset unanswered';
      const subscription = subscriptions.get(path);
      if (subscription === undefined) strays.push(`${path} ${told.id}`);
      else subscription.arrivals.push({ ...told, at, body: Buffer.concat(chunks).toString(), isTaken, ill });
      answer(response, ill);
    } catch {
      // The desk was killed while it sent.
      response.destroy();
    }
  }

  return {
    port,
    strays,
    expect: (subscription) => void subscriptions.set(subscription.path, subscription),
    forget: ({ path }) => void subscriptions.delete(path),
    behave: (next) => (how = next),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function tellOf({ headers }: IncomingMessage): Omit<Arrival, 'at' | 'body' | 'isTaken' | 'ill'> {
  const guid = String(headers['wiredesk-guid']);
  return {
    id: String(headers['webhook-id']),
    slug: guid.slice(guid.lastIndexOf(':') + 1),
    version: Number(headers['wiredesk-version']),
    event: String(headers['wiredesk-event']),
    timestamp: String(headers['webhook-timestamp']),
    signature: String(headers['webhook-signature']),
  };
}

function answer(response: ServerResponse, ill: Ill): void {
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
