/** Language tags (BCP 47), as people write them in settings and front matter. */

/** For the end of a message: `"french" must be ...`. */
export const LANGUAGE_RULE = 'must be a language tag such as en, fr, ar or pt-BR (BCP 47)';

/** `en-gb` becomes `en-GB`. A language's name (`french`) has the form of a tag, but no language has a tag that long. */
export function canonicalLanguage(tag: string): string | undefined {
  if (!/^[a-z]{2,3}(?:-|$)/i.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const PRIMARY_LANGUAGES_MAX = 1_000;
const primaryLanguages = new Map<string, string>();

/** `pt` of `pt-BR`; what is no tag stands for itself. Remembered: a locale is dear to make, a desk's languages are few. */
export function primaryLanguage(tag: string): string {
  const known = primaryLanguages.get(tag);
  if (known !== undefined) return known;
  const canonical = canonicalLanguage(tag);
  const language = canonical === undefined ? tag : new Intl.Locale(canonical).language;
  if (primaryLanguages.size >= PRIMARY_LANGUAGES_MAX) primaryLanguages.clear();
  primaryLanguages.set(tag, language);
  return language;
}
