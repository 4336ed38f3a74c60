/** Reads a desk's wiredesk.yaml. */
import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';

import type { Desk } from '../story/desk.ts';
import { describeProblem, type Problem } from '../story/problem.ts';
import { shellQuoted } from './shell-quoted.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { yamlText } from '../yaml/yaml-text.ts';
import { deskFolders, type DeskFolders } from './folders.ts';
import { release } from './release.ts';
import { checkSettings, type Settings } from './schema.ts';

export type DeskConfig = {
  readonly folders: DeskFolders;
  readonly desk: Desk;
  readonly settings: Settings;
  /** The text of wiredesk.yaml as it was read. */
  readonly settingsText: string;
};

/** A desk that cannot be used as it is set up; the message has a line for each fault. */
class ConfigError extends WiredeskError {
  override readonly name = 'ConfigError';
}

/** The desk in that folder. Throws a `ConfigError` that names each fault by line and column. */
export async function readConfig(root: string): Promise<DeskConfig> {
  const folders = deskFolders(root);
  const file = relative(process.cwd(), folders.config) || folders.config;
  const text = await readText(folders.config, file, root);
  const checked = checkSettings({ text, file });
  if (!checked.ok) throw new ConfigError(list(checked.problems));
  return { folders, desk: deskOf(checked.value), settings: checked.value, settingsText: text };
}

/** Whether wiredesk.yaml still says what was read; one that cannot be read at the moment has not changed. */
export async function isAsRead({ folders, settingsText }: DeskConfig): Promise<boolean> {
  try {
    const read = yamlText(await readFile(folders.config), folders.config);
    return read.ok && read.text === settingsText;
  } catch {
    return true;
  }
}

async function readText(path: string, file: string, root: string): Promise<string> {
  const read = yamlText(await readBytes(path, file, root), file);
  if (!read.ok) throw new ConfigError(list([read.problem]));
  return read.text;
}

async function readBytes(path: string, file: string, root: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new ConfigError(readFailure(error, file, root), { cause: error });
  }
}

function readFailure(error: unknown, file: string, root: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') {
    return `there is no desk in ${root}: ${file} is missing. Make a desk with: wiredesk init ${shellQuoted(root)}`;
  }
  if (code === 'ENOTDIR') return `there is no desk in ${root}: it is no folder`;
  if (code === 'EISDIR') return `${file} cannot be read: it is a folder`;
  if (code === 'EACCES') return `${file} cannot be read: this user may not read it; check its owner and mode`;
  return `${file} cannot be read: ${String(error)}`;
}

function deskOf({ agency, url, language, timeZone, rights }: Settings): Desk {
  return {
    agency,
    baseUrl: url,
    language,
    timeZone,
    rights: {
      holder: rights.holder ?? agency.name,
      notice: rights.notice ?? `© ${agency.name}`,
      usageTerms: rights.usageTerms ?? 'All rights reserved.',
    },
    generator: release,
  };
}

function list(problems: readonly Problem[]): string {
  return problems.map(describeProblem).join('\n');
}
