/** The log as a process writes it: to its end, and at no delivery's cost. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

const LOG = join(import.meta.dirname, '..', '..', 'src', 'desk', 'log.ts');
/** More than a pipe holds (64 KiB). */
const LINES = 5_000;

function logging(form: 'json' | 'text', afterwards: string): ChildProcess {
  const script = `
    const { openLog } = await import(${JSON.stringify(LOG)});
    const log = openLog('${form}');
    for (let line = 1; line <= ${LINES}; line += 1) log.info({ subscriber: 'lusa', line }, 'delivered');
    ${afterwards}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function textOf(stream: ChildProcess['stderr']): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

it.each(['json', 'text'] as const)('writes each line of a process that ends at once, in order (%s)', async (form) => {
  const lines = (await textOf(logging(form, 'process.exit(1)').stderr)).trimEnd().split('\n');
  const numbers = lines.map((line) => Number(/line[":=]+(\d+)/.exec(line)?.[1]));
  expect(numbers).toEqual(Array.from({ length: LINES }, (_, index) => index + 1));
});

it.each([
  ['is ended', 'process.exit(0)'],
  ['ends by itself', ''],
])('writes what was logged last by a process that %s, though its threads have other work', async (_how, end) => {
  const busy = `
    const { pbkdf2 } = await import('node:crypto');
    for (let count = 0; count < 8; count += 1) pbkdf2('a', 'b', 200_000, 64, 'sha512', () => {});
    log.error('the last of all');
    ${end}`;
  const lines = (
    await textOf(logging('json', `await new Promise((wait) => setTimeout(wait, 100));${busy}`).stderr)
  ).trimEnd();
  expect(lines.split('\n').at(-1)).toContain('the last of all');
});

it('holds nothing up while nobody takes its lines off', async () => {
  const child = logging('json', "setTimeout(() => process.stdout.write('goes on'), 200)");
  const [said] = await once(child.stdout ?? child, 'data');
  expect(String(said)).toBe('goes on');
});

it('outlives whoever read it', async () => {
  const child = logging('json', "setInterval(() => log.info('again'), 20); setTimeout(() => process.exit(0), 500)");
  child.stderr?.destroy();
  expect((await once(child, 'exit'))[0]).toBe(0);
});
