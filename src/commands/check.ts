/** `wiredesk check [FILES]`: what is understood of copy, and what is wrong with it, without publishing anything. */
import type { Command } from 'commander';

import type { Standing } from '../copy/items/item.ts';
import { checkCopy, type CheckedCopy } from '../desk/check-copy.ts';
import { bodyParts } from '../story/body-parts.ts';
import { bytesInShort } from '../story/byte-size.ts';
import { isKept, type Picture } from '../story/picture.ts';
import { describeProblem } from '../story/problem.ts';
import type { Filed } from '../story/instant.ts';
import type { StatusMark } from '../story/status-mark.ts';
import type { Place, Story } from '../story/story.ts';
import { deskOption, dim, fail, jsonOption, print, printJson, table, visible } from './terminal.ts';

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('read copy and show what is understood of it, without publishing')
    .argument('[files...]', 'files with copy, - for standard input; without any, all of stories/')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(check);
}

async function check(files: readonly string[], options: { desk: string; json?: true }): Promise<void> {
  const { copies, problems } = await checkCopy(options.desk, files, {
    standardInput: process.stdin,
    onWaiting: sayWhatIsWaitedFor,
  });
  if (options.json) printJson({ files: copies.map(facts), problems });
  else print([...copies.map(report), ...problems.map(describeProblem), summary(copies)].join('\n\n'));
  const faults = [...problems, ...copies.flatMap(({ copy, refused = [] }) => (copy.ok ? refused : copy.problems))];
  if (faults.some(({ severity }) => severity === 'error')) fail();
}

/** Beside the answer, which a program may read. */
function sayWhatIsWaitedFor(file: string): void {
  const what =
    file === '-' ? 'standard input to end (Ctrl-D, where it is typed)' : `somebody to write ${file} to its end`;
  process.stderr.write(`wiredesk: waiting for ${what}\n`);
}

function facts({ file, copy, refused = [] }: CheckedCopy): object {
  if (!copy.ok) return { file, readable: false, problems: copy.problems };
  const { story, id, item, marks, header, warnings } = copy;
  const { body: _, forms: __, ...fields } = story;
  return {
    file,
    readable: true,
    id,
    item,
    ...fields,
    marks,
    header,
    paragraphs: bodyParts(story),
    problems: [...warnings, ...refused],
  };
}

function report({ file, copy, refused = [] }: CheckedCopy): string {
  const problems = copy.ok ? [...copy.warnings, ...refused] : copy.problems;
  return [
    file,
    ...(copy.ok
      ? [
          table(
            [...rowsOfItem(copy.item), ...rows(copy.story, copy.marks)].map(([name, value]) => [
              `  ${dim(name)}`,
              value,
            ]),
          ),
        ]
      : []),
    ...problems.map((problem) => `  ${describeProblem(problem)}`),
  ].join('\n');
}

/** Which story of another system it is, and whether it may be used. */
function rowsOfItem(item: Standing | undefined): readonly (readonly [string, string])[] {
  if (item === undefined) return [];
  const version = item.version === undefined ? '' : `, version ${item.version}`;
  return [['Item', visible(`${item.guid}${version}, ${item.pubStatus}`)]];
}

/** What the story has; of the first ones also that it has none. */
function rows(story: Story, marks: readonly StatusMark[]): readonly (readonly [string, string])[] {
  const { dateline, signOff } = story;
  const always = [
    ['Headline', story.headline],
    ['Dateline', dateline?.text ?? 'none'],
    ['Place', dateline?.place === undefined ? 'none' : placeText(dateline.place)],
    ['Date', story.filed === undefined ? (dateline?.date ?? 'none') : filedText(story.filed)],
    ['Language', story.language],
    ['Sign-off', signOff?.text ?? 'none'],
    ['Subjects', listed(story.subjects.map(({ scheme, code }) => `${scheme}:${code}`))],
    ['Paragraphs', paragraphsText(story)],
  ] as const;
  const more = [
    ['Sub-headlines', story.subheadlines?.join(' | ')],
    ['Agency line', story.agencyLine],
    ['Agency', dateline?.agency ?? signOff?.agency],
    ['Slugline', story.slugline],
    ['Byline', story.byline],
    ['Marks', marks.length === 0 ? undefined : marks.map(markText).join(', ')],
    ['Urgency', String(story.urgency)],
    ...(story.pictures ?? []).map((picture, index) => [`Picture ${index + 1}`, pictureText(picture)] as const),
    ['Embargo', story.embargo],
    ["Editor's note", story.edNote?.replaceAll('\n', ' | ')],
  ] as const;
  return [...always, ...more].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, visible(value)] as const],
  );
}

/** What is understood of it; of one that lies elsewhere there may be nothing but where. */
function pictureText(picture: Picture): string {
  const { contentType, bytes, width, height, caption, creditLine, byline } = picture;
  const parts = [
    isKept(picture) ? picture.file : picture.href,
    contentType?.replace('image/', ''),
    width !== undefined && height !== undefined ? `${width} × ${height}` : undefined,
    bytes === undefined ? undefined : bytesInShort(bytes),
  ];
  const words = [caption ?? 'no caption', byline, creditLine].filter((part) => part !== undefined).join(' / ');
  return `${parts.filter((part) => part !== undefined).join(', ')}: ${words}`;
}

function placeText({ name, region, country }: Place): string {
  const codes = [region?.code, country?.code].filter((code) => code !== undefined);
  return codes.length === 0 ? name : `${name} (${codes.join(', ')})`;
}

function filedText({ date, time, timeZone }: Filed): string {
  return [date, time, timeZone].filter((part) => part !== undefined).join(' ');
}

function markText({ kind, text, line }: StatusMark): string {
  return `${kind} ("${text}", line ${line})`;
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}

function paragraphsText(story: Story): string {
  const parts = bodyParts(story);
  const words = story.body.reduce((sum, text) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
  const others = [
    [parts.filter(({ form }) => form === 'subhead').length, 'sub-heads'],
    [parts.filter(({ form }) => form === 'preformatted').length, 'tables'],
  ] as const;
  const counts = others.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]));
  return `${parts.length} (${[...counts, `${words} words`].join(', ')})`;
}

function summary(copies: readonly CheckedCopy[]): string {
  const good = copies.filter(({ copy, refused }) => copy.ok && refused === undefined);
  const bad = copies.length - good.length;
  const warned = good.filter(({ copy }) => copy.ok && copy.warnings.length > 0).length;
  const files = copies.length === 1 ? '1 file' : `${copies.length} files`;
  const withWarnings = warned > 0 ? `, ${warned} of them with warnings` : '';
  return dim(`${files}: ${good.length} can be published${withWarnings}, ${bad} cannot`);
}
