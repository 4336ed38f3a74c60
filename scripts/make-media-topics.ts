/**
 * Writes src/story/media-topics.json, media-topics-retired.json and subject-codes.json from IPTC's vocabularies as tables
 * (tab-separated, one concept a line, the columns named in the first line). For a newer release of IPTC's: run it on the
 * newer tables.
 *
 *     V=../shared/vocabularies
 *     node scripts/make-media-topics.ts $V/media-topics.tsv $V/media-topics-retired.tsv $V/subject-codes.tsv
 */
import { readFile, writeFile } from 'node:fs/promises';

const [mediaTopics, retiredTopics, subjectCodes] = process.argv.slice(2);
if (mediaTopics === undefined || retiredTopics === undefined || subjectCodes === undefined) {
  console.error('Say which tables to read: media-topics.tsv media-topics-retired.tsv subject-codes.tsv');
  process.exit(2);
}

const TOPIC_COLUMNS = ['code', 'parent', 'subj', 'en', 'fr', 'ar', 'pt', 'es', 'de'];
const topics = await readRows(mediaTopics, TOPIC_COLUMNS);
await writeRows(topics, 'media-topics.json');
await writeRows(replaced(await readRows(retiredTopics, ['code', 'note']), topics), 'media-topics-retired.json');
await writeRows(await readRows(subjectCodes, ['code', 'en']), 'subject-codes.json');

/** Those columns of every line. */
async function readRows(path: string, columns: readonly string[]): Promise<string[][]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const names = head.split('\t');
  const absent = columns.filter((column) => !names.includes(column));
  if (absent.length > 0) {
    throw new Error(`${path}:1: no column ${absent.join(', ')}; the first line must name the columns`);
  }
  return lines.map((line) => {
    const cells = line.split('\t');
    return columns.map((column) => tidy(cells[names.indexOf(column)] ?? ''));
  });
}

/** The retired topics whose note names one other topic, in use, which is the one to use instead. */
function replaced(retired: readonly string[][], inUse: readonly string[][]): string[][] {
  const codesInUse = new Set(inUse.map(([code]) => code));
  return retired.flatMap(([code = '', note = '']) => {
    const named = new Set((note.match(/\b\d{8}\b/g) ?? []).filter((each) => each !== code && codesInUse.has(each)));
    return named.size === 1 ? [[code, ...named]] : [];
  });
}

/** Some of IPTC's labels have double or no-break blanks in them. */
function tidy(cell: string): string {
  return cell.replace(/\s+/g, ' ').trim();
}

async function writeRows(rows: readonly string[][], fileName: string): Promise<void> {
  const lines = rows.map((row) => JSON.stringify(row));
  await writeFile(new URL(`../src/story/${fileName}`, import.meta.url), `[\n${lines.join(',\n')}\n]\n`);
  console.log(`${rows.length} concepts → src/story/${fileName}`);
}
