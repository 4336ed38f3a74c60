import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { isAsRead, readConfig } from '../../src/config/read-config.ts';
import { CONFIG_TEMPLATE } from '../../src/config/template.ts';
import { deliverySettings } from '../../src/desk/delivery-settings.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function deskWith(yaml: string | Uint8Array): Promise<string> {
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
    // What has no default stands there as an example.
    expect({ ...settings.http, robots: {}, accessLog: undefined }).toEqual(defaults.http);
    expect(deliverySettings(settings.webhooks)).toEqual(deliverySettings(defaults.webhooks));
    const { allow, ports, allowHttp } = defaults.webhooks;
    expect(settings.webhooks).toMatchObject({ allow, ports, allowHttp });
    expect(settings.receipts).toEqual(defaults.receipts);
    expect(settings.metrics).toEqual({ ...defaults.metrics, port: 9464 });
    expect(settings.alerts).toEqual({ ...defaults.alerts, webhook: 'https://ops.example.org/wiredesk' });
    expect(settings.feed.items).toEqual(defaults.feed.items);
    expect(settings.schedule).toEqual(defaults.schedule);
  });

  it('name feeds by filters in the form in which stories are compared with them', async () => {
    const feeds = 'feeds: [{ name: war, filter: { subject: ["16000000", "subj:16001000"], language: fr-sn } }]';
    const { settings } = await readConfig(await deskWith(`${CONFIG_TEMPLATE}\n${feeds}\n`));
    expect(settings.feeds).toEqual([
      { name: 'war', filter: { subject: ['medtop:16000000', 'subj:16001000'], language: ['fr-SN'] } },
    ]);
    expect(settings.feed.each).toEqual(['language', 'section', 'country']);
  });

  it('may be saved in UTF-16, and are as they were read until somebody changes them', async () => {
    const folder = await deskWith(Buffer.from(`\uFEFF${CONFIG_TEMPLATE}`, 'utf16le'));
    const config = await readConfig(folder);
    expect(config.desk.agency.domain).toBe('example.org');
    expect(await isAsRead(config)).toBe(true);
    await writeFile(join(folder, 'wiredesk.yaml'), CONFIG_TEMPLATE.replace('language: en', 'language: fr'));
    expect(await isAsRead(config)).toBe(false);
  });

  it('in Windows-1252 are refused, and not published with other letters', async () => {
    const folder = await deskWith(Buffer.from(CONFIG_TEMPLATE.replace('Example News', 'Nouvelle é'), 'latin1'));
    await expect(readConfig(folder)).rejects.toThrow(
      /wiredesk\.yaml:\d+:\d+: is not UTF-8 from here on: save it as UTF-8$/,
    );
  });

  it('with a wrong key name file, line, column and the nearest right key', async () => {
    const folder = await deskWith(CONFIG_TEMPLATE.replace('timeZone:', 'timezone:'));
    await expect(readConfig(folder)).rejects.toThrow(
      /wiredesk\.yaml:\d+:1: "timezone" is not known here; did you mean "timeZone"\?/,
    );
  });

  it('of an earlier release say what to write in their place', async () => {
    const folder = await deskWith(`${CONFIG_TEMPLATE}\nfeed:\n  hub: https://hub.example.org/\n`);
    await expect(readConfig(folder)).rejects.toThrow(
      /wiredesk\.yaml:\d+:3: "feed\.hub" is of an earlier release: .*"websub: \{ hub: https/,
    );
  });

  it.each([
    ['domain: example.org', 'domain: Example Org', 'agency.domain'],
    ['timeZone: UTC', 'timeZone: Mars/Olympus', 'timeZone'],
    ['language: en', 'language: english language', 'language'],
    ['url: http://localhost:8080/', 'url: localhost', 'url'],
    ['url: http://localhost:8080/', 'url: https://x.org/news?a=1', 'url'],
    ['url: http://localhost:8080/', 'url: https://x.org/news#top', 'url'],
    ['url: http://localhost:8080/', 'url: https://desk:secret@x.org/', 'url'],
    ['url: https://www.example.org/', 'url: https://desk@www.example.org/', 'agency.url'],
    ['language: en', 'language: french', 'language'],
    ['language: en', 'language: en\nschedule: every minute', 'schedule'],
    ['language: en', 'language: en\nwebsub: { hub: "https://desk:secret@hub.example/" }', 'websub.hub'],
    ['language: en', 'language: en\nwebsub: { hub: mine }', 'websub.hub'],
    ['language: en', 'language: en\nwebhooks: { ports: [] }', 'webhooks.ports'],
    ['language: en', 'language: en\nwebsub: { lease: 60d }', 'websub'],
    ['language: en', 'language: en\nwebsub: { lease: 10s }', 'websub.lease'],
    ['language: en', 'language: en\nfeeds: [{ name: hub, filter: { place: ML } }]', 'feeds.0.name'],
    ['language: en', 'language: en\ncopy: { subjects: [war] }', 'copy.subjects.0'],
    ['language: en', 'language: en\nwebhooks: { retry: [0s] }', 'webhooks.retry'],
    ['language: en', 'language: en\nwebhooks: { retry: [10s, 1m] }', 'webhooks.retry'],
    ['language: en', 'language: en\nwebhooks: { retry: [0s, 1m, 10s] }', 'webhooks.retry'],
    ['language: en', 'language: en\nwebhooks: { retry: [0s, 7h] }', 'webhooks.retry.1'],
    ['language: en', 'language: en\nwebhooks: { retry: [0s, soon] }', 'webhooks.retry.1'],
    ['language: en', 'language: en\nwebhooks: { suspendAfter: 5 }', 'webhooks.suspendAfter'],
    ['language: en', 'language: en\nwebhooks: { timeouts: { headers: 20s, total: 10s } }', 'webhooks.timeouts'],
    ['language: en', 'language: en\nwebhooks: { answerMax: 64 KiBi }', 'webhooks.answerMax'],
    ['language: en', 'language: en\nwebhooks: { inFlight: 0 }', 'webhooks.inFlight'],
    ['language: en', 'language: en\nreceipts: { keep: 90d, keepDead: 30d }', 'receipts'],
    ['language: en', 'language: en\nmetrics: { port: http }', 'metrics.port'],
    ['language: en', 'language: en\nhttp: { robots: { feeds: "no index!" } }', 'http.robots.feeds'],
    ['language: en', 'language: en\nhttp: { accessLog: { file: a.log, form: nginx } }', 'http.accessLog.form'],
    ['language: en', 'language: en\nalerts: { webhook: ops@example.org }', 'alerts.webhook'],
    ['language: en', 'language: en\nfeed: { each: [place] }', 'feed.each.0'],
    ['language: en', 'language: en\nfeeds: [{ name: The Sahel, filter: { place: ML } }]', 'feeds.0.name'],
    ['language: en', 'language: en\nfeeds: [{ name: stories, filter: { place: ML } }]', 'feeds.0.name'],
    ['language: en', 'language: en\nfeeds: [{ name: sahel, filter: {} }]', 'feeds.0.filter'],
    ['language: en', 'language: en\nfeeds: [{ name: a, filter: { urgency: 10 } }]', 'feeds.0.filter.urgency'],
    [
      'language: en',
      'language: en\nfeeds: [{ name: a, filter: { urgency: 3 } }, { name: a, filter: { urgency: 4 } }]',
      'feeds',
    ],
  ])('refuse %s → %s', async (right, wrong, name) => {
    const folder = await deskWith(CONFIG_TEMPLATE.replace(right, wrong));
    await expect(readConfig(folder)).rejects.toThrow(`"${name}" is not right`);
  });

  it.each([
    { written: 'https://x.org/news', url: 'https://x.org/news/' },
    { written: 'https://x.org', url: 'https://x.org/' },
    { written: 'https://x.org/news/', url: 'https://x.org/news/' },
  ])('have an address that links can be added to: $written', async ({ written, url }) => {
    const { desk } = await readConfig(await deskWith(CONFIG_TEMPLATE.replace('http://localhost:8080/', written)));
    expect(desk.baseUrl).toBe(url);
  });

  it('have a language in its canonical form, as front matter has', async () => {
    const { desk } = await readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', 'language: pt-br')));
    expect(desk.language).toBe('pt-BR');
  });

  it('may name subjects with or without vocabulary and quotation marks', async () => {
    const subjects = 'language: en\ncopy: { subjects: [16000000, "06000000", medtop:02000000, subj:04000000] }';
    const { settings } = await readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', subjects)));
    expect(settings.copy.subjects.map(({ scheme, code }) => `${scheme}:${code}`)).toEqual([
      'medtop:16000000',
      'medtop:06000000',
      'medtop:02000000',
      'subj:04000000',
    ]);
  });

  it.each(['06000000', '1600000'])(
    'ask for quotation marks where YAML reads a subject as a number: %s',
    async (code) => {
      const subjects = `language: en\ncopy: { subjects: [${code}] }`;
      await expect(readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', subjects)))).rejects.toThrow(
        '"copy.subjects.0" is not right: must be an IPTC code such as medtop:16000000 or subj:16000000; ' +
          'digits alone stand in quotation marks, such as "06000000"',
      );
    },
  );

  it.each([
    'localhost',
    'Partner.example',
    'partner.example.',
    'a_b',
    '3com.example',
    '10.1.2.3',
    '::1',
    '10.1.0.0/16',
    'fd00::/8',
  ])('allow %s', async (entry) => {
    const yaml = `${CONFIG_TEMPLATE}\nwebhooks: { allow: ["${entry}"] }\n`;
    expect((await readConfig(await deskWith(yaml))).settings.webhooks.allow).toEqual([entry]);
  });

  it.each([
    '',
    'http://partner.example',
    'localhost:9000',
    '*.example',
    '10.1',
    '10.1.2.300',
    '10.1.0.0/33',
    '[::1]',
    'fd00::/129',
    'a..b',
  ])('refuse to allow %j, which would be nobody', async (entry) => {
    for (const who of ['webhooks', 'websub']) {
      const yaml = `${CONFIG_TEMPLATE}\n${who}: { allow: ["${entry}"] }\n`;
      await expect(readConfig(await deskWith(yaml))).rejects.toThrow(
        `"${who}.allow.0" is not right: must be a host name, an address or a network, such as localhost, 10.1.2.3`,
      );
    }
  });

  it('say how long deliveries are tried, and by line and column what of it is not right', async () => {
    const own = `language: en
webhooks:
  retry: [0s, 5s, 1.5m]
  suspendAfter: 2d
  deadLetterAfter: 1h
  timeouts: { total: 30s }
  answerMax: 1MiB
  inFlight: 8
  keepAlive: 90s`;
    const { settings } = await readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', own)));
    expect(deliverySettings(settings.webhooks)).toEqual({
      patience: { retryDelaysMs: [0, 5_000, 90_000], suspendAfterMs: 172_800_000, deadLetterAfterMs: 3_600_000 },
      attempt: { totalMs: 30_000, headersMs: 10_000, answerBytes: 2 ** 20 },
      connection: { connectMs: 5_000, keepAliveMs: 90_000 },
      inFlightMax: 8,
    });
    const wrong = own.replace('suspendAfter: 2d', 'suspendAfter: 2 days');
    await expect(readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', wrong)))).rejects.toThrow(
      /wiredesk\.yaml:\d+:3: "webhooks\.suspendAfter" is not right: must be a span of time with its unit/,
    );
    const tooShort = own.replace('suspendAfter: 2d', 'suspendAfter: 30s');
    await expect(readConfig(await deskWith(CONFIG_TEMPLATE.replace('language: en', tooShort)))).rejects.toThrow(
      'must be from 10 m to 90 d',
    );
  });

  it('that are not there send to wiredesk init', async () => {
    await expect(readConfig(await temporaryFolder())).rejects.toThrow('wiredesk init');
  });
});
