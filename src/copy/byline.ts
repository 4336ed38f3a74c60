/** Bylines: `By Aminata Diallo`, `Par Mamadou Sène et Awa Ba`, `By dpa correspondents =`, and the title below one. */
import { endsSentence } from './blocks.ts';
import { countryCode } from './countries.ts';
import { isKnownCity } from './known-cities.ts';

const LENGTH_MAX = 100;
const BYLINE =
  /^(?:(?:(?:an? |the )?(?:news )?(?:interview(?:ed)?|compiled|reported|written|text|words|story|report|feature|analysis|commentary)|(?:propos |interview |entretien )?(?:recueillis?|r[eé]alis[eé]e?s?)|reportage|texte|reportagem|entrevista|texto|crónica|dossier|correspondance particuli[eè]re)\s)?(?:by|par|por|von|di|بقلم|كتب|كتبت|تقرير|حوار|أجرى الحوار|إعداد)(?:\s{0,3}:\s{0,3}|\s{1,3})(?<names>\S.*)$/iu;
const FROM = /^(?:from|de|do|da|del|من)\s{1,3}(?<names>(?:our|notre|nos|nosso|nossa|nuestr[oa])\s.*|مراسل\S{0,4}.*)$/iu;
/** `PAR UN INCENDIE À PRIKRO` ends a headline in capitals. */
const ARTICLE = /^(?:UN|UNE|LE|LA|LES|L['’]\p{Lu}+|DES|SON|SA|SES|THE|AN|ITS|UM|UMA|OS|AS|LOS|LAS|UNA)\s/u;
const NAME_PART = /^(?:["'(]?\p{Lu}|[\p{Lo}\p{N}])/u;
/** Written small in names and in what stands for a name. */
const SMALL_PART =
  /^(?:and|et|e|y|und|with|avec|com|con|in|à|a|em|en|de|da|do|dos|du|des|del|di|la|le|van|von|der|bin|ibn|ould|of|for|to|our|the|notre|nos|envoy[eé]e?s?|sp[eé]cia(?:l|ux|le)|special|staff|agencia|agência|agence|agency|news|correspond[ae]nts?|correspondente?s?|correspondant[es]{0,2}|reporters?|writers?|editors?|agencies|agences|al-.+|el-.+|dpa|afp|ap)[,.]?$/u;

/** `JANE DOE, Associated Press`: names, and whose they are. */
const NAMES = String.raw`\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}`;
const OF_AGENCY = new RegExp(
  `^${NAMES}(?: (?:and|et|e|y) ${NAMES})?, (?:(?:The )?Associated Press|Agence France-Presse|AFP|GNA|NAN|PANA|Reuters|Sapa|Xinhua)$`,
  'u',
);

/** `From Paul Ejime, PANA Correspondent`, `Paul Ejime, PANA Staff Correspondent`: for whom he writes tells that it is a name. */
const CORRESPONDENT = new RegExp(
  `^(?:(?:[Ff]rom|FROM|[Dd]e) )?${NAMES}(?: (?:and|et|e|y) ${NAMES})?[,;] (?:\\p{Lu}[\\p{L}-]{1,15} ){1,3}[Cc]orrespond(?:ents?|antes?|ants?)$`,
  'u',
);
/** `From Paul Ejime in Lagos` */
const FROM_CITY = new RegExp(`^(?:[Ff]rom|FROM) (?<names>${NAMES})(?: in|,) (?<city>\\p{Lu}[\\p{L}' -]{2,30})$`, 'u');

function isFromCity(text: string): boolean {
  const { names = '', city = '' } = FROM_CITY.exec(text)?.groups ?? {};
  return isKnownCity(city) && !isKnownCity(names);
}

/** A name and nothing else, as it may stand between headline and dateline: `Paul Ejime`. */
export function isNameAlone(line: string): boolean {
  const text = bylineText(line);
  const isName = /^\p{Lu}\p{Ll}[\p{L}'’-]{1,15}(?: \p{Lu}[\p{L}.'’-]{0,15}){1,3}$/u.test(text);
  return isName && /\p{Ll}$/u.test(text) && !isKnownCity(text) && countryCode(text) === undefined;
}

/** Names and nothing else. */
export function isByline(line: string): boolean {
  const text = bylineText(line);
  if (text.length <= LENGTH_MAX && (CORRESPONDENT.test(text) || isFromCity(text))) return true;
  if (text.length <= LENGTH_MAX && OF_AGENCY.test(text)) return true;
  if (text.length > LENGTH_MAX || (endsSentence(text) && !/\p{Lu}\.$/u.test(text))) return false;
  const names = (BYLINE.exec(text) ?? FROM.exec(text))?.groups?.['names'];
  if (names === undefined || !/[\p{Lu}\p{Lo}]|correspond|staff|agenc/u.test(names) || ARTICLE.test(names)) return false;
  return names.split(/\s[-–]\s|[\s/&]+/u).every((part) => part === '' || NAME_PART.test(part) || SMALL_PART.test(part));
}

const TITLE =
  /^(?:(?:the )?associated press|agence france-presse|(?:\p{Lu}[\p{L}.&'’-]*\s){0,5}(?:writers?|correspondents?|reporters?|editors?|columnist|correspondante?s?|envoy[eé]e? sp[eé]cial|enviado especial|correspondente))$/iu;

/** `AP Sports Writer`, `PANA Correspondent`: on the line below a byline. */
export function isBylineTitle(line: string): boolean {
  const text = withoutEndMark(line);
  return text.length <= LENGTH_MAX && /^\p{Lu}/u.test(text) && TITLE.test(text);
}

/**
 * Without the brackets or stars that some put around it, as in `(Par Jean Dupont, envoyé spécial de la PANA)`, and without
 * the sign that mail puts before `From` (RFC 4155).
 */
export function bylineText(line: string): string {
  return withoutEndMark(line)
    .replace(/^>(?=From )/u, '')
    .replace(/^(?:\((.{5,100})\)|\*{2,4}\s?([^*]{5,100}?)\s?\*{2,4})$/u, '$1$2');
}

/** IPTC 7901 ends the head with ` =`, ANPA 1312 each line of a byline with `=`. */
export function withoutEndMark(line: string): string {
  return line.trim().replace(/\s{0,3}[=<]$/u, '');
}
