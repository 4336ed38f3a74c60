/** `wiredesk tokens`: who may use the HTTP API, and for what. */
import { randomBytes } from 'node:crypto';

import { Option, type Command } from 'commander';

import { hashOfToken, newAccessToken } from '../api/access-token.ts';
import { openDesk } from '../desk/open-desk.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { isInForce, SCOPES, type AccessToken, type Scope } from '../wire/token-shelf.ts';
import { filterOf, filterOptions, type FilterOptions } from './options/filters.ts';
import { describeFilter } from '../desk/subscribers/shown.ts';
import { whenOf } from './options/when.ts';
import { deskOption, dim, jsonOption, print, printJson, table, visible } from './terminal.ts';

export function addTokens(program: Command): void {
  const tokens = program.command('tokens').description('who may use the API at /v1, and for what');
  const add = tokens
    .command('add')
    .description('make an access token and print it, this once')
    .argument('<name>', 'short and unique: whose it is')
    .addOption(
      new Option('--scope <scopes>', `what it is for: ${SCOPES.join(', ')}; commas or repeat for several`)
        .argParser((text: string, scopes: readonly string[]) => [...scopes, ...text.split(',')])
        .default([], 'none'),
    )
    .option('--trusted', 'it sees stories under embargo too, marked as withheld')
    .option('--expires <when>', 'after a span such as 90d, or at a date, time and zone')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(addToken);
  for (const option of filterOptions()) add.addOption(option);
  tokens
    .command('list')
    .description('all tokens, what each is for, and when it was last used')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(list);
  tokens
    .command('revoke')
    .description('end a token at once; a stream that it holds open ends too')
    .argument('<name>')
    .addOption(deskOption())
    .action(revoke);
}

type AddOptions = FilterOptions & {
  readonly desk: string;
  readonly scope: readonly string[];
  readonly trusted?: true;
  readonly expires?: string;
  readonly json?: true;
};

async function addToken(name: string, options: AddOptions): Promise<void> {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(name)) {
    throw new WiredeskError(`"${name}" is no name for a token: use letters, digits, dots and hyphens, at most 64`);
  }
  const scopes = scopesOf(options.scope);
  const filter = filterOf(options);
  const now = new Date();
  const expiresAt = options.expires === undefined ? undefined : expiryOf(options.expires, now);
  await using desk = await openDesk(options.desk);
  const secret = newAccessToken(randomBytes);
  const token = await desk.store.tokens.add({
    name,
    hash: hashOfToken(secret),
    scopes,
    filter,
    ...(options.trusted === true && { isTrusted: true }),
    createdAt: now.toISOString(),
    ...(expiresAt !== undefined && { expiresAt }),
  });
  if (options.json) printJson({ ...token, token: secret });
  else print(`${name} may use ${describeRights(token)}${untilWhen(token)}\nToken, shown only now: ${secret}`);
}

function scopesOf(written: readonly string[]): readonly Scope[] {
  const asked = new Set(written.map((scope) => scope.trim()).filter((scope) => scope !== ''));
  const scopes = SCOPES.filter((scope) => asked.has(scope));
  if (scopes.length > 0 && scopes.length === asked.size) return scopes;
  const unknown = [...asked].find((scope) => !SCOPES.some((known) => known === scope));
  const fault = unknown === undefined ? 'say what the token is for by --scope' : `"${unknown}" is no scope`;
  throw new WiredeskError(`${fault}: there are ${SCOPES.join(', ')}`);
}

function expiryOf(written: string, now: Date): string {
  const at = whenOf('--expires', written, (ms) => now.getTime() + ms);
  if (at > now) return at.toISOString();
  throw new WiredeskError(`--expires: ${written} is over already`);
}

function describeRights({ scopes, filter, isTrusted = false }: AccessToken): string {
  const all = Object.keys(filter).length === 0;
  return [
    scopes.join(', '),
    ...(all ? [] : [`of stories with ${describeFilter(filter)}`]),
    ...(isTrusted ? ['stories under embargo too'] : []),
  ].join('; ');
}

function untilWhen({ expiresAt }: AccessToken): string {
  return expiresAt === undefined ? '' : `, until ${expiresAt}`;
}

async function list(options: { desk: string; json?: true }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const tokens = await desk.store.tokens.all();
  if (options.json) return printJson(tokens);
  if (tokens.length === 0) {
    return print('There are no tokens, and no API. Add one with: wiredesk tokens add NAME --scope events:read');
  }
  const now = new Date().toISOString();
  print(
    table([
      ['Name', 'State', 'Made', 'Last used', 'May use'].map(dim),
      ...tokens.map((token) => [
        token.name,
        stateOf(token, now),
        token.createdAt.slice(0, 10),
        token.lastUsedAt?.slice(0, 16).replace('T', ' ') ?? 'never',
        visible(describeRights(token) + untilWhen(token)),
      ]),
    ]),
  );
}

function stateOf(token: AccessToken, now: string): string {
  if (isInForce(token, now)) return 'active';
  return token.revokedAt === undefined ? 'expired' : 'revoked';
}

async function revoke(name: string, options: { desk: string }): Promise<void> {
  await using desk = await openDesk(options.desk);
  const { tokens } = desk.store;
  if (await tokens.revoke(name, new Date().toISOString())) return print(`${name} is revoked and opens nothing more.`);
  const now = new Date().toISOString();
  const names = (await tokens.all()).filter((token) => isInForce(token, now)).map((token) => token.name);
  throw new WiredeskError(
    `there is no token "${name}"${names.length > 0 ? `; there are: ${names.join(', ')}` : ' (there are none)'}`,
  );
}
