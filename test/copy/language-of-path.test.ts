import { expect, it } from 'vitest';

import { languageOfPath } from '../../src/copy/language-of-path.ts';

it.each([
  ['fr/peche.txt', 'fr'],
  ['archive/2021/ar/tunis.txt', 'ar'],
  ['pt-br/pesca.txt', 'pt-BR'],
  ['FR/sport/foot.txt', 'fr'],
  ['en/fr/note.txt', 'fr'],
  ['fr.txt', undefined],
  ['sport/eco/us/un/fr.txt', undefined],
  ['politique/x.txt', undefined],
])('the folders of %s say %s', (path, language) => {
  expect(languageOfPath(path)).toBe(language);
});
