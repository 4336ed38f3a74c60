/** What serves a folder on other frameworks: a process that is told which folder, and says its port. */
import type { Server } from 'node:http';

export type WebServer = {
  readonly serve: (options: { readonly folder: string }) => Promise<number>;
};

export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
