#!/usr/bin/env node
/** The command line. Nothing is imported before it is known that this Node can run it. */

const NODE_MAJOR_MIN = 24;

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR_MIN) {
  process.stderr.write(
    `wiredesk: this is Node ${process.versions.node}; Wiredesk needs Node ${NODE_MAJOR_MIN} or newer (nodejs.org), ` +
      'or in a checkout: npm run wiredesk -- COMMAND, which brings its own\n',
  );
  process.exit(1);
}

const { enableCompileCache } = await import('node:module');
enableCompileCache();
const { runCommandLine } = await import('./program.ts');
await runCommandLine(process.argv);
