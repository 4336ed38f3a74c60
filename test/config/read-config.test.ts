import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readConfig } from '../../src/config/read-config.ts';
import { CONFIG_TEMPLATE } from '../../src/config/template.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function deskWith(yaml: string): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'wiredesk.yaml'), yaml);
  return folder;
}

describe('the settings', () => {
  it('that wiredesk init writes are good as they are', async () => {
    const { desk, settings, folders } = await readConfig(await deskWith(CONFIG_TEMPLATE));
    expect(desk).toMatchObject({
      agency: { domain: 'example.org' },
      baseUrl: 'http://localhost:8080/',
      rights: { notice: '© Example News Agency' },
    });
    expect(settings).toMatchObject({ schedule: '* * * * *', http: { port: 8080 }, webhooks: { ports: [443] } });
    expect(folders.store).toMatch(/wire.wire\.sqlite$/);
  });

  it('that are explained as comments are the defaults, and good when uncommented', async () => {
    const uncommented = CONFIG_TEMPLATE.replace(/^# ((?: {2})*[a-zA-Z]+:.*)$/gm, '$1');
    const { settings } = await readConfig(await deskWith(uncommented));
    const { settings: defaults } = await readConfig(await deskWith(CONFIG_TEMPLATE));
    expect(uncommented).not.toBe(CONFIG_TEMPLATE);
    expect(settings.http).toEqual(defaults.http);
    expect(settings.webhooks).toEqual(defaults.webhooks);
    expect(settings.feed.items).toEqual(defaults.feed.items);
    expect(settings.schedule).toEqual(defaults.schedule);
  });

  it('with a wrong key name file, line, column and the nearest right key', async () => {
    const folder = await deskWith(CONFIG_TEMPLATE.replace('timeZone:', 'timezone:'));
    await expect(readConfig(folder)).rejects.toThrow(
      /wiredesk\.yaml:\d+:1: "timezone" is not known here; did you mean "timeZone"\?/,
    );
  });

  it.each([
    ['domain: example.org', 'domain: Example Org', 'agency.domain'],
    ['timeZone: UTC', 'timeZone: Mars/Olympus', 'timeZone'],
    ['language: en', 'language: english language', 'language'],
    ['url: http://localhost:8080/', 'url: localhost', 'url'],
    ['language: en', 'language: en\nschedule: every minute', 'schedule'],
  ])('refuse %s → %s', async (right, wrong, name) => {
    const folder = await deskWith(CONFIG_TEMPLATE.replace(right, wrong));
    await expect(readConfig(folder)).rejects.toThrow(`"${name}" is not right`);
  });

  it('that are not there send to wiredesk init', async () => {
    await expect(readConfig(await temporaryFolder())).rejects.toThrow('wiredesk init');
  });
});
