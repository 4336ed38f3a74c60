/** What a desk fills in where a story does not say otherwise. */
import type { DeskConfig } from '../config/read-config.ts';
import type { CopyDefaults } from '../copy/read-copy.ts';

export function copyDefaultsOf({ desk, settings }: DeskConfig): CopyDefaults {
  return { language: settings.language, agency: desk.agency, ...settings.copy };
}
