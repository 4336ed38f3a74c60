/** A writer of stories to which a story may come again: as it was, or otherwise. */
import { describeProblem, type Problem } from '../story/problem.ts';
import { sha256 } from '../wire/event.ts';
import { DocumentTally } from './changed-documents.ts';
import type { StoryWriter } from './story-writer.ts';

/** Writes no story again as it was; one that has changed only when what was written of it is in its place. */
export function writtenOnce(writer: StoryWriter): StoryWriter {
  const forms = new Map<string, string>();
  const underWay = new Set<string>();
  const unmade = new Set<string>();
  const former = new Map<string, readonly string[]>();
  const problems = new Map<string, Problem>();
  const documents = new DocumentTally();

  async function settle(): Promise<void> {
    const written = await writer.settle();
    underWay.clear();
    documents.addAll(written);
    for (const guid of written.unmade) unmade.add(guid);
    for (const [guid, paths] of written.former) former.set(guid, paths);
    for (const problem of written.problems) problems.set(describeProblem(problem), problem);
  }

  return {
    async write(version, related) {
      const { guid } = version;
      const form = sha256(JSON.stringify([version, related]));
      if (forms.get(guid) === form) return;
      if (underWay.has(guid)) await settle();
      forms.set(guid, form);
      underWay.add(guid);
      unmade.delete(guid);
      former.delete(guid);
      await writer.write(version, related);
    },
    async settle() {
      await settle();
      return { ...documents.take(), problems: [...problems.values()], unmade: [...unmade], former };
    },
    [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose](),
  };
}
