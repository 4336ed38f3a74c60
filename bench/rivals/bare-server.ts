/** Node's own server and nothing else: one document, from memory, with a fixed head. What any program on Node could reach. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type OutgoingHttpHeaders } from 'node:http';
import { join } from 'node:path';

import { answer } from '../processes/answering.ts';
import { FEED_PATH } from '../served-feed.ts';
import { portOf, type WebServer } from './web-server.ts';

const server = createServer();

const commands: WebServer = {
  async serve({ folder }) {
    const body = await readFile(join(folder, `${FEED_PATH}.gz`));
    const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
    const validators = { ETag: etag, 'Cache-Control': 'public, max-age=60', Vary: 'Accept-Encoding' };
    const head: OutgoingHttpHeaders = {
      ...validators,
      'Content-Type': 'application/rss+xml; charset=utf-8',
      'Content-Encoding': 'gzip',
      'Content-Length': body.byteLength,
      'Last-Modified': new Date().toUTCString(),
    };
    server.on('request', (request, response) => {
      if (request.headers['if-none-match'] === etag) response.writeHead(304, validators).end();
      else response.writeHead(200, head).end(body);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return portOf(server);
  },
};

answer(commands, async () => {
  server.closeAllConnections();
  server.close();
});
