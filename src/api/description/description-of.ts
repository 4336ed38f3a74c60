/** The description of a desk's API: made once. */
import type { ApiRoom } from '../room.ts';
import { describeApi, type OpenApi } from './openapi.ts';

const made = new WeakMap<ApiRoom, OpenApi>();

export function descriptionOf(room: ApiRoom): OpenApi {
  const known = made.get(room) ?? describeApi({ operations: room.operations, ...of(room) });
  made.set(room, known);
  return known;
}

function of({ desk }: ApiRoom): { readonly baseUrl: string; readonly agency: string; readonly version: string } {
  return { baseUrl: desk.baseUrl, agency: desk.agency.name, version: desk.generator.version };
}
