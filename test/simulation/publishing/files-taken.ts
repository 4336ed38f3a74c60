/** What README.md promises of the files in `stories/`: none is passed over in silence, and none is missed that is there. */
import type { Pass } from '../../../src/publish/publish-pass.ts';
import { sha256 } from '../../../src/wire/event.ts';
import type { Store } from '../../../src/wire/store.ts';
import { broken } from '../broken-promise.ts';
import type { Newsroom } from './newsroom.ts';
import { toldIn } from './told.ts';

type FilesLook = {
  readonly pass: Pass;
  readonly newsroom: Newsroom;
  readonly wire: Store;
  /** Every word that any version has had. */
  readonly words: ReadonlySet<string>;
  /** Whether the pass has looked at a file as it lies there now. */
  readonly isSeen: (path: string) => boolean;
};

/** After a pass that has ended well. */
export async function checkFiles({ pass, newsroom, wire, words, isSeen }: FilesLook): Promise<void> {
  const told = toldIn(pass);
  for (const filed of newsroom.files) {
    if (!isSeen(filed.path) || told.has(filed.path)) continue;
    const text = newsroom.textIn(filed);
    if (text === undefined || text.isTakenBack || words.has(text.word)) continue;
    broken(`${filed.path} has ${text.word}, and the pass has neither taken it in nor told of it`);
  }
  for (const path of pass.missing) {
    if (isSeen(path) && newsroom.isThere({ path })) broken(`${path} is there, and is told to be missing`);
  }
  for (const filed of newsroom.files) {
    if (isSeen(filed.path) && !told.has(filed.path)) filed.isAside = false;
    const bytes = isSeen(filed.path) ? newsroom.bytesOf(filed) : undefined;
    if (bytes === undefined) continue;
    // One that a story on hold has lost, and has back with other words, is not taken in before the story is let go.
    const entries = await wire.stories.inFile(filed.path);
    if (entries.some(({ isMissing, file }) => isMissing && file.hash === sha256(bytes)))
      broken(`${filed.path} is there, and the wire has it for missing`);
  }
}
