/** What feeds are called and what they are said to hold, in the languages of the desk's stories; English for others. */
import { remembered } from '../story/remembered.ts';
import { primaryLanguage } from '../story/language.ts';

type FeedWords = {
  readonly everything: (agency: string) => string;
  readonly inLanguage: (agency: string, language: string) => string;
  readonly inSection: (agency: string, section: string) => string;
  readonly fromCountry: (agency: string, country: string) => string;
  /** Of a feed that the desk no longer makes; then the address of the main one. */
  readonly ended: (mainUrl: string) => string;
};

// Names stand apart from the words around them: neither their gender nor their article is known.
const english: FeedWords = {
  everything: (agency) => `All stories of ${agency}`,
  inLanguage: (agency, language) => `Stories of ${agency} in ${language}`,
  inSection: (agency, section) => `Stories of ${agency}: ${section}`,
  fromCountry: (agency, country) => `Stories of ${agency} from ${country}`,
  ended: (mainUrl) => `This feed has ended. All stories are at ${mainUrl}`,
};

const words: Readonly<Record<string, FeedWords>> = {
  en: english,
  fr: {
    everything: (agency) => `${agency} : toutes les dépêches`,
    inLanguage: (agency, language) => `${agency} : les dépêches en ${language}`,
    inSection: (agency, section) => `${agency} : les dépêches de la rubrique « ${section} »`,
    fromCountry: (agency, country) => `${agency} : les dépêches par pays, ${country}`,
    ended: (mainUrl) => `Ce fil est terminé. Toutes les dépêches sont à l’adresse ${mainUrl}`,
  },
  pt: {
    everything: (agency) => `${agency}: todas as notícias`,
    inLanguage: (agency, language) => `${agency}: notícias em ${language}`,
    inSection: (agency, section) => `${agency}: notícias da secção «${section}»`,
    fromCountry: (agency, country) => `${agency}: notícias por país, ${country}`,
    ended: (mainUrl) => `Este feed terminou. Todas as notícias estão em ${mainUrl}`,
  },
  ar: {
    everything: (agency) => `جميع أخبار ${agency}`,
    inLanguage: (agency, language) => `أخبار ${agency} باللغة ${language}`,
    inSection: (agency, section) => `أخبار ${agency} في قسم «${section}»`,
    fromCountry: (agency, country) => `أخبار ${agency} من ${country}`,
    ended: (mainUrl) => `توقفت هذه الخلاصة. جميع الأخبار في العنوان ${mainUrl}`,
  },
};

export function feedWords(language: string): FeedWords {
  return words[primaryLanguage(language)] ?? english;
}

/** `Français`, `العربية`: what a language calls itself, as it stands at the head of a list. */
export function ownName(language: string): string {
  const name = nameIn(language, language, 'language');
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** `French`, `français`, `francês`. */
export function languageName(language: string, inLanguage: string): string {
  return nameIn(language, inLanguage, 'language');
}

/** `LY` is `Libya`, `Libye`, `Líbia`, `ليبيا`. */
export function countryName(code: string, inLanguage: string): string {
  return nameIn(code, inLanguage, 'region');
}

/** For a language that Intl does not write it would take the one of the machine. */
function nameIn(code: string, language: string, type: keyof typeof NAMES): string {
  return NAMES[type](language).of(code) ?? code;
}

/** Dear to make, and asked for each feed in each list. */
const NAMES = { language: namesOf('language'), region: namesOf('region') };

function namesOf(type: 'language' | 'region'): (language: string) => Intl.DisplayNames {
  return remembered((language) => {
    const isWritten = Intl.DisplayNames.supportedLocalesOf(language).length > 0;
    return new Intl.DisplayNames(isWritten ? language : 'en', { type, fallback: 'code' });
  });
}
