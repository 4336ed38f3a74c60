/** `wiredesk subscribers reissue`: the way out when the key of the secrets is lost. */
import type { Command } from 'commander';

import { readConfig } from '../../config/read-config.ts';
import { issueSecret, signatureOf } from '../../delivery/issue-secret.ts';
import { standStill } from '../../desk/locks.ts';
import { openDesk } from '../../desk/open-desk.ts';
import { WiredeskError } from '../../story/wiredesk-error.ts';
import { KEY_VARIABLE } from '../../wire/key-file.ts';
import type { StoreOptions } from '../../wire/sqlite.ts';
import { deskOption, jsonOption, print, printJson, table } from '../terminal.ts';

export function addReissue(subscribers: Command): void {
  subscribers
    .command('reissue')
    .description('when the key of the secrets is lost: give every subscriber a new secret and print them, this once')
    .addOption(deskOption())
    .addOption(jsonOption())
    .action(reissue);
}

async function reissue(options: { desk: string; json?: true }): Promise<void> {
  const { folders } = await readConfig(options.desk);
  using _lock = await standStill(folders, 'wiredesk subscribers reissue');
  if (await canBeOpened(options.desk)) {
    throw new WiredeskError(
      'the secrets can be opened: nothing is lost. Change one with: wiredesk subscribers rotate NAME',
    );
  }
  if (await canBeOpened(options.desk, { key: undefined })) {
    throw new WiredeskError(
      `the secrets open with the key in ${folders.wire}: nothing is lost. Unset ${KEY_VARIABLE}, or set it to what secret.key holds`,
    );
  }
  await using desk = await openDesk(options.desk, { forgetSecrets: true });
  const { subscribers } = desk.store;
  const issued: { name: string; secret?: string; publicKey?: string }[] = [];
  for (const { id, name, ...before } of await subscribers.all()) {
    const { secret, publicKey } = issueSecret(signatureOf(before));
    const now = new Date().toISOString();
    await subscribers.rotateSecret(id, { secret, ...(publicKey !== undefined && { publicKey }), now, bothUntil: now });
    issued.push({ name, ...(publicKey === undefined ? { secret } : { publicKey }) });
  }
  if (options.json) printJson(issued);
  else {
    print(table(issued.map(({ name, secret, publicKey }) => [name, secret ?? publicKey ?? ''])));
    print('Shown only now. Each subscriber refuses events until it knows its new secret; they wait until then.');
    print('Headers of their own (authorization) are lost too: wiredesk subscribers headers NAME');
  }
}

/** A reissue that broke off has left subscribers without any secret: it is to be done again. */
async function canBeOpened(root: string, options: StoreOptions = {}): Promise<boolean> {
  await using desk = await openDesk(root, options);
  const { subscribers } = desk.store;
  if ((await subscribers.secretsTrouble()) !== undefined) return false;
  return (await subscribers.all()).every(({ secret }) => secret !== '');
}
