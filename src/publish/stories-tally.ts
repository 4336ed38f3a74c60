/** What is to be told of stories that were written, until somebody asks. */
import type { Problem } from '../story/problem.ts';
import type { StoryWritten } from './story-documents.ts';
import type { StoriesWritten } from './story-writer.ts';

export class StoriesTally {
  #problems: Problem[] = [];
  #unmade: string[] = [];
  #former = new Map<string, readonly string[]>();

  add(guid: string, { problems, former }: StoryWritten): void {
    this.#problems.push(...problems);
    if (problems.length > 0) this.#unmade.push(guid);
    if (former.length > 0) this.#former.set(guid, former);
  }

  /** All since the last time. */
  take(): Pick<StoriesWritten, 'problems' | 'unmade' | 'former'> {
    const taken = { problems: this.#problems, unmade: this.#unmade, former: this.#former };
    this.#problems = [];
    this.#unmade = [];
    this.#former = new Map();
    return taken;
  }
}
