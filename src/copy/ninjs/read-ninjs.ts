/** The stories in a ninjs file: of one object, or of a list of them. */
import type { Finding } from '../finding.ts';
import type { FoundItem, FoundItems } from '../items/found.ts';
import { decodeJson } from './decode-json.ts';
import { Fields, type JsonObject } from './fields.ts';
import { type JsonValue, parseJson } from './json.ts';
import { readNinjsItem } from './ninjs-item.ts';

export function readNinjs(bytes: Uint8Array): FoundItems {
  const decoded = decodeJson(bytes);
  if (!decoded.ok) return { items: [], findings: [decoded.error] };
  const json = parseJson(decoded.text);
  if (!json.ok) {
    const { line, column, message } = json;
    return {
      items: [],
      findings: [...decoded.warnings, { severity: 'error', line, column, message: `not JSON: ${message}` }],
    };
  }
  const found = itemsIn(json.value);
  return { items: found.items, findings: [...decoded.warnings, ...found.findings] };
}

function itemsIn(value: JsonValue): FoundItems {
  const list = listIn(value);
  if (list !== undefined) return itemsOfList(value, list);
  if (value.kind !== 'object' || !isItem(value))
    return { items: [], findings: [{ ...at(value), message: strangerMessage(value) }] };
  const other = otherTypeOf(value);
  return other === undefined
    ? { items: [foundItem(value)], findings: [] }
    : { items: [], findings: [notText(value, other, 'error')] };
}

/** Every story in it; what else it carries is named, and left out. */
function itemsOfList(value: JsonValue, list: readonly JsonValue[]): FoundItems {
  const items: FoundItem[] = [];
  const others: Finding[] = [];
  for (const each of list) {
    const other = each.kind === 'object' ? otherTypeOf(each) : undefined;
    if (each.kind !== 'object' || !isItem(each))
      others.push({ ...at(each), severity: 'warning', message: `is left out: ${NO_ITEM}` });
    else if (other === undefined) items.push(foundItem(each));
    else others.push(notText(each, other, 'warning'));
  }
  if (items.length > 0) return { items, findings: others };
  return {
    items,
    findings: [...others, { ...at(value), message: 'there is no story in this list: it has no ninjs object of text' }],
  };
}

function foundItem(object: JsonObject): FoundItem {
  const findings: Finding[] = [];
  const item = readNinjsItem(new Fields(object, findings));
  return { item, findings, line: object.line, column: object.column };
}

/** A list of items, or the answer of an interface that holds one. */
function listIn(value: JsonValue): readonly JsonValue[] | undefined {
  if (value.kind === 'array') return value.items;
  if (value.kind !== 'object' || isItem(value) || isJsonFeed(value)) return undefined;
  const list = ['items', 'item', '_items']
    .map((name) => value.members.get(name))
    .find((each) => each?.kind === 'array');
  return list?.kind === 'array' ? list.items : undefined;
}

const OF_AN_ITEM = /^(?:uri|guid|headlines?|bodies|body_.+)$/i;

/** Nothing but `uri` is asked for by any release: what has two of these is one. */
function isItem({ members }: JsonObject): boolean {
  const count = [...members.keys()].filter((name) => OF_AN_ITEM.test(name)).length;
  return (
    count > 1 || (count === 1 && [...members.keys()].some((name) => /^(?:type|pubstatus|versioncreated)$/i.test(name)))
  );
}

function isJsonFeed({ members }: JsonObject): boolean {
  const version = members.get('version');
  return version?.kind === 'text' && version.text.startsWith('https://jsonfeed.org/');
}

/** `type` of ninjs, where it is none of text. What is not in its list is text, where it has one. */
const NOT_TEXT = /^(?:audio|video|picture|graphic|composite|component|event|planning|plannedcoverage)$/i;

function otherTypeOf(object: JsonObject): string | undefined {
  const type = object.members.get('type');
  return type?.kind === 'text' && NOT_TEXT.test(type.text) ? type.text : undefined;
}

const NO_ITEM = 'it is no ninjs object, which has a uri, a headline and a body';

function strangerMessage(value: JsonValue): string {
  if (value.kind === 'object' && isJsonFeed(value))
    return 'this is a JSON Feed, which has no stories to publish but what others published: ninjs is read';
  return `this is JSON, but ${NO_ITEM}`;
}

function notText(object: JsonObject, type: string, severity: Finding['severity']): Finding {
  const kind = type.toLowerCase() === 'composite' ? 'a package of items (composite)' : `a ninjs object of type ${type}`;
  return { ...at(object), severity, message: `${kind} is left out: of ninjs, objects of type text are read` };
}

function at({ line, column }: JsonValue): Omit<Finding, 'message'> {
  return { severity: 'error', line, column };
}
