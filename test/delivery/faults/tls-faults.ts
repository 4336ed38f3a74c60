/** Endpoints whose TLS is the trouble. */
import type { Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';

import { authority, certificate, type Authority, type Certified } from '../../support/certificates.ts';
import { pour, rawServer } from '../../support/raw-server.ts';
import { trust } from '../../support/trust.ts';
import { webhookReceiver } from '../../support/webhook-receiver.ts';
import { HOST, type Endpoint } from './fault-desk.ts';
import { endpointTrouble, taken, type Fault } from './fault.ts';

const DAY_MS = 24 * 3_600_000;
const NO_TLS = 'TLS could not be agreed on';
const UNKNOWN_AUTHORITY = 'certificate comes from an unknown authority';

const certificates: readonly Fault[] = [
  // Were this one refused, the others would prove nothing.
  { what: 'has the right certificate', endpoint: () => withTrusted((root) => leaf(root)), ...taken(204) },
  {
    what: 'has a certificate for all hosts of its domain, but for none of that name',
    endpoint: () => withTrusted((root) => leaf(root, { names: [`*.${HOST}`] })),
    ...endpointTrouble('certificate is for another host name', false),
  },
  {
    what: 'has a certificate for another name',
    endpoint: () => withTrusted((root) => leaf(root, { names: ['partner.example.evil.example'] })),
    ...endpointTrouble('certificate is for another host name', false),
  },
  {
    what: 'is named by its address, which its certificate does not have',
    endpoint: async () => ({ ...(await withTrusted((root) => leaf(root))), host: '127.0.0.1' }),
    ...endpointTrouble('certificate is for another host name', false),
  },
  {
    what: 'has a certificate that has expired',
    endpoint: () => withTrusted((root) => leaf(root, { from: daysFromNow(-2), until: daysFromNow(-1) })),
    ...endpointTrouble('certificate has expired', false),
  },
  {
    what: 'has a certificate that is not valid yet',
    endpoint: () => withTrusted((root) => leaf(root, { from: daysFromNow(1), until: daysFromNow(2) })),
    ...endpointTrouble('certificate is not valid yet', false),
  },
  {
    what: 'has signed its certificate itself',
    endpoint: () => overTls(certificate({ names: [HOST] })),
    ...endpointTrouble('certificate is self-signed', false),
  },
  {
    what: 'has a certificate from an authority that nobody knows',
    endpoint: () => overTls(leaf(authority('Nobody Root'))),
    ...endpointTrouble(UNKNOWN_AUTHORITY, false),
  },
  {
    what: 'brings its unknown authority along',
    endpoint: async () => {
      const root = authority('Nobody Root');
      const { cert, key } = leaf(root);
      return overTls({ cert: cert + root.cert, key });
    },
    ...endpointTrouble(UNKNOWN_AUTHORITY, false),
  },
  {
    what: 'has a certificate signed with the key of another host',
    endpoint: () =>
      withTrusted((root) => {
        const other = { name: 'other.example', ...leaf(root, { names: ['other.example'] }) };
        const { cert, key } = leaf(other);
        return { cert: cert + other.cert, key };
      }),
    ...endpointTrouble('certificate is signed by one that may not sign any', false),
  },
];

const handshakes: readonly Fault[] = [
  {
    what: 'speaks TLS 1.1 at most',
    endpoint: () =>
      withTrusted((root) => ({
        ...leaf(root),
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
        ciphers: 'DEFAULT:@SECLEVEL=0',
      })),
    ...endpointTrouble(NO_TLS, false),
  },
  {
    what: 'wants a certificate of ours',
    endpoint: () => withTrusted((root) => ({ ...leaf(root), requestCert: true, maxVersion: 'TLSv1.2' })),
    ...endpointTrouble(NO_TLS, false),
  },
  {
    what: 'speaks plain HTTP where TLS is due',
    endpoint: async () => ({ ...(await webhookReceiver()), scheme: 'https' }),
    ...endpointTrouble(NO_TLS, false),
  },
  {
    what: 'speaks TLS where plain HTTP is due',
    endpoint: async () => ({ ...(await overTls(certificate({ names: [HOST] }))), scheme: 'http' }),
    ...endpointTrouble('connection closed before the answer was complete', true),
  },
  {
    what: 'speaks something else where TLS is due',
    endpoint: async () => ({
      ...(await rawServer((socket) => socket.write('SSH-2.0-OpenSSH_9.6\r\n'))),
      scheme: 'https',
    }),
    ...endpointTrouble(NO_TLS, false),
  },
  {
    what: 'hangs up instead of shaking hands',
    endpoint: async () => ({
      ...(await rawServer((socket) => socket.once('data', () => socket.end()))),
      scheme: 'https',
    }),
    ...endpointTrouble('connection closed before the answer was complete', false),
  },
  {
    what: 'never shakes hands',
    endpoint: async () => ({ ...(await rawServer(() => undefined)), scheme: 'https', connectMs: 200 }),
    ...endpointTrouble('no connection in time', false),
  },
  {
    what: 'shakes hands and then hangs up on the story',
    endpoint: () => afterHandshake((socket) => socket.end()),
    ...endpointTrouble('connection closed before the answer was complete', true),
  },
  {
    what: 'shakes hands and then pours out a status line without end',
    endpoint: () => afterHandshake((socket) => pour(socket, 'HTTP/1.1 200 ', 'OK')),
    ...endpointTrouble('the answer is too large', true),
  },
];

export const tlsFaults: readonly Fault[] = [...certificates, ...handshakes];

function leaf(by: Authority, wanted: Partial<Parameters<typeof certificate>[0]> = {}): Certified {
  return certificate({ names: [HOST], ...wanted }, by);
}

async function withTrusted(shown: (root: Authority) => TlsOptions): Promise<Endpoint> {
  const root = authority('Test Root');
  trust(root);
  return overTls(shown(root));
}

async function overTls(options: TlsOptions): Promise<Endpoint> {
  const { port } = await webhookReceiver([204], options);
  return { port, scheme: 'https' };
}

/** Whatever it does once it has the story. */
async function afterHandshake(act: (socket: Socket) => void): Promise<Endpoint> {
  const root = authority('Test Root');
  trust(root);
  const { port } = await rawServer((socket) => socket.once('data', () => act(socket)), { tls: leaf(root) });
  return { port, scheme: 'https' };
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * DAY_MS);
}
