import { describe, expect, it } from 'vitest';

import { knownAgencies } from '../../src/copy/agencies.ts';
import { datelineFrom, readDateline } from '../../src/copy/dateline.ts';

const known = knownAgencies([]);

/** Text as filed, place, country code, agency, date. */
const DATELINES: readonly (readonly [
  text: string,
  name?: string | undefined,
  code?: string | undefined,
  agency?: string | undefined,
  date?: string,
])[] = [
  ['Tripoli, Libya (PANA) -', 'Tripoli', 'LY', 'PANA'],
  ['Gaborone, Botswana (PANA) –', 'Gaborone', 'BW', 'PANA'],
  ['London, UK, (PANA) -', 'London', 'GB', 'PANA'],
  ['Khartoum- Sudan (PANA) --', 'Khartoum', 'SD', 'PANA'],
  ['New York, US (PANA) -', 'New York', 'US', 'PANA'],
  ['SALVADOR, Feb 26 -', 'SALVADOR', undefined, undefined, '--02-26'],
  ['PORTLAND, Ore., March 3 -', 'PORTLAND', 'US', undefined, '--03-03'],
  ['DALLAS/FORT WORTH, Texas, March 3 -', 'DALLAS/FORT WORTH', 'US', undefined, '--03-03'],
  ['MANILA, March 4, -', 'MANILA', undefined, undefined, '--03-04'],
  ['JOHANNESBURG March 13 -', 'JOHANNESBURG', undefined, undefined, '--03-13'],
  ['DAMASCUS (Reuters) -', 'DAMASCUS', undefined, 'Reuters'],
  ['Jan 30 (Reuters) -', undefined, undefined, 'Reuters', '--01-30'],
  ['NEW YORK (AP) —', 'NEW YORK', undefined, 'AP'],
  ['NAIROBI, Kenya (AP) _', 'NAIROBI', 'KE', 'AP'],
  ['GROSSETO, Italy (AP) --', 'GROSSETO', 'IT', 'AP'],
  ['SAN`A, Yemen (AP) _', 'SAN`A', 'YE', 'AP'],
  ['STOCKHOLM, Aug 29, 2014 (AFP) -', 'STOCKHOLM', undefined, 'AFP', '2014-08-29'],
  ['Strasbourg, 10 juil 2024 (AFP)', 'Strasbourg', undefined, 'AFP', '2024-07-10'],
  ['Tripolis (AFP)', 'Tripolis', undefined, 'AFP'],
  ['San Diego (tca/dpa) -', 'San Diego', undefined, 'tca/dpa'],
  ['Tegucigalpa, Jan 2 (EFE).-', 'Tegucigalpa', undefined, 'EFE', '--01-02'],
  ['(ANSA) - ROMA, 1 LUG -', 'ROMA', undefined, 'ANSA', '--07-01'],
  ['NAIROBI, (Xinhua) --', 'NAIROBI', undefined, 'Xinhua'],
  ['Dar es Salaam, Tanzania | Xinhua |', 'Dar es Salaam', 'TZ', 'Xinhua'],
  ['Dakar, 16 fév (APS) –', 'Dakar', undefined, 'APS', '--02-16'],
  ['El Geneina May 26 (SUNA) –', 'El Geneina', undefined, 'SUNA', '--05-26'],
  ['Accra, Jan. 26, GNA -', 'Accra', undefined, 'GNA', '--01-26'],
  ['Tripoli, 30 July 2017(Lana)', 'Tripoli', undefined, 'Lana', '2017-07-30'],
  ['Tripoli, 31.08.2016(Lana)', 'Tripoli', undefined, 'Lana', '2016-08-31'],
  ['Tripoli, 21.04.2019 - Lana -', 'Tripoli', undefined, 'Lana', '2019-04-21'],
  ['Tripoli 7 Janvier 2022 /LANA/ -', 'Tripoli', undefined, 'LANA', '2022-01-07'],
  ['Dakar (WAL/UNI) –', 'Dakar', undefined, 'WAL/UNI'],
  ['تونس (رويترز) -', 'تونس', 'TN', 'رويترز'],
  ['بنغازي 4 نوفمبر 2024 (الأنباء الليبية)-', 'بنغازي', undefined, 'الأنباء الليبية', '2024-11-04'],
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
  ['Atlanta, Georgia (AP) -', 'Atlanta', 'US', 'AP'],
  ['Smithville, Georgia (AP) -', 'Smithville, Georgia', undefined, 'AP'],
  ['Granada (EFE) -', 'Granada', undefined, 'EFE'],
  // As the agencies of Africa file them.
  ['Praia, Jan 11 (Inforpress) –', 'Praia', undefined, 'Inforpress', '--01-11'],
  ['New York, SANA-', 'New York', undefined, 'SANA'],
  ['Brazzaville, Congo (PANA) -', 'Brazzaville', 'CG', 'PANA'],
  ['Goma, Congo (AP) —', 'Goma', 'CD', 'AP'],
  ['Kinshasa, RD Congo (PANA) -', 'Kinshasa', 'CD', 'PANA'],
  ['Kumasi (Ash), Jan. 26, GNA -', 'Kumasi (Ash)', undefined, 'GNA', '--01-26'],
  ['Abuja, Feb. 12, 2021 (NAN)', 'Abuja', undefined, 'NAN', '2021-02-12'],
  ['Addis Ababa, January 23/2019 (ENA)', 'Addis Ababa', undefined, 'ENA', '2019-01-23'],
  ['Addis Ababa January 23/2019', 'Addis Ababa', undefined, undefined, '2019-01-23'],
  ['WINDHOEK, 12 MAR (NAMPA) -', 'WINDHOEK', undefined, 'NAMPA', '--03-12'],
  ['Harare, March 12 (New Ziana) -', 'Harare', undefined, 'New Ziana', '--03-12'],
  ['Maputo, 12 Mar (AIM) –', 'Maputo', undefined, 'AIM', '--03-12'],
  ['Bissau, 05 Fev 21 (ANG) –', 'Bissau', undefined, 'ANG', '2021-02-05'],
  ['São Tomé, 12 Mar 2021 ( STP-Press ) –', 'São Tomé', 'ST', 'STP-Press', '2021-03-12'],
  ['Luanda, 12/03 –', 'Luanda'],
  ['Luanda, 25/03 (ANGOP) –', 'Luanda', undefined, 'ANGOP', '--03-25'],
  ['Luanda –', 'Luanda'],
  ['Lisboa, 12 mar 2021 (Lusa) -', 'Lisboa', undefined, 'Lusa', '2021-03-12'],
  ['Cidade da Praia, 11 Jan (Inforpress) –', 'Cidade da Praia', undefined, 'Inforpress', '--01-11'],
  ['Kinshasa, 12 mars 2021 (ACP).-', 'Kinshasa', undefined, 'ACP', '2021-03-12'],
  ['Niamey, 12 Mars (ANP) –', 'Niamey', undefined, 'ANP', '--03-12'],
  ['Nouakchott, 13/03/2021 -', 'Nouakchott', undefined, undefined, '2021-03-13'],
  ['Tunis, le 12 mars 2021 (TAP) -', 'Tunis', undefined, 'TAP', '2021-03-12'],
  ['TUNIS, March 12- ', 'TUNIS', undefined, undefined, '--03-12'],
  ['ALGER -', 'ALGER'],
  ['BLIDA -', 'BLIDA'],
  ['TIZI-OUZOU -', 'TIZI-OUZOU'],
  ['Rabat (MAP) -', 'Rabat', undefined, 'MAP'],
  ['Mogadishu (SONNA) –', 'Mogadishu', undefined, 'SONNA'],
  ['Kampala (URN) -', 'Kampala', undefined, 'URN'],
  // From the rest of the world.
  ['LONDON, Sept 28 (Reuters) –', 'LONDON', undefined, 'Reuters', '--09-28'],
  ['BENGHAZI, Libya, March 12 (Reuters) -', 'BENGHAZI', 'LY', 'Reuters', '--03-12'],
  ['ON THE TURKISH-SYRIAN BORDER (Reuters) -', 'ON THE TURKISH-SYRIAN BORDER', undefined, 'Reuters'],
  ['ABOARD THE AQUARIUS (AP) —', 'ABOARD THE AQUARIUS', undefined, 'AP'],
  ['NEAR KIRKUK, Iraq (Reuters) -', 'NEAR KIRKUK', 'IQ', 'Reuters'],
  ['LONDON/PARIS, March 12 (Reuters) -', 'LONDON/PARIS', undefined, 'Reuters', '--03-12'],
  ['WASHINGTON —', 'WASHINGTON'],
  ['UNITED NATIONS, March 3 (Xinhua) --', 'UNITED NATIONS', undefined, 'Xinhua', '--03-03'],
  ['KAMPALA, Uganda, March 5 (Xinhua) --', 'KAMPALA', 'UG', 'Xinhua', '--03-05'],
  ['CHATHAM, Mass. (AP) _', 'CHATHAM', 'US', 'AP'],
  ['MONTREAL, Que., March 3 -', 'MONTREAL', 'CA', undefined, '--03-03'],
  ['MOSCOW, March 12. /TASS/.', 'MOSCOW', undefined, 'TASS', '--03-12'],
  ['MOSCOW (Sputnik) —', 'MOSCOW', undefined, 'Sputnik'],
  ['Islamabad, March 12 (APP):', 'Islamabad', undefined, 'APP', '--03-12'],
  ['New Delhi, Mar 12 (PTI)', 'New Delhi', undefined, 'PTI', '--03-12'],
  ['TOKYO, March 12 KYODO –', 'TOKYO', undefined, 'KYODO', '--03-12'],
  ['Caracas, 12 Mar. AVN.-', 'Caracas', undefined, 'AVN', '--03-12'],
  ['La Habana, 12 mar (Prensa Latina)', 'La Habana', undefined, 'Prensa Latina', '--03-12'],
  ['MADRID, 12 Mar. (EUROPA PRESS) -', 'MADRID', undefined, 'EUROPA PRESS', '--03-12'],
  ['Roma, 12 mar. (Adnkronos) -', 'Roma', undefined, 'Adnkronos', '--03-12'],
  ['BRUXELLES (Belga) =', 'BRUXELLES', undefined, 'Belga'],
  ['Frankfurt/Main (dpa) -', 'Frankfurt/Main', undefined, 'dpa'],
  ['RAMALLAH, Thursday, March 4, 2021 (WAFA) –', 'RAMALLAH', undefined, 'WAFA', '2021-03-04'],
  ['Riyadh, Rajab 28, 1442, March 12, 2021, SPA --', 'Riyadh', undefined, 'SPA', '2021-03-12'],
  ['ABU DHABI, 12th March, 2021 (WAM) --', 'ABU DHABI', undefined, 'WAM', '2021-03-12'],
  ["SANA'A, March 12 (Saba)-", "SANA'A", undefined, 'Saba', '--03-12'],
  ['Tehran, March 12, IRNA –', 'Tehran', undefined, 'IRNA', '--03-12'],
  ['Tripoli (PANA), 10 June 2021 -', 'Tripoli', undefined, 'PANA', '2021-06-10'],
  ['* NAIROBI, Kenya (AP) —', 'NAIROBI', 'KE', 'AP'],
  ['SALVADOR, Narch 2 -', 'SALVADOR', undefined, undefined, '--03-02'],
  ['ST. PAUL, Minn., Marchg 12 -', 'ST. PAUL', 'US', undefined, '--03-12'],
  ['ST. PAUL, Minn., Xyzzy 12 -', 'ST. PAUL', 'US'],
  ['(Reuters) -', undefined, undefined, 'Reuters'],
  ['Tripoli (Libya), 10 June 2021 (PANA) -', 'Tripoli', 'LY', 'PANA', '2021-06-10'],
  ['Dakar Sénégal (PANA) -', 'Dakar', 'SN', 'PANA'],
  ['Khartoum-Sudan (PANA) ―', 'Khartoum', 'SD', 'PANA'],
  ['JAKARTA/SINGAPORE (Reuters) -', 'JAKARTA/SINGAPORE', undefined, 'Reuters'],
  // In Arabic.
  ['تونس 12 مارس 2021 (وات) -', 'تونس', 'TN', 'وات', '2021-03-12'],
  ['أبوظبي في 12 مارس / وام /', 'أبوظبي', undefined, 'وام', '--03-12'],
  ['الكويت - 12 - 3 (كونا) --', 'الكويت', 'KW', 'كونا'],
  ['الرياض 28 رجب 1442 هـ الموافق 12 مارس 2021 (واس) --', 'الرياض', undefined, 'واس', '2021-03-12'],
  ['بيروت 27 كانون الثاني 2011 (رويترز) -', 'بيروت', undefined, 'رويترز', '2011-01-27'],
  ['القاهرة -', 'القاهرة'],
];

describe('readDateline', () => {
  it.each(DATELINES)('reads %s', (text, name, code, agency, date) => {
    const story = /\p{Script=Arabic}/u.test(`${text}`) ? 'قال الوزير إن' : 'The minister said';
    const reading = readDateline(`${text} ${story}`, known);
    expect(reading).toMatchObject({ kind: 'dateline', dateline: { text: `${text}`.replace(/^\* /, '').trim() } });
    if (reading.kind !== 'dateline') return;
    expect(reading.dateline.place?.name).toBe(name);
    expect(reading.dateline.place?.country?.code).toBe(code);
    expect(reading.dateline.agency).toBe(agency);
    expect(reading.dateline.date).toBe(date);
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
    'UNICEF - The agency said on Monday that children suffer.',
    'FACTBOX - The main points of the agreement',
    'EXCLUSIVE - President to resign',
    'THE MINISTER - WHO WAS THERE - SAID NO',
    'NO MORE DELAYS - THE PRESIDENT SPEAKS TO THE NATION',
    'Mohamed Salah - The striker scored twice.',
    'Libya - which has two governments - will vote.',
    'In March 2020 (COVID) - The lockdown',
    'Nigeria, March 2021 - a month to remember for many',
    'Maria - The girl who stayed',
    'Section 4 - The minister may',
    'Article 12 - Le président de la République',
    'Group A - Senegal lead Egypt on goal difference.',
    'May 12 - The Council meets',
    'A (B) - The C',
    'Gold Coast - Senegal beat Ghana 2-1',
    'COVID-19 - The figures of the day',
    'LE MINISTRE - Il a dit non aux deux.',
    'ALGER-TUNIS - La ligne rouvre lundi.',
    'Kenya, Uganda (and Tanzania) - three states agree',
    '10 - The number of ministers who left',
    'أكد الوزير - الذي زار المدينة - أن',
  ])('takes no sentence for a dateline: %s', (sentence) => {
    expect(readDateline(sentence, known)).toEqual({ kind: 'none' });
  });

  it.each([
    'Mbale (XYZ) - The',
    'قال الرئيس التونسي قيس سعيد (رويترز) - قال',
    'Sonatrach (APS) - the state oil company - said',
    'Nigeria (NNPC) - The',
    'Ban Ki-moon (UN) - The Secretary-General',
    'Kenya, Uganda (EACX) - The members',
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
