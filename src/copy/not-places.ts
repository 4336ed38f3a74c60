/**
 * Datelines that are a place in capitals and nothing else: `BLIDA - Le wali`, `WASHINGTON — The`. What stands so before
 * a dash and is no place: the labels of stories and the names of bodies.
 */
import { marksOfLine } from './marks.ts';

const NOT_PLACES: ReadonlySet<string> = new Set(
  `ADVISORY ANALYSE ANALYSIS ANÁLISE ANÁLISIS ATTENTION BACKGROUND BEFORE BOX BRIEF BRIEFS CALENDAR CHRONOLOGY COLUMN COMMENT COMMENTARY
  CONTEXT CORRECTION DIARY DOSSIER EDITORIAL ENCADRÉ ENTREVISTA ENTRETIEN EXCLUSIVE EXCLUSIF EXPLAINER FACTBOX FACTS FEATURE FLASH FOCUS
  GALLERY GRAPHIC HIGHLIGHTS INSIGHT INTERVIEW INVESTIGATION KEY LATEST LIVE MARKETS NEWSMAKER NOTE NOTES OPINION OPINIÃO PHOTO PHOTOS PICTURES PORTRAIT
  PREVIEW PROFILE QUOTES QUOTE RAPPEL REPEAT REPORT REPORTAGE REPORTAGEM RESULTS RÉSULTATS REVIEW SCHEDULE SPECIAL SPORT SPORTS STATEMENT STOCKS SUMMARY
  SUITE SYNTHÈSE TABLE TEXT TIMELINE UPDATE URGENT VERBATIM VIDEO WATCH WEATHER WHAT WHEN WHERE WHO WHY WITNESS WRAPUP YES NO BUT AND THE
  AIDS ASEAN AUKUS BRICS CEDEAO CEMAC COMESA COVID COVID-19 ECOWAS EUFOR EUROSTAT FIFA FRONTEX FRELIMO FRETILIN HAMAS HEZBOLLAH IATA ICRC IGAD INTERPOL
  ISIS ISIL MINUSMA MONUSCO MPLA NASA NATO NEPAD OPEC OPEP OTAN OXFAM PAIGC PALOP POLISARIO RENAMO SADC SONATRACH SWAPO UEFA UEMOA UNAIDS
  UNDP UNEP UNESCO UNFPA UNHCR UNICEF UNIDO UNITA UNMISS UNRWA UNSMIL USAID WAEMU WHO ZANU-PF`.split(/\s+/),
);

const WORDS_MAX = 4;

/** Whether a place in capitals is set off by its dash: the text after it begins a sentence in ordinary letters. */
export function isSettingOff(place: string, story: string): boolean {
  if (!/^\p{Lu}[\p{Lu}\p{M}'’`.\s/-]{3,40}$/u.test(place)) return false;
  const words = place.split(/[\s,]+/u);
  if (marksOfLine(place).length > 0) return false;
  if (words.length > WORDS_MAX || words.some((word) => NOT_PLACES.has(word.replace(/[.,:]$/u, '')))) return false;
  return /^["“«‘'`]{0,2}\s?(?:\p{Lu}[\p{Ll}\p{M}'’ ]|\d|\p{Lu}[.'’\p{Lu}])/u.test(story) && /\p{Ll}{2}/u.test(story);
}
