/** Names of countries, as copy in English, French, Arabic, Portuguese and Spanish writes them, to ISO 3166-1 codes. */
import { alpha3ToAlpha2, getAlpha2Codes, getName, getNames, registerLocale } from 'i18n-iso-countries/index.js';
import ar from 'i18n-iso-countries/langs/ar.json' with { type: 'json' };
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' };
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' };

import { foldName } from './fold-name.ts';

/** What datelines write and the package lacks or, in Portuguese, exchanges between the two Congos. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  AE: 'Emirates, EAU, الإمارات, الامارات',
  AG: 'Antigua',
  BA: 'Bosnia, Bósnia e Herzegovina',
  BF: 'Burkina, Upper Volta, Haute-Volta, Burquina Faso, بوركينافاسو',
  BH: 'Barein, Baréin',
  CD: 'DRC, DR Congo, Congo DR, Congo (DRC), Congo (DR), Congo-Kinshasa, Congo Kinshasa, RDC, RD Congo, Congo (RDC), República Democrática do Congo, República Democrática del Congo, الكونغو الديمقراطية, Zaire, Zaïre, زائير, Democratic Republic of Congo, DR of Congo, Dem. Rep. of Congo, Dem. Rep. Congo, D.R.Congo, DRCongo',
  CF: 'CAR, RCA, Centrafrique, Central Africa, Rép. centrafricaine, Central African Rep., أفريقيا الوسطى, إفريقيا الوسطى',
  CG: 'Congo-Brazzaville, Congo Brazzaville, República do Congo, Congo (Brazzaville), Republic of Congo, Republic of the Congo, République du Congo, Congo Republic, Congo-Brazza, الكونغو برازافيل',
  CI: "Cote d'Ivoire, Côte d'Ivoire, كوت ديفوار",
  CN: 'P.R. China',
  CV: 'Cabo Verde, Cap-Vert',
  CZ: 'Tchéquie, Tchéquia',
  DJ: 'Djibuti, Jibuti',
  EH: 'SADR, RASD, Saharawi Republic, Sahrawi Republic, République sahraouie, República Saharaui, República Sarauí',
  GB: 'Britain, England, Scotland, Wales, Northern Ireland, Grande-Bretagne, Angleterre, Inglaterra, بريطانيا',
  GN: 'Guiné-Conakry, Guiné-Conacri, Guinée-Conakry, Guinea-Conakry, République de Guinée, Republic of Guinea, Guinée Conakry',
  GQ: 'Eq. Guinea',
  GW: 'Guiné Bissau, Guinea-Bisáu',
  IR: 'Iran, Irã, Irán, إيران',
  KG: 'Kirghizstan',
  KM: 'Ilhas Comores, Iles Comores, Union des Comores',
  KN: 'Saint Kitts, St. Kitts',
  KP: 'North Korea, Corea del Norte',
  KR: 'Corea del Sur',
  LA: 'Laos',
  LC: 'St. Lucia',
  MD: 'Moldova',
  MK: 'Macedonia',
  MM: 'Burma, Birmanie',
  MU: 'Ile Maurice, île Maurice, Maurícias, Ilhas Maurícias, Maurícia',
  MW: 'ملاوي',
  NL: 'Holland, The Netherlands, Holanda',
  OM: 'سلطنة عمان',
  PS: 'Gaza, Gaza Strip, West Bank, Cisjordanie, Cisjordânia, الأراضي الفلسطينية',
  RE: 'La Réunion',
  RU: 'Russia, Russie, Rússia, Rusia, روسيا, روسيا الاتحادية',
  SA: 'Arabia Saudí, المملكة العربية السعودية',
  SC: 'Seicheles',
  SH: 'St. Helena',
  SK: 'Slovak Republic',
  SS: 'Sud-Soudan',
  ST: 'Sao Tome, São Tomé, São Tomé e Príncipe, Sao Tomé-et-Principe, Sao Tome and Principe, Sao Tome & Principe, ساوتومي وبرينسيب',
  SY: 'Syria, سورية',
  SZ: 'Swaziland, Eswatini, Suazilândia, Suazilandia, Essuatíni, eSwatini, إسواتيني',
  TL: 'East Timor, Timor oriental',
  TR: 'Türkiye',
  TT: 'Trinidad, Trinidad & Tobago',
  TZ: 'Tanzanie, تنزانيا',
  US: 'États-Unis, Etats-Unis, EUA, EEUU, EE.UU., EE. UU., USA, أمريكا, أميركا, الولايات المتحدة الأمريكية, الولايات المتحدة الامريكية',
  VA: 'Vatican, Vatican City, Cité du Vatican, Cidade do Vaticano, Ciudad del Vaticano, Vaticano',
  VC: 'Saint Vincent, St. Vincent',
  VN: 'Viêt Nam, Viet Nam, Vietnã',
  ZA: 'RSA, S. Africa',
  ZW: 'زمبابوي',
};

/** `Atlanta, Georgia` lies in the United States: a name that is also a state's says nothing sure. */
const NOT_ONLY_COUNTRIES: readonly string[] = ['Georgia'];

const codes: ReadonlyMap<string, string> = namesToCodes();

/**
 * The alpha-2 code of a country's name in any of those languages, or of its short form; `undefined` also for a name
 * that two countries share (`Congo`).
 */
export function countryCode(name: string): string | undefined {
  return codes.get(foldName(name));
}

/** The English name: `US` is `United States of America`. */
export function countryName(code: string): string {
  return getName(code, 'en', { select: 'official' }) ?? code;
}

/** Whether it is an alpha-2 code, in capitals. */
export function isCountryCode(code: string): boolean {
  return Object.hasOwn(getAlpha2Codes(), code);
}

/** Of an alpha-3 code, in capitals: `LBY`. */
export function countryOfAlpha3(code: string): string | undefined {
  return alpha3ToAlpha2(code);
}

function namesToCodes(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const shared = new Set<string>();
  for (const locale of [en, fr, ar, pt, es]) {
    registerLocale(locale);
    for (const [code, names] of Object.entries(getNames(locale.locale, { select: 'all' }))) {
      for (const name of names.map(foldName)) {
        if (found.has(name) && found.get(name) !== code) shared.add(name);
        found.set(name, code);
      }
    }
  }
  for (const name of [...shared, ...NOT_ONLY_COUNTRIES.map(foldName)]) found.delete(name);
  for (const [code, names] of Object.entries(SHORT_FORMS)) {
    for (const name of names.split(', ')) found.set(foldName(name), code);
  }
  return found;
}
