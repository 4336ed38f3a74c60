/** A name server on loopback (RFC 1035): says what it is given, or keeps silent for ever. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';

import ipaddr from 'ipaddr.js';
import { onTestFinished } from 'vitest';

/** Addresses of both families, a failure, or no answer at all; `no-ipv6` keeps silent only about IPv6. */
export type NameRecord = readonly string[] | 'never' | 'fails' | { readonly ipv4: string; readonly ipv6: 'never' };

export type NameServer = {
  /** As `dns.setServers` takes it. */
  readonly address: string;
  /** Names asked for, once for each question. */
  readonly asked: readonly string[];
  /** Resolves when so many questions have come. */
  readonly received: (questions: number) => Promise<void>;
};

const A = 1;
const AAAA = 28;
const SERVER_FAILURE = 2;
const NAME_ERROR = 3;
const HEADER_BYTES = 12;

export async function nameServer(records: Readonly<Record<string, NameRecord>>): Promise<NameServer> {
  const asked: string[] = [];
  const socket = createSocket('udp4', (query, from) => {
    const { name, type, end } = questionOf(query);
    asked.push(name);
    socket.emit('asked');
    const record = records[name];
    if (record === 'never' || (type === AAAA && isSilentOnIpv6(record))) return;
    socket.send(answerTo(query.subarray(0, end), type, record), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    received: async (questions) => {
      while (asked.length < questions) await once(socket, 'asked');
    },
  };
}

function isSilentOnIpv6(record: NameRecord | undefined): boolean {
  return typeof record === 'object' && 'ipv6' in record;
}

function questionOf(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = HEADER_BYTES;
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answerTo(question: Buffer, type: number, record: NameRecord | undefined): Buffer {
  const rows = addressesIn(record).filter((row) => row.length === (type === A ? 4 : 16));
  const header = Buffer.from(question.subarray(0, HEADER_BYTES));
  const code = record === undefined ? NAME_ERROR : record === 'fails' ? SERVER_FAILURE : 0;
  // QR, RD and RA; one question, so many answers, nothing else.
  header.writeUInt16BE(0x8180 | code, 2);
  [1, rows.length, 0, 0].forEach((count, index) => header.writeUInt16BE(count, 4 + 2 * index));
  return Buffer.concat([header, question.subarray(HEADER_BYTES), ...rows.map((row) => answerRow(type, row))]);
}

function addressesIn(record: NameRecord | undefined): Buffer[] {
  if (record === undefined || typeof record === 'string') return [];
  const addresses = 'ipv4' in record ? [record.ipv4] : record;
  return addresses.map((address) => Buffer.from(ipaddr.parse(address).toByteArray()));
}

/** Its name is a pointer to the question; it lives no second. */
function answerRow(type: number, address: Buffer): Buffer {
  const row = Buffer.alloc(12);
  row.writeUInt16BE(0xc000 | HEADER_BYTES, 0);
  row.writeUInt16BE(type, 2);
  row.writeUInt16BE(1, 4);
  row.writeUInt16BE(address.length, 10);
  return Buffer.concat([row, address]);
}
