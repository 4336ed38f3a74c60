/** Endpoints that answer as they should, with a status that says no, or elsewhere. */
import { webhookReceiver, type ScriptedAnswer } from '../../support/webhook-receiver.ts';
import type { Endpoint } from './fault-desk.ts';
import { endpointTrouble, failing, refused, type Fault } from './fault.ts';

const NOON = Date.parse('2026-11-24T12:00:00.000Z');
const inTwoMinutes = new Date(NOON + 120_000).toUTCString();

const METADATA = 'http://169.254.169.254/latest/meta-data/iam/security-credentials/';

export const statusFaults: readonly Fault[] = [
  ...[500, 501, 502, 503, 504, 507].map((status) => ({
    what: `answers ${status}`,
    endpoint: () => answering(status),
    ...failing(status),
  })),
  ...[401, 403, 404, 405, 407, 408, 421, 425].map((status) => ({
    what: `answers ${status}`,
    endpoint: () => answering(status),
    ...failing(status),
  })),
  ...[300, 301, 302, 303, 304, 307, 308].map((status) => ({
    what: `answers ${status}, and points elsewhere`,
    endpoint: () => redirecting(status),
    ...endpointTrouble(`HTTP ${status}, a redirect, is not followed`, false),
    status,
  })),
  {
    what: 'points to the metadata of a cloud',
    endpoint: () => answering({ status: 307, headers: { location: METADATA } }),
    ...endpointTrouble('HTTP 307, a redirect, is not followed', false),
    status: 307,
  },
  ...[400, 413, 415, 422].map((status) => ({
    what: `answers ${status}`,
    endpoint: () => answering(status),
    ...refused(status),
  })),
  {
    what: 'answers 410',
    endpoint: () => answering(410),
    kind: 'gone',
    verdict: 'ended',
    status: 410,
    mayHaveArrived: false,
  },
  {
    what: 'asks for two minutes (429, in seconds)',
    endpoint: () => answering({ status: 429, headers: { 'retry-after': '120' } }),
    ...failing(429),
    retryAt: '2026-11-24T12:02:00.000Z',
  },
  {
    what: 'asks for two minutes (429, by a date)',
    endpoint: () => answering({ status: 429, headers: { 'retry-after': inTwoMinutes } }),
    ...failing(429),
    retryAt: '2026-11-24T12:02:00.000Z',
  },
  {
    what: 'asks for two minutes (503)',
    endpoint: () => answering({ status: 503, headers: { 'retry-after': '120' } }),
    ...failing(503),
    retryAt: '2026-11-24T12:02:00.000Z',
  },
  {
    what: 'asks for a century (429)',
    endpoint: () => answering({ status: 429, headers: { 'retry-after': '3155760000' } }),
    ...failing(429),
    retryAt: '2026-11-24T18:00:00.000Z',
  },
];

async function answering(answer: ScriptedAnswer): Promise<Endpoint> {
  return webhookReceiver([answer]);
}

async function redirecting(status: number): Promise<Endpoint> {
  const elsewhere = await webhookReceiver();
  const receiver = await webhookReceiver([{ status, headers: { location: elsewhere.url } }]);
  return { port: receiver.port, elsewhere };
}
