/** `wiredesk receive`: the other end of a webhook, for a downstream agency. */
import { once } from 'node:events';
import { resolve } from 'node:path';

import { Option, type Command } from 'commander';

import { startReceiver } from '../delivery/receiver.ts';
import { openLog } from '../desk/log.ts';
import { stopSignal } from '../desk/stop-signal.ts';
import { WiredeskError } from '../story/wiredesk-error.ts';
import { dim, notBlank, portNumber, print } from './terminal.ts';

type ReceiveOptions = {
  port: number;
  host: string;
  secret?: string | readonly string[];
  publicKey?: string | readonly string[];
  out: string;
};

export function addReceive(program: Command): void {
  program
    .command('receive')
    .description('receive webhooks: verify each, and keep its document as a file before saying so')
    .requiredOption('--port <port>', 'listen here (must be given)', portNumber)
    .option('--host <host>', 'listen here', notBlank, '127.0.0.1')
    .addOption(
      new Option('--secret <secret...>', 'the whsec_... that the sender gave; two while it is being changed').env(
        'WIREDESK_SECRET',
      ),
    )
    .addOption(
      new Option('--public-key <key...>', 'in its place, where the sender signs by v1a: the whpk_... that it gave').env(
        'WIREDESK_PUBLIC_KEY',
      ),
    )
    .requiredOption('--out <dir>', 'keep the documents here (must be given)', notBlank)
    .action(receive);
}

async function receive({ port, host, secret = [], publicKey = [], out }: ReceiveOptions): Promise<void> {
  const secrets = [secret, publicKey].flat();
  if (secrets.length === 0) {
    throw new WiredeskError('say what to verify with: --secret whsec_..., or --public-key whpk_...');
  }
  const stopping = stopSignal();
  await using receiver = await startReceiver({
    host,
    port,
    secrets,
    folder: out,
    now: Date.now,
    // What has arrived is printed below; the log is for what is wrong.
    log: openLog(process.stderr.isTTY ? 'text' : 'json', 'warn'),
    onDelivery: ({ headers, body, file }) => {
      const what = [headers['wiredesk-event'], headers['wiredesk-guid'], `version ${headers['wiredesk-version']}`];
      print(`${what.join(' ')} ${dim(`${body.length} bytes → ${file}`)}`);
    },
  });
  print(`Webhooks are received at ${receiver.url} and kept in ${resolve(out)}. Ctrl-C stops it.`);
  await once(stopping, 'abort');
}
