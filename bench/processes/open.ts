/** The processes of a section, started and ready. */
import { startPeer, type Peer } from './peer.ts';
import type { Bench } from '../section.ts';
import type { RawSender } from './raw-sender.ts';
import type { ListenOptions, Receiver } from './receiver.ts';
import type { OpenWiredesk, WiredeskSender } from './wiredesk-sender.ts';
import type { Targets } from '../material.ts';

const moduleAt = (name: string): URL => new URL(`${name}.ts`, import.meta.url);

export async function openReceiver(
  { folder }: Bench,
  options: ListenOptions,
): Promise<Peer<Receiver> & { readonly port: number }> {
  const peer = await startPeer<Receiver>(moduleAt('receiver'), { name: 'receiver', folder });
  return { ...peer, port: await peer.ask('listen', options) };
}

export async function openWiredesk(
  { folder, profiles }: Bench,
  options: OpenWiredesk,
  environment: Readonly<Record<string, string>> = {},
): Promise<Peer<WiredeskSender>> {
  const nodeOptions = profiles === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profiles}`];
  const peer = await startPeer<WiredeskSender>(moduleAt('wiredesk-sender'), {
    name: 'wiredesk',
    folder,
    environment,
    nodeOptions,
  });
  await peer.ask('open', options);
  return peer;
}

export async function openRawSender(
  { folder }: Bench,
  options: Targets & { readonly subscribers: number },
  environment: Readonly<Record<string, string>> = {},
): Promise<Peer<RawSender>> {
  const peer = await startPeer<RawSender>(moduleAt('raw-sender'), { name: 'raw', folder, environment });
  await peer.ask('open', options);
  return peer;
}
