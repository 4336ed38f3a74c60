/** What copy on this desk has that does not say otherwise. */
import type { DeskConfig } from '../config/read-config.ts';
import type { CopyDefaults } from '../copy/read-copy.ts';

export function copyDefaultsOf({ desk, settings }: Pick<DeskConfig, 'desk' | 'settings'>): CopyDefaults {
  return { language: settings.language, agency: desk.agency, ...settings.copy };
}
