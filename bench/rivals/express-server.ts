/** Express with serve-static, which knows nothing of codings: so it is led to the file that was compressed before. */
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';

import { answer } from '../processes/answering.ts';
import { portOf, type WebServer } from './web-server.ts';

/** What is used of the packages, which are not among those of Wiredesk. */
type ExpressRequest = IncomingMessage & { url: string; readonly acceptsEncodings: (coding: string) => string | false };
type Middleware = (request: ExpressRequest, response: ServerResponse, next: () => void) => void;
type Express = {
  readonly use: (middleware: Middleware) => unknown;
  readonly listen: (port: number, host: string) => Server;
};

const [frameworkName, staticName]: readonly string[] = ['express', 'serve-static'];
const { default: express }: { default: () => Express } = await import(String(frameworkName));
const { default: serveStatic }: { default: (folder: string) => Middleware } = await import(String(staticName));

let server: Server | undefined;

const commands: WebServer = {
  async serve({ folder }) {
    const app = express();
    app.use((request, response, next) => {
      response.setHeader('Vary', 'Accept-Encoding');
      if (request.acceptsEncodings('gzip') === 'gzip') {
        request.url += '.gz';
        response.setHeader('Content-Encoding', 'gzip');
        response.setHeader('Content-Type', 'application/rss+xml; charset=utf-8');
      }
      next();
    });
    app.use(serveStatic(folder));
    const listening = app.listen(0, '127.0.0.1');
    server = listening;
    await once(listening, 'listening');
    return portOf(listening);
  },
};

answer(commands, async () => void server?.close());
