/** Kill notices filed as copy, as reading them will tell: with their marks. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readCopy } from '../../src/copy/read-copy.ts';
import { killStory } from '../../src/publish/acts.ts';
import { sha256 } from '../../src/wire/event.ts';
import { copyOf } from '../support/desk-folder.ts';
import { newDesk } from './desk-under-test.ts';
import { file, markOf, newest } from './filing.ts';

const BUDGET = 'Senegal passes its budget after a long night';

function notice(words: string): string {
  return `Kill notice\n\n${words}\n\nIt is not true.\n`;
}

describe('a kill notice in a file of its own', () => {
  it('kills the one story that it names, and is done with', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', copyOf(BUDGET));
    const text = notice(`Eds: kill the story headlined "${BUDGET}".`);
    expect(await file(desk, 'k.txt', text, [markOf('kill')])).toMatchObject({ kind: 'killed', event: { version: 2 } });
    expect(await newest(desk, 'budget')).toMatchObject({
      pubStatus: 'canceled',
      story: { headline: 'KILL: budget', edNote: expect.stringContaining('It is not true.') },
    });
    expect(await newest(desk, 'budget')).not.toMatchObject({ story: { body: [expect.stringContaining(BUDGET)] } });
    expect(await file(desk, 'k.txt', text, [markOf('kill')])).toEqual({ kind: 'unchanged' });
    await rm(join(desk.stories, 'k.txt'));
    expect(await file(desk, 'moved.txt', text, [markOf('kill')])).toEqual({ kind: 'unchanged' });
    expect([...(await desk.store.stories.stamps()).keys()].toSorted()).toEqual(['budget.txt', 'moved.txt']);
    expect(await desk.store.stories.withSlug('k')).toBeUndefined();
  });

  it('may lie there twice, and neither is read again', async () => {
    const desk = await newDesk();
    await desk.save('budget.txt', copyOf(BUDGET));
    await desk.publish();
    for (const name of ['a.txt', 'b.txt']) await desk.save(name, `KILL - ${BUDGET}\n\nEditors: kill the story.\n`);
    expect((await desk.publish()).killed).toEqual(['a.txt']);
    expect(await desk.publish()).toMatchObject({ read: 0, problems: [] });
  });

  it('does not kill what is filed later under that headline', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', copyOf(BUDGET));
    const text = notice(`Kill "${BUDGET}".`);
    await file(desk, 'k.txt', text, [markOf('kill')]);
    await file(desk, 'substitute.txt', copyOf(BUDGET, 'It met on Tuesday.'));
    expect(await file(desk, 'k.txt', text, [markOf('kill')])).toEqual({ kind: 'unchanged' });
    expect(await newest(desk, 'substitute')).toMatchObject({ pubStatus: 'usable' });
  });

  it('asks where that is not certain, with the command for each story that it may mean', async () => {
    const desk = await newDesk();
    await file(desk, 'a.txt', copyOf('Senegal passes budget'));
    await file(desk, 'b.txt', copyOf('Senegal passes budget bill'));
    const outcome = await file(desk, 'kill it.txt', notice('Kill the story on the budget that Senegal passes.'), [
      markOf('kill'),
    ]);
    expect(outcome).toMatchObject({ kind: 'refused', line: 1 });
    expect(outcome.kind === 'refused' && outcome.reason.split('\n')).toEqual([
      expect.stringContaining(
        'is a notice to kill a story ("Kill notice"), and it is not certain which: nothing is killed.',
      ),
      "  wiredesk kill a --from stories/'kill it.txt'    (Senegal passes budget)",
      "  wiredesk kill b --from stories/'kill it.txt'    (Senegal passes budget bill)",
    ]);
    expect((await desk.store.log.head())?.seq).toBe(2);
    const other = await file(desk, 'k2.txt', notice('Kill the football story.'), [markOf('kill')]);
    expect(other.kind === 'refused' && other.reason).toMatch(
      /Nothing on the wire is like it.*wiredesk kill STORY --from stories\/k2\.txt$/,
    );
  });

  it('is done with when the desk has decided', async () => {
    const desk = await newDesk();
    await file(desk, 'a.txt', copyOf('Senegal passes budget'));
    const text = notice('Kill the budget that Senegal passes.');
    await file(desk, 'k.txt', text, [markOf('kill')]);
    const copy = readCopy(Buffer.from(text), 'k.txt', { language: 'en', urgency: 5 });
    if (!copy.ok) throw new Error('unreadable');
    const filed = { path: 'k.txt', file: { hash: sha256(text), stamp: 'x' }, copy };
    const context = { store: desk.store, agency: 'PANA', now: desk.context.now };
    const { guid } = (await newest(desk, 'a')) ?? { guid: '' };
    await killStory(context, guid, { notice: filed });
    expect(await newest(desk, 'a')).toMatchObject({ story: { edNote: expect.stringContaining('It is not true.') } });
    expect(await file(desk, 'k.txt', text, [markOf('kill')])).toEqual({ kind: 'unchanged' });
  });

  it('may name the story by the front matter’s id', async () => {
    const desk = await newDesk();
    await file(desk, 'a.txt', copyOf('Senegal passes budget'));
    const text = `---\nid: a\n---\n${notice('Kill it.')}`;
    expect(await file(desk, 'k.txt', text, [markOf('kill')])).toMatchObject({ kind: 'killed' });
  });

  it('kills a held story by the headline that it had, and leaves one that is killed alone', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', copyOf(BUDGET));
    const words = `The story "${BUDGET}".`;
    expect(await file(desk, 'h.txt', notice(words), [markOf('hold')])).toMatchObject({
      kind: 'held',
      event: { type: 'story.held' },
    });
    expect(await file(desk, 'h2.txt', `${notice(words)}\nAgain.\n`, [markOf('hold')])).toEqual({ kind: 'unchanged' });
    expect(await file(desk, 'k.txt', `${notice(words)}\nNow kill it.\n`, [markOf('kill')])).toMatchObject({
      kind: 'killed',
    });
    expect(await file(desk, 'k2.txt', `${notice(words)}\nKill it now.\n`, [markOf('kill')])).toEqual({
      kind: 'unchanged',
    });
    expect((await desk.store.log.head())?.seq).toBe(3);
  });
});

describe('a kill mark in a story’s own file', () => {
  it('kills that story', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', copyOf(BUDGET));
    const outcome = await file(desk, 'budget.txt', `${copyOf(BUDGET)}\nKill this.\n`, [markOf('kill')]);
    expect(outcome).toMatchObject({ kind: 'killed' });
  });

  it('asks where the text names another story', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', copyOf(BUDGET));
    await file(desk, 'urgent.txt', copyOf('Ferry sinks on Lake Victoria'));
    const outcome = await file(desk, 'urgent.txt', notice(`Kill "${BUDGET}".`), [markOf('kill')]);
    expect(outcome.kind === 'refused' && outcome.reason.match(/wiredesk kill \S+/g)).toEqual([
      'wiredesk kill budget',
      'wiredesk kill urgent',
    ]);
    expect((await desk.store.log.head())?.seq).toBe(2);
  });
});
