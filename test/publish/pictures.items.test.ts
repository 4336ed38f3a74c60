import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { pushFormats } from '../../src/formats/index.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { ninjsObject } from '../copy/items/items.ts';
import { jpeg } from '../support/pictures.ts';
import { newDesk } from './desk-under-test.ts';
import { addressOf, deskWith, pictures, published, sha256, STORY } from './pictured-desk.ts';

describe('an embargo', () => {
  it('holds for the pictures too: nobody has an address of them before its instant, the trusted neither', async () => {
    let now = new Date(Date.now() + 600_000);
    const desk = await newDesk({ now: () => now });
    const name = 'trusted';
    await desk.store.subscribers.add({
      name,
      url: 'https://example.org/',
      format: 'newsml-g2',
      filter: {},
      secret: 'whsec_aaaa',
      createdAt: now.toISOString(),
      cursor: 0,
      isTrusted: true,
    });
    const until = new Date(now.getTime() + 3_600_000).toISOString();
    await desk.save('flood.txt', `---\nembargo: ${until}\n---\n${STORY}`);
    await desk.save('flood.jpg', jpeg());
    await desk.publish();
    const [event] = await desk.store.log.after(0, 1);
    const secret = await desk.store.stories.version(event?.guid ?? '');
    if (secret === undefined) throw new Error('the trusted have nothing');
    expect(secret.story.pictures).toHaveLength(1);
    for (const [, format] of pushFormats) {
      const document = format.render(secret, desk.context.desk, { seq: 1, committedAt: until });
      expect(document).not.toContain(sha256(jpeg()).slice(0, 16));
    }
    await expect(readdir(join(desk.feeds, 'stories'))).rejects.toThrow(/ENOENT/);

    await rm(join(desk.stories, 'flood.jpg'));
    now = new Date(now.getTime() + 3_700_000);
    await desk.publish();
    expect(await published(desk, secret.slug)).toEqual([addressOf(jpeg())]);
  });
});

describe('an item of another system', () => {
  const ninjs = ninjsObject({
    uri: 'urn:newsml:example.com:20261124:rain',
    version: '1',
    associations: {
      featuremedia: {
        uri: 'urn:picture:1',
        type: 'picture',
        description_text: 'Rain',
        renditions: {
          thumbnail: { href: 'https://a.example/t.jpg', mimetype: 'image/jpeg', width: 90, height: 60 },
          original: { href: 'https://a.example/o.jpg', mimetype: 'image/jpeg', width: 900, height: 600 },
        },
      },
      more: { uri: 'urn:x', type: 'picture', renditions: { original: { href: 'javascript:alert(1)' } } },
      text: { uri: 'urn:y', type: 'text', renditions: { original: { href: 'https://a.example/x' } } },
    },
  });

  it('brings its pictures along, by the address of the largest', async () => {
    const desk = await deskWith({ 'rain.json': ninjs });
    await desk.publish();
    expect(await pictures(desk, 'rain')).toEqual([
      { href: 'https://a.example/o.jpg', contentType: 'image/jpeg', width: 900, height: 600, caption: 'Rain' },
    ]);
  });

  it('may have one beside it, which makes an update though its sender says nothing new', async () => {
    const desk = await deskWith({ 'rain.json': ninjs });
    await desk.publish();
    await desk.save('rain.jpg', jpeg());
    expect(await desk.publish()).toMatchObject({ updated: ['rain.json'], problems: [] });
    expect(await pictures(desk, 'rain')).toHaveLength(2);
    expect(await desk.publish()).toMatchObject({ read: 0 });
  });

  it('may have one beside it also when this desk has other defaults by now than those that it was read with', async () => {
    const desk = await deskWith({ 'rain.json': ninjs });
    await desk.publish();
    await desk.save('rain.jpg', jpeg());
    const copyDefaults = { ...desk.context.copyDefaults, urgency: 3 } as const;
    const pass = await publishPass({ ...desk.context, copyDefaults }, 'all');
    expect(pass).toMatchObject({ updated: ['rain.json'], problems: [] });
    expect(await pictures(desk, 'rain')).toHaveLength(2);
  });
});
