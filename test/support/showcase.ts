/** A day and a half of a busy wire, in four languages, with all that can become of a story: what pages are looked at with. */
import type { DeskUnderTest } from '../publish/desk-under-test.ts';
import { copyOf } from './desk-folder.ts';

type Piece = {
  readonly name: string;
  readonly head: string;
  readonly headline: string;
  readonly text: string;
};

const PIECES: readonly Piece[] = [
  {
    name: 'summit.txt',
    head: 'section: Politics\nurgency: 2\ndate: 2026-11-24\ntime: "14:05"\nzone: UTC\nkeywords: [African Union, climate, drought]\nbyline: By Aminata Diallo\nsubheadline: Donors are to pay half of it by 2030\n',
    headline: 'African Union summit agrees on $12 billion fund against drought',
    text: 'Addis Ababa, Ethiopia (PANA) - Leaders of the African Union agreed on Tuesday on a fund of $12 billion against drought, half of which donors are to pay by 2030, after two nights of talks that several delegations had threatened to leave.\n\nThe fund is to lend to governments at the rate of development banks, and to pay out within ten days of a harvest that has failed. "We have waited for this since the rains of 2011," the chairperson of the commission said.\n\nThirty-one governments have pledged money so far. The secretariat will sit in Nairobi.',
  },
  {
    name: 'fr/sommet.txt',
    head: 'section: Politique\ndate: 2026-11-24\ntime: "14:20"\nzone: UTC\ntranslationOf: summit.txt\n',
    headline: 'L’Union africaine crée un fonds de 12 milliards de dollars contre la sécheresse',
    text: 'Addis-Abeba, Éthiopie (PANA) - Les dirigeants de l’Union africaine se sont mis d’accord mardi sur un fonds de 12 milliards de dollars contre la sécheresse, après deux nuits de négociations.\n\nLe secrétariat siégera à Nairobi.',
  },
  {
    name: 'ar/summit.txt',
    head: 'section: سياسة\ndate: 2026-11-24\ntime: "14:40"\nzone: UTC\ntranslationOf: summit.txt\n',
    headline: 'الاتحاد الأفريقي يتفق على صندوق بقيمة 12 مليار دولار لمواجهة الجفاف',
    text: 'أديس أبابا (بانا) - اتفق قادة الاتحاد الأفريقي يوم الثلاثاء على إنشاء صندوق بقيمة 12 مليار دولار لمواجهة الجفاف بعد ليلتين من المحادثات، على أن يدفع المانحون نصفه بحلول عام 2030.\n\nوسيكون مقر الأمانة في نيروبي. وقالت رئيسة المفوضية «انتظرنا هذا منذ أمطار عام 2011».\n\nوأعلنت 31 حكومة مساهمتها حتى الآن.',
  },
  {
    name: 'pt/cimeira.txt',
    head: 'section: Economia\ndate: 2026-11-24\ntime: "13:10"\nzone: UTC\n',
    headline: 'Cabo Verde espera mais turistas no inverno',
    text: 'Praia, Cabo Verde (PANA) - O Governo de Cabo Verde espera receber mais de um milhão de turistas no inverno, disse na terça-feira o ministro do Turismo.',
  },
  {
    name: 'corrected.txt',
    head: 'section: Economy\ndate: 2026-11-24\ntime: "12:30"\nzone: UTC\ncorrection: The central bank raised its rate to 11.5 percent, not to 15.1.\n',
    headline: 'Ghana’s central bank raises its rate for the first time in two years',
    text: 'Accra, Ghana (PANA) - The Bank of Ghana raised its policy rate to 11.5 percent on Tuesday, its first increase in two years, and said prices would rise more slowly by the middle of next year.\n\nThe cedi gained a little on the news.',
  },
  {
    name: 'killed.txt',
    head: 'slugline: Niger-mine\ndate: 2026-11-24\ntime: "11:00"\nzone: UTC\nkill: The ministry denies the accident, and our source has withdrawn what it said.\n',
    headline: 'Accident closes uranium mine in Niger',
    text: 'Niamey, Niger (PANA) - An accident has closed the mine.',
  },
  {
    name: 'ar/killed.txt',
    head: 'slugline: بنغازي-ميناء\ndate: 2026-11-24\ntime: "10:30"\nzone: UTC\nkill: لم تُعقد المحادثات.\n',
    headline: 'محادثات بشأن ميناء بنغازي',
    text: 'بنغازي، ليبيا (بانا) - بدأت المحادثات.',
  },
];

/** What tries to run, to turn the reading around, or to burst the page. */
const HOSTILE_COPY = `---
section: "<script>alert(1)</script>"
keywords: ["<img src=x onerror=alert(1)>", "\\u202Esdrawkcab", "${'k'.repeat(2_000)}"]
byline: "By <a href='javascript:alert(1)'>Mallory</a>"
date: 2026-11-24
time: "09:00"
zone: UTC
---
Minister \u202Esaid\u2066 <script>alert("headline")</script> javascript:alert(1) pay\u200Bpal\uFEFF

Dakar, Senegal (PANA) - <script>alert("body")</script><img src=x onerror="alert(1)"> [link](javascript:alert(1)) \u202Egnp.exe\u2067\u200F\u200E\u2028next

${'w'.repeat(10_000)} ]]> --> </script></style></title> &lt;script&gt; <svg onload=alert(1)>

${'ش'.repeat(10_000)}
`;

const SECTIONS = ['Politics', 'Economy', 'Health', 'Sport', 'Environment'] as const;

const EVENTS: readonly (readonly [string, string])[] = [
  ['Dakar, Senegal', 'Senegal’s parliament votes on the budget before the end of the year'],
  ['Nairobi, Kenya', 'Kenyan farmers sell maize early as they wait for late rains'],
  ['Abuja, Nigeria', 'Nigeria’s refineries are to run at full capacity by March, minister says'],
  ['Kigali, Rwanda', 'Rwanda opens its third plant for vaccines'],
  ['Tunis, Tunisia', 'Tunisian judges call off their strike'],
  ['Lusaka, Zambia', 'Zambia and its creditors sign the last of their agreements'],
  ['Cairo, Egypt', 'Egypt lets the pound float more freely'],
  ['Harare, Zimbabwe', 'Zimbabwe counts fewer elephants lost to drought'],
];

function routine(index: number): Piece {
  const [place = '', headline = ''] = EVENTS[index % EVENTS.length] ?? [];
  const hour = String(8 - (index % 8)).padStart(2, '0');
  const day = 24 - Math.floor(index / 16);
  return {
    name: `routine-${index}.txt`,
    head: `section: ${SECTIONS[index % SECTIONS.length]}\ndate: 2026-11-${day}\ntime: "${hour}:${String((index * 7) % 60).padStart(2, '0')}"\nzone: UTC\n`,
    headline: index < EVENTS.length ? headline : `${headline} (${index})`,
    text: `${place} (PANA) - ${headline}, the government said in a statement. Talks with all who are concerned will go on over the coming weeks, and a decision is not expected before the new year.`,
  };
}

/** What can be asked only of a story that is out. */
const ORDERS = /^(?:kill|correction): .*\n/m;

/** `routines`: how many everyday stories come besides. */
export async function publishShowcase({ save, publish }: DeskUnderTest, routines = 48): Promise<void> {
  const pieces = [...PIECES, ...Array.from({ length: routines }, (_, index) => routine(index))];
  for (const { name, head, headline, text } of pieces) {
    await save(name, `---\n${head.replace(ORDERS, '')}---\n${headline}\n\n${text}\n`);
  }
  await save('hostile.txt', HOSTILE_COPY);
  await save('undated.txt', copyOf('Council agrees on the budget'));
  await publish();
  for (const { name, head, headline, text } of pieces.filter((piece) => ORDERS.test(piece.head))) {
    await save(name, `---\n${head}---\n${headline}\n\n${text}\n`);
  }
  await publish();
}
