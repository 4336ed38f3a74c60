/** A document in `feeds/`, before it is made. */
import type { Encoding } from '../formats/format.ts';
import type { Problem } from '../story/problem.ts';
import type { FeedsFolder } from './feeds-folder.ts';

export type Document = {
  /** Relative to `feeds/`. */
  readonly path: string;
  readonly encoding?: Encoding;
  /** `undefined`: there is no such document, and none may lie there. */
  readonly render: () => string | Buffer | undefined;
};

/**
 * Makes it and hands it over to be written. What one format cannot express must not keep every other document from
 * going out: then the problem is returned, and what lies there stays.
 */
export async function writeDocument(document: Document, folder: FeedsFolder): Promise<Problem | undefined> {
  const { path, encoding, render } = document;
  let content: string | Buffer | undefined;
  try {
    content = render();
  } catch (error) {
    return { file: `feeds/${path}`, severity: 'error', message: `could not be made: ${String(error)}` };
  }
  if (content === undefined) await folder.remove(path);
  else await folder.put(path, typeof content === 'string' ? Buffer.from(content, encoding) : content);
  return undefined;
}
