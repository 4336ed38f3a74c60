/** Every country, under each of its names in each of the five languages, with the dateline around it that PANA writes. */
import { getNames, registerLocale } from 'i18n-iso-countries/index.js';
import ar from 'i18n-iso-countries/langs/ar.json' with { type: 'json' };
import en from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import es from 'i18n-iso-countries/langs/es.json' with { type: 'json' };
import fr from 'i18n-iso-countries/langs/fr.json' with { type: 'json' };
import pt from 'i18n-iso-countries/langs/pt.json' with { type: 'json' };
import { describe, expect, it } from 'vitest';

import { knownAgencies } from '../../src/copy/agencies.ts';
import { countryCode } from '../../src/copy/countries.ts';
import { readDateline } from '../../src/copy/dateline.ts';

const known = knownAgencies([]);

describe.each([en, fr, pt, es, ar])('the datelines of all countries in $locale', (locale) => {
  registerLocale(locale);
  const names = Object.values(getNames(locale.locale, { select: 'all' })).flat();
  const sure = names.filter((name) => countryCode(name) !== undefined);
  const isArabic = locale.locale === 'ar';

  it('have the country, and a place that is not part of its name', () => {
    const read = sure.map((name) => {
      const [text, story] = isArabic ? [`بلدة، ${name} (بانا) -`, 'قال'] : [`Ville, ${name} (PANA) -`, 'Le ministre'];
      const reading = readDateline(`${text} ${story}`, known);
      const dateline = reading.kind === 'dateline' ? reading.dateline : undefined;
      return {
        name,
        place: dateline?.place?.name,
        code: dateline?.place?.country?.code,
        text: dateline?.text === text,
      };
    });
    const place = isArabic ? 'بلدة' : 'Ville';
    expect(read).toEqual(sure.map((name) => ({ name, place, code: countryCode(name), text: true })));
    expect(sure.length).toBeGreaterThan(names.length * 0.98);
  });
});
