/** The language that a story's folder says: `fr/peche.txt`, `archive/pt-BR/2021/pesca.txt`. */
import { canonicalLanguage } from '../story/language.ts';

/** Of the languages that have two letters (ISO 639-1) those that a desk may write in; `us`, `eco` and `sport` are none. */
const LANGUAGES: ReadonlySet<string> = new Set(
  `af am ar az be bg bn bs ca cs cy da de el en es et eu fa ff fi fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ku ky lg ln lo lt lv
  mg mi mk ml mn mr ms mt my nb ne nl nn no ny om pa pl ps pt rn ro ru rw sd si sk sl sn so sq sr ss st sv sw ta te tg th ti tk tl tn tr ts uk ur uz ve
  vi wo xh yo zh zu`.split(/\s+/),
);

/** The innermost folder whose name is a language tag decides. `path` is relative to `stories/`, with `/`. */
export function languageOfPath(path: string): string | undefined {
  return path
    .split('/')
    .slice(0, -1)
    .toReversed()
    .map((folder) => (LANGUAGES.has(folder.split('-')[0]?.toLowerCase() ?? '') ? canonicalLanguage(folder) : undefined))
    .find((language) => language !== undefined);
}
