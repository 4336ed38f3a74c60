/** Front matter: YAML between two lines of `---` at the top of a file, which sets or overrides fields of the story. */
import { describeUnknown } from '../story/unknown-subject.ts';
import { checkedYaml, type Place } from '../yaml/checked-yaml.ts';
import { clean, cleanLines, describeRemoval } from './clean.ts';
import { byPlace, type Finding } from './finding.ts';
import { numberedLines } from './lines.ts';
import { type FrontFields, frontMatterSchema } from './front-matter-schema.ts';

export type FrontMatterSplit =
  /** `line` is the line of the text's first line, from 1. */
  | {
      readonly ok: true;
      readonly yaml?: Yaml;
      readonly text: readonly string[];
      readonly line: number;
      readonly warnings: readonly Finding[];
    }
  | { readonly ok: false; readonly error: Finding };

type Yaml = { readonly text: string; readonly linesBefore: number };

/** Above it no front matter is read: it names a story, it does not tell it. */
export const FRONT_MATTER_CHARACTERS_MAX: number = 64 * 1024;

/** Blank lines may come first; further down `---` is text. */
export function splitFrontMatter(lines: readonly string[]): FrontMatterSplit {
  const start = lines.findIndex((line) => line.trim() !== '');
  if (start < 0 || !isFence(lines[start])) return { ok: true, text: lines, line: 1, warnings: [] };
  const end = lines.findIndex((line, index) => index > start && isFence(line));
  if (end < 0) {
    return refused(start + 1, 'the front matter that begins here has no end: put a line "---" after its last field');
  }
  const { lines: clear, warnings } = cleanLines(numberedLines(lines.slice(start + 1, end), start + 2), () => false);
  const text = clear.map((line) => line.text).join('\n');
  if (text.length > FRONT_MATTER_CHARACTERS_MAX) {
    return refused(
      start + 1,
      `the front matter has ${text.length} characters; it may have ${FRONT_MATTER_CHARACTERS_MAX} at most`,
    );
  }
  return { ok: true, yaml: { text, linesBefore: start + 1 }, text: lines.slice(end + 1), line: end + 2, warnings };
}

function refused(line: number, message: string): FrontMatterSplit {
  return { ok: false, error: { severity: 'error', line, column: 1, message } };
}

function isFence(line: string | undefined): boolean {
  return line !== undefined && line.startsWith('---') && line.trimEnd() === '---';
}

export type FrontMatter =
  | { readonly ok: true; readonly fields: FrontFields; readonly warnings: readonly Finding[] }
  | { readonly ok: false; readonly findings: readonly Finding[] };

/** A person mends a few faults at a time. */
const FAULTS_SHOWN = 20;

export function readFrontMatter(yaml: Yaml | undefined, file: string): FrontMatter {
  const warnings: Finding[] = [];
  const placesOfCodes = new Map<string, Place>();
  const checked = checkedYaml({ ...(yaml ?? NOTHING), file, eachText }, frontMatterSchema);
  if (checked.ok)
    return { ok: true, fields: checked.value, warnings: [...warnings, ...unknownSubjects(checked.value)] };
  return { ok: false, findings: [...atMost(checked.problems.toSorted(byPlace)), ...warnings] };

  /** An escape such as "\u0001" brings in what the file itself does not hold. */
  function eachText(text: string, place: Place): string {
    const { text: kept, removed } = clean(text);
    if (removed !== undefined) warnings.push({ severity: 'warning', ...place, message: describeRemoval(removed) });
    for (const [code] of kept.matchAll(/\d{8}/g)) placesOfCodes.set(code, place);
    return kept;
  }

  function unknownSubjects({ subjects = [] }: FrontFields): readonly Finding[] {
    return subjects.flatMap((subject) => {
      const message = describeUnknown(subject);
      return message === undefined ? [] : [{ severity: 'warning', ...placesOfCodes.get(subject.code), message }];
    });
  }
}

const NOTHING: Yaml = { text: '', linesBefore: 0 };

function atMost(problems: readonly Finding[]): readonly Finding[] {
  const findings = problems.map(({ severity, line, column, message }) => ({
    severity,
    ...(line !== undefined && { line }),
    ...(column !== undefined && { column }),
    message,
  }));
  const [next, ...more] = findings.slice(FAULTS_SHOWN);
  if (next === undefined) return findings;
  return [...findings.slice(0, FAULTS_SHOWN), { ...next, message: `and ${more.length + 1} more faults from here on` }];
}
