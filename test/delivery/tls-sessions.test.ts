import { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

import { expect, it, onTestFinished } from 'vitest';

import { tlsSessions } from '../../src/delivery/tls-sessions.ts';

function connection(): TLSSocket {
  const socket = new TLSSocket(new Socket());
  onTestFinished(() => void socket.destroy());
  return socket;
}

it('the newest session of each host is held, and that of the host without a new one for longest given up', () => {
  const sessions = tlsSessions(2);
  const toA = connection();
  const toB = connection();
  const toC = connection();
  sessions.keepFrom('a.example', toA);
  sessions.keepFrom('b.example', toB);
  sessions.keepFrom('c.example', toC);
  toA.emit('session', Buffer.from('a1'));
  toB.emit('session', Buffer.from('b1'));
  toA.emit('session', Buffer.from('a2'));
  toC.emit('session', Buffer.from('c1'));
  const held = ['a.example', 'b.example', 'c.example'].map((host) => sessions.of(host)?.toString());
  expect(held).toEqual(['a2', undefined, 'c1']);
});

it('a connection without TLS has none', () => {
  const sessions = tlsSessions(2);
  const plain = new Socket();
  sessions.keepFrom('a.example', plain);
  plain.emit('session', Buffer.from('a1'));
  expect(sessions.of('a.example')).toBeUndefined();
});
