/** Marks of agencies in datelines and sign-offs: which words in brackets are one. */

/** Agencies whose copy is met all over Africa, the Arab world and beyond. Folded by `foldMark`. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `AA ACI AFP AGP AIB AIP AMI ANA ANADOLU ANGOP ANI ANP ANSA AP APA APANEWS APP APS ATPE BELGA BERNAMA BSS CNA CTK DPA
  EFE ENA GNA HINA IANS INFORPRESS INPS IPS IRNA KNA KUNA KYODO LANA LUSA MAP MENA NAMPA NAN ONA PANA PANAPRESS PETRA
  PTI QNA REUTERS RIA RNA SABA SANA SAPA SLENA SPA STP-PRESS SUNA TANJUG TAP TASS UNA UNI UPI WAFA WAL WAM XINHUA YONHAP
  ZIANA ZNBC رويترز بانا أفب وام كونا سبأ واج سانا وفا شينخوا الأناضول واس بترا قنا وات الأنباءالليبية`.split(/\s+/),
);

export type KnownAgencies = {
  /** Whether the word in a dateline's brackets or a sign-off is surely an agency. `TCA/dpa`: one known is enough. */
  readonly isMark: (mark: string) => boolean;
  /** Whether a line is the agency's name or mark and nothing else. */
  readonly isName: (line: string) => boolean;
};

/** The well-known ones, and those that this desk or this story names. */
export function knownAgencies(names: readonly (string | undefined)[]): KnownAgencies {
  const own = new Set(names.filter((name) => name !== undefined).map(foldMark));
  return {
    isMark: (mark) =>
      mark.split('/').some((part) => {
        const folded = foldMark(part);
        return folded !== '' && (own.has(folded) || WELL_KNOWN.has(folded));
      }),
    isName: (line) => foldMark(line) !== '' && (own.has(foldMark(line)) || WELL_KNOWN.has(foldMark(line))),
  };
}

/** Without blanks, full stops and case: `A.F.P.` and `أ ف ب` are marks too. */
function foldMark(mark: string): string {
  return mark.replace(/[\s.]/g, '').toUpperCase();
}

/** Short, and built as marks are: `PANA`, `dpa`, `Inforpress`, `tca/dpa`, `الأنباء الليبية`. */
export function isMarkLike(mark: string): boolean {
  return MARK.test(mark);
}

const MARK_WORD = '[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{N}.&-]{0,15}';
const MARK = new RegExp(`^${MARK_WORD}(?: ${MARK_WORD}){0,2}(?:/${MARK_WORD}){0,2}$`, 'u');
