/** States of the US and provinces of Canada, as datelines write them: `Ore.`, `OR`, `Oregon`. ISO 3166-2 codes. */
import { iso31662 } from 'iso-3166';

import { foldName } from './fold-name.ts';

/** The short forms of the AP and CP stylebooks, which ISO does not have; the other states are written out there. */
const STYLEBOOK: Readonly<Record<string, string>> = {
  'US-AL': 'Ala',
  'US-AZ': 'Ariz',
  'US-AR': 'Ark',
  'US-CA': 'Calif,Cal',
  'US-CO': 'Colo',
  'US-CT': 'Conn',
  'US-DC': 'D.C.',
  'US-DE': 'Del',
  'US-FL': 'Fla',
  'US-GA': 'Ga',
  'US-IL': 'Ill',
  'US-IN': 'Ind',
  'US-KS': 'Kan,Kans',
  'US-KY': 'Ky',
  'US-LA': 'La',
  'US-MD': 'Md',
  'US-MA': 'Mass',
  'US-MI': 'Mich',
  'US-MN': 'Minn',
  'US-MS': 'Miss',
  'US-MO': 'Mo',
  'US-MT': 'Mont',
  'US-NE': 'Neb,Nebr',
  'US-NV': 'Nev',
  'US-NH': 'N.H.',
  'US-NJ': 'N.J.',
  'US-NM': 'N.M.',
  'US-NY': 'N.Y.',
  'US-NC': 'N.C.',
  'US-ND': 'N.D.',
  'US-OK': 'Okla',
  'US-OR': 'Ore',
  'US-PA': 'Pa,Penn',
  'US-RI': 'R.I.',
  'US-SC': 'S.C.',
  'US-SD': 'S.D.',
  'US-TN': 'Tenn',
  'US-TX': 'Tex',
  'US-VT': 'Vt',
  'US-VA': 'Va',
  'US-WA': 'Wash',
  'US-WV': 'W.Va.,W. Va.',
  'US-WI': 'Wis,Wisc',
  'US-WY': 'Wyo',
  'CA-AB': 'Alta',
  'CA-BC': 'B.C.',
  'CA-MB': 'Man',
  'CA-NB': 'N.B.',
  'CA-NL': 'Nfld,N.L.,Newfoundland',
  'CA-NS': 'N.S.',
  'CA-NT': 'N.W.T.',
  'CA-ON': 'Ont',
  'CA-PE': 'P.E.I.',
  'CA-QC': 'Que,Québec',
  'CA-SK': 'Sask',
};

/** A state's two letters may also be a country's code, and no country is written by its code alone in a dateline. */
const codes: ReadonlyMap<string, string> = new Map(
  iso31662
    .filter(({ parent }) => parent === 'US' || parent === 'CA')
    .flatMap(({ code, name }) =>
      [name, code.slice(3), ...(STYLEBOOK[code] ?? '').split(',')].map((written): [string, string] => [
        foldName(written),
        code,
      ]),
    )
    // `Georgia` is a country as well; the AP writes the state `Ga.`
    .filter(([written]) => written !== '' && written !== 'georgia'),
);

/** `US-OR` of `Ore.`, `Oregon` and `OR`. */
export function regionCode(name: string): string | undefined {
  const code = codes.get(foldName(name));
  // Two letters without full stops are the postal code, in capitals; `la` and `or` are words.
  const isPostal = code?.slice(3) === name.toUpperCase() && !name.includes('.');
  return isPostal && name !== name.toUpperCase() && (STYLEBOOK[code ?? ''] ?? '') !== name ? undefined : code;
}
