/**
 * TLS sessions, for the next connection to the same host to resume. undici has a cache of its own, but refers to what is
 * in it weakly (lib/core/connect.js): with nobody else to hold it a session is gone at the next collection of garbage,
 * and hosts that get news every few minutes take a full handshake each time.
 */
import { TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';

export type TlsSessions = {
  /** Of the last connection to that host, as far as it is held. */
  readonly of: (hostname: string) => Buffer | undefined;
  /** Takes up those of this connection; the host whose last one is oldest gives way. */
  readonly keepFrom: (hostname: string, socket: Socket) => void;
};

export function tlsSessions(max: number): TlsSessions {
  const held = new Map<string, Buffer>();

  function hold(hostname: string, session: Buffer): void {
    // Set anew it comes last, so that the first is the oldest.
    held.delete(hostname);
    held.set(hostname, session);
    const [oldest] = held.keys();
    if (held.size > max && oldest !== undefined) held.delete(oldest);
  }

  return {
    of: (hostname) => held.get(hostname),
    keepFrom(hostname, socket) {
      if (!(socket instanceof TLSSocket)) return;
      // TLS 1.3 sends its tickets after the handshake (RFC 8446 §4.6.1), TLS 1.2 within it (RFC 5077 §3.1).
      socket.on('session', (session) => hold(hostname, session));
      const session = socket.getProtocol() === 'TLSv1.2' ? socket.getSession() : undefined;
      if (session !== undefined) hold(hostname, session);
    },
  };
}
