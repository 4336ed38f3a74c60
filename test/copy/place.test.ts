import { describe, expect, it } from 'vitest';

import { countryCode, isCountryCode } from '../../src/copy/countries.ts';
import { isPlaceLike, placeOf } from '../../src/copy/place.ts';

describe('countryCode', () => {
  it.each([
    ['Libya', 'LY'],
    ['LIBYA', 'LY'],
    ['Libye', 'LY'],
    ['Líbia', 'LY'],
    ['Libia', 'LY'],
    ['ليبيا', 'LY'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['US', 'US'],
    ['U.S.A.', 'US'],
    ['Etats-Unis', 'US'],
    ['EUA', 'US'],
    ['UAE', 'AE'],
    ['DRC', 'CD'],
    ['RDC', 'CD'],
    ['Democratic Republic of the Congo', 'CD'],
    ['República Democrática do Congo', 'CD'],
    ['República do Congo', 'CG'],
    ['Congo-Brazzaville', 'CG'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['Ivory Coast', 'CI'],
    ['The Gambia', 'GM'],
    ['Cabo Verde', 'CV'],
    ['Cape Verde', 'CV'],
    ['Guinea-Bissau', 'GW'],
    ['Guiné-Bissau', 'GW'],
    ['Russia', 'RU'],
    ['Syria', 'SY'],
    ['Tanzania', 'TZ'],
    ['Swaziland', 'SZ'],
    ['Türkiye', 'TR'],
    ['السعودية', 'SA'],
    ['الإمارات العربية المتحدة', 'AE'],
  ])('%s is %s', (name, code) => {
    expect(countryCode(name)).toBe(code);
  });

  it.each(['Congo', 'Georgia', 'Ore.', 'Tripoli', '', 'constructor'])('"%s" is not surely a country', (name) => {
    expect(countryCode(name)).toBeUndefined();
  });

  it('knows codes from what only looks like one', () => {
    expect(['LY', 'GB', 'UK', 'ly', 'XX', 'toString'].map(isCountryCode)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

const AMERICA = { code: 'US', name: 'United States of America' };

describe('placeOf', () => {
  it.each([
    ['Tripoli, Libya', { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } }],
    ['Khartoum- Sudan', { name: 'Khartoum', country: { code: 'SD', name: 'Sudan' } }],
    ['Dakar | Senegal', { name: 'Dakar', country: { code: 'SN', name: 'Senegal' } }],
    ['طرابلس، ليبيا', { name: 'طرابلس', country: { code: 'LY', name: 'ليبيا' } }],
    ['Washington, D.C.', { name: 'Washington', region: { code: 'US-DC', name: 'D.C.' }, country: AMERICA }],
    ['PORTLAND, Ore.', { name: 'PORTLAND', region: { code: 'US-OR', name: 'Ore.' }, country: AMERICA }],
    [
      'Paris, Texas, USA',
      { name: 'Paris', region: { code: 'US-TX', name: 'Texas' }, country: { code: 'US', name: 'USA' } },
    ],
    [
      'TORONTO, Ont.',
      { name: 'TORONTO', region: { code: 'CA-ON', name: 'Ont.' }, country: { code: 'CA', name: 'Canada' } },
    ],
    ['Kano, Kano State, Nigeria', { name: 'Kano, Kano State', country: { code: 'NG', name: 'Nigeria' } }],
    ['Kinshasa, Congo', { name: 'Kinshasa', country: { code: 'CD', name: 'Congo' } }],
    ['Tbilisi, Georgia', { name: 'Tbilisi', country: { code: 'GE', name: 'Georgia' } }],
    ['Ouesso, Congo', { name: 'Ouesso', country: { code: 'CG', name: 'Congo' } }],
    [
      'Atlanta, Georgia',
      {
        name: 'Atlanta',
        region: { code: 'US-GA', name: 'Georgia' },
        country: { code: 'US', name: 'United States of America' },
      },
    ],
    ['Smithville, Georgia', { name: 'Smithville, Georgia' }],
    ['MOSCOW.', { name: 'MOSCOW' }],
    ['Lagos. Nigeria', { name: 'Lagos', country: { code: 'NG', name: 'Nigeria' } }],
    ['Mumbai (Maharashtra) [India]', { name: 'Mumbai (Maharashtra)', country: { code: 'IN', name: 'India' } }],
    ['Luxembourg', { name: 'Luxembourg', country: { code: 'LU', name: 'Luxembourg' } }],
    ['Brussels,', { name: 'Brussels' }],
  ])('reads %s', (text, place) => {
    expect(placeOf(text)).toEqual(place);
  });
});

describe('isPlaceLike', () => {
  it.each(["N'Djamena", 'Port-au-Prince', 'St. Louis', 'Dar es Salaam', 'al-Khums', 'The Hague', 'طرابلس'])(
    '%s',
    (name) => {
      expect(isPlaceLike(name)).toBe(true);
    },
  );

  it.each(['', 'x', 'He said', 'The bank', 'Tripoli: what', 'A town in Libya', '2021', 'Monday', 'جدا '.repeat(10)])(
    'not "%s"',
    (text) => {
      expect(isPlaceLike(text)).toBe(false);
    },
  );
});
