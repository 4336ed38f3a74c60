import { remembered } from '../story/remembered.ts';

/** Letter case, accents, hyphens and full stops differ from desk to desk; `The Gambia` is also `Gambia`. */
export const foldName: (name: string) => string = remembered(
  (name) =>
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/(?<=\p{L})\.(?=\p{L}|$)/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .replace(/^the /, ''),
  // Names of places: many stories have the same.
  { entriesMax: 2_000, charactersMax: 100 },
);
