/** Endpoints whose answer is the trouble: too slow, too large, or against HTTP. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import { pour, rawServer } from '../../support/raw-server.ts';
import { webhookReceiver, type ScriptedAnswer } from '../../support/webhook-receiver.ts';
import type { Endpoint } from './fault-desk.ts';
import { endpointTrouble, failing, NO_TIME, refused, taken, waitedFor, type Fault } from './fault.ts';

const CUT_OFF = 'connection closed before the answer was complete';
const NOT_HTTP = 'the answer is not HTTP';
const TOO_LARGE = 'the answer is too large';
const HEADERS_TOO_LARGE = 'the headers of the answer are too large';
const GZIP = { 'content-encoding': 'gzip' };
const UNASKED = 'answered 100 or 101 without being asked to';

const slow: readonly Fault[] = [
  {
    what: 'drips its headers (slow loris)',
    endpoint: () => dripping('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'),
    ...endpointTrouble(NO_TIME, true),
  },
  {
    what: 'drips one header byte by byte',
    endpoint: () => dripping('HTTP/1.1 200 OK\r\nx-a: ', 'b'),
    ...endpointTrouble(NO_TIME, true),
  },
  {
    what: 'takes the story and then drips its answer for ever',
    endpoint: () => dripping('HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n', '.'),
    ...taken(),
  },
  {
    what: 'refuses the story and then drips its reasons for ever',
    endpoint: () => dripping('HTTP/1.1 422 No\r\ncontent-length: 1000000\r\n\r\n', '.'),
    ...refused(422),
  },
  {
    what: 'promises an answer again and again (102)',
    endpoint: () => dripping('', 'HTTP/1.1 102 Processing\r\n\r\n'),
    ...endpointTrouble(NO_TIME, true),
  },
];

const large: readonly Fault[] = [
  {
    what: 'takes the story and pours out an endless answer',
    endpoint: () => pouring('HTTP/1.1 200 OK\r\n\r\n', 'x'),
    ...taken(),
  },
  {
    what: 'fails and pours out an endless answer',
    endpoint: () => pouring('HTTP/1.1 500 No\r\n\r\n', 'x'),
    ...failing(500),
  },
  {
    what: 'sends one huge header',
    endpoint: () => saying(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(20_000)}\r\n\r\n`),
    ...endpointTrouble(HEADERS_TOO_LARGE, true),
  },
  {
    what: 'sends headers without end',
    endpoint: () => pouring('HTTP/1.1 200 OK\r\n', 'x-a: b\r\n'),
    ...endpointTrouble(HEADERS_TOO_LARGE, true),
  },
  {
    what: 'sends a status line without end',
    endpoint: () => pouring('HTTP/1.1 200 ', 'OK'),
    ...endpointTrouble(TOO_LARGE, true),
  },
  {
    what: 'promises an answer a million times (102)',
    endpoint: () => pouring('', 'HTTP/1.1 102 Processing\r\n\r\n'),
    ...endpointTrouble(TOO_LARGE, true),
  },
  {
    what: 'takes the story and pours out the extension of a chunk',
    endpoint: () => pouring('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', 'x'),
    ...taken(),
  },
  {
    what: 'answers with a bomb of zeroes, compressed',
    endpoint: () => answering((response) => response.writeHead(200, GZIP).end(gzipSync(Buffer.alloc(10_000_000)))),
    ...taken(),
  },
  {
    what: 'answers in compressed form that is none',
    endpoint: () => answering({ status: 200, headers: GZIP, text: 'plain' }),
    ...taken(),
  },
  {
    what: 'refuses the story with more reasons than are read',
    endpoint: () => answering({ status: 422, text: 'x'.repeat(4096) }),
    ...refused(422),
  },
];

const againstHttp: readonly Fault[] = [
  { what: 'speaks SSH', endpoint: () => saying('SSH-2.0-OpenSSH_9.6\r\n'), ...endpointTrouble(NOT_HTTP, true) },
  {
    what: 'speaks HTTP/2 without being asked',
    endpoint: () => saying('\0\0\0\x04\0\0\0\0\0'),
    ...endpointTrouble(NOT_HTTP, true),
  },
  { what: 'speaks HTTP/0.9', endpoint: () => saying('<html>thanks</html>'), ...endpointTrouble(NOT_HTTP, true) },
  {
    what: 'has a status of two digits',
    endpoint: () => saying('HTTP/1.1 20 OK\r\n\r\n'),
    ...endpointTrouble(NOT_HTTP, true),
  },
  {
    what: 'has a status beyond all classes (999)',
    endpoint: () => saying('HTTP/1.1 999 No\r\ncontent-length: 0\r\n\r\n'),
    ...failing(999),
  },
  {
    what: 'has a zero byte in a header',
    endpoint: () => saying('HTTP/1.1 200 OK\r\nx-a: \0\r\n\r\n'),
    ...endpointTrouble(NOT_HTTP, true),
  },
  {
    what: 'announces two lengths of its answer',
    endpoint: () => saying('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
    ...endpointTrouble(NOT_HTTP, true),
  },
  {
    what: 'announces both a length and chunks',
    endpoint: () => saying('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'),
    ...endpointTrouble(NOT_HTTP, true),
  },
  {
    what: 'takes the story and sends chunks that are none',
    endpoint: () => saying('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'),
    ...taken(),
  },
  {
    what: 'takes the story and sends less than it announced',
    endpoint: () => saying('HTTP/1.1 202 Accepted\r\ncontent-length: 100\r\n\r\nhalf'),
    ...taken(202),
  },
  {
    what: 'takes the story and sends more than it announced',
    endpoint: () => saying('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nmore'),
    ...taken(),
  },
  {
    what: 'answers before it is asked',
    endpoint: () => rawServer((socket) => socket.end('HTTP/1.1 503 Busy\r\nconnection: close\r\n\r\n')),
    ...failing(503),
  },
  {
    what: 'answers before it has read a long story',
    endpoint: async () => ({
      ...(await saying('HTTP/1.1 413 Too Large\r\nconnection: close\r\n\r\n')),
      isForLongStory: true,
    }),
    ...refused(413),
  },
  {
    what: 'answers before it has read a long story, and never reads on',
    endpoint: async () => ({ ...(await rawServer(answerAndPause)), isForLongStory: true }),
    ...refused(413),
  },
];

const interim: readonly Fault[] = [
  {
    // undici's doing; a receiver should not (RFC 9110 §10.1.1), but a client should bear it (§15.2).
    what: 'says 100 without being asked to, and then takes the story',
    endpoint: () => saying('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
    ...endpointTrouble(UNASKED, true),
  },
  {
    what: 'hints early (103), and then takes the story',
    endpoint: () => saying('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'),
    ...taken(204),
  },
  {
    what: 'only promises an answer (102) and hangs up',
    endpoint: () => saying('HTTP/1.1 102 Processing\r\n\r\n'),
    ...endpointTrouble(CUT_OFF, true),
  },
  {
    what: 'changes the protocol without being asked (101)',
    endpoint: () => saying('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'),
    ...endpointTrouble(UNASKED, true),
  },
];

export const answerFaults: readonly Fault[] = [...slow, ...large, ...againstHttp, ...interim];

async function answering(answer: ScriptedAnswer): Promise<Endpoint> {
  return webhookReceiver([answer]);
}

function saying(text: string): Promise<Endpoint> {
  return rawServer((socket) => socket.once('data', () => socket.end(text, 'latin1')));
}

function answerAndPause(socket: Socket): void {
  socket.once('data', () => {
    socket.pause();
    socket.write('HTTP/1.1 413 Too Large\r\ncontent-length: 0\r\n\r\n');
  });
}

function dripping(beginning: string, drop: string): Promise<Endpoint> {
  const server = rawServer((socket) =>
    socket.once('data', () => {
      socket.write(beginning);
      const timer = setInterval(() => socket.write(drop), 20);
      socket.once('close', () => clearInterval(timer));
    }),
  );
  return waitedFor(server);
}

function pouring(beginning: string, rest: string): Promise<Endpoint> {
  return rawServer((socket) => socket.once('data', () => pour(socket, beginning, rest)));
}
