/** What an operation answers with, before it takes the form of HTTP. */
import type { ServerResponse } from 'node:http';

import type { ProblemName } from './problem-types.ts';

export type ApiAnswer = BodyAnswer | ProblemAnswer | StreamAnswer;

/** Names in small letters. */
type AnswerHeaders = Readonly<Record<string, string>>;

type BodyAnswer = {
  readonly kind: 'body';
  readonly status: number;
  readonly headers?: AnswerHeaders;
  readonly mediaType?: string;
  /** A function is called last, when nothing comes between its answer and the socket. */
  readonly body?: string | Uint8Array | (() => Promise<string>);
};

/** RFC 9457. */
export type ProblemAnswer = {
  readonly kind: 'problem';
  readonly problem: ProblemName;
  /** What is wrong this time, and what to do; for people. */
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly headers?: AnswerHeaders;
  /** Extension members. */
  readonly more?: Readonly<Record<string, unknown>>;
};

/** One of them: where, and what is wrong there. */
export type FieldError = {
  readonly detail: string;
  /** Into the body (RFC 6901, as a URI fragment). */
  readonly pointer?: string;
  /** Of the path or the query. */
  readonly parameter?: string;
  readonly header?: string;
};

/** Written by the operation itself, for as long as it takes. */
export type StreamAnswer = {
  readonly kind: 'stream';
  readonly headers: AnswerHeaders;
  readonly mediaType: string;
  /** Asked right before the head is written, with nothing between that and `begin`; nothing where there is room for it. */
  readonly refusal: () => ProblemAnswer | undefined;
  /** Called once, when the head has been written. */
  readonly begin: (outgoing: ServerResponse) => void;
};

/** Of JSON that has to be made last. */
export function lateJson(body: () => Promise<string>, headers: AnswerHeaders = {}): BodyAnswer {
  return { kind: 'body', status: 200, headers, mediaType: 'application/json', body };
}

export function json(value: unknown, status = 200, headers: AnswerHeaders = {}): BodyAnswer {
  return { kind: 'body', status, headers, mediaType: 'application/json', body: `${JSON.stringify(value)}\n` };
}

export function problem(
  name: ProblemName,
  detail: string,
  more: Omit<ProblemAnswer, 'kind' | 'problem' | 'detail'> = {},
): ProblemAnswer {
  return { kind: 'problem', problem: name, detail, ...more };
}
