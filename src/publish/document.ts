/** A document in `feeds/`, before it is made. */
import type { Encoding } from '../formats/format.ts';
import type { Problem } from '../story/problem.ts';
import type { DocumentFolder } from './document-folder.ts';
import type { FileContent } from './file-calls.ts';

export type Document = {
  /** Relative to `feeds/`. */
  readonly path: string;
  readonly encoding?: Encoding;
  /** Many ask for it: so it lies there in each content coding as well. */
  readonly isCoded?: true;
  /** `undefined`: there is no such document, and none may lie there. */
  readonly render: () => string | FileContent | undefined;
};

/** What one format cannot express must not keep every other document from going out: that is told, and no more. */
type Made = { readonly content: FileContent | undefined } | { readonly problem: Problem };

function made({ path, encoding, render }: Document): Made {
  try {
    const content = render();
    return { content: typeof content === 'string' ? Buffer.from(content, encoding) : content };
  } catch (error) {
    return { problem: { file: `feeds/${path}`, severity: 'error', message: `could not be made: ${String(error)}` } };
  }
}

/** Makes it and hands it over to be written. Where it cannot be made, what lies there stays. */
export async function writeDocument(document: Document, folder: DocumentFolder): Promise<Problem | undefined> {
  const result = made(document);
  if ('problem' in result) return result.problem;
  const { content } = result;
  if (content === undefined) await folder.remove(document.path);
  else if ('copyOf' in content) throw new Error(`${document.path}: files are copied with their folder`);
  else await folder.put(document.path, content, document.isCoded);
  return undefined;
}

/** The same for all documents of one folder; `path` is of the folder, and each document's begins with it. */
export async function writeFolder(
  path: string,
  documents: readonly Document[],
  folder: DocumentFolder,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const files = new Map<string, FileContent>();
  for (const document of documents) {
    const result = made(document);
    if ('problem' in result) problems.push(result.problem);
    else if (result.content === undefined) await folder.remove(document.path);
    else files.set(document.path.slice(path.length + 1), result.content);
  }
  await folder.putFolder(path, files);
  return problems;
}
