/** A desk of the test's own: settings like the sample's, with what the test needs in place of it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { temporaryFolder, type WhenDone } from './temporary-folder.ts';

export const SAMPLE_FILE: string = join(import.meta.dirname, '..', '..', 'stories', 'libya-britain-terrorism.txt');

const SETTINGS = `
agency: { name: Panafrican News Agency, mark: PANA, domain: panapress.com, url: https://www.panapress.com/ }
timeZone: Africa/Dakar
`;

export type DeskFolder = {
  readonly root: string;
  readonly stories: string;
  readonly feeds: string;
  /** Saves a file in `stories/`; returns where. */
  readonly save: (name: string, text: string | Uint8Array) => Promise<string>;
};

/** `settings`: YAML beside agency and time zone. */
export async function deskFolder(settings = '', whenDone?: WhenDone): Promise<DeskFolder> {
  const root = await temporaryFolder(whenDone);
  const stories = join(root, 'stories');
  await mkdir(stories);
  await writeFile(join(root, 'wiredesk.yaml'), SETTINGS + settings);
  return {
    root,
    stories,
    feeds: join(root, 'feeds'),
    save: async (name, text) => {
      const file = join(stories, name);
      await mkdir(join(file, '..'), { recursive: true });
      await writeFile(file, text);
      return file;
    },
  };
}

/** A story that reads as wire copy. */
export function copyOf(headline: string, paragraph = 'The council met on Monday and agreed on the budget.'): string {
  return `${headline}\n\nDakar, Senegal (PANA) - ${paragraph}\n\nIt meets again in May.\n-0- PANA BY/IS 10June2021\n`;
}
