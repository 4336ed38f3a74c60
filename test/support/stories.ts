/** Stories for tests of formats and of all that carries them: the real sample and the extremes around it. */
import type { Story, StoryVersion } from '../../src/story/story.ts';

export { frenchFeed, sampleDesk, sampleFeed } from './desks.ts';

/** The smallest story there can be. */
export const minimal: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241120:minimal',
  slug: 'minimal',
  version: 1,
  pubStatus: 'usable',
  event: 'story.published',
  firstCreated: '2024-11-20T08:00:00Z',
  versionCreated: '2024-11-20T08:00:00Z',
  story: {
    language: 'en',
    headline: 'Rain expected',
    body: ['Rain is expected on Friday.'],
    urgency: 5,
    subjects: [],
    keywords: [],
  },
};

/** A first version with the words given, all else as in `minimal`. */
export function storyWith(words: Partial<Story>, slug = 'minimal'): StoryVersion {
  return {
    ...minimal,
    guid: `urn:newsml:panapress.com:20241120:${slug}`,
    slug,
    story: { ...minimal.story, ...words },
  };
}

/** The real story in ../shared/stories, as the desk filed it. */
export const libya: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20210610:libya-britain-terrorism',
  slug: 'libya-britain-terrorism',
  version: 1,
  pubStatus: 'usable',
  event: 'story.published',
  firstCreated: '2021-06-10T00:00:00Z',
  versionCreated: '2021-06-10T00:00:00Z',
  story: {
    language: 'en',
    headline: "Libyan interior minister seeks Britain's technical support in fight against terrorism, crime",
    agencyLine: 'Panafrican News Agency',
    dateline: {
      text: 'Tripoli, Libya (PANA) -',
      place: { name: 'Tripoli', country: { code: 'LY', name: 'Libya' } },
      agency: 'PANA',
    },
    body: [
      "Tripoli, Libya (PANA) - The Libyan Interior Minister, Khaled Mazen, has expressed the country's desire to obtain Britain's technical support in the fight against terrorism, drugs, human trafficking and illegal migration.",
      'The request was made during a meeting involving Mazen, the British Defence Minister, Ben Wallace, and the Middle East and North Africa Affairs Minister, James Claverly, on Thursday in Tripoli, according to a statement issued by the Interior Ministry.',
      'During the meeting, the Libyan interior minister said the technical support requested from Britain "will be handled by the General Directorate of Desert Patrols to control security in the desert and at the borders, which will be implemented within the framework of international agreements with Europe and the European Union Commission.',
      "Libya recently concluded an agreement with Italy, Malta and the European Union Commission to secure the country's southern borders, a vast desert area plagued by insecurity due to the presence of migrant smuggling networks and human trafficking as well as terrorist groups and mercenaries.",
      'Mazen reviewed, with his British interlocutors, problems facing Libya, especially illegal migration. Libya is home to about 700,000 illegal migrants.',
      'He stressed that these consequences require support for Libya from European countries, as it suffers "great damage" in addition to the fact that Libya "is not a destination for migrants, but a transit country to European countries".',
      `The minister said that monitoring illegal migration and human trafficking is a top priority for the Ministry of Interior, expressing Libya's aspiration for "a partnership" with the UK to eradicate this phenomenon.`,
      'For his part, the British Minister of Defence clarified the coordination work with Libya in training programmes in the field of fighting terrorism and illegal migration, assuring that Europe and the UK have been affected by illegal migration and that fighting it is a common responsibility.',
      `He expressed his condolences for "the terrorist attack that took place at one of the security posts in the southern city of Sebha", resulting in the death of two police officers and the injury to others, praising the ministry's efforts to secure the upcoming electoral agenda.`,
      'A car bomb explosion targeted a security post on Sunday, killing two police officers and injuring five others. The Islamic State (Daech) had claimed responsibility for the attack.',
      'For his part, the British Minister of State for the Middle East and Africa said international community is committed to the stability of Libya and the promotion of elections, scheduled for 24 December 2021.',
      'The UN-sponsored political process in Libya has led to a roadmap drawn up by the Libyan Political Dialogue Forum, establishing a transitional phase, setting a date for general elections on 24 December and selecting an interim Unified Executive Authority to oversee the poll.',
    ],
    signOff: { text: '-0- PANA BY/IS/VAO 10June2021', agency: 'PANA', initials: ['BY', 'IS', 'VAO'] },
    filed: { date: '2021-06-10' },
    urgency: 4,
    subjects: [],
    keywords: [],
  },
};

/** Every optional field set, in its third version. */
export const everything: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241123:au-summit-climate',
  slug: 'au-summit-climate',
  version: 3,
  pubStatus: 'usable',
  event: 'story.corrected',
  firstCreated: '2024-11-23T14:05:30Z',
  versionCreated: '2024-11-24T09:30:00Z',
  story: {
    language: 'en-GB',
    headline: 'African Union summit agrees on climate fund',
    slugline: 'AU-Summit-Climate',
    byline: 'By Aminata Diallo',
    agencyLine: 'Panafrican News Agency',
    dateline: {
      text: 'Addis Ababa, Ethiopia (PANA) -',
      place: { name: 'Addis Ababa', country: { code: 'ET', name: 'Ethiopia' } },
      agency: 'PANA',
    },
    body: [
      'Addis Ababa, Ethiopia (PANA) - Leaders of the African Union agreed on Saturday on a fund of $12 billion against drought.',
      'The fund will start in January.',
      '"It is late, but it is not too late," said the chairperson of the Commission.',
    ],
    signOff: { text: '-0- PANA AD/VAO 23Nov2024', agency: 'PANA', initials: ['AD', 'VAO'] },
    filed: { date: '2024-11-23', time: '17:05:30', timeZone: 'Africa/Addis_Ababa' },
    urgency: 2,
    subjects: [
      { scheme: 'medtop', code: '20000418' },
      { scheme: 'medtop', code: '06000000' },
      { scheme: 'subj', code: '06002000' },
    ],
    keywords: ['African Union', 'climate', 'drought'],
    section: 'Politics',
    genre: 'Current',
    embargo: '2024-11-23T14:00:00Z',
    edNote: 'Corrects the amount in the first paragraph: $12 billion, not $21 billion.',
    creditLine: 'PANA/Aminata Diallo',
    rights: { usageTerms: 'Not for use in print before 25 November 2024.' },
  },
};

export const french: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241122:senegal-peche',
  slug: 'senegal-peche',
  version: 2,
  pubStatus: 'usable',
  event: 'story.updated',
  firstCreated: '2024-11-22T10:15:00Z',
  versionCreated: '2024-11-22T16:40:12Z',
  story: {
    language: 'fr-SN',
    headline: 'Sénégal : l’accord de pêche « sera renégocié », dit le ministre',
    byline: 'Par Mamadou Sène',
    dateline: {
      text: 'Dakar, Sénégal (PANA) -',
      place: { name: 'Dakar', country: { code: 'SN', name: 'Sénégal' } },
      agency: 'PANA',
    },
    body: [
      'Dakar, Sénégal (PANA) - L’accord de pêche « sera renégocié » avant la fin de l’année, a annoncé le ministre.',
      'Les pêcheurs artisanaux réclament une zone réservée de 12 milles.',
    ],
    urgency: 4,
    subjects: [{ scheme: 'medtop', code: '04000000' }],
    keywords: ['pêche', 'Sénégal'],
    section: 'Économie',
  },
};

export const arabic: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241121:tunis-talks',
  slug: 'tunis-talks',
  version: 1,
  pubStatus: 'usable',
  event: 'story.published',
  firstCreated: '2024-11-21T12:00:00Z',
  versionCreated: '2024-11-21T12:00:00Z',
  story: {
    language: 'ar',
    headline: 'تونس تستضيف محادثات بشأن ليبيا',
    dateline: {
      text: 'تونس، تونس (بانا) -',
      place: { name: 'تونس', country: { code: 'TN', name: 'تونس' } },
      agency: 'بانا',
    },
    body: [
      'تونس، تونس (بانا) - تستضيف تونس يوم الاثنين محادثات بشأن ليبيا برعاية الأمم المتحدة (UN).',
      'ومن المقرر أن تستمر المحادثات ثلاثة أيام.',
    ],
    urgency: 4,
    subjects: [{ scheme: 'medtop', code: '11000000' }],
    keywords: ['ليبيا', 'تونس'],
    section: 'سياسة',
  },
};

const portuguese: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241121:praia-eleicoes',
  slug: 'praia-eleicoes',
  version: 1,
  pubStatus: 'usable',
  event: 'story.published',
  firstCreated: '2024-11-21T09:45:00Z',
  versionCreated: '2024-11-21T09:45:00Z',
  story: {
    language: 'pt',
    headline: 'Cabo Verde: eleições antecipadas estão «fora de questão»',
    dateline: {
      text: 'Praia, Cabo Verde (PANA) –',
      place: { name: 'Praia', country: { code: 'CV', name: 'Cabo Verde' } },
      agency: 'PANA',
    },
    body: [
      'Praia, Cabo Verde (PANA) – O Governo de Cabo Verde afastou, na sexta-feira, a realização de eleições antecipadas.',
      'A oposição não reagiu à declaração.',
    ],
    urgency: 4,
    subjects: [{ scheme: 'medtop', code: '11000000' }],
    keywords: ['eleições', 'Cabo Verde'],
    section: 'Política',
  },
};

/** Text that looks like markup in every field that takes text: it must arrive as the text it is. */
export const hostile: StoryVersion = {
  guid: 'urn:newsml:panapress.com:20241119:hostile',
  slug: 'hostile',
  version: 1,
  pubStatus: 'usable',
  event: 'story.published',
  firstCreated: '2024-11-19T23:59:59Z',
  versionCreated: '2024-11-19T23:59:59Z',
  story: {
    language: 'en',
    headline: 'Lords & ladies <clash> over R&amp;D &lt;5% ]]> and ]]> again',
    slugline: 'R&D-<5%-"quoted"',
    byline: `By Seán "O'Neill" <b>&amp;amp;</b>`,
    agencyLine: 'PANA & Co <wire>',
    dateline: {
      text: 'A&B, <C> (P&A) -',
      place: { name: 'A&B', country: { code: 'LY', name: '<C>' } },
      agency: 'P&A',
    },
    body: [
      'A&B, <C> (P&A) - <script>alert("x")</script> ]]> was said twice ]]> and &lt;script&gt; once, &nbsp; and &amp;amp; too.',
      `<p class="x">Not a paragraph's tag</p> <!-- nor a comment --> <?nor an instruction?> <![CDATA[ nor CDATA ]]>`,
      '&#60;b&#62; &undefined; & alone; a\ttab; {{braces}} ${dollars} $& $1 \\ back',
    ],
    signOff: { text: '-0- P&A <X>/"Y" 19Nov2024', agency: 'P&A', initials: ['<X>', '"Y"'] },
    urgency: 4,
    subjects: [{ scheme: 'medtop', code: '16000000' }],
    keywords: ['R&D', '<tag>', '"quoted"', "it's", ']]> twice ]]>', '&lt;'],
    section: 'Law & <Order>',
    genre: 'Current',
    edNote: 'Use <b>&nbsp;</b> ]]> "with care" ]]>',
    creditLine: 'P&A/<X>',
    rights: { holder: 'A & <B>', notice: '© A & <B> ]]> &copy; ]]>', usageTerms: '"None" & &amp; <none>' },
  },
};

/** Each with the name of its golden files, newest version first, as a feed holds them. */
/** One picture that this desk keeps, with all that may be said of one, and one that lies elsewhere. */
export const pictured: StoryVersion = storyWith(
  {
    headline: 'Flood in Dakar',
    creditLine: 'PANA',
    pictures: [
      {
        hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
        file: 'pictured.jpg',
        contentType: 'image/jpeg',
        bytes: 48_210,
        width: 1200,
        height: 800,
        headline: 'Rain & flood',
        caption: 'A street under water in Dakar, 10 June. <Photo>',
        altText: 'Two people wade through a flooded street',
        byline: 'Aminata Diallo',
        creditLine: 'PANA/AD',
        copyrightNotice: '© 2021 Panafrican News Agency',
        dateCreated: '2021-06-10T09:15:00+00:00',
      },
      {
        href: 'https://pictures.example.org/a.jpg?size=large&w=900',
        contentType: 'image/jpeg',
        bytes: 21_000,
        width: 900,
        height: 600,
        caption: 'The market on Tuesday',
      },
      { href: 'https://pictures.example.org/b' },
    ],
  },
  'pictured',
);

export const sampleStories: Readonly<Record<string, StoryVersion>> = {
  everything,
  french,
  arabic,
  portuguese,
  minimal,
  hostile,
  libya,
  pictured,
};
