/** The README is run, not believed. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { checkSettings } from '../../src/config/schema.ts';
import { newKeyPair, secretKeyOf } from '../../src/delivery/asymmetric.ts';
import { newSecret, signatureHeaders, signingKey } from '../../src/delivery/signature.ts';
import { deliverySettings } from '../../src/desk/delivery-settings.ts';
import { createProgram } from '../../src/program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const readme = await readFile(join(ROOT, 'README.md'), 'utf8');

function codeBlock(language: string): string {
  const block = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1];
  if (block === undefined) throw new Error(`README.md has no ${language} block`);
  return block;
}

it('the terminal session in the README is what these commands print', { timeout: 300_000 }, async () => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'readme-session.ts'), '--check']);
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await once(child, 'close');
  expect([child.exitCode, printed]).toEqual([0, 'The session in README.md is true.\n']);
});

describe('the verification code in the README', () => {
  const secret = newSecret(randomBytes);
  const body = Buffer.from('<newsItem/>, “quoted”');
  const headers = signatureHeaders({ id: 'evt_1', now: Date.now(), body, keys: [signingKey(secret)] });
  const old = signatureHeaders({ id: 'evt_1', now: Date.now() - 600_000, body, keys: [signingKey(secret)] });
  const cases = [
    ['what came from Wiredesk', headers, body, true],
    [
      'what came from Wiredesk, beside another key’s signature',
      { ...headers, 'webhook-signature': `v1,AAAA ${headers['webhook-signature']}` },
      body,
      true,
    ],
    ['an altered body', headers, Buffer.from('<newsItem>'), false],
    ['another id', { ...headers, 'webhook-id': 'evt_2' }, body, false],
    ['an old time stamp', old, body, false],
  ] as const;

  it('in JavaScript accepts what came from Wiredesk and nothing else', async () => {
    const file = join(await temporaryFolder(), 'verify.mjs');
    await writeFile(file, codeBlock('js'));
    const verifier: { isFromWiredesk: (...given: unknown[]) => boolean } = await import(file);
    for (const [name, given, bytes, expected] of cases) {
      expect([name, verifier.isFromWiredesk(bytes, given, secret)]).toEqual([name, expected]);
    }
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  if (!python && process.env['WIREDESK_CI'] === '1') throw new Error('CI needs python3');
  it.skipIf(!python)('in Python accepts what came from Wiredesk and nothing else', () => {
    for (const [name, given, bytes, expected] of cases) {
      const asked = `${codeBlock('python')}
import json, sys
print(is_from_wiredesk(base64.b64decode(sys.argv[1]), json.loads(sys.argv[2]), sys.argv[3]))`;
      const words = ['-c', asked, bytes.toString('base64'), JSON.stringify(given), secret];
      const answer = execFileSync('python3', words, { encoding: 'utf8' }).trim();
      expect([name, answer]).toEqual([name, expected ? 'True' : 'False']);
    }
  });
});

describe('the verification code in the README for a pair of keys', () => {
  const { secret, publicKey } = newKeyPair();
  const body = Buffer.from('<newsItem/>, “quoted”');
  const sign = (now: number) => signatureHeaders({ id: 'evt_1', now, body, keys: [secretKeyOf(secret)] });
  const headers = sign(Date.now());

  it.each([
    ['what came from Wiredesk', headers, body, publicKey, true],
    [
      'what came from Wiredesk, beside another key’s signature',
      { ...headers, 'webhook-signature': `v1a,AAAA ${headers['webhook-signature']}` },
      body,
      publicKey,
      true,
    ],
    ['an altered body', headers, Buffer.from('<newsItem>'), publicKey, false],
    ['another id', { ...headers, 'webhook-id': 'evt_2' }, body, publicKey, false],
    ['an old time stamp', sign(Date.now() - 600_000), body, publicKey, false],
    ['another key', headers, body, newKeyPair().publicKey, false],
  ] as const)('judges %s', async (_, given, bytes, key, expected) => {
    const file = join(await temporaryFolder(), 'verify.mjs');
    await writeFile(file, codeBlock('mjs'));
    const verifier: { isSignedByWiredesk: (...given: unknown[]) => boolean } = await import(file);
    expect(verifier.isSignedByWiredesk(bytes, given, key)).toBe(expected);
  });
});

const program = await createProgram();

describe('the README’s table of commands', () => {
  const commands = program.commands.flatMap((command) =>
    command.commands.length === 0
      ? [[command.name(), command] as const]
      : command.commands.map((each) => [`${command.name()} ${each.name()}`, each] as const),
  );
  const rows = readme.split('\n').filter((line) => line.startsWith('| `'));

  it.each(commands)('has %s with its options', (name, command) => {
    const [room = '', act = ''] = name.split(' ');
    // `subscribers pause\|remove NAME`: some have a row together.
    const named = new RegExp(`\`${room}${act === '' ? '' : ` (?:[a-z-]+\\\\\\|)*${act}`}(?![a-z-])`);
    const row = rows.find((line) => named.test(line)) ?? '';
    expect(row).not.toBe('');
    // In its row, or by itself in the text above.
    const options = command.options.map((option) => option.long ?? '').filter((long) => long !== '--desk');
    for (const option of options.filter((long) => room !== 'receive' || long !== '--host'))
      expect([option, row.includes(option) || readme.includes(`\`${option}`)]).toEqual([option, true]);
  });
});

function settingsOf(text: string) {
  const checked = checkSettings({ text, file: 'README.md' });
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('\n'));
  const { webhooks, receipts, alerts } = checked.value;
  return { deliveries: deliverySettings(webhooks), receipts, alerts };
}

it('the README’s table of settings has the defaults, in the words of wiredesk.yaml', () => {
  const agency = 'agency: { name: P, mark: P, domain: p.example, url: "https://p.example/" }';
  const rows = readme.matchAll(/^\| `(webhooks|receipts|alerts)\.(\w+)` +\| `([^`]+)` /gm);
  const rooms = Map.groupBy(rows, ([, room = '']) => room);
  const written = [...rooms].map(([room, settings]) =>
    [`${room}:`, ...settings.map(([, , key, value]) => `  ${key}: ${value}`)].join('\n'),
  );
  expect([...rooms.keys()].toSorted()).toEqual(['alerts', 'receipts', 'webhooks']);
  expect(rooms.get('webhooks')).toHaveLength(7);
  expect(settingsOf([agency, ...written].join('\n'))).toEqual(settingsOf(agency));
});
