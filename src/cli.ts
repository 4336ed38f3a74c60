#!/usr/bin/env node
/** The command line: names the commands, and turns whatever goes wrong into one line and an exit code. */
import { enableCompileCache } from 'node:module';

enableCompileCache();

const { runCommandLine } = await import('./program.ts');
await runCommandLine(process.argv);
