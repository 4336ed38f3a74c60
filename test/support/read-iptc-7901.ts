/**
 * An IPTC 7901 message as old newsroom systems read it, from bytes: SOH begins the header, STX the text, ETX ends it.
 * Written from the layout that agencies document and from what Superdesk keeps; it shares nothing with the writer.
 */
export type ReadMessage = {
  readonly service: string;
  readonly number: string;
  readonly priority: string;
  readonly category: string;
  readonly words: number;
  readonly free: string;
  readonly slug: string;
  readonly headlines: readonly string[];
  readonly paragraphs: readonly string[];
  readonly notes: readonly string[];
  readonly time: string;
};

const HEADER = /^(?<service>[a-z]+)(?<number>\d+) (?<priority>\d) (?<category>\w{1,3}) (?<words>\d+) (?<free>.*)$/;
const NOT_FOR_PUBLICATION = 'The following information is not for publication';

export function readMessage(bytes: Uint8Array): ReadMessage {
  const text = Buffer.from(bytes).toString('latin1');
  if (/[^\r]\n/.test(text) || /\r[^\n]/.test(text)) throw new Error('lines must end with CR LF');
  if (Math.max(...text.split('\r\n').map((line) => line.length)) > LONGEST_LINE) throw new Error('an endless line');
  const [head = '', rest = ''] = splitOnce(text, '\x02');
  const [content = '', tail = ''] = splitOnce(rest, '\x03');
  if (!head.startsWith('\x01')) throw new Error('no SOH');
  const [first = '', slug = ''] = head.slice(1).split('\r\n');
  const groups = HEADER.exec(first)?.groups;
  if (groups === undefined) throw new Error(`no header: ${JSON.stringify(first)}`);
  const all = content.split('\r\n');
  const headEnd = all.findIndex((line) => line.endsWith(' =') || line === '');
  if (all[headEnd] === '') throw new Error('the head must end with an equals sign');
  const [headlines, lines] = [all.slice(0, headEnd + 1), all.slice(headEnd + 1)];
  const end = lines.indexOf(NOT_FOR_PUBLICATION);
  return {
    service: groups['service'] ?? '',
    number: groups['number'] ?? '',
    priority: groups['priority'] ?? '',
    category: groups['category'] ?? '',
    words: Number(groups['words']),
    free: groups['free'] ?? '',
    slug: slug.replace(/\/$/, ''),
    headlines: headlines.map((line) => line.replace(/ =$/, '')),
    paragraphs: paragraphsOf(lines.slice(0, end).filter((line) => line !== '* * * *')),
    notes: lines.slice(end + 1).filter((line) => line !== ''),
    time: tail.split('\r\n')[0] ?? '',
  };
}

/** No word of a test is longer. */
const LONGEST_LINE = 400;

function splitOnce(text: string, control: string): readonly string[] {
  const parts = text.split(control);
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times ${JSON.stringify(control)}`);
  return parts;
}

function paragraphsOf(lines: readonly string[]): readonly string[] {
  return lines
    .join('\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim().replaceAll('\n', ' '))
    .filter((paragraph) => paragraph !== '');
}
