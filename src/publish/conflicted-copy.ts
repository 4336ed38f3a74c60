/** What programs that keep folders in step put beside a file that was changed in two places: the same story once more. */
const MADE_BY: Readonly<Record<string, RegExp>> = {
  // `budget (conflicted copy 2026-12-01 101010).txt`; Dropbox says whose: `budget (Awa's conflicted copy 2026-12-01).txt`.
  'Nextcloud or Dropbox': /\([^()]*conflicted copy[^()]*\)\.\w+$/i,
  // `budget_conflict-20261201-101010.txt`
  ownCloud: /_conflict-\d{8}-\d{6}\.\w+$/i,
  // `budget.sync-conflict-20261201-101010-ABCDEFG.txt`
  Syncthing: /\.sync-conflict-\d{8}-\d{6}(?:-\w+)?\.\w+$/i,
};

/** Which program has made such a copy, by its name; `undefined` where it is none. */
export function makerOfConflictedCopy(path: string): string | undefined {
  return Object.entries(MADE_BY).find(([, pattern]) => pattern.test(path))?.[0];
}
