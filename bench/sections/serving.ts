/** What it costs to serve a feed, here and by what a team would otherwise put before it. */
import { join } from 'node:path';

import { freePort } from '../../scripts/command-line.ts';
import { etagOf, FEED_PATH, writeFeed } from '../served-feed.ts';
import { httpLoad, type HttpSpent, WRK } from '../measure/http-load.ts';
import { inRounds, of, type Round } from '../measure/rounds.ts';
import { startWiredesk } from '../processes/open.ts';
import { startPeer } from '../processes/peer.ts';
import { installRivals } from '../rivals/install.ts';
import type { WebServer } from '../rivals/web-server.ts';
import { atLeast, type Bench, type Figure, type Measured, type Section } from '../section.ts';
import { debianProgram } from '../servers/debian.ts';
import { NGINX, startNginx } from '../servers/nginx.ts';

const SIZES = {
  full: { seconds: 4, connections: 64 },
  quick: { seconds: 1, connections: 64 },
  smoke: { seconds: 1, connections: 2 },
} as const;

type Kind = '200, gzip' | '304';
const KINDS: readonly Kind[] = ['200, gzip', '304'];

const WIREDESK = 'Wiredesk';
const RIVALS = ['nginx', 'Fastify', 'Express'] as const;
const BARE = 'node:http alone';

const ratioName = (kind: Kind, rival: string): string => `${kind}: requests, Wiredesk : ${rival}`;

export const serving: Section = {
  name: 'serving',
  title: 'Serving a feed: nginx, Fastify, Express',
  method:
    'A feed of 60 kB in a folder as the desk writes it, gzip beside it, served by the desk, by nginx (gzip_static, one ' +
    'worker), by Fastify with @fastify/static (preCompressed), by Express with serve-static, and by node:http alone, which has ' +
    'this one document in memory under a fixed head: what Node can do at all. Each is a process of its own. ' +
    'wrk asks over 64 connections, again as soon as it is answered; status and size of all answers are held against one ' +
    'that was looked at. CPU is the server’s, user and system.',
  targets: {
    [ratioName('200, gzip', 'nginx')]: atLeast(0.5),
    [ratioName('304', 'nginx')]: atLeast(0.35),
    [ratioName('200, gzip', 'Fastify')]: atLeast(1),
    [ratioName('304', 'Fastify')]: atLeast(1),
    [ratioName('200, gzip', 'Express')]: atLeast(1),
    [ratioName('304', 'Express')]: atLeast(1),
  },
  async run(bench) {
    const served = join(bench.folder, 'feeds');
    await writeFeed(served);
    await using stack = new AsyncDisposableStack();
    const skipped: string[] = [];
    const servers = await openServers(bench, served, stack, skipped);
    const wrk =
      bench.scale === 'smoke' ? { missing: 'none' } : await debianProgram(WRK.program, WRK.package, bench.say);
    if (typeof wrk !== 'string') {
      bench.say('each is asked once');
      return await askedOnce(servers, [...skipped, 'no wrk to ask as much as can be answered']);
    }
    const sides = servers.map((server) => ({ name: server.name, run: () => loads(wrk, server, bench) }));
    for (const { run } of sides) await run();
    const rounds = await inRounds(sides, bench.rounds, (round, results) => {
      const line = [...results].map(
        ([name, spent]) => `${name} ${KINDS.map((kind) => spent[kind].perSecond.toFixed(0)).join(' and ')}/s`,
      );
      bench.say(`round ${round + 1}: ${line.join('; ')}`);
    });
    return { figures: figuresOf(rounds, servers), skipped };
  },
};

type OpenServer = { readonly name: string; readonly pid: number; readonly port: number; readonly etag: string };
type Spent = Readonly<Record<Kind, HttpSpent>>;

async function openServers(
  bench: Bench,
  served: string,
  stack: AsyncDisposableStack,
  skipped: string[],
): Promise<readonly OpenServer[]> {
  const wiredesk = stack.use(await startWiredesk(bench));
  const servers = [{ name: WIREDESK, pid: wiredesk.pid, port: await wiredesk.ask('serve', { feedsFolder: served }) }];
  if (bench.scale === 'smoke') skipped.push(`${RIVALS.join(', ')}: no servers are started at this scale`);
  else {
    const nginx = await debianProgram(NGINX.program, NGINX.package, bench.say);
    if (typeof nginx !== 'string') skipped.push(nginx.missing);
    else {
      const { pid, port } = stack.use(await startNginx(nginx, join(bench.folder, 'nginx'), served, await freePort()));
      servers.push({ name: 'nginx', pid, port });
    }
    const bare = stack.use(await startPeer<WebServer>(moduleOf('bare'), { name: BARE, folder: bench.folder }));
    servers.push({ name: BARE, pid: bare.pid, port: await bare.ask('serve', { folder: served }) });
    const missing = await installRivals(bench.say);
    if (missing !== undefined) skipped.push(missing.missing);
    for (const name of missing === undefined ? (['Fastify', 'Express'] as const) : []) {
      const peer = stack.use(await startPeer<WebServer>(moduleOf(name), { name, folder: bench.folder }));
      servers.push({ name, pid: peer.pid, port: await peer.ask('serve', { folder: served }) });
    }
  }
  return Promise.all(servers.map(async (server) => ({ ...server, etag: await etagOf(server.port) })));
}

function moduleOf(name: string): URL {
  return new URL(`../rivals/${name.toLowerCase()}-server.ts`, import.meta.url);
}

async function loads(wrk: string, { pid, port, etag }: OpenServer, bench: Bench): Promise<Spent> {
  const load = { port, pid, path: FEED_PATH, ...SIZES[bench.scale] };
  const gzip = { 'Accept-Encoding': 'gzip' };
  return {
    '200, gzip': await httpLoad(wrk, { ...load, headers: gzip, status: 200 }),
    304: await httpLoad(wrk, { ...load, headers: { ...gzip, 'If-None-Match': etag }, status: 304 }),
  };
}

function figuresOf(rounds: readonly Round<Spent>[], servers: readonly OpenServer[]): readonly Figure[] {
  const valuesOf = (name: string, kind: Kind, field: keyof HttpSpent): readonly number[] =>
    rounds.map((round) => of(round, name)[kind][field]);
  const rivals = servers.filter(({ name }) => name !== WIREDESK);
  return [
    ...rivals.flatMap(({ name }) =>
      KINDS.map((kind) => {
        const theirs = valuesOf(name, kind, 'perSecond');
        const ratios = valuesOf(WIREDESK, kind, 'perSecond').map((ours, round) => ours / (theirs[round] ?? NaN));
        return { name: ratioName(kind, name), unit: '', rounds: ratios };
      }),
    ),
    ...servers.flatMap(({ name }) =>
      KINDS.flatMap((kind) => [
        { name: `${name}, ${kind}`, unit: '/s', rounds: valuesOf(name, kind, 'perSecond') },
        { name: `${name}, ${kind}, CPU each`, unit: 'µs', rounds: valuesOf(name, kind, 'cpuMicrosecondsEach') },
      ]),
    ),
  ];
}

/** That it serves, where nothing can be measured. */
async function askedOnce(servers: readonly OpenServer[], skipped: readonly string[]): Promise<Measured> {
  const begun = performance.now();
  for (const { port, etag } of servers) {
    const { status } = await fetch(`http://127.0.0.1:${port}${FEED_PATH}`, {
      headers: { 'if-none-match': etag, 'accept-encoding': 'gzip' },
    });
    if (status !== 304) throw new Error(`answered ${status} in place of 304`);
  }
  return { figures: [{ name: 'one 304', unit: 'ms', rounds: [performance.now() - begun] }], skipped };
}
