/** Fastify with @fastify/static, which sends what was compressed before. */
import type { Server } from 'node:http';

import { answer } from '../processes/answering.ts';
import { portOf, type WebServer } from './web-server.ts';

/** What is used of the packages, which are not among those of Wiredesk. */
type Fastify = {
  readonly register: (plugin: unknown, options: object) => PromiseLike<unknown>;
  readonly listen: (place: { readonly host: string; readonly port: number }) => Promise<string>;
  readonly close: () => Promise<void>;
  readonly server: Server;
};

const [frameworkName, staticName]: readonly string[] = ['fastify', '@fastify/static'];
const { fastify }: { fastify: (options: object) => Fastify } = await import(String(frameworkName));
const { fastifyStatic }: { fastifyStatic: unknown } = await import(String(staticName));

const server = fastify({ logger: false });

const commands: WebServer = {
  async serve({ folder }) {
    await server.register(fastifyStatic, { root: folder, preCompressed: true });
    await server.listen({ host: '127.0.0.1', port: 0 });
    return portOf(server.server);
  },
};

answer(commands, () => server.close());
