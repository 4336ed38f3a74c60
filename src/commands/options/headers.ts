/** Options for the header fields that one endpoint wants besides. */
import { Option, type Command } from 'commander';

import type { WrittenHeaders } from '../../delivery/request-headers.ts';

/** The environment keeps them out of the shell's history and the list of processes. */
export function headerOptions(): readonly Option[] {
  return [
    new Option('--header <field>', 'send this along, such as "X-Source: pana"; repeat for more')
      .argParser((field: string, fields: readonly string[]) => [...fields, field])
      .default([], 'none'),
    new Option('--basic <credentials>', 'authorize as user:password').env('WIREDESK_BASIC'),
    new Option('--bearer <token>', 'authorize by a token').env('WIREDESK_BEARER'),
  ];
}

/** What was written for this command goes before what the environment has for all. */
export function writtenHeaders(command: Command): WrittenHeaders {
  const { header, basic, bearer } = command.opts<WrittenHeaders>();
  const isWritten = (name: string): boolean => command.getOptionValueSource(name) === 'cli';
  return {
    header,
    ...(basic !== undefined && (isWritten('basic') || !isWritten('bearer')) && { basic }),
    ...(bearer !== undefined && (isWritten('bearer') || !isWritten('basic')) && { bearer }),
  };
}
