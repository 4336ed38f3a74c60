/** Which operation a request is for. */
import type { Operation } from './operation.ts';

export type Route =
  | { readonly kind: 'found'; readonly operation: Operation; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'unknown' }
  /** Something else can be done there. */
  | { readonly kind: 'other-methods'; readonly allow: string };

export type Routes = (method: string, segments: readonly string[]) => Route;

export const ROOT = 'v1';

/** `segments`: of the path below `/v1`, decoded. Throws where two operations would answer the same request. */
export function routesOf(operations: readonly Operation[]): Routes {
  const templates = Map.groupBy(operations, ({ path }) => path.replaceAll(/\{\w+\}/g, '{}'));
  const places = [...templates.values()].map((these) => ({
    segments: segmentsOf(these[0]?.path ?? ''),
    byMethod: byMethod(these),
  }));
  // What is written out goes before what is a template, segment by segment.
  places.sort((a, b) => rank(a.segments).localeCompare(rank(b.segments)));
  return (method, segments) => {
    const place = places.find((each) => fits(each.segments, segments));
    if (place === undefined) return { kind: 'unknown' };
    const operation = place.byMethod.get(method === 'HEAD' ? 'GET' : method);
    if (operation === undefined) return { kind: 'other-methods', allow: allowOf([...place.byMethod.keys()]) };
    return { kind: 'found', operation, params: paramsOf(operation, segments) };
  };
}

function byMethod(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const operation of operations) {
    const { id, method, path } = operation;
    const other = found.get(method);
    if (other !== undefined) throw new Error(`${id} and ${other.id} are both ${method} ${path}`);
    found.set(method, operation);
  }
  return found;
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').slice(1);
}

function isTemplate(segment: string): boolean {
  return segment.startsWith('{');
}

function rank(segments: readonly string[]): string {
  return segments.map((segment) => (isTemplate(segment) ? '1' : '0')).join('');
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((each, index) => (isTemplate(each) ? segments[index] !== '' : each === segments[index]))
  );
}

function paramsOf({ path }: Operation, segments: readonly string[]): Readonly<Record<string, string>> {
  const templates = segmentsOf(path).map((segment, index) => [segment, segments[index] ?? ''] as const);
  return Object.fromEntries(
    templates.filter(([segment]) => isTemplate(segment)).map(([segment, value]) => [segment.slice(1, -1), value]),
  );
}

function allowOf(methods: readonly string[]): string {
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
}
