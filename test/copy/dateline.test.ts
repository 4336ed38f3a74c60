import { describe, expect, it } from 'vitest';

import { knownAgencies } from '../../src/copy/agencies.ts';
import { datelineFrom, readDateline } from '../../src/copy/dateline.ts';

const known = knownAgencies([]);

/** Text as filed, place, country code, agency. */
const DATELINES: readonly (readonly [
  text: string,
  name?: string | undefined,
  code?: string | undefined,
  agency?: string,
])[] = [
  ['Tripoli, Libya (PANA) -', 'Tripoli', 'LY', 'PANA'],
  ['Gaborone, Botswana (PANA) –', 'Gaborone', 'BW', 'PANA'],
  ['London, UK, (PANA) -', 'London', 'GB', 'PANA'],
  ['Khartoum- Sudan (PANA) --', 'Khartoum', 'SD', 'PANA'],
  ['New York, US (PANA) -', 'New York', 'US', 'PANA'],
  ['SALVADOR, Feb 26 -', 'SALVADOR'],
  ['PORTLAND, Ore., March 3 -', 'PORTLAND, Ore.'],
  ['DALLAS/FORT WORTH, Texas, March 3 -', 'DALLAS/FORT WORTH, Texas'],
  ['MANILA, March 4, -', 'MANILA'],
  ['JOHANNESBURG March 13 -', 'JOHANNESBURG'],
  ['DAMASCUS (Reuters) -', 'DAMASCUS', undefined, 'Reuters'],
  ['Jan 30 (Reuters) -', undefined, undefined, 'Reuters'],
  ['NEW YORK (AP) —', 'NEW YORK', undefined, 'AP'],
  ['NAIROBI, Kenya (AP) _', 'NAIROBI', 'KE', 'AP'],
  ['GROSSETO, Italy (AP) --', 'GROSSETO', 'IT', 'AP'],
  ['SAN`A, Yemen (AP) _', 'SAN`A', 'YE', 'AP'],
  ['STOCKHOLM, Aug 29, 2014 (AFP) -', 'STOCKHOLM', undefined, 'AFP'],
  ['Strasbourg, 10 juil 2024 (AFP)', 'Strasbourg', undefined, 'AFP'],
  ['Tripolis (AFP)', 'Tripolis', undefined, 'AFP'],
  ['San Diego (tca/dpa) -', 'San Diego', undefined, 'tca/dpa'],
  ['Tegucigalpa, Jan 2 (EFE).-', 'Tegucigalpa', undefined, 'EFE'],
  ['(ANSA) - ROMA, 1 LUG -', 'ROMA', undefined, 'ANSA'],
  ['NAIROBI, (Xinhua) --', 'NAIROBI', undefined, 'Xinhua'],
  ['Dar es Salaam, Tanzania | Xinhua |', 'Dar es Salaam', 'TZ', 'Xinhua'],
  ['Dakar, 16 fév (APS) –', 'Dakar', undefined, 'APS'],
  ['El Geneina May 26 (SUNA) –', 'El Geneina', undefined, 'SUNA'],
  ['Accra, Jan. 26, GNA -', 'Accra', undefined, 'GNA'],
  ['Tripoli, 30 July 2017(Lana)', 'Tripoli', undefined, 'Lana'],
  ['Tripoli, 31.08.2016(Lana)', 'Tripoli', undefined, 'Lana'],
  ['Tripoli, 21.04.2019 - Lana -', 'Tripoli', undefined, 'Lana'],
  ['Tripoli 7 Janvier 2022 /LANA/ -', 'Tripoli', undefined, 'LANA'],
  ['Dakar (WAL/UNI) –', 'Dakar', undefined, 'WAL/UNI'],
  ['تونس (رويترز) -', 'تونس', 'TN', 'رويترز'],
  ['بنغازي 4 نوفمبر 2024 (الأنباء الليبية)-', 'بنغازي', undefined, 'الأنباء الليبية'],
  ['طرابلس، ليبيا (بانا) -', 'طرابلس', 'LY', 'بانا'],
  ["N'Djamena, Chad (PANA) -", "N'Djamena", 'TD', 'PANA'],
  ['Port-au-Prince, Haiti (AP) -', 'Port-au-Prince', 'HT', 'AP'],
  ['St. Louis, Senegal (PANA) -', 'St. Louis', 'SN', 'PANA'],
  ['Kinshasa, Congo (DRC) (PANA) -', 'Kinshasa', 'CD', 'PANA'],
  ['The Hague, Netherlands (AP) -', 'The Hague', 'NL', 'AP'],
  ['Djibouti (PANA) -', 'Djibouti', 'DJ', 'PANA'],
  ['Praia, Cabo Verde (PANA) –', 'Praia', 'CV', 'PANA'],
  ['Abidjan, Côte d’Ivoire (AIP) -', 'Abidjan', 'CI', 'AIP'],
  ['São Tomé, São Tomé e Príncipe (STP-Press) -', 'São Tomé', 'ST', 'STP-Press'],
  ['Tripoli, Libya -', 'Tripoli', 'LY'],
  ['Luanda, Angola (XYZ) -', 'Luanda', 'AO', 'XYZ'],
  ['Atlanta, Georgia (AP) -', 'Atlanta, Georgia', undefined, 'AP'],
  ['Granada (EFE) -', 'Granada', undefined, 'EFE'],
];

describe('readDateline', () => {
  it.each(DATELINES)('reads %s', (text, name, code, agency) => {
    const story = /\p{Script=Arabic}/u.test(`${text}`) ? 'قال الوزير إن' : 'The minister said';
    const reading = readDateline(`${text} ${story}`, known);
    expect(reading).toMatchObject({ kind: 'dateline', dateline: { text } });
    if (reading.kind !== 'dateline') return;
    expect(reading.dateline.place?.name).toBe(name);
    expect(reading.dateline.place?.country?.code).toBe(code);
    expect(reading.dateline.agency).toBe(agency);
  });

  it('gives the country in the words of the copy', () => {
    expect(readDateline('Dakar, Sénégal (PANA) - Le ministre', known)).toMatchObject({
      dateline: { place: { name: 'Dakar', country: { code: 'SN', name: 'Sénégal' } } },
    });
  });

  it.each([
    'The Libyan Interior Minister, Khaled Mazen, has expressed the desire of his country.',
    'African Banking Corporation (ABC) - founded in 1990 - said on Monday it would close.',
    'African Banking Corporation (ABC) - The bank is closed.',
    "Union Nationale pour l'Indépendance Totale de l'Angola (UNITA) - Le parti",
    'Panafrican News Agency (PANA) - The oldest of the continent',
    'Agence France-Presse (AFP) said on Monday that',
    'Congo (DRC) - The party of the president',
    'In Tripoli (PANA) - The minister',
    'He said (ABC) - that it was late',
    'Monday, March 3 - The Council meets',
    '2 March - The Council meets',
    'Paris, France - a city of lights - is empty',
    'The minister - who was there - said no',
    'UN Secretary-General Antonio Guterres (PANA) - The chief',
    '"Tripoli, Libya (PANA) - The" was how it began',
    '',
    '(',
    '- - -',
  ])('takes no sentence for a dateline: %s', (sentence) => {
    expect(readDateline(sentence, known)).toEqual({ kind: 'none' });
  });

  it.each([
    'Kampala (XYZ) - The',
    'قال الرئيس التونسي قيس سعيد (رويترز) - قال',
    'Sonatrach (APS) - the state oil company - said',
    'Nigeria (NNPC) - The',
  ])('is in doubt about %s', (sentence) => {
    expect(readDateline(sentence, known)).toMatchObject({ kind: 'doubtful' });
  });

  it('knows the agencies that the desk or the story names', () => {
    const reading = readDateline('Kampala (XYZ) - The minister', knownAgencies(['XYZ']));
    expect(reading).toMatchObject({ kind: 'dateline', dateline: { place: { name: 'Kampala' }, agency: 'XYZ' } });
  });

  it('looks for it at the head of the paragraph only', () => {
    expect(readDateline(`${'word '.repeat(40)}Tripoli, Libya (PANA) - The`, known)).toEqual({ kind: 'none' });
  });
});

describe('datelineFrom', () => {
  it.each([
    ['Kampala (XYZ) -', { text: 'Kampala (XYZ) -', place: { name: 'Kampala' }, agency: 'XYZ' }],
    ['Tripoli, Libya', { text: 'Tripoli, Libya', place: { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } } }],
    ['on board the ship', { text: 'on board the ship' }],
  ])('believes what the front matter says: %s', (text, dateline) => {
    expect(datelineFrom(text, known)).toEqual(dateline);
  });
});
