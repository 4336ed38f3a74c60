/** What copy on this desk has that does not say otherwise. */
import type { CopyDefaults } from '../copy/read-copy.ts';
import type { OpenDesk } from './open-desk.ts';

export function copyDefaultsOf({ settings, desk }: Pick<OpenDesk, 'settings' | 'desk'>): CopyDefaults {
  return { language: settings.language, agency: desk.agency, ...settings.copy };
}
