/** What users do wrong: one clear line that says what to do, and an exit code. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { CONFIG_TEMPLATE } from '../../src/config/template.ts';
import { eventually, startWiredesk, startWiredeskWriting, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function refusal(...words: readonly string[]): Promise<string> {
  const { code, err } = await wiredesk(...words);
  expect(code).toBe(1);
  expect(err).not.toMatch(/\n\s+at /);
  return err.trim();
}

describe('a desk that cannot be used', () => {
  it('is none: the folder has no settings', async () => {
    const folder = await temporaryFolder();
    expect(await refusal('publish', '--desk', folder)).toMatch(/^wiredesk: there is no desk in .*: wiredesk init /);
  });

  it('is a file', async () => {
    const file = join(await temporaryFolder(), 'desk');
    await writeFile(file, '');
    expect(await refusal('publish', '--desk', file)).toBe(`wiredesk: there is no desk in ${file}: it is no folder`);
  });

  it('has a wrong key in its settings', async () => {
    const { root } = await deskFolder('shedule: "* * * * *"\n');
    expect(await refusal('publish', '--desk', root)).toMatch(
      /wiredesk\.yaml:4:1: "shedule" is not known here; did you mean "schedule"\?$/,
    );
  });

  it('has a wire that is no wire', async () => {
    const { root } = await deskFolder();
    await mkdir(join(root, 'wire'));
    await writeFile(join(root, 'wire', 'wire.sqlite'), 'not a database, but long enough to have a header of one');
    expect(await refusal('publish', '--desk', root)).toMatch(
      /wire\.sqlite: this file is no wire of Wiredesk; restore it/,
    );
  });

  it('has feeds/ that cannot be written; the next pass makes it good', async () => {
    const { root, feeds, save } = await deskFolder();
    await save('a.txt', copyOf('Story A'));
    await writeFile(feeds, 'a file in the way');
    expect(await refusal('publish', '--desk', root)).toMatch(/^wiredesk: feeds\/.* cannot be written: .*move it away$/);
    await rm(feeds);
    expect((await wiredesk('publish', '--desk', root)).code).toBe(0);
    expect(await readdir(feeds)).toContain('rss.xml');
  });

  it('has no stories/', async () => {
    const { root, stories } = await deskFolder();
    await rm(stories, { recursive: true });
    expect(await refusal('publish', '--desk', root)).toBe(
      'wiredesk: stories/ cannot be read: it is not there; make the folder, or point --desk at another desk',
    );
  });
});

describe('wiredesk init', () => {
  it.each(['', 'below'])('where a file is in the way says so', async (below) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'taken'), '');
    expect(await refusal('init', join(folder, 'taken', below))).toMatch(
      /^wiredesk: no desk can be made in .*taken.*: a file is where a folder must be; move it away$/,
    );
  });

  it.runIf(existsSync('/proc/self'))('where nobody can make a folder says so, and ends', async () => {
    expect(await refusal('init', '/proc/wiredesk/desk')).toBe(
      'wiredesk: no desk can be made in /proc/wiredesk/desk: the folder around it is gone, or takes nothing in',
    );
    const secret = `whsec_${Buffer.alloc(32).toString('base64')}`;
    expect(await refusal('receive', '--port', '0', '--secret', secret, '--out', '/proc/wiredesk/inbox')).toMatch(
      /^wiredesk: documents cannot be kept in \/proc\/wiredesk\/inbox: ENOENT.*choose another folder$/,
    );
  });

  it.skipIf(process.platform === 'win32')(
    'that could write half of the settings is done anew by the next',
    async () => {
      const root = join(await temporaryFolder(), 'desk');
      const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
      // No file may be longer than a kilobyte: what asks for more gets half, or a signal that ends it.
      spawnSync('sh', ['-c', 'ulimit -f 1; exec "$0" "$@"', process.execPath, cli, 'init', root], {
        env: { ...process.env, NODE_DISABLE_COMPILE_CACHE: '1' },
      });
      expect((await readdir(root)).sort()).toEqual(['.gitignore', 'feeds', 'stories']);
      expect((await wiredesk('init', root)).code).toBe(0);
      expect(await readFile(join(root, 'wiredesk.yaml'), 'utf8')).toBe(CONFIG_TEMPLATE);
    },
  );
});

describe('an answer that cannot be written', () => {
  it('because its reader has had enough leaves the command its own end', async () => {
    const { root, save } = await deskFolder();
    await save('long.txt', copyOf('Long story', `${'word '.repeat(100)}\n\n`.repeat(1_000)));
    const running = startWiredesk('check', '--json', '--desk', root);
    running.process.stdout?.once('data', () => running.process.stdout?.destroy());
    const { code, err } = await running.ended;
    expect([code, err]).toEqual([0, '']);
  });

  it.runIf(existsSync('/dev/full'))('because the disk is full is told, and is a failure', async () => {
    const { root } = await deskFolder();
    const full = await open('/dev/full', 'w');
    const { code, err } = await startWiredeskWriting(full.fd, 'status', '--desk', root).ended;
    await full.close();
    expect([code, err]).toEqual([1, 'wiredesk: the answer could not be written: the disk is full; free some space\n']);
  });
});

describe('wiredesk start', () => {
  it('makes no stories/ where there is none: it serves and delivers, says so, and goes on when the folder is there', async () => {
    const { root, stories, save } = await deskFolder('http: { port: 0 }\n');
    await rm(stories, { recursive: true });
    const desk = startWiredesk('start', '--desk', root);
    const [, url] = await desk.printed(/(http:\/\/localhost:\d+\/)/);
    const status = async (path: string): Promise<number> => (await fetch(`${url}${path}`)).status;
    const isSoon = async (path: string, wanted: number): Promise<true | undefined> =>
      eventually(async () => ((await status(path)) === wanted ? true : undefined));
    expect(await isSoon('healthz', 503)).toBe(true);
    expect([existsSync(stories), await status('rss.xml')]).toEqual([false, 200]);
    await save('a.txt', copyOf('Story A'));
    expect([await isSoon('stories/a/', 200), await isSoon('healthz', 200)]).toEqual([true, true]);
    expect((await desk.stop()).err).toMatch(
      /the pass failed and will be tried again: stories\/ cannot be read: it is not there/,
    );
  });

  it('refuses a second run on the same desk, and says who runs the first', async () => {
    const { root } = await deskFolder('http: { port: 0 }\n');
    const first = startWiredesk('start', '--desk', root);
    await first.printed(/Ctrl-C stops it/);
    const reason = await refusal('start', '--desk', root);
    expect(reason).toMatch(new RegExp(`run already \\(wiredesk start, process ${first.process.pid}\\): stop that one`));
  });

  it('with the domain of the template says that it stays in every guid, and that of an agency’s own says nothing', async () => {
    const own = await deskFolder('http: { port: 0 }\n');
    const template = join(await temporaryFolder(), 'a desk');
    const made = await wiredesk('init', template);
    expect(made.out).toContain(`Then: wiredesk start --desk '${template}'`);
    const told = await Promise.all(
      [template, own.root].map(async (root) => {
        const desk = startWiredesk('start', '--port', '0', '--desk', root);
        await desk.printed(/Ctrl-C stops it/);
        return (await desk.stop()).err.includes('agency.domain in wiredesk.yaml is example.org still');
      }),
    );
    expect(told).toEqual([true, false]);
  });

  it('names a taken port and how to choose another', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const { root } = await deskFolder();
    expect(await refusal('start', '--port', String(port), '--desk', root)).toMatch(
      new RegExp(`port ${port} is taken by another program: .*--port`),
    );
    server.close();
  });
});

describe('a command written wrongly', () => {
  it.each([
    [['strat'], 'Did you mean start?'],
    [['start', '--port', 'http'], 'a port is 0 to 65535, in digits alone.'],
    [['start', '--port', '0x50'], 'a port is 0 to 65535, in digits alone.'],
    [['stories', 'list', '--limit', '1e3'], 'write a number from 1 to 1000000, in digits alone.'],
    [['subscribers', 'add', 'lusa', 'https://lusa.example/', '--format', 'docx'], 'Allowed choices are rss'],
    [['receive', '--port', '0', '--out', 'x'], '--secret'],
    [
      ['receive', '--port', '0', '--secret', 'x', '--out', ''],
      'it is empty, as where a variable of a script is not set.',
    ],
    [['kill', 'a', '--reason', 'x', '--desk', ''], 'it is empty'],
    [['start', '--host', ''], 'it is empty'],
    [['init', ''], 'it is empty'],
    [['backup', ''], 'it is empty'],
    [['start', '--log', 'xml'], 'Allowed choices are json, text.'],
  ])('%j says what is right', async (words, reason) => {
    expect(await refusal(...words)).toContain(reason);
  });

  it.each([
    [['status', 'whsec_x'], "too many arguments for 'status': it takes none, and there are 1"],
    [['subscribers', 'rotate', 'lusa', 'whsec_x'], "too many arguments for 'rotate': it takes 1, and there are 2"],
    [['subscribers', 'list', '--secrt=whsec_x'], "unknown option '--secrt=...'"],
  ])('%j is refused without repeating it: it may be a secret', async (words, reason) => {
    const { code, err } = await wiredesk(...words);
    expect([code, err]).toEqual([1, expect.stringContaining(reason)]);
    expect(err).not.toContain('whsec_x');
  });

  it.each([
    ['http://lusa.example/', 'use https://'],
    ['https://10.0.0.1/', 'webhooks.allow'],
    ['https://localhost/', 'webhooks.allow'],
    ['https://lusa.example:6379/', 'webhooks.ports'],
    ['https://user:password@lusa.example/', 'user name or password'],
    ['lusa.example', 'is not a URL'],
  ])('a subscriber at %s is refused with the reason', async (url, reason) => {
    const { root } = await deskFolder();
    expect(await refusal('subscribers', 'add', 'lusa', url, '--format', 'rss', '--desk', root)).toContain(reason);
  });

  it('a subscriber that does not exist is told from those that do', async () => {
    const { root } = await deskFolder();
    await wiredesk('subscribers', 'add', 'lusa', 'https://lusa.example/', '--format', 'rss', '--desk', root);
    expect(await refusal('subscribers', 'pause', 'luza', '--desk', root)).toContain('there are: lusa');
    expect(
      await refusal('subscribers', 'add', 'lusa', 'https://lusa.example/', '--format', 'rss', '--desk', root),
    ).toContain('choose another name');
  });
});
