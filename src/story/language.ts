/** Language tags (BCP 47), as people write them in settings and front matter. */

import { remembered } from './remembered.ts';

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

/** `pt` of `pt-BR`; what is no tag stands for itself. A locale is dear to make, and a desk's languages are few. */
export const primaryLanguage: (tag: string) => string = remembered((tag) => {
  const canonical = canonicalLanguage(tag);
  return canonical === undefined ? tag : new Intl.Locale(canonical).language;
});
