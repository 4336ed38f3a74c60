/** Marks of agencies in datelines and sign-offs: which words in brackets are one. */

/** Agencies whose copy is met all over Africa, the Arab world and beyond. Folded by `foldMark`. */
const WELL_KNOWN: ReadonlySet<string> = new Set(
  `AA AAP ABI ABP ACAP ACI ACN ACP ADNKRONOS AFP AGENCIABRASIL AGÊNCIABRASIL AGENCIALUSA AGERPRES AGI AGP AIB AIM AIP AMAP AMI ANA ANADOLU
  ANADOLUAGENCY ANDINA ANG ANGOP ANI ANP ANSA ANTARA AP APA APANEWS APP APS ASSOCIATEDPRESS ATOP ATPE ATS AVN AWP BELGA BELTA BERNAMA
  BLOOMBERG BNS BOPA BSS BTA CNA CNS CNW CP CTK DOWJONES DPA EFE ELTA ENA EPA EPD ERINA EUROPAPRESS FANA FIDES GNA HINA IANS INFORPRESS INPS
  INTERFAX IPS IRIN IRNA ITAR-TASS JANA KAZINFORM KCNA KNA KUNA KYODO LANA LETA LINA LUSA MAP MENA MCT MTI NAMPA NAN NAB NEWZIANA NNA NOTIMEX
  NTB NZPA ONA PANA PANAPRESS PAP PETRA PL PNA PRENSALATINA PTI QNA REUTERS REUTER RIA RIANOVOSTI RITZAU RNA RSS SABA SANA SAPA SDA SID
  SLENA SONNA SPA SPUTNIK STA STP-PRESS STPPRESS STT SUNA TANJUG TAP TASS TCA TELAM TÉLAM TNS UKRINFORM UNA UNB UNI UPI VNA VNS WAFA WAL WAM
  XINHUA YONHAP ZANIS ZIANA ZNBC
  ADI AE AGENCEECOFIN AGENZIAFIDES AFRICANMEDIAAGENCY AFRICANEWS AFX AKP ALMAGHREBIA ANA-MPA ANSAMED APOGROUP APO ARMENPRESS ASIANEWS ASKANEWS
  AZERTAC AZERTAG BBC BNA BUSINESSWIRE CANADIANPRESS CMC CNN CNNBUSINESS CNNMONEY DIRE DW EFEUSA ESTADÃO FBC FNA FOLHAPRESS GLOBENEWSWIRE
  IFR INTERFAX-UKRAINE INTERPRESSNEWS IP ISNA AFROL CANA CANANEWS CISA JIJI JIJIPRESS JIS KPL LAPRESSE LENA LPC MANA MEHR MISNA MONTSAME MNA NINA NOVOSTI PREMIUMTIMES PRNEWSWIRE
  PRNEWSWIRE-FIRSTCALL REUTERSHEALTH RFI RTR SANEWS SLBC SPS SYFIA TASNIM TATOLI THOMSONREUTERS THOMSONREUTERSFOUNDATION TNA TREND TT UZA VIS VOA WALTA ZENIT
  رويترز بانا بانابرس أفب افب وام كونا سبأ واج وأج سانا وفا شينخوا الأناضول الاناضول واس بترا قنا وات وال واع إرنا ارنا أشأ اشأ ومع وما
  الأنباءالليبية وكالةالأنباءالليبية فرانسبرس دبأ سونا بنا سبوتنيك نينا العمانية وطنية وكالات شنخوا ونا صونا وجا الأنباءالقطرية وكالةالأنباءالجزائرية`.split(
    /\s+/,
  ),
);

export type KnownAgencies = {
  /** Whether the word in a dateline's brackets or a sign-off is surely an agency. `WAL/UNI`: one known is enough. */
  readonly isMark: (mark: string) => boolean;
  /** Whether a line is the agency's name or mark and nothing else. */
  readonly isName: (line: string) => boolean;
};

/** The South African agency names whose copy it sends on: `Sapa-INet-Bridge`. */
const SAPA_WITH = /^SAPA(?:-\p{L}{2,12}){1,2}$/u;

/** The well-known ones, and those that this desk or this story names. */
export function knownAgencies(names: readonly (string | undefined)[]): KnownAgencies {
  const own = new Set(names.filter((name) => name !== undefined).map(foldMark));
  const isOne = (folded: string): boolean => own.has(folded) || WELL_KNOWN.has(folded);
  // `Sapa-AFP`: both of them.
  const isAgency = (folded: string): boolean =>
    folded !== '' &&
    (isOne(folded) || SAPA_WITH.test(folded) || (folded.includes('-') && folded.split('-').every(isOne)));
  return {
    isMark: (mark) =>
      mark.split(/[/،,]|(?:^|\s)(?:with|avec|com|con|and|et|e|y)\s/iu).some((part) => {
        return isAgency(foldMark(part));
      }),
    isName: (line) => isAgency(foldMark(line)),
  };
}

/** Agencies that sign in small letters. Other marks are words when written so: `map`, `tap`, `sid`. */
const SMALL: ReadonlySet<string> = new Set(['dpa', 'aps', 'afp', 'ansa', 'efe', 'lusa', 'sda', 'ats', 'lana']);

/** Whether a mark stands there as marks are written, and not as a word of a sentence. */
export function isWrittenAsMark(word: string): boolean {
  return !/^\p{Ll}/u.test(word) || SMALL.has(word);
}

/** Without blanks, full stops, vowel signs and case: `A.F.P.`, `أ ف ب` and `العُمانية` are marks too. */
function foldMark(mark: string): string {
  return mark.replace(/[\s.\u0640]|\p{Mn}/gu, '').toUpperCase();
}

/** Short, and built as marks are: `PANA`, `dpa`, `Inforpress`, `tca/dpa`, `الأنباء الليبية`. */
export function isMarkLike(mark: string): boolean {
  return MARK.test(mark);
}

const MARK_WORD = '[\\p{L}\\p{M}][\\p{L}\\p{M}\\p{N}.&-]{0,23}';
const MARK = new RegExp(`^${MARK_WORD}(?: ${MARK_WORD}){0,2}(?:/${MARK_WORD}){0,2}$`, 'u');
