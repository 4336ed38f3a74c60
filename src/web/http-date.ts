/** Dates in HTTP's header fields (RFC 9110 §5.6.7). */

export function httpDate(date: Date): string {
  return date.toUTCString();
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const FORMS = [
  // IMF-fixdate: Sun, 06 Nov 1994 08:49:37 GMT
  /^[A-Z][a-z]{2}, (?<day>\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\d{4}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  // RFC 850: Sunday, 06-Nov-94 08:49:37 GMT
  /^[A-Z][a-z]{5,8}, (?<day>\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\d{2}) (?<time>\d{2}:\d{2}:\d{2}) GMT$/,
  // asctime: Sun Nov  6 08:49:37 1994
  /^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \d]\d) (?<time>\d{2}:\d{2}:\d{2}) (?<year>\d{4})$/,
];

/** In milliseconds. A recipient must accept all three forms; what is in none of them is no date. */
export function parseHttpDate(text: string, now: Date): number | undefined {
  const { day, month, year, time } = FORMS.map((form) => form.exec(text)?.groups).find((found) => found) ?? {};
  if (day === undefined || month === undefined || year === undefined || time === undefined) return undefined;
  const monthNumber = String(MONTHS.indexOf(month) + 1).padStart(2, '0');
  const fullYear = year.length === 2 ? fullYearOf(Number(year), now) : Number(year);
  const parsed = Date.parse(
    `${String(fullYear).padStart(4, '0')}-${monthNumber}-${day.trim().padStart(2, '0')}T${time}Z`,
  );
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** Two digits that seem more than 50 years ahead are the last such year of the past. */
function fullYearOf(twoDigits: number, now: Date): number {
  const thisYear = now.getUTCFullYear();
  const candidate = thisYear - (thisYear % 100) + twoDigits;
  return candidate > thisYear + 50 ? candidate - 100 : candidate;
}
