import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { describe, expect, it } from 'vitest';

import { timeHtml } from '../../src/formats/page-date.ts';

const INSTANT = '2024-11-23T14:05:00Z';
const module = new URL('../../src/formats/page-date.ts', import.meta.url).href;

/** As it is written on a machine of that locale, which a process has from its start. */
async function writtenUnder(locale: string, language: string): Promise<string> {
  const script = `
    const { timeHtml, firstCreatedHtml } = await import(${JSON.stringify(module)});
    const version = { story: { filed: { date: '2024-11-23' } }, firstCreated: '2024-11-23T00:00:00Z' };
    console.log(timeHtml('${INSTANT}', '${language}', 'UTC').html);
    console.log(firstCreatedHtml(version, '${language}', 'UTC').html);
  `;
  const env = { ...process.env, LC_ALL: locale, LANG: locale };
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  return stdout;
}

describe('a date on a page', () => {
  it.each(['kmb', 'ary', 'en', 'ar'])('in %s is the same on every machine', async (language) => {
    const [german, american] = await Promise.all([
      writtenUnder('de_DE.UTF-8', language),
      writtenUnder('en_US.UTF-8', language),
    ]);
    expect(german).toContain('<time');
    expect(german).toBe(american);
  });

  it.each([
    {
      language: 'kmb',
      html: '<time lang="en" dir="ltr" datetime="2024-11-23T14:05:00Z">23 November 2024 at 14:05 UTC</time>',
    },
    { language: 'en', html: '<time datetime="2024-11-23T14:05:00Z">23 November 2024 at 14:05 UTC</time>' },
    { language: 'pt', html: '<time datetime="2024-11-23T14:05:00Z">23 de novembro de 2024 às 14:05 UTC</time>' },
  ])('in $language is in that language, or says that it is in English', ({ language, html }) => {
    expect(timeHtml(INSTANT, language, 'UTC').html).toBe(html);
  });
});
