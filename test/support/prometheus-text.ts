/**
 * A strict reader of the Prometheus text format 0.0.4, after its specification and not after any writer: whatever it
 * does not know is a fault.
 */

export type Family = {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped';
  readonly samples: Sample[];
};

export type Sample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/;
/** As Go’s ParseFloat reads it, which takes infinity and NaN in any case. */
const VALUE = /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?|[-+]?inf(?:inity)?|nan)$/i;

/** Throws at the first fault, with its line. */
export function readPrometheusText(text: string): ReadonlyMap<string, Family> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end in a line feed');
  const families = new Map<string, Family>();
  let family: Family | undefined;
  let help: { readonly name: string; readonly text: string } | undefined;
  for (const [index, line] of text.slice(0, -1).split('\n').entries()) {
    const fault = (what: string): never => {
      throw new Error(`line ${index + 1}: ${what}: ${line}`);
    };
    if (line === '') continue;
    const [, keyword, name = '', rest = ''] = new RegExp(`^# (HELP|TYPE) (${NAME}) (.*)$`).exec(line) ?? [];
    if (keyword === 'HELP') {
      if (families.has(name)) fault('a second HELP of one name');
      if (/\\(?![\\n])/.test(rest)) fault('an unknown escape in HELP');
      help = { name, text: rest };
    } else if (keyword === 'TYPE') {
      if (help?.name !== name) fault('TYPE without its HELP');
      if (!/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) fault('an unknown type');
      family = { name, help: help?.text ?? '', type: rest as Family['type'], samples: [] };
      families.set(name, family);
    } else if (line.startsWith('#')) fault('a comment that is neither HELP nor TYPE');
    else {
      const sample = readSample(line, fault);
      if (family === undefined || !belongs(sample.name, family)) fault('a sample outside its family');
      family?.samples.push(sample);
    }
  }
  for (const each of families.values()) checkFamily(each);
  return families;
}

function readSample(line: string, fault: (what: string) => never): Sample {
  const [, name = '', , inner, value = ''] = new RegExp(`^(${NAME})(\\{(.*)\\})? (\\S+)$`).exec(line) ?? [];
  if (name === '') fault('not a sample');
  if (!VALUE.test(value)) fault('not a number');
  const labels: Record<string, string> = {};
  let rest = inner ?? '';
  while (rest !== '') {
    const [all, label = '', escaped = '', end] = LABEL.exec(rest) ?? fault('labels are malformed');
    if (label in labels) fault('a label stands there twice');
    labels[label] = escaped.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));
    rest = rest.slice(all.length);
    if (end === ',' && rest === '') fault('a comma at the end of the labels');
  }
  return { name, labels, value: Number(value.replace('Inf', 'Infinity')) };
}

function belongs(name: string, family: Family): boolean {
  if (name === family.name) return family.type !== 'histogram';
  const suffixes = { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] } as const;
  const own: readonly string[] = family.type in suffixes ? suffixes[family.type as keyof typeof suffixes] : [];
  return own.some((suffix) => name === family.name + suffix);
}

function checkFamily({ name, help, type, samples }: Family): void {
  const fault = (what: string): never => {
    throw new Error(`${name}: ${what}`);
  };
  if (help.trim() === '') fault('no help');
  const seen = new Set(samples.map((sample) => `${sample.name} ${seriesOf(sample.labels)}`));
  if (seen.size !== samples.length) fault('one series stands there twice');
  if (type === 'counter' && samples.some(({ value }) => !(value >= 0))) fault('a counter below nothing');
  if (type === 'histogram') checkHistogram(samples, name, fault);
}

function seriesOf(labels: Sample['labels']): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function checkHistogram(samples: readonly Sample[], name: string, fault: (what: string) => never): void {
  const withoutBound = ({ le: _le, ...labels }: Sample['labels']): string => seriesOf(labels);
  for (const [labels, series] of Map.groupBy(samples, (sample) => withoutBound(sample.labels))) {
    const buckets = series.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map((sample) => Number(sample.labels['le']?.replace('Inf', 'Infinity')));
    if (bounds.at(-1) !== Infinity) fault(`no bucket for everything at ${labels}`);
    if (bounds.some((bound, at) => !(bound > (bounds[at - 1] ?? -Infinity)))) fault(`bounds do not grow at ${labels}`);
    if (buckets.some(({ value }, at) => value < (buckets[at - 1]?.value ?? 0))) fault(`counts shrink at ${labels}`);
    const count = series.find((sample) => sample.name === `${name}_count`);
    if (count?.value !== buckets.at(-1)?.value) fault(`its count is not that of its buckets at ${labels}`);
    if (!series.some((sample) => sample.name === `${name}_sum`)) fault(`no sum at ${labels}`);
  }
}
