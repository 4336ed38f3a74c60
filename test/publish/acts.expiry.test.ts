import { describe, expect, it } from 'vitest';

import { correctStory, expireStory, killStory } from '../../src/publish/acts.ts';
import { publishPass } from '../../src/publish/publish-pass.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';
import { GUID, newest, overtaken, published, where } from './story-on-desk.ts';

describe('an expiry', () => {
  it('takes the story out of the feeds at its instant, and leaves its page', async () => {
    let aheadMs = 10_000;
    const now = () => new Date(Date.now() + aheadMs);
    const desk = await newDesk({ now });
    const expires = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
    await desk.save('a.txt', `---\nexpires: ${expires}\n---\n${copyOf('Story A')}`);
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'], changeAt: expires });
    expect(await where(desk, '"Story A"')).toContain('feed.json');
    expect(await desk.publish()).toMatchObject({ documents: [], changeAt: expires });
    aheadMs = 61_000;
    const pass = await desk.publish();
    expect(pass.documents).toContain('feed.json');
    expect(pass.changeAt).toBeUndefined();
    expect((await where(desk, 'Story A')).filter((file) => !file.startsWith('stories/'))).toEqual([]);
    expect(await where(desk, 'Story A')).toContain('stories/a/index.html');
  });

  it('that only a clock which was ahead has seen is taken back when that is set right, in every feed', async () => {
    let now = Date.UTC(2040, 5, 4, 9);
    const desk = await newDesk({ now: () => new Date(now) });
    await desk.save('a.txt', `---\nexpires: 2040-06-06T00:00:00Z\n---\n${copyOf('Story A')}`);
    await desk.publish();
    const out = await where(desk, 'Story A');
    expect(out).toContain('languages/en/rss.xml');
    now = Date.UTC(2041, 0, 1);
    await desk.publish();
    expect(await where(desk, 'Story A')).not.toContain('languages/en/rss.xml');
    now = Date.UTC(2040, 5, 4, 10);
    expect(await desk.publish()).toMatchObject({ changeAt: '2040-06-06T00:00:00Z' });
    expect(await where(desk, 'Story A')).toEqual(out);
    expect(await desk.publish()).toMatchObject({ documentCount: 0 });
  });

  it('by an act is one more version', async () => {
    const desk = await published();
    await expireStory(desk.acts, GUID, '2021-06-11T00:00:00Z');
    expect(await newest(desk)).toMatchObject({
      version: 2,
      event: 'story.updated',
      story: { expires: '2021-06-11T00:00:00Z' },
    });
    await expect(expireStory(desk.acts, GUID, '2021-06-11T00:00:00Z')).rejects.toThrow(
      'expires at 2021-06-11T00:00:00Z already',
    );
    await desk.publish(new Set());
    expect(await where(desk, '"Story A"')).not.toContain('feed.json');
  });
});

describe('an act that is overtaken', () => {
  it('is done on the version that came between', async () => {
    const desk = await published();
    const late = overtaken(desk.store, () => correctStory(desk.acts, GUID, { note: 'x', unread: undefined }));
    expect(await killStory({ ...desk.acts, store: late }, GUID, { reason: 'y' })).toMatchObject({ version: 3 });
  });

  it('a file that was read before an act is looked at again after it', async () => {
    const desk = await published();
    await desk.save('a.txt', copyOf('Story A again'));
    const late = overtaken(desk.store, () => killStory(desk.acts, GUID, { reason: 'y' }));
    const pass = await publishPass({ ...desk.context, store: late }, 'all');
    expect(pass.problems.map(describeProblem).join()).toContain('which was killed');
    expect(await newest(desk)).toMatchObject({ version: 2, pubStatus: 'canceled' });
  });
});
