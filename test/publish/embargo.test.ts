/** Stories under embargo, on a desk where somebody is trusted with them. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { holdStory, killStory, releaseStory } from '../../src/publish/acts.ts';
import { describeProblem } from '../../src/story/problem.ts';
import { publicSeq } from '../../src/wire/event.ts';
import { copyOf } from '../support/desk-folder.ts';
import { contentsOf, newDesk, type DeskUnderTest } from './desk-under-test.ts';

type Scene = DeskUnderTest & {
  readonly until: string;
  /** Seconds by the desk's clock, which stands still: the embargo ends after a minute. */
  readonly at: (seconds: number) => void;
  readonly acts: Parameters<typeof killStory>[0];
};

async function scene(): Promise<Scene> {
  let seconds = 10;
  // Far ahead of the files', so that they have settled however long the machine takes to get to them.
  const start = Date.now() + 600_000;
  const now = () => new Date(start + seconds * 1000);
  const desk = await newDesk({ now });
  await desk.store.subscribers.add({
    name: 'lusa',
    url: 'https://lusa.example/',
    format: 'ninjs',
    filter: {},
    secret: 'whsec_c2VjcmV0',
    createdAt: now().toISOString(),
    cursor: 0,
    isTrusted: true,
  });
  const until = `${new Date(start + 60_000).toISOString().slice(0, 19)}Z`;
  const acts = { store: desk.store, agency: 'PANA', now };
  return { ...desk, until, acts, at: (value) => (seconds = value) };
}

function secret(until: string, headline = 'Merger of the banks'): string {
  return `---\nembargo: ${until}\n---\n${copyOf(headline)}`;
}

async function told(desk: DeskUnderTest) {
  const events = await desk.store.log.after(0, 99);
  return events.map((event) => [event.type, event.version, event.audience, publicSeq(event)]);
}

async function guidOf(desk: DeskUnderTest): Promise<string> {
  return (await desk.store.stories.atPath('a.txt'))?.guid ?? '';
}

describe('a story under embargo', () => {
  it('goes on the wire for the trusted, and is in nothing that anybody else sees', async () => {
    const desk = await scene();
    await desk.save('z.txt', copyOf('Story Z'));
    await desk.publish();
    const before = await contentsOf(desk);
    await desk.save('a.txt', secret(desk.until));
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: [], documents: [], held: [{ path: 'a.txt', until: desk.until }] });
    expect(await told(desk)).toEqual([
      ['story.published', 1, undefined, 1],
      ['story.published', 1, 'trusted', 1],
    ]);
    expect(await desk.store.stories.version(await guidOf(desk))).toMatchObject({
      pubStatus: 'withheld',
      audience: 'trusted',
      story: { embargo: desk.until },
    });
    expect(await contentsOf(desk)).toEqual(before);
    await desk.publish('all', true);
    expect(await contentsOf(desk)).toEqual(before);
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt', until: desk.until }], read: 0 });
  });

  it('is published at its instant by itself, though its file is gone, and by whatever pass comes first', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    await rm(join(desk.stories, 'a.txt'));
    desk.at(59);
    expect(await desk.publish(new Set())).toMatchObject({ new: [], held: [{ path: 'a.txt' }] });
    desk.at(61);
    expect(await desk.publish(new Set())).toMatchObject({ new: ['a.txt'], held: [] });
    const last = await desk.store.stories.version(await guidOf(desk));
    expect(last).toMatchObject({
      version: 2,
      event: 'story.published',
      pubStatus: 'usable',
      firstPublished: last?.versionCreated,
    });
    expect(JSON.stringify(last)).not.toMatch(/embargo|trusted/);
    expect(JSON.stringify(await contentsOf(desk))).toContain('Merger of the banks');
    expect(await told(desk)).toEqual([
      ['story.published', 1, 'trusted', 0],
      ['story.published', 2, undefined, 1],
    ]);
    expect(await desk.publish(new Set())).toMatchObject({ new: [], documents: [] });
  });

  it('takes no name that another story may want', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    await desk.save('other/a.txt', copyOf('Story A'));
    await desk.publish();
    expect(await desk.store.stories.atPath('other/a.txt')).toMatchObject({
      slug: 'a',
      guid: 'urn:newsml:panapress.com:20210610:a',
    });
    expect((await desk.store.stories.atPath('a.txt'))?.slug).toMatch(/^a-[0-9a-f]{6}$/);
    expect(await readdir(join(desk.feeds, 'stories'))).toEqual(['a']);
  });

  it('is corrected for the trusted alone, and what they were told of that nobody else is', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    await desk.save(
      'a.txt',
      secret(desk.until, 'Merger of two banks').replace('---\n', '---\ncorrection: Two banks.\n'),
    );
    expect(await desk.publish()).toMatchObject({ updated: [], held: [{ path: 'a.txt' }] });
    expect((await told(desk)).at(-1)).toEqual(['story.corrected', 2, 'trusted', 0]);
    desk.at(61);
    await desk.publish(new Set());
    const files = Object.entries(await contentsOf(desk));
    expect(files.some(([, text]) => text.includes('Merger of two banks'))).toBe(true);
    expect(files.filter(([, text]) => /Two banks\.|previousVersion|Updated/.test(text))).toEqual([]);
  });

  it('goes at once where the embargo is taken out, and later where it is moved', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    const later = `${new Date(Date.parse(desk.until) + 60_000).toISOString().slice(0, 19)}Z`;
    await desk.save('a.txt', secret(later));
    desk.at(61);
    expect(await desk.publish()).toMatchObject({ new: [], held: [{ path: 'a.txt', until: later }] });
    await desk.save('a.txt', copyOf('Merger of the banks'));
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'], held: [] });
  });

  it('stays where its file was changed and cannot be read: that may be another embargo', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    await desk.save('a.txt', secret('tomorrow noon'));
    desk.at(61);
    const pass = await desk.publish();
    expect(pass).toMatchObject({ new: [], held: [{ path: 'a.txt' }] });
    expect(pass.problems.map(describeProblem).join('\n')).toMatch(/no certain date[^]*its embargo has ended/);
    await desk.save('a.txt', secret(desk.until));
    expect(await desk.publish()).toMatchObject({ new: ['a.txt'], problems: [] });
  });

  it('is killed for the trusted alone, and leaves no notice anywhere', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    const before = await contentsOf(desk);
    await killStory(desk.acts, await guidOf(desk), { reason: 'x' });
    desk.at(61);
    expect(await desk.publish()).toMatchObject({ new: [], held: [], documents: [] });
    expect(await contentsOf(desk)).toEqual(before);
    expect((await told(desk)).at(-1)).toEqual(['story.killed', 2, 'trusted', 0]);
  });

  it('on hold does not go at its instant, and is released under what is left of its embargo', async () => {
    const desk = await scene();
    await desk.save('a.txt', secret(desk.until));
    await desk.publish();
    await expect(releaseStory(desk.acts, await guidOf(desk), undefined)).rejects.toThrow(
      'not on hold but under embargo',
    );
    await holdStory(desk.acts, await guidOf(desk), {});
    await releaseStory(desk.acts, await guidOf(desk), undefined);
    expect((await told(desk)).at(-1)).toEqual(['story.released', 3, 'trusted', 0]);
    await holdStory(desk.acts, await guidOf(desk), {});
    desk.at(61);
    expect(await desk.publish()).toMatchObject({ new: [] });
    await releaseStory(desk.acts, await guidOf(desk), undefined);
    expect((await told(desk)).at(-1)).toEqual(['story.published', 5, undefined, 1]);
  });

  it('that is out already waits with its new words off the wire: they are no secret to keep from some', async () => {
    const desk = await scene();
    await desk.save('a.txt', copyOf('Story A'));
    await desk.publish();
    await desk.save('a.txt', secret(desk.until, 'Story A, again'));
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt', until: desk.until, stays: 1 }], updated: [] });
    expect(await told(desk)).toHaveLength(1);
    desk.at(61);
    expect(await desk.publish()).toMatchObject({ updated: ['a.txt'] });
  });

  it('goes on the wire as soon as somebody is trusted, and not before', async () => {
    const desk = await scene();
    const lusa = await desk.store.subscribers.withName('lusa');
    await desk.store.subscribers.setTrusted(lusa?.id ?? 0, false);
    await desk.save('a.txt', secret(desk.until));
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt', until: desk.until }] });
    expect(await told(desk)).toEqual([]);
    await desk.store.subscribers.setTrusted(lusa?.id ?? 0, true);
    expect(await desk.publish()).toMatchObject({ held: [{ path: 'a.txt', until: desk.until }] });
    expect(await told(desk)).toHaveLength(1);
  });

  it('leaves feeds that have no other story as they are, pass after pass', async () => {
    const desk = await scene();
    await desk.publish();
    await writeFile(join(desk.stories, 'a.txt'), secret(desk.until));
    await desk.publish();
    expect(await desk.publish()).toMatchObject({ documents: [] });
    expect(await readdir(desk.feeds)).not.toContain('newsml-g2.xml');
  });
});
