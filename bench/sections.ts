/** The sections of the bench: a new one is a new file and a line here. */
import type { Section } from './section.ts';
import { raw } from './sections/raw.ts';

export const sections: readonly Section[] = [raw];
