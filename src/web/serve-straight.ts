/**
 * Documents, from Node's request to Node's answer: what nearly every request asks for, many times a second. It is the same
 * answer that the app gives (serve-file.ts), without the Request and Response in between, which cost more than all the rest.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Answer } from './answers.ts';
import { fieldsOf } from './fields.ts';
import { readRequestPath } from './request-path.ts';
import { type FileServing, serveFile } from './serve-file.ts';

/** A name or address with a port, in its usual forms; whatever else stands there the app judges. */
const PLAIN_HOST = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

/** Whether it was answered; of what is no document, or is asked for in an unusual way, nothing has been said yet. */
export async function serveStraight(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  serving: FileServing,
): Promise<boolean> {
  const { method, url = '', headers, httpVersion } = incoming;
  if (!PLAIN_HOST.test(headers.host ?? '')) return false;
  const path = readRequestPath(url);
  if (path.kind === 'refused' || (method !== 'GET' && method !== 'HEAD')) return false;
  const answer = await serveFile({ ...path, headers: fieldsOf(headers), isHttp10: httpVersion === '1.0' }, serving);
  if (answer === undefined) return false;
  send(answer, outgoing);
  return true;
}

/** Node leaves out the body of an answer to HEAD. */
function send({ status, headers, body }: Answer, outgoing: ServerResponse): void {
  outgoing.writeHead(status, headers);
  outgoing.end(body);
}
