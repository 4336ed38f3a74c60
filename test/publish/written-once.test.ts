import { describe, expect, it } from 'vitest';

import type { StoryWriter } from '../../src/publish/story-writer.ts';
import { writtenOnce } from '../../src/publish/written-once.ts';
import { minimal } from '../support/stories.ts';

const ALONE = { translations: [] };

/** What is asked of the writer within, in turn; a story whose headline is bad cannot be made, a new one leaves an old picture. */
function recorded(): { readonly writer: StoryWriter; readonly asked: string[] } {
  const asked: string[] = [];
  let written: string[] = [];
  let unmade: string[] = [];
  let former = new Map<string, readonly string[]>();
  const writer: StoryWriter = {
    write: async ({ guid, slug, story }) => {
      asked.push(`write ${slug}`);
      written.push(`stories/${slug}/index.html`);
      if (story.headline === 'bad') unmade.push(guid);
      if (story.headline === 'new') former.set(guid, [`stories/${slug}/old.jpg`]);
    },
    settle: async () => {
      asked.push('settle');
      const problems = unmade.map((guid) => ({ file: guid, severity: 'error', message: 'could not be made' }) as const);
      const result = { documents: written, documentCount: written.length, problems, unmade, former };
      [written, unmade, former] = [[], [], new Map()];
      return result;
    },
    [Symbol.asyncDispose]: async () => {
      asked.push('end');
    },
  };
  return { writer, asked };
}

describe('a writer to which stories come again', () => {
  it('writes once what has not changed, also when it has settled', async () => {
    const { writer, asked } = recorded();
    {
      await using once = writtenOnce(writer);
      await once.write(minimal, ALONE);
      await once.write(structuredClone(minimal), ALONE);
      await once.settle();
      await once.write(minimal, ALONE);
      await once.settle();
    }
    expect(asked).toEqual([`write ${minimal.slug}`, 'settle', 'settle', 'end']);
  });

  it('has what was written of a story in its place before it writes what has become of it', async () => {
    const { writer, asked } = recorded();
    await using once = writtenOnce(writer);
    const other = { ...minimal, guid: 'urn:b', slug: 'b' };
    await once.write(minimal, ALONE);
    await once.write(other, ALONE);
    await once.write(minimal, { translations: [other] });
    await once.write(other, { translations: [minimal] });
    const { documents } = await once.settle();
    const name = `write ${minimal.slug}`;
    expect(asked).toEqual([name, 'write b', 'settle', name, 'write b', 'settle']);
    expect(documents).toEqual(['stories/b/index.html', `stories/${minimal.slug}/index.html`]);
  });

  it('tells of a story that could not be made only where it could not in the end', async () => {
    const { writer } = recorded();
    await using once = writtenOnce(writer);
    const bad = { ...minimal, story: { ...minimal.story, headline: 'bad' } };
    const alsoBad = { ...bad, guid: 'urn:b', slug: 'b' };
    await once.write(bad, ALONE);
    await once.write(alsoBad, ALONE);
    await once.write(minimal, ALONE);
    const { unmade, problems } = await once.settle();
    expect(unmade).toEqual(['urn:b']);
    expect(problems.map(({ file }) => file)).toContain('urn:b');
  });

  it('tells of what is to be taken away as it was in the end', async () => {
    const { writer } = recorded();
    await using once = writtenOnce(writer);
    const renewed = { ...minimal, story: { ...minimal.story, headline: 'new' } };
    const other = { ...renewed, guid: 'urn:b', slug: 'b' };
    await once.write(renewed, ALONE);
    await once.write(other, ALONE);
    await once.write(minimal, ALONE);
    const { former } = await once.settle();
    expect([...former]).toEqual([['urn:b', ['stories/b/old.jpg']]]);
  });
});
