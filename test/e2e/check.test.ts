/** `wiredesk check`: copy read for somebody's eyes, with nothing published. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { startWiredesk, wiredesk } from '../support/command-line.ts';
import { copyOf, deskFolder, SAMPLE_FILE } from '../support/desk-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FLASH =
  'URGENT\n\nUPDATE 2-Border closed\n\nTRIPOLI, Libya (AP) - The border was closed.\n\n-0- PANA BY/IS 4/4/2018\n';

describe('wiredesk check', () => {
  it('shows what is understood of all stories, and publishes none of them', async () => {
    const { root, feeds, save } = await deskFolder();
    await save('a.txt', copyOf('Budget agreed'));
    await save('fr/b.txt', copyOf('Le budget adopté'));
    const { code, out } = await wiredesk('check', '--desk', root);
    expect(code).toBe(0);
    expect(out).toMatch(/^stories\/a\.txt\n {2}Headline +Budget agreed\n/);
    expect(out).toMatch(/Dateline +Dakar, Senegal \(PANA\) -\n/);
    expect(out).toMatch(/Place +Dakar \(SN\)\n/);
    expect(out).toMatch(/Sign-off +-0- PANA BY\/IS 10June2021\n/);
    expect(out).toMatch(/stories\/fr\/b\.txt\n[^]*Language +fr\n/);
    expect(out).toMatch(/2 files: 2 can be published, 0 cannot\n$/);
    expect([feeds, join(root, 'wire')].map((folder) => existsSync(folder))).toEqual([false, false]);
  });

  it('says each problem with file, line and column, and ends with 1 where a file cannot be read', async () => {
    const { root, save } = await deskFolder();
    await save('flash.txt', FLASH);
    await save('bad.txt', 'A headline and no more\n');
    const { code, out } = await wiredesk('check', '--desk', root);
    expect(code).toBe(1);
    expect(out).toMatch(/ {2}stories\/flash\.txt:7:16: warning: the sign-off's date is not used: 4\/4\/2018 may have/);
    expect(out).toMatch(/ {2}stories\/bad\.txt:1:1: there is a headline but no text/);
    expect(out).toMatch(/Marks +urgent \("URGENT", line 1\), update \("UPDATE 2-", line 3\)/);
    expect(out).toMatch(/2 files: 1 can be published, 1 of them with warnings, 1 cannot\n$/);
  });

  it('says what it waits for, and takes what comes', async () => {
    const pipe = join(await temporaryFolder(), 'p.txt');
    await promisify(execFile)('mkfifo', [pipe]);
    const running = startWiredesk('check', pipe);
    await running.printed(/wiredesk: waiting for somebody to write \S+p\.txt to its end\n/);
    await writeFile(pipe, copyOf('Budget agreed'));
    const { code, out } = await running.ended;
    expect(code).toBe(0);
    expect(out).toMatch(/Headline +Budget agreed\n/);
  });

  it('answers in JSON', async () => {
    const { root, save } = await deskFolder();
    const file = await save('flash.txt', FLASH);
    const { out } = await wiredesk('check', file, '--json', '--desk', root);
    expect(JSON.parse(out)).toMatchObject({
      files: [
        {
          file: 'stories/flash.txt',
          readable: true,
          headline: 'Border closed',
          dateline: {
            text: 'TRIPOLI, Libya (AP) -',
            place: { name: 'TRIPOLI', country: { code: 'LY' } },
            agency: 'AP',
          },
          marks: [
            { kind: 'urgent', text: 'URGENT', line: 1 },
            { kind: 'update', number: 2, text: 'UPDATE 2-', line: 3 },
          ],
          paragraphs: [{ form: 'paragraph', text: 'TRIPOLI, Libya (AP) - The border was closed.' }],
          problems: [{ file: 'stories/flash.txt', line: 7, column: 16, severity: 'warning' }],
        },
      ],
      problems: [],
    });
  });

  it('needs no desk for files that are named, whatever they hold', async () => {
    const folder = await temporaryFolder();
    const noise = join(folder, 'noise.txt');
    await writeFile(
      noise,
      Uint8Array.from({ length: 300 }, (_, index) => index % 256),
    );
    const { code, out, err } = await wiredesk('check', SAMPLE_FILE, noise, join(folder, 'none.txt'), '--desk', folder);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/Headline +Libyan interior minister seeks/);
    expect(out).toMatch(/noise\.txt: this is a binary file/);
    expect(out).toMatch(/none\.txt: cannot be read: it is not there/);
  });

  it('reads standard input', async () => {
    const cli = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
    const child = spawn(process.execPath, [cli, 'check', '-', '--desk', await temporaryFolder()]);
    child.stdin.end(copyOf('Budget agreed'));
    const [out] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect([child.exitCode, out]).toEqual([0, expect.stringMatching(/^-\n {2}Headline +Budget agreed\n/)]);
  });
});
