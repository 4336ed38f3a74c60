/** Datelines as the agencies of the world file them, each with a story that begins after it. */
import { describe, expect, it } from 'vitest';

import { knownAgencies } from '../../src/copy/agencies.ts';
import { readDateline } from '../../src/copy/dateline.ts';

const known = knownAgencies([]);

type Row = readonly [
  text: string,
  name?: string | undefined,
  country?: string | undefined,
  agency?: string | undefined,
  date?: string | undefined,
  story?: string,
];

/** By who files so. */
const FORMS: Readonly<Record<string, readonly Row[]>> = {
  PANA: [
    ['Bangui, République centrafricaine (PANA) -', 'Bangui', 'CF', 'PANA'],
    ['Malabo, Guinée équatoriale (PANA) -', 'Malabo', 'GQ', 'PANA'],
    ['Laâyoune, Sahara occidental (PANA) -', 'Laâyoune', 'EH', 'PANA'],
    ['Dubaï, Emirats arabes unis (PANA) –', 'Dubaï', 'AE', 'PANA'],
    ['Port Louis, île Maurice (PANA) –', 'Port Louis', 'MU', 'PANA'],
    ['Conakry, République de Guinée (PANA) –', 'Conakry', 'GN', 'PANA'],
    ['Mbabane, Suazilândia (PANA) –', 'Mbabane', 'SZ', 'PANA'],
    ['New York, Nations unies (PANA) -', 'New York, Nations unies', undefined, 'PANA'],
    ['São Tome e São Tome e Príncipe (PANA) -', 'São Tome', 'ST', 'PANA'],
    ['Praia e Luanda (PANA) -', 'Praia e Luanda', undefined, 'PANA'],
    ['Malabo, Eq. Guinea (PANA) -', 'Malabo', 'GQ', 'PANA'],
    ['Johannesburg, RSA (PANA) -', 'Johannesburg', 'ZA', 'PANA'],
    ['KINSHASA, Democratic Republic of Congo (PANA) -', 'KINSHASA', 'CD', 'PANA'],
    ['دبي، الإمارات (بانا) -', 'دبي', 'AE', 'بانا'],
    ['Lagos. Nigeria (PANA) -', 'Lagos', 'NG', 'PANA'],
    ['Lagos – Nigeria (PANA) –', 'Lagos', 'NG', 'PANA'],
    ['Lagos,Nigeria(PANA)-', 'Lagos', 'NG', 'PANA'],
    ['Tripoli, Libya (PANA) ~', 'Tripoli', 'LY', 'PANA'],
    ['Dakar, Senegal (PANA, 10 June) -', 'Dakar', 'SN', 'PANA', '--06-10'],
    ['Dakar, ce 12 janvier 2021 (PANA) -', 'Dakar', undefined, 'PANA', '2021-01-12'],
    ['Moroni (PANA) -', 'Moroni', undefined, 'PANA', undefined, 'the minister'],
    ['برازافيل، الكونغو (بانا) -', 'برازافيل', 'CG', 'بانا'],
    ['Dar es-Salaam, Tanzanie (PANA) -', 'Dar es-Salaam', 'TZ', 'PANA'],
    ['Laâyoune occupée, Sahara occidental (PANA) -', 'Laâyoune occupée', 'EH', 'PANA'],
    ['Bir Lehlou, République sahraouie (PANA) -', 'Bir Lehlou', 'EH', 'PANA'],
    ['Santa Maria, ilha do Sal, Cabo Verde (PANA) -', 'Santa Maria, ilha do Sal', 'CV', 'PANA'],
    ['Tripoli, Libya (PANA -', 'Tripoli', 'LY', 'PANA'],
    ['Tripoli, Libya PANA) -', 'Tripoli', 'LY', 'PANA'],
    ['UN, New York (PANA) -', 'UN', 'US', 'PANA'],
  ],
  'agencies of West and Central Africa': [
    ['Dakar, 1-er jan (APS) –', 'Dakar', undefined, 'APS', '--01-01'],
    ['Sfax, 12 jan. (TAP-De notre correspondant) -', 'Sfax', undefined, 'TAP', '--01-12'],
    ['Lilongwe, April 20, Mana:', 'Lilongwe', undefined, 'Mana', '--04-20'],
    ['طرابلس 10 يونيو حزيران (رويترز) -', 'طرابلس', undefined, 'رويترز', '--06-10'],
    ['الدار البيضاء / 20 ماي 2019 / ومع /', 'الدار البيضاء', undefined, 'ومع', '2019-05-20'],
    ['عمان 10 حزيران (بترا)-', 'عمان', undefined, 'بترا', '--06-10'],
    ['KISANGANI, Zaire (AP) _', 'KISANGANI', 'CD', 'AP'],
    ['Kinshasa, 12/01 /ACP.-', 'Kinshasa', undefined, 'ACP'],
    ['APA-Dakar (Sénégal)', 'Dakar', 'SN', 'APA'],
    ['APA - Dakar (Sénégal) -', 'Dakar', 'SN', 'APA'],
    ['Nouakchott,  12/01/2021 ', 'Nouakchott'],
    ['Kumasi (Ashanti Region) 14 December 2002-', 'Kumasi (Ashanti Region)', undefined, undefined, '2002-12-14'],
    ['Amasaman (G/A), March 31, GNA -', 'Amasaman (G/A)', undefined, 'GNA', '--03-31'],
    ['Dakar, 12 janvier 2021 :', 'Dakar', undefined, undefined, '2021-01-12'],
    ['Accra, Jan. 12, ISD, GNA -', 'Accra', undefined, 'GNA', '--01-12'],
    ['Accra, Jan. 12, CNR/GNA –', 'Accra', undefined, 'CNR/GNA', '--01-12'],
    ['Accra, - 9 June', 'Accra', undefined, undefined, '--06-09'],
    ['Ouagadougou, 12 fév 2021 (AIB/AFP) -', 'Ouagadougou', undefined, 'AIB/AFP', '2021-02-12'],
  ],
  'agencies of East and Southern Africa': [
    ['Kampala, URN -', 'Kampala', undefined, 'URN'],
    ['Ndola, March 12, ZANIS ---', 'Ndola', undefined, 'ZANIS', '--03-12'],
    ['RUMONGE January 16th (ABP) –', 'RUMONGE', undefined, 'ABP', '--01-16'],
    ['Addis Ababa, January 12/2021/ENA/', 'Addis Ababa', undefined, 'ENA', '2021-01-12'],
    ['Addis Ababa, January 12 /2021 (ENA):-', 'Addis Ababa', undefined, 'ENA', '2021-01-12'],
    ['LUSAKA, January 12, 2021—', 'LUSAKA', undefined, undefined, '2021-01-12'],
    ['JOHANNESBURG January 12 Sapa', 'JOHANNESBURG', undefined, 'Sapa', '--01-12'],
    ['PRETORIA Jan 12 1999 Sapa', 'PRETORIA', undefined, 'Sapa', '1999-01-12'],
    ['CAPE TOWN - January 12 2003 Sapa', 'CAPE TOWN', undefined, 'Sapa', '2003-01-12'],
    ['January 12, 2021 (KHARTOUM) –', 'KHARTOUM', undefined, undefined, '2021-01-12'],
    ['LUANDA (Do enviado especial) –', 'LUANDA'],
  ],
  'agencies of North Africa': [
    ['NEW YORK (Nations unies)-', 'NEW YORK'],
    ['Nations Unies (New York) –', 'Nations Unies'],
    ['Béni Mellal –', 'Béni Mellal'],
    ['CAIRO - 12 January 2021:', 'CAIRO', undefined, undefined, '2021-01-12'],
    ['Cairo – MENA:', 'Cairo', undefined, 'MENA'],
    ['القاهرة - أ ش أ:', 'القاهرة', undefined, 'أ ش أ'],
    ['القاهرة ـ (أ ف ب)', 'القاهرة', undefined, 'أ ف ب'],
    ['طرابلس 12 يناير 2021م (وال)-', 'طرابلس', undefined, 'وال', '2021-01-12'],
  ],
  'agencies of the Arab world and its neighbours': [
    ['NNA -', undefined, undefined, 'NNA'],
    ['وطنية - بيروت -', 'بيروت', undefined, 'وطنية'],
    ['دمشق-سانا', 'دمشق', undefined, 'سانا'],
    ['صنعاء – سبأ:', 'صنعاء', undefined, 'سبأ'],
    ['مسقط في 12 يناير /العُمانية/', 'مسقط', undefined, 'العُمانية', '--01-12'],
    ['أبوظبي في 12 يناير/ وام /', 'أبوظبي', undefined, 'وام', '--01-12'],
    ['الرياض 28 جمادى الأولى 1442 هـ الموافق 12 يناير 2021 م واس', 'الرياض', undefined, 'واس', '2021-01-12'],
    ['أنقرة / الأناضول', 'أنقرة', undefined, 'الأناضول'],
    ['إسطنبول / محمد أحمد / الأناضول', 'إسطنبول', undefined, 'الأناضول'],
    ['Muscat, 12 Jan (ONA) ---', 'Muscat', undefined, 'ONA', '--01-12'],
  ],
  'agencies of Asia': [
    ['Mumbai (Maharashtra) [India], January 12 (ANI):', 'Mumbai (Maharashtra)', 'IN', 'ANI', '--01-12'],
    ['ISLAMABAD:', 'ISLAMABAD'],
    ['AKP Phnom Penh, January 12, 2021 --', 'Phnom Penh', undefined, 'AKP', '2021-01-12'],
    ['Vientiane (KPL)', 'Vientiane', undefined, 'KPL'],
    ['Baku, January 12, AZERTAC', 'Baku', undefined, 'AZERTAC', '--01-12'],
    ['BAKU, Azerbaijan, Jan. 12 ', 'BAKU', 'AZ', undefined, '--01-12'],
    ['YEREVAN, JANUARY 12, ARMENPRESS.', 'YEREVAN', undefined, 'ARMENPRESS', '--01-12'],
    ['MOSCOW. Jan 12 (Interfax) -', 'MOSCOW', undefined, 'Interfax', '--01-12'],
    ['Xinhua, Beijing, January 12 -', 'Beijing', undefined, 'Xinhua', '--01-12'],
  ],
  'agencies of Europe and the Americas': [
    ['(CNN) --', undefined, undefined, 'CNN'],
    ['Rockville, Md, - March 6', 'Rockville', 'US', undefined, '--03-06'],
    ['(CNN)', undefined, undefined, 'CNN'],
    ['Hong Kong (CNN)', 'Hong Kong', 'HK', 'CNN'],
    ['ATLANTA, Georgia (CNN) --', 'ATLANTA', 'US', 'CNN'],
    ['TBILISI, Georgia (AP) —', 'TBILISI', 'GE', 'AP'],
    ['ABOARD THE PAPAL PLANE (AP) —', 'ABOARD THE PAPAL PLANE', undefined, 'AP'],
    ['WASHINGTON (AP) —', 'WASHINGTON', undefined, 'AP', undefined, 'iPhone maker Apple'],
    ['BRAZZAVILLE, Republic of Congo (AP) —', 'BRAZZAVILLE', 'CG', 'AP'],
    ['PORT OF SPAIN, Trinidad (AP) —', 'PORT OF SPAIN', 'TT', 'AP'],
    ['BRIDGETOWN, Barbados, Jan 12, CMC –', 'BRIDGETOWN', 'BB', 'CMC', '--01-12'],
    ['São Paulo, 12 (AE) -', 'São Paulo', undefined, 'AE'],
    ['Frankfurt/Main (dpa-AFX) -', 'Frankfurt/Main', undefined, 'dpa-AFX'],
    ['Wien/Graz (APA/dpa) -', 'Wien/Graz', undefined, 'APA/dpa'],
    ['(ANSAmed) - TUNISI, 12 GEN -', 'TUNISI', undefined, 'ANSAmed', '--01-12'],
    ['(DIRE) Roma, 12 gen. -', 'Roma', undefined, 'DIRE', '--01-12'],
    ['GENEVA (12 January 2021) –', 'GENEVA', undefined, undefined, '2021-01-12'],
    ['Asunción, IP.-', 'Asunción', undefined, 'IP'],
  ],
  'press releases': [
    ['MARLBOROUGH, Mass.--(BUSINESS WIRE)--Dec 5, 2024--', 'MARLBOROUGH', 'US', 'BUSINESS WIRE', '2024-12-05'],
    ['ACCRA, Ghana, January 12, 2021/APO Group/ --', 'ACCRA', 'GH', 'APO Group', '2021-01-12'],
    ['NEW YORK, January 12 /PRNewswire-FirstCall/ --', 'NEW YORK', undefined, 'PRNewswire-FirstCall', '--01-12'],
    [
      'PARIS, France, 12 January 2021 -/African Media Agency (AMA)/-',
      'PARIS',
      'FR',
      'African Media Agency',
      '2021-01-12',
    ],
  ],
};

describe.each(Object.entries(FORMS))('the datelines of %s', (_who, rows) => {
  it.each(rows)('%s', (text, name, country, agency, date, story) => {
    const next = story ?? (/\p{Script=Arabic}/u.test(`${text}`) ? 'قال الوزير إن' : 'The minister said');
    const reading = readDateline(`${text} ${next}`, known);
    expect(reading).toMatchObject({ kind: 'dateline', dateline: { text: `${text}`.trim() } });
    if (reading.kind !== 'dateline') return;
    const { place } = reading.dateline;
    expect([place?.name, place?.country?.code, reading.dateline.agency]).toEqual([name, country, agency]);
    expect(reading.filed?.date ?? reading.dateline.date).toBe(date);
  });
});

describe('what is no dateline', () => {
  it.each([
    'Le président de la commission, Bénin (PANA) - Il est parti.',
    'The minister of health, Ghana (PANA) - He left.',
    'UN Secretary-General Antonio Guterres, Portugal: the man',
    'Senegal, Mali, Niger - The three countries of the Sahel',
    'Kenya, Uganda - The two neighbours',
    'London, Paris, New York - Three cities and what they have in common',
    'MPLA (Angola) - The party was founded in 1956.',
    'Eliud Kipchoge (Kenya) - The winner of the race',
    'Copyright (AFP) - All rights reserved.',
    'Photo (AFP) - The minister at his desk',
    'Mr. Smith (AP) - The minister',
    'LIBYA: Fighting goes on',
    'Vienna (OPEC) - The cartel',
    'Brussels (EU) - The Commission',
    'AFP, Reuters - The agencies of the world',
    'Yesterday (PANA) - The minister',
    'FOOTBALL - Le match est reporté',
    'POLITIQUE - Le chef du parti',
    'SAÚDE - O ministro da Saúde',
    'ECONOMY - The bank said',
    'QUESTION: What will you do?',
    'PARIS AGREEMENT: What it says',
    'Boko Haram (BH) - The sect',
    'UNESCO - The organization',
    'ANC - the party of Mandela',
    'Hollywood (Reporters) - the film',
    'Doha, Qatar Airways - The airline',
    'Jane Doe | 12.01.2021',
    'After May 12 The Council meets',
    'He was in Paris, France, in May 12 The rest is history',
    'Madrid 03-02 Barcelona',
    'Nairobi, 28-19 The visitors won',
  ])('%s', (sentence) => {
    expect(readDateline(sentence, known).kind).not.toBe('dateline');
  });

  it.each([
    ['Luanda, 12/03 –', /12\/03 may have the day or the month first/],
    ['Kigali, Rwanda, 45/13 (PANA) -', /45\/13 is no day of the calendar/],
    ['ST. PAUL, Minn., Xyzzy 2 - Showers', 'the dateline\'s date "Xyzzy 2" cannot be read'],
  ])('says why the date of %s is not used', (text, fault) => {
    const reading = readDateline(`${text} The minister said`, known);
    expect(reading).toMatchObject({ kind: 'dateline', fault: expect.stringMatching(fault) });
    expect(reading).not.toHaveProperty('dateline.date');
  });

  it('says of a misspelt month as what it is read', () => {
    expect(readDateline('SALVADOR, Narch 2 - Showers continued', known)).toMatchObject({
      dateline: { date: '--03-02' },
      fault: 'the dateline\'s date "Narch 2" is read as 03-02',
    });
  });

  it('reads an agency after the dash only where something sets it off', () => {
    const reading = readDateline('Tripoli - Reuters reported that the minister had left.', known);
    expect(reading).toMatchObject({ dateline: { text: 'Tripoli -' }, isBare: true });
  });
});
