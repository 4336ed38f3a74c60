/** Stories that come in several files, with the marks that reading finds in them. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { holdStory, killStory, releaseStory } from '../../src/publish/acts.ts';
import { newDesk, type DeskUnderTest } from './desk-under-test.ts';
import { file, markOf, newest } from './filing.ts';
import { trusted } from './trusted.ts';

function copy(headline: string, paragraphs: readonly string[], slugline = 'Senegal-Budget', more = ''): string {
  return `---\nslugline: ${slugline}\n${more}---\n${headline}\n\n${paragraphs.join('\n\n')}\n`;
}

function plain(text: string): string {
  return `Senegal passes budget\n\n${text}\n\nIt meets in May.\n`;
}

const FIRST = copy('Senegal passes budget', ['One.', 'Two.']);
const TAKE = copy('Budget, 2nd take', ['Three.', 'Four.', '-0- PANA BY/IS 10June2021']);

async function body(desk: DeskUnderTest, slug = 'budget') {
  return (await newest(desk, slug))?.story.body;
}

describe('a further take', () => {
  it('joins the story of its slugline as one more version, and its own file adds nothing more', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST, [markOf('more')]);
    expect(await file(desk, 'b2.txt', TAKE, [markOf('take', 2)])).toMatchObject({
      kind: 'updated',
      event: { version: 2 },
    });
    const { story } = (await newest(desk, 'budget')) ?? {};
    expect([story?.body, story?.headline, story?.signOff?.text]).toEqual([
      ['One.', 'Two.', 'Three.', 'Four.'],
      'Senegal passes budget',
      '-0- PANA BY/IS 10June2021',
    ]);
    expect(await file(desk, 'b2.txt', TAKE, [markOf('take', 2)])).toEqual({ kind: 'unchanged' });
    expect(await file(desk, 'budget.txt', FIRST, [markOf('more')])).toEqual({ kind: 'unchanged' });
    expect(await desk.store.stories.withSlug('b2')).toBeUndefined();
  });

  it('may be edited, as may the first text, and the story stays whole', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST, [markOf('more')]);
    await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    await file(desk, 'b3.txt', copy('Budget, add', ['Five.']), [markOf('add', 2)]);
    expect(await body(desk)).toEqual(['One.', 'Two.', 'Three.', 'Four.', 'Five.']);
    await file(desk, 'b2.txt', copy('Budget, 2nd take', ['Three and four.']), [markOf('take', 2)]);
    expect(await body(desk)).toEqual(['One.', 'Two.', 'Three and four.', 'Five.']);
    await file(desk, 'budget.txt', copy('Senegal passes budget', ['One and two.']), [markOf('more')]);
    expect(await body(desk)).toEqual(['One and two.', 'Three and four.', 'Five.']);
    await file(desk, 'b2.txt', copy('Budget, 2nd take', ['Without its mark.']));
    expect(await body(desk)).toEqual(['One and two.', 'Without its mark.', 'Five.']);
    expect((await newest(desk, 'budget'))?.version).toBe(6);
  });

  it('filed again under another name takes the place of what was filed before', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    await file(desk, 'b2-again.txt', copy('Budget, 2nd take', ['Third.']), [markOf('take', 2)]);
    expect(await body(desk)).toEqual(['One.', 'Two.', 'Third.']);
    expect(await file(desk, 'b2.txt', TAKE, [markOf('take', 2)])).toEqual({ kind: 'unchanged' });
  });

  it('waits for the takes before it, and for its story', async () => {
    const desk = await newDesk();
    const orphan = await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    expect(orphan.kind === 'refused' && orphan.reason).toContain('is not on the wire: file that first');
    await file(desk, 'budget.txt', FIRST);
    const early = await file(desk, 'b3.txt', copy('x', ['Five.']), [markOf('take', 3)]);
    expect(early.kind === 'refused' && early.reason).toContain('take 2 is not there yet');
    await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    expect(await file(desk, 'b3.txt', copy('x', ['Five.']), [markOf('take', 3)])).toMatchObject({ kind: 'updated' });
    expect(await body(desk)).toEqual(['One.', 'Two.', 'Three.', 'Four.', 'Five.']);
  });

  it('asks where two stories go by its slugline, and is told by an id', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    await file(desk, 'other.txt', copy('Another', ['Else.']));
    const asked = await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    expect(asked).toMatchObject({ kind: 'refused', line: 1 });
    expect(asked.kind === 'refused' && asked.reason).toContain('id: other, or id: budget');
    const named = copy('Budget, 2nd take', ['Three.'], 'Senegal-Budget', 'id: budget\n');
    expect(await file(desk, 'b2.txt', named, [markOf('take', 2)])).toMatchObject({ kind: 'updated' });
  });

  it('comes too late for a killed story, and waits for one on hold, which comes back whole', async () => {
    const desk = await newDesk();
    const acts = { store: desk.store, agency: 'PANA', now: desk.context.now };
    await file(desk, 'budget.txt', FIRST);
    await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    const { guid = '' } = (await newest(desk, 'budget')) ?? {};
    await holdStory(acts, guid, {});
    expect(await file(desk, 'b3.txt', copy('x', ['Five.']), [markOf('take', 3)])).toEqual({ kind: 'held' });
    const unread = { path: 'budget.txt', file: { hash: 'h', stamp: 's' } };
    const { story } = (await desk.store.stories.version(guid, 1)) ?? {};
    if (story === undefined) throw new Error('no story');
    await releaseStory(acts, guid, { ...unread, story: { ...story, body: ['First.'] } });
    expect(await body(desk)).toEqual(['First.', 'Three.', 'Four.']);
    await killStory(acts, guid, { reason: 'x' });
    const late = await file(desk, 'b3.txt', copy('x', ['Five.'], 'Senegal-Budget', 'id: budget\n'), [
      markOf('take', 3),
    ]);
    expect(late.kind === 'refused' && late.reason).toContain('which was killed');
  });

  it('waits for the embargo, and the hold, that its own file asks for, while its story stays out as it is', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    const [past, ahead] = ['2021-06-10T00:00:00Z', '2099-01-01T00:00:00Z'];
    const filed = (more: string) =>
      file(desk, 'b2.txt', copy('Budget, 2nd take', ['Three.'], 'Senegal-Budget', more), [markOf('take', 2)]);
    expect(await filed(`embargo: ${ahead}\n`)).toEqual({ kind: 'held', until: ahead, stays: 1 });
    expect(await filed('hold: not checked yet\n')).toEqual({ kind: 'held', stays: 1 });
    expect(await filed('kill: it was wrong\n')).toMatchObject({ kind: 'refused' });
    expect(await body(desk)).toEqual(['One.', 'Two.']);
    expect(await filed(`embargo: ${past}\n`)).toMatchObject({ kind: 'updated', event: { version: 2 } });
    expect(await body(desk)).toEqual(['One.', 'Two.', 'Three.']);
  });

  it('joins a story under embargo for the trusted, unless its own embargo is the longer one', async () => {
    const desk = await newDesk();
    await desk.store.subscribers.add(trusted);
    const [ahead, later] = ['2098-01-01T00:00:00Z', '2099-01-01T00:00:00Z'];
    await file(desk, 'budget.txt', copy('Senegal passes budget', ['One.'], 'Senegal-Budget', `embargo: ${ahead}\n`));
    const filed = (embargo: string) =>
      file(desk, 'b2.txt', copy('Budget, 2nd take', ['Two.'], 'Senegal-Budget', `embargo: ${embargo}\n`), [
        markOf('take', 2),
      ]);
    expect(await filed(later)).toEqual({ kind: 'held', until: later });
    expect(await filed(ahead)).toMatchObject({ kind: 'held', until: ahead, event: { version: 2 } });
  });
});

describe('a new lead', () => {
  it('replaces the story of its slugline, takes and all, and is its file from then on', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    await file(desk, 'b2.txt', TAKE, [markOf('take', 2)]);
    const lead = copy('Senegal passes budget after a long night', ['New one.']);
    expect(await file(desk, 'lead.txt', lead, [markOf('lead', 1)])).toMatchObject({
      kind: 'updated',
      event: { version: 3 },
    });
    expect(await body(desk)).toEqual(['New one.']);
    expect(await desk.store.stories.atPath('lead.txt')).toMatchObject({ slug: 'budget' });
    expect(await file(desk, 'budget.txt', FIRST)).toEqual({ kind: 'unchanged' });
    expect(await file(desk, 'b2.txt', TAKE, [markOf('take', 2)])).toEqual({ kind: 'unchanged' });
    await file(desk, 'lead.txt', copy('Senegal passes budget at dawn', ['Newer.']), [markOf('lead', 1)]);
    expect(await body(desk)).toEqual(['Newer.']);
    await file(desk, 'b2-new.txt', copy('x', ['Next.']), [markOf('take', 2)]);
    expect(await body(desk)).toEqual(['Newer.', 'Next.']);
  });

  it('that says nothing of the embargo of a story that nobody is trusted with yet is held as well', async () => {
    const desk = await newDesk();
    const ahead = '2099-01-01T00:00:00Z';
    const first = copy('Senegal passes budget', ['One.'], 'Senegal-Budget', `embargo: ${ahead}\n`);
    await desk.save('budget.txt', first);
    expect(await file(desk, 'budget.txt', first)).toMatchObject({ kind: 'held', until: ahead });
    const lead = (more: string) => copy('Senegal passes budget at dawn', ['New.'], 'Senegal-Budget', more);
    expect(await file(desk, 'lead.txt', lead(''), [markOf('lead', 1)])).toMatchObject({
      kind: 'refused',
      line: 1,
      reason: expect.stringMatching(
        /^replaces stories\/budget\.txt \(LEAD\), which is under embargo until 2099-01-01T00:00:00Z/,
      ),
    });
    // Another story of that slugline is none of its business.
    expect(await file(desk, 'other.txt', lead(''))).toMatchObject({ kind: 'new' });
    await rm(join(desk.stories, 'budget.txt'));
    expect(await file(desk, 'lead.txt', lead(''), [markOf('lead', 1)])).not.toMatchObject({ kind: 'refused' });
  });

  it('that says nothing of its story’s embargo is held, until it says so or ends it', async () => {
    const desk = await newDesk();
    await desk.store.subscribers.add(trusted);
    const [past, ahead] = ['2021-06-10T00:00:00Z', '2099-01-01T00:00:00Z'];
    await file(desk, 'budget.txt', copy('Senegal passes budget', ['One.'], 'Senegal-Budget', `embargo: ${ahead}\n`));
    const lead = (more: string) => copy('Senegal passes budget at dawn', ['New.'], 'Senegal-Budget', more);
    expect(await file(desk, 'lead.txt', lead(''), [markOf('lead', 1)])).toMatchObject({
      kind: 'refused',
      line: 1,
      reason: expect.stringContaining(
        `under embargo until ${ahead}, and says nothing of that: write "embargo: ${ahead}"`,
      ),
    });
    expect(await file(desk, 'lead.txt', lead(`embargo: ${ahead}\n`), [markOf('lead', 1)])).toMatchObject({
      kind: 'held',
      until: ahead,
    });
    expect(await file(desk, 'lead2.txt', lead(`embargo: ${past}\n`), [markOf('lead', 2)])).toMatchObject({
      kind: 'new',
      event: { version: 3 },
    });
  });

  it('leaves a file behind that nobody may go on editing by mistake, but whose name may be used again', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    await file(desk, 'lead.txt', copy('Senegal passes budget at dawn', ['New.']), [markOf('lead', 1)]);
    const late = await file(desk, 'budget.txt', copy('Senegal passes budget', ['Mended.']));
    expect(late.kind === 'refused' && late.reason).toContain('edit stories/lead.txt, which has taken its place');
    expect(await file(desk, 'budget.txt', copy('Football', ['Goal.'], 'Football'))).toMatchObject({ kind: 'new' });
  });

  it.each(['update', 'lead', 'refile'] as const)(
    'or what is marked %s without an earlier story is a story',
    async (kind) => {
      const desk = await newDesk();
      expect(await file(desk, 'a.txt', FIRST, [markOf(kind, 1)])).toMatchObject({ kind: 'new' });
    },
  );

  it('marked as a correction says so', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    const mended = copy(
      'Senegal passes budget',
      ['One.', '2.'],
      'Senegal-Budget',
      'edNote: (Corrects the second paragraph.)\n',
    );
    await file(desk, 'corrected.txt', mended, [markOf('correction')]);
    expect(await newest(desk, 'budget')).toMatchObject({
      event: 'story.corrected',
      corrections: [{ note: 'Corrects the second paragraph.' }],
    });
  });

  it('that repeats the story unchanged is no news, and the story stays in its own file', async () => {
    const desk = await newDesk();
    await file(desk, 'budget.txt', FIRST);
    for (const text of [`${FIRST}\n\n`, FIRST]) {
      expect(await file(desk, 'rpt.txt', text, [markOf('repeat')])).toEqual({ kind: 'unchanged' });
    }
    expect(await desk.store.stories.atPath('budget.txt')).toMatchObject({ slug: 'budget', version: 1 });
    await file(desk, 'budget.txt', copy('Senegal passes budget', ['One.']));
    expect((await desk.store.log.head())?.seq).toBe(2);
  });

  it('is known by its headline where there is no slugline', async () => {
    const desk = await newDesk();
    await file(desk, 'a.txt', plain('One.'));
    expect(await file(desk, 'b.txt', plain('Two.'), [markOf('update', 1)])).toMatchObject({ kind: 'updated' });
    expect(await file(desk, 'c.txt', 'Markets\n\nThree.\n\nFour.\n', [markOf('update', 1)])).toMatchObject({
      kind: 'new',
    });
  });
});
