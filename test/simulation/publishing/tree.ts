/** Everything that lies in a folder, by its path. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

export type Lying = { readonly bytes: Buffer; readonly modifiedMs: number };
export type Tree = ReadonlyMap<string, Lying>;

export function treeOf(folder: string): Tree {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(
    files
      .map(
        (file) => [relative(folder, file), { bytes: readFileSync(file), modifiedMs: statSync(file).mtimeMs }] as const,
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is there too much, what is missing, and what is otherwise than in `wanted`. */
export function differences(tree: Tree, wanted: Tree): readonly string[] {
  const names = [...new Set([...tree.keys(), ...wanted.keys()])].sort();
  // Codings say nothing that their documents do not.
  const told = names.filter((name) => !/\.(?:br|gz|zst)$/.test(name) || !tree.has(name) || !wanted.has(name));
  return told.flatMap((name) => {
    const [is, should] = [tree.get(name), wanted.get(name)];
    if (should === undefined) return [`${name} should not be there`];
    if (is === undefined) return [`${name} is missing`];
    return is.bytes.equals(should.bytes) ? [] : [`${name} differs: ${firstDifference(is.bytes, should.bytes)}`];
  });
}

const CONTEXT = 60;

function firstDifference(is: Buffer, should: Buffer): string {
  const at = is.findIndex((byte, index) => byte !== should[index]);
  const from = Math.max(0, (at === -1 ? Math.min(is.length, should.length) : at) - CONTEXT / 2);
  const part = (bytes: Buffer): string => JSON.stringify(bytes.subarray(from, from + CONTEXT).toString('latin1'));
  return `${part(is)} instead of ${part(should)}`;
}
