/** Names of the months and their short forms, as datelines and sign-offs write them. */
import { nearest } from '../yaml/nearest.ts';

/** English, French, Portuguese, Spanish, German, Italian; then Arabic as in Egypt, the Maghreb, Morocco and the Levant. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'january,jan,janvier,janv,janeiro,enero,ene,januar,jänner,gennaio,gen,يناير,جانفي,كانون الثاني',
  2: 'february,feb,febr,février,fevrier,fév,fev,févr,fevr,fevereiro,febrero,februar,febbraio,فبراير,فيفري,شباط',
  3: 'march,mar,mars,março,marco,marzo,märz,mrz,مارس,آذار,اذار',
  4: 'april,apr,avril,avr,abril,abr,aprile,أبريل,ابريل,إبريل,أفريل,افريل,نيسان',
  5: 'may,mai,maio,mayo,maggio,mag,مايو,ماي,أيار,ايار',
  6: 'june,jun,juin,junho,junio,juni,giugno,giu,يونيو,يونيه,جوان,حزيران',
  7: 'july,jul,juillet,juil,juill,julho,julio,juli,luglio,lug,يوليو,يوليه,يوليوز,جويلية,تموز',
  8: 'august,aug,août,aout,agosto,ago,أغسطس,اغسطس,أوت,اوت,غشت,آب',
  9: 'september,sept,sep,septembre,setembro,set,septiembre,setiembre,settembre,سبتمبر,شتنبر,أيلول,ايلول',
  10: 'october,oct,octobre,outubro,out,octubre,oktober,okt,ottobre,ott,أكتوبر,اكتوبر,تشرين الأول',
  11: 'november,nov,novembre,novembro,noviembre,نوفمبر,نونبر,تشرين الثاني',
  12: 'december,dec,décembre,decembre,déc,dezembro,dez,diciembre,dic,dezember,dicembre,ديسمبر,دجنبر,كانون الأول',
};

const numbers: ReadonlyMap<string, number> = new Map(
  Object.entries(NAMES).flatMap(([number, names]) =>
    names.split(',').map((name): [string, number] => [name, Number(number)]),
  ),
);

/** For a regular expression: every name, the longer before those that they begin with. */
export const MONTH_PATTERN: string = [...numbers.keys()].sort((a, b) => b.length - a.length).join('|');

const LONG_NAMES = [...numbers.keys()].filter((name) => name.length > 4);

/** `Narch`, `Marchg`: a name that is meant, 1 to 12; short forms are too near to other words. */
export function misspeltMonth(word: string): number | undefined {
  const meant = word.length < 5 ? undefined : nearest(word, LONG_NAMES);
  return meant === undefined || Math.abs(meant.length - word.length) > 1 ? undefined : numbers.get(meant);
}

/** 1 to 12. */
export function monthNumber(name: string): number | undefined {
  return numbers.get(name.toLowerCase());
}
